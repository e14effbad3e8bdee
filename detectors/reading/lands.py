"""Running counts that name no place of their own are of the whole land, not of the village told of last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detectors.reading.extent import depth, inside
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.places.words import load

_OPEN: Final = frozenset({"place:focus", "place:none", "place:aside"})
"""Reasons of a place that is only what the text was speaking of."""
_PAST: Final = frozenset(
    {"scope:time:past", "scope:time:day", "scope:time:had-happened", "scope:link-to-other-article",
     "scope:continues-background"}
)  # fmt: skip
"""Reasons why a figure is background: it is of one event, not of the land."""


def widen(matches: Matches, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, running counts without a place of their own placed at the land that the text speaks of."""
    if not any(_open(c) for c in candidates):
        return list(candidates)
    out: list[Candidate] = []
    moved: dict[int, PlaceMention] = {}
    lands: dict[str, PlaceMention | None] = {}
    for c in candidates:
        name = c.place.place.name if c.place else ""
        if _open(c) and name not in lands:
            lands[name] = _land(matches, c.place or _first(candidates))
        land = lands[name] if _open(c) else moved.get(c.part_of) if c.part_of is not None and _follows(c) else None
        if land is not None:
            moved[c.id] = land
        out.append(c if land is None else replace(c, place=land, reasons=(*c.reasons, "place:land")))
    return out


def _open(c: Candidate) -> bool:
    return c.scope == "cumulative" and not _OPEN.isdisjoint(c.reasons) and _PAST.isdisjoint(c.reasons)


def _follows(c: Candidate) -> bool:
    """A part that is placed where its whole is."""
    return "place:whole" in c.reasons


def _first(candidates: Sequence[Candidate]) -> PlaceMention | None:
    return next((c.place for c in candidates if c.place is not None), None)


def _land(matches: Matches, place: PlaceMention | None) -> PlaceMention | None:
    """The widest place named in the text that contains `place`: its state, or the part of one that is told of apart."""
    if place is None:
        return None
    around = [m for m in matches.places if m.kind != "قرب" and inside(place, m)]
    parted = load()["parted"]
    around = [m for m in around if m.key not in parted] or around
    return min(around, key=lambda m: (depth(m), m.first), default=None)
