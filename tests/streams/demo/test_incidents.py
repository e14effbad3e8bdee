"""The samples' incidents without Kafka: reading and fusing alone, in the order of publication and in any other."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from detectors.fusion import fuse_all
from detectors.gazetteer import Gazetteer
from detectors.reading import Reader
from detectors.records import Article
from streams.demo.sample import load
from streams.demo.verdict import expectations, judge_incidents
from streams.validation import validate

NOW = datetime(2027, 5, 3, 18, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Gazetteer.load())


@pytest.mark.parametrize("seed", range(4))
def test_incidents_are_those_expected_in_any_order(reader: Reader, seed: int) -> None:
    articles = [one for sample in load(NOW) if isinstance(one := validate(sample.body, NOW), Article)]
    if seed:
        random.Random(seed).shuffle(articles)
    # A withdrawn article leaves nothing behind when it is known from the start; in the stream it leaves a retraction.
    rows = [row for row in expectations()["incidents"] if row.get("status") != "retracted"]
    incidents = list(fuse_all(map(reader.read, articles), NOW))
    wrong = [f"{one.text} — {one.wrong}" for one in judge_incidents(incidents, rows) if not one.good]
    assert wrong == []


def test_what_is_withdrawn_later_stands_until_then(reader: Reader) -> None:
    early = [one for one in load(NOW) if not one.late]
    articles = [one for sample in early if isinstance(one := validate(sample.body, NOW), Article)]
    (row,) = [row for row in expectations()["incidents"] if row.get("status") == "retracted"]
    (found,) = [one for one in fuse_all(map(reader.read, articles), NOW) if one.place.code == row["place"]]
    assert found.health is not None and found.health.target == "facility"
    assert found.killed.total.best == 4
