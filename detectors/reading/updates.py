"""Figures of one event that differ: a newer one replaces, another source's stands beside."""

from __future__ import annotations

from itertools import pairwise

from detectors.reading.comparison import contains, other_day, value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate

RIVAL_LEAST = 4
RIVAL_RATIO = 1.5
"""Two sources' figures for one event are at most so far apart."""
CONTRAST_RATIO = 2
"""Figures that a text sets against each other (بينما تحدث …) may be farther apart."""


def updates(f: Figures) -> None:
    """A raised toll, or a larger one of the same place later on, replaces the earlier figure."""
    for kind in f.kinds():
        _earlier_tolls(f, kind)
        for a, b in pairwise([h for h in f.heads(kind) if value(h) is not None]):
            low, high = value(a) or 0, value(b) or 0
            if ("combatant" in {a.victims, b.victims}) and a.victims != b.victims and not f.told.raised(b):
                continue
            if a.scope != b.scope or a.sentence == b.sentence or high <= low:
                continue
            if not f.compatible(a, b) and not f.told_again(a, b):
                continue
            if other_day(a, b) or f.told.apart(b):
                continue
            if f.told.raised(b) or (f.told.lead(a) and _one_event(f, a, b)):
                f.set(a, "relation:superseded", superseded_by=b.id)


def rivals(f: Figures) -> None:
    """Another source's different figure for the same people."""
    for kind in f.kinds():
        for a, b in pairwise([h for h in f.heads(kind) if value(h) is not None]):
            if a.scope == b.scope and _rival(f, a, b):
                f.set(b, "relation:other-source", rival_of=a.id)


def _earlier_tolls(f: Figures, kind: str) -> None:
    """وكانت حصيلة سابقة قد أشارت إلى 125: replaced by the figure that the report leads with."""
    heads = [h for h in f.heads(kind) if value(h) is not None]
    for i, c in enumerate(heads):
        if not f.told.earlier_word(c):
            continue
        larger = [h for h in heads[:i] if (value(h) or 0) > (value(c) or 0) and f.alike(h, c)]
        if larger:
            f.set(c, "relation:superseded", superseded_by=larger[0].id, scope=larger[0].scope)


def _one_event(f: Figures, a: Candidate, b: Candidate) -> bool:
    """Both speak of one place, or one is the headline that names a wider one or none."""
    if f.placed_alike(a, b) or f.told_again(a, b):
        return True
    return f.told.lead(a) and (a.place is None or b.place is None or contains(a.place.place, b.place.place))


def _rival(f: Figures, a: Candidate, b: Candidate) -> bool:
    low, high = sorted((value(a) or 0, value(b) or 0))
    if f.told.contrasted(a, b):
        return low >= RIVAL_LEAST and high <= CONTRAST_RATIO * low and f.compatible(a, b)
    if a.sentence == b.sentence:
        return False
    near = low >= RIVAL_LEAST and high <= RIVAL_RATIO * low
    mine, theirs = f.told.sources(a), f.told.sources(b)
    other = bool(mine and theirs) and mine.isdisjoint(theirs)
    return near and other and f.placed_alike(a, b) and f.alike(a, b) and not f.told.apart(b)
