"""How fast: token buckets, the pauses that Slack asks for, and the circuits of channels that refuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True)
class Bucket:
    """Tokens that refill at `rate` per second up to `burst`; the last `reserve` are for hospital alerts."""

    rate: float
    burst: float
    reserve: float = 0.0
    _tokens: float = field(default=-1.0)
    _at: datetime | None = None

    def ready_at(self, now: datetime, *, reserved: bool) -> datetime:
        """The first instant at which a token may be taken; `now` or earlier when one is there."""
        self._refill(now)
        missing = 1.0 + (0.0 if reserved else self.reserve) - self._tokens
        return now if missing <= 1e-9 else now + timedelta(seconds=missing / self.rate)

    def take(self, now: datetime) -> None:
        """Use a token; `ready_at` said that it is there."""
        self._refill(now)
        self._tokens -= 1.0

    def _refill(self, now: datetime) -> None:
        if self._at is None:
            self._tokens = self.burst
        elif now > self._at:
            self._tokens = min(self.burst, self._tokens + (now - self._at).total_seconds() * self.rate)
        self._at = now if self._at is None else max(now, self._at)


@dataclass(slots=True)
class Pauses:
    """Until when each method rests, for the whole workspace."""

    _until: dict[str, datetime] = field(default_factory=dict)

    def pause(self, method: str, until: datetime) -> None:
        """Rest `method` until then; never shortens a longer rest."""
        self._until[method] = max(until, self._until.get(method, until))

    def ready_at(self, method: str, now: datetime) -> datetime:
        """When `method` may be called again."""
        return max(self._until.get(method, now), now)


@dataclass(slots=True)
class Circuit:
    """Closed while a channel works. Open after a configuration error: one probe at a time, ever less often."""

    first: timedelta
    longest: timedelta
    error: str | None = None
    probe_at: datetime | None = None
    _wait: timedelta = timedelta()

    @property
    def is_open(self) -> bool:
        """Whether the channel refuses."""
        return self.error is not None

    def begin(self, now: datetime) -> None:
        """A call starts: while open, nothing else tries until it has ended or the wait is over again."""
        if self.probe_at is not None:
            self.probe_at = now + self._wait

    def refuse(self, error: str, now: datetime) -> bool:
        """Open, or wait longer; True when it was closed before."""
        was_closed = self.error is None
        self._wait = self.first if was_closed else min(self._wait * 2, self.longest)
        self.error, self.probe_at = error, now + self._wait
        return was_closed

    def accept(self) -> bool:
        """Close; True when it was open before."""
        was_open = self.error is not None
        self.error, self.probe_at, self._wait = None, None, timedelta()
        return was_open

    def ready_at(self, now: datetime) -> datetime:
        """When the next call may try."""
        return now if self.probe_at is None else max(self.probe_at, now)


def backoff(failures: int, first: float, longest: float) -> float:
    """Seconds to wait after `failures` failures in a row (1 or more): doubling, bounded."""
    return float(min(first * 2 ** min(failures - 1, 20), longest))
