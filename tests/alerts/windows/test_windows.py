"""The window stage: where an incident counts, what a correction changes, what is forgotten, what is bounded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alerts.draft import Draft, StateTooLargeError
from alerts.records import Tick, WindowUpdate
from alerts.windows import Windows
from alerts.windows.assignment import instant, slot
from alerts.windows.state import KEPT_CELLS, KEPT_PARTS, Sums
from alerts.windows.sums import INCIDENTS, ZERO, add, estimate, subtract, vector
from detectors.records import EventDate, Incident
from detectors.step import MAX_STATE_BYTES, apply
from tests.alerts.timeline import at, incident, people, place

DAMASCUS = ZoneInfo("Asia/Damascus")


class Stage:
    """The window stage over a dict."""

    def __init__(self) -> None:
        self.windows = Windows(place, "UTC")
        self.state: dict[str, bytes] = {}

    def step(self, item: Incident | Tick, now: datetime) -> tuple[WindowUpdate, ...]:
        step = self.windows.step(self.state, item, now)
        apply(step.writes, self.state)
        return step.outputs

    def killed(self, code: str, day: int = 0, governorate: str = "G1") -> int:
        """Best figure of killed in a place and day."""
        ordinal = date(2016, 11, 20).toordinal() + day
        held = Draft(self.state).get(f"{governorate}/d/{code}/{ordinal}", Sums)
        return sum(estimate(cell, "killed").best for cell in held.cells.values()) if held else 0


def on(day: int, days: int = 1, **more: object) -> EventDate:
    start = date(2016, 11, 20) + timedelta(days=day)
    return EventDate(start=start, end=start + timedelta(days=days - 1), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "reported", "day", "hour", "span"),
    [
        (on(0), at(0, 9), 0, 11, "day"),  # reported on its day, at eleven in Damascus
        (on(0), at(3, 9), 0, 23, "day"),  # reported later: the last hour that it can be
        (on(0), at(0, 22), 0, 23, "day"),  # midnight has passed in Damascus
        (on(1), at(0, 9), 1, 0, "day"),  # a clock ran ahead: the day's first hour
        (on(0, 3, precision="days"), at(2, 9), 2, 11, "day"),
        (on(0, 5, precision="days"), at(9), 4, 23, "week"),
        (on(0, 28, precision="month"), at(5), 5, 11, "month"),
        (on(0, precision="unknown"), at(7, 9), 7, 11, "day"),
    ],
)
def test_the_hour_that_an_incident_counts_in(
    when: EventDate, reported: datetime, day: int, hour: int, span: str
) -> None:
    found = slot(incident("a", 1, event_date=when, first_reported_at=reported), DAMASCUS)
    assert (found.day - date(2016, 11, 20).toordinal(), found.hour, found.span) == (day, hour, span)


def test_hours_of_the_local_clock_are_instants() -> None:
    assert instant(date(2016, 11, 20).toordinal() * 24, DAMASCUS) == datetime(2016, 11, 19, 22, tzinfo=UTC)


def test_an_incident_counts_in_every_place_above_it_once() -> None:
    stage = Stage()
    for version in (1, 1, 2):
        stage.step(incident("a", 7, version=version), at(0))
    assert [stage.killed(code) for code in ("N1", "C1", "D1", "G1", "SY", "N2")] == [7, 7, 7, 7, 7, 0]


def test_a_correction_changes_the_day_that_it_belongs_to() -> None:
    stage = Stage()
    stage.step(incident("a", 7), at(0))
    stage.step(incident("b", 5, day=1), at(1))
    (update, _) = stage.step(incident("a", 9, version=2), at(3))
    assert update.reason == "raised" and (stage.killed("N1"), stage.killed("N1", 1)) == (9, 5)
    (update, _) = stage.step(incident("a", 9, day=1, version=3), at(3))
    assert update.reason == "moved" and (stage.killed("N1"), stage.killed("N1", 1)) == (0, 14)
    (update, _) = stage.step(incident("a", 9, day=1, where="N2", version=4), at(3))
    assert update.reason == "moved" and (stage.killed("N1", 1), stage.killed("N2", 1), stage.killed("C1", 1)) == (
        5,
        9,
        14,
    )


def test_an_older_version_says_nothing() -> None:
    stage = Stage()
    stage.step(incident("a", 7, version=2), at(0))
    assert stage.step(incident("a", 5, version=1), at(0)) == ()


@pytest.mark.parametrize("whole_first", [True, False])
def test_a_part_counts_in_its_quarter_only(whole_first: bool) -> None:
    stage = Stage()
    items = [incident("city", 56, where="C1"), incident("quarter", 13, part_of="city")]
    for item in items if whole_first else reversed(items):
        stage.step(item, at(0))
    assert [stage.killed(code) for code in ("N1", "C1", "G1", "SY")] == [13, 56, 56, 56]


def test_a_whole_that_is_not_known_here_leaves_the_country_out() -> None:
    stage = Stage()
    stage.step(incident("quarter", 13, part_of="elsewhere"), at(0))
    assert [stage.killed(code) for code in ("N1", "G1", "SY")] == [13, 13, 0]


def test_a_whole_that_merged_still_covers_its_parts() -> None:
    stage = Stage()
    stage.step(incident("quarter", 13, part_of="city"), at(0))
    stage.step(incident("city", 56, where="C1"), at(0))
    stage.step(incident("city", 56, where="C1", version=2, status="merged", merged_into="city2"), at(0))
    stage.step(incident("city2", 58, where="C1"), at(0))
    assert [stage.killed(code) for code in ("N1", "C1", "G1")] == [13, 58, 58]


def test_the_countrys_windows_get_a_share_from_each_governorate() -> None:
    stage = Stage()
    updates = (*stage.step(incident("a", 7), at(0)), *stage.step(incident("m", 5, where="M1"), at(0)))
    national = [update for update in updates if update.governorate == "SY"]
    assert [(update.share, [day.place.code for day in update.days]) for update in national] == [
        ("G1", ["SY"]),
        ("G2", ["SY"]),
    ]


def test_too_late_and_in_future_are_named_and_change_nothing() -> None:
    stage = Stage()
    for source in ("A", "B"):
        stage.step(incident(f"now{source}", 1, day=20, sources=(source,)), at(20))
    before = dict(stage.state)
    assert [u.reason for u in stage.step(incident("old", 9, day=12, published=at(20), sources=()), at(20))] == [
        "too_late"
    ]
    assert [u.reason for u in stage.step(incident("new", 9, day=23, published=at(20), sources=()), at(20))] == [
        "in_future"
    ]
    assert {k: v for k, v in stage.state.items() if "/d/" in k} == {k: v for k, v in before.items() if "/d/" in k}
    (edge, _) = stage.step(incident("edge", 9, day=13, published=at(20), sources=()), at(20))
    assert edge.reason == "added"


def test_an_incident_whose_corrected_date_is_too_old_leaves_its_window() -> None:
    stage = Stage()
    for source in ("A", "B"):
        stage.step(incident(f"now{source}", 1, day=20, sources=(source,)), at(20))
    stage.step(incident("a", 7, day=18, sources=()), at(20))
    (update, _) = stage.step(incident("a", 7, day=2, version=2, sources=()), at(20))
    assert update.reason == "too_late" and stage.killed("N1", 18) == 0


def test_memory_is_bounded_by_the_horizon() -> None:
    """Two incidents a day for 100 days: what is held stops growing after the lateness."""
    stage = Stage()
    sizes = []
    for day in range(100):
        for source in ("A", "B"):
            stage.step(incident(f"{source}{day}", 3, day=day, sources=(source,)), at(day))
        sizes.append(len(stage.state))
    assert max(sizes[20:]) <= max(sizes[:20]) + 5
    assert stage.killed("N1", 99) == 6 and stage.killed("N1", 50) == 0


def test_a_tick_forgets_too() -> None:
    stage = Stage()
    for n in range(300):
        stage.step(incident(f"old{n}", 1, day=0), at(0))
    for source in ("A", "B"):
        stage.step(incident(f"n{source}", 1, day=30, sources=(source,)), at(30))
    held = len(stage.state)
    for _ in range(10):
        stage.step(Tick(governorate="G1", at=at(30)), at(30))
    assert len(stage.state) < held / 5


def test_full_cells_go_to_the_last_hour_and_can_be_taken_out_again() -> None:
    """A day with more different cells than are kept: sums stay right, only hour and type are lost."""
    stage = Stage()
    key = f"G1/d/N1/{date(2016, 11, 20).toordinal()}"
    cells = {f"{n}|official|other|day|1": vector(incident("z", 1)) for n in range(KEPT_CELLS)}
    draft = Draft({})
    draft.put(key, Sums(1, cells))
    apply(draft.writes(), stage.state)
    stage.step(incident("a", 7), at(0))
    held = Draft(stage.state).get(key, Sums)
    assert held is not None and estimate(held.cells["23|single-source|other|day|1"], "killed").best == 7
    assert len(stage.state[key]) < MAX_STATE_BYTES
    stage.step(incident("a", 0, version=2, status="retracted"), at(0))
    held = Draft(stage.state).get(key, Sums)
    assert held is not None and held.cells == cells


def test_parts_beyond_the_bound_count_in_their_quarter_alone() -> None:
    stage = Stage()
    for n in range(KEPT_PARTS + 5):
        stage.step(incident(f"p{n}", 1, part_of="city"), at(0))
    updates = stage.step(incident("city", 500, where="C1"), at(0))
    assert stage.killed("N1") == KEPT_PARTS + 5
    assert [stage.killed(code) for code in ("C1", "G1", "SY")] == [500, 500, 500], "never beside their whole"
    assert all(len(value) < MAX_STATE_BYTES for value in stage.state.values())
    assert updates[0].days


def test_a_value_that_is_too_large_is_refused() -> None:
    draft = Draft({})
    draft.put("k", "x" * (MAX_STATE_BYTES + 1))
    with pytest.raises(StateTooLargeError, match="k"):
        draft.writes()


def test_sums_take_back_what_they_added() -> None:
    one = vector(incident("a", people(3, 5, None), injured=4))
    two = vector(incident("b", people(1, 2, 9)))
    assert subtract(add(one, two), two) == one and subtract(one, one) == ZERO
    both = estimate(add(one, two), "killed")
    assert (both.low, both.best, both.high) == (4, 7, None) and add(one, two)[INCIDENTS] == 2
