"""Which places an incident counts in: its own and all above, without those where its whole already counts it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from alerts.windows.state import Held
from detectors.records import Place

_Official = Literal["country", "governorate", "district", "subdistrict", "community", "neighbourhood"]

_LEVELS: tuple[_Official, ...] = ("country", "governorate", "district", "subdistrict", "community", "neighbourhood")
_LONGEST_CHAIN = 8
"""Merges and wholes followed before giving up; fusion makes chains of one or two."""

Lookup = Callable[[str], Place | None]
Find = Callable[[str], Held | None]


def chain(held: Held, incident_id: str, find: Find) -> tuple[str, ...]:
    """Ids of the whole of `held`, of what that was merged into, and of their wholes."""
    seen: list[str] = []
    following: str | None = held.part_of
    while following and following != incident_id and following not in seen and len(seen) < _LONGEST_CHAIN:
        seen.append(following)
        whole = find(following)
        following = None if whole is None else whole.merged_into if whole.status == "merged" else whole.part_of
    return tuple(seen)


def counting(held: Held, incident_id: str, find: Find) -> tuple[str, ...]:
    """Codes of the places that `held` counts in.

    A whole that is not known here (it has not arrived, or it spans governorates) leaves out the country, so that
    nobody is counted twice there.
    """
    if held.day is None:
        return ()
    covered: set[str] = set()
    for whole_id in chain(held, incident_id, find):
        whole = find(whole_id)
        if whole is None:
            covered.update(held.path[-1:])
        elif whole.day is not None:
            covered.update(whole.path)
    return tuple(code for code in held.path if code not in covered)


def place(code: str, path: tuple[str, ...], own: Place, lookup: Lookup | None) -> Place:
    """The place `code` of `path`, named by the gazetteer when `lookup` knows it, never as one report happens to."""
    found = lookup(code) if lookup else None
    if found is not None:
        return found
    if code == own.code:
        return msgspec.structs.replace(own, name=own.name_ar or own.name, note=None, candidates=())
    at = path.index(code)
    level = _LEVELS[min(len(path) - 1 - at, len(_LEVELS) - 1)]
    return Place(name=code, code=code, level=level, path=path[at:], precision=level)
