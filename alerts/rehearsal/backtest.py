"""Rules over an archive: the alerts that would have fired, had the articles come in when they were published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from alerts.records import Alert
from alerts.rehearsal.newsroom import Newsroom
from detectors.records import Article, Report

_HOURLY, _SIX_HOURLY, _DAILY = timedelta(hours=4), timedelta(days=3), timedelta(days=40)
"""After an article time passes hourly for four hours, by six hours for three days, then daily until all is over."""

_SOURCES_EVERY = 6
"""Hours between looks at the silence of outlets."""


@dataclass
class Backtest:
    """The outcome: the last revision of every alert, and how many revisions there were."""

    articles: int = 0
    first: datetime | None = None
    last: datetime | None = None
    alerts: dict[str, Alert] = field(default_factory=dict)
    revisions: Counter[str] = field(default_factory=Counter)

    def add(self, alerts: Iterable[Alert]) -> None:
        """Take in revisions."""
        for alert in alerts:
            self.alerts[alert.alert_id] = alert
            self.revisions[alert.alert_id] += 1

    def standing(self) -> list[Alert]:
        """Alerts that were not retracted, by time of their window."""
        kept = [alert for alert in self.alerts.values() if alert.state != "retracted"]
        return sorted(kept, key=lambda alert: (alert.window_start, alert.rule, alert.alert_id))

    def by_rule_and_district(self) -> dict[tuple[str, str], list[Alert]]:
        """Standing alerts of each rule and place, most alerts first."""
        groups: dict[tuple[str, str], list[Alert]] = {}
        for alert in self.standing():
            groups.setdefault((alert.rule, alert.district.code or alert.district.name), []).append(alert)
        return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


Item: TypeAlias = Article | Report
"""An article, or what was read from one."""
Reading: TypeAlias = Callable[[Sequence[Item]], Iterable[Report]]
"""Reads what was not read yet, in its order."""


def backtest(archive: Iterable[Item], newsroom: Newsroom, reading: Reading | None = None) -> Backtest:
    """The outcome of `archive`, taken in the order of publication (revisions at their own instant).

    `reading` stands in for the newsroom's own, one by one; it has to read as that does.
    """
    outcome = Backtest()
    ordered = sorted(archive, key=lambda item: (heard_at(item), _article_id(item)))
    one_by_one = (item if isinstance(item, Report) else newsroom.read(item) for item in ordered)
    for report in one_by_one if reading is None else reading(ordered):
        now = heard_at(report)
        for at in ticks(outcome.last, now):
            outcome.add(newsroom.chain.tick(at, sources=not at.hour % _SOURCES_EVERY))
        outcome.add(newsroom.report(report, now))
        outcome.articles += 1
        outcome.first, outcome.last = outcome.first or now, now
    if outcome.last is not None:
        for at in ticks(outcome.last, outcome.last + _DAILY):
            outcome.add(newsroom.chain.tick(at))
    return outcome


def heard_at(item: Item) -> datetime:
    """When the article, as it stands, came in."""
    return item.revised_at or item.published_at


def _article_id(item: Item) -> str:
    return item.article_id if isinstance(item, Report) else item.id


def ticks(last: datetime | None, now: datetime) -> Iterator[datetime]:
    """Instants after `last` and before `now` at which time passes."""
    at = last and last.replace(minute=0, second=0, microsecond=0)
    while last is not None and at is not None:
        quiet = at - last
        at += timedelta(hours=1 if quiet < _HOURLY else 6 if quiet < _SIX_HOURLY else 24)
        if at >= now or quiet > _DAILY:
            return
        yield at
