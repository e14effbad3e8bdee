"""An archive read by several processes is read as by one."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from detectors.records import Article, Report
from streams.cli.ahead import WORTHWHILE, reports

NOON = datetime(2020, 5, 10, 12, tzinfo=UTC)


def articles(number: int) -> list[Article]:
    return [Article(id=f"a{n}", source="s", published_at=NOON, text=f"نص {n}") for n in range(number)]


def report(article: Article) -> Report:
    """A stand-in for the reader that tells in which process it ran."""
    return Report(article_id=article.id, source=article.source, published_at=NOON, reader_version=str(os.getpid()))


def broken(article: Article) -> Report:
    raise ValueError(article.id)


@pytest.mark.parametrize("cores", [2, 4])
def test_every_article_is_read_elsewhere_and_comes_back_in_its_place(cores: int) -> None:
    given = articles(WORTHWHILE + 7)
    found = list(reports(report, given, cores))
    assert [one.article_id for one in found] == [one.id for one in given]
    assert str(os.getpid()) not in {one.reader_version for one in found}


@pytest.mark.parametrize(("number", "cores"), [(WORTHWHILE - 1, 4), (WORTHWHILE, 1), (0, 4)])
def test_few_articles_and_one_core_need_no_other_process(number: int, cores: int) -> None:
    assert {one.reader_version for one in reports(report, articles(number), cores)} <= {str(os.getpid())}


def test_what_fails_elsewhere_fails_here() -> None:
    with pytest.raises(ValueError, match=r"a\d+"):
        list(reports(broken, articles(WORTHWHILE), 2))
