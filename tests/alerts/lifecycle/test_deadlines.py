"""Ticks that look only when a deadline has passed send what ticks send that always look."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import msgspec
import pytest

from alerts.lifecycle.core import SOURCES
from alerts.lifecycle.deadlines import NEVER, Deadlines
from alerts.lifecycle.state import Time
from alerts.records import Alert
from alerts.rehearsal import Chain
from alerts.rules import parse
from detectors.records import HealthImpact
from tests.alerts.timeline import DAILY, HOSPITAL, TIERED, at, chain, incident, place, press

RULES = (
    TIERED + ", repeat: 7h, hold: 5h",
    "name: nation, kind: threshold, measure: killed, window: 1d, threshold: 25, level: [country], resolve_after: 3h",
    "name: any-three-days, kind: threshold, measure: killed, window: 3d, sliding: true, threshold: 12, hold: 9h",
    "name: spike, kind: spike, measure: killed, factor: 3, minimum: 8, baseline: 4d, history: 1d",
    "name: quiet, kind: flatline, sources: ['*'], quiet_for: 20h, minimum_articles: 2, repeat: 11h",
    HOSPITAL + ", repeat: 1d",
)
EXTRA = """
inhibit: [{when: [hospital], mute: [daily], place: inside}]
silences:
  - {rule: spike, place: G1, since: 2016-11-21T05:00:00Z, until: 2016-11-23T05:00:00Z, author: Huda, reason: drill}
"""
STEPS = 120


class Worlds:
    """One chain as it is, and one that looks at everything at every tick and remembers no look."""

    def __init__(self) -> None:
        self.waiting, self._looking = chain(*RULES, extra=EXTRA), chain(*RULES, extra=EXTRA)
        self.skipped = 0

    @property
    def looking(self) -> Chain:
        """The second one, with its looks forgotten, as they are when rules are loaded."""
        self._looking.alerting.rules = self._looking.alerting.rules
        return self._looking

    def tick(self, now: datetime) -> list[Alert]:
        for name in self.looking.governorates:
            self.skipped += (clock(self.waiting, name).due or now) > now
            key = f"{name}/clock"
            if key in self.looking.alert_state:
                anew = msgspec.structs.replace(clock(self.looking, name), due=None)
                self.looking.alert_state[key] = msgspec.msgpack.encode(anew)
        out = self.waiting.tick(now)
        assert out == self.looking.tick(now)
        return out


def clock(world: Chain, governorate: str) -> Time:
    raw = world.alert_state.get(f"{governorate}/clock")
    return msgspec.msgpack.decode(raw, type=Time) if raw else Time()


@pytest.mark.parametrize("seed", range(6))
def test_ticks_that_wait_miss_nothing(seed: int) -> None:
    chance, worlds, now = random.Random(seed), Worlds(), at(0)
    alerts: list[Alert] = []
    versions: dict[str, int] = {}
    for number in range(STEPS):
        now += timedelta(hours=chance.choice((0, 1, 1, 2, 6)), minutes=chance.choice((0, 7)))
        what = chance.random()
        if what < 0.12:
            alerts += strike(chance, worlds, versions, now)
        elif what < 0.17 and alerts:
            alerts += decide(chance, worlds, alerts, now, number)
        elif what < 0.25:
            source = chance.choice("AB")
            heard = worlds.waiting.heartbeat(source, now, now)
            assert heard == worlds.looking.heartbeat(source, now, now)
            alerts += heard
        else:
            alerts += worlds.tick(now)
    assert worlds.skipped > STEPS // 4
    assert worlds.waiting.alerting.memory.spared > STEPS // 4
    kept = (dict(world.alert_state) for world in (worlds.waiting, worlds.looking))
    one, two = ({key: raw for key, raw in state.items() if not key.endswith("/clock")} for state in kept)
    assert one == two


def strike(chance: random.Random, worlds: Worlds, versions: dict[str, int], now: datetime) -> list[Alert]:
    name = f"i{chance.randrange(9)}"
    versions[name] = versions.get(name, 0) + 1
    day = (now - at(0, 0)).days - chance.choice((0, 0, 0, 1))
    health = HealthImpact(target="facility") if chance.random() < 0.2 else None
    status = chance.choice(("active", "active", "active", "retracted"))
    told = incident(
        name, chance.randrange(4, 30), where=chance.choice(("N1", "C2", "M1")), day=max(day, 0),
        version=versions[name], published=now, health=health, status=status,
    )  # fmt: skip
    out = worlds.waiting.incident(told, now)
    assert out == worlds.looking.incident(told, now)
    return out


def decide(chance: random.Random, worlds: Worlds, alerts: list[Alert], now: datetime, number: int) -> list[Alert]:
    kind = chance.choice(("acknowledge", "false", "undo", "silence", "unsilence"))
    until = now + timedelta(hours=13) if kind == "silence" else None
    action = press(chance.choice(alerts), kind, now, number, expires_at=until)
    out = worlds.waiting.action(action)
    assert out == worlds.looking.action(action)
    return out


def test_other_rules_are_looked_at_at_once() -> None:
    world = chain(DAILY)
    world.incident(incident("a", 12), at(0))
    world.tick(at(0, 10))
    assert (clock(world, "G1").due or at(0)) > at(0, 11)
    world.alerting.rules = parse(f"version: 1\ntimezone: UTC\nrules:\n  - {{{DAILY}, repeat: 1h}}")
    assert [alert.reason for alert in world.tick(at(0, 11))] == ["repeat"]


def test_without_alerts_nothing_is_waited_for() -> None:
    world = Chain(parse("version: 1\nrules:\n  - {" + DAILY + "}"), place)
    world.incident(incident("a", 2), at(0))
    world.governorates[SOURCES] = None
    world.tick(at(0, 10))
    assert clock(world, SOURCES).due == NEVER


def test_deadlines_keep_the_first_that_has_not_passed() -> None:
    deadlines = Deadlines(at(1))
    for day in (0, 3, 2, 4):
        deadlines.note(at(day))
    assert deadlines.next == at(2)
    deadlines.stirred = True
    assert deadlines.next is None


def test_an_alert_that_wavers_falls_when_its_time_is_over() -> None:
    world = chain(DAILY + ", hold: 3h")
    world.incident(incident("a", 12), at(0))
    world.incident(incident("a", 9, version=2), at(0, 10))
    assert world.tick(at(0, 11)) == [] == world.tick(at(0, 12))
    assert clock(world, "G1").due == at(0, 13)
    assert [alert.state for alert in world.tick(at(0, 13))] == ["retracted"]
