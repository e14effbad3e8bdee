"""Records of the alerting half: what a district's window holds, and an alert's revisions."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

from detectors.records import Casualties, Estimate, Incident, Place, Record

Severity: TypeAlias = Literal["info", "warning", "critical"]
AlertState: TypeAlias = Literal["firing", "updated", "resolved", "retracted"]
RuleKind: TypeAlias = Literal["threshold", "hospital_attack", "spike", "new_place", "flatline"]
Reason: TypeAlias = Literal[
    "threshold_crossed", "tier_raised", "tier_lowered", "toll_raised", "toll_lowered", "new_source", "grade_changed",
    "hospital_attacked", "facility_named", "out_of_service", "spike", "new_place", "source_silent", "source_back",
    "below_threshold", "incident_retracted", "marked_false", "marked_duplicate", "repeat", "window_moved",
    "evidence_changed",
]  # fmt: skip


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
