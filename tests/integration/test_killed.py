"""The real pipeline, killed again and again while the sample reports pass through it, on a real Kafka.

Whatever dies, and when: the incidents, alerts and messages at the end are those that the demo promises, and none twice.
"""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.records import Alert
from detectors.records import Incident, Report
from streams.broker.real import RealBroker
from streams.demo.sample import Sample, load
from streams.demo.verdict import Outcome, judge
from streams.tail import latest, records
from tests.faults.plant import PATIENCE, Plant, wait
from tests.integration.line import Line, line
from tests.integration.slack import CHANNEL, sent, told

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

DEATHS = (
    ("read", "sent", 3),
    ("locate", "storing", 2),
    ("fuse", "storing", 4),
    ("window", "sent", 2),
    ("alert", "storing", 2),
)
"""Stage, move and how often it is made before the worker ends."""
IN_DOUBT = 20.0
"""Seconds without a call to Slack: a message that was under way at a death is looked for only after 15."""


def publish(one: Plant, samples: list[Sample]) -> None:
    one.publish((sample.id, sample.body) for sample in samples)


def outcome(one: Line) -> Outcome:
    """What the pipeline left behind, as the demo judges it."""
    settings = one.plant.settings
    dead = {(record.key or b"").decode(): dict(record.headers)["rasid-reason"].decode()
            for record in records(settings, "articles.dead")}  # fmt: skip
    return Outcome(
        read=len(latest(settings, "reports", Report)),
        dead=dead,
        incidents=list(latest(settings, "incidents", Incident).values()),
        alerts=list(latest(settings, "alerts", Alert).values()),
        message_keys=one.slack.workspace.keys(),
    )


def test_killed_midway_the_demo_comes_out_as_without_and_nothing_is_told_twice(
    kafka: RealBroker, prefix: str, folder: Path
) -> None:
    samples = load(datetime.now(UTC))
    # Of real time only what the windows need: with ticks an alert of yesterday may resolve before its correction comes.
    with line(kafka, prefix, folder, RASID_TICK="86400") as one:
        publish(one.plant, [sample for sample in samples if not sample.late])
        for stage, move, count in DEATHS:
            worker = one.plant.start(RASID_KILLPOINT=f"{stage}:{move}:{count}")
            assert worker.wait(PATIENCE) == -signal.SIGKILL, f"{stage} never came to {move}"
        for _ in range(2):  # from outside, while messages go out
            worker, before = one.plant.start(), sent(one.slack)
            wait(lambda b=before: sent(one.slack) > b + 2, one.plant.logs)
            worker.kill()
            worker.wait()
        first, second = one.plant.start("w"), one.plant.start("second")
        one.settle()
        publish(one.plant, [sample for sample in samples if sample.late])
        first.kill()
        one.settle(IN_DOUBT)
        assert [str(finding) for finding in judge(outcome(one)) if not finding.good] == []
        one.told_once()
        assert told(one.slack)
        assert len(one.slack.workspace.parents(CHANNEL)) == len(told(one.slack))
        assert second.poll() is None
