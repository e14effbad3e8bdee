"""What the sender tells whoever measures it. Labels are bounded: class, lane, kind, method, channel from the routes."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from alerts.slack.answers import Class
from alerts.slack.records import Kind

Lane: TypeAlias = Literal["hospital", "critical", "warning", "info"]
LANES: tuple[Lane, ...] = ("hospital", "critical", "warning", "info")


class Observer(Protocol):
    """Implemented with Prometheus in `streams`, with a list in tests."""

    def answered(self, method: str, outcome: Class, error: str | None) -> None:
        """One call was answered (or was not: `outcome` says so)."""

    def delivered(self, kind: Kind, lane: Lane, at: datetime, published_at: datetime | None) -> None:
        """A message, reply or edit is in Slack. `published_at`: of the article that led to this revision."""

    def possible_repeat(self, lane: Lane) -> None:
        """A message was sent again although the first attempt may have arrived."""

    def dead(self, channel: str, alert_id: str, error: str) -> None:
        """A message that Slack refuses in every form was given up: page somebody."""

    def circuit(self, channel: str, error: str | None) -> None:
        """A channel stopped with `error`, or works again (None)."""

    def paused(self, method: str, seconds: float) -> None:
        """Slack asked to pause a method."""

    def pending(self, count: int, size: int, oldest: datetime | None) -> None:
        """What waits: entries, bytes held, and since when the oldest does."""


class Silent:
    """Observes nothing."""

    def answered(self, method: str, outcome: Class, error: str | None) -> None:
        """Ignore."""

    def delivered(self, kind: Kind, lane: Lane, at: datetime, published_at: datetime | None) -> None:
        """Ignore."""

    def possible_repeat(self, lane: Lane) -> None:
        """Ignore."""

    def dead(self, channel: str, alert_id: str, error: str) -> None:
        """Ignore."""

    def circuit(self, channel: str, error: str | None) -> None:
        """Ignore."""

    def paused(self, method: str, seconds: float) -> None:
        """Ignore."""

    def pending(self, count: int, size: int, oldest: datetime | None) -> None:
        """Ignore."""
