"""Every query of the dashboard and every rule, against a real Prometheus that scraped a real run of the samples."""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import pytest

from streams.broker.mock import MockBroker
from streams.broker.real import free_port
from streams.demo.pipeline import Pipeline
from streams.demo.sample import load
from tests.deploy.prometheus import ROOT, Prometheus
from tests.deploy.test_dashboard import expressions

SETTLE: Final = 40.0
"""Seconds that scrapes may take to show the run, on a busy machine."""


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """A Prometheus that has watched a worker and the lag exporter while the samples passed through."""
    folder = tmp_path_factory.mktemp("live")
    with MockBroker() as broker:
        pipeline = Pipeline(broker, folder)
        lag_port = free_port()
        try:
            pipeline.start()
            exporter = _lag_exporter(broker.bootstrap, lag_port)
            targets = {
                "rasid-worker": [f"127.0.0.1:{pipeline.settings.metrics_port}"],
                "rasid-lag": [f"127.0.0.1:{lag_port}"],
            }
            rules = ROOT / "deploy" / "prometheus" / "rules"
            try:
                with Prometheus(folder / "prometheus", free_port(), targets, rules) as server:
                    _until(server, 'sum(up{job=~"rasid-.*"}) == 2')
                    _until(server, "sum(rasid_stage_in_total) == 0")
                    for _ in pipeline.run(load(datetime.now(UTC))):
                        pass
                    _until(server, 'sum(increase(rasid_stage_in_total{stage="alert"}[1m])) > 0')
                    _until(server, "sum(increase(rasid_publish_to_slack_seconds_count[1m])) > 0")
                    yield server
            finally:
                exporter.terminate()
                exporter.wait(timeout=60)
        finally:
            pipeline.stop()


def _lag_exporter(bootstrap: str, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from streams.cli import main; main()", "lag", "--host", "127.0.0.1"]
    env = {"RASID_KAFKA": bootstrap, "RASID_MOCK": "1", "PATH": "/usr/bin:/bin"}
    return subprocess.Popen([*command, "--port", str(port), "--interval", "0.5"], env=env, stderr=subprocess.DEVNULL)


def _until(server: Prometheus, expr: str) -> None:
    """Wait until `expr` has a result; an event is awaited, its duration is not asserted."""
    deadline = time.monotonic() + SETTLE
    while not server.query(expr):
        assert time.monotonic() < deadline, f"never came true: {expr}"
        time.sleep(0.3)


@pytest.mark.slow
@pytest.mark.parametrize(("title", "expr"), expressions())
def test_query_returns_data(prometheus: Prometheus, title: str, expr: str) -> None:
    result = prometheus.query(expr.replace("$__rate_interval", "1m"))
    values = [float(sample["value"][1]) for sample in result]
    assert values, f"{title}: no series"
    assert not all(map(math.isnan, values)), f"{title}: nothing but NaN"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "expr"),
    [
        ("articles were counted", 'sum(rasid_stage_in_total{stage="read"}) == 24'),
        ("four records were refused", "sum(rasid_dead_letters_total) == 4"),
        ("incidents and alerts passed", "sum(rasid_incidents_total) > 0 and sum(rasid_alerts_total) > 0"),
        ("messages were posted", 'sum(rasid_slack_deliveries_total{outcome="posted"}) > 0'),
        ("every partition is committed", "sum(rasid_consumer_lag_messages) == 0"),
        ("the heartbeat beats", "time() - min(rasid_worker_heartbeat_timestamp_seconds) < 60"),
        ("the time is told", "time() - min(rasid_worker_clock_timestamp_seconds) < 60"),
        ("the watermark is set", 'rasid_watermark_timestamp_seconds{governorate="SY02"} > 0'),
        ("partitions are held", "rasid_worker_assigned_partitions > 0"),
    ],
)
def test_run_shows_in_the_metrics(prometheus: Prometheus, what: str, expr: str) -> None:
    assert prometheus.query(expr), what


@pytest.mark.slow
def test_good_run_wakes_nobody(prometheus: Prometheus) -> None:
    firing = {alert["labels"]["alertname"] for alert in prometheus.alerts() if alert["state"] == "firing"}
    assert firing == {"RasidDeadMansSwitch", "RasidDeadLetters"}


@pytest.mark.slow
def test_recording_rules_are_evaluated(prometheus: Prometheus) -> None:
    _until(prometheus, 'rasid:stage_errors:ratio_rate5m{stage="read"}')
