"""What people do with an alert, and what keeps it quiet."""

from __future__ import annotations

from detectors.records import HealthImpact
from tests.alerts.timeline import DAILY, HOSPITAL, at, chain, incident, press

HIT = HealthImpact(target="facility", name="مشفى الضبيط")


def test_false_retracts_and_undo_brings_it_back() -> None:
    world = chain(DAILY)
    (alert,) = world.incident(incident("a", 12), at(0))
    (gone,) = world.action(press(alert, "false", at(0, 10), reason="old video"))
    assert (gone.state, gone.reason, gone.marked_by, gone.mark_reason) == (
        "retracted",
        "marked_false",
        "Huda",
        "old video",
    )
    assert world.incident(incident("a", 15, version=2), at(0, 10.5)) == [], "what a person called false stays down"
    (back,) = world.action(press(alert, "undo", at(0, 11)))
    assert (back.state, back.reason, back.value.best, back.marked_by) == ("firing", "undone", 15, None)


def test_duplicate_points_to_the_other_alert() -> None:
    world = chain(DAILY)
    (alert,) = world.incident(incident("a", 12), at(0))
    (gone,) = world.action(press(alert, "duplicate", at(0, 10), duplicate_of="x"))
    assert (gone.state, gone.reason, gone.duplicate_of) == ("retracted", "marked_duplicate", "x")


def test_acknowledging_stops_the_reminders() -> None:
    for acknowledged in (False, True):
        world = chain(DAILY + ", repeat: 4h")
        (alert,) = world.incident(incident("a", 12), at(0))
        if acknowledged:
            (seen,) = world.action(press(alert, "acknowledge", at(0, 10)))
            assert (seen.reason, seen.acknowledged_by, seen.material) == ("acknowledged", "Huda", False)
        assert world.tick(at(0, 12)) == []
        assert [a.reason for a in world.tick(at(0, 13))] == ([] if acknowledged else ["repeat"])


def test_a_silence_mutes_the_rule_and_district_until_it_ends_but_not_the_hospital() -> None:
    world = chain(DAILY, HOSPITAL)
    (alert,) = world.incident(incident("a", 12), at(0))
    (quiet,) = world.action(press(alert, "silence", at(0, 10), expires_at=at(1, 10), reason="team on site"))
    assert (quiet.muted, quiet.muted_by, quiet.muted_until) == ("silenced", "Huda", at(1, 10))
    (hospital,) = world.incident(incident("h", 1, health=HIT), at(0, 11))[-1:]
    assert (hospital.rule, hospital.muted) == ("hospital", None)
    (next_day,) = world.incident(incident("b", 12, day=1), at(1, 9))
    assert next_day.muted == "silenced"
    (other,) = world.incident(incident("c", 12, day=1, where="N2"), at(1, 9))
    assert other.muted is None
    loud = [a for a in world.tick(at(1, 10)) if a.alert_id == next_day.alert_id]
    assert [(a.reason, a.muted) for a in loud] == [("unsilenced", None)]


def test_a_silence_may_be_taken_back() -> None:
    for way in ("unsilence", "undo"):
        world = chain(DAILY)
        (alert,) = world.incident(incident("a", 12), at(0))
        world.action(press(alert, "silence", at(0, 10), expires_at=at(9)))
        assert [a.reason for a in world.action(press(alert, way, at(0, 11)))] == ["unsilenced"]


def test_inhibition_keeps_the_weaker_rule_quiet_in_the_same_place() -> None:
    inhibit = "inhibit: [{when: [daily], mute: [all], place: same}]"
    world = chain(DAILY.replace("daily", "all"), DAILY, extra=inhibit)
    out = world.incident(incident("a", 12), at(0))
    assert {a.rule: (a.muted, a.muted_by) for a in out} == {"daily": (None, None), "all": ("inhibited", "daily")}


def test_a_silence_in_the_file_holds_inside_the_place_and_until_its_end() -> None:
    silence = 'silences: [{rule: "*", place: G1, author: Huda, reason: drill, until: 2016-11-21T00:00:00+00:00}]'
    world = chain(DAILY, extra=silence)
    assert [a.muted for a in world.incident(incident("a", 12), at(0))] == ["silenced"]
    assert [a.muted for a in world.incident(incident("b", 12, where="M1"), at(0))] == [None]
    assert [(a.reason, a.muted) for a in world.incident(incident("c", 12, day=1), at(1))] == [
        ("threshold_crossed", None)
    ]
    assert [(a.reason, a.muted) for a in world.tick(at(1, 1))] == [("unsilenced", None)]
