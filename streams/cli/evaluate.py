"""`rasid evaluate`: the reader's figures on annotated reports, with its errors by cause."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detectors.evaluation import Evaluation, ReadingError, evaluate, figures, half
from streams.cli.articles import ArticleError, read_articles
from streams.cli.options import READING, settings
from streams.cli.read import plain
from streams.cli.reader import reader_of
from streams.settings import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="evaluate")
@click.argument("gold", type=_FILE)
@click.argument("texts", type=_FILE)
@click.option("--half", "part", type=click.Choice(["all", "dev", "held"]), default="all", show_default=True,
              help="Only the reports that rules were written from, or only those held back.")  # fmt: skip
@click.option("--errors", default=0, show_default=True, help="List so many errors of each cause.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@settings(*READING)
def evaluate_command(settings: Settings, gold: Path, texts: Path, *, part: str, errors: int, as_json: bool) -> None:
    """Compare what the reader reads in TEXTS with what people annotated in GOLD (both JSONL, joined by id)."""
    try:
        wanted = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        articles = {article.id: article for article in read_articles(texts)}
    except (ArticleError, json.JSONDecodeError) as error:
        raise click.ClickException(str(error)) from error
    wanted = [report for report in wanted if part in {"all", half(report["id"])}]
    absent = [report["id"] for report in wanted if report["id"] not in articles]
    if absent:
        raise click.ClickException(f"{texts} lacks the texts of {', '.join(absent)}")
    reader = reader_of(settings)
    read = {report["id"]: plain(reader.read(articles[report["id"]])) for report in wanted}
    result = evaluate(wanted, {name: article.text for name, article in articles.items()}, read)
    if as_json:
        click.echo(json.dumps({name: value for name, value, *_ in figures(result)}, ensure_ascii=False))
    else:
        _show(result, errors if part != "held" else 0)


def _row(name: str, value: float | None, of: int, goal: float, sense: str) -> tuple[str, Text, str, str]:
    if value is None:
        return name, Text("–"), str(of), f"{sense} {goal:.2f}"
    reached = value >= goal if sense == ">=" else value <= goal
    return name, Text(f"{value:.3f}", style="green" if reached else "bold red"), str(of), f"{sense} {goal:.2f}"


def _show(result: Evaluation, errors: int) -> None:
    console = Console()
    table = Table("", "value", "of", "reach", title=f"{result.reports} reports", box=None, header_style="dim")
    for figure in figures(result):
        table.add_row(*_row(*figure))
    console.print(table)
    causes = Table("cause", "errors", box=None, header_style="dim")
    for cause, number in result.causes().most_common():
        causes.add_row(cause, str(number))
    console.print(causes)
    for cause, _ in result.causes().most_common():
        for error in [e for e in result.errors if e.cause == cause][:errors]:
            _tell(console, error)


def _tell(console: Console, error: ReadingError) -> None:
    console.print(
        Text(f"{error.cause}  {error.report}", style="bold"), f" want {error.wanted or '–'}, read {error.found or '–'}"
    )
    if error.text:
        console.print("    ", Text(error.text), sep="")
