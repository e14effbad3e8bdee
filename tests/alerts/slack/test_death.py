"""The process dies at every step of the sender, before and after each effect: 0 missed, 0 duplicates."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Never

import pytest

from alerts.slack.answers import Answer
from alerts.slack.ledger import Entry, MemoryLedger
from alerts.slack.notifier import Notifier
from tests.alerts.slack.bench import CHANNEL, Bench
from tests.alerts.slack.samples import alert, people
from tests.slack_double.direct import DirectTransport
from tests.slack_double.virtual import VirtualClock, run
from tests.slack_double.workspace import Fault, Reply

SCRIPT = (
    alert(),
    alert(revision=2, state="updated", reason="toll_raised", killed=people(20, 20, 20)),
    alert(revision=3, state="retracted", reason="incident_retracted", killed=people(0, 0, 0)),
)
STEPS = 34
"""More than the script takes, so that the last runs die at nothing and prove the count."""


class Fate:
    """Dies at step `at`: a half step before the effect (even) or after it (odd)."""

    def __init__(self, at: int) -> None:
        self.left = at
        self.died = asyncio.Event()

    async def point(self) -> None:
        if self.left == 0:
            await self.die()
        self.left -= 1

    async def die(self) -> Never:
        self.died.set()
        await asyncio.Event().wait()
        raise AssertionError("the dead do not go on")


class MortalLedger(MemoryLedger):
    """Durable, while its owner is not."""

    def __init__(self, kept: MemoryLedger, fate: Fate) -> None:
        super().__init__()
        self._cases, self._deliveries = kept._cases, kept._deliveries
        self._fate = fate

    async def write(self, entry: Entry) -> None:
        await self._fate.point()
        await super().write(entry)
        await self._fate.point()


class MortalTransport(DirectTransport):
    """Calls that may take effect without the caller living to see it."""

    fate: Fate

    async def call(self, method: str, arguments: Mapping[str, Any]) -> Answer:
        await self.fate.point()
        answer = await super().call(method, arguments)
        await self.fate.point()
        return answer


async def live(bench: Bench, fate: Fate) -> None:
    """One process until it has nothing to do or dies; the topic replays everything each time."""
    clock = VirtualClock()
    transport = MortalTransport(bench.slack, clock)
    transport.fate = fate
    ledger = MortalLedger(bench.ledger, fate)
    notifier = Notifier(transport, ledger, bench.routing, clock=clock, observer=bench.seen, policy=bench.policy)
    notifier.restore({0})
    running = asyncio.create_task(notifier.run())

    async def feed() -> None:
        for one in SCRIPT:
            await notifier.offer(one)
            await bench.drained(notifier)

    feeding = asyncio.create_task(feed())
    dying = asyncio.create_task(fate.died.wait())
    await asyncio.wait({feeding, dying}, return_when=asyncio.FIRST_COMPLETED)
    for task in (running, feeding, dying):
        task.cancel()
    await asyncio.gather(running, feeding, dying, return_exceptions=True)


def check(bench: Bench) -> None:
    """The thread as a responder must find it, whatever happened."""
    posts = bench.slack.posts(CHANNEL)
    assert len(bench.slack.parents(CHANNEL)) == 1
    assert len(set(bench.slack.keys())) == len(bench.slack.keys())
    assert "Retracted" in posts[0].arguments["text"]
    assert "Retracted" in posts[-1].arguments["text"]
    assert posts[-1].thread_ts == posts[0].ts
    assert bench.seen.repeats <= 2, "only a death between the ledger and the POST may be taken for a possible repeat"


@pytest.mark.parametrize("step", range(STEPS))
def test_one_death(step: int) -> None:
    bench = Bench()

    async def main() -> None:
        await live(bench, Fate(step))
        await asyncio.sleep(5)
        await live(bench, Fate(10_000))

    run(main())
    check(bench)


@pytest.mark.parametrize("step", range(0, STEPS, 3))
def test_two_deaths_in_a_row(step: int) -> None:
    bench = Bench()

    async def main() -> None:
        await live(bench, Fate(step))
        await live(bench, Fate(step // 2 + 1))
        await live(bench, Fate(10_000))

    run(main())
    check(bench)


@pytest.mark.parametrize("step", range(STEPS))
def test_death_while_an_answer_is_lost(step: int) -> None:
    bench = Bench()
    bench.slack.faults.append(Fault("chat.postMessage", Reply("disconnect"), after=True, times=2))

    async def main() -> None:
        await live(bench, Fate(step))
        await live(bench, Fate(10_000))

    run(main())
    check(bench)


def test_the_last_steps_die_at_nothing() -> None:
    """Otherwise `STEPS` would leave steps untried."""
    bench = Bench()
    fate = Fate(STEPS + 12)

    async def main() -> None:
        await live(bench, fate)

    run(main())
    assert STEPS + 12 - fate.left <= STEPS
