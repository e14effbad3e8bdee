"""`rasid read`: what one article says."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detectors.records import Article, Fact, Interval, Report, encode
from streams.cli.ahead import reports
from streams.cli.articles import ArticleError, read_articles
from streams.cli.options import READING, settings
from streams.cli.reader import reader_of
from streams.settings import Settings

_COLOURS = {"current": "bold red", "part": "yellow", "cumulative": "dim"}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One report object per line, offsets into the article's text.")
@click.option("--records", is_flag=True, help="One report record per line, for `rasid fuse` and `rasid backtest`.")
@settings(*READING)
def read(settings: Settings, files: tuple[Path, ...], as_json: bool, records: bool) -> None:
    """Read articles (.txt, or JSONL with id and text) and say what they tell."""
    if as_json and records:
        raise click.UsageError("--json and --records each print lines of their own: give one of them")
    reader, console = reader_of(settings), Console()
    mistakes: list[ArticleError] = []
    given, shown = tee(_articles(files, mistakes))
    for article, report in zip(shown, reports(reader.read, given), strict=True):
        if records:
            sys.stdout.write(encode(report).decode() + "\n")
        elif as_json:
            sys.stdout.write(json.dumps(plain(report), ensure_ascii=False) + "\n")
        else:
            _show(console, article, report)
    if mistakes:
        raise click.ClickException(str(mistakes[0])) from mistakes[0]


def _articles(files: Iterable[Path], mistakes: list[ArticleError]) -> Iterator[Article]:
    """The articles up to the first mistake, which is added to `mistakes`: what stands before is read all the same."""
    try:
        for path in files:
            yield from read_articles(path)
    except ArticleError as error:
        mistakes.append(error)


def plain(report: Report) -> dict[str, Any]:
    """The report as `id` and built-in types; only what stands in the text, since offsets are into it."""
    built: dict[str, Any] = msgspec.to_builtins(report)
    built["id"] = built.pop("article_id")
    for name in ("facts", "health_attacks", "events"):
        built[name] = [item for item in built[name] if item["field"] == "text"]
    return built


def _interval(value: Interval | None) -> str:
    if value is None:
        return "–"
    low, high = value
    if low == high:
        return str(low)
    return f"{low if low is not None else '?'}–{high if high is not None else '∞'}"


def _number(fact: Fact) -> str:
    return _interval((fact.low, fact.high)) if fact.low is not None or fact.high is not None else fact.qualifier


def _relation(fact: Fact) -> str:
    named = (("part of", fact.part_of), ("says again", fact.same_as), ("rival of", fact.rival_of))
    found = [f"{what} {whom}" for what, whom in named if whom]
    return " ".join([*found, *([f"replaced by {fact.superseded_by}"] if fact.superseded_by else [])])


def _show(console: Console, article: Article, report: Report) -> None:
    console.rule(Text(article.title or article.id))
    toll = report.toll
    console.print(
        f"[bold]killed[/] {_interval(toll.killed)}   [bold]injured[/] {_interval(toll.injured)}   "
        f"[bold]combatants killed[/] {_interval(report.combatants_killed)}   "
        + ("[bold white on red] attack on health care [/]" if report.health_alert else "")
    )
    table = Table("", "what", "number", "who", "scope", "place", "words", box=None, header_style="dim")
    for fact in report.facts:
        words = (article.title or "") if fact.field == "title" else article.text
        table.add_row(
            fact.id,
            fact.kind.replace("_", " "),
            _number(fact),
            ", ".join((fact.victims, *fact.groups)),
            Text(" ".join(filter(None, (fact.scope, _relation(fact)))), style=_COLOURS[fact.scope]),
            fact.place.name if fact.place else "",
            Text(words[fact.start : fact.end]),
        )
    if report.facts:
        console.print(table)
    for attack in report.health_attacks:
        name = attack.name or attack.target
        console.print(f"[red]✚[/] {attack.scope} attack on {attack.target}: ", Text(name), sep="")
