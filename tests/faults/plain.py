"""A worker with plain cores: one alert per governorate whose revision is the number of distinct articles in it.

The real agents, tables and topics run; only reading and judging are replaced by counting, so that a verifier knows to
the unit what must come out. A torn or repeated write changes a count. Run as `python -m tests.faults.plain`.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Any

from alerts.records import Alert, Tick, WindowUpdate
from alerts.rules import RuleSet, default
from detectors.records import (
    Article,
    Casualties,
    Estimate,
    EventDate,
    Incident,
    Place,
    Report,
    ReportClaims,
)  # fmt: skip
from detectors.step import StateView, Step
from streams import worker
from streams.killpoint import Killpoint
from streams.settings import Settings
from streams.topics import partition_of

PLACE = Place(name="حلب")
DAY = EventDate(start=date(2024, 1, 1), end=date(2024, 1, 1))
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


def governorate(article_id: str) -> str:
    """Where the plain locator puts an article."""
    return f"SY{partition_of(article_id, 14) + 1:02d}"


class PlainReader:
    """Reads nothing; an article that says `poison` in its id breaks it."""

    def read(self, article: Article) -> Report:
        if "poison" in article.id:
            raise RuntimeError("this article breaks the reader")
        return Report(
            article_id=article.id, source=article.source, published_at=article.published_at, reader_version="p"
        )


class PlainLocator:
    def step(self, state: StateView, item: Any, now: datetime) -> Step[ReportClaims]:
        version = (item.published_at, "")
        claims = ReportClaims(article_id=item.article_id, governorate=governorate(item.article_id), version=version)
        return Step((claims,), {item.article_id: b"seen"})


class PlainFuser:
    def step(self, state: StateView, item: Any, now: datetime) -> Step[Incident]:
        key = f"{item.governorate}/{item.article_id}"
        if state.get(key):
            return Step()
        incident = Incident(
            incident_id=item.article_id, version=1, status="active", place=PLACE, event_date=DAY, type="other",
            killed=Casualties(), injured=Casualties(), grade="official", first_reported_at=EPOCH, updated_at=EPOCH,
            governorate=item.governorate,
        )  # fmt: skip
        return Step((incident,), {key: b"seen"})


class PlainWindows:
    def step(self, state: StateView, item: Any, now: datetime) -> Step[WindowUpdate]:
        if isinstance(item, Tick):
            return Step()
        mark, writes = _count(state, item.governorate, item.incident_id)
        if not writes:
            return Step()
        update = WindowUpdate(
            governorate=item.governorate, district=str(mark), incident_id=item.incident_id, reason="added",
            share=item.governorate,
        )  # fmt: skip
        return Step((update,), writes)


class PlainAlerting:
    def step(self, state: StateView, item: Any, now: datetime) -> Step[Alert]:
        if not isinstance(item, WindowUpdate):
            return Step()
        mark, writes = _count(state, item.governorate, item.incident_id)
        if not writes:
            return Step()
        alert = Alert(
            alert_id=item.governorate, revision=mark, state="firing", severity="info", rule="plain",
            rule_kind="threshold", district=PLACE, window_start=EPOCH, window_end=EPOCH, measure="articles",
            value=Estimate(low=mark, best=mark, high=mark), reason="threshold_crossed", updated_at=EPOCH,
            governorate=item.governorate,
        )  # fmt: skip
        return Step((alert,), writes)


def _count(state: StateView, scope: str, item: str) -> tuple[int, dict[str, bytes | None]]:
    """The number of distinct items with this one, in two keys that must change together; no writes when known."""
    if state.get(f"{scope}/{item}"):
        return 0, {}
    count = int(state.get(f"{scope}/count") or b"0") + 1
    return count, {f"{scope}/count": str(count).encode(), f"{scope}/{item}": b"seen"}


class PlainCores:
    """All five, and what `streams.duties` asks for."""

    reader = PlainReader()
    locator = PlainLocator()
    fuser = PlainFuser()
    windows = PlainWindows()
    alerting = PlainAlerting()
    rules = default()

    def use(self, rules: RuleSet) -> None:
        self.rules = rules

    def partitions(self) -> tuple[str, ...]:
        return ("SY01", "SY02", "sources")


def main() -> None:
    worker.logging_on()
    settings = Settings.load(os.environ)
    worker.prepare(settings)
    worker.run(worker.build(settings, PlainCores(), Killpoint.of(os.environ)))


if __name__ == "__main__":
    main()
