"""A stage's Faust table with the order of writes that no crash can tear.

Outputs are acknowledged before this is called. Here: the broker holds the changelog records first, then the local store
changes, then its offset moves. A step that stores several keys sends them all packed in one record before the single
ones (a redo record): a worker that dies in between leaves a state that the next one completes before it reads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final

import msgspec
import zstandard

from streams.topics import MAX_RECORD_BYTES

REDO: Final = "~redo/"
_PACK: Final = msgspec.msgpack.Encoder()
_UNPACK: Final = msgspec.msgpack.Decoder(dict[str, bytes | None])
_MARGIN: Final = 64 * 1024


class RedoTooLargeError(ValueError):
    """One step writes more than a record can hold: a bound in a core is wrong. Crash, do not store."""


def pack(writes: Mapping[str, bytes | None]) -> bytes:
    """All writes of a step as one value. Raises RedoTooLargeError."""
    packed = zstandard.compress(_PACK.encode(dict(writes)), 3)
    if len(packed) > MAX_RECORD_BYTES - _MARGIN:
        raise RedoTooLargeError(f"{len(writes)} writes of one step take {len(packed):,} bytes packed")
    return packed


def unpack(value: bytes) -> dict[str, bytes | None]:
    """What `pack` packed."""
    return _UNPACK.decode(zstandard.decompress(value))


async def acknowledged(futures: Iterable[Awaitable[Any]]) -> list[Any]:
    """What the broker answered to each, in order. Raises the first error once all have an answer."""
    answers = await asyncio.gather(*futures, return_exceptions=True)
    for one in answers:
        if isinstance(one, BaseException):
            raise one
    return answers


class TableState:
    """State of one stage. All methods run inside of the event's context: Faust's stores find the partition by it."""

    def __init__(self, table: Any, between: Callable[[], None] | None = None) -> None:
        """`between` is called after each single record (a fault test's killpoint); without it they go as one batch."""
        self._table = table
        self._between = between
        self._whole: set[int] = set()

    def get(self, key: str, /) -> bytes | None:
        """The stored value, or None."""
        value = self._table.data.get(key)
        return None if value is None else bytes(value)

    def forget(self) -> None:
        """Partitions have moved: look for redo records again."""
        self._whole.clear()

    async def complete(self, partition: int) -> None:
        """Finish what a worker that died had begun to store in `partition`."""
        if partition in self._whole:
            return
        begun = self.get(f"{REDO}{partition}")
        if begun is not None:
            await self._write(unpack(begun), partition)
        self._whole.add(partition)

    async def apply(self, writes: Mapping[str, bytes | None], partition: int) -> None:
        """Store the writes of one step: all or, after a crash and `complete`, still all. Raises `KafkaError`."""
        if not writes:
            return
        redo = f"{REDO}{partition}"
        entries: dict[str, bytes | None] = {}
        if len(writes) > 1:
            entries[redo] = pack(writes)
        elif self.get(redo) is not None:
            entries[redo] = None  # an old one must not undo this write
        await self._write({**entries, **writes}, partition)

    async def _write(self, entries: Mapping[str, bytes | None], partition: int) -> None:
        topic = self._table.changelog_topic
        futures = []
        for key, value in entries.items():
            future = await topic.send(
                key=key, value=value, partition=partition, key_serializer="raw", value_serializer="raw"
            )
            futures.append(future)
            if self._between is not None:
                await future
                self._between()
        sent = await acknowledged(futures)
        for key, value in entries.items():
            if value is None:
                self._table.data.pop(key, None)
            else:
                self._table.data[key] = value
        if sent:
            self._table.data.set_persisted_offset(sent[-1].topic_partition, sent[-1].offset)
