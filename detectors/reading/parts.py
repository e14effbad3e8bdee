"""Wholes and their parts: figures that add up, details of a total, quarters of a city."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from detectors.reading.comparison import apart, contains, other_day, unsure, value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate

MAX_PARTS = 24
DETAILS = frozenset({"scope:detail-of-running-count", "scope:refers-to-running-count", "scope:continues-running-count"})
"""Why a figure without a time of its own is taken for a running count."""
VAGUE_MOST = {"hundreds": 1_000, "thousands": 1_000_000}
"""A vague count is below this; a figure for a part of its place may be a part of it."""
TOTAL_LEAST = 5
TOTAL_SHARE = 0.5
"""Details make up at least so much of a total that they belong to."""


def raised(f: Figures) -> None:
    """وفاة 4 … ليصل العدد إلى 19: those who died since are among the new figure."""
    for kind in f.kinds():
        for a, b in pairwise([h for h in f.heads(kind) if value(h) is not None]):
            if a.sentence != b.sentence or a.scope != b.scope:
                continue
            whole, part = (a, b) if (value(a) or 0) > (value(b) or 0) else (b, a)
            joined = part.rule.startswith("joined") or f.told.apart(part)
            if f.told.rises_to(whole) and not f.told.rises_to(part) and not joined:
                f.set(part, "relation:raised-by", part_of=whole.id, scope="part")


def sums(f: Figures) -> None:
    """Figures that add up to another one are its parts."""
    for kind in f.kinds():
        for whole in f.heads(kind):
            if not f.stands(f.all[whole.id]) or (value(whole) or 0) < 2:
                continue
            for members in _runs(f, whole, f.heads(kind)):
                for member in members:
                    f.set(member, "relation:adds-up", part_of=whole.id, scope="part")
                break


def totals(f: Figures) -> None:
    """A lead's figure that the text never gives again, and smaller ones that stay below it: its parts."""
    for kind in f.kinds():
        for whole in f.heads(kind):
            if not f.told.lead(whole) or (value(whole) or 0) < TOTAL_LEAST or _told_later(f, whole):
                continue
            after = [h for h in f.heads(kind) if h.id > whole.id and not f.told.lead(h)]
            parts = [h for h in after if _could_hold(f, whole, h) and not _stands_apart(f, whole, h)]
            total = sum(value(p) or 0 for p in parts)
            if (
                len(parts) > 1
                and len(parts) == len(after)
                and TOTAL_SHARE * (value(whole) or 0) <= total <= (value(whole) or 0)
            ):
                for part in parts:
                    f.set(part, "relation:within-total", part_of=whole.id, scope="part")


def wholes(f: Figures) -> None:
    """A smaller figure for a quarter of the place that an earlier figure counts is its part."""
    for kind in f.kinds():
        heads = f.heads(kind)
        for i, c in enumerate(heads):
            for whole in heads[:i]:
                if value(c) is not None and f.stands(f.all[whole.id]) and _holds(f, whole, c):
                    f.set(c, "relation:place-within", part_of=whole.id, scope="part")
                    break


def shares(f: Figures) -> None:
    """A smaller figure of the same place after a larger one is a part of it."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, c in enumerate(heads):
            for whole in heads[:i]:
                if not f.stands(f.all[whole.id]) or whole.scope != c.scope or f.told.apart(c):
                    continue
                if not f.told.lead(whole) or other_day(whole, c) or "place:focus" in c.reasons:
                    continue
                if c.scope == "cumulative" and "scope:refers-to-running-count" not in c.reasons:
                    continue
                if c.victims == "combatant" != whole.victims:
                    continue
                smaller = (value(c) or 0) < (value(whole) or 0) and whole.sentence != c.sentence
                if smaller and f.placed_alike(whole, c) and whole.victims in {c.victims, "unknown"}:
                    f.set(c, "relation:share", part_of=whole.id, scope="part")
                    break


def details(f: Figures) -> None:
    """A smaller figure that only goes on telling of a running count: its part."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if h.scope == "cumulative" and value(h) is not None]
        for i, c in enumerate(heads):
            if DETAILS.isdisjoint(c.reasons):
                continue
            wider = [h for h in heads[:i] if (value(h) or 0) > (value(c) or 0) and DETAILS.isdisjoint(h.reasons)]
            fitting = [h for h in wider if h.victims in {c.victims, "unknown"} and f.alike(h, c)]
            if fitting:
                f.set(c, "relation:within-total", part_of=fitting[-1].id, scope="part")


def _told_later(f: Figures, whole: Candidate) -> bool:
    """The text comes back to the figure after its lead: it is one event's, not the sum of several."""
    return any(c.same_as == whole.id and not f.told.lead(c) for c in f.all.values())


def _stands_apart(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """Another day, or a place that cannot lie in that of the total."""
    sure = whole.place is not None and "place:focus" not in whole.reasons and not unsure(whole, c)
    return other_day(whole, c) or (sure and apart(whole, c)) or f.placed_alike(whole, c)


def _could_hold(f: Figures, whole: Candidate, h: Candidate) -> bool:
    return (
        value(h) is not None
        and h.scope == whole.scope
        and whole.victims in {h.victims, "unknown", "civilian"}
        and (whole.victims == "unknown" or h.victims != "combatant" or whole.victims == "combatant")
    )


def _runs(f: Figures, whole: Candidate, heads: list[Candidate]) -> Iterator[list[Candidate]]:
    """Runs of neighbouring heads after (or before) `whole` whose sum, with the parts it has, is its own."""
    parts = [c for c in f.all.values() if c.part_of == whole.id and c.same_as is None and value(c)]
    counted = [h for h in heads if h.id != whole.id and _could_hold(f, whole, h)]
    after = [h for h in counted if h.id > whole.id]
    before = [h for h in counted if h.id < whole.id]
    goals = {value(whole), (value(whole) or 0) - sum(value(p) or 0 for p in parts)}
    for pool in (after, before):
        for start in range(len(pool)):
            total = 0
            for end in range(start, min(len(pool), start + MAX_PARTS)):
                total += value(pool[end]) or 0
                run = pool[start : end + 1]
                if any(m.sentence == whole.sentence and m.rule.startswith("joined") for m in run):
                    break
                enough = len(run) > 1 or (parts and total != value(whole) and not f.told.apart(run[0]))
                placed = f.told.lead(whole) or not all(apart(whole, m) for m in run)
                if total in goals and enough and placed:
                    yield run


def _holds(f: Figures, whole: Candidate, c: Candidate) -> bool:
    if whole.place is None or c.place is None or whole.scope != c.scope or f.told.apart(c):
        return False
    small = (value(c) or 0) < (value(whole) or VAGUE_MOST.get(whole.qualifier, 0)) and not other_day(whole, c)
    fits = whole.victims in {c.victims, "unknown"}
    return small and fits and contains(whole.place.place, c.place.place)
