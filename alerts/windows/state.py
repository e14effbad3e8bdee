"""What the window stage keeps, and under which keys. All keys begin with the governorate.

| key | value | bound |
|---|---|---|
| `G/clock` | `Frontier`: the clock and the days held | `KEPT_DAYS` days |
| `G/i/INCIDENT` | `Held`: the contribution of one incident | one per incident of the horizon |
| `G/w/INCIDENT` | ids of the incidents that are parts of it | `KEPT_PARTS` |
| `G/d/PLACE/DAY` | `Sums`: running sums of one place and day | `KEPT_CELLS` cells |
| `G/x/DAY`, `G/x/DAY/N` | pages of keys to delete when the day leaves the horizon | `PAGE` keys a page |
"""

from __future__ import annotations

import msgspec

from alerts.records import Cell, Span
from alerts.windows.clock import Clock
from alerts.windows.sums import Vector
from detectors.records import EventType, Grade, Place

KEPT_DAYS = 400
"""Days with incidents that one governorate holds while no watermark has passed them; then the oldest goes first."""
KEPT_PARTS = 96
"""Parts that are looked at again when their whole changes; further ones count in their own
place alone, so that nobody is counted twice. Bounds the update that moves them all at once."""
KEPT_CELLS = 1500
"""Cells of one place and day; beyond them incidents go to the last hour of the day with the type `other`."""
PAGE = 128


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """The contribution of one incident, and what decides where it counts."""

    version: int
    status: str
    filed: int
    """Day under which the key is filed for deletion."""
    place: Place = Place(name="")
    path: tuple[str, ...] = ()
    part_of: str | None = None
    merged_into: str | None = None
    day: int | None = None
    """None: does not count in any window (retracted, merged, out of the horizon)."""
    hour: int = 0
    grade: Grade = "single-source"
    type: EventType = "other"
    span: Span = "day"
    vector: Vector = ()
    placed: dict[str, str] = {}
    """Place code → key of the cell that holds it there."""
    claims: frozenset[str] = frozenset()
    """Claim ids seen, to tell which article a version brought in."""


class Sums(msgspec.Struct, frozen=True, array_like=True):
    """Running sums of one place and day."""

    seq: int = 0
    cells: dict[str, Vector] = {}


class Frontier(msgspec.Struct, frozen=True, array_like=True):
    """The clock of one governorate and the days that it holds, in order."""

    clock: Clock = Clock()
    days: tuple[int, ...] = ()


def cell_key(cell: Cell) -> str:
    """The key of a cell within its place and day."""
    return f"{cell.hour}|{cell.grade}|{cell.type}|{cell.span}|{int(cell.own)}"


def cell(key: str, sums: Vector) -> Cell:
    """The cell of `key`."""
    hour, grade, kind, span, own = key.split("|")
    return msgspec.convert(
        {"hour": int(hour), "grade": grade, "type": kind, "span": span, "own": own == "1", "sums": sums}, Cell
    )
