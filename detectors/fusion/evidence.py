"""A report → its claims: one per event, each with the sentence, figures and running totals that belong to it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from detectors.records import Claim, Event, Fact, Place, Report

UNRESOLVED = "unresolved"
"""Governorate of events whose place is not known, or that span several governorates."""

MAX_CLAIMS = 200
"""Events kept of one article, in the order of the text. A longer list is a register, not a report of the day."""

MAX_SENTENCE = 1000
"""Characters of a sentence that travel as evidence; text without full stops may run to a million."""

MAX_CONTEXT = 3
"""Running totals that travel with a claim."""


def version_of(report: Report) -> tuple[datetime, str]:
    """What orders the versions of one article: instant, then text, then when and by whom it was published.

    A withdrawal beats all texts of its instant.
    """
    mark = "~" if report.withdrawn else ""
    origin = f"{report.published_at.isoformat()}|{report.source}"
    return (report.revised_at or report.published_at, f"{mark}{report.text_hash}|{origin}")


def claims_of(report: Report) -> tuple[Claim, ...]:
    """One claim per event of the report and per witness; none when it was withdrawn."""
    if report.withdrawn:
        return ()
    events = _coherent(report.events[:MAX_CLAIMS]) + list(report.witnesses)
    version = version_of(report)
    ids = {event.id: _digest(report.article_id, version[0].isoformat(), version[1], event.id) for event in events}
    facts = {fact.id: fact for fact in report.facts}
    context = _context(report)
    return tuple(_claim(report, event, ids, facts, context) for event in events)


def governorate_of(claim: Claim) -> str:
    """Code of the governorate in which the event lies: the second widest of its path; `unresolved` without one."""
    path = claim.event.place.path
    return path[-2] if len(path) >= 2 else UNRESOLVED


def tells_harm(claim: Claim) -> bool:
    """Whether it counts anybody who came to harm, or tells of an attack on health care."""
    event = claim.event
    counted = (toll.total.high != 0 or toll.combatant.high != 0 for toll in (event.killed, event.injured))
    return event.health is not None or any(counted)


def _claim(
    report: Report, event: Event, ids: dict[str, str], facts: dict[str, Fact], context: tuple[str, ...]
) -> Claim:
    parent = ids.get(event.part_of) if event.part_of else None
    return Claim(
        claim_id=ids[event.id],
        article_id=report.article_id,
        source=report.source,
        published_at=report.published_at,
        event=event,
        facts=tuple(facts[f] for f in event.facts if f in facts),
        sentence=_sentence(report, event),
        text_hash=report.text_hash,
        fingerprint=report.fingerprint,
        url=report.url,
        parent_claim=parent,
        context=() if parent else context,
        raises=event.raised or any(fact.superseded_by in event.facts for fact in facts.values() if fact.superseded_by),
    )


def _sentence(report: Report, event: Event) -> str:
    found = report.quotes.get(event.id) or next((report.quotes[f] for f in event.facts if f in report.quotes), "")
    return found[:MAX_SENTENCE]


def _context(report: Report) -> tuple[str, ...]:
    """Sentences of the running totals: they explain, they never count."""
    sentences = (report.quotes.get(f.id, "")[:MAX_SENTENCE] for f in report.facts if f.scope == "cumulative")
    return tuple(dict.fromkeys(s for s in sentences if s))[:MAX_CONTEXT]


def _coherent(events: Sequence[Event]) -> list[Event]:
    """Events whose wholes and parts can be told apart by place, so that nobody is counted in two governorates.

    * A share that is placed in another governorate than its settlement, or wider than it, has no place of its own: its
      people stay in the settlement's count and the share is no event.
    * A wide total whose parts lie in several governorates belongs to none of them. Kept where its own place says, it
      would count the others' people there once more, out of reach of `part_of`, since each governorate is fused by
      itself.
    """
    known = {e.id: e for e in events}
    placeless = {e.id for e in events if (whole := known.get(e.part_of or "")) and _placeless(whole, e)}
    kept = [_rehung(e, known, placeless) for e in events if e.id not in placeless]
    wide = {whole.id for e in kept if (whole := known.get(e.part_of or "")) and _elsewhere(whole.place, e.place)}
    return [msgspec.structs.replace(e, place=_nowhere(e.place)) if e.id in wide else e for e in kept]


def _placeless(whole: Event, share: Event) -> bool:
    if whole.place.level in _WIDE or not whole.place.path or not share.place.path:
        return False
    wider = share.place.path[0] in whole.place.path[1:]
    return wider or _elsewhere(whole.place, share.place)


def _elsewhere(whole: Place, share: Place) -> bool:
    here, there = whole.path[-2:-1], share.path[-2:-1]
    return bool(here and there and here != there)


def _rehung(event: Event, known: dict[str, Event], gone: set[str]) -> Event:
    """The event as part of the nearest whole that is kept."""
    whole, seen = event.part_of, {event.id}
    while whole in gone and whole not in seen:
        seen.add(whole)
        whole = known[whole].part_of
    return event if whole == event.part_of else msgspec.structs.replace(event, part_of=whole)


_WIDE: Final = ("country", "governorate", "district")


def _nowhere(place: Place) -> Place:
    note = f"spans governorates; named as {place.code}" if place.code else place.note
    return Place(name=place.name, precision="unresolved", note=note)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
