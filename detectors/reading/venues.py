"""A hospital with a name of its own lies in the town, where the text spoke of one of its quarters last.

قتل أربعة في حي …. وسقطت قذيفة على مستشفى … فقتلت ممرضة: a sentence that names a venue has left the quarter,
unless the text put the venue there before. And a venue that was hit is where the text puts it, or in the town that it
is called after (مشفى سراقب), whatever place the text spoke of last.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from detectors.gazetteer.entry import DEPTH
from detectors.reading.care import Care, cares
from detectors.reading.extent import depth, inside
from detectors.reading.harm import Harm
from detectors.reading.healthwords import unjoined, vocabulary
from detectors.reading.model import Matches, PlaceMention
from detectors.reading.places.words import load

_QUARTERS: Final = frozenset({"حي", "ضاحيه", "موقع", "دوار"})
_TOWNS: Final = ("community", "governorate")
_RECEIVES: Final = frozenset({"استقبل", "استقبلت", "يستقبل", "استقبلنا"})
_NEAR: Final = 5
_AROUND: Final = frozenset({"", "source"})
_BESIDE: Final = 2
"""Words between a venue and the place that it is put at."""
_AT: Final = frozenset({"في", "وسط", "الواقع"})


class Venues:
    """The venues of one text."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        named = matches.made(cares)
        self._facilities = [c for c in named if c.target == "facility" and c.definite and c.number == "s"]
        called = {c.sentence for c in named if c.name is not None}  # مسؤول في مستشفى س إن المستشفى خال
        ours = [c for c in named if c.name is not None or (c.sentence in called and c in self._facilities)]
        self._cares = [c for c in ours if not _only_reached(c.first, matches)]
        self._receiving = {c.sentence for c in named if c.target == "facility" and _receives(c, matches)}

    def of(self, sentence: int, spoken_of: PlaceMention | None, *, placed: bool) -> PlaceMention | None:
        """Where the venue of a sentence is, if not where the text spoke of last; `placed`: it names places."""
        site = self._site(sentence, spoken_of)
        return site or (self._town(spoken_of, sentence) if spoken_of is not None and not placed else None)

    def _town(self, spoken_of: PlaceMention, sentence: int) -> PlaceMention | None:
        """The town of the quarter `spoken_of`, if the sentence names a venue and no place."""
        if not self._quarter(spoken_of) or not self._left(spoken_of, sentence):
            return None
        told = [
            m
            for m in self._m.places
            if m.sentence <= sentence and m.role in _AROUND and not m.context_only and not self._quarter(m)
        ]
        around = [m for m in told if inside(spoken_of, m)]
        if around:
            return max(around, key=lambda m: (depth(m), m.first))
        if spoken_of.place.code is not None:
            return None
        return next(
            (m for m in reversed(told) if m.kind == "مدينه" or m.abroad in _TOWNS or m.place.level == "community"), None
        )

    def _site(self, sentence: int, spoken_of: PlaceMention | None) -> PlaceMention | None:
        """Where the venue is that a sentence without a place of its own says was hit."""
        if sentence in self._receiving or any(m.sentence == sentence and m.role == "" for m in self._named):
            return None
        for care in self._facilities:
            if care.sentence == sentence and (place := self._put(care) or self._called(care, spoken_of)):
                return place if self._harm.found(care) else None
        return None

    def _put(self, care: Care) -> PlaceMention | None:
        """Where the text has put it: by its name, or the one venue that it has put anywhere."""
        name = _own_name(care)
        told = [(other, key, m) for other, key, m in self._sites if other.sentence < care.sentence]
        alike = {key: m for other, key, m in told if name is None or _own_name(other) == name}
        return next(iter(alike.values())) if len(alike) == 1 else None

    def _called(self, care: Care, spoken_of: PlaceMention | None) -> PlaceMention | None:
        """The town of its name, in the governorate that the text spoke of: مشفى القدس is in no other country."""
        for m in self._m.places:
            if m.role == "named" and care.first < m.first < care.last and m.place.level == "community":
                near = spoken_of is None or m.place.path[-2:] == spoken_of.place.path[-2:]
                return m if near else None
        return None

    @cached_property
    def _harm(self) -> Harm:
        return Harm(self._m)

    @cached_property
    def _named(self) -> list[PlaceMention]:
        return [m for m in self._m.places if not m.context_only]

    @cached_property
    def _sites(self) -> list[tuple[Care, str, PlaceMention]]:
        """Venues with the place that stands right behind each (المشفى الميداني في مدينة س)."""
        found: list[tuple[Care, str, PlaceMention]] = []
        for care in self._facilities:
            behind = next((m for m in self._named if m.first >= care.last), None)
            if behind is None or behind.sentence != care.sentence or behind.role != "":
                continue
            between = self._m.document.texts[care.last : behind.first]
            led = self._m.document.texts[behind.first].startswith("ب") or not _AT.isdisjoint(between)
            if led and len(between) <= _BESIDE:
                found.append((care, behind.key, behind))
        return found

    def _quarter(self, mention: PlaceMention) -> bool:
        return mention.kind in _QUARTERS or depth(mention) >= DEPTH["neighbourhood"]

    def _left(self, quarter: PlaceMention, sentence: int) -> bool:
        if sentence in self._receiving:
            return False  # it treats those who were hurt where the text is
        names = {care.name for care in self._cares if care.sentence == sentence}
        before = {care.sentence for care in self._cares if care.name in names and care.sentence < sentence}
        return bool(names) and not any(m.sentence in before and m.key == quarter.key for m in self._m.places)


def _only_reached(first: int, matches: Matches) -> bool:
    """نقلوا إلى مستشفى …, مصدر في مستشفى …"""
    texts = matches.document.texts
    if unjoined(texts, first - 1) in vocabulary()["toward"]:
        return True
    words = load()
    return any(texts[i] in words["told"] or texts[i] in words["teller"] for i in range(max(0, first - 3), first))


def _own_name(care: Care) -> str | None:
    """What tells it from others: its name without the word for what it is."""
    return care.name.partition(" ")[2] or None if care.name else None


def _receives(care: Care, matches: Matches) -> bool:
    """المستشفى استقبل 53 جريحا: they were hurt elsewhere."""
    sentence = matches.document.sentences[care.sentence]
    texts = matches.document.texts[max(sentence.first, care.first - _NEAR) : min(sentence.last, care.last + _NEAR)]
    return any(text.lstrip("و") in _RECEIVES for text in texts)
