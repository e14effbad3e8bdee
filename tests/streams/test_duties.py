"""Progress and the reloading of rules."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry

from alerts import rules
from alerts.rules import RuleSet
from alerts.rules.loading import default_text
from streams import metrics
from streams.duties import Progress, take_up
from streams.metrics import Metrics


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
