"""A hospital with a name of its own lies in the town, where the text spoke of one of its quarters last.

قتل أربعة في حي …. وسقطت قذيفة على مستشفى … فقتلت ممرضة: a sentence that names a venue has left the quarter,
unless the text put the venue there before.
"""

from __future__ import annotations

from typing import Final

from detectors.gazetteer.entry import DEPTH
from detectors.reading.care import Care, Carers, unjoined, vocabulary
from detectors.reading.extent import depth, inside
from detectors.reading.model import Matches, PlaceMention
from detectors.reading.places.words import load

_QUARTERS: Final = frozenset({"حي", "ضاحيه", "موقع", "دوار"})
_TOWNS: Final = ("community", "governorate")
_RECEIVES: Final = frozenset({"استقبل", "استقبلت", "استقبال", "يستقبل", "استقبلنا", "استقبالها", "استقباله"})
_NEAR: Final = 5
_AROUND: Final = frozenset({"", "source"})


class Venues:
    """The venues of one text."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        cares = Carers(matches).found()
        self._cares = [c for c in cares if c.name is not None and not _only_reached(c.first, matches)]
        self._receiving = {c.sentence for c in cares if c.target == "facility" and _receives(c, matches)}

    def town(self, spoken_of: PlaceMention, sentence: int) -> PlaceMention | None:
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

    def _quarter(self, mention: PlaceMention) -> bool:
        return mention.kind in _QUARTERS or depth(mention) >= DEPTH["neighbourhood"]

    def _left(self, quarter: PlaceMention, sentence: int) -> bool:
        if sentence in self._receiving:
            return True
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


def _receives(care: Care, matches: Matches) -> bool:
    """المستشفى استقبل 53 جريحا: from all of the town."""
    sentence = matches.document.sentences[care.sentence]
    texts = matches.document.texts[max(sentence.first, care.first - _NEAR) : min(sentence.last, care.last + _NEAR)]
    return any(text.lstrip("و") in _RECEIVES for text in texts)
