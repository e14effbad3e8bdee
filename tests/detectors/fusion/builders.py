"""Reports made by hand, as the reader would write them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from detectors.fusion import Fuser, Locator
from detectors.gazetteer import Gazetteer
from detectors.records import (
    Casualties,
    Claim,
    DayPart,
    Estimate,
    Event,
    EventDate,
    EventType,
    Fact,
    HealthImpact,
    Incident,
    Place,
    Report,
)
from detectors.step import apply

GAZETTEER = Gazetteer.load()
NOW = datetime(2016, 12, 1, 12, tzinfo=UTC)
DAY = date(2016, 11, 18)
NOON = datetime(2016, 11, 18, 12, tzinfo=UTC)


def place(name: str) -> Place:
    """A place of Aleppo governorate (or any, when it has no such name); finest first. Unknown names stay unresolved."""
    codes = [c for c in GAZETTEER.by_name(name) if GAZETTEER.governorate(c) == "SY02"] or GAZETTEER.by_name(name)
    settled = [c for c in codes if GAZETTEER.level(c) in ("community", "neighbourhood")]
    return GAZETTEER.place((settled or list(codes))[-1], name) if codes else Place(name=name)


def toll(low: int, high: int | None = -1, combatant: int = 0) -> Casualties:
    """`low`…`high` people of unknown status (exactly `low` by default)."""
    high = low if high == -1 else high
    people = Estimate(low=low, best=low, high=high)
    fighters = Estimate(low=combatant, best=combatant, high=combatant)
    return Casualties(total=people, unknown=people, combatant=fighters)


def event(
    where: str | Place,
    killed: int | Casualties | None = None,
    injured: int | Casualties | None = None,
    *,
    id: str = "e1",
    day: date = DAY,
    type: EventType = "shelling",
    part_of: str | None = None,
    stated: bool = True,
    part: DayPart | None = None,
    health: HealthImpact | None = None,
    facts: tuple[str, ...] = (),
) -> Event:
    """One event of a report."""
    return Event(
        id=id,
        type=type,
        place=place(where) if isinstance(where, str) else where,
        date=EventDate(start=day, end=day, stated=stated, part=part),
        start=0,
        end=1,
        part_of=part_of,
        killed=_casualties(killed),
        injured=_casualties(injured),
        health=health,
        facts=facts,
    )


def _casualties(given: int | Casualties | None) -> Casualties:
    return Casualties() if given is None else given if isinstance(given, Casualties) else toll(given)


def report(
    article: str,
    *events: Event,
    source: str | None = None,
    at: datetime = NOON,
    revised: datetime | None = None,
    withdrawn: bool = False,
    facts: Sequence[Fact] = (),
    quotes: dict[str, str] | None = None,
    fingerprint: tuple[int, ...] = (),
    witnesses: Sequence[Event] = (),
) -> Report:
    """A report with `events`; its outlet is named after the article unless `source` says otherwise.

    Its text is what it says: reports that say the same have the same hash, and no others.
    """
    digest = hashlib.sha256(msgspec.json.encode([article, events, facts, witnesses])).hexdigest()
    return Report(
        article_id=article,
        source=source or f"outlet {article}",
        published_at=at,
        reader_version="test",
        revised_at=revised,
        withdrawn=withdrawn,
        events=events,
        facts=tuple(facts),
        quotes=quotes or {e.id: f"{e.id} {article}" for e in events},
        fingerprint=fingerprint,
        witnesses=tuple(witnesses),
        text_hash=digest,
    )


def fact(**kwargs: object) -> Fact:
    """A fact of 13 killed."""
    given: dict[str, object] = {
        "id": "f1", "kind": "killed", "qualifier": "exact", "victims": "unknown", "scope": "current",
        "start": 0, "end": 1, "rule": "test", "low": 13, "high": 13,
    }  # fmt: skip
    return Fact(**(given | kwargs))  # type: ignore[arg-type]


class Stream:
    """Locator and Fuser over plain dicts, as the worker runs them."""

    def __init__(self) -> None:
        self.located: dict[str, bytes] = {}
        self.fused: dict[str, bytes] = {}
        self.published: dict[str, Incident] = {}
        self.history: list[Incident] = []

    def feed(self, reports: Iterable[Report], now: datetime = NOW) -> Stream:
        """Take reports in one by one."""
        for one in reports:
            told = Locator().step(self.located, one, now)
            for claims in told.outputs:
                step = Fuser().step(self.fused, claims, now)
                for incident in step.outputs:
                    last = self.published.get(incident.incident_id)
                    assert incident.version == (last.version if last else 0) + 1
                    self.published[incident.incident_id] = incident
                    self.history.append(incident)
                apply(step.writes, self.fused)
            apply(told.writes, self.located)
        return self

    @property
    def active(self) -> dict[str, Incident]:
        """What stands, without what depends on history."""
        return {i: settled(x) for i, x in self.published.items() if x.status == "active"}


def settled(incident: Incident) -> Incident:
    """The incident without its version and the instant of its last change."""
    return msgspec.structs.replace(incident, version=0, updated_at=incident.first_reported_at)


def active(incidents: Iterable[Incident]) -> dict[str, Incident]:
    """Incidents by id without what depends on history."""
    return {i.incident_id: settled(i) for i in incidents}


def hours(n: float) -> timedelta:
    """`n` hours."""
    return timedelta(hours=n)


def claims(incidents: Iterable[Incident]) -> list[Claim]:
    """All claims of incidents."""
    return [c for i in incidents for c in i.claims]
