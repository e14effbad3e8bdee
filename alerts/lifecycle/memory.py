"""Looks that changed nothing: while all that one read is as it was and no deadline has passed, it need not be repeated.

Nothing depends on what is remembered but the time that a step takes. It is never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from alerts.draft import Draft

REMEMBERED: Final = 20_000
"""Looks remembered, some 5 KB each; the oldest give way."""

Subject: TypeAlias = tuple[str, str, str]
"""Governorate, rule and what it looked at."""


@dataclass(frozen=True, slots=True)
class Instant:
    """What a look knows of time."""

    seen: datetime
    """The earliest of its clocks."""
    latest: datetime
    """The latest of its clocks."""
    first: int
    """Ordinal of the oldest day on which windows can still change."""
    since: int | None
    """Ordinal of the day on which history began."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """A look that changed nothing."""

    at: Instant
    read: Mapping[str, bytes | None]
    noted: datetime
    """The next deadline of its subject."""
    due: datetime
    """The same, or when a silence of the rules begins or ends before."""

    def holds(self, at: Instant, draft: Draft) -> bool:
        """Whether the same look would change nothing at `at` either."""
        same = (at.first, at.since) == (self.at.first, self.at.since)
        return same and self.at.seen <= at.seen and at.latest < self.due and draft.is_as(self.read)


class Memory:
    """The looks of one set of rules that changed nothing."""

    def __init__(self) -> None:
        self._quiet: dict[Subject, Quiet] = {}
        self.spared = 0
        """Looks that were not repeated."""

    def quiet(self, subject: Subject, at: Instant, draft: Draft) -> Quiet | None:
        """The last look at `subject`, if it changed nothing and would not now."""
        known = self._quiet.get(subject)
        if known is None or not known.holds(at, draft):
            return None
        self.spared += 1
        return known

    def keep(self, subject: Subject, quiet: Quiet) -> None:
        """Remember a look that changed nothing."""
        self._quiet.pop(subject, None)
        if len(self._quiet) >= REMEMBERED:
            del self._quiet[next(iter(self._quiet))]
        self._quiet[subject] = quiet
