"""The catalogue keeps to Prometheus' conventions, and its series exist before anything happens."""

from __future__ import annotations

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from streams import metrics
from streams.metrics import SPECS, WORKER_SPECS, Metrics, Spec

UNBOUNDED = {"url", "article", "article_id", "hospital", "source", "district", "place", "name", "alert_id"}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_name_carries_prefix_and_base_unit(spec: Spec) -> None:
    assert spec.name.startswith("rasid_")
    assert spec.name.endswith("_total") == (spec.type == "counter")
    if spec.type == "histogram":
        assert spec.name.endswith("_seconds")
        assert list(spec.buckets) == sorted(set(spec.buckets))
    assert not any(unit in spec.name for unit in ("_ms", "_minutes", "_hours", "_age"))
    assert spec.help.endswith(".")


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_no_label_grows_with_what_articles_contain(spec: Spec) -> None:
    assert not UNBOUNDED & set(spec.labels)


def test_names_are_unique() -> None:
    assert len({spec.name for spec in SPECS}) == len(SPECS)


def test_every_constant_is_in_the_catalogue() -> None:
    declared = {value.name for value in vars(metrics).values() if isinstance(value, Spec)}
    assert declared == {spec.name for spec in SPECS}


def test_every_series_exists_from_the_first_scrape() -> None:
    registry = CollectorRegistry()
    Metrics(registry)
    page = generate_latest(registry).decode()
    for spec in WORKER_SPECS:
        suffix = "_count" if spec.type == "histogram" else ""
        lines = [
            line for line in page.splitlines() if line.startswith((f"{spec.name}{suffix} ", f"{spec.name}{suffix}{{"))
        ]
        assert len(lines) == len(list(spec.series())), spec.name


def test_unknown_label_value_is_other() -> None:
    live = Metrics(CollectorRegistry())
    live.add(metrics.DEAD, reason="مستشفى القدس")
    assert live.value(metrics.DEAD, reason="other") == 1
    assert live.value(metrics.DEAD, reason="مستشفى القدس") == 0


def test_backward_clock_counts_as_zero() -> None:
    live = Metrics(CollectorRegistry())
    live.observe(metrics.SLACK_LATENCY, -5.0, lane="warning")
    assert live.registry.get_sample_value("rasid_publish_to_slack_seconds_sum", {"lane": "warning"}) == 0
