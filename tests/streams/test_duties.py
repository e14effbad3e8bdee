"""Progress and the reloading of rules."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from alerts import rules
from alerts.rules import RuleSet
from alerts.rules.loading import default_text
from streams import metrics, topics
from streams.duties import Progress, take_up, tick
from streams.fence import PartitionsLostError
from streams.metrics import Metrics
from streams.settings import Settings


def test_lag_that_does_not_fall_is_a_standstill() -> None:
    progress = Progress(10)
    assert not progress.stalled({"a": 1}, 0)
    assert not progress.stalled({"a": 1}, 10)
    assert progress.stalled({"a": 1}, 11) == ["a"]


def test_one_partition_that_stands_still_is_a_standstill_though_others_move() -> None:
    progress = Progress(10)
    assert not any(progress.stalled({"a": 1, "b": now}, now) for now in range(11))
    assert progress.stalled({"a": 1, "b": 11}, 11) == ["a"]


def test_nothing_to_do_is_no_standstill() -> None:
    progress = Progress(10)
    assert not any(progress.stalled({}, now) for now in range(0, 100, 5))
    assert not progress.stalled({"a": 1}, 100)


def test_lag_that_grows_while_offsets_move_is_no_standstill() -> None:
    progress = Progress(10)
    assert not any(progress.stalled({"a": now}, now) for now in range(0, 100, 5))


def test_a_rebalance_starts_the_count_afresh() -> None:
    progress = Progress(10)
    progress.stalled({"a": 1}, 0)
    progress.restart()
    assert not progress.stalled({"a": 1}, 100)
    assert progress.stalled({"a": 1}, 111)


class Holder:
    def __init__(self) -> None:
        self.rules = rules.default()

    def use(self, rules: RuleSet) -> None:
        self.rules = rules


def test_wrong_rules_leave_the_old_ones_in_force_and_say_so(tmp_path: Path) -> None:
    held, live, path = Holder(), Metrics(CollectorRegistry()), tmp_path / "rules.yaml"
    before = held.rules
    path.write_text("rules: [{name: x, kind: nonsense}]", encoding="utf-8")
    take_up(held, path, live)
    assert held.rules is before
    assert live.value(metrics.RULES_VALID) == 0
    path.write_text(default_text(), encoding="utf-8")
    take_up(held, path, live)
    assert held.rules is not before
    assert live.value(metrics.RULES_VALID) == 1


def test_a_file_that_vanished_leaves_the_old_rules(tmp_path: Path) -> None:
    held, live = Holder(), Metrics(CollectorRegistry())
    before = held.rules
    take_up(held, tmp_path / "gone.yaml", live)
    assert held.rules is before
    assert live.value(metrics.RULES_RELOADS, outcome="refused") == 1


START = datetime(2016, 11, 20, 8, tzinfo=UTC)


class Clocked:
    """A worker that holds the clock's only partition; a minute passes at each look, and its broker fails at will."""

    def __init__(self, settings: Settings, failing: dict[int, Exception], passes: int) -> None:
        self.settings, self.passes, self._failing = settings, passes, failing
        self.telemetry = SimpleNamespace(live=Metrics(CollectorRegistry()))
        self.sent: list[bytes] = []
        self.looks = 0
        held = [SimpleNamespace(topic=settings.topic(topics.TICKS.name), partition=0)]
        self.app = SimpleNamespace(
            should_stop=False, rebalancing=False, in_recovery=False, consumer=SimpleNamespace(assignment=lambda: held)
        )
        self.channels = {topics.TICKS.name: self}

    def clock(self) -> datetime:
        self.looks += 1
        self.app.should_stop = self.looks > self.passes
        return START + timedelta(minutes=self.looks - 1)

    async def send(self, *, key: bytes, value: bytes, partition: int) -> Any:
        if self.looks - 1 in self._failing:
            raise self._failing[self.looks - 1]
        self.sent.append(key)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done


def told(failing: dict[int, Exception], passes: int) -> tuple[Clocked, float]:
    """The worker after so many passes, and the minute in which its clock was last told."""
    line = Clocked(Settings.load({"RASID_TICK": "0.001", "RASID_PARTITIONS": "1"}), failing, passes)
    asyncio.run(tick(line, ("SY02", "SY07"))())  # type: ignore[arg-type]
    at = line.telemetry.live.value(metrics.CLOCK)
    return line, (at - START.timestamp()) / 60


def test_the_time_is_told_to_every_governorate_and_when_is_shown() -> None:
    line, minute = told({}, 3)
    assert line.sent == [b"SY02", b"SY07"] * 3
    assert minute == 3


@pytest.mark.parametrize("error", [RuntimeError("broker away"), PartitionsLostError("moved")])
def test_a_clock_that_cannot_be_told_goes_on_and_is_seen_to_be_late(error: Exception) -> None:
    line, minute = told({2: error, 3: error}, 3)
    assert line.sent == [b"SY02", b"SY07"]
    assert minute == 1
    _, minute = told({2: error}, 3)
    assert minute == 3


def test_a_worker_that_never_tells_the_time_is_late_from_its_start() -> None:
    _, minute = told({n: RuntimeError("broker away") for n in range(9)}, 2)
    assert minute == 0
