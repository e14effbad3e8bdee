"""Any order, repetition, restart: windows and alerts against an oracle that recomputes everything from the set.

The oracle knows nothing of states and steps. It takes the last version of every incident, counts each person once per
place and day, and says which alerts must stand and with which figures.
"""

from __future__ import annotations

import copy
import random
from collections import defaultdict
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.records import Alert
from alerts.rehearsal import Chain, standing
from detectors.records import HealthImpact, Incident
from tests.alerts.timeline import DAILY, HOSPITAL, PATHS, at, chain, incident

RULES = (
    DAILY + ", tiers: [{at: 20, severity: critical}]",
    "name: city, kind: threshold, measure: killed, window: 1d, threshold: 15, level: [community, governorate]",
    "name: nation, kind: threshold, measure: killed, window: 1d, threshold: 25, level: [country]",
    "name: any-three-days, kind: threshold, measure: killed, window: 3d, sliding: true, threshold: 12",
    HOSPITAL,
)
DAYS = 6
END = 40
PLACES = ("N1", "N2", "C1", "C2", "M1")
HIT = HealthImpact(target="facility")


@st.composite
def histories(draw: st.DrawFn) -> list[list[Incident]]:
    """Up to six incidents, each with its versions in order."""
    out = []
    wholes: list[str] = []
    for number in range(draw(st.integers(1, 6))):
        name = f"i{number}"
        versions = []
        where = draw(st.sampled_from(PLACES))
        for version in range(1, draw(st.integers(1, 3)) + 1):
            same = [whole for whole in wholes if PATHS[where][-2] == "G1"]
            versions.append(
                incident(
                    name,
                    draw(st.integers(0, 30)),
                    where=where,
                    day=draw(st.integers(0, DAYS - 1)),
                    version=version,
                    status=draw(st.sampled_from(("active", "active", "active", "retracted", "merged"))),
                    merged_into=f"i{draw(st.integers(0, 5))}",
                    part_of=draw(st.sampled_from([None, *same])) if same else None,
                    health=draw(st.sampled_from((None, None, HIT))),
                    published=at(DAYS),
                    first_reported_at=at(DAYS),
                    sources=draw(st.sampled_from((("A",), ("A", "B")))),
                )
            )
        if where == "C1":
            wholes.append(name)
        out.append(versions)
    return out


def shuffled(history: list[list[Incident]], seed: int, repeat: bool) -> list[Incident]:
    """The versions in some order; versions of one incident stay in theirs, as one partition keeps them."""
    rng = random.Random(seed)
    queues = [list(versions) for versions in history]
    out: list[Incident] = []
    while any(queues):
        queue = rng.choice([queue for queue in queues if queue])
        out.append(queue.pop(0))
        if repeat and rng.random() < 0.3:
            out.append(rng.choice(out))
    return out


def run(items: list[Incident], restart: int | None = None) -> tuple[Chain, list[Alert]]:
    """All alerts after `items` and enough ticks; `restart` crashes before that item's writes are stored."""
    world = chain(*RULES)
    out: list[Alert] = []
    now = at(DAYS)
    for number, item in enumerate(items):
        now += timedelta(minutes=1)
        if number == restart:
            states = copy.deepcopy((world.window_state, world.alert_state))
            out += world.incident(item, now)
            world.window_state, world.alert_state = states
        out += world.incident(item, now)
    for day in (DAYS + 1, END):
        out += world.tick(at(day))
        out += world.tick(at(day, 15))
    return world, out


def oracle(history: list[list[Incident]]) -> dict[tuple[str, str, str], Any]:
    """(rule, place, episode) → (killed, incident ids), from the last versions alone."""
    last = {versions[-1].incident_id: versions[-1] for versions in history}
    active = {name: item for name, item in last.items() if item.status == "active"}
    counted: dict[str, list[Incident]] = defaultdict(list)
    for item in active.values():
        covered: set[str] = set()
        name, seen = item.part_of, {item.incident_id}
        while name and name not in seen:
            seen.add(name)
            whole = last.get(name)
            covered |= set(whole.place.path) if name in active and whole else {"SY"} if whole is None else set()
            name = None if whole is None else whole.merged_into if whole.status == "merged" else whole.part_of
        for code in item.place.path:
            if code not in covered:
                counted[code].append(item)
    out: dict[tuple[str, str, str], Any] = {}
    for code, items in counted.items():
        for rule, least, fits in (
            ("daily", 10, lambda i, code: i.place.code == code),
            ("city", 15, lambda i, code: code[0] in "CMG"),
            ("nation", 25, lambda i, code: code == "SY"),
        ):
            days: dict[str, list[Incident]] = defaultdict(list)
            for item in items:
                if fits(item, code):
                    days[item.event_date.start.isoformat()].append(item)
            for day, inside in days.items():
                killed = sum(item.killed.total.low for item in inside)
                if killed >= least:
                    out[rule, code, day] = (killed, frozenset(item.incident_id for item in inside))
    for name, item in active.items():
        if item.health:
            out["hospital", item.place.code or "", name] = (1, frozenset({name}))
    return out


