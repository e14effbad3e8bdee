"""Every phenomenon of Arabic reports through the whole reader, with the near misses beside it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from detectors.reading import Reader
from detectors.records import Article
from tests.corpus.cases import PUBLISHED, Case, differences, load

CASES = load()


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.phenomenon}: {c.text}")
def test_reading(case: Case) -> None:
    assert differences(case, Reader.default()) == []


def test_every_phenomenon_has_positives_and_near_misses() -> None:
    count = Counter((c.phenomenon, c.positive) for c in CASES)
    assert all(count[name, True] >= 3 and count[name, False] >= 2 for name, _ in count), count


def test_no_text_is_said_twice() -> None:
    assert len({c.text for c in CASES}) == len(CASES)


def test_a_text_may_break_off_behind_any_word() -> None:
    """Posts are cut where an outlet's limit cuts them: whatever is left is read."""
    reader = Reader.default()
    for text in (case.text for case in CASES):
        for word in re.finditer(r"\S+", text.rstrip(".")):
            reader.read(Article(id="cut", source="own", published_at=PUBLISHED, text=text[: word.end()]))


def test_a_report_may_break_off_at_the_first_words_of_its_next_sentence() -> None:
    reader = Reader.default()
    for opening in {" ".join(case.text.split()[:count]) for case in CASES for count in (1, 2)}:
        text = f"قتل ثلاثة مدنيين بقصف على بلدة حيان. {opening}"
        reader.read(Article(id="cut", source="own", published_at=PUBLISHED, text=text))
