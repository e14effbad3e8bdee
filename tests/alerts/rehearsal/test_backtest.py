"""Backtests: articles of an archive in the order of publication, and the page that shows what would have fired."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner

from alerts.rehearsal.backtest import Backtest, backtest, ticks
from alerts.rehearsal.calendar import page
from alerts.rehearsal.newsroom import Newsroom
from alerts.rules import parse
from detectors.records import Article
from streams.cli import main
from tests.alerts.timeline import DAILY, at, chain, incident

RULES = "version: 1\nrules:\n  - {name: daily, kind: threshold, measure: killed, window: 1d, threshold: 10}\n"
TEXT = "قتل {} مدنياً في غارة جوية استهدفت حي بستان القصر بمدينة حلب اليوم."


def articles() -> list[Article]:
    """Two days with a strike each, given in the wrong order; the first toll is raised by a later article."""
    days = ((25, 9, 12, "a"), (25, 14, 15, "b"), (28, 9, 11, "c"))
    made = [
        Article(
            id=name,
            source=f"outlet {name}",
            published_at=datetime(2016, 11, day, hour, tzinfo=UTC),
            text=TEXT.format(n),
        )
        for day, hour, n, name in days
    ]
    return made[::-1]


def test_an_archive_in_any_order_says_what_would_have_fired() -> None:
    outcome = backtest(articles(), Newsroom(parse(RULES)))
    assert outcome.articles == 3
    assert {(a.rule, a.district.code, a.episode) for a in outcome.standing()} == {
        ("daily", "N0204", "2016-11-25"), ("daily", "N0204", "2016-11-28"),
    }  # fmt: skip
    assert all(alert.state == "resolved" for alert in outcome.standing())
    assert list(outcome.by_rule_and_district()) == [("daily", "N0204")]


def test_ticks_come_hourly_then_rarer_and_end() -> None:
    found = list(ticks(at(0, 9.5), at(400)))
    assert found[0] == at(0, 10) and found[1] - found[0] == timedelta(hours=1)
    assert found[-1] - found[-2] == timedelta(days=1) and found[-1] < at(45)
    assert list(ticks(None, at(3))) == [] and list(ticks(at(3), at(3))) == []


def outcome_of(*killed: tuple[int, int]) -> Backtest:
    world, outcome = chain(DAILY), Backtest(articles=7, first=at(0), last=at(3))
    for day, count in killed:
        outcome.add(world.incident(incident(f"<script>{day}", count, day=day), at(day)))
    return outcome


class Balanced(HTMLParser):
    """Tags that are opened and not closed, of those that must be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("svg", "table", "html", "style", "bdi", "title"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("svg", "table", "html", "style", "bdi", "title"):
            assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_from_outside() -> None:
    text = page(outcome_of((0, 12), (2, 15)), "<b>An archive</b>")
    parser = Balanced()
    parser.feed(text)
    assert parser.open == []
    assert not re.search(r"<script|https?://|<b>An", text)
    assert "<title>2016-11-20: 1</title>" in text and "<title>2016-11-22: 1</title>" in text
    assert text.count("<rect") == 366 * 2, "2016, once for all rules and once for the rule"


def test_a_page_of_nothing_says_so() -> None:
    assert "<b>0</b> alerts" in page(Backtest(), "Nothing")


def test_the_command_writes_table_page_and_json(tmp_path: Path) -> None:
    archive, rules, html = tmp_path / "archive.jsonl", tmp_path / "rules.yaml", tmp_path / "calendar.html"
    rows = [
        {"id": a.id, "source": a.source, "published_at": a.published_at.isoformat(), "text": a.text} for a in articles()
    ]
    archive.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    rules.write_text(RULES)
    run = CliRunner()
    said = run.invoke(main, ["backtest", str(archive), "--rules", str(rules), "--html", str(html)])
    assert said.exit_code == 0, said.output
    assert "2 alerts stand" in said.output and "2016-11-25" in html.read_text(encoding="utf-8")
    lines = run.invoke(main, ["backtest", str(archive), "--rules", str(rules), "--json"]).stdout.splitlines()
    assert {json.loads(line)["rule"] for line in lines if line.startswith("{")} == {"daily"}
