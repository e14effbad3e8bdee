"""Typed access to the alert stage's state within one step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import TypeVar

import msgspec

from alerts.draft import Draft
from alerts.lifecycle.series import Series
from alerts.lifecycle.state import (
    KEPT_DAYS,
    KEPT_MEMBERS,
    KEPT_OPEN,
    Day,
    Index,
    Live,
    Marks,
    Member,
    Open,
    Time,
)
from alerts.records import PlaceDay
from alerts.windows.assignment import local_day
from alerts.windows.horizon import Shelf, with_day
from alerts.windows.state import PAGE, cell_key
from alerts.windows.sums import weight
from detectors.records import Incident

T = TypeVar("T")


class Store:
    """One governorate's state."""

    def __init__(self, draft: Draft, governorate: str, zone: tzinfo) -> None:
        self.draft, self.governorate, self.zone = draft, governorate, zone
        self.time = draft.get(f"{governorate}/clock", Time) or Time()
        self._shelf = Shelf(draft, f"{governorate}/x", PAGE)

    def observe(self, watermark: datetime | None, since: datetime | None, ticked: datetime | None = None) -> None:
        """Event time has come to these instants; none of them goes back (`since` does not go forward)."""
        now = self.time
        self.time = msgspec.structs.replace(
            now,
            watermark=_most(now.watermark, watermark),
            ticked=_most(now.ticked, ticked),
            since=min(filter(None, (now.since, since)), default=None),
        )

    def wait(self, due: datetime | None, rules: str = "") -> None:
        """Ticks before `due` need not look at anything while `rules` are in force; None: the next one looks."""
        self.time = msgspec.structs.replace(self.time, due=due, rules=rules)

    def apply(self, change: PlaceDay, share: str) -> bool:
        """Store the cells of one place and day; False when a newer change is stored already."""
        code, day = change.place.code or "", change.day.toordinal()
        path = f"d/{code}/{day}/{share}"
        held = self.get(path, Day)
        if held is None:
            self._shelve(day, path)
            self._index(change, day, share)
        held = held or Day()
        if change.seq <= held.seq:
            return False
        cells = dict(held.cells)
        for cell in change.cells:
            cells[cell_key(cell)] = cell.sums
        cells = {name: vector for name, vector in cells.items() if any(vector)}
        self.put(path, Day(change.seq, cells))
        names = f"n/{code}/{day}/{share}"
        members = self.get(names, dict[str, Member])
        if members is None:
            self._shelve(day, names)
        self.put(names, _members(members or {}, change))
        return True

    def _index(self, change: PlaceDay, day: int, share: str) -> None:
        code = change.place.code or ""
        index = self.get(f"p/{code}", Index) or Index(change.place)
        shares = index.shares if share in index.shares else tuple(sorted((*index.shares, share)))
        self.put(f"p/{code}", Index(change.place, with_day(index.days, day)[-KEPT_DAYS:], shares))

    def series(self, code: str) -> Series | None:
        """The place's cells."""
        index = self.get(f"p/{code}", Index)
        if index is None:
            return None
        return Series(
            index,
            lambda day, share: self.get(f"d/{code}/{day}/{share}", Day),
            lambda day, share: self.get(f"n/{code}/{day}/{share}", dict[str, Member]),
        )

    def keep_incident(self, incident: Incident) -> None:
        """Store the incident for the alerts that name it, unless a newer version is there."""
        path = f"i/{incident.incident_id}"
        known = self.get(path, Incident)
        if known is not None and known.version > incident.version:
            return
        if known is None:
            self._shelve(local_day(incident.first_reported_at, self.zone), path)
        self.put(path, incident)

    def incident(self, incident_id: str) -> Incident | None:
        """The incident as last received."""
        return self.get(f"i/{incident_id}", Incident)

    def live(self, alert_id: str) -> Live | None:
        """The alert's last revision."""
        return self.get(f"a/{alert_id}", Live)

    def keep_live(self, live: Live) -> None:
        """Store the alert's revision and what ticks need to know of it."""
        alert = live.alert
        if self.live(alert.alert_id) is None:
            self._shelve(live.passes // 24, f"a/{alert.alert_id}")
        self.put(f"a/{alert.alert_id}", live)
        entries = self.open
        place = alert.district
        entries[alert.alert_id] = Open(
            alert.rule, live.subject, alert.state, place.code or "", place.path, alert.window_start, alert.window_end,
            live.passes,
        )  # fmt: skip
        if len(entries) > KEPT_OPEN:
            del entries[min(entries, key=lambda name: (entries[name].passes, name))]
        self.put("open", entries)

    @property
    def open(self) -> dict[str, Open]:
        """Alerts that ticks look after, by id (a copy)."""
        return dict(self.opened)

    @property
    def opened(self) -> Mapping[str, Open]:
        """The same, to be read only."""
        return self.get("open", dict[str, Open]) or {}

    def marks(self, alert_id: str) -> Marks:
        """What people did with the alert."""
        return self.get(f"m/{alert_id}", Marks) or Marks()

    def forget(self, floor: int) -> None:
        """Delete one page of the oldest day when it lies before `floor`."""
        days = self.time.days
        old = bool(days) and (days[0] < floor or len(days) > KEPT_DAYS)
        if not old:
            return
        self.wait(None)
        if self._shelf.clear(days[0], self._drop):
            self.time = msgspec.structs.replace(self.time, days=days[1:])

    def _drop(self, path: str) -> None:
        kind, _, rest = path.partition("/")
        if kind == "d":
            code, day, _ = rest.split("/", 2)
            index = self.get(f"p/{code}", Index)
            if index is not None:
                left = tuple(other for other in index.days if other != int(day))
                self.put(f"p/{code}", msgspec.structs.replace(index, days=left) if left else None)
        if kind == "a":
            self.put(f"m/{rest}", None)
            entries = self.open
            if entries.pop(rest, None):
                self.put("open", entries)
        self.put(path, None)

    def _shelve(self, day: int, path: str) -> None:
        """File `path` for deletion with `day`, or with the day that is reached when `day` lies further back: what is
        told of late is remembered as long as anything else."""
        if self.time.watermark is not None:
            day = max(day, local_day(self.time.watermark, self.zone))
        self._shelf.file(day, path)
        if day not in self.time.days:
            self.time = msgspec.structs.replace(self.time, days=with_day(self.time.days, day))

    def get(self, path: str, kind: type[T]) -> T | None:
        """The value under `path` of this governorate."""
        return self.draft.get(f"{self.governorate}/{path}", kind)

    def put(self, path: str, value: object) -> None:
        """Store under `path` of this governorate; None deletes."""
        self.draft.put(f"{self.governorate}/{path}", value)

    def close(self) -> dict[str, bytes | None]:
        """What to write."""
        self.put("clock", self.time)
        return self.draft.writes()


def _members(members: dict[str, Member], change: PlaceDay) -> dict[str, Member]:
    out = dict(members)
    out.pop(change.incident_id, None)
    if change.incident is not None:
        out[change.incident_id] = Member(cell_key(change.incident), weight(change.incident.sums))
    if len(out) > KEPT_MEMBERS:
        del out[min(out, key=lambda name: (out[name].weight, name))]
    return out


def _most(left: datetime | None, right: datetime | None) -> datetime | None:
    known = [at for at in (left, right) if at is not None]
    return max(known) if known else None
