"""`rasid fuse`: many articles → incidents, without Kafka."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table

from alerts.slack.clock import SystemClock
from detectors.fusion import fuse_all
from detectors.records import Article, Casualties, Estimate, Incident
from streams.cli.articles import ArticleError, read_articles
from streams.cli.options import READING, settings
from streams.cli.reader import reader_of
from streams.settings import Settings


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One incident object per line.")
@settings(*READING)
def fuse(settings: Settings, files: tuple[Path, ...], as_json: bool) -> None:
    """Read articles (.txt, or JSONL with id, source, date and text) and say which incidents they tell of."""
    reader = reader_of(settings)
    try:
        incidents = fuse_all(map(reader.read, _articles(files)), SystemClock().now())
    except ArticleError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        for incident in incidents:
            sys.stdout.write(json.dumps(plain(incident), ensure_ascii=False) + "\n")
    else:
        _show(Console(), incidents)


def _articles(files: Sequence[Path]) -> Iterator[Article]:
    for path in files:
        yield from read_articles(path)


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


def _show(console: Console, incidents: Sequence[Incident]) -> None:
    table = Table(box=None, pad_edge=False)
    for column in ("day", "place", "type", "killed", "injured", "fighters", "sources", "grade", "part of", "id"):
        table.add_column(column, no_wrap=column in ("day", "id"))
    for i in incidents:
        name = i.place.name_ar or i.place.name or "?"
        table.add_row(
            i.event_date.start.isoformat(),
            f"{name} ({i.place.precision})",
            i.type + (" · health" if i.health else ""),
            _toll(i.killed.total),
            _toll(i.injured.total),
            _toll(i.killed.combatant),
            str(len(i.sources)),
            i.grade,
            (i.part_of or "")[:8],
            i.incident_id[:8],
        )
    console.print(table)
    console.print(f"{len(incidents)} incidents; {_totals(incidents)}")


def _totals(incidents: Sequence[Incident]) -> str:
    """Sums over what is no part of another incident, so that nobody is counted twice."""
    tolls: list[Casualties] = [i.killed for i in incidents if i.part_of is None]
    return f"killed, best counts summed once: {sum(t.total.best for t in tolls)}"


def _toll(e: Estimate) -> str:
    """`3`, `3–5`, `3–4–5`, `3+`; empty when nothing is known."""
    if e.high == 0:
        return ""
    if e.high is None:
        return f"{e.best}+"
    ends = [e.low] if e.low == e.high else [e.low, e.high] if e.best in (e.low, e.high) else [e.low, e.best, e.high]
    return "–".join(map(str, ends)) + (" (vague)" if e.vague else "")
