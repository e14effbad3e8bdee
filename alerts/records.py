"""Records of the alerting half: what a district's window holds, and an alert's revisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias

from detectors.records import Casualties, Estimate, EventType, Grade, Incident, Place, Record

Severity: TypeAlias = Literal["info", "warning", "critical"]
AlertState: TypeAlias = Literal["firing", "updated", "resolved", "retracted"]
RuleKind: TypeAlias = Literal["threshold", "hospital_attack", "spike", "new_place", "flatline"]
Reason: TypeAlias = Literal[
    "threshold_crossed", "tier_raised", "tier_lowered", "toll_raised", "toll_lowered", "new_source", "grade_changed",
    "hospital_attacked", "facility_named", "out_of_service", "spike", "new_place", "source_silent", "source_back",
    "below_threshold", "incident_retracted", "marked_false", "marked_duplicate", "repeat", "window_moved",
    "evidence_changed", "window_passed", "incident_merged", "acknowledged", "undone", "silenced", "unsilenced",
    "inhibited", "uninhibited",
]  # fmt: skip
Mute: TypeAlias = Literal["silenced", "inhibited"]
Span: TypeAlias = Literal["day", "week", "month"]
"""How long a stretch the event date leaves open: one day, up to a week, longer."""
WindowReason: TypeAlias = Literal[
    "added", "raised", "lowered", "moved", "merged", "retracted", "covered", "uncovered", "evidence", "too_late",
    "in_future",
]  # fmt: skip
"""What an incident's new version did to its windows. `covered`: a whole (a city's total) now counts these people.
`too_late` and `in_future` change nothing: the incident lies outside of the span that windows still hold."""


class Cell(Record, frozen=True, kw_only=True):
    """A district's running sums over the incidents of one hour, grade, type, date span and ownership."""

    hour: int
    """0-23 of the place's local day."""
    grade: Grade
    type: EventType
    span: Span
    own: bool
    """The incidents' own place is this one, not one inside of it."""
    sums: tuple[int, ...]
    """Whole people, in the order of `alerts.windows.sums`; all zero removes the cell."""


class PlaceDay(Record, frozen=True, kw_only=True):
    """The cells of one place and day that one incident's new contribution changed, as they stand afterwards."""

    incident_id: str
    place: Place
    day: date
    seq: int
    """Counts the changes of this place and day: a redelivered older one is recognised by it."""
    cells: tuple[Cell, ...] = ()
    incident: Cell | None = None
    """The incident's own contribution as it stands; None when it does not count here (any more)."""


class WindowUpdate(Record, frozen=True, kw_only=True):
    """What one version of one incident changed in the windows of its place and of all places above (`window/1`)."""

    governorate: str
    """Partition key: a governorate's code, `unresolved`, or the country's code for the national windows."""
    district: str
    """Code of the incident's own place; empty when unresolved."""
    incident_id: str
    reason: WindowReason
    share: str
    """Governorate whose incidents the sums cover: the national window adds up the shares."""
    schema: Literal["window/1"] = "window/1"
    incident: Incident | None = None
    """The incident, its claims reduced to evidence; None when only its contribution changed."""
    days: tuple[PlaceDay, ...] = ()
    """To be applied in order and all together: a whole that takes over its parts' people is one change."""
    watermark: datetime | None = None
    """Event time that two independent outlets have reached in this governorate."""
    since: datetime | None = None
    """Publication of the oldest article seen from this governorate: history starts here."""
    published_at: datetime | None = None
    """Publication of the newest article that this version brought in."""


class Tick(Record, frozen=True, kw_only=True):
    """Time passes in one partition's governorate (`tick/1`), so that windows end without a further article."""

    governorate: str
    """As `WindowUpdate.governorate`, or `sources` for the silence of outlets."""
    at: datetime
    """Event time reached: the wall clock in live running, virtual time in a replay."""
    schema: Literal["tick/1"] = "tick/1"


