"""A group of claims → the incident that responders see. Pure: the same group gives the same record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from detectors.fusion.features import Features, as_witness
from detectors.fusion.sources import independent, is_official, origin
from detectors.fusion.tolls import combine, latest, raised
from detectors.fusion.wholes import place_of
from detectors.gazetteer.entry import DEPTH
from detectors.records import (
    Casualties,
    Claim,
    DatePrecision,
    EventDate,
    EventType,
    Grade,
    HealthImpact,
    Incident,
    Place,
)

MAX_CLAIMS: Final = 60
"""Claims that travel with an incident (some 3 KB each, Kafka takes 1 MB): each source's latest first."""

MAX_ARTICLES: Final = 1000
"""Article ids that travel with an incident."""

_CONTEXT: Final = 3
_TARGETS: Final = {"facility": 0, "transport": 1, "personnel": 2}
_FINE: Final[dict[DatePrecision, int]] = {
    "hour": 0, "part_of_day": 1, "day": 2, "days": 3, "week": 4, "month": 5, "unknown": 6,
}  # fmt: skip


def build(
    incident_id: str,
    governorate: str,
    members: Sequence[Features],
    *,
    part_of: str | None,
    parts: Sequence[Sequence[Features]] = (),
    witnesses: Sequence[Features] = (),
) -> Incident:
    """Version 0 of the incident; whoever publishes it gives it its version and `updated_at`.

    Witnesses bring articles and outlets and neither figures nor a better grade.
    """
    witnesses = tuple(map(as_witness, witnesses))
    sources = independent(members)
    voices = independent((*members, *witnesses)) if witnesses else sources
    claims = [f.claim for f in members]
    first = min(c.published_at for c in claims)
    killed, injured = combine(sources, "killed"), combine(sources, "injured")
    if parts:
        inner = [independent(p) for p in parts]
        killed = raised(killed, [combine(p, "killed") for p in inner])
        injured = raised(injured, [combine(p, "injured") for p in inner])
    return Incident(
        incident_id=incident_id,
        version=0,
        status="active",
        place=_place(members, witnesses),
        event_date=_date(members),
        type=_type(members),
        killed=killed,
        injured=injured,
        grade=_grade(sources),
        first_reported_at=first,
        updated_at=first,
        part_of=part_of,
        health=_health(claims),
        claims=_evidence(voices),
        article_ids=tuple(sorted({f.claim.article_id for f in (*members, *witnesses)}))[:MAX_ARTICLES],
        sources=tuple(dict.fromkeys(s[0].claim.source for s in voices)),
        weapon=_most(c.event.weapon for c in claims),
        actors=tuple(dict.fromkeys(c.event.actor for c in claims if c.event.actor))[:5],
        governorate=governorate,
        context=tuple(dict.fromkeys(s for c in claims for s in c.context))[:_CONTEXT],
    )


def _place(members: Sequence[Features], witnesses: Sequence[Features]) -> Place:
    """Where the members say it was; inside a mere region the settlement that most witnesses name."""
    told = place_of(tuple(members))
    if told.depth and told.depth < DEPTH["community"]:
        seen = [f for f in witnesses if f.depth >= DEPTH["community"] and told.path[0] in f.path]
        votes = Counter(f.path[0] for f in seen)
        told = min(seen, key=lambda f: (-votes[f.path[0]], f.order), default=told)
    return told.claim.event.place


def _evidence(sources: Sequence[Sequence[Features]]) -> tuple[Claim, ...]:
    """All claims in canonical order, or when there are too many those that count, each source's latest first."""
    everyone = [f for s in sources for f in s]
    if len(everyone) > MAX_CLAIMS:
        leading = {s[-1] for s in sources}
        everyone = sorted(everyone, key=lambda f: (f.witness, f not in leading, f.order))[:MAX_CLAIMS]
    return tuple(f.claim for f in sorted(everyone, key=lambda f: f.order))


def _date(members: Sequence[Features]) -> EventDate:
    """The day that the texts themselves name, by majority; the finest and earliest on a tie."""
    votes = Counter((f.claim.event.date.start, f.claim.event.date.end) for f in members)

    def rank(f: Features) -> tuple[bool, int, int, object]:
        when = f.claim.event.date
        return (not when.stated, -votes[when.start, when.end], _FINE[when.precision], f.order)

    return min(members, key=rank).claim.event.date


def _type(members: Sequence[Features]) -> EventType:
    """What most articles call it; `other` only when none says more."""
    votes = Counter(f.type for f in members)
    return min(members, key=lambda f: (f.type == "other", -votes[f.type], f.order)).type


def _most(values: Iterable[str | None]) -> str | None:
    votes = Counter(v for v in values if v)
    return min(votes, key=lambda v: (-votes[v], v), default=None)


def _health(claims: Sequence[Claim]) -> HealthImpact | None:
    """The gravest thing that any claim says of an attack on health care, named if any names it."""
    found = [c.event.health for c in claims if c.event.health]
    if not found:
        return None
    worst = min(found, key=lambda h: (_TARGETS[h.target], h.name is None, h.name or ""))
    return msgspec.structs.replace(worst, out_of_service=any(h.out_of_service for h in found))


def _grade(sources: Sequence[Sequence[Features]]) -> Grade:
    """Contested beats official, official beats the number of sources (docs/counting.md)."""
    standing = [f for s in sources if (f := latest(s, "killed"))]
    if _contested(standing):
        return "contested"
    if any(is_official(f) for s in sources for f in s):
        return "official"
    return "corroborated" if len({origin(f) for s in sources for f in s[:1]}) > 1 else "single-source"


def _contested(standing: Sequence[Features]) -> bool:
    """Rival figures in one article, or independent sources whose closed figures exclude each other by a wide margin."""
    if any(fact.rival_of for f in standing for fact in f.claim.facts):
        return True
    tolls: list[Casualties] = [f.claim.event.killed for f in standing]
    closed = [(t.total.low, t.total.high) for t in tolls if t.total.high]
    if len(closed) < 2:
        return False
    least, most = min(high for _, high in closed), max(low for low, _ in closed)
    return most - least >= _RIVAL_PEOPLE and most > least * _RIVAL_FACTOR


_RIVAL_PEOPLE: Final = 3
_RIVAL_FACTOR: Final = 1.5
"""Counts of one night's dead differ by a few; beyond this two sources tell different stories."""


def stamped(incident: Incident, version: int, now: datetime) -> Incident:
    """The incident as version `version`, published at `now`."""
    return msgspec.structs.replace(incident, version=version, updated_at=now)
