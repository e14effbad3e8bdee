"""Article bytes → article, or the reason against it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.records import Article
from streams.validation import Refusal, article_id, canonical, validate

NOW = datetime(2024, 6, 1, tzinfo=UTC)
GOOD = {"source": "مصدر", "published_at": "2024-05-01T14:30:00+03:00", "text": "قصف على حي الأنصاري"}


def check(**changes: Any) -> Article | Refusal:
    data = {key: value for key, value in {**GOOD, **changes}.items() if value != "ABSENT"}
    return validate(json.dumps(data).encode(), NOW)


def test_a_good_article_is_read_in_utc() -> None:
    found = check()
    assert isinstance(found, Article)
    assert found.published_at == datetime(2024, 5, 1, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "reason", "word"),
    [
        ({"text": "ABSENT"}, "missing_field", "text is missing"),
        ({"text": None}, "missing_field", "text is missing"),
        ({"source": " "}, "missing_field", "source is empty"),
        ({"source": 7}, "wrong_type", "source is a number"),
        ({"text": ["قصف"]}, "wrong_type", "text is a list"),
        ({"withdrawn": "yes"}, "wrong_type", "withdrawn is a string"),
        ({"id": "x" * 600}, "wrong_type", "600 characters"),
        ({"schema": "article/9"}, "bad_schema", "article/9"),
        ({"text": " \n"}, "empty_text", "no words"),
        ({"text": "<p>&nbsp;</p><br>"}, "empty_text", "no words"),
        ({"text": "1234 !!"}, "empty_text", "no words"),
        ({"text": "An English report on حلب"}, "not_arabic", "% of the letters"),
        ({"published_at": "1500-01-01T00:00:00Z"}, "bad_date", "1500"),
        ({"published_at": "2099-01-01T00:00:00Z"}, "bad_date", "2099"),
        ({"published_at": "0001-01-01T00:00:00+14:00"}, "bad_date", "published_at"),
        ({"published_at": "2024-05-01T14:30:00"}, "bad_date", "no zone"),
        ({"published_at": "yesterday"}, "bad_date", "yesterday"),
        ({"published_at": 1714500000}, "wrong_type", "published_at is a number"),
        ({"revised_at": "soon"}, "bad_date", "revised_at"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], reason: str, word: str) -> None:
    found = check(**changes)
    assert isinstance(found, Refusal)
    assert found.reason == reason
    assert word in found.message


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "not_json"), (b"", "not_json"), (b"{", "not_json"), (b"[]", "not_object"), (b"null", "not_object"),
        (b"7", "not_object"), (b"\xff\xfe{}", "bad_encoding"), (b'{"text":"\\ud83d"}', "bad_encoding"),
        (b" " * 1_048_577, "too_large"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_object(value: bytes | None, reason: str) -> None:
    found = validate(value, NOW)
    assert isinstance(found, Refusal)
    assert found.reason == reason


def test_all_problems_come_in_one_message() -> None:
    found = check(source=None, published_at="x", text=5)
    assert isinstance(found, Refusal)
    assert len(found.problems) == 3


def test_unknown_fields_pass() -> None:
    assert isinstance(check(section="news", tags=["a"]), Article)


def test_html_is_reduced_before_its_letters_are_counted() -> None:
    assert isinstance(check(text="<div class='very long english attribute'>قصف</div>" * 3), Article)


def test_the_id_is_the_producers_then_the_urls_then_the_contents() -> None:
    assert article_id({**GOOD, "id": "mine", "url": "https://a/b"}) == "mine"
    same = [
        "https://www.A.org/x/?b=2&a=1#top",
        "http://a.org/x?a=1&b=2&utm_source=t",
        "https://a.org/x?a=1&b=2&fbclid=9",
    ]
    assert len({article_id({**GOOD, "url": url}) for url in same}) == 1
    assert article_id(GOOD) == article_id(dict(GOOD)) != article_id({**GOOD, "title": "عنوان"})


def test_a_url_keeps_what_tells_articles_apart() -> None:
    assert canonical("https://a.org/x?id=1") != canonical("https://a.org/x?id=2")


@given(st.one_of(st.binary(max_size=300), st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*GOOD, "id", "url", "title", "revised_at"]), inner, max_size=7),
    max_leaves=12).map(lambda data: json.dumps(data).encode())))  # fmt: skip
def test_nothing_makes_it_raise(value: bytes) -> None:
    assert isinstance(validate(value, NOW), Article | Refusal)
