"""What the sender remembers (`delivery/1`, topic `deliveries`) and what a message is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from alerts.records import AlertState, Severity
from detectors.records import Estimate, Place, Record

Kind: TypeAlias = Literal["parent", "reply", "edit"]
"""A new message, an answer in its thread, a change in place."""
Status: TypeAlias = Literal["pending", "dispatching", "delivered", "dead"]

MAX_MARKS = 12
"""Marks kept per alert; the oldest go first. The actions topic keeps them all."""


class Mark(Record, frozen=True, kw_only=True):
    """What one person did with an alert, as its message shows it."""

    action_id: str
    kind: Literal["acknowledge", "false", "duplicate", "silence", "unsilence", "undo"]
    by: str
    at: datetime
    by_name: str | None = None
    reason: str | None = None
    duplicate_of: str | None = None
    expires_at: datetime | None = None


class Told(Record, frozen=True, kw_only=True):
    """What readers of a message already know: the next revision is compared with it, so compaction loses nothing."""

    revision: int
    state: AlertState
    severity: Severity
    tier: int
    value: Estimate
    killed: Estimate
    injured: Estimate
    sources: int
    grade: str
    health: str = ""
    """Target, name and state of service, joined; never shown, only compared."""
    out_of_service: bool = False
    places: int = 0
    window_end: datetime | None = None
    title: str = ""
    """The header as shown, for the list of alerts that another may duplicate."""


class Delta(Record, frozen=True, kw_only=True):
    """One difference between what readers know and what is true now; the renderer puts it into words."""

    what: Literal["killed", "injured", "severity", "sources", "grade", "health", "incidents", "state", "window"]
    before: str | int | Estimate
    after: str | int | Estimate


class Attempt(Record, frozen=True, kw_only=True):
    """A POST that may or may not have been accepted."""

    key: str
    """Goes into the message's metadata; the same for every attempt at one message."""
    kind: Literal["parent", "reply"]
    revision: int
    at: datetime
    told: Told | None = None
    """What readers know once it has arrived."""
    marks_shown: str = ""


class Delivery(Record, frozen=True, kw_only=True):
    """One alert in one channel. Written before every POST and after every answer."""

    alert_id: str
    channel: str
    updated_at: datetime
    schema: Literal["delivery/1"] = "delivery/1"
    status: Status = "pending"
    route: str = "default"
    revision: int = 0
    """Revision that the parent shows; 0 before the first."""
    marks_shown: str = ""
    """Fingerprint of the marks and notes that the parent shows."""
    ts: str | None = None
    """Slack's id of the parent message."""
    posted_to: str | None = None
    """Channel id as Slack answered it; edits need the id where a route may name."""
    generation: int = 1
    """Raised when the parent can no longer be edited and a new one takes its place."""
    told: Told | None = None
    """As of the parent's last post or the last thread reply."""
    peak: Told | None = None
    """Last told while the alert stood: the number that is struck through once it is over."""
    changes: tuple[Delta, ...] = ()
    changed_at: datetime | None = None
    reason: str | None = None
    attempt: Attempt | None = None
    repeats: int = 0
    """Messages of this delivery that may exist twice."""
    parent_repeat: bool = False
    """The parent is one of them, and says so."""
    unsure: str | None = None
    """Key of a message that was dispatched, never answered and never found: the next one says "possible repeat"."""
    plain: str | None = None
    """Slack's error, when the message had to be degraded to plain text."""
    plain_for: str = ""
    """The message that this holds for; others are tried in full."""
    error: str | None = None
    """Why it is dead."""
    instead_of: str | None = None
    """The channel that this one stands in for, with Slack's error, as `channel: error`."""
    partition: int = 0

    @property
    def key(self) -> str:
        """Key in the ledger topic."""
        return f"delivery/{self.alert_id}/{self.channel}"


class Target(Record, frozen=True, kw_only=True):
    """A channel that an alert goes to, by which route."""

    channel: str
    route: str


class Case(Record, frozen=True, kw_only=True):
    """One alert as far as it is known here: its latest revision and what people did. The queue is made of these."""

    alert_id: str
    revision: int
    body: bytes
    """The alert as compressed JSON: `open_alert` reads it."""
    partition: int
    updated_at: datetime
    schema: Literal["case/1"] = "case/1"
    asked: int = 0
    """Latest revision that the alerting engine called material."""
    since: datetime | None = None
    """When the latest revision came in."""
    targets: tuple[Target, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def key(self) -> str:
        """Key in the ledger topic."""
        return f"case/{self.alert_id}"


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered message, within Slack's limits and our budgets."""

    text: str
    """Notification and lock screen; escaped for Slack's markup."""
    blocks: tuple[dict[str, Any], ...] = ()
    title: str = ""
    plain: str = ""
    """Everything as plain lines, escaped: what is sent when Slack refuses the blocks."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a message says besides the alert itself."""

    changes: tuple[Delta, ...] = ()
    changed_at: datetime | None = None
    reason: str | None = None
    marks: tuple[Mark, ...] = ()
    peak: Told | None = None
    possible_repeat: bool = False
    instead_of: str | None = None
    partition: int = 0
    buttons: bool = True
    threads: bool = True
    """False for a webhook: the message says that it will not be edited."""
    above: Place | None = None
    """What to name after the alert's own place: its town or governorate."""
    wide: Place | None = None
    """The nearest place that may be named where health facilities are hidden."""
    extra: dict[str, str] = field(default_factory=dict)
