"""Reads a topic from its beginning to where it ends now, or looks whether anything stands behind an offset."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import Any, TypeVar

import msgspec
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaTimeoutError

from detectors.records import Record
from streams.settings import Settings

R = TypeVar("R", bound=Record)


def records(settings: Settings, topic: str) -> Iterator[Any]:
    """Every Kafka record that the topic (without prefix) holds now, partition by partition.

    Raises `KafkaError`, KeyError when the topic is missing.
    """
    name = settings.topic(topic)
    consumer = KafkaConsumer(**settings.client(), enable_auto_commit=False, auto_offset_reset="earliest")
    try:
        found = consumer.partitions_for_topic(name)
        if not found:
            raise KeyError(name)
        partitions = [TopicPartition(name, number) for number in sorted(found)]
        consumer.assign(partitions)
        ends = consumer.end_offsets(partitions)
        starts = consumer.beginning_offsets(partitions)
        for one in partitions:
            consumer.seek(one, starts[one])
        left = {one for one in partitions if starts[one] < ends[one]}
        while left:
            batches = consumer.poll(timeout_ms=int(settings.request_timeout * 1000))
            if not batches:
                raise KafkaTimeoutError(f"{name} stopped answering")
            for one, batch in batches.items():
                yield from (record for record in batch if record.offset < ends[one])
            left = {one for one in left if consumer.position(one) < ends[one]}
    finally:
        consumer.close()


def holds(settings: Settings, name: str, partition: int, offset: int) -> bool:
    """Whether a record stands at `offset` or behind it in the topic `name` (with its prefix).

    The end of a partition alone does not say so: what ends a producer's transaction takes offsets too, and nobody ever
    gets to read it. Raises `KafkaError`.
    """
    one = TopicPartition(name, partition)
    consumer = KafkaConsumer(**settings.client(), enable_auto_commit=False)
    try:
        consumer.assign([one])
        end = consumer.end_offsets([one])[one]
        consumer.seek(one, offset)
        give_up = monotonic() + settings.request_timeout
        while consumer.position(one) < end:
            if any(consumer.poll(timeout_ms=500).values()):
                return True
            if monotonic() > give_up:
                raise KafkaTimeoutError(f"{name} stopped answering")
        return False
    finally:
        consumer.close()


def latest(settings: Settings, topic: str, kind: type[R]) -> dict[str, R]:
    """The last record of each key of a compacted topic; a deleted key is absent."""
    decoder = msgspec.json.Decoder(kind)
    found: dict[str, R] = {}
    for record in records(settings, topic):
        key = (record.key or b"").decode("utf-8", "replace")
        if record.value is None:
            found.pop(key, None)
        else:
            found[key] = decoder.decode(record.value)
    return found
