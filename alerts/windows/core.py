"""The window stage: every version of an incident replaces what the incident counted before, in every place above it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from alerts.draft import Draft
from alerts.records import PlaceDay, Tick, WindowReason, WindowUpdate
from alerts.windows import sums
from alerts.windows.assignment import local_day, slot
from alerts.windows.cover import Lookup, chain, counting
from alerts.windows.evidence import publication, reduced, seen
from alerts.windows.horizon import Shelf, with_day
from alerts.windows.ledger import Ledger
from alerts.windows.state import KEPT_DAYS, KEPT_PARTS, PAGE, Frontier, Held
from detectors.records import Incident
from detectors.step import StateView, Step

LATENESS = timedelta(days=7)
AHEAD_DAYS = 1
"""An event may be dated this many days after `now`: calendars and zones differ."""
HANDOVER = timedelta(minutes=1)
"""How long a merged incident counts on while its successor's new version is on its way."""
KEPT_WAITING = 256
"""Merged incidents of one governorate that wait for their successor; beyond them the oldest is not waited for."""
DEFAULT_ZONE = "Asia/Damascus"


class Windows:
    """`step` turns an incident's new version into what it changes; `alerts.windows.state` says what is stored.

    `lookup` names the places above an incident (the gazetteer), `zone` is the calendar of the windows, `lateness`
    how far behind the watermark an event may lie and still count.
    """

    def __init__(self, lookup: Lookup | None = None, zone: str = DEFAULT_ZONE, lateness: timedelta = LATENESS) -> None:
        self.lookup = lookup
        self.zone = ZoneInfo(zone)
        self.lateness = lateness

    def step(self, state: StateView, item: Incident | Tick, now: datetime) -> Step[WindowUpdate]:
        """What to send and to store for `item`; a `Tick` only forgets what has left the horizon."""
        turn = _Turn(self, Draft(state), item.governorate, now)
        turn.hand_over_overdue()
        if isinstance(item, Incident):
            turn.receive(item)
        return turn.end()

    def floor(self, watermark: datetime | None) -> int:
        """Ordinal of the oldest local day that still counts."""
        return 0 if watermark is None else local_day(watermark - self.lateness, self.zone)


