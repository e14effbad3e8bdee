"""`rasid backtest`: the alerts that rules would have fired over an archive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from alerts.records import Alert
from alerts.rehearsal.backtest import Backtest, Item
from alerts.rehearsal.backtest import backtest as run
from alerts.rehearsal.calendar import page
from alerts.rehearsal.newsroom import Newsroom
from alerts.rules import RulesError, default, load
from detectors.records import Report, encode
from streams.cli.archive import read_archive, told
from streams.cli.articles import ArticleError
from streams.cli.written_dates import UNDATED

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("archive", nargs=-1, required=True, type=_FILE)
@click.option("--rules", "rules_file", type=_FILE, help="rules.yaml; the packaged rules when absent.")
@click.option("--gazetteer", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Gazetteer folder.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write the calendar page here.")
@click.option("--json", "as_json", is_flag=True, help="One alert a line (its last revision), retracted ones too.")
def backtest(
    archive: tuple[Path, ...], rules_file: Path | None, gazetteer: Path | None, html: Path | None, as_json: bool
) -> None:
    """Run rules over ARCHIVE as if its articles came in when they were published.

    ARCHIVE is JSONL of articles with dates, or of reports that were read from them (`rasid read --records`).
    """
    console = Console(stderr=as_json)
    try:
        newsroom = Newsroom(load(rules_file) if rules_file else default(), gazetteer)
        items = [item for path in archive for item in read_archive(path)]
    except (RulesError, ArticleError) as error:
        raise click.ClickException(str(error)) from error
    dated = [item for item in items if item.published_at > UNDATED]
    begun = time.perf_counter()
    outcome = run(_seen(dated, console), newsroom, partial(told, newsroom.read))
    took = time.perf_counter() - begun
    if as_json:
        for alert in outcome.alerts.values():
            click.echo(encode(alert).decode())
    else:
        _show(console, outcome)
    if skipped := len(items) - len(dated):
        console.print(f"[yellow]{skipped} articles without a date were left out[/]")
    if others := sum(isinstance(item, Report) and item.reader_version != newsroom.reader_version for item in dated):
        console.print(f"[yellow]{others} reports were read by another version of the reader, and not read again[/]")
    console.print(f"{outcome.articles:,} articles in {took:.1f} s ({outcome.articles / max(took, 1e-9):,.0f}/s)")
    if html:
        html.write_text(page(outcome, f"Backtest of {', '.join(path.name for path in archive)}"), encoding="utf-8")
        console.print(f"calendar: {html}")


def _seen(items: list[Item], console: Console) -> Iterator[Item]:
    """The archive, with a word when nothing is in it."""
    if not items:
        console.print("[yellow]no article with a date[/]")
    yield from items


def _show(console: Console, outcome: Backtest) -> None:
    table = Table("Rule", "District", "Alerts", "Highest", "On", title="Alerts that would have fired")
    for (rule, _), alerts in outcome.by_rule_and_district().items():
        worst = max(alerts, key=lambda alert: alert.peak)
        table.add_row(rule, _name(worst), str(len(alerts)), str(worst.peak), f"{worst.window_start:%Y-%m-%d}")
    console.print(table)
    gone = sum(alert.state == "retracted" for alert in outcome.alerts.values())
    console.print(f"{len(outcome.standing())} alerts stand; {gone} more were retracted.")


def _name(alert: Alert) -> str:
    place = alert.district
    return " ".join(dict.fromkeys(filter(None, (place.name_ar or place.name, place.name_en, place.code))))
