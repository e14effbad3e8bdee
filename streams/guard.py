"""Keeps Faust from skipping messages when an app with tables restarts or rebalances behind a backlog.

Stock Faust resumes the source partitions before it has sought them to their committed offsets. What is fetched in
between goes into the stream queues, is cleared from them, and the hole is committed. The guard stops the consumer's
flow, waits until no fetch is in flight, and suspends flow control before the original method runs, which resumes both.

It also silences Faust's own look at progress, which takes the tables' changelogs, read by no stream, for streams that
hang: from five minutes after the start it logs errors without end. `streams.duties.watch` looks at what is committed.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import faust
from faust.tables.recovery import Recovery
from faust.transport.consumer import Consumer

PROVEN: Final = ("0.15.3",)
"""Versions that the regression test (tests/faults/test_guard.py) was run on."""


class UnprovenFaustError(RuntimeError):
    """This version of Faust was not tested with the guard; without it messages may be lost."""


_original_completed = Recovery.on_recovery_completed
_original_wait = Consumer._wait_next_records
_original_verify = Consumer.verify_all_partitions_active


def install() -> None:
    """Put the guard into Faust; doing it twice changes nothing. Raises UnprovenFaustError."""
    if faust.__version__ not in PROVEN:
        raise UnprovenFaustError(
            f"faust-streaming {faust.__version__} was not tested with Rasid's recovery guard; install {PROVEN[-1]}"
        )
    Recovery.on_recovery_completed = _on_recovery_completed
    Consumer._wait_next_records = _wait_next_records
    Consumer.verify_all_partitions_active = _leave_to_the_watchdog


def remove() -> None:
    """Faust as it comes: only to show in a test what the guard prevents."""
    Recovery.on_recovery_completed = _original_completed
    Consumer._wait_next_records = _original_wait
    Consumer.verify_all_partitions_active = _original_verify


async def _on_recovery_completed(self: Any, generation_id: int = 0) -> None:
    consumer = self.app.consumer
    consumer.stop_flow()
    await consumer.wait_for_stopped_flow()
    await _idle(consumer).wait()
    self.app.flow_control.suspend()
    await _original_completed(self, generation_id)


async def _wait_next_records(self: Any, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's signature
    """As the original, but says whether a fetch is in flight (Faust 0.15.3's own event for it is never cleared)."""
    if not self.flow_active:
        await self.wait(self.can_resume_flow)
    idle = _idle(self)
    idle.clear()
    try:
        return await _original_wait(self, timeout)
    finally:
        idle.set()


async def _leave_to_the_watchdog(self: Any) -> None:
    return


def _idle(consumer: Any) -> asyncio.Event:
    event = getattr(consumer, "_rasid_idle", None)
    if event is None:
        event = consumer._rasid_idle = asyncio.Event()
        event.set()
    assert isinstance(event, asyncio.Event)
    return event