class _Turn:
    """One step: the frontier as read, and the draft of what changes."""

    def __init__(self, windows: Windows, draft: Draft, governorate: str, now: datetime) -> None:
        self._windows, self._draft, self._governorate, self._now = windows, draft, governorate, now
        frontier = draft.get(f"{governorate}/clock", Frontier) or Frontier()
        self._clock, self._days = frontier.clock, frontier.days
        self._shelf = Shelf(draft, f"{governorate}/x", PAGE)
        self._ledger = Ledger(draft, governorate, windows.lookup, self._shelf)
        self._updates: list[WindowUpdate] = []

    def end(self) -> Step[WindowUpdate]:
        """Forget one page of what is too old, and hand over."""
        floor = self._windows.floor(self._clock.watermark)
        if self._days and (self._days[0] < floor or len(self._days) > KEPT_DAYS):
            day = self._days[0]
            if self._shelf.clear(day, lambda key: self._drop(key, day)):
                self._days = self._days[1:]
        self._draft.put(f"{self._governorate}/clock", Frontier(self._clock, self._days))
        return Step(tuple(self._updates), self._draft.writes())

    def receive(self, incident: Incident) -> None:
        """Replace what `incident` counted by what its new version counts."""
        before = self._find(incident.incident_id)
        if before is not None and incident.version < before.version:
            return
        self._clock = self._clock.observe(incident.claims, self._now)
        held, refusal = self._held(incident, before)
        if refusal and (before is None or before.day is None):
            self._announce(incident, refusal, (), publication(incident, before))
            return
        if held.status == "merged" and self._await(incident.incident_id, held, before):
            held = msgspec.structs.replace(held, **_counted(before))
        days = self._hand_over(incident.incident_id) + self._count(incident.incident_id, before, held)
        for part in self._draft.get(f"{self._governorate}/w/{incident.incident_id}", list[str]) or ():
            days += self._recount(part)
        reason = refusal or _reason(before, self._find(incident.incident_id) or held)
        self._announce(incident, reason, days, publication(incident, before))

    def hand_over_overdue(self) -> None:
        """Merged incidents whose successor did not come (it counts in another governorate) stop counting."""
        for name, (_, since) in self._waiting().items():
            if self._now - since >= HANDOVER:
                held = self._find(name)
                days = self._release([name])
                if held is not None and days:
                    self._send((name, held.path), None, "merged", days, self._now)

    def _await(self, incident_id: str, held: Held, before: Held | None) -> bool:
        """A merged incident counts on until its successor's next version takes its people over in one change."""
        if before is None or before.day is None or not held.merged_into or held.merged_into == incident_id:
            return False
        waiting = self._waiting()
        known = waiting.get(incident_id)
        if before.status == "merged" and known is None:
            return False
        waiting[incident_id] = (held.merged_into, known[1] if known else self._now)
        self._draft.put(f"{self._governorate}/merging", dict(list(waiting.items())[-KEPT_WAITING:]))
        return True

    def _hand_over(self, successor: str) -> tuple[PlaceDay, ...]:
        """What the incidents merged into `successor` counted, taken out."""
        return self._release([name for name, (into, _) in self._waiting().items() if into == successor])

    def _release(self, names: list[str]) -> tuple[PlaceDay, ...]:
        days: tuple[PlaceDay, ...] = ()
        waiting = self._waiting()
        for name in names:
            waiting.pop(name, None)
            held = self._find(name)
            if held is not None and held.status == "merged" and held.day is not None:
                days += self._count(name, held, msgspec.structs.replace(held, day=None))
                for part in self._draft.get(f"{self._governorate}/w/{name}", list[str]) or ():
                    days += self._recount(part)
        if names:
            self._draft.put(f"{self._governorate}/merging", waiting)
        return days

    def _waiting(self) -> dict[str, tuple[str, datetime]]:
        return dict(self._draft.get(f"{self._governorate}/merging", dict[str, tuple[str, datetime]]) or {})

    def _held(self, incident: Incident, before: Held | None) -> tuple[Held, WindowReason | None]:
        """The incident as it is to be held, and why it counts nowhere, if that is for its date."""
        at = slot(incident, self._windows.zone)
        refusal: WindowReason | None = None
        if at.day < self._windows.floor(self._clock.watermark):
            refusal = "too_late"
        elif at.day > local_day(self._now, self._windows.zone) + AHEAD_DAYS:
            refusal = "in_future"
        counts = incident.status == "active" and refusal is None
        held = Held(
            version=incident.version, status=incident.status, path=incident.place.path, place=incident.place,
            part_of=incident.part_of, merged_into=incident.merged_into, day=at.day if counts else None, hour=at.hour,
            filed=at.day if before is None else before.filed, grade=incident.grade, type=incident.type, span=at.span,
            vector=sums.vector(incident), claims=seen(incident, before),
        )  # fmt: skip
        return held, refusal

    def _count(self, incident_id: str, before: Held | None, held: Held) -> tuple[PlaceDay, ...]:
        """Book `held` in place of `before`, and store it."""
        codes = self._codes(incident_id, held)
        placed, days = self._ledger.replace(incident_id, before, held, codes)
        if before is None:
            self._shelf.file(held.filed, f"i/{incident_id}")
        self._draft.put(f"{self._governorate}/i/{incident_id}", placed)
        for day in {held.filed, *(entry.day.toordinal() for entry in days)}:
            self._days = with_day(self._days, day)
        return days

    def _recount(self, part_id: str) -> tuple[PlaceDay, ...]:
        """A whole has changed: its part may count in more or fewer places now."""
        part = self._find(part_id)
        if part is None or self._codes(part_id, part) == tuple(code for code in part.path if code in part.placed):
            return ()
        return self._count(part_id, part, part)

    def _codes(self, incident_id: str, held: Held) -> tuple[str, ...]:
        """The places that `held` counts in now; its wholes are noted, so that it is looked at when they change."""
        noted = [self._register(whole, incident_id) for whole in chain(held, incident_id, self._find)]
        codes = counting(held, incident_id, self._find)
        if all(noted):
            return codes
        return tuple(code for code in codes if code == held.path[0])  # nobody will look again: never beside its whole

    def _register(self, whole: str, part: str) -> bool:
        """Note that `part` is to be looked at when `whole` changes; False when there is no room."""
        key = f"{self._governorate}/w/{whole}"
        parts = self._draft.get(key, list[str]) or []
        if part in parts:
            return True
        if len(parts) >= KEPT_PARTS:
            return False
        self._draft.put(key, [*parts, part])
        return True

    def _find(self, incident_id: str) -> Held | None:
        return self._draft.get(f"{self._governorate}/i/{incident_id}", Held)

    def _drop(self, key: str, day: int) -> None:
        """Delete a filed key; an incident that has moved to a later day is filed there instead."""
        full = f"{self._governorate}/{key}"
        held = self._draft.get(full, Held) if key.startswith("i/") else None
        if held is not None and held.day is not None and held.day > day:
            self._draft.put(full, msgspec.structs.replace(held, filed=held.day))
            self._shelf.file(held.day, key)
            return
        self._draft.delete(full)
        if held is not None:
            self._draft.delete(f"{self._governorate}/w/{key[2:]}")
            if held.part_of:
                self._draft.delete(f"{self._governorate}/w/{held.part_of}")

    def _announce(
        self, incident: Incident, reason: WindowReason, days: tuple[PlaceDay, ...], published: datetime
    ) -> None:
        """A refused incident is shown all the same when it was news as it was first reported: an attack on a hospital
        has an alert whether or not its district's windows are closed."""
        refused = reason in _REFUSED and not days
        unseen = refused and incident.status == "active" and (reason == "in_future" or self._stale(incident))
        shown = None if unseen else reduced(incident)
        self._send((incident.incident_id, incident.place.path), shown, reason, days, published)

    def _stale(self, incident: Incident) -> bool:
        """The event lay further back than the lateness when it was first reported: history, no news."""
        reported = local_day(incident.first_reported_at - self._windows.lateness, self._windows.zone)
        return incident.event_date.end.toordinal() < reported

    def _send(
        self, named: tuple[str, tuple[str, ...]], shown: Incident | None, reason: WindowReason,
        days: tuple[PlaceDay, ...], published: datetime,
    ) -> None:  # fmt: skip
        """One update for this governorate, and one for the national windows: they need the incident even while its
        whole covers it, since a change of the whole may bring it back."""
        incident_id, path = named
        national = tuple(day for day in days if day.place.level == "country" and day.place.code)
        local = WindowUpdate(
            governorate=self._governorate, district=path[0] if path else "", incident_id=incident_id, reason=reason,
            share=self._governorate, incident=shown, days=tuple(day for day in days if day not in national),
            watermark=self._clock.watermark, since=self._clock.since, published_at=published,
        )  # fmt: skip
        self._updates.append(local)
        if path and (national or (shown is not None and reason not in _REFUSED)):
            self._updates.append(msgspec.structs.replace(local, governorate=path[-1], days=national))


_REFUSED = ("too_late", "in_future")


def _reason(before: Held | None, after: Held) -> WindowReason:
    """What the new version did, by the first thing that holds."""
    if after.status == "merged":
        return "merged"
    if after.status == "retracted":
        return "retracted"
    if before is None or not before.placed:
        return "added"
    if (before.day, before.path) != (after.day, after.path):
        return "moved"
    if before.vector == after.vector:
        return "evidence" if before.placed.keys() == after.placed.keys() else "covered"
    old, new = sums.weight(before.vector), sums.weight(after.vector)
    return "raised" if new > old else "lowered" if new < old else "evidence"


def _counted(before: Held | None) -> dict[str, object]:
    """Where and what a merged incident goes on counting."""
    if before is None:
        return {}
    return {name: getattr(before, name) for name in ("day", "hour", "grade", "type", "span", "vector", "path", "place")}
