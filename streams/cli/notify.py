"""`rasid notify`: the Slack sender and its buttons as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any

import click
from kafka.errors import KafkaError
from prometheus_client import CollectorRegistry, start_http_server

from alerts.slack.routing import RoutesError
from streams import metrics
from streams.instruments import SlackInstruments
from streams.metrics import Metrics
from streams.notify.assembly import is_configured, service
from streams.settings import Settings, SettingsError
from streams.worker import logging_on, prepare


@click.command(help="Send alerts to Slack and take its buttons, as a process of its own.")
@click.option("--kafka", default=None, help="Bootstrap servers of Kafka, host:port[,host:port…].")
@click.option("--topic-prefix", default=None, help="What all topic names begin with.")
@click.option("--slack-routes", default=None, help="routes.yaml: who hears of what.")
@click.option("--slack-channel", default=None, help="Id of the one channel, without routes.yaml.")
@click.option("--metrics-port", type=click.IntRange(0, 65535), default=None, help="Port of /metrics; 0 serves none.")
def notify(**flags: Any) -> None:
    """Runs until it is told to stop."""
    logging_on()
    try:
        settings = Settings.load(os.environ, **flags)
        prepare(settings)
        asyncio.run(_run(settings))
    except (SettingsError, RoutesError) as error:
        raise click.UsageError(str(error)) from error
    except KafkaError as error:
        click.echo(f"Kafka at {settings.kafka}: {error}", err=True)
        sys.exit(1)


async def _run(settings: Settings) -> None:
    registry = CollectorRegistry()
    live = Metrics(registry)
    if settings.metrics_port:
        start_http_server(settings.metrics_port, addr=settings.metrics_host, registry=registry)

    def counted(kind: str, outcome: str) -> None:
        live.add(metrics.ACTIONS, kind=kind, outcome=outcome)

    observer = SlackInstruments(live, configured=is_configured(settings))
    async with service(settings, observer, counted) as running:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, running.stop)
        await running.run()
