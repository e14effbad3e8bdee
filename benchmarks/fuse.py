"""Fused incidents against incidents that analysts coded from the same sources, on two parts of them.

usage: python benchmarks/fuse.py convert INCIDENTS.jsonl ARTICLES.jsonl
       python benchmarks/fuse.py score SCORER.py INCIDENTS.jsonl FUSED.jsonl
       python benchmarks/fuse.py crowd SCORER.py INCIDENTS.jsonl DAYS

`convert` writes every source of INCIDENTS once, as `rasid fuse --json` reads it: id, source (the outlet), date (as it
stands there, `2023-10-05 (incident date)` too) and text. Then

    rasid fuse --json ARTICLES.jsonl > FUSED.jsonl

fuses them as one stream, and `score` prints the scorer's table for the third of the incidents that rules may be
written from and for the two others, apart.

The coded incidents lie days and weeks apart. `crowd` reads and fuses their sources with the incidents' days drawn
together into DAYS, at random but always alike, as in a siege in which many places are struck every day: what fails
then is mostly that strikes are glued. Incidents that share a source move together. What a report says in words of its
date does not matter, since dates move when it has been read.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec

from detectors.fusion import fuse_all
from detectors.gazetteer import Gazetteer
from detectors.reading import Reader
from detectors.records import Report
from streams.cli.articles import read_articles
from streams.cli.fuse import plain

_DRAWN_TO: Final = date(2024, 3, 1)
_DATE: Final = re.compile(rb'"(\d{4}-\d\d-\d\d)(?=["T])')
"""A date in a report's JSON, alone or before a time; no text of an article begins so."""


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write(path: Path, objects: Iterable[Any]) -> None:
    """The objects as a JSONL file."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects), encoding="utf-8")


def is_open(id_: str) -> bool:
    """Whether errors of this incident may be looked at: a third, by hash, so that the split never moves."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 3 == 0


def convert(incidents: Path, articles: Path) -> None:
    """Write the sources of coded incidents as articles, each once, in the order of their first mention."""
    seen: dict[str, dict[str, Any]] = {}
    for incident in rows(incidents):
        for source in incident["sources"]:
            seen.setdefault(
                source["id"],
                {"id": source["id"], "source": source["outlet"], "date": source["date"], "text": source["text"]},
            )
    write(articles, seen.values())


def crowd(scorer: Path, incidents: Path, days: int) -> None:
    """Print the scorer's table for the incidents' sources, fused as if all had happened within `days` days."""
    coded = rows(incidents)
    shift = _shifts(coded, days)
    reader = Reader(Gazetteer.load())
    with tempfile.TemporaryDirectory() as folder:
        articles, moved, fused = (Path(folder) / f"{name}.jsonl" for name in ("articles", "incidents", "fused"))
        convert(incidents, articles)
        shifts = {source["id"]: shift[incident["id"]] for incident in coded for source in incident["sources"]}
        reports = [_moved(reader.read(a), shifts[a.id]) for a in read_articles(articles)]
        write(fused, map(plain, fuse_all(reports, datetime.now(UTC))))
        for one in coded:
            one["date"] = (date.fromisoformat(one["date"][:10]) + shift[one["id"]]).isoformat()
        write(moved, coded)
        score(scorer, moved, fused)


def _shifts(coded: Sequence[dict[str, Any]], days: int) -> dict[str, timedelta]:
    """Incident → by how much its reports move; the same for all that hang together by sources that they share."""
    groups: list[tuple[set[str], list[dict[str, Any]]]] = []
    for incident in coded:
        sources, members = {s["id"] for s in incident["sources"]}, [incident]
        for group in [g for g in groups if g[0] & sources]:
            groups.remove(group)
            sources, members = sources | group[0], members + group[1]
        groups.append((sources, members))
    dice, found = random.Random(0), dict[str, timedelta]()
    for _, members in sorted(groups, key=lambda group: min(i["id"] for i in group[1])):
        first = min(date.fromisoformat(i["date"][:10]) for i in members)
        found |= dict.fromkeys((i["id"] for i in members), _DRAWN_TO + timedelta(dice.randrange(days)) - first)
    return found


def _moved(report: Report, by: timedelta) -> Report:
    """The report with all its dates moved."""
    told = _DATE.sub(
        lambda m: b'"' + (date.fromisoformat(m[1].decode()) + by).isoformat().encode(), msgspec.json.encode(report)
    )
    return msgspec.json.decode(told, type=Report)


def score(scorer: Path, incidents: Path, fused: Path) -> None:
    """Print the scorer's table for both parts and for all."""
    coded = rows(incidents)
    parts = {
        "open third": [i for i in coded if is_open(i["id"])],
        "two thirds kept back": [i for i in coded if not is_open(i["id"])],
        "all": coded,
    }
    for name, part in parts.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "incidents.jsonl"
            write(path, part)
            command = [sys.executable, str(scorer), str(path), str(fused)]
            fixed = {**os.environ, "PYTHONHASHSEED": "0"}  # the scorer leaves ties to the order of a set
            run = subprocess.run(command, capture_output=True, text=True, check=True, env=fixed)
        print(f"== {name}\n{run.stdout}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["convert", source, target]:
            convert(Path(source), Path(target))
        case ["score", scorer, source, fused]:
            score(Path(scorer), Path(source), Path(fused))
        case ["crowd", scorer, source, days]:
            crowd(Path(scorer), Path(source), int(days))
        case _:
            sys.exit(__doc__)
