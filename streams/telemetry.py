"""What the stages tell the metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from alerts.records import Alert, WindowUpdate
from detectors.records import Incident, Record, Report, ReportClaims
from streams import metrics
from streams.metrics import Metrics


class Telemetry:
    """Moves the catalogue's metrics (`streams.metrics`) as records pass."""

    def __init__(self, live: Metrics) -> None:
        self.live = live
        self.heard: Callable[[Record], None] = _nobody
        """Told of every record that was sent on and acknowledged."""

    def took(self, stage: str) -> None:
        """A record was taken in."""
        self.live.add(metrics.STAGE_IN, stage=stage)

    def failed(self, stage: str, reason: str) -> None:
        """A try failed: retry, crash, produce or state; or its partition was lost, which is no fault of the step."""
        self.live.add(metrics.STAGE_ERRORS, stage=stage, reason=reason)

    def buried(self, stage: str, reason: str) -> None:
        """A record became a dead letter."""
        self.live.add(metrics.STAGE_ERRORS, stage=stage, reason="dead_letter")
        self.live.add(metrics.DEAD, reason=reason)

    def sent(self, stage: str, records: Iterable[Record]) -> None:
        """Records were sent on and acknowledged."""
        for record in records:
            self.live.add(metrics.STAGE_OUT, stage=stage)
            when = event_time(record)
            if when is not None:
                self.live.set(metrics.STAGE_EVENT_TIME, when.timestamp(), stage=stage)
            self._describe(stage, record)
            self.heard(record)

    def finished(self, stage: str, seconds: float, now: datetime) -> None:
        """A step ended, whatever it led to."""
        self.live.observe(metrics.STAGE_DURATION, seconds, stage=stage)
        self.live.set(metrics.STAGE_SUCCESS, now.timestamp(), stage=stage)

    def _describe(self, stage: str, record: Record) -> None:
        if isinstance(record, Incident):
            self.live.add(metrics.INCIDENTS, status=record.status)
            self.live.add(metrics.INCIDENT_GRADES, grade=record.grade)
        elif isinstance(record, WindowUpdate):
            if record.reason == "too_late":
                self.live.add(metrics.LATE, stage=stage)
            if record.watermark is not None:
                self.live.set(metrics.WATERMARK, record.watermark.timestamp(), governorate=record.governorate)
        elif isinstance(record, Alert):
            self.live.add(metrics.ALERTS, kind=record.rule_kind, severity=record.severity, state=record.state)


def _nobody(record: Record) -> None:
    """Nobody listens."""


def event_time(record: Record) -> datetime | None:
    """Publication of the article that a record comes from, where the record says so."""
    if isinstance(record, Report | WindowUpdate | Alert):
        return record.published_at
    if isinstance(record, ReportClaims):
        return record.version[0]
    if isinstance(record, Incident):
        return max((claim.published_at for claim in record.claims), default=None)
    return None
