"""The whole product on a real Kafka: `rasid worker` as a process, Slack that keeps a journal, and when all is quiet."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace as other
from pathlib import Path

from detectors.records import Incident
from streams import admin, topics
from streams.broker.real import RealBroker
from streams.lag import read_lag, watched
from streams.tail import latest
from tests.faults.plant import Plant, plant, wait
from tests.integration.slack import environment, repeats, sent, slack, untold
from tests.slack_double.server import Double

STILL = 4.0
"""Seconds without a call to Slack after which no more comes: posts go out every second, edits every 1.2."""


@dataclass(frozen=True, slots=True)
class Line:
    """A plant of real workers and the Slack that they send to."""

    plant: Plant
    slack: Double

    def settle(self, still: float = STILL, seconds: float = 240.0) -> None:
        """Wait until every group has committed every record, all alerts are told and Slack has had no call."""
        groups = [other(group, optional=False) for group in watched(self.plant.settings)]
        ticks = self.plant.settings.topic(topics.TICKS.name)  # time never stops
        calls, since = -1, time.monotonic()
        with admin.connected(self.plant.settings) as client:

            def quiet() -> bool:
                nonlocal calls, since
                parts = read_lag(client, groups, 0.0, members=False).partitions
                lag = sum(part.messages for part in parts if part.topic != ticks)
                now = sent(self.slack)
                if lag or now != calls or untold(self.slack, self.plant.alerts()):
                    calls, since = now, time.monotonic()
                return time.monotonic() - since >= still

            wait(quiet, self.plant.logs, seconds)

    def incidents(self) -> dict[str, Incident]:
        """Those that stand."""
        found = latest(self.plant.settings, "incidents", Incident)
        return {key: one for key, one in found.items() if one.status == "active"}

    def told_once(self) -> None:
        """Every alert has its message, and no delivery stands in Slack twice."""
        assert untold(self.slack, self.plant.alerts()) == set()
        assert repeats(self.slack) == {}


@contextmanager
def line(kafka: RealBroker, prefix: str, folder: Path, **extra: str) -> Iterator[Line]:
    """A line without a worker yet; its topics are there."""
    with slack() as double:
        settings: Mapping[str, str] = environment(double) | extra
        with plant(kafka.bootstrap, prefix, folder, module="streams.cli", **settings) as one:
            one.topics()
            yield Line(one, double)
