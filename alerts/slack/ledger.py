"""Where the sender's memory lives. It is written before every POST, so a restart knows what may be in flight."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Protocol, TypeAlias

import msgspec

from alerts.records import Alert
from alerts.slack.records import Case, Delivery
from detectors.records import encode

Entry: TypeAlias = Case | Delivery

_ALERTS = msgspec.json.Decoder(Alert)


class FencedError(Exception):
    """Another notifier owns this partition now: stop touching its deliveries, send nothing."""


class Ledger(Protocol):
    """Durable cases and deliveries."""

    def case(self, alert_id: str) -> Case | None:
        """What is known of an alert."""

    def delivery(self, alert_id: str, channel: str) -> Delivery | None:
        """How far an alert is in a channel."""

    def deliveries(self, alert_id: str) -> tuple[Delivery, ...]:
        """All deliveries of one alert, by channel."""

    def cases(self) -> Iterable[Case]:
        """Every case: what waits after a restart, and what another alert may duplicate."""

    async def write(self, entry: Entry) -> None:
        """Store; returns once it is durable and no other notifier has taken over. Raises `FencedError` otherwise."""

    async def forget(self, case: Case) -> None:
        """Drop a case and its deliveries for good."""


class MemoryLedger:
    """A ledger in memory: for tests, the demo and the benchmark, and what a log's reader fills."""

    def __init__(self) -> None:
        self._cases: dict[str, Case] = {}
        self._deliveries: dict[str, dict[str, Delivery]] = {}

    def case(self, alert_id: str) -> Case | None:
        """What is known of an alert."""
        return self._cases.get(alert_id)

    def delivery(self, alert_id: str, channel: str) -> Delivery | None:
        """How far an alert is in a channel."""
        return self._deliveries.get(alert_id, {}).get(channel)

    def deliveries(self, alert_id: str) -> tuple[Delivery, ...]:
        """All deliveries of one alert, by channel."""
        found = self._deliveries.get(alert_id, {})
        return tuple(found[channel] for channel in sorted(found))

    def cases(self) -> Iterable[Case]:
        """Every case."""
        return tuple(self._cases.values())

    async def write(self, entry: Entry) -> None:
        """Store."""
        self.put(entry)

    async def forget(self, case: Case) -> None:
        """Drop a case and its deliveries."""
        self.drop(case.alert_id)

    def put(self, entry: Entry) -> None:
        """Store without waiting: what a log's reader does."""
        if isinstance(entry, Case):
            self._cases[entry.alert_id] = entry
        else:
            self._deliveries.setdefault(entry.alert_id, {})[entry.channel] = entry

    def drop(self, alert_id: str, channel: str | None = None) -> None:
        """Forget a case with its deliveries, or one delivery."""
        if channel is None:
            self._cases.pop(alert_id, None)
            self._deliveries.pop(alert_id, None)
        else:
            self._deliveries.get(alert_id, {}).pop(channel, None)


def pack(alert: Alert) -> bytes:
    """The alert as compressed JSON; some 2 KB for a usual one."""
    return zlib.compress(encode(alert), 6)


def open_alert(case: Case) -> Alert:
    """The alert of a case."""
    return _ALERTS.decode(zlib.decompress(case.body))
