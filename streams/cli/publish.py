"""`rasid publish`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import click
import orjson
from rich.console import Console
from rich.progress import wrap_file

from streams.app import wall_clock
from streams.cli.connect import reaching
from streams.cli.options import TOPICS, settings
from streams.publishing import Line, Publisher, Summary, lines
from streams.publishing import publish as publish_lines
from streams.settings import Settings

LONG: Final = 4 * 1024 * 1024
"""Bytes from which a file gets a progress bar."""
SHOWN: Final = 20
REFUSED: Final = 3
"""Exit status when some lines were refused."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--source", help="Outlet of a .txt file.")
@click.option("--date", "published_at", help="When a .txt file was published: RFC 3339 with a zone.")
@click.option("--url", help="Link of a .txt file.")
@click.option("--title", help="Headline of a .txt file.")
@click.option("--check", is_flag=True, help="Only validate; send nothing.")
@settings(*TOPICS)
def publish(settings: Settings, file: Path, check: bool, **told: str | None) -> None:
    """Validate articles and publish them: JSONL (one article a line), or one .txt file with --source and --date.

    FILE may be - for standard input. Publishing the same articles again changes nothing. Exit status: 0 all published,
    3 some lines refused (each is named), 1 the broker did not take them, 2 wrong usage.
    """
    if file.suffix == ".txt":
        records: Iterator[Line] = iter([_text(file, told)])
    else:
        records = _jsonl(file)
    with reaching(settings):
        publisher = None if check else Publisher(settings)
        summary = publish_lines(records, publisher, wall_clock())
    _tell(summary, check)


def _text(file: Path, told: dict[str, str | None]) -> Line:
    if not told["source"] or not told["published_at"]:
        raise click.UsageError("A .txt file needs --source (the outlet) and --date (RFC 3339 with a zone).")
    return Line(1, orjson.dumps({"text": file.read_text(encoding="utf-8", errors="replace"), **told}))


def _jsonl(file: Path) -> Iterator[Line]:
    if str(file) == "-":
        yield from lines(sys.stdin.buffer)
        return
    with file.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        shown: BinaryIO = stream
        if size > LONG and sys.stderr.isatty():
            with wrap_file(stream, size, description="publishing", console=Console(stderr=True)) as shown:
                yield from lines(shown)
        else:
            yield from lines(shown)


def _tell(summary: Summary, check: bool) -> None:
    for one in summary.refused[:SHOWN]:
        click.echo(f"line {one.number}: {one.reason}: {one.message}", err=True)
    if len(summary.refused) > SHOWN:
        reasons = ", ".join(f"{count} {reason}" for reason, count in summary.reasons.most_common())
        click.echo(f"… {len(summary.refused) - SHOWN} more refused; in all: {reasons}", err=True)
    verb = "valid" if check else "published"
    repeats = f" ({summary.repeated} repeats of an id)" if summary.repeated else ""
    click.echo(f"{summary.published} {verb}{repeats}, {len(summary.refused)} refused", err=True)
    if summary.refused:
        raise SystemExit(REFUSED)
