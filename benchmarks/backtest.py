"""A backtest: articles per second of one core with their reading, and of what was read before.

usage: python -m benchmarks backtest [ARCHIVE.jsonl]

ARCHIVE holds articles with dates; without it 1,000 articles of the news stream are made, one a quarter of an hour.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from alerts.rehearsal.backtest import Backtest, Item, backtest
from alerts.rehearsal.newsroom import Newsroom
from alerts.rules import default
from benchmarks.sentences import news
from detectors.records import Article
from streams.cli.articles import read_articles
from streams.cli.written_dates import UNDATED

GOAL = 300
"""Articles a second and core."""
_MADE, _APART = 1_000, timedelta(minutes=15)


def made() -> list[Article]:
    """Articles of the news stream, further apart than it has them: ten days and some."""
    written = map(news, range(_MADE))
    return [replace(one, published_at=one.published_at + number * _APART) for number, one in enumerate(written)]


def timed(archive: Sequence[Item], newsroom: Newsroom) -> tuple[Backtest, float]:
    """The outcome, and items per second of this process's CPU time."""
    before = time.process_time()
    outcome = backtest(archive, newsroom)
    return outcome, len(archive) / (time.process_time() - before)


def main(arguments: list[str]) -> int:
    """`python -m benchmarks backtest [ARCHIVE.jsonl]`."""
    archive = read_articles(Path(arguments[0])) if arguments else made()
    articles = [article for article in archive if article.published_at > UNDATED]
    newsroom = Newsroom(default())
    read = [newsroom.read(article) for article in articles]
    whole, unread_speed = timed(articles, newsroom.afresh(default()))
    again, read_speed = timed(read, newsroom.afresh(default()))
    if again.alerts != whole.alerts:
        raise SystemExit("reports and their articles led to different alerts")
    sys.stdout.write(f"{len(articles)} articles, {len(whole.alerts)} alerts; a second and core (goal {GOAL}):\n")
    for speed, of in ((unread_speed, "with their reading"), (read_speed, "read before (`rasid read --records`)")):
        sys.stdout.write(f"  {speed:5,.0f}  {'reached' if speed >= GOAL else 'NOT reached'}  {of}\n")
    return 0 if unread_speed >= GOAL else 1
