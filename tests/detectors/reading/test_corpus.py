"""Own sentences, one expected reading each: spellings that must be read and near misses that must not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from detectors.reading import Reader
from detectors.reading.model import Candidate
from detectors.records import Article

CORPUS = Path(__file__).parent / "corpus"
PUBLISHED = datetime(2023, 5, 5, 12, tzinfo=UTC)


def rows(name: str) -> list[tuple[str, str]]:
    lines = (CORPUS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line and not line.startswith("#")]


def read(sentence: str) -> tuple[Candidate, ...]:
    return Reader.default().explain(Article(id="a", source="s", published_at=PUBLISHED, text=sentence)).kept


def number(c: Candidate) -> str:
    value = c.low if c.low is not None else c.high
    return c.qualifier if value is None else str(value)


@pytest.mark.parametrize(("sentence", "expected"), rows("casualties"))
def test_casualties(sentence: str, expected: str) -> None:
    assert ", ".join(sorted(f"{c.kind} {number(c)}" for c in read(sentence))) == expected


@pytest.mark.parametrize(("sentence", "expected"), rows("scopes"))
def test_scopes(sentence: str, expected: str) -> None:
    assert ", ".join(sorted(f"{c.kind} {number(c)} {c.scope}" for c in read(sentence))) == expected
