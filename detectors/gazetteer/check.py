"""What is wrong with a gazetteer: every mistake at once, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from detectors.gazetteer.entry import ABROAD, DEPTH, LEVELS
from detectors.gazetteer.tables import EXTRA, SEAT, Problem, Row, read, split

_ARABIC = re.compile(r"^[\u0600-\u06ff\u0750-\u077f\u200c\s0-9/()\-.'،]+$")
_LATITUDE, _LONGITUDE = 90.0, 180.0
MARGIN = 2.5
"""Degrees by which a place may lie outside the box of its governorates' centroids: large desert units reach far."""
_FINEST_OFFICIAL = DEPTH["community"]


def check(folder: Path | None = None) -> tuple[Problem, ...]:
    """Every problem of the gazetteer in `folder` (None: the package's), in the order of files and lines."""
    tables: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for name, found, wrong in read(folder):
        tables[name] = found
        problems += wrong
    places = {row["code"]: row for row in tables.get(SEAT, ())} | {row["code"]: row for row in tables.get(EXTRA, ())}
    for name in (SEAT, EXTRA):
        problems += _places(tables.get(name, []), places)
    problems += _bounds(places)
    for row in tables.get("facilities.csv", ()):
        problems += _names(row)
        if row["place_code"] not in places:
            problems.append(_problem(row, f"place_code {row['place_code']!r} is no place"))
        problems += [_problem(row, f"column {c!r}: facilities carry no position") for c in ("lat", "lon") if row[c]]
    for row in tables.get("ambiguous_names.csv", ()):
        lost = [code for code in split(row["codes"]) if code not in places]
        problems += [_problem(row, f"code {code!r} is no place") for code in lost]
        if row["common_word"] not in ("", "yes", "maybe"):
            problems.append(_problem(row, f"common_word is {row['common_word']!r}: write yes, maybe or nothing"))
    for row in tables.get("world.csv", ()):
        problems += _names(row)
        if row["kind"] not in (*ABROAD, "region"):
            problems.append(_problem(row, f"kind is {row['kind']!r}: write {', '.join(ABROAD)} or region"))
        elif row["kind"] == "region" and row["parent"] and row["parent"] not in places:
            problems.append(_problem(row, f"parent {row['parent']!r} is no place"))
    return tuple(problems)


def _problem(row: Row, message: str) -> Problem:
    return Problem(row.file, row.line, message)


def _places(table: list[Row], places: dict[str, Row]) -> Iterator[Problem]:
    """What is wrong with single rows: code, level, names, parent."""
    seen: dict[str, int] = {}
    for row in table:
        code = row["code"]
        if not code:
            yield _problem(row, "has no code")
        elif code in seen:
            yield _problem(row, f"code {code!r} is already on line {seen[code]}")
        seen.setdefault(code, row.line)
        yield from _names(row)
        if row["level"] not in DEPTH:
            yield _problem(row, f"level is {row['level']!r}: write one of {', '.join(LEVELS)}")
        else:
            yield from _parent(row, places)
        yield from _position(row)


def _names(row: Row) -> Iterator[Problem]:
    if not row["name_ar"]:
        yield _problem(row, "has no name_ar")
    for name in (row["name_ar"], *split(row["aliases_ar"])):
        # facilities known by a code (M10) keep it as an alias
        if name and not _ARABIC.match(name) and row.file != "facilities.csv":
            yield _problem(row, f"the name {name!r} is not Arabic")


def _parent(row: Row, places: dict[str, Row]) -> Iterator[Problem]:
    parent, depth = row["parent_code"], DEPTH[row["level"]]
    if row["level"] == "country":
        if parent:
            yield _problem(row, f"a country has no parent, but parent_code is {parent!r}")
        return
    if not parent:
        yield _problem(row, "has no parent_code")
    elif parent == row["code"]:
        yield _problem(row, "is its own parent")
    elif parent not in places:
        yield _problem(row, f"parent_code {parent!r} is no place")
    else:
        above = DEPTH.get(places[parent]["level"], -1)
        if above > depth or (above == depth and depth <= _FINEST_OFFICIAL):
            yield _problem(row, f"its parent {parent} is a {places[parent]['level']}, not above a {row['level']}")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _position(row: Row) -> Iterator[Problem]:
    lat, lon = row["lat"], row["lon"]
    if bool(lat) != bool(lon):
        yield _problem(row, "has only one of lat and lon")
        return
    if not lat:
        if DEPTH[row["level"]] <= _FINEST_OFFICIAL if row["level"] in DEPTH else False:
            yield _problem(row, f"a {row['level']} needs lat and lon")
        return
    for name, limit in (("lat", _LATITUDE), ("lon", _LONGITUDE)):
        value = _number(row[name])
        if value is None:
            yield _problem(row, f"{name} {row[name]!r} is no number (degrees, WGS 84)")
        elif not -limit <= value <= limit:
            yield _problem(row, f"{name} {row[name]} is outside -{limit:g}…{limit:g}")


def _bounds(places: dict[str, Row]) -> Iterator[Problem]:
    """Positions outside the box of the governorates, by `MARGIN` (lat and lon exchanged, a digit lost)."""
    box = [(_number(r["lat"]), _number(r["lon"])) for r in places.values() if r["level"] == "governorate"]
    known = [(lat, lon) for lat, lon in box if lat is not None and lon is not None]
    if not known:
        return
    south, north = min(p[0] for p in known) - MARGIN, max(p[0] for p in known) + MARGIN
    west, east = min(p[1] for p in known) - MARGIN, max(p[1] for p in known) + MARGIN
    for row in places.values():
        lat, lon = _number(row["lat"]), _number(row["lon"])
        if lat is not None and lon is not None and not (south <= lat <= north and west <= lon <= east):
            yield _problem(row, f"{lat}, {lon} lies outside its country")
