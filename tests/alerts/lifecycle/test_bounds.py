"""What happens at every bound of the alert stage's state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alerts.draft import Draft
from alerts.lifecycle import core, review, state, store
from alerts.lifecycle.state import Member, Open, Roster
from alerts.rehearsal import Chain
from detectors.records import HealthImpact
from detectors.step import MAX_STATE_BYTES
from tests.alerts.timeline import DAILY, HOSPITAL, at, chain, incident, press


def largest(world: Chain) -> int:
    return max(len(value) for value in (*world.alert_state.values(), *world.window_state.values()))


def test_a_day_names_its_heaviest_incidents_and_counts_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "KEPT_MEMBERS", 10)
    world = chain(DAILY)
    last = [world.incident(incident(f"i{n:02}", n), at(0)) for n in range(20)][-1]
    (alert,) = last
    assert (alert.value.best, alert.incidents_total) == (sum(range(20)), 20)
    assert [item.incident_id for item in alert.incidents] == [f"i{n:02}" for n in range(19, 11, -1)]
    members = Draft(world.alert_state).get(f"G1/n/N1/{(at(0)).toordinal()}/G1", dict[str, Member])
    assert members is not None and len(members) == 10


def test_long_evidence_is_cut_and_stays_small() -> None:
    world = chain(DAILY)
    for n in range(60):
        sources = [f"outlet {m}" for m in range(40)]
        world.incident(
            incident(f"i{n}", 3, sources=sources, context=("س" * 5000,) * 9, actors=("a" * 500,) * 90), at(0)
        )
    assert largest(world) < MAX_STATE_BYTES / 4
    step = world.incident(incident("last", 3), at(0))
    assert len(step[0].incidents) == 8 and all(len(line) <= 600 for line in step[0].context)


def test_more_open_alerts_than_ticks_look_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "KEPT_OPEN", 3)
    world = chain(HOSPITAL)
    hit = HealthImpact(target="facility")
    for day in range(5):
        world.incident(incident(f"h{day}", health=hit, day=day, sources=()), at(day))
    held = Draft(world.alert_state).get("G1/open", dict[str, Open])
    assert held is not None and {entry.subject for entry in held.values()} == {"i:h2", "i:h3", "i:h4"}
    (named,) = world.incident(incident("h0", health=HealthImpact(target="facility", name="مشفى"), version=2), at(5))
    assert (named.reason, named.state) == ("facility_named", "updated")


def test_rosters_keep_the_newest_episodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "KEPT_EPISODES", 3)
    world = chain(DAILY)
    for day in range(6):
        world.incident(incident(f"i{day}", 12, day=day, sources=()), at(day))
    roster = Draft(world.alert_state).get("G1/e/daily/N1", Roster)
    assert roster is not None and len(roster.alerts) == 3


def test_what_people_did_is_bounded_and_the_latest_counts() -> None:
    world = chain(DAILY)
    (alert,) = world.incident(incident("a", 12), at(0))
    for n in range(200):
        world.action(
            press(alert, "silence" if n % 2 else "unsilence", at(0, 10) + timedelta(minutes=n), n, expires_at=at(9))
        )
    assert largest(world) < MAX_STATE_BYTES
    assert [a.muted for a in world.incident(incident("a", 15, version=2), at(0, 14))] == ["silenced"]


def test_the_alert_stage_forgets_what_no_rule_needs() -> None:
    """Two strikes a day for 120 days in one quarter: the state stops growing."""
    world = chain(DAILY, HOSPITAL)
    sizes = []
    for day in range(120):
        for source in ("A", "B"):
            world.incident(incident(f"{source}{day}", 6, day=day, sources=(source,)), at(day))
        world.tick(at(day, 20))
        sizes.append((len(world.alert_state), sum(map(len, world.alert_state.values()))))
    assert sizes[-1][0] <= max(size for size, _ in sizes[:60]) + 10
    assert sizes[-1][1] <= 1.3 * max(total for _, total in sizes[:60])


def test_the_silence_of_sources_is_forgotten_too() -> None:
    world = chain('name: quiet, kind: flatline, sources: ["*"], quiet_for: 6h, minimum_articles: 1')
    sizes = []
    for day in range(60):
        world.heartbeat("SNN", at(day), at(day))
        world.tick(at(day, 20))
        sizes.append(len(world.alert_state))
    assert sizes[-1] <= max(sizes[:35]) + 5


def test_every_bound_is_written_down() -> None:
    assert state.__doc__ is not None and core.SPARE_DAYS > 0
    for name in (
        "KEPT_DAYS",
        "KEPT_MEMBERS",
        "KEPT_EPISODES",
        "KEPT_ACTIONS",
        "KEPT_SILENCED",
        "KEPT_OPEN",
        "KEPT_SOURCES",
    ):
        assert f"`{name}`" in state.__doc__
