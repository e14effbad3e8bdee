"""Starts a worker: checks first, then Faust, and ends with a status that a supervisor understands."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from typing import Final

import faust
from kafka.errors import KafkaError

from streams import admin, duties
from streams.app import Pipeline, create_app
from streams.crash import leave_within
from streams.fence import PartitionsLostError
from streams.killpoint import Killpoint
from streams.settings import Settings, SettingsError
from streams.stages import Cores

log: Final = logging.getLogger("rasid.worker")

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Worker(faust.Worker):  # type: ignore[misc]  # faust is untyped here
    """Faust's worker, logging as Rasid does, and gone `patience` seconds after it was told to stop at the latest."""

    patience = Settings.stop

    def _schedule_shutdown(self, signal: signal.Signals) -> None:
        if not self._signal_stop_time:
            leave_within(self.patience)
        super()._schedule_shutdown(signal)

    def _setup_logging(self) -> None:
        self.spinner = None  # it writes control sequences into logs


def logging_on(level: int = logging.INFO) -> None:
    """One line per event on standard error; Faust and aiokafka only from WARNING (12 % of the time otherwise)."""
    logging.basicConfig(level=level, format=FORMAT, stream=sys.stderr, force=True)
    for name in ("faust", "aiokafka", "mode", "kafka", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # what the fence held back: the stage says so in one line, Faust with a traceback for every record
    logging.getLogger("faust.topics").addFilter(lambda record: PartitionsLostError.__name__ not in record.getMessage())


def prepare(settings: Settings) -> None:
    """Create missing topics and check the session timeout. Raises SettingsError, or `KafkaError`."""
    with admin.connected(settings) as client:
        if not settings.mock:
            for name in admin.create(client, settings):
                log.info("created topic %s", name)
        wrong = admin.check(client, settings)
        if wrong:
            raise SettingsError("\n".join(f"topic {one.topic} {one.what}" for one in wrong))
        admin.check_session(client, settings)


def build(settings: Settings, cores: Cores, killpoint: Killpoint | None = None) -> Pipeline:
    """The app with its duties, ready to run."""
    line = create_app(settings, cores, killpoint=killpoint)
    keys: Callable[[], tuple[str, ...]] | None = getattr(cores, "partitions", None)
    duties.attach(line, keys() if keys else (), cores)  # type: ignore[arg-type]
    if settings.notify:
        from streams import notifying, telling  # noqa: PLC0415 - a worker that only reads needs no Slack client

        if not notifying.attach(line):
            log.warning(
                "no Slack token or webhook is set: alerts stay in %s, and what would be sent is logged here",
                settings.topic("alerts"),
            )
            line.telemetry.heard = telling.teller(line.clock)
    return line


def run(line: Pipeline) -> None:
    """Run until SIGTERM or SIGINT; raises SystemExit."""
    settings = line.settings
    page = f"http://{settings.metrics_host}:{settings.metrics_port}/metrics" if settings.metrics_port else "no metrics"
    log.info("starting on Kafka at %s, topics %s*; %s", settings.kafka, settings.topic_prefix, page)
    worker = Worker(line.app, loglevel="WARN", quiet=True, redirect_stdouts=False)
    worker.patience = settings.stop
    worker.execute_from_commandline()


__all__ = ["KafkaError", "build", "logging_on", "prepare", "run"]
