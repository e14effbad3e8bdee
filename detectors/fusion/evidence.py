"""A report → its claims: one per event, each with the sentence, figures and running totals that belong to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

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
    """One claim per event of the report; none when it was withdrawn."""
    if report.withdrawn:
        return ()
    events = _lifted(report.events[:MAX_CLAIMS])
    version = version_of(report)
    ids = {event.id: _digest(report.article_id, version[0].isoformat(), version[1], event.id) for event in events}
    facts = {fact.id: fact for fact in report.facts}
    context = _context(report)
    return tuple(_claim(report, event, ids, facts, context) for event in events)


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
    )


def _sentence(report: Report, event: Event) -> str:
    found = report.quotes.get(event.id) or next((report.quotes[f] for f in event.facts if f in report.quotes), "")
    return found[:MAX_SENTENCE]


def _context(report: Report) -> tuple[str, ...]:
    """Sentences of the running totals: they explain, they never count."""
    sentences = (report.quotes.get(f.id, "")[:MAX_SENTENCE] for f in report.facts if f.scope == "cumulative")
    return tuple(dict.fromkeys(s for s in sentences if s))[:MAX_CONTEXT]


def _lifted(events: Sequence[Event]) -> list[Event]:
    """A total whose parts lie in several governorates belongs to none of them.

    Kept where its own place says, it would count the other governorates' people there once more, out of reach of
    `part_of`, since each governorate is fused by itself.
    """
    parents = {e.id: e for e in events}
    wide = {
        e.part_of
        for e in events
        if e.part_of in parents and _apart(parents[e.part_of].place.path[-2:-1], e.place.path[-2:-1])
    }
    return [msgspec.structs.replace(e, place=_nowhere(e.place)) if e.id in wide else e for e in events]


def _apart(whole: Iterable[str], part: Iterable[str]) -> bool:
    here, there = tuple(whole), tuple(part)
    return bool(here and there and here != there)


def _nowhere(place: Place) -> Place:
    note = f"spans governorates; named as {place.code}" if place.code else place.note
    return Place(name=place.name, precision="unresolved", note=note)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
