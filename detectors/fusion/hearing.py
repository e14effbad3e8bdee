"""Who else hears of a claim than the governorate of its event, as of a witness: each governorate is fused by itself.

What happened beside a border may be told of under the next governorate's name, and what happened nobody says where may
have happened anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from math import floor

from detectors.fusion.evidence import UNRESOLVED, tells_harm
from detectors.fusion.nearby import CELL
from detectors.fusion.proximity import REACH_KM
from detectors.fusion.witnesses import KNOWN_AGAIN
from detectors.gazetteer import Gazetteer
from detectors.gazetteer.distance import kilometres
from detectors.gazetteer.entry import DEPTH
from detectors.records import Claim, Place


class Hearing:
    """The governorates of one gazetteer, and which of them lie within reach of a settlement."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """`gazetteer`: its governorates hear of each other."""
        self._everywhere = gazetteer.governorates()
        self._gazetteer = gazetteer
        self._near: dict[str, tuple[str, ...]] = {}
        self._cells: dict[tuple[int, int], list[tuple[float, float, str]]] = {}

    @staticmethod
    @cache
    def default() -> Hearing:
        """That of the package's gazetteer."""
        return Hearing(Gazetteer.load())

    def beyond(self, claim: Claim, home: str) -> tuple[str, ...]:
        """Governorates beside `home` that may know the event of `claim`."""
        place = claim.event.place
        if home != UNRESOLVED:
            return self._around(place)
        abroad = place.code is None and place.level is not None
        known = tells_harm(claim) or place.name != "" or len(claim.event.terms) >= KNOWN_AGAIN
        return self._everywhere if known and not abroad else ()

    def _around(self, place: Place) -> tuple[str, ...]:
        """Governorates with a settlement within reach of a settlement."""
        code = place.code
        if code is None or place.lat is None or place.lon is None or place.level is None:
            return ()
        if DEPTH[place.level] < DEPTH["community"]:
            return ()
        if code not in self._near:
            self._near[code] = self._within(place.lat, place.lon)
        return self._near[code]

    def _within(self, lat: float, lon: float) -> tuple[str, ...]:
        cells = self._grid()
        x, y = floor(lat / CELL), floor(lon / CELL)
        found: set[str] = set()
        for cell in (cells.get((x + dx, y + dy), ()) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            for a, b, governorate in cell:
                if governorate not in found and kilometres(lat, lon, a, b) <= REACH_KM:
                    found.add(governorate)
        return tuple(sorted(found))

    def _grid(self) -> dict[tuple[int, int], list[tuple[float, float, str]]]:
        """Settlements by cell, made when they are first asked for."""
        if not self._cells:
            cells = defaultdict(list)
            for entry in self._gazetteer:
                governorate = self._gazetteer.governorate(entry.code)
                if entry.level == "community" and governorate and entry.lat is not None and entry.lon is not None:
                    cells[floor(entry.lat / CELL), floor(entry.lon / CELL)].append((entry.lat, entry.lon, governorate))
            self._cells = dict(cells)
        return self._cells
