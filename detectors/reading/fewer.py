"""Smaller figures that take the place of an earlier one: a count brought down, the wounded as many as still are."""

from __future__ import annotations

from itertools import pairwise

from detectors.reading.comparison import other_day, value
from detectors.reading.figures import Figures


def remaining(f: Figures) -> None:
    """18 جريحا … ولا يزال 17 مصابا يتلقون العلاج: how many they are now."""
    heads = [h for h in f.heads("injured") if value(h) is not None]
    for i, b in enumerate(heads):
        if not f.told.still(b):
            continue
        known = [a for a in heads[:i] if a.scope == b.scope and f.compatible(a, b) and not other_day(a, b)]
        most = [a for a in known if (value(b) or 0) < (value(a) or 0) < 2 * (value(b) or 0)]
        if most:
            f.set(most[-1], "relation:superseded", superseded_by=b.id)


def lowers(f: Figures) -> None:
    """قتل 60 بحسب ناشطين، ثم خفضوا العدد إلى 55: the newer figure, though it is the smaller."""
    for kind in f.kinds():
        for a, b in pairwise([h for h in f.heads(kind) if value(h) is not None]):
            near = a.scope == b.scope and b.sentence - a.sentence <= 1 and b.rival_of is None
            if near and f.told.lowered(b) and (value(b) or 0) < (value(a) or 0) and f.compatible(a, b):
                f.set(a, "relation:superseded", superseded_by=b.id)
