"""Lag is counted from outside, and a broker that is away is shown as away, not as caught up."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from kafka import TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaConnectionError
from prometheus_client import CollectorRegistry

from streams.lag import CONSUMED, LagExporter, PartitionLag, Watched, read_lag
from streams.stages import Cores, pipeline


class Cluster:
    """A broker's answers, as kafka-python's admin client gives them."""

    def __init__(self) -> None:
        self.away = False
        self.closed = 0
        self.ends = {TopicPartition("articles", 0): 10, TopicPartition("articles", 1): 4}
        self.committed = {TopicPartition("articles", 0): 7, TopicPartition("articles", 1): -1}

    def list_topics(self) -> list[str]:
        if self.away:
            raise KafkaConnectionError("gone")
        return ["articles", "unrelated"]

    def describe_topics(self, topics: list[str]) -> list[dict[str, Any]]:
        return [{"name": name, "partitions": [{"partition_index": 0}, {"partition_index": 1}]} for name in topics]

    def list_partition_offsets(self, specs: dict[TopicPartition, OffsetSpec]) -> dict[TopicPartition, Any]:
        latest = OffsetSpec.LATEST
        return {tp: SimpleNamespace(offset=self.ends[tp] if which == latest else 1) for tp, which in specs.items()}

    def list_group_offsets(self, specs: dict[str, list[TopicPartition]]) -> dict[str, dict[TopicPartition, Any]]:
        return {g: {tp: SimpleNamespace(offset=self.committed[tp]) for tp in tps} for g, tps in specs.items()}

    def describe_groups(self, groups: list[str]) -> dict[str, Any]:
        return {group: {"members": ["one", "two"]} for group in groups}

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()


def test_uncommitted_partition_lags_by_all_it_holds(cluster: Cluster) -> None:
    reading = read_lag(cluster, [Watched("rasid", ("articles", "not-there"))], 1.0)
    assert [(lag.partition, lag.committed, lag.messages) for lag in reading.partitions] == [(0, 7, 3), (1, None, 3)]
    assert reading.members == {"rasid": 2}


@pytest.mark.parametrize(
    ("earliest", "end", "committed", "messages"),
    [(0, 10, 10, 0), (5, 10, 2, 5), (0, 10, 12, 0), (0, 0, None, 0), (4, 9, None, 5)],
    ids=["caught up", "deleted before it was read", "topic made anew", "empty", "never committed"],
)
def test_messages(earliest: int, end: int, committed: int | None, messages: int) -> None:
    assert PartitionLag("g", "t", 0, earliest, end, committed).messages == messages


def test_broker_away_shows_no_lag_and_recovers(cluster: Cluster) -> None:
    now = [100.0]
    exporter = LagExporter(lambda: cluster, [Watched("rasid", ("articles",))], lambda: now[0])
    registry = CollectorRegistry()
    registry.register(exporter)
    labels = {"group": "rasid", "topic": "articles", "partition": "0"}

    assert exporter.poll()
    assert registry.get_sample_value("rasid_consumer_lag_messages", labels) == 3
    assert registry.get_sample_value("rasid_lag_broker_reachable") == 1

    cluster.away, now[0] = True, 105.0
    assert not exporter.poll()
    assert registry.get_sample_value("rasid_consumer_lag_messages", labels) is None
    assert registry.get_sample_value("rasid_lag_broker_reachable") == 0
    assert registry.get_sample_value("rasid_lag_last_success_timestamp_seconds") == 100
    assert cluster.closed == 1

    cluster.away = False
    assert exporter.poll()
    assert registry.get_sample_value("rasid_lag_last_success_timestamp_seconds") == 105


def test_every_topic_that_a_stage_reads_is_watched() -> None:
    stages = pipeline(cast(Cores, SimpleNamespace()))
    assert set(CONSUMED) == {topic for stage in stages for topic in stage.reads}


def test_group_that_nobody_ever_ran_is_not_shown(cluster: Cluster) -> None:
    cluster.committed = dict.fromkeys(cluster.committed, -1)
    reading = read_lag(cluster, [Watched("rasid", ("articles",)), Watched("notify", ("articles",), optional=True)], 1.0)
    assert {lag.group for lag in reading.partitions} == set(reading.members) == {"rasid"}
