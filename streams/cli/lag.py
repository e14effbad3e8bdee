"""`rasid lag`: consumer lag for Prometheus, from outside the workers."""

from __future__ import annotations

import signal
import sys
import threading
import time

import click
from kafka import KafkaAdminClient
from prometheus_client import CollectorRegistry, start_http_server

from streams.cli.options import KAFKA, settings
from streams.lag import DEFAULT_INTERVAL, LagExporter, watched
from streams.settings import Settings

TIMEOUT_MS = 5000
"""Longest wait for one answer of the broker: shorter than a scrape interval."""


@click.command()
@settings(*KAFKA)
@click.option("--port", type=click.IntRange(0, 65535), default=9308, show_default=True, help="Port of /metrics.")
@click.option("--host", default="0.0.0.0", show_default=True, help="Address that /metrics is served on.")  # noqa: S104
@click.option("--interval", type=click.FloatRange(0.5), default=DEFAULT_INTERVAL, show_default=True, help="Seconds.")
def lag(settings: Settings, port: int, host: str, interval: float) -> None:
    """Serve consumer lag to Prometheus, seen from outside the workers.

    Runs until it is told to stop; a broker that is away is shown, not died of.
    """

    def connect() -> KafkaAdminClient:
        limits = {"request_timeout_ms": TIMEOUT_MS, "bootstrap_timeout_ms": TIMEOUT_MS}
        return KafkaAdminClient(**(settings.client() | limits))

    exporter = LagExporter(connect, watched(settings), time.time, members=not settings.mock)
    registry = CollectorRegistry()
    registry.register(exporter)
    server, _ = start_http_server(port, addr=host, registry=registry)
    click.echo(
        f"lag of {settings.group} on {settings.kafka}: http://{host}:{server.server_port}/metrics", file=sys.stderr
    )
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    exporter.run(stop, interval)
    server.shutdown()
