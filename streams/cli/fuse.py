"""`rasid fuse`: many articles → incidents, without Kafka."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click
import msgspec

from alerts.slack.clock import SystemClock
from detectors.fusion import fuse_all
from detectors.records import Casualties, Estimate, Incident
from streams.cli.archive import read_archive, told
from streams.cli.articles import ArticleError
from streams.cli.options import READING, settings
from streams.cli.reader import reader_of
from streams.cli.standing import count, tabulate, where
from streams.settings import Settings


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One incident object per line.")
@settings(*READING)
def fuse(settings: Settings, files: tuple[Path, ...], as_json: bool) -> None:
    """Read articles and say which incidents they tell of.

    FILES are .txt, or JSONL of articles (id, source, date, text) or of reports (`rasid read --records`).
    """
    reader = reader_of(settings)
    try:
        incidents = fuse_all(told(reader.read, chain.from_iterable(map(read_archive, files))), SystemClock().now())
    except ArticleError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        for incident in incidents:
            sys.stdout.write(json.dumps(plain(incident), ensure_ascii=False) + "\n")
    else:
        _show(incidents)


def plain(incident: Incident) -> dict[str, Any]:
    """The incident as built-in types: a toll begins with its count without combatants; days are strings."""
    built: dict[str, Any] = msgspec.to_builtins(incident)
    for measure in ("killed", "injured"):
        toll = built[measure]
        built[measure] = {**toll.pop("total"), **toll}
    date = built.pop("event_date")
    built["event_date"] = date["start"]
    built["event_date_end"] = date["end"]
    built["event_date_precision"] = date["precision"]
    return built


def _show(incidents: Sequence[Incident]) -> None:
    if incidents:
        columns = ("day", "place*", "killed", "injured", "fighters?", "type?", "grade?", "id", "part of?")
        tabulate(columns, [(_row(one), "") for one in incidents])
    click.echo(f"{len(incidents)} incidents; {_totals(incidents)}")


def _row(one: Incident) -> tuple[str, ...]:
    sources = "" if len(one.sources) < 2 else f" ({len(one.sources)})"
    return (
        one.event_date.start.isoformat(), ("🏥 " if one.health else "") + where(one.place), _toll(one.killed.total),
        _toll(one.injured.total), _toll(one.killed.combatant), one.type, one.grade + sources, one.incident_id[:8],
        (one.part_of or "")[:8],
    )  # fmt: skip


def _totals(incidents: Sequence[Incident]) -> str:
    """Sums over what is no part of another incident, so that nobody is counted twice."""
    tolls: list[Casualties] = [i.killed for i in incidents if i.part_of is None]
    return f"killed, best counts summed once: {sum(t.total.best for t in tolls)}"


def _toll(estimate: Estimate) -> str:
    """The count; empty when nothing is known."""
    return "" if estimate.high == 0 else count(estimate)
