"""What a sentence has told so far, while its phrases are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from detectors.reading.falls import WHERE_REACH
from detectors.reading.governors import GOVERNING, tells
from detectors.reading.lives import IN_IT
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import FATES, People
from detectors.records import Kind
from detectors.text import Sentence

_ALONE: Final = (
    *GOVERNING, *FATES, "noun.toll", "noun.massacre", "noun.rubble", "noun.maim", "noun.cost", "noun.loss_word",
    "verb.aid", "verb.victim", "verb.cut_off",
)  # fmt: skip
_SOME: Final = ("mark.subset", "mark.one")
"""Categories without which no sentence that stands alone tells of anybody's fate, or turns a figure down."""
_FATE: Final = frozenset({"المصير"})
_FELL: Final = "وقع"
"""Also what happens and, unvowelled, who signs."""


@dataclass(slots=True)
class Told:
    """A phrase with what became of it."""

    people: People
    candidate: Candidate


@dataclass(slots=True)
class State:
    """What the sentence has told so far."""

    number: int
    sentence: Sentence
    phrases: list[People]
    told: list[Told] = field(default_factory=list)
    whole: int | None = None
    """Candidate that a following subset belongs to."""
    untold: bool = False
    """The nearest phrase that a subset could belong to came to no harm."""
    spared: bool = False
    """The nearest phrase with a number tells of people who were arrested, fled or were saved."""
    composed: People | None = None
    """People without a number who are among the whole (بينهم أطفال): counted ones may follow (و3 سيدات)."""
    recalled: Kind | None = None
    """What befell the people named last, whom nobody counted (غصت المستشفيات بالجرحى)."""

    def recall(self, people: People, candidates: Sequence[Candidate]) -> None:
        """ونقل الجرحى إلى المشفى، وبينهم طفلان: the wounded are who a subset is of, counted before or not.

        Of the dead (الضحايا) more may be meant than were counted as killed.
        """
        if people.fate != "injured" or not people.definite or people.noun is None or people.counted:
            return
        if self.whole is None or candidates[self.whole].kind != people.fate:
            counted = (c.id for c in reversed(candidates) if c.kind == people.fate and c.part_of is None)
            self.whole = next(counted, None)
        self.recalled = people.fate if self.whole is None else None


def telling(matches: Matches) -> set[int]:
    """Sentences that may tell of anybody's fate; an article without one has no candidates.

    Much of ordinary news bears such words: لقيت المسرحية استحسانا, سيقطع التيار, الأحد. An idiom tells where the
    word that completes it follows (لقي … مصرعهم), and one of some people (أحدهم, بينهم) only beside what tells of
    the others.
    """
    standing, end = matches.standing, len(matches.words)
    alone = {matches.sentence_of[i] for i in standing.of_any(_ALONE, 0, end) if _complete(matches, i)}
    unknown = (i for i, _ in matches.document.where(_FATE) if matches.document.texts[i - 1].startswith("مجهول"))
    alone |= {matches.sentence_of[i] for i in unknown}
    return alone | {matches.sentence_of[i] for i in standing.of_any(_SOME, 0, end)} if alone else alone


def _complete(matches: Matches, i: int) -> bool:
    """Whether the word at `i` tells of a fate by itself, or with what follows it."""
    telling = [entry for category, entry in matches.words[i].items() if category in _ALONE]
    if all(entry.lemma == _FELL and entry.person == "3fs" for entry in telling):  # وقعت الجامعة اتفاقية, وقعت امرأتان
        return any(word.noun for word in matches.words[i + 1 : i + 1 + WHERE_REACH])
    if not IN_IT.isdisjoint(matches.document.texts[i + 1 : i + 2]):  # راح فيها خمسة
        return True
    return tells(matches, i, _ALONE)
