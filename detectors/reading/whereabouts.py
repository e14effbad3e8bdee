"""The governorate of an event whose own place is unknown or unnamed, from what the text says around it.

A village that the gazetteer lacks still lies in the governorate that its sentence names; so does an event told of
"a town in the countryside of …". Named directly before a known place (كذا قرب نوى, كذا بناحية تسيل), it lies in the
same sub-district or district, some kilometres from it. Its code stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

import msgspec

from detectors.gazetteer.entry import DEPTH
from detectors.reading.model import Matches, PlaceMention
from detectors.records import Place, Precision

NOWHERE: Final = Place(name="")
"""The place of an event whose report names none."""
_NOTE: Final = "governorate by the places named around it"
_BESIDE: Final = "about where {} is, which is named beside it"
_SITES: Final = frozenset({"موقع", "دوار"})
_GAP: Final = 2
"""Tokens between a name and that of its parent or neighbour, at most: إلى الشمال من."""
_SUBDISTRICT: Final = 4
"""Codes of a sub-district's path: its own, its district's, its governorate's and the country's."""


class Whereabouts:
    """The surroundings of one text's events."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches

    @cached_property
    def _named(self) -> list[PlaceMention]:
        return [p for p in self._m.places if not p.context_only and len(p.place.path) > 1]

    def of(self, mention: PlaceMention | None, sentence: int, position: int) -> Place:
        """The place of an event told at a sentence and token, with at least a governorate if the text gives one."""
        place = mention.place if mention else NOWHERE
        known = len(place.path) > 1 or place.level is not None
        if known:
            return place
        beside = self._beside(mention) if mention else None
        site = mention is not None and mention.kind in _SITES
        if beside and (site or _settled(beside)):
            return _near(place, beside, site)
        around = self._around(sentence, position)
        return msgspec.structs.replace(place, path=around, precision="governorate", note=_NOTE) if around else place

    def _beside(self, mention: PlaceMention) -> Place | None:
        """What the text names directly behind an unknown place."""
        after = next((p for p in self._named if p.first >= mention.last), None)
        if after is None or after.sentence != mention.sentence or after.first - mention.last > _GAP:
            return None
        return after.place

    def _around(self, sentence: int, position: int) -> tuple[str, ...]:
        """Path of the one governorate of the sentence, else of the text; of the nearest name's in the sentence."""
        own = [p for p in self._named if p.sentence == sentence]
        if own:
            nearest = min(own, key=lambda p: (p.role != "", abs(p.first - position)))
            return nearest.place.path[-2:]
        here = [p for p in self._named if p.role == ""]
        return _only(here) or _only(self._named)


def _settled(place: Place) -> bool:
    return place.level is not None and DEPTH[place.level] > DEPTH["governorate"]


def _near(place: Place, beside: Place, site: bool) -> Place:
    """A site is where the place beside it is; a settlement of its own in the smallest area that may hold both."""
    note = _BESIDE.format(beside.name)
    if site:
        return msgspec.structs.replace(beside, name=place.name, note=note)
    path = beside.path[-_SUBDISTRICT:]
    precision: Precision = "subdistrict" if len(path) == _SUBDISTRICT else "district"
    close = beside.level is not None and DEPTH[beside.level] >= DEPTH["community"]
    position = {"lat": beside.lat, "lon": beside.lon} if close else {}
    return msgspec.structs.replace(place, path=path, precision=precision, note=note, **position)


def _only(mentions: Iterable[PlaceMention]) -> tuple[str, ...]:
    paths = {p.place.path[-2:] for p in mentions}
    return paths.pop() if len(paths) == 1 else ()
