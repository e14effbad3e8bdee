"""The Faust app: topics, tables and agents, every name explicit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import faust
from faust.sensors.prometheus import setup_prometheus_sensors
from prometheus_client import REGISTRY

from streams import fencing, guard, topics
from streams.agent import Runner
from streams.broker import mock
from streams.crash import Crash, crash
from streams.fence import Fence
from streams.killpoint import Killpoint
from streams.metrics import Metrics
from streams.settings import Settings
from streams.stage import Stage
from streams.stages import Cores, pipeline
from streams.state import TableState
from streams.telemetry import Telemetry

log: Final = logging.getLogger("rasid.worker")

VERSION: Final = 1
"""Of the layout of topics and state; part of the group's identity."""


def wall_clock() -> datetime:
    """The one place that asks what time it is."""
    return datetime.now(UTC)


@dataclass
class Pipeline:
    """A configured app with its stages; `app` is what a Faust worker runs."""

    settings: Settings
    app: Any
    telemetry: Telemetry
    clock: Callable[[], datetime]
    crash: Crash
    runners: tuple[Runner, ...] = ()
    states: list[TableState] = field(default_factory=list)
    channels: Mapping[str, Any] = field(default_factory=dict)
    """Topic (without prefix) → Faust's topic."""

    @property
    def changelogs(self) -> frozenset[str]:
        """Full names of the tables' changelog topics."""
        return frozenset(self.settings.topic(topic.name) for topic in topics.STATES)

    async def reassigned(self, _: Any, assigned: Any, **__: Any) -> None:
        """Partitions came: their state may have been left half stored by another worker."""
        for state in self.states:
            state.forget()
        articles = self.settings.topic(topics.ARTICLES.name)
        held = sum(tp.topic == articles for tp in assigned)
        log.info("reads %d of %d partitions of %s", held, self.settings.partitions, articles)


def create_app(
    settings: Settings,
    cores: Cores,
    *,
    clock: Callable[[], datetime] = wall_clock,
    crash: Crash = crash,
    killpoint: Killpoint | None = None,
    metrics: Metrics | None = None,
) -> Pipeline:
    """The app with all stages. Raises UnprovenFaustError or UnprovenClientError for versions that were not tested."""
    guard.install()
    if settings.mock:
        mock.quicken()
    app = faust.App(**_configuration(settings))
    if settings.metrics_port:
        setup_prometheus_sensors(app, pattern="/metrics")
    line = Pipeline(settings, app, Telemetry(metrics or Metrics(REGISTRY)), clock, crash)
    channels = {topic.name: _channel(app, settings, topic) for topic in topics.TOPICS}
    line.channels = channels
    point = killpoint or Killpoint()
    fence = Fence(settings.session_timeout)
    fencing.install(app.conf.id, fence)
    line.runners = tuple(_attach(line, stage, channels, point, fence) for stage in pipeline(cores))

    app.on_partitions_assigned.connect(line.reassigned)
    return line


def _attach(line: Pipeline, stage: Stage, channels: dict[str, Any], killpoint: Killpoint, fence: Fence) -> Runner:
    settings, app = line.settings, line.app
    state = None
    if stage.stateful:
        name = f"state.{stage.name}"
        schema = faust.Schema(key_type=str, value_type=bytes, key_serializer="raw", value_serializer="raw")
        table = app.Table(
            settings.topic(name), partitions=settings.partitions, schema=schema, changelog_topic=channels[name],
            help=f"State of {stage.name}.",
        )  # fmt: skip
        table.key_serializer = table.value_serializer = "raw"  # of the local store; the schema's are the changelog's
        state = TableState(table, killpoint.between(stage.name))
        line.states.append(state)
    runner = Runner(
        stage, state, channels, partitions=settings.partitions, attempts=settings.attempts, telemetry=line.telemetry,
        clock=line.clock, crash=line.crash, fence=fence, killpoint=killpoint,
    )  # fmt: skip
    for topic in stage.reads:
        app.agent(channels[topic.name], name=f"rasid.{stage.name}.{topic.name}", concurrency=1,
                  isolated_partitions=True)(runner.consume)  # fmt: skip
    return runner


def _channel(app: Any, settings: Settings, topic: topics.Topic) -> Any:
    state = topic in topics.STATES
    return app.topic(
        settings.topic(topic.name), key_type=str if state else bytes, value_type=bytes, key_serializer="raw",
        value_serializer="raw", partitions=settings.partitions, allow_empty=True, internal=False,
    )  # fmt: skip


def _configuration(settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {
        "id": settings.group,
        "version": VERSION,
        "broker": [f"kafka://{server}" for server in settings.kafka.split(",")],
        "broker_client_id": settings.group,
        "store": "memory://" if settings.store == "memory" else "rocksdb://",
        "datadir": settings.state,
        "autodiscover": False,
        "key_serializer": "raw",
        "value_serializer": "raw",
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        "topic_partitions": settings.partitions,
        "table_standby_replicas": 0,
        "broker_session_timeout": settings.session_timeout,
        "broker_heartbeat_interval": settings.session_timeout / 4,
        "broker_request_timeout": max(settings.request_timeout, settings.session_timeout + 5),
        "broker_commit_interval": 1.0,
        "broker_max_poll_records": 500,
        "stream_wait_empty": False,
        "stream_recovery_delay": 0.0,
        "consumer_auto_offset_reset": "earliest",
        "consumer_max_fetch_size": topics.MAX_RECORD_BYTES,
        "producer_acks": -1,
        "producer_linger": 0.002,
        "producer_max_batch_size": 1024 * 1024,
        "producer_max_request_size": topics.MAX_RECORD_BYTES + 1024 * 1024,
        "producer_request_timeout": settings.request_timeout,
        "web_enabled": bool(settings.metrics_port),
        "web_port": settings.metrics_port or 6066,
        "web_bind": settings.metrics_host,
        "web_tables_enabled": False,
        "web_metrics_enabled": True,
        "worker_redirect_stdouts": False,
    }
    if credentials := _credentials(settings):
        options["broker_credentials"] = credentials
    return options


def _credentials(settings: Settings) -> Any:
    context = settings.tls()
    if settings.kafka_protocol.startswith("SASL"):
        password = settings.kafka_password.reveal() if settings.kafka_password else None
        return faust.SASLCredentials(username=settings.kafka_user, password=password,
                                     mechanism=settings.kafka_mechanism, ssl_context=context)  # fmt: skip
    return faust.SSLCredentials(context) if context else None
