"""Accumulation: takes an incident's old contribution out of the running sums and puts the new one in."""

from __future__ import annotations

from datetime import date

import msgspec

from alerts.draft import Draft
from alerts.records import Cell, PlaceDay
from alerts.windows import sums
from alerts.windows.cover import Lookup, place
from alerts.windows.horizon import Shelf
from alerts.windows.state import KEPT_CELLS, Held, Sums, cell, cell_key

LAST_HOUR = 23


class Ledger:
    """The running sums of one governorate's places."""

    def __init__(self, draft: Draft, governorate: str, lookup: Lookup | None, shelf: Shelf) -> None:
        self._draft, self._governorate, self._lookup, self._shelf = draft, governorate, lookup, shelf

    def replace(
        self, incident_id: str, before: Held | None, after: Held, codes: tuple[str, ...]
    ) -> tuple[Held, tuple[PlaceDay, ...]]:
        """`after` as placed in `codes`, and what that changed against `before`, finest place first."""
        placed: dict[str, str] = {}
        days: list[PlaceDay] = []
        for code in (*after.path, *(c for c in (before.placed if before else ()) if c not in after.path)):
            old = _entry(before, code)
            wanted = _wanted(after, code) if code in codes else None
            changes = self._post(code, old, wanted)
            path = after.path if code in after.path or before is None else before.path
            where = place(code, path, after.place, self._lookup)
            for day, seq, changed, mine in changes:
                days.append(
                    PlaceDay(
                        incident_id=incident_id, place=where, day=date.fromordinal(day), seq=seq, cells=changed,
                        incident=mine,
                    )
                )  # fmt: skip
                if mine is not None:
                    placed[code] = cell_key(mine)
        return msgspec.structs.replace(after, placed=placed), tuple(days)

    def _post(
        self, code: str, old: tuple[int, str, sums.Vector] | None, new: tuple[int, str, sums.Vector] | None
    ) -> list[tuple[int, int, tuple[Cell, ...], Cell | None]]:
        """Book `old` out and `new` in: per day touched its number of changes, cells and the incident's own cell."""
        if old is not None and new is not None and old[0] == new[0]:
            return [self._book(code, old[0], old[1:], new[1:])]
        out = []
        if old is not None:
            out.append(self._book(code, old[0], old[1:], None))
        if new is not None:
            out.append(self._book(code, new[0], None, new[1:]))
        return out

    def _book(
        self, code: str, day: int, old: tuple[str, sums.Vector] | None, new: tuple[str, sums.Vector] | None
    ) -> tuple[int, int, tuple[Cell, ...], Cell | None]:
        key = f"{self._governorate}/d/{code}/{day}"
        known = self._draft.get(key, Sums)
        if known is None:
            self._shelf.file(day, f"d/{code}/{day}")
        held = known or Sums()
        cells = dict(held.cells)
        changed: dict[str, sums.Vector] = {}
        if old is not None:
            changed[old[0]] = cells[old[0]] = sums.subtract(cells.get(old[0], sums.ZERO), old[1])
        mine: Cell | None = None
        if new is not None:
            name = new[0] if new[0] in cells or len(cells) < KEPT_CELLS else _coarse(new[0])
            changed[name] = cells[name] = sums.add(cells.get(name, sums.ZERO), new[1])
            mine = cell(name, new[1])
        kept = {name: value for name, value in cells.items() if any(value)}
        self._draft.put(key, Sums(held.seq + 1, kept))
        return day, held.seq + 1, tuple(cell(name, value) for name, value in changed.items()), mine


def _entry(held: Held | None, code: str) -> tuple[int, str, sums.Vector] | None:
    if held is None or held.day is None or code not in held.placed:
        return None
    return held.day, held.placed[code], held.vector


def _wanted(held: Held, code: str) -> tuple[int, str, sums.Vector] | None:
    if held.day is None:
        return None
    own = code == held.path[0]
    mine = Cell(hour=held.hour, grade=held.grade, type=held.type, span=held.span, own=own, sums=())
    return held.day, cell_key(mine), held.vector


def _coarse(key: str) -> str:
    """The cell that takes what finds no room: the day's last hour, type `other`, all else as it is."""
    _, grade, _, span, own = key.split("|")
    return f"{LAST_HOUR}|{grade}|other|{span}|{own}"
