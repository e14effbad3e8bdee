"""The one act of a report that counts no people: a strike, a raid, an arrest by forces, a death told by name alone.

Fusion needs such reports: they are the other sources of an event that somebody else counts, and a village that is
raided or shelled is news without any dead. What was denied, feared or no violence makes none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from detectors.gazetteer.entry import DEPTH
from detectors.reading.doubt import BLAME
from detectors.reading.extent import bare_governorate, depth, inside, place_key
from detectors.reading.figurative import figurative
from detectors.reading.governors import tells
from detectors.reading.manners import word_class
from detectors.reading.mishaps import harmless
from detectors.reading.model import Matches, PlaceMention
from detectors.reading.moments import LEAD, Moments, meet
from detectors.reading.ownplaces import PAUSES
from detectors.reading.rumours import rumours
from detectors.reading.settings import Settings
from detectors.records import EventDate
from detectors.text import Sentence

_ATTACKS: Final = (
    "noun.attack", "verb.attack", "noun.explosion", "verb.explode", "verb.shoot", "noun.raid", "verb.raid",
    "noun.target",
)  # fmt: skip
_OPERATIONS: Final = ("noun.detain", "verb.detain", "noun.operation")
_DROPS: Final = ("verb.drop",)
_DROPPED: Final = frozenset({"برميل", "حمم", "صاروخ", "قذيفه", "قنبله", "ذخيره", "عنقودي", "متفجر"})
_DROP_REACH: Final = 5
"""Tokens between ألقى and what was dropped: by whom."""
_DEATHS: Final = (
    "noun.death", "noun.killed", "noun.injury", "noun.injured", "noun.body", "verb.kill", "verb.injure", "verb.die",
)  # fmt: skip
DEEDS: Final = (*_ATTACKS, *_OPERATIONS)
"""Words of acts against somebody."""
_BACK: Final = 10
"""Days before publication within which a date is this report's news."""
_DENIAL: Final = 4
"""Tokens between a negation and the attack that it denies."""
_DENIAL_OF_ANY: Final = 8
"""The same for أي غارة: any at all."""
_NONE: Final = frozenset({"اي", "ايه"})
_DENIED: Final = 12
"""Tokens from the verb of denial to what is denied."""
_WITHDRAWN: Final = frozenset({"نسحب"})
MESSAGE: Final = 8
"""Sentences of a short message, which tells one thing: its place may stand in any of them, or nowhere."""


@dataclass(frozen=True, slots=True)
class BareAct:
    """An act without figures; `token` is the word that says what happened."""

    place: PlaceMention | None
    date: EventDate
    token: int
    sentence: int


