"""Keeps Faust from skipping messages when an app with tables restarts or rebalances behind a backlog.

Stock Faust resumes the source partitions before it has sought them to their committed offsets. What is fetched in
between goes into the stream queues, is cleared from them, and the hole is committed. The guard stops the consumer's
flow, waits until no fetch is in flight, and suspends flow control before the original method runs, which resumes both.

Nor does aiokafka seek a partition of which nothing was committed yet: it goes on behind what was fetched and cleared,
and Faust, which looks for a hole only behind a committed offset, commits it. So such partitions are sought to their
first record, and until the first commit nothing is committed but what follows on the first record that was fetched.

A worker that lost its partitions while it flushed what it had sent has nothing to commit. Stock Faust hands aiokafka
the empty commit, which is refused, and ends the process for it. With the guard the commit is given up; whoever holds
the partitions now reads the messages again. So it is with what was fetched of a partition that has just been taken:
stock Faust asks how far the partition goes, for its sensors, and ends the process on the answer that it is not ours.
And a message counts as fetched in the generation of the group in which the fetch began, not in the one that another
thread may have made current since.

A recovery that goes wrong because the partitions have moved again starts anew: stock Faust seeks partitions whose
offsets the next rebalance has just cleared, or of which aiokafka has just been robbed, and ends the process.

It also silences Faust's own look at progress, which takes the tables' changelogs, read by no stream, for streams that
hang: from five minutes after the start it logs errors without end. `streams.duties.watch` looks at what is committed.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import faust
from faust.tables.recovery import RebalanceAgain, Recovery, ServiceStopped
from faust.transport.consumer import Consumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread
from faust.transport.drivers.aiokafka import Consumer as KafkaConsumer

PROVEN: Final = ("0.15.3",)
"""Versions that the regression test (tests/faults/test_guard.py) was run on."""


class UnprovenFaustError(RuntimeError):
    """This version of Faust was not tested with the guard; without it messages may be lost."""


_original_completed = Recovery.on_recovery_completed
_original_recovery_wait = Recovery._wait
_original_restart = Recovery._restart_recovery.fun
_original_wait = Consumer._wait_next_records
_original_verify = Consumer.verify_all_partitions_active
_original_seek = Consumer.perform_seek
_original_new_offset = Consumer._new_offset
_original_commit = AIOKafkaConsumerThread._commit
_original_highwater = AIOKafkaConsumerThread.highwater
_original_message = KafkaConsumer._to_message


def install() -> None:
    """Put the guard into Faust; doing it twice changes nothing. Raises UnprovenFaustError."""
    if faust.__version__ not in PROVEN:
        raise UnprovenFaustError(
            f"faust-streaming {faust.__version__} was not tested with Rasid's recovery guard; install {PROVEN[-1]}"
        )
    Recovery.on_recovery_completed = _on_recovery_completed
    Recovery._wait = _recovery_wait
    Recovery._restart_recovery.fun = _restart_recovery
    Consumer._wait_next_records = _wait_next_records
    Consumer.verify_all_partitions_active = _leave_to_the_watchdog
    Consumer.perform_seek = _perform_seek
    Consumer._new_offset = _new_offset
    AIOKafkaConsumerThread._commit = _commit
    AIOKafkaConsumerThread.highwater = _highwater
    KafkaConsumer._to_message = _to_message


def remove() -> None:
    """Faust as it comes: only to show in a test what the guard prevents."""
    Recovery.on_recovery_completed = _original_completed
    Recovery._wait = _original_recovery_wait
    Recovery._restart_recovery.fun = _original_restart
    Consumer._wait_next_records = _original_wait
    Consumer.verify_all_partitions_active = _original_verify
    Consumer.perform_seek = _original_seek
    Consumer._new_offset = _original_new_offset
    AIOKafkaConsumerThread._commit = _original_commit
    AIOKafkaConsumerThread.highwater = _original_highwater
    KafkaConsumer._to_message = _original_message


async def _on_recovery_completed(self: Any, generation_id: int = 0) -> None:
    consumer = self.app.consumer
    consumer.stop_flow()
    await consumer.wait_for_stopped_flow()
    await _idle(consumer).wait()
    self.app.flow_control.suspend()
    await _original_completed(self, generation_id)


async def _restart_recovery(self: Any) -> None:
    """The original loop waits for a rebalance, recovers, and waits for the next; robbed in between it begins again.

    Should no rebalance follow, `streams.duties.watch` ends the worker.
    """
    while not self.should_stop:
        try:
            await _original_restart(self)
        except AssertionError:  # aiokafka's, of a consumer without an assignment
            self.log.warning("the partitions moved during a recovery; it starts anew", exc_info=True)


async def _recovery_wait(self: Any, coro: Any, timeout: Any = None) -> None:  # noqa: ASYNC109 - Faust's signature
    try:
        await _original_recovery_wait(self, coro, timeout)
    except (RebalanceAgain, ServiceStopped):
        raise
    except Exception as error:
        if self.signal_recovery_start.is_set():
            raise RebalanceAgain from error
        raise


async def _wait_next_records(self: Any, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's signature
    """As the original, but says whether a fetch is in flight (Faust 0.15.3's own event for it is never cleared), and
    remembers where each partition began."""
    if not self.flow_active:
        await self.wait(self.can_resume_flow)
    idle = _idle(self)
    idle.clear()
    self._rasid_generation = self.app.consumer_generation_id
    try:
        records, active = await _original_wait(self, timeout)
        for tp, found in (records or {}).items():
            if found:
                _begun(self).setdefault(tp, found[0].offset)
        return records, active
    finally:
        idle.set()


async def _perform_seek(self: Any) -> None:
    _begun(self).clear()
    await _original_seek(self)
    new = [tp for tp in self.assignment() if not self._is_changelog_tp(tp) and not self._committed_offset[tp]]
    if new:
        await self.seek_wait(await self.earliest_offsets(*new))


def _new_offset(self: Any, tp: Any) -> int | None:
    """Up to where a partition may be committed; None while what it began with is still being handled."""
    acked = self._acked[tp]
    if acked and not self._committed_offset[tp]:
        first = _begun(self).get(tp)
        if first is None or min(acked) > first:
            return None
    offset = _original_new_offset(self, tp)
    return None if offset is None else int(offset)


async def _commit(self: Any, offsets: Any) -> bool:
    assigned = self.assignment()
    held = {tp: offset for tp, offset in offsets.items() if tp in assigned}
    return bool(held) and bool(await _original_commit(self, held))


def _highwater(self: Any, tp: Any) -> Any:
    try:
        return _original_highwater(self, tp)
    except (AssertionError, AttributeError):  # another thread has taken the partition since it was fetched from
        return self.app.monitor.tp_end_offsets.get(tp, 0)


def _to_message(self: Any, tp: Any, record: Any) -> Any:
    message = _original_message(self, tp, record)
    message.generation_id = self._rasid_generation
    return message


def _begun(consumer: Any) -> dict[Any, int]:
    """Offset of the first record fetched of each partition since the last seek."""
    begun = getattr(consumer, "_rasid_begun", None)
    if begun is None:
        begun = consumer._rasid_begun = {}
    assert isinstance(begun, dict)
    return begun


async def _leave_to_the_watchdog(self: Any) -> None:
    return


def _idle(consumer: Any) -> asyncio.Event:
    event = getattr(consumer, "_rasid_idle", None)
    if event is None:
        event = consumer._rasid_idle = asyncio.Event()
        event.set()
    assert isinstance(event, asyncio.Event)
    return event
