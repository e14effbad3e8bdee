"""librdkafka's mock cluster: a TCP listener that speaks Kafka, inside the confluent-kafka wheel. Nothing persists.

For the demo and fast tests; never for real use: each partition keeps 5 MB at most and drops the oldest in silence.
"""

from __future__ import annotations

import ctypes
import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Self

FETCH_WAIT_MS: Final = 50
"""Longest time that the cluster may hold a worker's empty fetch back."""
PRODUCER: Final = 0
"""librdkafka's RD_KAFKA_PRODUCER."""


class MockMissingError(Exception):
    """The wheel with librdkafka is not installed."""


class MockBroker:
    """A mock cluster of one broker in this process, on threads of its own."""

    def __init__(self) -> None:
        self._library = _library()
        self._client: Any = None
        self._cluster: Any = None

    def start(self) -> Self:
        """Listen on a free port of the loopback."""
        error = ctypes.create_string_buffer(512)
        conf = self._library.rd_kafka_conf_new()
        self._library.rd_kafka_conf_set_log_cb(conf, None)  # it warns that a client without servers has no servers
        self._client = self._library.rd_kafka_new(PRODUCER, conf, error, len(error))
        if not self._client:
            raise MockMissingError(error.value.decode())
        self._cluster = self._library.rd_kafka_mock_cluster_new(self._client, 1)
        self._library.rd_kafka_mock_group_initial_rebalance_delay_ms(self._cluster, 200)
        return self

    @property
    def bootstrap(self) -> str:
        """What `RASID_KAFKA` takes (with `RASID_MOCK=1`)."""
        return str(self._library.rd_kafka_mock_cluster_bootstraps(self._cluster).decode())

    def create(self, topics: Iterable[str], partitions: int) -> None:
        """Create topics; the cluster does not answer CreateTopics."""
        for topic in topics:
            self._library.rd_kafka_mock_topic_create(self._cluster, topic.encode(), partitions, 1)

    def down(self) -> None:
        """Refuse all connections until `up()`."""
        self._library.rd_kafka_mock_broker_set_down(self._cluster, 1)

    def up(self) -> None:
        """Serve again."""
        self._library.rd_kafka_mock_broker_set_up(self._cluster, 1)

    def stop(self) -> None:
        """Close, forgetting everything."""
        if self._client is not None:
            self._library.rd_kafka_mock_cluster_destroy(self._cluster)
            self._library.rd_kafka_destroy(self._client)
            self._client = self._cluster = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def quicken() -> None:
    """Let workers in this process ask the cluster often.

    Kafka answers a waiting fetch as soon as there is something, the mock cluster only when the wait is over: the 1.5 s
    that Faust has built in would be felt at every stage.
    """
    from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread  # noqa: PLC0415 - heavy

    original = AIOKafkaConsumerThread._create_worker_consumer
    if getattr(original, "quickened", False):
        return

    def create(self: Any, *args: Any, **kwargs: Any) -> Any:
        consumer = original(self, *args, **kwargs)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS
        return consumer

    create.quickened = True  # type: ignore[attr-defined]
    AIOKafkaConsumerThread._create_worker_consumer = create


def _library() -> Any:
    spec = importlib.util.find_spec("confluent_kafka")
    if spec is None or not spec.submodule_search_locations:
        raise MockMissingError("The mock cluster is missing: pip install 'rasid[demo]'")
    package = Path(spec.submodule_search_locations[0])
    found = [*package.parent.glob("confluent_kafka.libs/librdkafka*"), *package.glob(".dylibs/librdkafka*")]
    if not found:
        raise MockMissingError(f"No librdkafka beside {package}: only the wheel of confluent-kafka carries it")
    library = ctypes.CDLL(str(found[0]))
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, result, arguments in (
        ("conf_new", pointer, []),
        ("conf_set_log_cb", None, [pointer, pointer]),
        ("new", pointer, [number, pointer, text, ctypes.c_size_t]),
        ("destroy", None, [pointer]),
        ("mock_cluster_new", pointer, [pointer, number]),
        ("mock_cluster_destroy", None, [pointer]),
        ("mock_cluster_bootstraps", text, [pointer]),
        ("mock_topic_create", number, [pointer, text, number, number]),
        ("mock_broker_set_down", number, [pointer, ctypes.c_int32]),
        ("mock_broker_set_up", number, [pointer, ctypes.c_int32]),
        ("mock_group_initial_rebalance_delay_ms", None, [pointer, ctypes.c_int32]),
    ):
        function = getattr(library, f"rd_kafka_{name}")
        function.restype, function.argtypes = result, arguments
    return library
