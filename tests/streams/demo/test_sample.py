"""The samples are valid, varied, and come to the present without changing their time of day."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from detectors.records import Article
from streams.demo.sample import load
from streams.demo.verdict import expectations
from streams.validation import Refusal, validate

NOW = datetime(2027, 5, 3, 9, 30, tzinfo=UTC)


def test_newest_is_less_than_a_day_old_and_nothing_lies_ahead() -> None:
    instants = [sample.at for sample in load(NOW) if sample.at]
    assert timedelta(0) <= NOW - max(instants) < timedelta(days=1)


def test_time_of_day_and_order_stay() -> None:
    early, late = load(NOW), load(NOW + timedelta(days=40, hours=5))
    assert [s.at.time() for s in early if s.at] == [s.at.time() for s in late if s.at]
    assert [s.id for s in early] == [s.id for s in late]


@pytest.mark.parametrize("hour", range(24))
def test_no_article_falls_on_another_day_in_damascus(hour: int) -> None:
    """Samples carry +02:00; whichever offset Damascus has, the calendar day must be the one that the text means."""
    for sample in load(NOW.replace(hour=hour)):
        if sample.at:
            assert sample.at.date() == sample.at.astimezone(UTC).date() == (sample.at + timedelta(hours=1)).date()


def test_texts_name_no_weekday_and_no_month() -> None:
    dated = re.compile("السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|تشرين|كانون|شباط|آذار|نيسان|أيار")
    assert not [sample.id for sample in load(NOW) if dated.search(sample.text)]


def test_what_is_refused_is_what_is_expected_to_be() -> None:
    refused = {}
    for sample in load(NOW):
        answer = validate(sample.body, NOW)
        if isinstance(answer, Refusal):
            refused[sample.id] = answer.reason
    assert refused == expectations()["dead"]


def test_there_are_enough_of_them_and_one_comes_twice_unchanged() -> None:
    bodies = [sample.body for sample in load(NOW)]
    assert len(set(bodies)) >= 20
    assert len(bodies) - len(set(bodies)) == 1
    readable = {sample.id for sample in load(NOW) if not sample.broken} - set(expectations()["dead"])
    assert len(readable) == expectations()["articles"]


def test_a_withdrawn_and_a_corrected_article_are_among_them() -> None:
    articles = [msgspec.json.decode(s.body, type=Article) for s in load(NOW) if not s.broken]
    assert [a.id for a in articles if a.withdrawn] == ["daret-izza-1"]
    assert [a.id for a in articles if a.revised_at and not a.withdrawn] == ["atarib-1"]
    assert all(json.loads(s.body)["schema"] == "article/1" for s in load(NOW) if not s.broken)
