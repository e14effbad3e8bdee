"""The pipeline, written once: read → locate → fuse → window → alert."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol

import msgspec

from alerts.records import Action, Alert, Heartbeat, Tick, WindowUpdate
from detectors.records import Article, Incident, Record, Report, ReportClaims
from detectors.step import StateView, Step
from streams import topics
from streams.stage import Core, Message, Outgoing, RefusedError, Stage, Work
from streams.topics import Topic
from streams.validation import Refusal, validate


class Reads(Protocol):
    """The reader (`detectors.reading`)."""

    def read(self, article: Article, /) -> Report:
        """What one article says."""


class Cores(Protocol):
    """The pure cores, made by `streams.cores.load`."""

    @property
    def reader(self) -> Reads:
        """One article → its report."""

    @property
    def locator(self) -> Core:
        """Reports → claims by governorate."""

    @property
    def fuser(self) -> Core:
        """Claims → incidents."""

    @property
    def windows(self) -> Core:
        """Incidents → changes of windows."""

    @property
    def alerting(self) -> Core:
        """Windows, actions and time → alerts."""


SOURCES: Final = "sources"
"""Key of the partition that hears every outlet."""

TYPES: Final[Mapping[str, type[Record]]] = {
    topics.REPORTS.name: Report, topics.CLAIMS.name: ReportClaims, topics.INCIDENTS.name: Incident,
    topics.WINDOWS.name: WindowUpdate, topics.ACTIONS.name: Action, topics.TICKS.name: Tick,
    topics.HEARTBEATS.name: Heartbeat, topics.ALERTS.name: Alert,
}  # fmt: skip
"""Topic → the record that it carries."""

_ROUTES: Final[Mapping[type[Record], Callable[[Any], Outgoing]]] = {
    Report: lambda r: Outgoing(topics.REPORTS, r.article_id, r.article_id, r),
    Heartbeat: lambda r: Outgoing(topics.HEARTBEATS, SOURCES, SOURCES, r),
    ReportClaims: lambda r: Outgoing(topics.CLAIMS, r.governorate, r.governorate, r),
    Incident: lambda r: Outgoing(topics.INCIDENTS, r.incident_id, r.governorate, r),
    WindowUpdate: lambda r: Outgoing(topics.WINDOWS, r.district or r.governorate, r.governorate, r),
    Alert: lambda r: Outgoing(topics.ALERTS, r.alert_id, r.governorate, r),
    Tick: lambda r: Outgoing(topics.TICKS, r.governorate, r.governorate, r),
    Action: lambda r: Outgoing(topics.ACTIONS, r.action_id, r.governorate, r),
}


_ALERT_READS: Final = (topics.WINDOWS, topics.ACTIONS, topics.TICKS, topics.HEARTBEATS)


def outgoing(record: Record) -> Outgoing:
    """Where a record goes: topic, key and partition key."""
    return _ROUTES[type(record)](record)


def pipeline(cores: Cores) -> tuple[Stage, ...]:
    """The stages in the order of the flow. A core is looked up at each step, so that new rules take effect."""
    return (
        Stage("read", (topics.ARTICLES,), reading(cores), stateful=False),
        Stage("locate", (topics.REPORTS,), stepping(lambda: cores.locator)),
        Stage("fuse", (topics.CLAIMS,), stepping(lambda: cores.fuser)),
        Stage("window", (topics.INCIDENTS, topics.TICKS), stepping(lambda: cores.windows)),
        Stage("alert", _ALERT_READS, stepping(lambda: cores.alerting)),
    )  # fmt: skip


def reading(cores: Cores) -> Work:
    """Article bytes → report and heartbeat."""

    def work(message: Message, _: StateView, now: datetime) -> Step[Outgoing]:
        article = validate(message.value, now)
        if isinstance(article, Refusal):
            raise RefusedError(article.reason, article.message)
        heard = Heartbeat(source=article.source, at=article.published_at)
        return Step((outgoing(cores.reader.read(article)), outgoing(heard)))

    return work


def stepping(core: Callable[[], Core]) -> Work:
    """Any core: decode, step, route the outputs."""
    decoders = {name: msgspec.json.Decoder(kind) for name, kind in TYPES.items()}

    def work(message: Message, state: StateView, now: datetime) -> Step[Outgoing]:
        if message.value is None:
            return Step()  # a tombstone of a compacted topic
        try:
            item = _decoder(decoders, message.topic).decode(message.value)
        except msgspec.ValidationError as error:
            raise RefusedError("wrong_type", f"not a record of {message.topic}: {error}") from error
        except msgspec.DecodeError as error:
            raise RefusedError("not_json", f"not a record of {message.topic}: {error}") from error
        step = core().step(state, item, now)
        return Step(tuple(outgoing(one) for one in step.outputs), step.writes)

    return work


def _decoder(decoders: Mapping[str, Any], topic: str) -> Any:
    return next(one for name, one in decoders.items() if topic.endswith(name))


def topic_of(record: type[Record]) -> Topic:
    """The topic that carries records of a type."""
    return next(topic for topic in topics.TOPICS if TYPES.get(topic.name) is record)
