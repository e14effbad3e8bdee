"""The house keeps its shape: what the folders, imports, names and words of the repository may be."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
SHARED: Final = ROOT.parent / "shared" / "data" / "reports"
PACKAGES: Final = ("detectors", "alerts", "streams")
MAX_FILE_LINES: Final = 320
"""Modules that are still to be parted: they may shrink, and no other may join them."""
MAX_FUNCTION_LINES: Final = 45
"""Without the docstring. The aim is 30; a little more is allowed where a literal fills the lines."""

FOLDERS: Final = {"detectors", "alerts", "streams", "deploy", "tests", "docs", "benchmarks", ".ci"}
VAGUE: Final = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows and that is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def sources(*folders: str) -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def words_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def test_top_level_folders_are_the_agreed_ones() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in tracked() if len(path.relative_to(ROOT).parts) > 1}
    assert found <= FOLDERS
    assert {"detectors", "alerts", "streams", "deploy", "tests"} <= found


def test_imports_run_one_way() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", sources(*PACKAGES, "deploy"), ids=name_of)
def test_module_is_named_by_what_it_holds(path: Path) -> None:
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", sources(*PACKAGES, "deploy"), ids=name_of)
def test_module_is_short_and_says_what_it_is(path: Path) -> None:
    code = words_of(path)
    assert len(code.splitlines()) <= MAX_FILE_LINES
    if code.strip():
        assert ast.get_docstring(ast.parse(code)), "a module says in its first line what it is for"


@pytest.mark.parametrize("path", sources(*PACKAGES, "deploy"), ids=name_of)
def test_functions_are_short(path: Path) -> None:
    long = []
    for node in ast.walk(ast.parse(words_of(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            lines = (node.end_lineno or 0) - first.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                long.append(f"{node.name}: {lines}")
    assert not long


CLOCKS: Final = re.compile(r"datetime\.now\(|datetime\.utcnow\(|time\.time\(|date\.today\(")


def test_the_pure_packages_have_no_clock() -> None:
    pure = [path for path in sources("detectors", "alerts") if path.relative_to(ROOT).parts[:2] != ("alerts", "slack")]
    assert not [name_of(path) for path in pure if CLOCKS.search(words_of(path))]


def test_the_wall_clock_is_read_at_the_edges_alone() -> None:
    """Once in the sender, a leaf, and once in the composition root; from there instants are passed in."""
    reading = {name_of(path) for path in sources(*PACKAGES) if "datetime.now(" in words_of(path)}
    assert reading <= {"alerts/slack/clock.py", "streams/app.py"}


def test_every_path_that_the_architecture_names_is_there() -> None:
    named = re.findall(
        r"`((?:tests|docs|streams|alerts|detectors|deploy)/[\w/.]*)`", words_of(ROOT / "ARCHITECTURE.md")
    )
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


SECRETIVE: Final = {
    "a path of one machine": re.compile(r"(?<![\w.])/" + r"(?:work|root|home/\w+)/"),
    "an index's address": re.compile(r"py" + r"pi\.org|registry\.np" + r"mjs|proxy\.go" + r"lang|repo1\.ma" + r"ven"),
    "how the code came about": re.compile(
        r"\b(?:Clau" + r"de|Anthro" + r"pic|Chat" + r"GPT|LL" + r"M|Copi" + r"lot)\b"
    ),
    "a number of a tracker": re.compile(r"\b[Ii]s" + r"sue (?:no\. ?)?\d+\b"),
}

UNREAD: Final = frozenset({".lock", ".bin"})
"""Hashes and addresses that a tool writes; compressed bytes, in which any three letters turn up by chance."""


@pytest.mark.parametrize("what", SECRETIVE)
def test_no_file_mentions(what: str) -> None:
    read = (path for path in tracked() if path.suffix not in UNREAD)
    guilty = [name_of(path) for path in read if SECRETIVE[what].search(words_of(path))]
    assert not guilty


def _shingles(text: str, length: int = 60) -> set[str]:
    """Runs of `length` characters that begin at a word: enough to know a sentence again, too long to be idiom."""
    flat = " ".join(text.split())
    starts = [0, *(found.end() for found in re.finditer(" ", flat))]
    return {flat[start : start + length] for start in starts if len(flat) - start >= length}


def test_no_sentence_of_other_peoples_articles_is_in_the_repository() -> None:
    if not SHARED.is_dir():
        pytest.skip("the annotated reports are not on this machine")
    own: dict[str, str] = {}
    for path in tracked():
        if path.suffix in {".py", ".md", ".json", ".jsonl", ".txt", ".yml", ".yaml", ".tsv", ".csv", ".toml", ".html"}:
            for shingle in _shingles(words_of(path).replace('\\"', '"')):
                if re.search("[\u0621-\u064a]", shingle):
                    own[shingle] = name_of(path)
    foreign: set[str] = set()
    for source in ("texts.jsonl", "incidents.jsonl"):
        for line in (SHARED / source).read_text(encoding="utf-8").splitlines():
            foreign |= _shingles_of_record(json.loads(line))
    assert not {own[shingle] for shingle in own.keys() & foreign}


def _shingles_of_record(value: object) -> set[str]:
    if isinstance(value, str):
        return _shingles(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {shingle for part in parts for shingle in _shingles_of_record(part)}
