"""`rasid topics`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from streams import admin
from streams.cli.connect import reaching
from streams.cli.options import TOPICS as FLAGS
from streams.cli.options import settings
from streams.settings import Settings
from streams.topics import TOPICS, Difference


@click.group()
def topics() -> None:
    """Create and check the topics."""


@topics.command()
@settings(*FLAGS)
def create(settings: Settings) -> None:
    """Create what is missing; changes nothing that exists."""
    with reaching(settings), admin.connected(settings) as client:
        made = admin.create(client, settings)
        wrong = admin.check(client, settings)
    for name in made:
        click.echo(f"created {name}")
    _report(wrong, len(TOPICS))


@topics.command()
@settings(*FLAGS)
def check(settings: Settings) -> None:
    """Compare the broker's topics with what Rasid needs; status 1 when something differs."""
    with reaching(settings), admin.connected(settings) as client:
        _report(admin.check(client, settings), len(TOPICS))


@topics.command(name="list")
@settings(*FLAGS)
def list_(settings: Settings) -> None:
    """Show every topic: its key, what its partition follows, and how long it keeps records."""
    table = Table("topic", "key", "partition by", "keeps")
    for topic in TOPICS:
        keeps = "latest of each key" if topic.keeps is None else f"{topic.keeps.total_seconds() / 86400:g} days"
        table.add_row(settings.topic(topic.name), topic.key, topic.partitioned_by, keeps)
    Console().print(table)


def _report(wrong: list[Difference], count: int) -> None:
    for one in wrong:
        click.echo(f"{one.topic} {one.what}", err=True)
    if wrong:
        click.echo("Mend with: rasid topics create", err=True)
        raise SystemExit(1)
    click.echo(f"all {count} topics are there")
