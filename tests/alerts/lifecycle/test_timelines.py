"""Timelines: what happens on which day, and the revisions that a responder sees."""

from __future__ import annotations

from datetime import timedelta

from alerts.records import Alert
from detectors.records import HealthImpact
from detectors.step import apply
from tests.alerts.timeline import DAILY, HOSPITAL, TIERED, at, chain, incident, people, said


def test_the_same_article_twice_says_nothing_twice() -> None:
    world = chain(DAILY)
    assert said(world.incident(incident("a", 12), at(0))) == [("firing", "threshold_crossed", 12)]
    assert world.incident(incident("a", 12), at(0)) == []
    assert world.incident(incident("a", 12, version=2), at(0)) == []


def test_a_raised_toll_replaces_and_a_tier_is_named() -> None:
    """day 0:  a=12 ─▶ a=13 ─▶ a=25 ─▶ a=8"""
    world = chain(TIERED)
    steps = [world.incident(incident("a", n, version=v), at(0)) for v, n in enumerate((12, 13, 25, 8), 1)]
    assert [said(step) for step in steps] == [
        [("firing", "threshold_crossed", 12)],
        [("updated", "toll_raised", 13)],
        [("updated", "tier_raised", 25)],
        [("updated", "toll_lowered", 8)],
    ]
    first, second, third, fourth = (step[0] for step in steps)
    assert [a.revision for a in (first, second, third, fourth)] == [1, 2, 3, 4]
    assert (third.severity, third.route, third.material) == ("critical", "urgent", True)
    assert second.material is False, "8 % more is no thread reply"
    assert [(c.what, c.before, c.after) for c in second.changed] == [
        ("state", "firing", "updated"),
        ("killed", "12", "13"),
    ]
    assert fourth.material


def test_two_strikes_of_one_day_add_up_and_the_next_day_is_another_alert() -> None:
    """day 0: a=6, b=5   day 1: c=11"""
    world = chain(DAILY)
    assert world.incident(incident("a", 6), at(0)) == []
    (alert,) = world.incident(incident("b", 5), at(0))
    assert (alert.value.best, alert.incidents_total, [i.incident_id for i in alert.incidents]) == (11, 2, ["a", "b"])
    (other,) = world.incident(incident("c", 11, day=1), at(1))
    assert other.alert_id != alert.alert_id and other.value.best == 11


def test_quarters_never_add_to_their_citys_total() -> None:
    """day 0: quarters 13 and 4 come first, then the city's 56 that holds them."""
    world = chain(DAILY + ", level: [community]")
    fired = [
        *world.incident(incident("q1", 13, where="N1"), at(0)),
        *world.incident(incident("q2", 4, where="N2", part_of="all"), at(0)),
        *world.incident(incident("q1", 13, where="N1", part_of="all", version=2), at(0)),
        *world.incident(incident("all", 56, where="C1"), at(0)),
    ]
    assert said(fired) == [
        ("firing", "threshold_crossed", 13), ("updated", "toll_raised", 17), ("updated", "toll_raised", 56),
    ]  # fmt: skip
    (gone,) = world.incident(incident("all", 0, where="C1", version=2, status="retracted"), at(0))
    assert (gone.value.best, gone.incidents_total) == (17, 2), "the parts count by themselves when their whole is gone"


def test_a_withdrawn_report_retracts_its_alert() -> None:
    world = chain(DAILY)
    (fired,) = world.incident(incident("a", 12), at(0))
    (gone,) = world.incident(incident("a", 0, version=2, status="retracted"), at(0, 10))
    assert (gone.alert_id, gone.state, gone.reason, gone.material) == (
        fired.alert_id,
        "retracted",
        "incident_retracted",
        True,
    )


