"""Reads `alerts` and `actions`, feeds the notifier, and keeps what it may do in step with what it owns."""

from __future__ import annotations

import asyncio
import logging
import socket
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from alerts.records import Action, Alert
from alerts.slack.buttons import Buttons, NotKeptError
from alerts.slack.clock import Clock
from alerts.slack.ledger import FencedError
from alerts.slack.notifier import Notifier
from alerts.slack.observer import Observer
from alerts.slack.routing import Routing
from alerts.slack.settings import Policy
from alerts.slack.socket import ButtonSocket
from alerts.slack.surroundings import Surroundings
from alerts.slack.transport import Transport
from alerts.slack.web import WebTransport
from detectors.records import encode
from streams import topics
from streams.notify.ledger import KafkaLedger
from streams.settings import Settings

_LOG = logging.getLogger("rasid.notify")
_ALERTS = msgspec.json.Decoder(Alert)
_ACTIONS = msgspec.json.Decoder(Action)
KEEP_WITHIN = 2.0
"""Seconds for the broker to take a button's action; after it the person is told to press again."""
REPORT_EVERY = 2.0
SWEEP_EVERY = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Outside:
    """What the service needs of the world."""

    transport: Transport
    routing: Routing
    observer: Observer
    counted: Callable[[str, str], None]
    policy: Policy
    clock: Clock
    around: Surroundings


