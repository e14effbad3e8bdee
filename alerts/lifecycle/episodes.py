"""From a place's hours to episodes: a pure function of what counts, never of the order in which it came.

A strike belongs to one episode of a rule and place. With calendar windows every window that meets the rule is an
episode. With sliding windows the windows that meet it are joined while they share a strike, so that a campaign is one
alert that grows; after `longest` hours the next strike begins a new one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from alerts.windows import sums
from alerts.windows.assignment import HOURS
from alerts.windows.sums import Vector

WEEK = 7 * HOURS
_MONDAY = 1
"""Proleptic ordinal of a Monday: windows of whole weeks begin on it."""

Tested = Callable[[Vector], int]
"""The figure that a rule looks at. That of a sum is the sum of the figures: it is known without adding up vectors."""
Hours = Sequence[tuple[int, Vector]]


@dataclass(frozen=True, slots=True)
class Episode:
    """One stretch in which a rule is met. Hours are local, as `assignment.absolute`; `end` and `passes` exclusive."""

    key: str
    start: int
    end: int
    passes: int
    """Hour from which no further strike can join it."""
    sums: Vector
    peak: int
    """Greatest figure that the rule tested in one window."""
    last: int
    """Hour of its last strike."""


def calendar(hours: Hours, size: int, least: int, tested: Tested) -> list[Episode]:
    """Windows of `size` hours on the calendar grid in which `tested` reaches `least`."""
    windows: dict[int, list[tuple[int, Vector]]] = {}
    for hour, vector in hours:
        windows.setdefault(grid(hour, size), []).append((hour, vector))
    out = []
    for start, inside in sorted(windows.items()):
        if (peak := sum(tested(vector) for _, vector in inside)) >= least:
            total = sums.total(vector for _, vector in inside)
            out.append(Episode(_name(start, size), start, start + size, start + size, total, peak, inside[-1][0]))
    return out


def sliding(hours: Hours, size: int, least: int, tested: Tested, longest: int) -> list[Episode]:
    """Joined stretches of `size` hours in which `tested` reaches `least`, none longer than `longest` and a window."""
    out: list[Episode] = []
    used = -1
    current = range(0)
    peak = crossed = 0
    starts = [hour for hour, _ in hours]
    before = [0, *accumulate(tested(vector) for _, vector in hours)]
    for at, hour in enumerate(starts):
        if current and (starts[current[-1]] <= hour - size or hour - starts[current[0]] >= longest):
            used = starts[current[-1]]
            out.append(_joined(hours, current, size, peak, crossed))
            current = range(0)
        first = bisect_right(starts, max(hour - size, used))
        value = before[at + 1] - before[first]
        if value >= least:
            crossed = crossed if current else hour
            peak = max(peak, value) if current else value
            current = range(current[0] if current else first, at + 1)
    if current:
        out.append(_joined(hours, current, size, peak, crossed))
    return out


def _joined(hours: Hours, members: range, size: int, peak: int, crossed: int) -> Episode:
    total = sums.total(hours[i][1] for i in members)
    first, last = hours[members[0]][0], hours[members[-1]][0]
    return Episode(_name(crossed, HOURS), first, last + 1, last + size, total, peak, last)


def grid(hour: int, size: int) -> int:
    """First hour of the calendar window that holds `hour`: midnights, and Mondays for windows of whole weeks."""
    origin = _MONDAY * HOURS if size % WEEK == 0 else 0
    return (hour - origin) // size * size + origin


def _name(hour: int, size: int) -> str:
    """The day, and the hour when windows are shorter than a day."""
    day = date.fromordinal(hour // HOURS).isoformat()
    return day if size >= HOURS else f"{day}T{hour % HOURS:02d}"
