"""What a text names right beside a place: its town, its governorate, what it lies near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from detectors.gazetteer import Gazetteer
from detectors.reading.places.spot import Spot

REACH: Final = 4
"""Tokens between a place and what is named behind it."""
_IN_TOWN: Final = 1
"""Words between a quarter and its town."""


class Anchor(Struct, frozen=True):
    """A place of the text that is beyond doubt."""

    spot: Spot
    codes: tuple[str, ...]
    governorate: str | None
    point: tuple[float, float] | None
    """None for a governorate, district or sub-district: their centres say nothing."""


class Beside:
    """Looks among the places of one text that are beyond doubt."""

    def __init__(self, gazetteer: Gazetteer, anchors: Iterable[Anchor]) -> None:
        self._gazetteer = gazetteer
        self._within: dict[int, list[Anchor]] = {}
        for anchor in anchors:
            self._within.setdefault(anchor.spot.sentence, []).append(anchor)

    def within(self, sentence: int) -> Sequence[Anchor]:
        """Those of a sentence."""
        return self._within.get(sentence, ())

    def town(self, spot: Spot) -> Anchor | None:
        """The town, sub-district or district named right behind a place."""
        for anchor in self.within(spot.sentence):
            gap = anchor.spot.begin - spot.last
            if 0 <= gap <= REACH and anchor.spot is not spot:
                wide = self._gazetteer.level(anchor.codes[0]) in ("governorate", "country")
                return None if wide or anchor.spot.clitics.startswith("و") else anchor
        return None

    def city(self, spot: Spot) -> str | None:
        """The town named right behind a quarter (حي … في مدينة …): what bears that name elsewhere is not meant.

        Of a mere name (حي … في حلب) the governorate, which may be meant as well.
        """
        if spot.kind != "حي":
            return None
        for anchor in self.within(spot.sentence):
            near = 0 <= anchor.spot.begin - spot.last <= _IN_TOWN and not anchor.spot.clitics.startswith("و")
            if near and anchor.spot.kind == "مدينه" and self._gazetteer.level(anchor.codes[0]) == "community":
                return anchor.codes[0]
            if near and anchor.spot.kind is None and anchor.spot.role == "":
                return anchor.governorate
        return None

    def wide(self, spot: Spot) -> Anchor | None:
        """The governorate or its countryside named right behind a place or its list."""
        for anchor in self.within(spot.sentence):
            gap = anchor.spot.begin - spot.last
            if 0 <= gap <= REACH and anchor.point is None:
                return anchor if not anchor.spot.clitics.startswith("و") else None
        return None
