"""How incidents and alerts look in a table."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detectors.records import Estimate, Place

PIPE_WIDTH: Final = 160
"""Columns where nobody says how many there are: a file or a pipe has no width of its own."""

LEAST: Final = 16
"""Columns below which names say nothing."""


def console() -> Console:
    """Standard output; as wide as a terminal is, or as wide as is needed."""
    narrow = sys.stdout.isatty() or os.environ.get("COLUMNS")
    return Console(highlight=False) if narrow else Console(highlight=False, width=PIPE_WIDTH)


def tabulate(columns: Sequence[str], rows: Sequence[tuple[Sequence[str], str]]) -> None:
    """Rows with their style, one line each. Where there is no room the column named with a `*` is cut, and those with a
    `?` are left out, the last first."""
    screen = console()
    names = [name.rstrip("*?") for name in columns]
    widths = [max(cell_len(cell) for cell in cells) for cells in zip(names, *(row for row, _ in rows), strict=True)]
    elastic = next(n for n, name in enumerate(columns) if name.endswith("*"))
    kept = list(range(len(columns)))
    optional = [n for n in kept if columns[n].endswith("?")]
    while (room := _room(screen.width, widths, kept, elastic)) < LEAST and optional:
        kept.remove(optional.pop())
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for n in kept:
        width = max(min(widths[n], room), LEAST) if n == elastic else widths[n]
        shown.add_column(names[n], no_wrap=True, overflow="ellipsis", width=width)
    for row, style in rows:
        shown.add_row(*(Text(row[n]) for n in kept), style=style)
    screen.print(shown)


def _room(width: int, widths: Sequence[int], kept: Sequence[int], elastic: int) -> int:
    """What the other columns, two apart, leave to the elastic one."""
    return width - sum(widths[n] for n in kept if n != elastic) - 2 * (len(kept) - 1)


def count(value: Estimate) -> str:
    """best (low–high), short where they agree; an open end as `+`, a vague word as `~`."""
    low, best, high = value.low, value.best, value.high
    if low == best == high:
        text = str(best)
    elif high is None:
        text = f"{best}+" if low == best else f"{best} ({low}+)"
    else:
        text = f"{best} ({low}–{high})"
    return f"~{text}" if value.vague else text


def where(place: Place) -> str:
    """English and Arabic name; how precise the place is where it is no quarter, town or village."""
    names = " · ".join(name for name in (place.name_en, place.name_ar or place.name) if name)
    return names if place.precision in {"neighbourhood", "community"} else f"{names} ({place.precision})"
