"""The gazetteer's files: found in a folder or in the package, read row by row with their line numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

PLACES = ("code", "level", "name_ar", "name_en", "parent_code", "lat", "lon", "aliases_ar")
FACILITIES = ("name_ar", "name_en", "type", "place_code", "aliases_ar")
AMBIGUOUS = ("name_norm", "common_word", "codes")
WORLD = ("name_ar", "kind", "parent", "aliases_ar")
SEAT = "places.csv"
"""Its presence in a folder decides between replacing the tree and adding to it."""
EXTRA = "places-extra.csv"
FILES: Mapping[str, tuple[str, ...]] = {
    SEAT: PLACES,
    EXTRA: PLACES,
    "facilities.csv": FACILITIES,
    "ambiguous_names.csv": AMBIGUOUS,
    "world.csv": WORLD,
}
"""File name → columns that it must have; further columns are ignored."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    file: str
    line: int
    """Counted from 1, the header included."""
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell, stripped; empty when the column is absent."""
        return (self.values.get(column) or "").strip()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a gazetteer, where, and what to write instead."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """`file:line: message`."""
        return f"{self.file}:{self.line}: {self.message}"


class GazetteerError(ValueError):
    """The gazetteer cannot be used; `problems` names every reason at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Show one problem a line."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def package_data() -> Traversable:
    """The folder of the gazetteer that comes with the package."""
    return files("detectors.gazetteer") / "data"


def sources(folder: Path | None) -> dict[str, Traversable]:
    """Which file serves each table.

    A folder with `places.csv` replaces the package's gazetteer whole (another country): nothing of the package is
    mixed in. A folder without it extends the package's: `places-extra.csv` adds places and corrects those whose code
    it repeats, any other table that it holds takes the place of the package's.
    """
    own: dict[str, Traversable] = {}
    if folder is not None:
        own = {name: folder / name for name in FILES if (folder / name).is_file()}
        if SEAT in own:
            return own
    base = package_data()
    return {name: base / name for name in FILES if (base / name).is_file()} | own


def rows(name: str, source: Traversable) -> tuple[list[Row], list[Problem]]:
    """The rows of one table, and what is wrong with its shape."""
    try:
        text = source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        return [], [Problem(name, 1, f"is not UTF-8 (byte {wrong.start}): save the file as UTF-8")]
    reader = csv.reader(io.StringIO(text))
    header = next(reader, [])
    missing = [column for column in FILES[name] if column not in header]
    if missing:
        return [], [Problem(name, 1, f"lacks the column {column!r}") for column in missing]
    out: list[Row] = []
    problems: list[Problem] = []
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            problems.append(
                Problem(name, reader.line_num, f"has {len(cells)} cells where the header has {len(header)}")
            )
            continue
        out.append(Row(name, reader.line_num, dict(zip(header, cells, strict=True))))
    return out, problems


def split(names: str) -> tuple[str, ...]:
    """A cell of names joined by semicolons."""
    return tuple(part.strip() for part in names.split(";") if part.strip())


def read(folder: Path | None) -> Iterator[tuple[str, list[Row], list[Problem]]]:
    """Every table that is there: name, rows, problems of shape. A folder that is none is a problem too."""
    if folder is not None and not folder.is_dir():
        yield SEAT, [], [Problem(str(folder), 0, "is no folder")]
        return
    found = sources(folder)
    if folder is not None and not any(
        isinstance(source, Path) and source.parent == folder for source in found.values()
    ):
        yield SEAT, [], [Problem(str(folder), 0, f"holds none of {', '.join(FILES)}")]
        return
    for name, source in found.items():
        yield name, *rows(name, source)