class Heartbeat(Record, frozen=True, kw_only=True):
    """A source was heard (`heartbeat/1`), whatever it said; goes to the partition of the key `sources`."""

    source: str
    at: datetime
    """Publication instant of its article."""
    governorate: str = "sources"
    schema: Literal["heartbeat/1"] = "heartbeat/1"
    articles: int = 1


class Change(Record, frozen=True, kw_only=True):
    """One difference from the previous revision, in a form that a message can show."""

    what: Literal["killed", "injured", "severity", "sources", "grade", "health", "incidents", "state", "window"]
    before: str
    after: str


class Evidence(Record, frozen=True, kw_only=True):
    """One sentence behind an alert, with where it can be read."""

    article_id: str
    source: str
    sentence: str
    published_at: datetime
    url: str | None = None


class Alert(Record, frozen=True, kw_only=True):
    """One revision of one alert (`alert/1`). The latest revision is the whole truth; earlier ones are history."""

    alert_id: str
    """hash(rule, district, episode): a replay gives the same id."""
    revision: int
    """1, 2, 3 … per alert."""
    state: AlertState
    severity: Severity
    rule: str
    rule_kind: RuleKind
    district: Place
    window_start: datetime
    window_end: datetime
    measure: str
    """What the value counts: killed, injured, killed_and_injured, attacks, articles."""
    value: Estimate
    reason: Reason
    updated_at: datetime
    schema: Literal["alert/1"] = "alert/1"
    episode: str = ""
    threshold: int | None = None
    tier: int = 0
    """0 for the first threshold; higher when the value crossed a later one of the same rule."""
    killed: Casualties = Casualties()
    injured: Casualties = Casualties()
    incidents: tuple[Incident, ...] = ()
    """The incidents behind the value, most casualties first, bounded; claims reduced to the evidence shown."""
    incidents_total: int = 0
    evidence: tuple[Evidence, ...] = ()
    sources: int = 0
    """Independent outlets over all incidents."""
    grade: str = "single-source"
    changed: tuple[Change, ...] = ()
    material: bool = True
    """Worth a thread reply: a tier, +25 %, a new source, a correction downward, a retraction."""
    route: str = "default"
    first_fired_at: datetime | None = None
    event_time: datetime | None = None
    """Event time of the latest incident, for the latency shown to responders."""
    published_at: datetime | None = None
    """Publication instant of the article that led to this revision: publish → Slack latency is counted from it."""
    explanation: str = ""
    """Why it fired, in one English line: rule, window, threshold."""
    context: tuple[str, ...] = ()
    """Running totals quoted by the reports: shown, never counted."""
    governorate: str = "unresolved"
    """Partition key; an `Action` on this alert carries it back."""
    muted: Mute | None = None
    """Recorded but not to be announced: no new message, no reply, no mention; an existing message may be edited."""
    muted_by: str | None = None
    """Who silenced it, or the rule that inhibits it."""
    muted_until: datetime | None = None
    muted_reason: str | None = None
    acknowledged_by: str | None = None
    marked_by: str | None = None
    """Who called it false or a duplicate."""
    mark_reason: str | None = None
    duplicate_of: str | None = None
    """Alert id that a person named, or that this alert went on in (`window_moved`)."""
    peak: int = 0
    """Greatest value that the rule tested in one of its windows: what met the threshold."""


class Action(Record, frozen=True, kw_only=True):
    """What a person did with an alert (`action/1`), kept in the actions topic."""

    action_id: str
    alert_id: str
    kind: Literal["acknowledge", "false", "duplicate", "silence", "unsilence", "undo"]
    by: str
    """Slack user id."""
    at: datetime
    schema: Literal["action/1"] = "action/1"
    by_name: str | None = None
    reason: str | None = None
    duplicate_of: str | None = None
    rule: str | None = None
    district_code: str | None = None
    expires_at: datetime | None = None
    governorate: str = "unresolved"
    """Partition key: that of the alert."""
