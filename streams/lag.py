"""Consumer lag as seen from outside the workers: a worker cannot report its own death.

A group that never committed to a partition lags by everything that the partition holds. When the broker cannot be
reached the lag series vanish and `rasid_lag_broker_reachable` says 0: an old lag shown as if it were new would hide
exactly the hour in which nothing moves.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from streams import topics
from streams.metrics import LAG_COMMITTED, LAG_END, LAG_MEMBERS, LAG_MESSAGES, LAG_SUCCESS, LAG_UP, Spec
from streams.settings import Settings

log: Final = logging.getLogger(__name__)

CONSUMED: Final = (
    topics.ARTICLES, topics.REPORTS, topics.CLAIMS, topics.INCIDENTS, topics.TICKS, topics.WINDOWS, topics.ACTIONS,
    topics.HEARTBEATS,
)  # fmt: skip
"""What the workers' group reads, in the order of the flow."""


DEFAULT_INTERVAL: Final = 5.0
"""Seconds between two looks at the broker; a third of Prometheus' usual 15 s scrape interval."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A consumer group and the topics that it should keep up with."""

    group: str
    topics: tuple[str, ...]
    optional: bool = False
    """A group that may not be in use: before its first commit it is not shown, so that nobody is paged for it."""


def watched(settings: Settings) -> tuple[Watched, ...]:
    """The groups of an installation: the workers', and that of the Slack sender once it is in use."""

    def full(names: Iterable[topics.Topic]) -> tuple[str, ...]:
        return tuple(settings.topic(topic.name) for topic in names)

    sender = Watched(f"{settings.topic_prefix}notify", full((topics.ALERTS, topics.ACTIONS)), optional=True)
    return Watched(settings.group, full(CONSUMED)), sender


@dataclass(frozen=True, slots=True)
class PartitionLag:
    """Offsets of one partition for one group; `committed` is None before the group's first commit."""

    group: str
    topic: str
    partition: int
    earliest: int
    end: int
    committed: int | None

    @property
    def messages(self) -> int:
        """Messages still to be read. What retention has already deleted is not counted: nobody can read it."""
        position = self.earliest if self.committed is None else max(self.committed, self.earliest)
        return max(self.end - position, 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the broker. `members` lacks the groups that the broker could not describe."""

    at: float
    partitions: tuple[PartitionLag, ...] = ()
    members: Mapping[str, int] = field(default_factory=dict)


def read_lag(admin: KafkaAdminClient, watched: Iterable[Watched], at: float, *, members: bool = True) -> Reading:
    """Ask the broker for every watched group's offsets. Raises `KafkaError` when it cannot answer.

    Without `members` groups are not described: librdkafka's mock cluster hangs up on that request.
    """
    groups = tuple(watched)
    partitions = _partitions(admin, {topic for group in groups for topic in group.topics})
    ends = _offsets(admin, partitions, OffsetSpec.LATEST)
    earliest = _offsets(admin, partitions, OffsetSpec.EARLIEST)
    lags: list[PartitionLag] = []
    used = []
    for group in groups:
        own = [tp for tp in partitions if tp.topic in group.topics]
        committed = _committed(admin, group.group, own)
        if committed or not group.optional:
            used.append(group.group)
            lags += [
                PartitionLag(group.group, tp.topic, tp.partition, earliest[tp], ends[tp], committed.get(tp))
                for tp in own
            ]
    return Reading(at, tuple(lags), _members(admin, used) if members else {})


def _committed(admin: KafkaAdminClient, group: str, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
    """Offsets that the group has committed, without the partitions where it has not."""
    if not partitions:
        return {}
    found = admin.list_group_offsets({group: partitions})[group]
    return {tp: known.offset for tp, known in found.items() if known.offset >= 0}


def _partitions(admin: KafkaAdminClient, topics: set[str]) -> list[TopicPartition]:
    """Partitions of those of `topics` that exist: one that is missing is the topics check's business, not a crash."""
    existing = topics & set(admin.list_topics())
    described: list[dict[str, Any]] = admin.describe_topics(sorted(existing)) if existing else []
    found = [
        TopicPartition(topic["name"], part["partition_index"]) for topic in described for part in topic["partitions"]
    ]
    return sorted(found)


def _offsets(admin: KafkaAdminClient, partitions: list[TopicPartition], which: OffsetSpec) -> dict[TopicPartition, int]:
    if not partitions:
        return {}
    answer = admin.list_partition_offsets(dict.fromkeys(partitions, which))
    return {tp: found.offset for tp, found in answer.items()}


def _members(admin: KafkaAdminClient, groups: list[str]) -> dict[str, int]:
    described = admin.describe_groups(groups)
    return {name: len(group["members"]) for name, group in described.items()}


class LagExporter(Collector):
    """Polls the broker in a thread of its own and shows the last reading, so that a scrape never waits for Kafka."""

    def __init__(
        self,
        connect: Callable[[], KafkaAdminClient],
        watched: Iterable[Watched],
        clock: Callable[[], float],
        *,
        members: bool = True,
    ) -> None:
        self._members = members
        self._connect = connect
        self._watched = tuple(watched)
        self._clock = clock
        self._admin: KafkaAdminClient | None = None
        self._reading: Reading | None = None
        self._last_success = 0.0

    def run(self, stop: threading.Event, interval: float = DEFAULT_INTERVAL) -> None:
        """Poll every `interval` seconds until `stop` is set."""
        while not stop.is_set():
            self.poll()
            stop.wait(interval)
        self._drop()

    def poll(self) -> bool:
        """Look at the broker once; False (and a new connection next time) when it did not answer."""
        try:
            if self._admin is None:
                self._admin = self._connect()
            reading = read_lag(self._admin, self._watched, self._clock(), members=self._members)
        except (KafkaError, OSError) as error:
            log.warning("broker not reachable: %s", error)
            self._reading = None
            self._drop()
            return False
        self._reading, self._last_success = reading, reading.at
        return True

    def _drop(self) -> None:
        admin, self._admin = self._admin, None
        if admin is not None:
            try:
                admin.close()
            except (KafkaError, OSError) as error:
                log.debug("closing a broken connection: %s", error)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The last reading as metric families; no lag at all when the last look failed."""
        reading = self._reading
        yield _family(LAG_UP, [((), float(reading is not None))])
        yield _family(LAG_SUCCESS, [((), self._last_success)])
        if reading is None:
            return
        lags = reading.partitions
        yield _family(LAG_MESSAGES, [((p.group, p.topic, str(p.partition)), float(p.messages)) for p in lags])
        ends = {(p.topic, str(p.partition)): float(p.end) for p in lags}
        yield _family(LAG_END, list(ends.items()))
        yield _family(
            LAG_COMMITTED,
            [((p.group, p.topic, str(p.partition)), float(p.committed)) for p in lags if p.committed is not None],
        )
        yield _family(LAG_MEMBERS, [((name,), float(count)) for name, count in reading.members.items()])


def _family(spec: Spec, values: list[tuple[tuple[str, ...], float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(spec.name, spec.help, labels=list(spec.labels))
    for labels, value in values:
        family.add_metric(list(labels), value)
    return family
