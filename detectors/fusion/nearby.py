"""Which claims can be one event at all: by code, grid cell and names, so that a busy day is not all against all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import floor
from typing import Final

from detectors.fusion.features import Features

CELL: Final = 0.15
"""Side of a grid cell in degrees: some 14–17 km in the latitudes of the gazetteer, more than `proximity.REACH_KM`, so
that two places within that reach lie in one cell or in two that touch."""


NAMED: Final = 3
"""Telling words in common by which two places may be one event's (`affinity` decides)."""


class Nearby:
    """Claims (or groups of them) by number, to be asked for those that may share a place with a claim."""

    def __init__(self) -> None:
        self._own: dict[str, set[int]] = defaultdict(set)
        self._below: dict[str, set[int]] = defaultdict(set)
        self._cells: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._terms: dict[int, set[int]] = defaultdict(set)
        self._names: dict[str, set[int]] = defaultdict(set)

    def add(self, number: int, claim: Features) -> None:
        """Remember `claim` under `number`."""
        for term in claim.terms:
            self._terms[term].add(number)
        if not claim.path:
            self._names[claim.name].add(number)
            return
        self._own[claim.path[0]].add(number)
        for code in claim.path:
            self._below[code].add(number)
        cell = _cell(claim)
        if cell:
            self._cells[cell].add(number)

    def of(self, claims: Iterable[Features]) -> list[int]:
        """Numbers of those that may share a place with any of `claims`, or name the same people, in order."""
        found: set[int] = set()
        for claim in claims:
            found |= {number for number, terms in self.sharing(claim.terms).items() if terms >= NAMED}
            found |= self.placed((claim,))
        return sorted(found)

    def sharing(self, terms: Iterable[int]) -> Counter[int]:
        """Numbers of those that tell any of `terms`, with how many of them."""
        return Counter(number for term in terms for number in self._terms.get(term, ()))

    def placed(self, claims: Iterable[Features]) -> set[int]:
        """Numbers of those that may share a place with any of `claims`."""
        found: set[int] = set()
        for claim in claims:
            if not claim.path:
                found |= self._names.get(claim.name, set())
                continue
            found |= self._below.get(claim.path[0], set())
            for code in claim.path:
                found |= self._own.get(code, set())
            cell = _cell(claim)
            if cell:
                x, y = cell
                for dx in (-1, 0, 1):
                    for dy in (-1, 0, 1):
                        found |= self._cells.get((x + dx, y + dy), set())
        return found


def _cell(claim: Features) -> tuple[int, int] | None:
    if claim.position is None:
        return None
    return floor(claim.position[0] / CELL), floor(claim.position[1] / CELL)
