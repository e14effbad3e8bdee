"""What the alert stage does not work out again, against the plain way of saying it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.lifecycle.episodes import Hours, calendar, grid, sliding
from alerts.windows import sums
from alerts.windows.sums import Vector


def _tested(vector: Vector) -> int:
    return vector[0] + vector[2]


@st.composite
def hours(draw: st.DrawFn) -> list[tuple[int, Vector]]:
    """Hours in order, each with what happened in it."""
    at = sorted(draw(st.sets(st.integers(24, 600), max_size=25)))
    return [(hour, (draw(st.integers(0, 9)), hour, draw(st.integers(0, 3)))) for hour in at]


def _windows(hours: Hours, size: int, least: int, longest: int) -> list[tuple[int, int, int, int]]:
    """Episodes by first and last hour, peak and sum, each window added up by itself."""
    out = []
    members: list[int] = []
    used, peak = -1, 0
    for at, (hour, _) in enumerate(hours):
        if members and (hours[members[-1]][0] <= hour - size or hour - hours[members[0]][0] >= longest):
            used = hours[members[-1]][0]
            out.append((members, peak))
            members, peak = [], 0
        inside = [i for i in range(at + 1) if hours[i][0] > max(hour - size, used)]
        value = _tested(sums.total(hours[i][1] for i in inside))
        if value >= least:
            members, peak = sorted({*members, *inside}), max(peak, value)
    if members:
        out.append((members, peak))
    return [(hours[m[0]][0], hours[m[-1]][0], p, sum(hours[i][1][1] for i in m)) for m, p in out]


@settings(max_examples=300, deadline=None)
@given(hours(), st.sampled_from([1, 6, 24, 72]), st.integers(1, 20), st.sampled_from([48, 168]))
def test_sliding_windows_are_what_each_adds_up_to(found: Hours, size: int, least: int, longest: int) -> None:
    episodes = sliding(found, size, least, _tested, longest)
    assert [(e.start, e.last, e.peak, e.sums[1]) for e in episodes] == _windows(found, size, least, longest)


@settings(max_examples=100, deadline=None)
@given(hours(), st.sampled_from([1, 24, 168]), st.integers(1, 20))
def test_calendar_windows_are_what_each_adds_up_to(found: Hours, size: int, least: int) -> None:
    starts = sorted({grid(hour, size) for hour, _ in found})
    every = [(at, sums.total(v for hour, v in found if grid(hour, size) == at)) for at in starts]
    expected = [(at, total) for at, total in every if _tested(total) >= least]
    assert [(e.start, e.sums) for e in calendar(found, size, least, _tested)] == expected
