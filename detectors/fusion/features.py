"""A claim as fusion compares it: day, place, figures, kind of act, source, all taken out once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

import msgspec

from detectors.fusion.facility import proper
from detectors.gazetteer.entry import DEPTH
from detectors.records import Casualties, Claim, DayPart, EventType, Interval
from detectors.text import fold

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """One claim, ready to be compared. Instances are compared by identity; `order` sorts them."""

    claim: Claim
    order: tuple[datetime, str, str, str, str]
    """Canonical order: earliest published first; then article, event and text, so that no two are equal."""
    seed: str
    """Names the event of that article; the same after the text was revised, as long as place and day stay."""
    day: date
    """The day that the claim is filed under: the last day that it may mean."""
    first: date
    """The first day that it may mean."""
    sure: bool
    """The text itself names one day."""
    hours: tuple[int, int] | None
    """Hours of that day between which it happened, where the text names a part that has such hours."""
    path: tuple[str, ...]
    depth: int
    """How fine the place is (`DEPTH`); 0 when unresolved."""
    name: str
    """The place as written, folded: all there is to go by when it is unresolved."""
    position: tuple[float, float] | None
    type: EventType
    killed: Interval | None
    """People who are not combatants; None when the claim says nothing of them."""
    injured: Interval | None
    combatants: Interval | None
    health: str | None
    """Proper name of the attacked facility; empty when it has none."""
    words: frozenset[str]
    """Rare-ish words of the sentence: what was hit, who was hurt."""
    terms: frozenset[int]
    """Hashes of the words by which the event is known again."""
    witness: bool
    """It joins what it knows again and makes no incident."""
    outlet: str
    """The source's name, folded."""


@lru_cache(maxsize=20_000)
def _features(claim_id: str, holder: _Held) -> Features:
    claim = holder.claim
    event = claim.event
    place = event.place
    day, first, sure = _days(claim)
    return Features(
        claim=claim,
        order=(claim.published_at, claim.article_id, event.id, claim.text_hash, claim.claim_id),
        seed=_seed(claim, day),
        day=day,
        first=first,
        sure=sure,
        hours=_HOURS.get(event.date.part) if sure and event.date.part else None,
        path=place.path,
        depth=DEPTH[place.level] if place.level and place.path else 0,
        name=fold(place.name),
        position=(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
        type=event.type,
        killed=_counted(event.killed),
        injured=_counted(event.injured),
        combatants=_interval(event.killed.combatant.low, event.killed.combatant.high),
        health=None if event.health is None else proper(event.health.name or ""),
        words=frozenset(w for w in fold(claim.sentence).split() if len(w) >= _WORD_LETTERS),
        terms=frozenset(event.terms),
        witness=event.witness,
        outlet=fold(claim.source).casefold(),
    )


_HOURS: Final[dict[DayPart, tuple[int, int]]] = {
    "dawn": (2, 7), "morning": (5, 12), "noon": (11, 15), "afternoon": (14, 18), "evening": (16, 24),
}  # fmt: skip
"""Parts of a day in hours, as widely as news uses the words. A night belongs to two days and parts nothing."""
_WORD_LETTERS = 4
"""Shorter Arabic words are mostly particles."""


@dataclass(frozen=True, slots=True)
class _Held:
    """Carries a claim into the cache without hashing the whole of it."""

    claim: Claim

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.claim == self.claim


def features(claim: Claim) -> Features:
    """The features of `claim`; remembered, since a neighbourhood is looked at again with every new report of it."""
    return _features(claim.claim_id, _Held(claim))


@lru_cache(maxsize=20_000)
def as_witness(told: Features) -> Features:
    """The claim as it bears witness to an event that others tell, also when it makes one of its own."""
    if told.witness:
        return told
    event = msgspec.structs.replace(told.claim.event, witness=True)
    return replace(told, claim=msgspec.structs.replace(told.claim, event=event), witness=True)


def _days(claim: Claim) -> tuple[date, date, bool]:
    """The day to file under, the first possible day, and whether one day is certain."""
    when = claim.event.date
    last = when.end
    first = min(when.start, last)
    sure = when.stated and when.precision in ("hour", "part_of_day", "day") and first == last
    return last, first, sure


def _seed(claim: Claim, day: date) -> str:
    place = claim.event.place
    name = place.code or fold(place.name)
    return f"{claim.article_id}\x1f{name}\x1f{day.isoformat()}\x1f{claim.event.type}"


@lru_cache(maxsize=20_000)
def incident_id(seed: str, nth: int) -> str:
    """Id of the incident whose earliest claim has `seed`, the `nth` of its article with that seed."""
    return "i" + hashlib.sha256(f"{seed}\x1f{nth}".encode("utf-8", "surrogatepass")).hexdigest()[:19]


def _counted(toll: Casualties) -> Interval | None:
    """Low and high of those who are no combatants; None when nothing was said of them."""
    if toll.total.high == 0 and not toll.total.vague:
        return None
    return (toll.total.low, toll.total.high)


def _interval(low: int, high: int | None) -> Interval | None:
    return None if high == 0 else (low, high)


def figure(interval: Interval) -> int:
    """One number for an interval: its middle, or its closed end."""
    low, high = interval
    if high is None:
        return low or 0
    return ((low if low is not None else high) + high + 1) // 2
