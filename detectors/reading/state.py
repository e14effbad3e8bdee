"""What a sentence has told so far, while its phrases are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from detectors.reading.governors import GOVERNING
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import FATES, People
from detectors.records import Kind
from detectors.text import Sentence

_TELLING: Final = (
    *GOVERNING, *FATES, "noun.toll", "noun.massacre", "noun.rubble", "noun.maim", "noun.cost", "noun.loss_word",
    "mark.subset", "mark.one", "verb.aid", "verb.victim",
)  # fmt: skip
"""Categories without which no sentence that stands alone tells of anybody's fate, or turns a figure down."""


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
    """Sentences that may tell of anybody's fate; an article without one has no candidates."""
    return {matches.sentence_of[i] for i in matches.standing.of_any(_TELLING, 0, len(matches.words))}
