"""Runs one stage on Kafka: take a record, work, send, store, commit. The body never raises."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from time import perf_counter
from typing import Any, Final

from alerts.draft import StateTooLargeError
from detectors.step import Step
from streams import deadletters, topics
from streams.crash import Crash
from streams.fence import Fence, PartitionsLostError
from streams.killpoint import Killpoint
from streams.stage import Message, Outgoing, RefusedError, Stage
from streams.state import RedoTooLargeError, TableState, acknowledged
from streams.telemetry import Telemetry

log: Final = logging.getLogger("rasid.stage")

FIRST_WAIT: Final = 0.1
"""Seconds before the second try; doubles up to LONGEST_WAIT."""
LONGEST_WAIT: Final = 5.0
POISON_LIMIT: Final = 20
"""Records in a row that a stage fails on by its own fault: then it is the stage that is wrong, and it stops."""


class Runner:
    """One stage in one worker."""

    def __init__(
        self,
        stage: Stage,
        state: TableState | None,
        channels: Mapping[str, Any],
        *,
        partitions: int,
        attempts: int,
        telemetry: Telemetry,
        clock: Callable[[], datetime],
        crash: Crash,
        fence: Fence,
        killpoint: Killpoint,
    ) -> None:
        self.stage = stage
        self._state = state
        self._channels = channels
        self._partitions = partitions
        self._attempts = attempts
        self._telemetry = telemetry
        self._clock = clock
        self._crash = crash
        self._fence = fence
        self._killpoint = killpoint
        self._locks: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._poison = 0
        self._moves = 0

    async def consume(self, stream: Any) -> None:
        """The body of the stage's agents. A record is acknowledged when the loop comes back for the next.

        But for one that was left to the partition's new owner: marked as acknowledged already, Faust counts it nowhere,
        and commits nothing behind it until the partitions have moved and it is fetched again.
        """
        async for event in stream.events():
            raw = event.message
            message = Message(raw.topic, raw.partition, raw.offset, raw.key, raw.value, raw.generation_id)
            step = asyncio.create_task(self.handle(message))
            try:
                await _finish(step)
            finally:
                raw.acked = raw.acked or not step.result()

    async def handle(self, message: Message) -> bool:
        """One record, to its end: outputs acknowledged and state stored, or a dead letter, or the end of the worker.

        False when it was left to another worker, who holds the partition by now.
        """
        started = perf_counter()
        try:
            async with self._locks[message.partition]:  # several topics of a stage share a partition's state
                self._telemetry.took(self.stage.name)
                await self._handle(message)
        except PartitionsLostError as error:
            self._telemetry.failed(self.stage.name, "lost")
            first, self._moves = self._fence.moves != self._moves, self._fence.moves
            log.log(
                logging.WARNING if first else logging.DEBUG,
                "%s leaves %s to whoever holds the partition now: %s", self.stage.name, _at(message), error,
            )  # fmt: skip
            return False
        except (StateTooLargeError, RedoTooLargeError) as error:
            self._telemetry.failed(self.stage.name, "state")
            self._crash(f"{self.stage.name}: {error} at {_at(message)}")
        except Exception as error:
            self._telemetry.failed(self.stage.name, "crash")
            log.exception("%s failed at %s", self.stage.name, _at(message))
            self._crash(f"{self.stage.name}: {error!r} at {_at(message)}")
        self._telemetry.finished(self.stage.name, perf_counter() - started, self._clock())
        return True

    async def _handle(self, message: Message) -> None:
        granted = self._fence.grant(message.generation)
        self._killpoint.reach(self.stage.name, "taken")
        if self._state is not None:
            await self._insist(lambda: self._complete(message.partition), message, granted)
        try:
            step = await self._work(message)
        except RefusedError as error:
            await self._bury(message, error.reason, error.message, granted)
            return
        await self._insist(lambda: self._send(step.outputs), message, granted)
        self._killpoint.reach(self.stage.name, "sent")
        if self._state is not None:
            await self._insist(lambda: self._store(step.writes, message.partition), message, granted)
        self._killpoint.reach(self.stage.name, "stored")
        self._telemetry.sent(self.stage.name, [one.record for one in step.outputs])

    async def _work(self, message: Message) -> Step[Outgoing]:
        """The stage's answer. Raises RefusedError for what cannot be handled, after the tries are used up."""
        for attempt in range(1, self._attempts + 1):
            try:
                step = self.stage.work(message, self._state or _NOTHING, self._clock())
            except (RefusedError, StateTooLargeError):
                raise
            except Exception as error:
                log.warning("%s failed at %s (try %d)", self.stage.name, _at(message), attempt, exc_info=True)
                self._telemetry.failed(self.stage.name, "retry")
                if attempt == self._attempts:
                    self._count_poison(message)
                    text = f"{self.stage.name} failed {attempt} times: {error!r}"
                    raise RefusedError("reader_error", text) from error
                await asyncio.sleep(_wait(attempt))
            else:
                self._poison = 0
                return step
        raise AssertionError("at least one attempt")

    def _count_poison(self, message: Message) -> None:
        self._poison += 1
        if self._poison >= POISON_LIMIT:
            self._crash(f"{self.stage.name} failed on {self._poison} records in a row, the last at {_at(message)}")

    async def _bury(self, message: Message, reason: str, text: str, granted: int) -> None:
        """Send the dead letter and wait until the broker holds it."""
        origin = (message.topic, message.partition, message.offset)
        why = deadletters.headers(reason, text, self.stage.name, origin, self._clock())
        key = message.key or b""
        partition = topics.partition_of(key.decode("utf-8", "replace"), self._partitions)
        channel = self._channels[topics.DEAD.name]

        async def send() -> None:
            await (await channel.send(key=key, value=message.value or b"", partition=partition, headers=why))

        await self._insist(send, message, granted)
        log.warning("%s: dead letter from %s: %s: %s", self.stage.name, _at(message), reason, text)
        self._telemetry.buried(self.stage.name, reason)

    async def _send(self, outputs: tuple[Outgoing, ...]) -> None:
        futures = []
        for one in outputs:
            partition = topics.partition_of(one.route, self._partitions)
            channel = self._channels[one.topic.name]
            futures.append(await channel.send(key=one.key.encode(), value=one.value, partition=partition))
        await acknowledged(futures)

    async def _store(self, writes: Mapping[str, bytes | None], partition: int) -> None:
        assert self._state is not None
        await self._state.apply(writes, partition)

    async def _complete(self, partition: int) -> None:
        assert self._state is not None
        await self._state.complete(partition)

    async def _insist(self, act: Callable[[], Any], message: Message, granted: int) -> None:
        """`act` until the broker takes it. When the tries are used up, the worker ends and nothing is committed.

        Raises PartitionsLostError once the partitions have moved.
        """
        for attempt in range(1, self._attempts + 1):
            await self._fence.hold(granted)
            try:
                await act()
                return
            except RedoTooLargeError:
                raise
            except Exception as error:
                if isinstance(error, PartitionsLostError):  # said of a batch that was begun earlier; what of us?
                    await self._fence.hold(granted)
                else:
                    log.warning(
                        "%s: broker refused at %s (try %d)", self.stage.name, _at(message), attempt, exc_info=True
                    )
                    self._telemetry.failed(self.stage.name, "produce")
                if attempt == self._attempts:
                    raise RuntimeError(f"not taken in {attempt} tries: {error!r}") from error
                await asyncio.sleep(_wait(attempt))


class _Nothing:
    """The state of a stage that has none."""

    def get(self, key: str, /) -> bytes | None:
        return None


_NOTHING: Final = _Nothing()


async def _finish(task: asyncio.Task[bool]) -> None:
    """Wait for a step, even when cancelled: Faust acknowledges the record of a cancelled body, done or not."""
    cancelled = False
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            cancelled = True
    task.result()
    if cancelled:
        raise asyncio.CancelledError


def _wait(attempt: int) -> float:
    return float(min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT))


def _at(message: Message) -> str:
    return f"{message.topic}/{message.partition}/{message.offset}"
