"""Accumulation: an incident as a vector of whole numbers that can be added and taken away again.

Order of the vector: killed, then injured; in each total (civilian and unknown), civilian, unknown, combatant; in each
low, best, high, open (estimates without an upper bound) and vague (estimates with a bound from a vague word); at the
end the number of incidents and of attacks on health care. Estimates that are open add their best figure to `high`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from detectors.records import Casualties, Estimate, Incident

Vector: TypeAlias = tuple[int, ...]
Count: TypeAlias = Literal["killed", "injured"]
Victims: TypeAlias = Literal["non_combatant", "civilian", "unknown", "combatant", "everyone"]

COUNTS: tuple[Count, ...] = ("killed", "injured")
_STATUSES = ("total", "civilian", "unknown", "combatant")
_WIDTH = 5
INCIDENTS = len(COUNTS) * len(_STATUSES) * _WIDTH
ATTACKS = INCIDENTS + 1
ZERO: Vector = (0,) * (ATTACKS + 1)
_VICTIMS: dict[Victims, tuple[str, ...]] = {
    "non_combatant": ("total",),
    "civilian": ("civilian",),
    "unknown": ("unknown",),
    "combatant": ("combatant",),
    "everyone": ("total", "combatant"),
}
_FIGURES = ("low", "best", "high")
_AT: dict[tuple[Count, Victims], tuple[int, ...]] = {
    (count, victims): tuple(
        (COUNTS.index(count) * len(_STATUSES) + _STATUSES.index(status)) * _WIDTH for status in statuses
    )
    for count in COUNTS
    for victims, statuses in _VICTIMS.items()
}
"""Where in the vector the figures of one count and its victims begin."""


def vector(incident: Incident) -> Vector:
    """What `incident` adds to the windows that it counts in."""
    out: list[int] = []
    for casualties in (incident.killed, incident.injured):
        for status in _STATUSES:
            estimate: Estimate = getattr(casualties, status)
            high = max(estimate.best, estimate.low) if estimate.high is None else estimate.high
            out += (estimate.low, estimate.best, high, int(estimate.high is None), int(estimate.vague))
    return (*out, 1, int(incident.health is not None))


def add(left: Vector, right: Vector) -> Vector:
    """Sum, element by element."""
    return tuple(map(int.__add__, left, right))


def subtract(left: Vector, right: Vector) -> Vector:
    """`left` without `right`."""
    return tuple(map(int.__sub__, left, right))


def total(vectors: Iterable[Vector]) -> Vector:
    """Sum of all; zero when there are none."""
    columns = tuple(zip(*vectors, strict=True))
    return tuple(map(sum, columns)) if columns else ZERO


def estimate(sums: Vector, count: Count, victims: Victims = "non_combatant") -> Estimate:
    """People of one kind in `sums`; `high` is None when any part is open."""
    low = best = high = opened = vague = 0
    for at in _AT[count, victims]:
        low, best, high = low + sums[at], best + sums[at + 1], high + sums[at + 2]
        opened, vague = opened + sums[at + 3], vague + sums[at + 4]
    return Estimate(low=low, best=best, high=None if opened else high, vague=bool(vague))


def figure(sums: Vector, count: Count, victims: Victims, which: Literal["low", "best", "high"]) -> int:
    """One figure of the estimate; for `high` the upper figure as far as it is known."""
    shift = _FIGURES.index(which)
    return sum(sums[at + shift] for at in _AT[count, victims])


def casualties(sums: Vector, count: Count) -> Casualties:
    """All statuses of one count."""
    return Casualties(
        total=estimate(sums, count),
        civilian=estimate(sums, count, "civilian"),
        unknown=estimate(sums, count, "unknown"),
        combatant=estimate(sums, count, "combatant"),
    )


def weight(sums: Vector) -> int:
    """How much an incident matters in a list: attacks on health care, then people, killed counted twice."""
    killed, injured = figure(sums, "killed", "everyone", "best"), figure(sums, "injured", "everyone", "best")
    return sums[ATTACKS] * 1_000_000 + 2 * killed + injured
