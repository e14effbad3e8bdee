"""`rasid gazetteer`: check the places that reports are resolved to, and look one up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from detectors.gazetteer import Gazetteer, GazetteerError
from detectors.gazetteer.check import check as problems_of
from streams.cli.options import settings
from streams.settings import Settings

_SHOWN = 40
"""Places that a look-up lists at most."""


@click.group()
def gazetteer() -> None:
    """Check the gazetteer, and look places up in it."""


@gazetteer.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@settings("gazetteer")
def check(settings: Settings, folder: Path | None) -> None:
    """Report every mistake in FOLDER (default: RASID_GAZETTEER, else the built-in gazetteer); status 1 when any."""
    chosen = folder or _folder(settings)
    problems = problems_of(chosen)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise SystemExit(1)
    loaded = Gazetteer.load(chosen)
    levels = Counter(entry.level for entry in loaded)
    listed = ", ".join(f"{count} {level}" for level, count in levels.items())
    click.echo(f"{len(loaded)} places, no mistake ({listed}; {len(loaded.facilities)} health facilities)")


@gazetteer.command()
@click.argument("name")
@settings("gazetteer")
def find(settings: Settings, name: str) -> None:
    """List the places that bear NAME: code, level, names, and the path up to the country."""
    try:
        loaded = Gazetteer.load(_folder(settings))
    except GazetteerError as error:
        raise click.ClickException(str(error)) from error
    codes = loaded.by_name(name)
    for code in codes[:_SHOWN]:
        entry = loaded.entry(code)
        path = " < ".join(loaded.entry(above).name_ar for above in loaded.path(code)[1:])
        click.echo(f"{code}\t{entry.level}\t{entry.name_ar}\t{entry.name_en}\t{path}")
    if not codes:
        raise click.ClickException(f"no place is called {name}")


def _folder(settings: Settings) -> Path | None:
    return Path(settings.gazetteer) if settings.gazetteer else None
