"""Words without a number: قتلى وجرحى، عشرات, for a number that is told elsewhere, or said again."""

from __future__ import annotations

from detectors.reading.comparison import value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate

LEAST: dict[str, int] = {"tens": 10, "hundreds": 100, "thousands": 1_000}
"""The least that a vague word means."""


def _may_mean(c: Candidate, h: Candidate) -> bool:
    """عشرات are no nine, قتلى no single one, and fighters nobody else."""
    several = c.qualifier == "several" or c.rule.startswith("noun:")
    if c.victims == "combatant" != h.victims:
        return False
    return (value(h) or 0) >= LEAST.get(c.qualifier, 2 if several else 1)


def vague(f: Figures) -> None:
    """قتلى وجرحى in a headline or lead is the number that the text gives; later vague words repeat a number."""
    for kind in f.kinds():
        heads = f.heads(kind)
        for c in heads:
            if value(c) is not None or c.others:
                continue
            numeric = [h for h in heads if value(h) is not None and h.sentence != c.sentence and _may_mean(c, h)]
            later = [h for h in numeric if h.id > c.id and f.compatible(c, h)]
            earlier = [h for h in numeric if h.id < c.id and f.compatible(h, c)]
            again = [h for h in heads if h.id < c.id and _again(f, h, c)]
            if f.told.lead(c) and later:
                f.set(c, "relation:repeats", same_as=later[0].id)
            elif earlier and not f.told.apart(c) and c.scope == earlier[-1].scope:
                f.set(c, "relation:repeats", same_as=earlier[-1].id)
            elif again and f.stands(f.all[again[-1].id]):
                f.set(c, "relation:repeats", same_as=again[-1].id)


def _again(f: Figures, a: Candidate, b: Candidate) -> bool:
    """قتل 17 وجرح العشرات … أدت إلى مقتل 17 وإصابة العشرات: the same word, where the other fate is told anew."""
    same = value(a) is None and a.qualifier == b.qualifier and a.scope == b.scope and f.alike(a, b)
    return same and a.sentence != b.sentence and f.retold(a, b) is not None
