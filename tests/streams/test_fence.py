"""The hold on partitions as the coordinator's answers move it, and what a producer does with it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import aiokafka
import pytest
from aiokafka.producer.message_accumulator import MessageAccumulator
from kafka import TopicPartition

from streams import fencing
from streams.fence import LOOK, Fence, PartitionsLostError

SESSION = 10.0


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fence(clock: Clock) -> Fence:
    fence = Fence(SESSION, clock)
    fence.joined(7, asked=clock.now)
    return fence


def test_before_the_first_join_nothing_is_granted(clock: Clock) -> None:
    fence = Fence(SESSION, clock)
    assert not fence.certain()
    with pytest.raises(PartitionsLostError):
        fence.grant(0)


async def test_a_heartbeat_counts_from_when_it_left_not_from_its_answer(fence: Fence, clock: Clock) -> None:
    await fence.hold(fence.grant(7))
    clock.now += SESSION
    assert not fence.certain()
    fence.heard(asked=clock.now - SESSION)  # a pause between the question and its answer
    assert not fence.certain()
    fence.heard(asked=clock.now - 1)
    assert fence.certain()
    fence.heard(asked=clock.now - 5)  # an answer that was overtaken takes nothing back
    assert fence.certain()


async def test_what_was_granted_before_the_partitions_moved_is_lost_for_ever(fence: Fence, clock: Clock) -> None:
    granted = fence.grant(7)
    fence.left()
    with pytest.raises(PartitionsLostError):
        fence.grant(7)
    fence.joined(8, asked=clock.now)
    with pytest.raises(PartitionsLostError):
        await fence.hold(granted)
    with pytest.raises(PartitionsLostError):
        fence.grant(7)
    await fence.hold(fence.grant(8))


@dataclass(eq=False)
class Batch:
    """Records that wait in the accumulator, this many seconds old."""

    age: float = 0.0
    failed: list[Exception] = field(default_factory=list)

    @property
    def _ctime(self) -> float:
        return monotonic() - self.age

    def failure(self, exception: Exception) -> None:
        self.failed.append(exception)


class Sender:
    """What of aiokafka's sender the fence touches."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self._in_flight = {1}
        self._muted_partitions = {"a", "b"}

    async def _send_produce_req(self, node_id: int, batches: dict[Any, Any]) -> None:
        self.sent.append(batches)
        self._in_flight.remove(node_id)
        for tp in batches:
            self._muted_partitions.remove(tp)

    def idle(self) -> bool:
        return not self._in_flight and not self._muted_partitions


async def test_a_request_fails_what_was_begun_before_the_partitions_moved(fence: Fence, clock: Clock) -> None:
    fence.left()
    fence.joined(8, asked=clock.now)
    clock.now += 1
    sender, old, new = Sender(), Batch(age=2), Batch(age=0.5)
    fencing.guard(sender, fence)
    await sender._send_produce_req(1, {"a": old, "b": new})
    assert sender.sent == [{"b": new}]
    assert isinstance(old.failed[0], PartitionsLostError)
    assert not new.failed
    assert sender.idle()


async def test_a_request_waits_in_doubt_and_never_goes_out_once_the_partitions_moved(
    fence: Fence, clock: Clock
) -> None:
    clock.now += SESSION
    sender, batches = Sender(), {"a": Batch(), "b": Batch()}
    fencing.guard(sender, fence)
    request = asyncio.create_task(sender._send_produce_req(1, batches))
    await asyncio.sleep(3 * LOOK)
    assert not sender.sent
    clock.now += 1
    fence.left()
    await request
    assert not sender.sent
    assert all(batch.failed for batch in batches.values())
    assert sender.idle()


async def test_a_request_between_two_memberships_fails_at_once(fence: Fence, clock: Clock) -> None:
    """The rebalance waits until the producer is empty; a request that waited for its end would wait for ever."""
    clock.now += SESSION
    fence.left()
    clock.now += 1
    sender, batches = Sender(), {"a": Batch(), "b": Batch()}
    fencing.guard(sender, fence)
    await asyncio.wait_for(sender._send_produce_req(1, batches), 10)
    assert not sender.sent
    assert all(batch.failed for batch in batches.values())
    assert sender.idle()


async def test_no_record_of_a_step_joins_a_batch_after_the_partitions_moved(fence: Fence) -> None:
    """Else the end of a step goes out in a new batch, without its beginning, which the old batch held."""
    fencing.install("group", fence)
    accumulator = MessageAccumulator(None, 1_000_000, 0, 100)
    tp = TopicPartition("state", 0)
    fence.grant(7)
    await accumulator.add_message(tp, b"redo", b"1", timeout=10)
    fence.left()
    fence.joined(8, asked=fence.clock())
    with pytest.raises(PartitionsLostError):
        await accumulator.add_message(tp, b"mark", b"1", timeout=10)
    fence.grant(8)
    await accumulator.add_message(tp, b"mark", b"1", timeout=10)


def test_the_fence_refuses_an_aiokafka_that_it_was_not_proven_on(monkeypatch: pytest.MonkeyPatch, fence: Fence) -> None:
    monkeypatch.setattr(aiokafka, "__version__", "0.15.0")
    with pytest.raises(fencing.UnprovenClientError, match=r"0\.15\.0 was not tested"):
        fencing.install("group", fence)
