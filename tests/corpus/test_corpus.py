"""Every phenomenon of Arabic reports through the whole reader, with the near misses beside it."""

from __future__ import annotations

from collections import Counter

import pytest

from detectors.reading import Reader
from tests.corpus.cases import Case, differences, load

CASES = load()


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.phenomenon}: {c.text}")
def test_reading(case: Case) -> None:
    assert differences(case, Reader.default()) == []


def test_every_phenomenon_has_positives_and_near_misses() -> None:
    count = Counter((c.phenomenon, c.positive) for c in CASES)
    assert all(count[name, True] >= 3 and count[name, False] >= 2 for name, _ in count), count


def test_no_text_is_said_twice() -> None:
    assert len({c.text for c in CASES}) == len(CASES)
