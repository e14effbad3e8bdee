"""What one report adds: current facts that stand for themselves, combatants taken out (docs: reading guide, "Toll")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detectors.reading.estimates import by_reference
from detectors.reading.model import Candidate
from detectors.records import Interval, Toll


@dataclass(frozen=True, slots=True)
class Count:
    """The sums of one report."""

    toll: Toll
    combatants_killed: Interval | None


def count(candidates: Sequence[Candidate]) -> Count:
    """Tolls of people who are not combatants, and combatants killed; None where no number is stated."""
    killed, fighters = _sums(candidates, "killed")
    injured, _ = _sums(candidates, "injured")
    return Count(Toll(killed=killed, injured=injured), fighters)


def _sums(candidates: Sequence[Candidate], kind: str) -> tuple[Interval | None, Interval | None]:
    """Others and combatants of one kind."""
    facts = [c for c in candidates if c.kind == kind and c.same_as is None and c.superseded_by is None]
    heads = [c for c in facts if c.part_of is None and c.scope == "current" and _numeric(c)]
    parts, rivals = by_reference(facts, "part_of"), by_reference(facts, "rival_of")
    people: Interval | None = None
    fighters: Interval | None = None
    for head in heads:
        if head.rival_of is not None:
            continue
        low, high = _with_rivals(head, rivals.get(head.id, ()))
        if head.victims == "combatant":
            fighters = _plus(fighters, (low, high))
            continue
        soldiers = _combatants_within(head.id, parts)
        if soldiers:
            fighters = _plus(fighters, (soldiers, soldiers))
            if high is None and low is not None and low <= soldiers:
                continue  # 15 at least, 8 and 7 of them fighters: of others nothing is told
            low = max(0, low - soldiers) if low is not None else None
            high = max(0, high - soldiers) if high is not None else None
        people = _plus(people, (low, high))
    return people, fighters


def _numeric(c: Candidate) -> bool:
    return c.low is not None or c.high is not None


def _with_rivals(head: Candidate, others: Sequence[Candidate]) -> Interval:
    """The head's bounds, widened to those of its rivals."""
    rivals = [c for c in others if _numeric(c)]
    lows = [c.low for c in (head, *rivals) if c.low is not None]
    highs = [c.high for c in (head, *rivals)]
    low = min(lows) if lows else None
    return low, None if None in highs else max(h for h in highs if h is not None)


def _combatants_within(whole: int, parts: Mapping[int | None, Sequence[Candidate]]) -> int:
    """Combatants among a mixed whole, at any depth."""
    total = 0
    for part in parts.get(whole, ()):
        if part.id == whole:
            continue
        total += (part.low or part.high or 0) if part.victims == "combatant" else _combatants_within(part.id, parts)
    return total


def _plus(a: Interval | None, b: Interval) -> Interval:
    if a is None:
        return b
    low = None if a[0] is None and b[0] is None else (a[0] or 0) + (b[0] or 0)
    high = None if a[1] is None or b[1] is None else a[1] + b[1]
    return low, high
