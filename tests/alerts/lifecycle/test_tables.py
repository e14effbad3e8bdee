"""Tables: episodes over hours, what a rule's filters let through, and where inhibition reaches."""

from __future__ import annotations

import pytest

from alerts.lifecycle.episodes import calendar, sliding
from alerts.lifecycle.needs import in_words, is_material
from alerts.windows.sums import INCIDENTS, ZERO, Vector, add, estimate, vector
from detectors.records import Estimate, EventDate, HealthImpact
from tests.alerts.timeline import DAILY, DAY0, HOSPITAL, at, chain, incident, said

BASE = (DAY0.toordinal() // 7 * 7 + 1) * 24
"""A Monday's first hour."""


def killed(count: int) -> Vector:
    return vector(incident("x", count))


def people_killed(sums: Vector) -> int:
    return estimate(sums, "killed").low


def drawn(line: str) -> list[tuple[int, Vector]]:
    """`. . 5 . 7` → one column per six hours."""
    marks = line.split()
    return [(BASE + 6 * at, killed(int(mark))) for at, mark in enumerate(marks) if mark != "."]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("5 . . 5 | . . . . ", [(0, 10)]),
        ("5 . . 4 | 6 . . . ", []),  # nine on one day, six on the next
        ("5 . . 5 | 6 . . 4 ", [(0, 10), (24, 10)]),
        (". . . 9 | 1 . . . ", []),  # midnight divides calendar windows
    ],
)
def test_calendar_windows(line: str, found: list[tuple[int, int]]) -> None:
    episodes = calendar(drawn(line.replace("| ", "")), 24, 10, people_killed)
    assert [(episode.start - BASE, episode.peak) for episode in episodes] == found
    assert all(episode.end - episode.start == 24 == episode.passes - episode.start for episode in episodes)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (". . . 9 | 1 . . . ", [(18, 25, 10, 10)]),  # any 24 hours, midnight or not
        ("9 . . . | 1 . . . ", []),  # exactly 24 hours apart are not within 24 hours
        ("9 . . 1 | . . 9 . | . . . .", [(0, 37, 19, 10)]),  # joined by the strike that they share
        ("9 1 . . | . . . . | 9 1 . .", [(0, 7, 10, 10), (48, 55, 10, 10)]),
        ("9 1 . . | 5 . . . | . 9 . .", [(0, 7, 10, 10)]),  # five and nine lie 30 hours apart
        ("12 . . . | . 4 . . | . . . .", [(0, 1, 12, 12)]),  # four alone is no news of the first
    ],
)
def test_sliding_windows(line: str, found: list[tuple[int, int, int, int]]) -> None:
    episodes = sliding(drawn(line.replace("| ", "")), 24, 10, people_killed, 7 * 24)
    assert [(e.start - BASE, e.end - BASE, people_killed(e.sums), e.peak) for e in episodes] == found
    used = [e.sums[INCIDENTS] for e in episodes]
    assert sum(used) <= len(drawn(line.replace("| ", "")))


