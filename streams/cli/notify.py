"""`rasid notify`: the Slack sender and its buttons as a process of its own."""

from __future__ import annotations

import asyncio
import signal

import click
from prometheus_client import CollectorRegistry, start_http_server

from alerts.slack.routing import RoutesError
from streams import metrics
from streams.cli.connect import reaching
from streams.cli.options import settings
from streams.instruments import SlackInstruments
from streams.metrics import Metrics
from streams.notify.assembly import is_configured, service
from streams.settings import Settings, SettingsError
from streams.worker import logging_on, prepare


@click.command()
@settings()
def notify(settings: Settings) -> None:
    """Send alerts to Slack and take its buttons, as a process of its own, until told to stop.

    Run the workers with --no-notify then. Several share the work; one takes over from another that died.
    """
    logging_on()
    try:
        with reaching(settings):
            prepare(settings)
            asyncio.run(_run(settings))
    except (SettingsError, RoutesError) as error:
        raise click.UsageError(str(error)) from error


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
