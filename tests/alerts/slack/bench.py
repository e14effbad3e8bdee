"""A notifier before a workspace, in virtual time, with everything that a restart keeps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from alerts.records import Alert
from alerts.slack.answers import Class
from alerts.slack.ledger import MemoryLedger
from alerts.slack.notifier import Notifier
from alerts.slack.observer import Lane
from alerts.slack.records import Kind
from alerts.slack.routing import Routing, single
from alerts.slack.settings import Policy
from tests.slack_double.direct import DirectTransport
from tests.slack_double.virtual import VirtualClock, run
from tests.slack_double.workspace import Workspace

CHANNEL = "C0ALERTS"


@dataclass
class Seen:
    """An observer that keeps everything."""

    answers: list[tuple[str, Class, str | None]] = field(default_factory=list)
    deliveries: list[tuple[Kind, Lane, datetime]] = field(default_factory=list)
    repeats: int = 0
    deaths: list[tuple[str, str, str]] = field(default_factory=list)
    circuits: list[tuple[str, str | None]] = field(default_factory=list)
    pauses: list[tuple[str, float]] = field(default_factory=list)

    def answered(self, method: str, outcome: Class, error: str | None) -> None:
        self.answers.append((method, outcome, error))

    def delivered(self, kind: Kind, lane: Lane, at: datetime, published_at: datetime | None) -> None:
        self.deliveries.append((kind, lane, at))

    def possible_repeat(self, lane: Lane) -> None:
        self.repeats += 1

    def dead(self, channel: str, alert_id: str, error: str) -> None:
        self.deaths.append((channel, alert_id, error))

    def circuit(self, channel: str, error: str | None) -> None:
        self.circuits.append((channel, error))

    def paused(self, method: str, seconds: float) -> None:
        self.pauses.append((method, seconds))

    def pending(self, count: int, size: int, oldest: datetime | None) -> None:
        pass


@dataclass
class Bench:
    """What outlives a process: Slack and the ledger."""

    slack: Workspace = field(default_factory=lambda: Workspace(CHANNEL))
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    routing: Routing = field(default_factory=lambda: single(CHANNEL))
    seen: Seen = field(default_factory=Seen)
    policy: Policy = field(default_factory=Policy)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Notifier]:
        """A process; leaving it is its death."""
        clock = VirtualClock()
        notifier = Notifier(
            DirectTransport(self.slack, clock), self.ledger, self.routing,
            clock=clock, observer=self.seen, policy=self.policy,
        )  # fmt: skip
        notifier.restore({0})
        task = asyncio.create_task(notifier.run())
        await asyncio.sleep(0)
        try:
            yield notifier
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def drained(self, notifier: Notifier, seconds: float = 3600.0) -> None:
        """Until nothing waits; fails when it takes longer than `seconds` of virtual time."""
        deadline = asyncio.get_running_loop().time() + seconds
        while notifier.pending:
            assert asyncio.get_running_loop().time() < deadline, f"{notifier.pending} entries still wait"
            await asyncio.sleep(0.25)


def sent(bench: Bench, *alerts: Alert) -> None:
    """One alert after the other is offered and sent."""

    async def main() -> None:
        async with bench.running() as notifier:
            for one in alerts:
                await notifier.offer(one)
                await bench.drained(notifier)

    run(main())
