"""Whole reports: the figures of the reader on them never fall (`reports/README.md`)."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from detectors.evaluation import Evaluation, evaluate, figures
from detectors.reading import Reader
from detectors.text import Document
from streams.cli.articles import read_articles
from streams.cli.read import plain

REPORTS = Path(__file__).with_name("reports")
FLOORS: dict[str, dict[str, float]] = {
    "open": {
        "numeric facts, F1": 0.945,
        "toll exact (killed and injured)": 0.66,
        "running total taken for news": 0.02,
        "scope right": 0.955,
        "combatant or not": 0.965,
        "place right": 0.88,
        "hospital attack, precision": 0.93,
        "hospital attack, recall": 0.90,
    },
    "opened": {
        "numeric facts, F1": 0.97,
        "toll exact (killed and injured)": 0.85,
        "running total taken for news": 0.04,
        "scope right": 0.97,
        "combatant or not": 0.975,
        "place right": 0.865,
        "hospital attack, precision": 0.93,
        "hospital attack, recall": 0.90,
    },
    "batches": {
        "numeric facts, F1": 0.96,
        "toll exact (killed and injured)": 0.70,
        "running total taken for news": 0.04,
        "scope right": 0.93,
        "combatant or not": 0.98,
        "place right": 0.875,
        "hospital attack, precision": 0.95,
        "hospital attack, recall": 0.93,
    },
    "usual": {
        "numeric facts, F1": 0.945,
        "toll exact (killed and injured)": 0.82,
        "running total taken for news": 0.075,
        "scope right": 0.955,
        "combatant or not": 0.985,
        "place right": 0.87,
        "hospital attack, precision": 0.93,
        "hospital attack, recall": 0.88,
    },
    "kept_back": {
        "numeric facts, F1": 0.96,
        "toll exact (killed and injured)": 0.87,
        "running total taken for news": 0.04,
        "scope right": 0.94,
        "combatant or not": 0.98,
        "place right": 0.84,
        "hospital attack, precision": 0.87,
        "hospital attack, recall": 0.99,
    },
}
"""The least of each figure, a little below what was measured; the most of what should be small."""


def gold(part: str) -> list[dict[str, Any]]:
    lines = (REPORTS / f"{part}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def texts(part: str) -> dict[str, str]:
    return {article.id: article.text for article in read_articles(REPORTS / f"{part}.texts.jsonl")}


@pytest.fixture(scope="module", params=list(FLOORS))
def read_part(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    """The name of a part and its reports as read, by id."""
    reader, part = Reader.default(), request.param
    return part, {a.id: plain(reader.read(a)) for a in read_articles(REPORTS / f"{part}.texts.jsonl")}


@pytest.fixture(scope="module")
def evaluated(read_part: tuple[str, dict[str, Any]]) -> tuple[str, Evaluation]:
    part, read = read_part
    return part, evaluate(gold(part), texts(part), read)


def test_no_figure_takes_the_place_of_one_that_it_contradicts(read_part: tuple[str, dict[str, Any]]) -> None:
    """Of such a pair neither would count, and the toll would be empty."""
    for id_, report in read_part[1].items():
        facts = {fact["id"]: fact for fact in report["facts"]}
        for fact in facts.values():
            newer = facts.get(fact["superseded_by"])
            assert newer is None or fact["id"] not in {newer["rival_of"], newer["superseded_by"]}, (id_, fact["id"])


def test_figures_do_not_fall(evaluated: tuple[str, Evaluation]) -> None:
    part, result = evaluated
    measured = {name: (value, sense) for name, value, _, _, sense in figures(result)}
    fallen = {
        name: value
        for name, floor in FLOORS[part].items()
        if (value := measured[name][0]) is None or (value < floor if measured[name][1] == ">=" else value > floor)
    }
    assert not fallen


@pytest.mark.parametrize("part", FLOORS)
def test_every_quote_stands_in_its_text(part: str) -> None:
    known = texts(part)
    assert set(known) == {report["id"] for report in gold(part)}
    for report in gold(part):
        for fact in (*report["facts"], *report["health_attacks"]):
            for quote in fact["quotes"]:
                assert quote in known[report["id"]], (report["id"], quote)


@pytest.mark.parametrize("part", FLOORS)
def test_parts_and_rivals_name_facts_of_their_report(part: str) -> None:
    for report in gold(part):
        ids = {fact["id"] for fact in report["facts"]}
        for fact in report["facts"]:
            for relation in ("part_of", "rival_of", "superseded_by"):
                assert fact.get(relation) in {None, *ids}, (report["id"], fact["id"])


def test_no_report_stands_in_two_parts() -> None:
    """A run of ten words in two of them would count one report twice."""

    def runs(part: str) -> set[tuple[str, ...]]:
        found = set()
        for text in texts(part).values():
            words = Document(text).norm.split()
            found |= {tuple(words[i : i + 10]) for i in range(len(words) - 9)}
        return found

    told = [runs(part) for part in FLOORS]
    assert not any(one & other for one, other in combinations(told, 2))
