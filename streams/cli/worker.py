"""`rasid worker`."""

from __future__ import annotations

import os

import click

from streams.cli.connect import reaching
from streams.cli.options import settings
from streams.settings import Settings, SettingsError


@click.command()
@settings()
def worker(settings: Settings) -> None:
    """Run the pipeline: read, locate, fuse, window, alert, and send to Slack.

    Start as many as there are cores, each with its own --state; they share the partitions. Ends on SIGTERM with
    status 0 after finishing what is in hand, for at most --stop seconds; with another when going on would lose
    something or nothing moves (start it again).
    """
    from alerts.rules import RulesError  # noqa: PLC0415 - heavy
    from alerts.slack.routing import RoutesError  # noqa: PLC0415 - heavy
    from streams import cores, worker  # noqa: PLC0415 - heavy
    from streams.killpoint import Killpoint  # noqa: PLC0415

    worker.logging_on()
    try:
        with reaching(settings):
            worker.prepare(settings)
        line = worker.build(settings, cores.load(settings), Killpoint.of(os.environ))
    except (SettingsError, RulesError, RoutesError) as error:
        raise click.ClickException(str(error)) from error
    worker.run(line)