def shown(alerts: list[Alert]) -> dict[tuple[str, str, str], Any]:
    """What stands in the end, in the oracle's form."""
    return {
        (alert.rule, alert.district.code or "", alert.episode): (
            alert.value.best, frozenset(incident.incident_id for incident in alert.incidents),
        )
        for alert in standing(alerts).values()
        if alert.state != "retracted"
    }  # fmt: skip


def final(alerts: list[Alert]) -> dict[str, Any]:
    """The end state without what counts or dates revisions."""
    out = {}
    for name, alert in standing(alerts).items():
        if alert.state != "retracted":
            fixed = {"revision": 0, "reason": "repeat", "changed": (), "material": True, "updated_at": at(0)}
            fixed |= {"first_fired_at": None, "published_at": None}
            fields = {f: fixed.get(f, getattr(alert, f)) for f in alert.__struct_fields__}
            fields["incidents"] = tuple((i.incident_id, i.killed, i.place, i.health) for i in alert.incidents)
            out[name] = fields
    return out


CASES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CASES
@given(histories(), st.integers(0, 1_000_000))
def test_what_stands_is_what_the_set_of_incidents_says(history: list[list[Incident]], seed: int) -> None:
    _, alerts = run(shuffled(history, seed, repeat=True))
    sliding = {key for key in shown(alerts) if key[0] == "any-three-days"}
    assert {key: value for key, value in shown(alerts).items() if key not in sliding} == oracle(history)
    assert all(alert.state == "resolved" for alert in standing(alerts).values() if alert.state != "retracted")


@CASES
@given(histories(), st.integers(0, 1_000_000), st.integers(0, 1_000_000))
def test_any_order_and_any_repetition_end_the_same(history: list[list[Incident]], one: int, two: int) -> None:
    assert final(run(shuffled(history, one, repeat=False))[1]) == final(run(shuffled(history, two, repeat=True))[1])


@CASES
@given(histories(), st.integers(0, 1_000_000), st.integers(0, 20))
def test_a_crash_between_sending_and_storing_ends_the_same(history: list[list[Incident]], seed: int, when: int) -> None:
    items = shuffled(history, seed, repeat=False)
    plain, crashed = run(items), run(items, restart=min(when, len(items) - 1))
    assert final(plain[1]) == final(crashed[1])
    assert plain[0].alert_state == crashed[0].alert_state and plain[0].window_state == crashed[0].window_state
    again = [(alert.alert_id, alert.revision) for alert in crashed[1]]
    bodies = {(alert.alert_id, alert.revision): alert for alert in crashed[1]}
    assert all(bodies[a.alert_id, a.revision] == a for a in plain[1]), "a repeated revision says the same"
    assert set(again) == {(alert.alert_id, alert.revision) for alert in plain[1]}


@CASES
@given(histories(), st.integers(0, 1_000_000))
def test_no_strike_is_in_two_alerts_of_one_rule_and_place(history: list[list[Incident]], seed: int) -> None:
    seen: set[tuple[str, str, str]] = set()
    for alert in standing(run(shuffled(history, seed, repeat=False))[1]).values():
        for item in alert.incidents if alert.state != "retracted" else ():
            key = (alert.rule, alert.district.code or "", item.incident_id)
            assert key not in seen
            seen.add(key)


@CASES
@given(histories(), st.integers(0, 1_000_000))
def test_revisions_count_up_and_nothing_is_sent_twice(history: list[list[Incident]], seed: int) -> None:
    last: dict[str, Alert] = {}
    for alert in run(shuffled(history, seed, repeat=True))[1]:
        before = last.get(alert.alert_id)
        assert alert.revision == (before.revision + 1 if before else 1)
        assert before is None or before.state != "retracted" or alert.state == "firing"
        last[alert.alert_id] = alert
