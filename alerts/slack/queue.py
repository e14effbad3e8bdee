"""What waits for one channel, and which of it goes next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from alerts.slack.observer import LANES, Lane
from alerts.slack.pace import Bucket, Circuit
from alerts.slack.plan import Work
from alerts.slack.render import View


@dataclass(slots=True)
class Entry:
    """One alert that has something to do in one channel."""

    alert_id: str
    channel: str
    partition: int
    route: str
    view: View
    lane: Lane
    since: datetime
    order: int
    ready_at: datetime
    work: Work = "parent"
    instead_of: str | None = None
    busy: bool = False
    looks: int = 0
    failures: int = 0
    after_restart: bool = True

    @property
    def priority(self) -> tuple[int, int, int]:
        """Hospital alerts first, then by severity; within these new messages before changes, then in order."""
        return LANES.index(self.lane), 0 if self.work in {"parent", "reconcile"} else 1, self.order


@dataclass(slots=True)
class Channel:
    """The queue of one channel, its pace and its circuit."""

    name: str
    bucket: Bucket
    circuit: Circuit
    entries: dict[str, Entry] = field(default_factory=dict)
    _waiting: list[asyncio.Event] = field(default_factory=list)

    def poke(self) -> None:
        """Something changed: whoever waits looks again."""
        for event in self._waiting:
            event.set()

    def waiter(self) -> asyncio.Event:
        """An event that every `poke` sets."""
        event = asyncio.Event()
        self._waiting.append(event)
        return event

    def choose(
        self, now: datetime, ready_at: Callable[[Entry], datetime], *, hospital_only: bool
    ) -> tuple[Entry | None, datetime | None]:
        """The entry to work on now, or None and the instant at which one may become ready."""
        best: Entry | None = None
        wake: datetime | None = None
        for entry in self._free(hospital_only):
            at = max(entry.ready_at, self.circuit.ready_at(now), ready_at(entry))
            if at > now:
                wake = at if wake is None else min(wake, at)
            elif best is None or entry.priority < best.priority:
                best = entry
        return best, wake

    def _free(self, hospital_only: bool) -> Iterable[Entry]:
        return (e for e in self.entries.values() if not e.busy and (not hospital_only or e.lane == "hospital"))
