"""The ledger as a compacted topic that every notifier reads whole and only a partition's owner writes.

The log decides who owns a partition: taking over writes an owner record, and a write counts once it was read back with
no other owner's record before it. A notifier that lost its partition without knowing finds that out before it posts,
and what it had dispatched earlier is in the log that its successor has read. What follows an owner's record and is
another's is ignored.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

import msgspec
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from alerts.slack.ledger import Entry, FencedError, MemoryLedger
from alerts.slack.records import Case, Delivery
from detectors.records import encode

_LOG = logging.getLogger(__name__)
_CASE = msgspec.json.Decoder(Case)
_DELIVERY = msgspec.json.Decoder(Delivery)
_POLL_MS = 200


class KafkaLedger:
    """Implements `alerts.slack.ledger.Ledger`. `start` before use; `acquire` a partition before writing to it."""

    def __init__(self, topic: str, partitions: int, instance: str, client: dict[str, Any]) -> None:
        """`instance` differs between all notifiers that ever run; `client` are aiokafka's connection arguments."""
        self._topic = topic
        self._partitions = partitions
        self._instance = instance
        self._view = MemoryLedger()
        self._consumer = AIOKafkaConsumer(
            **client, auto_offset_reset="earliest", enable_auto_commit=False, fetch_max_wait_ms=100
        )
        self._producer = AIOKafkaProducer(**client, acks="all", max_request_size=4 * 1024 * 1024)
        self._read: dict[int, int] = {}
        self._owners: dict[int, str] = {}
        self._waiting: dict[tuple[int, int], asyncio.Future[bool]] = {}
        self._verdicts: dict[tuple[int, int], bool] = {}
        self._tail: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Read the whole topic once, then keep reading. Raises `KafkaError`."""
        await self._producer.start()
        await self._consumer.start()
        partitions = [TopicPartition(self._topic, p) for p in range(self._partitions)]
        self._consumer.assign(partitions)
        await self._consumer.seek_to_beginning(*partitions)
        ends = await self._consumer.end_offsets(partitions)
        for tp in partitions:
            while await self._consumer.position(tp) < ends[tp]:
                await self._poll()
        self._tail = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Stop reading and writing."""
        if self._tail is not None:
            self._tail.cancel()
            await asyncio.gather(self._tail, return_exceptions=True)
        await self._consumer.stop()
        await self._producer.stop()

    @property
    def failed(self) -> BaseException | None:
        """Why the tail ended, when it did: nothing can be written any more."""
        return self._tail.exception() if self._tail is not None and self._tail.done() else None

    async def acquire(self, partition: int) -> None:
        """Own `partition` from now on; returns when everything written before has been read."""
        await self._send(partition, f"owner/{partition}", self._instance.encode())

    def case(self, alert_id: str) -> Case | None:
        """What is known of an alert."""
        return self._view.case(alert_id)

    def delivery(self, alert_id: str, channel: str) -> Delivery | None:
        """How far an alert is in a channel."""
        return self._view.delivery(alert_id, channel)

    def deliveries(self, alert_id: str) -> tuple[Delivery, ...]:
        """All deliveries of one alert, by channel."""
        return self._view.deliveries(alert_id)

    def cases(self) -> Iterable[Case]:
        """Every case of every partition."""
        return self._view.cases()

    async def write(self, entry: Entry) -> None:
        """Store; returns once it was read back. Raises `FencedError` when another owns the partition."""
        if self._owners.get(entry.partition) != self._instance:
            raise FencedError(f"partition {entry.partition} belongs to another notifier")
        await self._send(entry.partition, entry.key, encode(entry))

    async def forget(self, case: Case) -> None:
        """Write tombstones for a case and its deliveries."""
        if self._owners.get(case.partition) == self._instance:
            for delivery in self.deliveries(case.alert_id):
                await self._send(case.partition, delivery.key, None)
            await self._send(case.partition, case.key, None)

    async def _send(self, partition: int, key: str, value: bytes | None) -> None:
        headers = [("by", self._instance.encode())]
        sent = await self._producer.send_and_wait(
            self._topic, value, key=key.encode(), partition=partition, headers=headers
        )
        place = (partition, int(sent.offset))
        if place not in self._verdicts and self._read.get(partition, 0) > place[1]:
            raise LookupError(f"record {place} of {self._topic} was read but not seen")
        verdict = self._verdicts.pop(place, None)
        if verdict is None:
            waiting: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            self._waiting[place] = waiting
            try:
                verdict = await waiting
            finally:
                self._waiting.pop(place, None)
        if not verdict:
            raise FencedError(f"partition {partition} went to another notifier")

    async def _follow(self) -> None:
        try:
            while True:
                await self._poll()
        finally:
            for waiting in self._waiting.values():
                waiting.cancel()

    async def _poll(self) -> None:
        batches = await self._consumer.getmany(timeout_ms=_POLL_MS)
        for tp, records in batches.items():
            for record in records:
                self._apply(tp.partition, record)
                self._read[tp.partition] = record.offset + 1

    def _apply(self, partition: int, record: Any) -> None:
        key = record.key.decode("utf-8", "replace")
        by = dict(record.headers or ()).get("by", b"").decode("utf-8", "replace")
        if key.startswith("owner/"):
            self._owners[partition] = by
        owner = self._owners.get(partition)
        good = owner is None or owner == by
        if good:
            self._store(key, record.value)
        if by == self._instance:
            waiting = self._waiting.get((partition, record.offset))
            if waiting is None:
                self._verdicts[partition, record.offset] = good
            elif not waiting.done():
                waiting.set_result(good)

    def _store(self, key: str, value: bytes | None) -> None:
        kind, _, rest = key.partition("/")
        try:
            if kind == "case":
                self._view.put(_CASE.decode(value)) if value else self._view.drop(rest)
            elif kind == "delivery":
                alert_id, _, channel = rest.rpartition("/")
                self._view.put(_DELIVERY.decode(value)) if value else self._view.drop(alert_id, channel)
        except msgspec.DecodeError as error:
            _LOG.error("ledger record %s cannot be read and is left out: %s", key, error)
