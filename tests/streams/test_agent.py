"""The body of a stage: order of its moves, tries, dead letters, and the end of the worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
from kafka.errors import KafkaError
from prometheus_client import CollectorRegistry

from alerts.draft import StateTooLargeError
from alerts.records import Heartbeat
from detectors.step import Step
from streams import agent, metrics, topics
from streams.agent import Runner
from streams.fence import LOOK, Fence
from streams.killpoint import Killpoint
from streams.metrics import Metrics
from streams.stage import Message, Outgoing, RefusedError, Stage
from streams.stages import outgoing
from streams.state import REDO, TableState, unpack
from streams.telemetry import Telemetry

NOW = datetime(2024, 1, 1, tzinfo=UTC)
MESSAGE = Message("t.reports", 3, 41, b"k", b"v")


class CrashedError(BaseException):
    """What the test's crash raises: like the end of the process, nothing catches it."""


def crash(reason: str) -> NoReturn:
    raise CrashedError(reason)


@dataclass
class Sent:
    topic_partition: Any
    offset: int


@dataclass
class Channel:
    """A topic that notes what it was sent; fails as often as told."""

    name: str
    journal: list[tuple[str, Any, Any, Any]]
    fail: int = 0

    async def send(self, **record: Any) -> asyncio.Future[Sent]:
        if self.fail:
            self.fail -= 1
            raise KafkaError("away")
        self.journal.append((self.name, record["key"], record["value"], record.get("headers")))
        future: asyncio.Future[Sent] = asyncio.get_running_loop().create_future()
        future.set_result(Sent(("t", record["partition"]), len(self.journal)))
        return future


class Store(dict[str, bytes]):
    persisted: Any = None

    def set_persisted_offset(self, tp: Any, offset: int) -> None:
        self.persisted = (tp, offset)


@dataclass
class Table:
    changelog_topic: Channel
    data: Store = field(default_factory=Store)


@dataclass
class Bench:
    work: Callable[..., Step[Outgoing]]
    journal: list[tuple[str, Any, Any, Any]] = field(default_factory=list)
    now: float = 0.0

    def __post_init__(self) -> None:
        self.channels = {topic.name: Channel(topic.name, self.journal) for topic in topics.TOPICS}
        self.table = Table(Channel("state", self.journal))
        self.live = Metrics(CollectorRegistry())
        self.fence = Fence(session=10.0, clock=lambda: self.now)
        self.fence.joined(MESSAGE.generation, asked=self.now)
        self.runner = Runner(
            Stage("fuse", (topics.REPORTS,), self.work), TableState(self.table), self.channels, partitions=16,
            attempts=3, telemetry=Telemetry(self.live), clock=lambda: NOW, crash=crash, fence=self.fence,
            killpoint=Killpoint(),
        )  # fmt: skip

    async def handle(self, message: Message = MESSAGE) -> bool:
        return await self.runner.handle(message)

    def names(self) -> list[str]:
        return [entry[0] for entry in self.journal]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent, "FIRST_WAIT", 0.0)


def answer(*_: Any) -> Step[Outgoing]:
    return Step((outgoing(Heartbeat(source="s", at=NOW)),), {"a": b"1", "b": b"2"})


async def test_outputs_then_redo_then_state_then_the_local_store() -> None:
    bench = Bench(answer)
    await bench.handle()
    assert bench.names() == ["heartbeats", "state", "state", "state"]
    assert bench.journal[1][1] == f"{REDO}3"
    assert unpack(bench.journal[1][2]) == {"a": b"1", "b": b"2"}
    assert (bench.table.data["a"], bench.table.data["b"]) == (b"1", b"2")
    assert bench.table.data.persisted == (("t", 3), 4)


async def test_a_single_write_needs_no_redo_and_removes_an_old_one() -> None:
    bench = Bench(answer)
    await bench.handle()
    bench.runner.stage = Stage("fuse", (topics.REPORTS,), lambda *_: Step((), {"a": b"9"}))
    await bench.handle()
    assert [entry[1:3] for entry in bench.journal[-2:]] == [(f"{REDO}3", None), ("a", b"9")]
    assert f"{REDO}3" not in bench.table.data
    await bench.handle()
    assert bench.names().count("state") == 6


async def test_what_a_dead_worker_began_is_finished_before_the_state_is_read() -> None:
    first = Bench(answer)
    await first.handle()
    seen: list[bytes | None] = []

    def look(_: Message, state: Any, __: datetime) -> Step[Outgoing]:
        seen.append(state.get("b"))
        return Step()

    second = Bench(look)
    second.table.data.update({f"{REDO}3": first.table.data[f"{REDO}3"], "a": b"1"})  # it died before `b`
    await second.handle()
    assert seen == [b"2"]
    second.table.data["b"] = b"newer"
    await second.handle()
    assert seen == [b"2", b"newer"]


async def test_a_broker_that_refuses_for_a_while_is_insisted_on() -> None:
    bench = Bench(answer)
    bench.channels["heartbeats"].fail = 2
    await bench.handle()
    assert bench.names()[0] == "heartbeats"
    assert bench.live.value(metrics.STAGE_ERRORS, stage="fuse", reason="produce") == 2


