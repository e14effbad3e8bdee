"""Own articles in the styles of agencies and outlets, annotated as the reading guide asks: what comes out is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detectors.reading import Reader
from detectors.records import Report
from streams.cli.articles import read_articles

ARTICLES = Path(__file__).parent / "articles"
LEAST = 0.8
"""Share of articles whose toll must be exact; the target for other people's reports is 0.85."""


def gold() -> dict[str, dict[str, Any]]:
    lines = (ARTICLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    reader = Reader.default()
    return {article.id: reader.read(article) for article in read_articles(ARTICLES / "texts.jsonl")}


def interval(value: Any) -> list[int | None]:
    return [None, None] if value is None else list(value)


def test_every_article_is_annotated(reports: dict[str, Report]) -> None:
    assert set(gold()) == set(reports)
    assert len(reports) > 40


def test_tolls_are_those_of_a_careful_reader(reports: dict[str, Report]) -> None:
    right = [
        all(
            interval(row["toll"][kind]) == interval(getattr(reports[name].toll, kind)) for kind in ("killed", "injured")
        )
        for name, row in gold().items()
    ]
    assert sum(right) >= LEAST * len(right)


def test_no_running_total_is_news(reports: dict[str, Report]) -> None:
    for name, row in gold().items():
        totals = {fact["low"] for fact in row["facts"] if fact["scope"] == "cumulative" and fact["low"]}
        news = {fact["low"] for fact in row["facts"] if fact["scope"] == "current"}
        read = {fact.low for fact in reports[name].facts if fact.scope == "current"}
        assert not (totals - news) & read, name


def test_stated_numbers_are_found(reports: dict[str, Report]) -> None:
    wanted = [(name, fact) for name, row in gold().items() for fact in row["facts"] if fact["low"] is not None]
    found = [
        any(fact["kind"] == f.kind and fact["low"] in {f.low, f.high} for f in reports[name].facts)
        for name, fact in wanted
    ]
    assert sum(found) >= 0.95 * len(found)
