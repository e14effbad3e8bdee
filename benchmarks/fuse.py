"""Fused incidents against incidents that analysts coded from the same sources, on two parts of them.

usage: python benchmarks/fuse.py convert INCIDENTS.jsonl ARTICLES.jsonl
       python benchmarks/fuse.py score SCORER.py INCIDENTS.jsonl FUSED.jsonl

`convert` writes every source of INCIDENTS once, as `rasid fuse --json` reads it: id, source (the outlet), date (as it
stands there, `2023-10-05 (incident date)` too) and text. Then

    rasid fuse --json ARTICLES.jsonl > FUSED.jsonl

fuses them as one stream, and `score` prints the scorer's table for the third of the incidents that rules may be
written from and for the two others, apart.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


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
    lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in seen.values())
    articles.write_text("".join(lines), encoding="utf-8")


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
            path.write_text("".join(json.dumps(i, ensure_ascii=False) + "\n" for i in part), encoding="utf-8")
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
        case _:
            sys.exit(__doc__)
