"""`rasid incidents`."""

from __future__ import annotations

import click

from detectors.records import Incident, encode
from streams import topics
from streams.cli.connect import reaching
from streams.cli.options import TOPICS, settings
from streams.cli.standing import count, tabulate, where
from streams.settings import Settings
from streams.tail import latest


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also the merged and the retracted ones.")
@click.option("--json", "as_json", is_flag=True, help="One incident per line.")
@settings(*TOPICS)
def incidents(settings: Settings, everything: bool, as_json: bool) -> None:
    """List the incidents that stand now, newest event first.

    Counts are the best one with its bounds: + is at least, ~ from a vague word.
    A part is already counted in what it is part of.
    """
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
    if not shown:
        click.echo("no incident stands now")
        return
    rows = [(_row(one), "" if one.status == "active" else "dim") for one in shown]
    tabulate(("day", "where*", "killed", "injured", "type?", "grade?", "incident", "part of?"), rows)


def _row(one: Incident) -> tuple[str, ...]:
    day = one.event_date.start.isoformat() + ("" if one.event_date.start == one.event_date.end else "…")
    hospital = "🏥 " if one.health else ""
    sources = "" if len(one.sources) < 2 else f" ({len(one.sources)})"
    name = one.incident_id[:8] + ("" if one.status == "active" else f" {one.status}")
    return (
        day, hospital + where(one.place), count(one.killed.total), count(one.injured.total), one.type,
        one.grade + sources, name, (one.part_of or "")[:8],
    )  # fmt: skip
