"""When time alone can change an alert next: what a step compared with the clock, and until when nothing does."""

from __future__ import annotations

from datetime import UTC, datetime

NEVER = datetime.max.replace(tzinfo=UTC)
"""No instant is waited for."""


class Deadlines:
    """The instants, not yet behind `seen`, with which a step compared the clock; `seen` is the earliest of its clocks.

    While none of them has passed and nothing came in, the same step would come to the same: unless it changed
    something itself (`stirred`), since what it changed may lead on."""

    def __init__(self, seen: datetime) -> None:
        self.seen = seen
        self._next = NEVER
        self.stirred = False

    def note(self, at: datetime) -> None:
        """The outcome depends on whether `at` has passed."""
        if self.seen <= at < self._next:
            self._next = at

    def include(self, other: Deadlines) -> None:
        """What a part of the step compared with the clock, and changed, counts for the whole of it."""
        self.note(other._next)
        self.stirred = self.stirred or other.stirred

    @property
    def next(self) -> datetime | None:
        """The first instant to look again; None when the step has to be repeated at any rate."""
        return None if self.stirred else self._next