class NotifyService:
    """One notifier process, or the notifying part of a worker."""

    def __init__(self, settings: Settings, outside: Outside) -> None:
        self.settings = settings
        self.outside = outside
        client = connection(settings)
        instance = f"{socket.gethostname()}-{uuid.uuid4().hex[:12]}"
        self.ledger = KafkaLedger(settings.topic(topics.DELIVERIES.name), settings.partitions, instance, client)
        self.notifier = Notifier(
            outside.transport, self.ledger, outside.routing,
            clock=outside.clock, observer=outside.observer, policy=outside.policy, around=outside.around,
        )  # fmt: skip
        self._alerts = settings.topic(topics.ALERTS.name)
        self._actions = settings.topic(topics.ACTIONS.name)
        self._consumer = AIOKafkaConsumer(
            **client,
            group_id=f"{settings.topic_prefix}notify",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            partition_assignment_strategy=(RangePartitionAssignor,),
            session_timeout_ms=int(settings.session_timeout * 1000),
            heartbeat_interval_ms=int(settings.session_timeout * 300),
            rebalance_timeout_ms=60_000,
            fetch_max_wait_ms=100,
        )
        self._producer = AIOKafkaProducer(**client, acks="all")
        self._socket: ButtonSocket | None = None
        self._stopping = asyncio.Event()
        self._owned = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`. Raises what must end the process, so that a supervisor starts it again."""
        tasks: list[asyncio.Task[None]] = []
        try:
            await self.ledger.start()
            await self._producer.start()
            self._consumer.subscribe([self._alerts, self._actions], listener=_Owner(self))
            await self._consumer.start()
            await self._open_socket()
            tasks += self._tasks()
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            await self._close(tasks)

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [
            asyncio.create_task(work, name=name)
            for name, work in (
                ("send", self.notifier.run()), ("read", self._read()), ("report", self._report()),
                ("sweep", self._sweep()), ("stop", self._wait()),
            )
        ]  # fmt: skip

    def stop(self) -> None:
        """End `run` once what is under way is over."""
        self._stopping.set()

    async def publish(self, action: Action, partition: int) -> None:
        """Store an action. Raises `NotKeptError` when the broker does not take it in time."""
        try:
            await asyncio.wait_for(
                self._producer.send_and_wait(
                    self._actions, encode(action), key=action.action_id.encode(), partition=partition
                ),
                KEEP_WITHIN,
            )
        except (KafkaError, TimeoutError, AssertionError) as error:
            _LOG.error("an action on %s could not be stored: %s", action.alert_id, error)
            raise NotKeptError from error

    async def assigned(self, partitions: Iterable[TopicPartition]) -> None:
        """Own the ledger of new partitions, then queue what it holds unfinished."""
        numbers = {tp.partition for tp in partitions if tp.topic == self._alerts}
        for number in sorted(numbers):
            await self.ledger.acquire(number)
        waiting = self.notifier.restore(numbers)
        self._owned.set()
        _LOG.info("owns partitions %s, %d deliveries wait", sorted(numbers), waiting)

    async def revoked(self, partitions: Iterable[TopicPartition]) -> None:
        """Finish what is under way for partitions that go elsewhere."""
        self._owned.clear()
        await self.notifier.release({tp.partition for tp in partitions if tp.topic == self._alerts})

    async def _read(self) -> None:
        while True:
            if self.ledger.failed is not None:
                raise self.ledger.failed
            self._throttle()
            batches = await self._consumer.getmany(timeout_ms=200, max_records=200)
            await self._owned.wait()  # aiokafka delivers before the assignment's callback has ended
            done: dict[TopicPartition, int] = {}
            for tp, records in batches.items():
                if tp not in self._consumer.assignment():
                    continue
                if await self._take(tp, records):
                    done[tp] = records[-1].offset + 1
                elif tp in self._consumer.assignment():
                    self._consumer.seek(tp, records[0].offset)
            if done:
                await self._commit(done)

    def _throttle(self) -> None:
        """Beyond the bound the topic itself is the queue."""
        alerts = {tp for tp in self._consumer.assignment() if tp.topic == self._alerts}
        if self.notifier.pending >= self.notifier.policy.pending:
            self._consumer.pause(*(alerts - self._consumer.paused()))
        elif self._consumer.paused():
            self._consumer.resume(*(self._consumer.paused() & self._consumer.assignment()))

    async def _take(self, tp: TopicPartition, records: list[Any]) -> bool:
        """Hand a partition's records on, in order per alert; False when the partition is no longer ours."""
        lanes: dict[bytes, list[Any]] = {}
        for record in records:
            if record.value is not None:
                lanes.setdefault(record.key or b"", []).append(record)
        try:
            await asyncio.gather(*(self._lane(tp, lane) for lane in lanes.values()))
        except FencedError as error:
            _LOG.warning("%s: its records are left to the new owner", error)
            return False
        return True

    async def _lane(self, tp: TopicPartition, records: list[Any]) -> None:
        for record in records:
            try:
                if tp.topic == self._alerts:
                    await self.notifier.offer(_ALERTS.decode(record.value), tp.partition)
                else:
                    await self.notifier.act(_ACTIONS.decode(record.value))
            except msgspec.DecodeError as error:
                _LOG.error("%s/%d/%d is skipped: %s", tp.topic, tp.partition, record.offset, error)

    async def _commit(self, offsets: dict[TopicPartition, int]) -> None:
        try:
            await self._consumer.commit(offsets)
        except (CommitFailedError, IllegalStateError) as error:
            _LOG.warning("offsets were not committed, the new owner reads again: %s", error)

    async def _report(self) -> None:
        while True:
            count, oldest = self.notifier.backlog()
            self.outside.observer.pending(count, self.notifier.held(), oldest)
            await asyncio.sleep(REPORT_EVERY)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_EVERY)
            gone = await self.notifier.sweep()
            if gone:
                _LOG.info("forgot %d alerts without news for %d days", gone, self.notifier.policy.keep_days)

    async def _wait(self) -> None:
        await self._stopping.wait()

    async def _open_socket(self) -> None:
        token, transport = self.settings.slack_app_token, self.outside.transport
        if token is None or not isinstance(transport, WebTransport):
            _LOG.warning("no buttons: set RASID_SLACK_APP_TOKEN (and a bot token) for Socket Mode")
            return
        buttons = Buttons(
            transport, self.ledger, self.outside.routing, self.publish,
            clock=self.outside.clock, counted=self.outside.counted,
        )  # fmt: skip
        self._socket = ButtonSocket(token.reveal(), transport.client, buttons)
        self._connecting = asyncio.create_task(self._socket.start(), name="socket")

    async def _close(self, tasks: list[asyncio.Task[None]]) -> None:
        if self._socket is not None:
            self._connecting.cancel()
            await self._socket.close()
        await self.notifier.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._consumer.stop()
        await self._producer.stop()
        await self.ledger.stop()


class _Owner(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka is untyped here
    def __init__(self, service: NotifyService) -> None:
        self._service = service

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        await self._service.assigned(assigned)

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        await self._service.revoked(revoked)


def connection(settings: Settings) -> dict[str, Any]:
    """aiokafka's connection arguments."""
    client = settings.client()
    options: dict[str, Any] = {
        "bootstrap_servers": client["bootstrap_servers"],
        "security_protocol": client["security_protocol"],
        "request_timeout_ms": client["request_timeout_ms"],
    }
    for name in ("ssl_context", "sasl_mechanism"):
        if name in client:
            options[name] = client[name]
    if "sasl_plain_username" in client:
        options["sasl_plain_username"] = client["sasl_plain_username"]
        options["sasl_plain_password"] = client["sasl_plain_password"]
    return options