def test_a_merged_incident_hands_its_people_over_in_one_change() -> None:
    """day 0: a=12 ─▶ a merged into b ─▶ b=14: never 0, never 26"""
    world = chain(DAILY)
    (fired,) = world.incident(incident("a", 12), at(0))
    assert world.incident(incident("a", 12, version=2, status="merged", merged_into="b"), at(0)) == []
    (after,) = world.incident(incident("b", 14), at(0))
    assert (after.alert_id, after.reason, after.value.best) == (fired.alert_id, "toll_raised", 14)
    assert [item.incident_id for item in after.incidents] == ["b"]


def test_a_merged_incident_whose_successor_counts_elsewhere_stops_counting() -> None:
    world = chain(DAILY)
    world.incident(incident("a", 12), at(0))
    world.incident(incident("a", 12, version=2, status="merged", merged_into="far"), at(0))
    assert said(world.tick(at(0) + timedelta(minutes=1))) == [("retracted", "incident_merged", 12)]


def test_an_incident_that_some_governorate_tells_with_its_place_stops_counting_at_once() -> None:
    world = chain(DAILY)
    world.incident(incident("a", 12), at(0))
    merged = world.incident(incident("a", 12, version=2, status="merged"), at(0))
    assert said(merged) == [("retracted", "incident_merged", 12)]


def test_a_toll_that_wavers_does_not_flap() -> None:
    """day 0, threshold 10:  10 ─▶ 9 ─▶ 10 ─▶ 9 ─▶ (2 h) gone"""
    world = chain(DAILY)
    out: list[Alert] = []
    for version, (killed, hour) in enumerate(((10, 9), (9, 9.5), (10, 10), (9, 10.5)), 1):
        out += world.incident(incident("a", killed, version=version), at(0, hour))
    assert [state for state, _, _ in said(out)] == ["firing", "updated", "updated", "updated"]
    assert world.tick(at(0, 12)) == []
    assert said(world.tick(at(0, 13))) == [("retracted", "below_threshold", 9)]


def test_a_figure_far_below_gives_way_at_once() -> None:
    world = chain(DAILY)
    world.incident(incident("a", 10), at(0))
    assert said(world.incident(incident("a", 2, version=2), at(0))) == [("retracted", "below_threshold", 10)]


def test_a_window_that_passed_resolves_and_a_late_correction_stays_true() -> None:
    world = chain(DAILY)
    world.incident(incident("a", 12), at(0))
    assert world.tick(at(1, 5)) == [], "six hours of grace after midnight"
    assert said(world.tick(at(1, 6))) == [("resolved", "window_passed", 12)]
    (late,) = world.incident(incident("a", 16, version=2), at(2))
    assert (late.state, late.reason, late.value.best, late.material) == ("resolved", "toll_raised", 16, True)


def test_nothing_older_than_the_lateness_changes_a_window() -> None:
    world = chain(DAILY)
    for n, source in enumerate(("A", "B")):
        world.incident(incident(f"w{n}", 1, day=9, sources=(source,)), at(9))
    assert world.incident(incident("old", 50, day=1, published=at(9)), at(9)) == []
    assert said(world.incident(incident("late", 50, day=2, published=at(9)), at(9))) == [
        ("firing", "threshold_crossed", 50)
    ]


def test_combatants_are_apart() -> None:
    from detectors.records import Casualties, Estimate

    fighters = Casualties(combatant=Estimate(low=30, best=30, high=30))
    both = chain(DAILY, DAILY.replace("daily", "fighters") + ", victims: combatant")
    assert [alert.rule for alert in both.incident(incident("a", fighters), at(0))] == ["fighters"]


def test_low_best_and_high_are_tested_as_the_rule_says() -> None:
    for bound, fires in (("low", False), ("best", False), ("high", True)):
        world = chain(DAILY + f", estimate: {bound}")
        assert bool(world.incident(incident("a", people(5, 8, 12)), at(0))) is fires, bound


def test_a_rule_may_look_at_any_level_and_the_country_adds_the_governorates() -> None:
    world = chain(DAILY + ", level: [country]")
    assert world.incident(incident("a", 6, where="N1"), at(0)) == []
    (alert,) = world.incident(incident("b", 6, where="M1"), at(0))
    assert (alert.district.code, alert.value.best, alert.governorate) == ("SY", 12, "SY")
    (down,) = world.incident(incident("b", 5, where="M1", version=2), at(0))
    assert (down.value.best, down.reason) == (11, "toll_lowered")


