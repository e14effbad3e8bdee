"""`rasid incidents`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from detectors.records import Incident, encode
from streams import topics
from streams.cli.connect import reaching
from streams.cli.options import TOPICS, settings
from streams.cli.standing import count, where
from streams.settings import Settings
from streams.tail import latest


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also the merged and the retracted ones.")
@click.option("--json", "as_json", is_flag=True, help="One incident per line.")
@settings(*TOPICS)
def incidents(settings: Settings, everything: bool, as_json: bool) -> None:
    """List the incidents that stand now, newest event first. A trailing ~ marks a count from a vague word."""
    with reaching(settings):
        try:
            found = latest(settings, topics.INCIDENTS.name, Incident)
        except KeyError as error:
            raise click.ClickException(f"The topic {error} is missing: rasid topics create") from error
    shown = [one for one in found.values() if everything or one.status == "active"]
    shown.sort(key=lambda one: (one.event_date.end, one.updated_at, one.incident_id), reverse=True)
    if as_json:
        for one in shown:
            click.echo(encode(one))
        return
    table = Table("date", "where", "type", "killed", "injured", "health", "sources", "grade", "incident")
    for one in shown:
        day = one.event_date.start.isoformat() + ("" if one.event_date.start == one.event_date.end else " …")
        health = f"{one.health.target}{', out of service' if one.health.out_of_service else ''}" if one.health else ""
        part = " ⊂ " + one.part_of[:8] if one.part_of else ""
        name = one.incident_id[:8] + part + ("" if one.status == "active" else f" {one.status}")
        table.add_row(day, where(one.place), one.type, count(one.killed.total), count(one.injured.total), health,
                      str(len(one.sources)), one.grade, name)  # fmt: skip
    Console().print(table if shown else "no incidents")
