"""What the observers of the pipeline and of the Slack sender do with what they are told: they move metrics."""

from __future__ import annotations

from datetime import datetime

from alerts.slack.answers import Class
from alerts.slack.observer import Lane
from alerts.slack.records import Kind
from streams import metrics
from streams.metrics import Metrics

_OUTCOMES: dict[Kind, str] = {"parent": "posted", "reply": "replied", "edit": "edited"}


class SlackInstruments:
    """`alerts.slack.observer.Observer` on the catalogue."""

    def __init__(self, live: Metrics, *, configured: bool) -> None:
        self._live = live
        self._stopped: set[str] = set()
        live.set(metrics.SLACK_CONFIGURED, float(configured))

    def answered(self, method: str, outcome: Class, error: str | None) -> None:
        """Count an answer by its class; the error's name is the log's business, a label must stay bounded."""
        self._live.add(metrics.SLACK_REQUESTS, method=method, answer=outcome)

    def delivered(self, kind: Kind, lane: Lane, at: datetime, published_at: datetime | None) -> None:
        """Count a delivery; the first message of an alert also tells how long its article took to get here."""
        self._live.add(metrics.SLACK_DELIVERIES, outcome=_OUTCOMES[kind], lane=lane)
        self._live.set(metrics.SLACK_SUCCESS, at.timestamp())
        if kind == "parent" and published_at is not None:
            self._live.observe(metrics.SLACK_LATENCY, (at - published_at).total_seconds(), lane=lane)

    def possible_repeat(self, lane: Lane) -> None:
        """Count a message that may stand in Slack twice."""
        self._live.add(metrics.SLACK_DELIVERIES, outcome="possible_repeat", lane=lane)

    def dead(self, channel: str, alert_id: str, error: str) -> None:
        """Count a message that was given up."""
        self._live.add(metrics.SLACK_DELIVERIES, outcome="dead", lane=metrics.OTHER)

    def circuit(self, channel: str, error: str | None) -> None:
        """Keep the number of channels that refuse our messages."""
        if error is None:
            self._stopped.discard(channel)
        else:
            self._stopped.add(channel)
        self._live.set(metrics.SLACK_STOPPED, len(self._stopped))

    def paused(self, method: str, seconds: float) -> None:
        """Add up the pauses that Slack asked for."""
        self._live.add(metrics.SLACK_PAUSED, seconds, method=method)

    def pending(self, count: int, size: int, oldest: datetime | None) -> None:
        """Keep what waits and since when."""
        self._live.set(metrics.SLACK_PENDING, count)
        self._live.set(metrics.SLACK_PENDING_BYTES, size)
        self._live.set(metrics.SLACK_OLDEST, oldest.timestamp() if oldest is not None else 0.0)
