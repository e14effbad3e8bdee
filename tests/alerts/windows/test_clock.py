"""The watermark: what moves it, and what does not."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from alerts.windows.clock import KEPT_SOURCES, Clock
from detectors.records import Claim
from tests.alerts.timeline import at, incident


def claim(source: str, when: datetime, article: str = "") -> Claim:
    base = incident("x", 1).claims[0]
    return msgspec.structs.replace(base, source=source, published_at=when, article_id=article or f"{source}{when}")


def test_two_outlets_move_it() -> None:
    """A ─── day 3 ─── day 5;  B ─── day 4"""
    clock = Clock().observe([claim("A", at(3))], at(9))
    assert clock.watermark is None
    clock = clock.observe([claim("B", at(4))], at(9))
    assert clock.watermark == at(3)
    assert clock.observe([claim("A", at(5))], at(9)).watermark == at(4)


def test_one_wrong_clock_moves_nothing() -> None:
    clock = Clock().observe([claim("A", at(3)), claim("B", at(4))], at(9))
    wrong = clock.observe([claim("A", at(900))], at(9))
    assert wrong.watermark == at(4), "the other outlet's latest, whatever A says"
    assert clock.observe([claim("C", at(-4000))], at(9)).watermark == at(3)


def test_nothing_lies_after_now() -> None:
    clock = Clock().observe([claim("A", at(900)), claim("B", at(800))], at(9))
    assert clock.watermark == at(9)


def test_a_single_outlet_needs_two_articles() -> None:
    clock = Clock().observe([claim("A", at(3), "one")], at(9))
    assert clock.observe([claim("A", at(3), "one")], at(9)).watermark is None, "the same article again is one article"
    assert clock.observe([claim("A", at(8), "two")], at(9)).watermark == at(3)


def test_since_is_the_oldest_article() -> None:
    assert Clock().observe([claim("A", at(3)), claim("B", at(1))], at(9)).since == at(1)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 9)), max_size=5))
def test_any_order_gives_one_watermark(seen: list[tuple[str, int]]) -> None:
    marks = set()
    for order in permutations(seen):
        clock = Clock()
        for source, day in order:
            clock = clock.observe([claim(source, at(day))], at(20))
        marks.add((clock.watermark, clock.since))
    assert len(marks) == 1


def test_outlets_without_number_do_not_grow_it() -> None:
    clock = Clock().observe([claim(f"s{n}", at(n / 100)) for n in range(500)], at(9))
    assert len(clock.heard) == KEPT_SOURCES and clock.watermark == at(4.98)
