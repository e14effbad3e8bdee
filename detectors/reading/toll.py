"""What one report adds: current facts that stand for themselves, combatants taken out (docs: reading guide, "Toll")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from detectors.reading.estimates import by_reference, tellings
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
    parts, rivals = by_reference(_of_firsts(candidates, facts), "part_of"), by_reference(facts, "rival_of")
    people: Interval | None = None
    fighters: Interval | None = None
    for head in heads:
        if head.rival_of is not None:
            continue
        told = [head, *(c for c in rivals.get(head.id, ()) if _numeric(c))]
        if head.victims == "combatant":
            fighters = _plus(fighters, _bounds([(c.low, c.high) for c in told]))
            continue
        soldiers = [_combatants_within(c, parts) for c in told]
        if any(soldiers):
            most = soldiers[0] or max(soldiers)
            fighters = _plus(fighters, (most, most))
            if head.high is None and head.low is not None and head.low <= soldiers[0]:
                continue  # 15 at least, 8 and 7 of them fighters: of others nothing is told
        people = _plus(people, _bounds([_less(c, own or soldiers[0]) for c, own in zip(told, soldiers, strict=True)]))
    return people, fighters


def _of_firsts(candidates: Sequence[Candidate], facts: Sequence[Candidate]) -> list[Candidate]:
    """جرح تسعة … بعض الإصابات، وبين الجرحى عنصر: a part of what repeats a figure is a part of the figure."""
    first = {c.id: c.same_as for c in candidates if c.same_as is not None}
    return [replace(c, part_of=first[c.part_of]) if c.part_of in first else c for c in facts]


def _numeric(c: Candidate) -> bool:
    return c.low is not None or c.high is not None


def _less(c: Candidate, soldiers: int) -> Interval:
    """Its bounds without the combatants among them: its own, or those that the rival figure tells of."""
    low = max(0, c.low - soldiers) if c.low is not None else None
    return low, max(0, c.high - soldiers) if c.high is not None else None


def _bounds(told: Sequence[Interval]) -> Interval:
    """Bounds widened to those of the rivals."""
    lows = [low for low, _ in told if low is not None]
    highs = [high for _, high in told]
    low = min(lows) if lows else None
    return low, None if None in highs else max(h for h in highs if h is not None)


def _combatants_within(whole: Candidate, parts: Mapping[int | None, Sequence[Candidate]]) -> int:
    """Combatants among a mixed whole, at any depth."""
    own = [part for part in parts.get(whole.id, ()) if part.id != whole.id]
    return max(sum(_combatants(part, parts) for part in told) for told in tellings(whole, own))


def _combatants(part: Candidate, parts: Mapping[int | None, Sequence[Candidate]]) -> int:
    """Those of a part: all, or some of them."""
    return (part.low or part.high or 0) if part.victims == "combatant" else _combatants_within(part, parts)


def _plus(a: Interval | None, b: Interval) -> Interval:
    if a is None:
        return b
    low = None if a[0] is None and b[0] is None else (a[0] or 0) + (b[0] or 0)
    high = None if a[1] is None or b[1] is None else a[1] + b[1]
    return low, high
