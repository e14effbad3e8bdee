"""The records that flow through Rasid, one struct each; their JSON form is the contract of the topics.

Every record names its schema and version. Instants are timezone-aware UTC `datetime`s, event dates are ISO dates of the
place's own calendar day, offsets are Python `str` indices into the article's `text` (or `title`, where `field` says so)
with `end` exclusive, counts are whole people. A `None` bound is unknown, never zero.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["killed", "injured", "killed_or_injured", "missing"]
Qualifier: TypeAlias = Literal[
    "exact", "at_least", "more_than", "approximately", "range", "up_to",
    "several", "tens", "hundreds", "thousands", "unspecified",
]  # fmt: skip
Victims: TypeAlias = Literal["civilian", "combatant", "unknown"]
Group: TypeAlias = Literal["children", "women", "health", "rescuers", "journalists", "displaced"]
Scope: TypeAlias = Literal["current", "cumulative", "part"]
Level: TypeAlias = Literal[
    "country", "governorate", "district", "subdistrict", "community", "neighbourhood", "landmark"
]
Precision: TypeAlias = Literal[
    "neighbourhood", "community", "subdistrict", "district", "governorate", "country", "unresolved"
]
EventType: TypeAlias = Literal[
    "airstrike", "shelling", "ground_attack", "explosion", "shooting", "mine", "chemical", "siege", "clash", "other"
]
HealthTarget: TypeAlias = Literal["facility", "transport", "personnel"]
Field: TypeAlias = Literal["title", "text"]
Grade: TypeAlias = Literal["single-source", "corroborated", "contested", "official"]
DatePrecision: TypeAlias = Literal["hour", "part_of_day", "day", "days", "week", "month", "unknown"]
DayPart: TypeAlias = Literal["night", "dawn", "morning", "noon", "afternoon", "evening"]
Interval: TypeAlias = tuple[int | None, int | None]
"""Low and high, both inclusive; None is open."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """Base of all records: immutable, keyword-only, unknown fields are ignored on decoding."""


class Article(Record, frozen=True, kw_only=True):
    """What a feed producer publishes (`article/1`)."""

    id: str
    source: str
    published_at: datetime
    text: str
    schema: Literal["article/1"] = "article/1"
    url: str | None = None
    title: str | None = None
    lang: str = "ar"
    revised_at: datetime | None = None
    """When the outlet last changed the article; the latest revision of one id is the one that counts."""
    withdrawn: bool = False
    """The outlet took the article back: its claims no longer count."""


class Place(Record, frozen=True, kw_only=True):
    """A place as the report names it and as the gazetteer knows it."""

    name: str
    """As written, without clitics and type word."""
    precision: Precision = "unresolved"
    code: str | None = None
    level: Level | None = None
    path: tuple[str, ...] = ()
    """Codes from the place itself up to the country."""
    name_ar: str | None = None
    name_en: str | None = None
    candidates: tuple[str, ...] = ()
    """Codes that fit equally well when the name stays ambiguous."""
    lat: float | None = None
    lon: float | None = None
    note: str | None = None
    """For example: the text's parent where it disagrees with the gazetteer's."""


class Fact(Record, frozen=True, kw_only=True):
    """One statement of people killed, injured or missing (the reading guide's `facts`)."""

    id: str
    kind: Kind
    qualifier: Qualifier
    victims: Victims
    scope: Scope
    start: int
    end: int
    rule: str
    low: int | None = None
    high: int | None = None
    groups: tuple[Group, ...] = ()
    place: Place | None = None
    part_of: str | None = None
    same_as: str | None = None
    """Id of the fact that this mention repeats; a repeating mention never counts by itself."""
    superseded_by: str | None = None
    rival_of: str | None = None
    attributed_to: str | None = None
    """Who the article says it from, as written (a quoted agency, a party, a rescue service)."""
    reasons: tuple[str, ...] = ()
    """Named reasons for scope, victims and relations, for `rasid explain`."""
    sentence: tuple[int, int] = (0, 0)
    field: Field = "text"


class HealthAttack(Record, frozen=True, kw_only=True):
    """Violence against a health facility, transport or worker."""

    target: HealthTarget
    scope: Literal["current", "past"]
    start: int
    end: int
    rule: str
    name: str | None = None
    place: Place | None = None
    out_of_service: bool = False
    sentence: tuple[int, int] = (0, 0)
    field: Field = "text"


class EventDate(Record, frozen=True, kw_only=True):
    """The day (or days) of an event, in the place's calendar."""

    start: date
    end: date
    precision: DatePrecision = "day"
    stated: bool = False
    """False when only implied by the article's date."""
    part: DayPart | None = None
    """The part of the day that the text names."""


class Estimate(Record, frozen=True, kw_only=True):
    """People of one kind: low–best–high. `high` is None when the reports leave it open."""

    low: int = 0
    best: int = 0
    high: int | None = 0
    vague: bool = False
    """A bound comes from a vague word (tens, several) by configuration."""


class Casualties(Record, frozen=True, kw_only=True):
    """Estimates by status; `total` counts civilian and unknown, never combatants."""

    total: Estimate = Estimate()
    civilian: Estimate = Estimate()
    unknown: Estimate = Estimate()
    combatant: Estimate = Estimate()


class HealthImpact(Record, frozen=True, kw_only=True):
    """What an event did to health care."""

    target: HealthTarget
    name: str | None = None
    out_of_service: bool = False


class Event(Record, frozen=True, kw_only=True):
    """One act of violence as one report tells it, with its share of the report's current facts."""

    id: str
    """Unique within the article: e1, e2 …"""
    type: EventType
    place: Place
    date: EventDate
    start: int
    end: int
    weapon: str | None = None
    actor: str | None = None
    """The alleged perpetrator as written."""
    part_of: str | None = None
    """Id of the event whose toll contains this one's (a city's total and its quarters)."""
    facts: tuple[str, ...] = ()
    killed: Casualties = Casualties()
    injured: Casualties = Casualties()
    health: HealthImpact | None = None
    sentence: tuple[int, int] = (0, 0)
    field: Field = "text"
    terms: tuple[int, ...] = ()
    """Sorted hashes of the words by which the event is known again: names, streets, what was hit."""
    raised: bool = False
    """The report says that the toll has risen to this one."""
    again: bool = False
    """The report says that the place had been struck before on that day."""
    witness: bool = False
    """It joins an incident that it knows again, by telling words or place, and makes none."""


class Toll(Record, frozen=True, kw_only=True):
    """What the report adds for people who are not combatants; None when no numeric fact says so."""

    killed: Interval | None = None
    injured: Interval | None = None


class Report(Record, frozen=True, kw_only=True):
    """What was read from one article (`report/1`)."""

    article_id: str
    source: str
    published_at: datetime
    reader_version: str
    schema: Literal["report/1"] = "report/1"
    url: str | None = None
    title: str | None = None
    revised_at: datetime | None = None
    withdrawn: bool = False
    facts: tuple[Fact, ...] = ()
    health_attacks: tuple[HealthAttack, ...] = ()
    events: tuple[Event, ...] = ()
    toll: Toll = Toll()
    combatants_killed: Interval | None = None
    health_alert: bool = False
    fingerprint: tuple[int, ...] = ()
    """Similarity signature of the normalised text, for wire copies."""
    text_hash: str = ""
    """Hash of title and text: two versions of one article id differ by it."""
    read_until: int | None = None
    """Offset into `text` at which reading ended, when the article is too long to be read whole."""
    witnesses: tuple[Event, ...] = ()
    """What it says of events that only others tell: an obituary, a caption, a village that a digest mentions."""
    quotes: dict[str, str] = {}
    """Fact, event and attack id → the sentence it was read from, so that the evidence travels with the number."""


class Claim(Record, frozen=True, kw_only=True):
    """What one source says of one event: immutable, the unit that fusion works on."""

    claim_id: str
    """Deterministic: hash of article id, its version (instant, text, origin) and event id."""
    article_id: str
    source: str
    published_at: datetime
    event: Event
    facts: tuple[Fact, ...]
    sentence: str
    text_hash: str
    fingerprint: tuple[int, ...] = ()
    url: str | None = None
    parent_claim: str | None = None
    """Claim id of the event that `event.part_of` names, which may be keyed elsewhere."""
    context: tuple[str, ...] = ()
    """Sentences with running totals of the same article: shown with the incident, never counted."""
    raises: bool = False
    """The article itself says that this toll takes the place of an earlier one."""


class ReportClaims(Record, frozen=True, kw_only=True):
    """All that one article's current version says about one governorate (`claims/1`): replaces what it said before.

    An article whose new version no longer speaks of a governorate sends it an empty list.
    """

    article_id: str
    governorate: str
    """Governorate code, or `unresolved`."""
    version: tuple[datetime, str]
    """(revised or published instant, text hash): the greatest wins, so order of arrival does not matter."""
    schema: Literal["claims/1"] = "claims/1"
    claims: tuple[Claim, ...] = ()


class Incident(Record, frozen=True, kw_only=True):
    """Many reports, one event (`incident/1`)."""

    incident_id: str
    version: int
    status: Literal["active", "merged", "retracted"]
    place: Place
    event_date: EventDate
    type: EventType
    killed: Casualties
    injured: Casualties
    grade: Grade
    first_reported_at: datetime
    updated_at: datetime
    schema: Literal["incident/1"] = "incident/1"
    merged_into: str | None = None
    part_of: str | None = None
    """Incident id of the whole that already counts these people (a city total over its quarters)."""
    health: HealthImpact | None = None
    claims: tuple[Claim, ...] = ()
    article_ids: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Independent outlets; wire copies count once."""
    weapon: str | None = None
    actors: tuple[str, ...] = ()
    governorate: str = "unresolved"
    context: tuple[str, ...] = ()
    """Running totals that the reports quote, as sentences: shown, never counted."""


_ENCODER = msgspec.json.Encoder()


def encode(record: Any) -> bytes:
    """The record as compact UTF-8 JSON."""
    return _ENCODER.encode(record)
