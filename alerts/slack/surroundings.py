"""The places around a place: a reader at night needs the city after the quarter's name."""

from __future__ import annotations

from typing import Protocol

from detectors.gazetteer import Gazetteer
from detectors.records import Place

WIDE = frozenset({"district", "governorate", "country"})
"""Levels that do not give a facility's position away."""


class Surroundings(Protocol):
    """What lies above a place."""

    def above(self, place: Place) -> Place | None:
        """The place to name after it: a quarter's town, anything else's governorate."""

    def wide(self, place: Place) -> Place | None:
        """The nearest place that does not give a position away; itself when it does not."""


class Nowhere:
    """Knows nothing."""

    def above(self, place: Place) -> Place | None:
        """None."""
        return None

    def wide(self, place: Place) -> Place | None:
        """The place itself when it is wide."""
        return place if place.level in WIDE else None


class Gazetted:
    """As the gazetteer has it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def above(self, place: Place) -> Place | None:
        """The place to name after it; None for a governorate, the country and what the gazetteer does not have."""
        wanted = {"neighbourhood": "community", "landmark": "community"}.get(place.level or "", "governorate")
        return self._first(place, frozenset({wanted, "governorate"}))

    def wide(self, place: Place) -> Place | None:
        """The nearest place that does not give a position away."""
        return place if place.level in WIDE else self._first(place, WIDE)

    def _first(self, place: Place, levels: frozenset[str]) -> Place | None:
        codes = self._gazetteer.path(place.code) if place.code in self._gazetteer and place.code else place.path
        for code in codes:
            if code in self._gazetteer and code != place.code and self._gazetteer.level(code) in levels:
                return self._gazetteer.place(code)
        return None
