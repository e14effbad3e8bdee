"""Archives of articles, of the reports read from them, and of both."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from detectors.records import Article, Report, encode
from streams.cli import main
from streams.cli.ahead import WORTHWHILE
from streams.cli.archive import read_archive, told
from streams.cli.articles import ArticleError

NOON = datetime(2016, 11, 25, 12, tzinfo=UTC)
TEXT = "قتل {} مدنيا في غارة جوية استهدفت حي بستان القصر بمدينة حلب اليوم."


def article(name: str, killed: int = 12, **other: Any) -> Article:
    return Article(id=name, source=f"outlet {name}", published_at=NOON, text=TEXT.format(killed), **other)


def report(one: Article) -> Report:
    return Report(article_id=one.id, source=one.source, published_at=one.published_at, reader_version="read here")


def written(path: Path, items: Iterable[Article | Report]) -> str:
    path.write_bytes(b"".join(encode(item) + b"\n" for item in items))
    return str(path)


def test_a_file_may_hold_articles_and_reports(tmp_path: Path) -> None:
    items: list[Article | Report] = [article("a"), report(article("b")), article("c", withdrawn=True, revised_at=NOON)]
    assert list(read_archive(Path(written(tmp_path / "archive.jsonl", items)))) == items


def test_an_article_that_quotes_a_report_is_an_article(tmp_path: Path) -> None:
    quoting = msgspec.structs.replace(article("a"), text='كتب "schema":"report/1" ثم توقف')
    assert list(read_archive(Path(written(tmp_path / "archive.jsonl", [quoting])))) == [quoting]


@pytest.mark.parametrize("line", ['{"schema": "report/1", "article_id": "a"}', '{"schema":"report/1", "facts": ['])
def test_half_a_report_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_text(f"{encode(article('a')).decode()}\n{line}\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"archive\.jsonl:2: no whole report/1 .*rasid read --records"):
        list(read_archive(path))


@pytest.mark.parametrize("number", [0, 3, WORTHWHILE + 40])
def test_what_was_read_keeps_its_place_among_what_is_read(number: int) -> None:
    items = [(report if n % 3 else msgspec.structs.replace)(article(f"a{n}")) for n in range(number)]
    found = list(told(report, items))
    assert [one.article_id for one in found] == [f"a{n}" for n in range(number)]


def test_reports_alone_are_read_by_nobody() -> None:
    def broken(_: Article) -> Report:
        raise AssertionError

    items = [report(article(f"a{n}")) for n in range(WORTHWHILE + 1)]
    assert list(told(broken, items)) == items


@dataclass(frozen=True)
class Run:
    """One command's status and lines."""

    status: int
    lines: list[str]

    def objects(self, *without: str) -> list[dict[str, Any]]:
        rows = [json.loads(line) for line in self.lines if line.startswith("{")]
        return [{name: value for name, value in row.items() if name not in without} for row in rows]


def rasid(*arguments: str) -> Run:
    result = CliRunner().invoke(main, list(arguments))
    return Run(result.exit_code, result.output.splitlines())


@pytest.fixture
def both(tmp_path: Path) -> tuple[str, str]:
    """An archive of articles, and the reports that `rasid read --records` writes of it."""
    articles = written(tmp_path / "articles.jsonl", [article("a"), article("b", 15), article("c", revised_at=NOON)])
    records = rasid("read", "--records", articles)
    reports = tmp_path / "reports.jsonl"
    reports.write_text("\n".join(records.lines), encoding="utf-8")
    assert [row["schema"] for row in records.objects()] == ["report/1"] * 3
    return articles, str(reports)


@pytest.mark.parametrize("command", ["fuse", "backtest"])
def test_reports_lead_to_what_their_articles_lead_to(both: tuple[str, str], command: str) -> None:
    of_articles, of_reports = (rasid(command, "--json", archive).objects("updated_at") for archive in both)
    assert of_articles == of_reports != []


def test_a_backtest_says_that_another_reader_read(both: tuple[str, str], tmp_path: Path) -> None:
    assert "another version" not in " ".join(rasid("backtest", both[1]).lines)
    old = written(tmp_path / "old.jsonl", [report(article("a"))])
    assert "1 reports were read by another version" in " ".join(rasid("backtest", old).lines)


def test_an_article_that_was_withdrawn_counts_no_more(tmp_path: Path) -> None:
    told_of = written(tmp_path / "told.jsonl", [article("a")])
    withdrawn = written(tmp_path / "withdrawn.jsonl", [article("a"), article("a", withdrawn=True, revised_at=NOON)])
    assert [len(rasid("fuse", "--json", archive).objects()) for archive in (told_of, withdrawn)] == [1, 0]


def test_one_form_of_lines_at_a_time(both: tuple[str, str]) -> None:
    assert rasid("read", "--json", "--records", both[0]).status == 2
