"""`rasid broker`."""

from __future__ import annotations

import contextlib
import signal
from pathlib import Path
from types import FrameType

import click

from streams.broker.real import BrokerFailedError, RealBroker
from streams.broker.runtime import KAFKA_VERSION, RuntimeMissingError, cache_folder, java


@click.command()
@click.option("--port", default=9092, show_default=True, help="Port on the loopback.")
@click.option("--data", type=click.Path(path_type=Path), default=None,
              help="Folder of its data; kept between starts.  [default: in the cache folder]")  # fmt: skip
@click.option("--fetch", is_flag=True, help="Only download what it needs, and stop.")
def broker(port: int, data: Path | None, fetch: bool) -> None:
    """Run a real single-node Apache Kafka for development: no Docker, no Java to install. Not for production."""
    try:
        if fetch:
            from streams.broker.runtime import classpath  # noqa: PLC0415

            click.echo(f"Apache Kafka {KAFKA_VERSION}: {len(classpath())} jars in {cache_folder()}, Java: {java()}")
            return
        click.echo(f"Starting Apache Kafka {KAFKA_VERSION} (the first time it is downloaded, some 44 MB) …")
        node = RealBroker(data or cache_folder() / "broker", port=port, rebalance_delay_ms=500).start()
    except (BrokerFailedError, RuntimeMissingError) as error:
        raise click.ClickException(str(error)) from error
    _serve(node)


def _serve(node: RealBroker) -> None:
    click.secho(f"Apache Kafka {KAFKA_VERSION} listens on {node.bootstrap}", bold=True)
    click.echo(f"  data    {node.folder}\n  log     {node.log}\n  next    RASID_KAFKA={node.bootstrap} rasid worker")
    click.echo("  One node, no replicas, no security: for development. Ctrl-C stops it.")

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    with contextlib.suppress(KeyboardInterrupt):
        status = node.wait()
        raise click.ClickException(f"the broker ended by itself with status {status}; see {node.log}")
    click.echo("Stopping …")
    node.stop()