def test_a_campaign_is_cut_after_a_week_and_no_strike_is_in_both() -> None:
    hours = [(BASE + 24 * day, killed(6)) for day in range(12)]
    episodes = sliding(hours, 48, 10, people_killed, 7 * 24)
    assert [(e.start - BASE) // 24 for e in episodes] == [0, 7]
    assert [e.sums[INCIDENTS] for e in episodes] == [7, 5]
    total = ZERO
    for episode in episodes:
        total = add(total, episode.sums)
    assert people_killed(total) == 72


def test_weeks_begin_on_monday_and_names_are_days() -> None:
    (week,) = calendar([(BASE + 50, killed(10))], 7 * 24, 10, people_killed)
    assert week.start == BASE
    (hour,) = calendar([(BASE + 50, killed(10))], 6, 10, people_killed)
    assert hour.key.endswith("T00") and hour.start == BASE + 48


def test_a_minimum_grade_leaves_weaker_incidents_out() -> None:
    world = chain(DAILY + ", grade: corroborated")
    assert world.incident(incident("a", 12), at(0)) == []
    assert world.incident(incident("b", 12, grade="contested"), at(0)) == []
    (alert,) = world.incident(incident("c", 12, grade="official"), at(0))
    assert alert.value.best == 12
    (more,) = world.incident(incident("a", 12, version=2, grade="corroborated"), at(0))
    assert more.value.best == 24


def test_types_and_places_filter() -> None:
    world = chain(DAILY + ", types: [shelling]", DAILY.replace("daily", "here") + ", where: [D1], outside: [N2]")
    out = [
        *world.incident(incident("a", 12, where="N1"), at(0)),
        *world.incident(incident("b", 12, where="N2"), at(0)),
        *world.incident(incident("c", 12, where="C2", type="shelling"), at(0)),
    ]
    assert [(alert.rule, alert.district.code) for alert in out] == [("here", "N1"), ("daily", "C2")]


def test_hospital_rules_filter_likewise() -> None:
    hit = HealthImpact(target="transport")
    for more, fires in (("", 1), (", targets: [facility]", 0), (", where: [G2]", 0), (", grade: official", 0),
                        (", types: [shelling]", 0), (", where: [G1]", 1)):  # fmt: skip
        assert len(chain(HOSPITAL + more).incident(incident("a", health=hit), at(0))) == fires, more


def test_a_users_words_find_an_attack_that_the_reader_does_not_know() -> None:
    world = chain(HOSPITAL + ", facility_words: [الحي], attack_words: [قصف]")
    (alert,) = world.incident(incident("a", 1), at(0))
    assert alert.rule == "hospital" and "its words found an attack" in alert.explanation
    assert chain(HOSPITAL).incident(incident("a", 1), at(0)) == []


@pytest.mark.parametrize(
    ("days", "window", "fires"),
    [(1, "1d", True), (3, "1d", True), (6, "1d", False), (6, "7d", True), (20, "7d", False)],
)
def test_a_wide_date_counts_in_wide_windows_only(days: int, window: str, fires: bool) -> None:
    from datetime import timedelta

    when = EventDate(start=DAY0, end=DAY0 + timedelta(days=days - 1), precision="day" if days == 1 else "days")
    world = chain(DAILY.replace("1d", window))
    assert bool(world.incident(incident("a", 12, event_date=when), at(0))) is fires


@pytest.mark.parametrize(
    ("reach", "muted"),
    [("same", {"N1"}), ("above", {"N1", "C1", "G1"}), ("inside", {"N1"}), ("governorate", {"N1", "C1", "G1"})],
)
def test_inhibition_reaches(reach: str, muted: set[str]) -> None:
    """A quarter's alert of `strong` and alerts of `weak` in the quarter, its city and its governorate."""
    weak = DAILY.replace("daily", "weak") + ", level: [neighbourhood, community, governorate]"
    strong = DAILY.replace("daily", "strong")
    world = chain(weak, strong, extra=f"inhibit: [{{when: [strong], mute: [weak], place: {reach}}}]")
    out = world.incident(incident("a", 12), at(0))
    assert {alert.district.code for alert in out if alert.rule == "weak" and alert.muted} == muted
    world.incident(incident("b", 6, day=3, where="C2"), at(3))
    (later,) = world.incident(incident("c", 6, day=3, where="N2"), at(3))
    assert (later.district.code, later.muted) == ("G1", None), "another day is another matter"


def test_inhibition_ends_when_its_cause_is_retracted() -> None:
    world = chain(
        DAILY.replace("daily", "weak").replace("10", "5"), DAILY, extra="inhibit: [{when: [daily], mute: [weak]}]"
    )
    world.incident(incident("a", 12), at(0))
    out = world.incident(incident("a", 5, version=2), at(0))
    assert said([a for a in out if a.rule == "daily"]) == [("retracted", "below_threshold", 12)]
    weak = [a for a in (*out, *world.tick(at(0, 10))) if a.rule == "weak"]
    assert weak[-1].muted is None


def test_growth_counts_from_what_was_last_told() -> None:
    world = chain(DAILY)
    steps = [world.incident(incident("a", n, version=v), at(0))[0] for v, n in enumerate((100, 110, 120, 126, 130), 1)]
    assert [alert.material for alert in steps] == [True, False, False, True, False]
    assert not is_material("toll_raised", steps[1], 0) or steps[1].value.best > 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Estimate(low=13, best=13, high=13), "13"),
        (Estimate(low=10, best=10, high=15), "10–15"),
        (Estimate(low=8, best=10, high=12), "8–12 (best 10)"),
        (Estimate(low=20, best=20, high=None), "20 or more"),
    ],
)
def test_figures_in_words(value: Estimate, words: str) -> None:
    assert in_words(value) == words
