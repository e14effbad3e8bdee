"""What Rasid relies on, on both brokers: keys, partitions, headers, compression, order, offsets of a group."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiokafka import AIOKafkaConsumer
from kafka import KafkaProducer

from streams import admin, topics
from streams.broker.mock import MockBroker
from streams.broker.real import RealBroker
from streams.deadletters import headers, parse
from streams.settings import Settings
from streams.tail import latest, records
from streams.topics import TOPICS, partition_of
from tests.faults.plain import EPOCH

PARTITIONS = 4


@pytest.fixture(params=["mock", "real"])
def settings(request: pytest.FixtureRequest, prefix: str) -> Iterator[Settings]:
    """Settings for a broker on which all topics exist."""
    if request.param == "mock":
        with MockBroker() as mock:
            mock.create([prefix + topic.name for topic in TOPICS], PARTITIONS)
            yield Settings(kafka=mock.bootstrap, topic_prefix=prefix, partitions=PARTITIONS, mock=True)
        return
    broker: RealBroker = request.getfixturevalue("kafka")
    found = Settings(kafka=broker.bootstrap, topic_prefix=prefix, partitions=PARTITIONS)
    with admin.connected(found) as client:
        admin.create(client, found)
    yield found


def send(settings: Settings, topic: str, pairs: list[tuple[bytes, bytes | None]], **options: object) -> None:
    producer = KafkaProducer(**settings.client(), **options)
    for key, value in pairs:
        producer.send(settings.topic(topic), key=key, value=value)
    producer.flush(30)
    producer.close()


def test_all_topics_are_there(settings: Settings) -> None:
    with admin.connected(settings) as client:
        assert admin.check(client, settings) == []


def test_another_number_of_partitions_is_told(settings: Settings) -> None:
    other = Settings(kafka=settings.kafka, topic_prefix=settings.topic_prefix, partitions=7, mock=settings.mock)
    with admin.connected(other) as client:
        found = admin.check(client, other)
    assert len(found) == len(TOPICS)
    assert "has 4 partitions, not 7" in found[0].what


@pytest.mark.parametrize("compression", [None, "zstd", "gzip"])
def test_bytes_come_back_as_they_were_sent(settings: Settings, compression: str | None) -> None:
    pairs: list[tuple[bytes, bytes | None]] = [(b"k%d" % n, "قصف".encode() * n + b"\x00\xff") for n in range(50)]
    send(settings, "articles", pairs, compression_type=compression)
    assert sorted((one.key, one.value) for one in records(settings, "articles")) == sorted(pairs)


def test_our_partitioner_is_the_one_of_kafka_python(settings: Settings) -> None:
    keys = [f"SY{number:02d}" for number in range(1, 15)] + ["unresolved", "sources", "معرف"]
    send(settings, "claims", [(key.encode(), b"{}") for key in keys])
    found = {one.key.decode(): one.partition for one in records(settings, "claims")}
    assert found == {key: partition_of(key, PARTITIONS) for key in keys}


def test_order_within_a_key_is_kept(settings: Settings) -> None:
    send(settings, "articles", [(b"one", b"%d" % number) for number in range(300)])
    assert [int(one.value) for one in records(settings, "articles")] == list(range(300))


def test_a_dead_letter_keeps_its_headers_and_two_megabytes(settings: Settings) -> None:
    producer = KafkaProducer(**settings.client(), max_request_size=topics.MAX_RECORD_BYTES)
    why = headers("too_large", "2,000,000 bytes", "read", ("rasid.articles", 3, 17), EPOCH)
    producer.send(settings.topic("articles.dead"), key=b"k", value=b"x" * 2_000_000, headers=list(why.items())).get(30)
    producer.close()
    (one,) = records(settings, "articles.dead")
    letter = parse(one.headers, one.key, one.value, "0:0")
    assert (letter.reason, letter.topic, letter.partition, letter.offset) == ("too_large", "rasid.articles", 3, 17)
    assert len(one.value) == 2_000_000


def test_the_latest_of_each_key_stands_and_a_tombstone_removes(settings: Settings) -> None:
    from alerts.records import Action

    def action(number: int) -> bytes:
        at = '"2024-01-01T00:00:00Z"'
        return f'{{"action_id":"a","alert_id":"{number}","kind":"false","by":"U1","at":{at}}}'.encode()

    send(settings, "actions", [(b"a", action(1)), (b"a", action(2)), (b"b", action(3)), (b"b", None)])
    found = latest(settings, "actions", Action)
    assert {key: one.alert_id for key, one in found.items()} == {"a": "2"}


async def test_committed_offsets_are_kept_for_the_group(settings: Settings) -> None:
    """With aiokafka, the client that Faust reads with."""
    send(settings, "reports", [(b"k", b"%d" % number) for number in range(10)])

    async def take(count: int) -> list[int]:
        consumer = AIOKafkaConsumer(
            settings.topic("reports"), bootstrap_servers=settings.kafka, group_id=f"{settings.topic_prefix}g",
            auto_offset_reset="earliest", enable_auto_commit=False, max_poll_records=1,
        )  # fmt: skip
        await consumer.start()
        taken = [int((await consumer.getone()).value) for _ in range(count)]
        await consumer.commit()
        await consumer.stop()
        return taken

    assert await take(4) + await take(6) == list(range(10))


def test_a_missing_topic_is_told_by_name(settings: Settings) -> None:
    if settings.mock:
        return  # the mock creates what is asked for
    with pytest.raises(KeyError, match="nowhere"):
        list(records(settings, "nowhere"))