class BareActs:
    """Looks for the act of one text that counts nobody."""

    def __init__(self, matches: Matches, settings: Settings, moments: Moments, day: date) -> None:
        self._m = matches
        self._settings = settings
        self._moments = moments
        self._day = day

    def find(self, told: Collection[int], fallen: Collection[int]) -> BareAct | None:
        """The act of the headline or lead at a place; in a short message at the place that any sentence names.

        `told`: sentences with figures that are background; `fallen`: tokens of figures that were turned down.
        """
        deeds = [(s, i) for s, i in self._deeds(fallen) if s not in told]
        for at, (number, token) in enumerate(deeds):
            place = self._beside(number, token)
            if place is not None:
                return self._act(self._finer(place, number, token, deeds[at + 1 :]) or place, number, token)
        if len(self._m.document.sentences) > MESSAGE or told or not deeds:
            return None
        number, token = deeds[0]
        focus = self._settings.focus(number, token)
        return self._act(focus.head if focus else None, number, token)

    def lead(self, told: Collection[int]) -> Iterator[BareAct]:
        """The acts at places of their own in the headline and lead, but for the sentences `told`."""
        for number, sentence in enumerate(self._m.document.sentences[: LEAD + 1]):
            token = None if number in told else self._word(sentence, ())
            place = None if token is None else self._beside(number, token)
            act = None if token is None or place is None else self._act(place, number, token)
            if act is not None:
                yield act

    def _act(self, place: PlaceMention | None, number: int, token: int) -> BareAct | None:
        when = self._moments.of(number, token)
        old = when.end < self._day - timedelta(days=_BACK)
        return None if old else BareAct(place, when, token, number)

    def _deeds(self, fallen: Collection[int]) -> Iterator[tuple[int, int]]:
        """Sentence and token of the word of violence in each sentence of the lead, the most telling of each."""
        sentences = self._m.document.sentences
        for number, sentence in enumerate(sentences if len(sentences) <= MESSAGE else sentences[: LEAD + 1]):
            token = None if number in self._m.made(rumours) else self._word(sentence, fallen)
            if token is not None:
                yield number, token

    def _word(self, sentence: Sentence, fallen: Collection[int]) -> int | None:
        """The most telling word of violence of a sentence that is no count over months."""
        if self._m.standing.any(("mark.since",), sentence.first, sentence.last):
            return None
        standing = self._m.standing
        for categories, says in (
            (DEEDS, self._attack), (_DROPS, self._dropped), (_OPERATIONS, self._by_forces), (_DEATHS, self._death),
        ):  # fmt: skip
            told = standing.of_any(categories, sentence.first, sentence.last)
            token = next((i for i in told if says(i, sentence)), None)
            if token is not None and token not in fallen and not self._denied(token, sentence.first):
                return token
        return None

    def _attack(self, i: int, _: Sentence) -> bool:
        words = self._m.words[i]
        if words.any(_ATTACKS):
            return not harmless(self._m, i) and not figurative(self._m, i)  # افتتح الوزير فجر الجمعة
        following = self._m.document.tokens[i + 1].text if i + 1 < len(self._m.document.tokens) else ""
        return "noun.operation" in words and following in word_class("armed")

    def _dropped(self, i: int, sentence: Sentence) -> bool:
        """ألقت المروحيات براميلها على قرية; ألقى كلمة, ألقت مناشير and ألقت القبض are no attacks."""
        behind = self._m.standing.of("weapon", i, min(sentence.last, i + _DROP_REACH))
        return any(self._m.words[j]["weapon"].lemma in _DROPPED for j in behind)

    def _by_forces(self, _: int, sentence: Sentence) -> bool:
        """An arrest or operation by forces; one by police is no act of war."""
        forces = self._m.standing.of("force", sentence.first, sentence.last)
        return any(self._m.words[j]["force"].tag("police") is None for j in forces)

    def _death(self, i: int, _: Sentence) -> bool:
        """A word of death or injury; ودع tells of one only with the people who are mourned, لقي with مصرعه."""
        words = self._m.words[i]
        return not figurative(self._m, i) and tells(
            self._m, i, {c for c in _DEATHS if c in words and not words[c].tag("own")}
        )

    def _denied(self, attack: int, first: int) -> bool:
        """دون أن تنفذ أي غارة, لم تشهد قصفاً, نفت الوزارة قصف: an attack that did not happen, or is said so."""
        if self._disowned(attack, first):
            return True
        none = attack > first and self._m.document.tokens[attack - 1].text in _NONE
        reach = _DENIAL_OF_ANY if none else _DENIAL
        return any("mark.negation" in self._m.words[i] for i in range(max(first, attack - reach), attack))

    def _disowned(self, attack: int, first: int) -> bool:
        """نفت الوزارة قصف مشفى, نسحب خبرنا حول قصف: its object; نفت مسؤوليتها عن القصف denies who did it alone."""
        near, texts = max(first, attack - _DENIED), self._m.document.texts
        denials = self._m.standing.of("verb.deny", near, attack)
        denials = denials or [i for i in range(near, attack) if texts[i] in _WITHDRAWN]
        between = texts[denials[-1] + 1 : attack] if denials else []
        return between != [] and not any(text in PAUSES or text.startswith(BLAME) for text in between)

    def _finer(
        self, wide: PlaceMention, number: int, token: int, later: Sequence[tuple[int, int]]
    ) -> PlaceMention | None:
        """The one settlement inside a wide place where what is told of the same days further on happened."""
        if not _is_wide(wide):
            return None
        when = self._moments.of(number, token)
        found: dict[str, PlaceMention] = {}
        for other, deed in later:
            place, then = self._beside(other, deed), self._moments.of(other, deed)
            if meet(then, when) and place is not None and not _is_wide(place) and inside(place, wide):
                found.setdefault(place_key(place.place), place)
        return next(iter(found.values())) if len(found) == 1 else None

    def _beside(self, number: int, token: int) -> PlaceMention | None:
        """The place behind the word, else any of its sentence, or the village that the next sentences name in it."""
        groups = [g for g in self._settings.groups(number) if g.role == ""]
        if not groups:
            return None
        group = next((g for g in groups if g.first > token), groups[0])
        if _is_wide(group.head):
            group = self._settings.detail(number, group.head, set()) or group
        return group.head


def _is_wide(mention: PlaceMention) -> bool:
    """Whether it is wider than a settlement, or a city that stands as well for its governorate."""
    return depth(mention) < DEPTH["community"] or bare_governorate(mention)