def test_sliding_windows_join_while_they_share_a_strike() -> None:
    """|0 a=6 |1 b=6 |2 c=6 |   |5 d=12|   two days hold 10: one alert of a, b and c; d is another"""
    world = chain(DAILY.replace("1d", "2d") + ", sliding: true")
    out: list[Alert] = []
    for name, day, killed in (("a", 0, 6), ("b", 1, 6), ("c", 2, 6), ("d", 5, 12)):
        out += world.incident(incident(name, killed, day=day), at(day))
    assert said(out) == [
        ("firing", "threshold_crossed", 12), ("updated", "toll_raised", 18), ("firing", "threshold_crossed", 12),
    ]  # fmt: skip
    assert out[0].alert_id == out[1].alert_id != out[2].alert_id


HIT = HealthImpact(target="facility", name="مشفى الضبيط")


def test_hospital_attack_has_an_alert_of_its_own_and_says_what_is_new() -> None:
    world = chain(HOSPITAL, DAILY)
    (first,) = world.incident(incident("a", 2, health=HealthImpact(target="facility")), at(0))
    assert (first.severity, first.measure, first.value.best) == ("critical", "attacks", 1)
    (named,) = world.incident(incident("a", 2, health=HIT, version=2), at(0))
    out = HealthImpact(target="facility", name=HIT.name, out_of_service=True)
    (closed,) = world.incident(incident("a", 2, health=out, version=3), at(0))
    (gone,) = world.incident(incident("a", 2, version=4), at(0))
    assert [a.reason for a in (named, closed, gone)] == ["facility_named", "out_of_service", "evidence_changed"]
    assert gone.state == "retracted"


def test_a_second_outlet_is_worth_a_reply() -> None:
    world = chain(DAILY)
    world.incident(incident("a", 12), at(0))
    (two,) = world.incident(incident("a", 12, sources=("SNN", "Shaam"), grade="corroborated", version=2), at(0))
    assert (two.reason, two.material, two.sources) == ("new_source", True, 2)


def test_spike_against_the_districts_own_history() -> None:
    """|0 … 9: 2 a day|10: 11| threshold: four times the average, at least 10"""
    rule = "name: spike, kind: spike, measure: killed, factor: 4, minimum: 10, baseline: 28d, history: 7d"
    world = chain(rule)
    for day in range(10):
        assert world.incident(incident(f"d{day}", 2, day=day), at(day)) == []
    (alert,) = world.incident(incident("big", 11, day=10), at(10))
    assert (alert.rule_kind, alert.reason, alert.value.best) == ("spike", "spike", 11)
    assert "4 times the average of 2.0" in alert.explanation
    assert [
        a.state for a in world.incident(incident("d9", 40, day=9, version=2), at(10, 10)) if a.episode == alert.episode
    ] == ["retracted"]


def test_spike_needs_history() -> None:
    rule = "name: spike, kind: spike, measure: killed, factor: 4, minimum: 10, baseline: 28d, history: 7d"
    world = chain(rule)
    world.incident(incident("a", 1, day=0), at(0))
    assert world.incident(incident("b", 50, day=6), at(6)) == []


def test_new_place() -> None:
    world = chain("name: new, kind: new_place, measure: killed_and_injured, quiet: 10d, history: 5d, minimum: 2")
    world.incident(incident("far", 5, where="C2", day=0), at(0))
    (alert,) = world.incident(incident("a", 2, day=8), at(8))
    assert (alert.reason, alert.district.code) == ("new_place", "N1")
    assert world.incident(incident("b", 9, day=12), at(12)) == []
    assert ("firing", "new_place", 9) in said(world.incident(incident("c", 9, day=24), at(24)))