async def test_a_broker_that_refuses_for_good_ends_the_worker_before_any_state() -> None:
    bench = Bench(answer)
    bench.channels["heartbeats"].fail = 99
    with pytest.raises(CrashedError, match=r"t\.reports/3/41"):
        await bench.handle()
    assert bench.table.data == {}


async def test_a_refused_record_is_a_dead_letter_with_origin_and_bytes() -> None:
    def refuse(*_: Any) -> Step[Outgoing]:
        raise RefusedError("bad_date", "in 2099")

    bench = Bench(refuse)
    await bench.handle()
    ((name, key, value, headers),) = bench.journal
    assert (name, key, value) == ("articles.dead", b"k", b"v")
    assert (headers["rasid-reason"], headers["rasid-origin"]) == (b"bad_date", b"t.reports/3/41")
    assert bench.live.value(metrics.DEAD, reason="bad_date") == 1


async def test_a_step_that_fails_is_tried_then_buried() -> None:
    calls: list[int] = []

    def fail(*_: Any) -> Step[Outgoing]:
        calls.append(1)
        raise ZeroDivisionError

    bench = Bench(fail)
    await bench.handle()
    assert len(calls) == 3
    assert bench.journal[0][3]["rasid-reason"] == b"reader_error"


async def test_failures_in_a_row_end_the_worker_and_one_success_starts_over() -> None:
    good = [False]

    def work(*_: Any) -> Step[Outgoing]:
        if good[0]:
            return Step()
        raise ZeroDivisionError

    bench = Bench(work)
    for _ in range(agent.POISON_LIMIT - 1):
        await bench.handle()
    good[0] = True
    await bench.handle()
    good[0] = False
    for _ in range(agent.POISON_LIMIT - 1):
        await bench.handle()
    with pytest.raises(CrashedError, match="in a row"):
        await bench.handle()


async def test_state_beyond_its_bound_ends_the_worker() -> None:
    def work(*_: Any) -> Step[Outgoing]:
        raise StateTooLargeError("600,000 bytes")

    bench = Bench(work)
    with pytest.raises(CrashedError, match="600,000 bytes"):
        await bench.handle()
    assert bench.journal == []


async def test_a_cancelled_body_finishes_its_step_first() -> None:
    """Faust acknowledges the record of a cancelled body: it must be done by then."""
    entered, leave, done = asyncio.Event(), asyncio.Event(), []

    async def step() -> bool:
        entered.set()
        await leave.wait()
        done.append(True)
        return True

    body = asyncio.create_task(agent._finish(asyncio.create_task(step())))
    await entered.wait()
    for _ in range(3):
        body.cancel()
        await asyncio.sleep(0)
    assert not body.done()
    leave.set()
    with pytest.raises(asyncio.CancelledError):
        await body
    assert done == [True]


@dataclass
class Raw:
    """A record as Faust hands it over."""

    generation_id: int
    topic: str = MESSAGE.topic
    partition: int = MESSAGE.partition
    offset: int = MESSAGE.offset
    key: bytes | None = MESSAGE.key
    value: bytes | None = MESSAGE.value
    acked: bool = False


class Records:
    """A stream of records; each is acknowledged when the next is asked for, as Faust does."""

    def __init__(self, *records: Raw) -> None:
        self.records = records
        self.counted: list[Raw] = []

    async def events(self) -> AsyncIterator[Any]:
        for one in self.records:
            yield SimpleNamespace(message=one)
            if not one.acked:
                self.counted.append(one)


async def test_a_step_stores_nothing_once_the_partitions_have_moved() -> None:
    bench = Bench(answer)
    deliver = bench.channels[topics.HEARTBEATS.name].send

    async def send(**record: Any) -> asyncio.Future[Sent]:
        bench.fence.left()  # the worker joins its group anew while the output is on its way
        return await deliver(**record)

    bench.channels[topics.HEARTBEATS.name].send = send  # type: ignore[method-assign]
    assert not await bench.handle()
    assert bench.names() == ["heartbeats"]
    assert bench.table.data == {}
    assert bench.live.value(metrics.STAGE_ERRORS, stage="fuse", reason="lost") == 1


async def test_a_step_waits_while_the_coordinator_is_silent_and_goes_on_when_it_answers() -> None:
    bench = Bench(answer)
    bench.now = 10.0
    step = asyncio.create_task(bench.handle())
    await asyncio.sleep(3 * LOOK)
    assert bench.names() == []
    bench.fence.heard(asked=9.0)
    assert await step
    assert len(bench.names()) == 4


async def test_a_record_of_an_older_generation_is_left_and_not_acknowledged() -> None:
    bench = Bench(answer)
    old, new = Raw(generation_id=MESSAGE.generation - 1), Raw(generation_id=MESSAGE.generation)
    stream = Records(old, new)
    await bench.runner.consume(stream)
    assert stream.counted == [new]
    assert len(bench.names()) == 4


async def test_a_dead_letter_too_is_left_to_the_new_owner() -> None:
    bench = Bench(answer)

    def refuse(*_: Any) -> Step[Outgoing]:
        bench.fence.left()
        raise RefusedError("not_json", "not JSON")

    bench.runner.stage = Stage("fuse", (topics.REPORTS,), refuse)
    assert not await bench.handle()
    assert bench.names() == []
