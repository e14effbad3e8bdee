"""`rasid explain` and `rasid evaluate` as their users call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from detectors.evaluation import half
from streams.cli import main


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """An annotated report of our own and its text."""
    text = "مقتل 4 مدنيين بقصف مدفعي على بلدة سرمين في إدلب."
    fact = {
        "id": "f1", "kind": "killed", "low": 4, "high": 4, "qualifier": "exact", "victims": "civilian",
        "scope": "current", "place": "سرمين", "quotes": ["مقتل 4 مدنيين"],
    }  # fmt: skip
    gold = {"id": "seed-000", "facts": [fact], "toll": {"killed": [4, 4]}, "health_alert": False}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "seed-000", "text": text}), encoding="utf-8")
    return tmp_path / "gold.jsonl", tmp_path / "texts.jsonl"


def test_explain_shows_sentence_and_reason(files: tuple[Path, Path]) -> None:
    result = CliRunner().invoke(main, ["explain", "--rules", str(files[1])])
    assert result.exit_code == 0, result.output
    assert "مقتل 4 مدنيين" in result.output
    assert "f1" in result.output
    assert "[noun.death]" in result.output


def test_evaluate_prints_the_table_and_json(files: tuple[Path, Path]) -> None:
    gold, texts = map(str, files)
    table = CliRunner().invoke(main, ["evaluate", gold, texts, "--errors", "3"])
    assert table.exit_code == 0, table.output
    assert "numeric facts, F1" in table.output
    figures = CliRunner().invoke(main, ["evaluate", gold, texts, "--json", "--half", "dev"])
    assert json.loads(figures.output)["numeric facts, F1"] == 1.0


def test_evaluate_never_lists_errors_of_the_half_that_is_held_back(files: tuple[Path, Path]) -> None:
    gold, texts = files
    held = "r-1"
    assert half(held) == "held"
    for path in files:
        path.write_text(path.read_text("utf-8").replace("seed-000", held).replace('"low": 4', '"low": 5'), "utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(gold), str(texts), "--half", "held", "--errors", "9"])
    assert result.exit_code == 0, result.output
    assert held not in result.output


def test_evaluate_names_missing_texts(files: tuple[Path, Path]) -> None:
    files[1].write_text(json.dumps({"id": "other", "text": "نص"}), encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", *map(str, files)])
    assert result.exit_code == 1
    assert "seed-000" in result.output


def test_what_stands_before_a_broken_line_is_read(tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "text": "مقتل 4 مدنيين بقصف."}) for name in ("a", "b")]
    (tmp_path / "texts.jsonl").write_text("\n".join([*lines, "{", lines[0]]), encoding="utf-8")
    result = CliRunner().invoke(main, ["read", "--json", str(tmp_path / "texts.jsonl")])
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]
    assert "texts.jsonl:3" in result.stderr
