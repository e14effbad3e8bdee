"""Ties the fence to the clients: aiokafka's coordinator moves it, and Faust's producer looks at it before it sends.

A step looks before it sends and before it stores (`streams.agent`). But what it has handed over waits in aiokafka's
accumulator for a moment, and a pause may fall there; so the last look is where a request goes out. A batch is as old as
its first record, and the next record of a step may open a new one: none is taken after the step's partitions moved, or
the end of a step would go out without its beginning.
"""

from __future__ import annotations

from time import monotonic
from typing import Any, Final

import aiokafka
from aiokafka.consumer.group_coordinator import CoordinatorGroupRebalance, GroupCoordinator
from aiokafka.producer.message_accumulator import MessageBatch
from faust.transport.drivers.aiokafka import Producer

from streams.fence import Fence, PartitionsLostError, check

PROVEN: Final = ("0.14.0",)
"""Versions of aiokafka that tests/faults/test_fence.py was run on."""


class UnprovenClientError(RuntimeError):
    """This version of aiokafka was not tested with the fence; a worker that was paused may write what is another's."""


_FENCES: Final[dict[str, Fence]] = {}
"""Of each group that this process is a member of and that asked for one."""

_original_heartbeat = GroupCoordinator._do_heartbeat
_original_reset = GroupCoordinator.reset_generation
_original_join = CoordinatorGroupRebalance.perform_group_join
_original_sync = CoordinatorGroupRebalance._send_sync_group_request
_original_append = MessageBatch.append
_original_producer = Producer._new_producer


def install(group: str, fence: Fence) -> None:
    """Let `fence` follow this process's membership of `group`. Raises UnprovenClientError."""
    if aiokafka.__version__ not in PROVEN:
        raise UnprovenClientError(
            f"aiokafka {aiokafka.__version__} was not tested with Rasid's fence; install {PROVEN[-1]}"
        )
    _FENCES[group] = fence
    GroupCoordinator._do_heartbeat = _heartbeat
    GroupCoordinator.reset_generation = _reset
    CoordinatorGroupRebalance.perform_group_join = _join
    CoordinatorGroupRebalance._send_sync_group_request = _sync
    MessageBatch.append = _append
    Producer._new_producer = _producer


async def _heartbeat(self: Any) -> Any:
    fence = _FENCES.get(self.group_id)
    asked = fence.clock() if fence else 0.0
    known = await _original_heartbeat(self)
    if fence and known:
        fence.heard(asked)
    return known


def _reset(self: Any) -> None:
    if fence := _FENCES.get(self.group_id):
        fence.left()
    _original_reset(self)


async def _join(self: Any) -> Any:
    """Asking to join gives up every partition that was held (the protocol is the eager one)."""
    if fence := _FENCES.get(self.group_id):
        fence.left()
    return await _original_join(self)


async def _sync(self: Any, request: Any) -> Any:
    fence = _FENCES.get(self.group_id)
    asked = fence.clock() if fence else 0.0
    assignment = await _original_sync(self, request)
    if fence and assignment is not None:
        fence.joined(self._coordinator.generation, asked)
    return assignment


def _append(self: Any, *args: Any, **kwargs: Any) -> Any:
    check()
    return _original_append(self, *args, **kwargs)


def _producer(self: Any, *args: Any, **kwargs: Any) -> Any:
    producer = _original_producer(self, *args, **kwargs)
    if fence := _FENCES.get(self.transport.app.conf.id):
        guard(producer._sender, fence)
    return producer


def guard(sender: Any, fence: Fence) -> None:
    """Have aiokafka's sender wait while the hold is in doubt, and fail what was begun before the partitions moved."""
    original = sender._send_produce_req

    async def send(node_id: int, batches: dict[Any, Any]) -> None:
        begun = {tp: fence.clock() - (monotonic() - batch._ctime) for tp, batch in batches.items()}
        await fence.settled(max(begun.values()))
        stale = {tp for tp, since in begun.items() if fence.lost(since)}
        for tp in stale:
            batches[tp].failure(exception=PartitionsLostError("the partitions moved before it was sent"))
            sender._muted_partitions.remove(tp)
        fresh = {tp: batch for tp, batch in batches.items() if tp not in stale}
        if fresh:
            await original(node_id, fresh)
        else:
            sender._in_flight.remove(node_id)

    sender._send_produce_req = send
