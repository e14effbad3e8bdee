"""Every topic: its key, how long it keeps records, and the partition that a record goes to.

All topics have the same number of partitions, so that Faust puts a governorate's records, its state and its actions on
one worker. The partition is murmur2 of the key, as in Java's client, kafka-python and aiokafka; librdkafka needs
`partitioner=murmur2_random`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from aiokafka.partitioner import murmur2

MAX_RECORD_BYTES: Final = 4 * 1024 * 1024
"""Largest record of any topic: a refused 2 MB article must fit into the dead letters."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic, named without the prefix."""

    name: str
    key: str
    partitioned_by: str
    keeps: timedelta | None
    """None: compacted, the last record of each key is kept for ever."""

    def config(self) -> dict[str, str]:
        """The topic's settings on the broker."""
        common = {"max.message.bytes": str(MAX_RECORD_BYTES), "compression.type": "producer"}
        if self.keeps is None:
            return common | {"cleanup.policy": "compact", "segment.ms": str(24 * 3600 * 1000)}
        return common | {"cleanup.policy": "delete", "retention.ms": str(int(self.keeps.total_seconds() * 1000))}


ARTICLES: Final = Topic("articles", "article id", "article id", timedelta(days=30))
DEAD: Final = Topic("articles.dead", "as it came", "its key", timedelta(days=30))
REPORTS: Final = Topic("reports", "article id", "article id", timedelta(days=30))
HEARTBEATS: Final = Topic("heartbeats", "sources", "sources", timedelta(days=2))
CLAIMS: Final = Topic("claims", "governorate", "governorate", timedelta(days=30))
INCIDENTS: Final = Topic("incidents", "incident id", "governorate", None)
WINDOWS: Final = Topic("windows", "district", "governorate", timedelta(days=14))
TICKS: Final = Topic("ticks", "governorate", "governorate", timedelta(hours=2))
ACTIONS: Final = Topic("actions", "action id", "governorate", None)
ALERTS: Final = Topic("alerts", "alert id", "governorate", None)
DELIVERIES: Final = Topic("deliveries", "alert id", "governorate", None)
STATES: Final = tuple(
    Topic(f"state.{stage}", "state key", "its input's partition", None)
    for stage in ("locate", "fuse", "window", "alert")
)
"""Changelogs of the stages' tables."""

TOPICS: Final = (
    ARTICLES, DEAD, REPORTS, HEARTBEATS, CLAIMS, INCIDENTS, WINDOWS, TICKS, ACTIONS, ALERTS, DELIVERIES, *STATES,
)  # fmt: skip


def partition_of(key: str, partitions: int) -> int:
    """The partition of `key` (an article's id, a governorate's code) among `partitions`."""
    return int((murmur2(key.encode()) & 0x7FFFFFFF) % partitions)


@dataclass(frozen=True, slots=True)
class Difference:
    """A topic that is missing or not as it should be."""

    topic: str
    what: str
    missing: bool = False


def compare(found: dict[str, int], prefix: str, partitions: int) -> list[Difference]:
    """What is missing or wrong among the topics `found` (full name → number of partitions)."""
    differences = []
    for topic in TOPICS:
        name = prefix + topic.name
        if name not in found:
            differences.append(Difference(name, "is missing", missing=True))
        elif found[name] != partitions:
            differences.append(Difference(
                name, f"has {found[name]} partitions, not {partitions}: set RASID_PARTITIONS to what the topics have "
                "(a change would part a governorate from its state)",
            ))  # fmt: skip
    return differences


def existing(admin: Any) -> dict[str, int]:
    """The broker's topics: full name → number of partitions. Raises `KafkaError`."""
    return {one["name"]: len(one["partitions"]) for one in admin.describe_topics() if not one.get("error_code")}
