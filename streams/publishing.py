"""The feed side: lines of JSONL or a text file → validated articles in Kafka.

The key is the article's id, so publishing the same file again changes nothing downstream. At most `IN_FLIGHT` records
wait for the broker: kafka-python itself has no back-pressure, and a dead broker would fill the memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any, BinaryIO, Final

from kafka import KafkaProducer
from kafka.errors import KafkaError, KafkaTimeoutError

from detectors.records import Article, encode
from streams import topics
from streams.settings import Settings
from streams.validation import Refusal, validate

IN_FLIGHT: Final = 1000
LINGER_MS: Final = 20
BATCH_BYTES: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the input; `number` counts from 1."""

    number: int
    value: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not published, and why."""

    number: int
    reason: str
    message: str


@dataclass
class Summary:
    """What became of the input."""

    published: int = 0
    repeated: int = 0
    """Lines whose article id stood on an earlier line: sent as well, they count once downstream."""
    refused: list[Refused] = field(default_factory=list)

    @property
    def reasons(self) -> Counter[str]:
        """Refused lines by reason."""
        return Counter(one.reason for one in self.refused)


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines that are not blank."""
    for number, raw in enumerate(stream, 1):
        value = raw.strip()
        if value:
            yield Line(number, value.removeprefix(b"\xef\xbb\xbf"))


class Publisher:
    """Publishes articles and waits until the broker holds them."""

    def __init__(self, settings: Settings, make: Callable[..., Any] = KafkaProducer) -> None:
        self._topic = settings.topic(topics.ARTICLES.name)
        self._timeout = settings.request_timeout
        self._partitions = settings.partitions
        self._free = BoundedSemaphore(IN_FLIGHT)
        self._failed: list[BaseException] = []
        self._producer = make(
            **settings.client(), acks="all", compression_type="zstd", linger_ms=LINGER_MS, batch_size=BATCH_BYTES,
            max_request_size=topics.MAX_RECORD_BYTES,
        )  # fmt: skip

    def publish(self, article: Article) -> None:
        """Queue one article; waits while too many are in flight. Raises `KafkaError` when the broker refuses."""
        if not self._free.acquire(timeout=self._timeout):
            raise KafkaTimeoutError(f"{IN_FLIGHT} articles wait and the broker has taken none for {self._timeout:g} s")
        self._check()
        partition = topics.partition_of(article.id, self._partitions)
        future = self._producer.send(self._topic, key=article.id.encode(), value=encode(article), partition=partition)
        future.add_callback(lambda _: self._free.release())
        future.add_errback(self._fail)

    def close(self) -> None:
        """Wait for all acknowledgements. Raises `KafkaError` when one article did not arrive."""
        try:
            self._producer.flush(timeout=self._timeout)
            self._check()
        finally:
            self._producer.close(timeout=self._timeout)

    def _fail(self, error: BaseException) -> None:
        self._failed.append(error)
        self._free.release()

    def _check(self) -> None:
        if self._failed:
            raise self._failed[0] if isinstance(self._failed[0], KafkaError) else KafkaError(repr(self._failed[0]))


def publish(source: Iterable[Line], publisher: Publisher | None, now: datetime) -> Summary:
    """Validate every line, send the good ones (without publisher: none), and tell what was refused.

    Raises `KafkaError`.
    """
    summary = Summary()
    seen: set[str] = set()
    for line in source:
        article = validate(line.value, now)
        if isinstance(article, Refusal):
            summary.refused.append(Refused(line.number, article.reason, article.message))
            continue
        summary.repeated += article.id in seen
        seen.add(article.id)
        if publisher is not None:
            publisher.publish(article)
        summary.published += 1
    if publisher is not None:
        publisher.close()
    return summary