def test_flatline_fires_on_a_tick_and_resolves_when_the_source_is_back() -> None:
    world = chain('name: quiet, kind: flatline, sources: ["*"], quiet_for: 6h, minimum_articles: 2')
    for hour in (1, 2):
        assert world.heartbeat("SNN", at(0, hour), at(0, hour)) == []
    world.heartbeat("Rare", at(0, 1), at(0, 1))
    assert world.tick(at(0, 8)) == []
    (quiet,) = world.tick(at(0, 9))
    assert (quiet.reason, quiet.district.name, quiet.measure) == ("source_silent", "SNN", "articles")
    assert world.tick(at(0, 10)) == []
    (back,) = world.heartbeat("SNN", at(0, 11), at(0, 11))
    assert (back.alert_id, back.state, back.reason) == (quiet.alert_id, "resolved", "source_back")


def test_publication_of_the_article_behind_the_revision_travels_along() -> None:
    world = chain(DAILY)
    world.incident(incident("a", 12), at(0))
    late = incident("a", 14, sources=("SNN", "Later"), published=at(0, 15), version=2)
    (alert,) = world.incident(late, at(0, 15) + timedelta(minutes=1))
    assert alert.published_at == at(0, 15)


def test_an_update_that_comes_again_late_changes_nothing() -> None:
    """Window updates of a=12 and a=14; the first one is delivered again after the second."""
    world = chain(DAILY)
    first = world.windows.step(world.window_state, incident("a", 12), at(0))
    apply(first.writes, world.window_state)
    second = world.windows.step(world.window_state, incident("a", 14, version=2), at(0))
    out: list[Alert] = []
    for update in (first.outputs[0], second.outputs[0], first.outputs[0], second.outputs[0]):
        step = world.alerting.step(world.alert_state, update, at(0))
        apply(step.writes, world.alert_state)
        out += step.outputs
    assert said(out) == [("firing", "threshold_crossed", 12), ("updated", "toll_raised", 14)]


def test_a_withdrawn_attack_on_a_hospital_is_retracted() -> None:
    world = chain(HOSPITAL)
    world.incident(incident("a", health=HIT), at(0))
    (gone,) = world.incident(incident("a", health=HIT, version=2, status="retracted"), at(0))
    assert (gone.state, gone.reason) == ("retracted", "incident_retracted")


def test_what_is_known_of_a_city_alone_is_not_mixed_with_its_quarters() -> None:
    world = chain(DAILY)
    (quarter,) = world.incident(incident("a", 12, where="N1"), at(0))
    assert quarter.district.code == "N1"
    assert world.incident(incident("b", 3, where="C1"), at(0)) == [], "three in the city, twelve in its quarter"


def test_an_attack_on_a_hospital_has_its_alert_however_late_and_keeps_it() -> None:
    """|0 … 60: windows| ─▶ an article of day 2, published on day 2, comes in ─▶ it is withdrawn"""
    world = chain(HOSPITAL, DAILY)
    for day in (59, 60):
        for source in ("A", "B"):
            world.incident(incident(f"{source}{day}", 1, day=day, sources=(source,)), at(day))
    (late,) = world.incident(incident("a", 20, day=2, health=HIT), at(60))
    assert (late.rule, late.state) == ("hospital", "firing"), "its district's windows are closed, its alert is not"
    assert [alert.state for alert in world.tick(at(60, 10))] == ["resolved"]
    for n in range(5):
        world.incident(incident(f"more{n}", 1, day=60), at(60, 11))
    assert world.incident(incident("a", 20, day=2, health=HIT), at(60, 12)) == [], "told once"
    (gone,) = world.incident(incident("a", 20, day=2, health=HIT, version=2, status="retracted"), at(60, 13))
    assert (gone.alert_id, gone.state) == (late.alert_id, "retracted")


def test_an_attack_that_was_history_when_first_reported_is_no_alert() -> None:
    world = chain(HOSPITAL)
    for source in ("A", "B"):
        world.incident(incident(f"{source}", 1, day=60, sources=(source,)), at(60))
    assert world.incident(incident("a", 20, day=2, health=HIT, published=at(60)), at(60)) == []
