"""What the alert stage keeps, and under which keys. All keys begin with the governorate (`G`).

| key | value | bound |
|---|---|---|
| `G/clock` | `Time`: how far event time has come, the days held, when to look again | `KEPT_DAYS` days |
| `G/i/INCIDENT` | the incident, reduced to evidence | `alerts.windows.evidence` |
| `G/p/PLACE` | `Index`: the place, its days and shares | `KEPT_DAYS` days |
| `G/d/PLACE/DAY/SHARE` | `Day`: cells | `alerts.windows.state.KEPT_CELLS` |
| `G/n/PLACE/DAY/SHARE` | `Member` of each incident in them | `KEPT_MEMBERS` |
| `G/e/RULE/SUBJECT` | `Roster`: the alerts of one rule and place | `KEPT_EPISODES` |
| `G/a/ALERT` | `Live`: the alert's last revision | `SHOWN_INCIDENTS` incidents in it |
| `G/m/ALERT` | what people did with it | `KEPT_ACTIONS` |
| `G/s/RULE/PLACE` | alerts on which this rule was silenced here | `KEPT_SILENCED` |
| `G/open` | `Open` alerts, for ticks and inhibition | `KEPT_OPEN` |
| `G/x/DAY`, `G/x/DAY/N` | pages of keys to delete with the day | `alerts.windows.state.PAGE` |
| `sources/s/SOURCE`, `sources/index` | `Voice`: when a source was last heard; all sources | `KEPT_SOURCES` |
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from alerts.records import Action, Alert
from alerts.windows.sums import Vector
from detectors.records import Place

KEPT_DAYS = 500
"""Days of history of one governorate."""
KEPT_MEMBERS = 128
"""Incidents of one place and day that an alert can name, heaviest first; sums count the others too."""
KEPT_EPISODES = 64
KEPT_ACTIONS = 64
KEPT_SILENCED = 64
KEPT_OPEN = 1500
"""Alerts of one governorate that ticks look after; beyond them the oldest is looked at only when news comes."""
KEPT_SOURCES = 2000


class Time(msgspec.Struct, frozen=True, array_like=True):
    """Event time of one governorate."""

    watermark: datetime | None = None
    """As the windows have it: decides what can still change."""
    ticked: datetime | None = None
    since: datetime | None = None
    days: tuple[int, ...] = ()
    due: datetime | None = None
    """No tick before it can change an alert; None when the next one has to look. News and actions take it away."""
    rules: str = ""
    """Under which rules (`turn.Bylaw.digest`) that was found."""

    @property
    def reached(self) -> datetime | None:
        """The later of watermark and tick: decides which windows have passed."""
        known = [at for at in (self.watermark, self.ticked) if at is not None]
        return max(known) if known else None


class Index(msgspec.Struct, frozen=True, array_like=True):
    """A place, the days on which it has cells, and the governorates that share in it."""

    place: Place
    days: tuple[int, ...] = ()
    shares: tuple[str, ...] = ()


class Member(msgspec.Struct, frozen=True, array_like=True):
    """An incident of one place and day."""

    cell: str
    weight: int


class Day(msgspec.Struct, frozen=True, array_like=True):
    """What one governorate's incidents add to one place and day."""

    seq: int = 0
    cells: dict[str, Vector] = {}


class Roster(msgspec.Struct, frozen=True, array_like=True):
    """The alerts of one rule and subject, oldest first, and the hour at which the window of each is over."""

    alerts: dict[str, int] = {}
    sealed: int = -1
    """Last hour of the newest episode that can no longer change: later episodes begin after it."""


class Live(msgspec.Struct, frozen=True, array_like=True):
    """An alert's last revision, and what decides about the next."""

    alert: Alert
    subject: str
    passes: int
    """Local hour (`assignment.absolute`) at which the window is over."""
    wavering_since: datetime | None = None
    announced_at: datetime | None = None
    """When a person was last told: for repeats."""
    announced_best: int = 0
    """Best figure at the last material revision: growth is measured from it."""


class Open(msgspec.Struct, frozen=True, array_like=True):
    """What ticks and inhibition need to know of an alert."""

    rule: str
    subject: str
    state: str
    code: str
    path: tuple[str, ...]
    start: datetime
    end: datetime
    passes: int


class Voice(msgspec.Struct, frozen=True, array_like=True):
    """When a source was last heard and how often."""

    last: datetime
    articles: int = 0


class Marks(msgspec.Struct, frozen=True, array_like=True):
    """What people did with one alert, as received."""

    actions: tuple[Action, ...] = ()
