"""What a stage of the pipeline is: where it reads, what it does, and what it sends. No Kafka here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from detectors.records import Record, encode
from detectors.step import StateView, Step
from streams.topics import Topic


class Core(Protocol):
    """A stateful, pure core (`detectors.step`)."""

    def step(self, state: StateView, item: Any, now: datetime, /) -> Step[Any]:
        """Outputs and writes for one item."""


class RefusedError(Exception):
    """The record itself is wrong: a dead letter, no retry."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


@dataclass(frozen=True, slots=True)
class Message:
    """One record as it came."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    generation: int = 0
    """Of the consumer group, when it was fetched."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One record to send; `route` is the key whose hash chooses the partition."""

    topic: Topic
    key: str
    route: str
    record: Record

    @property
    def value(self) -> bytes:
        """The record as JSON."""
        return encode(self.record)


Work = Callable[[Message, StateView, datetime], Step[Outgoing]]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: each topic that it reads gets an agent, and they share its table."""

    name: str
    reads: tuple[Topic, ...]
    work: Work
    stateful: bool = True
