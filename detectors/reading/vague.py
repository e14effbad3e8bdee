"""Words without a number: قتلى وجرحى، عشرات, for a number that is told elsewhere, or said again."""

from __future__ import annotations

from detectors.reading.comparison import other_day, value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate
from detectors.reading.risen import ANOTHER
from detectors.reading.tallies import BY_TRADE

LEAST: dict[str, int] = {"tens": 10, "hundreds": 100, "thousands": 1_000}
"""The least that a vague word means."""
FEW = 5
"""Fewer are some of a number that nobody told."""


def _may_mean(c: Candidate, h: Candidate) -> bool:
    """عشرات are no nine, قتلى no single one, and fighters nobody else."""
    several = c.qualifier == "several" or c.rule.startswith("noun:")
    if c.victims == "combatant" != h.victims:
        return False
    return (value(h) or 0) >= LEAST.get(c.qualifier, 2 if several else 1)


def vague(f: Figures) -> None:
    """قتلى وجرحى in a headline or lead is the number that the text gives; later vague words repeat a number."""
    for kind in f.kinds():
        for c in (heads := f.heads(kind)):
            if value(c) is not None or c.others or not f.stands(f.all[c.id]):
                continue
            if counted := [h for h in heads if (c.first <= h.trigger < c.last or h.rule == ANOTHER) and _counts(c, h)]:
                f.set(c, "relation:repeats", same_as=counted[0].id)
                continue
            for h in [h for h in heads if _of_trade(f, c, h)]:
                f.set(h, "relation:one-of-them", part_of=c.id, scope="part")
            numeric = [
                h
                for h in heads
                if f.stands(f.all[h.id]) and value(h) is not None and h.sentence != c.sentence and _may_mean(c, h)
            ]
            later = [h for h in numeric if h.id > c.id and f.compatible(c, h)]
            earlier = [h for h in numeric if h.id < c.id and f.compatible(h, c)]
            again = [h for h in heads if h.id < c.id and _again(f, h, c)]
            if f.told.lead(c) and later:
                f.set(c, "relation:repeats", same_as=later[0].id)
            elif earlier and not f.told.apart(c) and c.scope == earlier[-1].scope:
                f.set(c, "relation:repeats", same_as=earlier[-1].id)
            elif again and f.stands(f.all[again[-1].id]):
                f.set(c, "relation:repeats", same_as=again[-1].id)


def _counts(c: Candidate, h: Candidate) -> bool:
    """ارتفاع قتلى الكوادر الطبية إلى 90: the word of which a toll tells the number, and nobody besides."""
    told = h.rule.startswith("toll") and value(h) is not None
    return told and h.sentence == c.sentence and h.id > c.id and c.qualifier == "unspecified"


def _of_trade(f: Figures, many: Candidate, h: Candidate) -> bool:
    """أصيب عدد كبير … ودمرت سيارة إسعاف وأصيب مسعفان: some of the many, where they are told of by their trade."""
    if many.groups or many.qualifier not in {"several", *LEAST} or many.victims == "combatant" or h.low is None:
        return False
    few = (value(h) or 0) < LEAST.get(many.qualifier, FEW) and h.sentence > many.sentence and h.scope == many.scope
    told = not other_day(many, h) and f.compatible(many, h) and not f.told.apart(h)
    described = f.matches.clauses[h.clause].opener == "relative"  # المشفى الذي أصيب أربعة من كوادره
    return few and told and not described and not BY_TRADE.isdisjoint(h.groups)


def _again(f: Figures, a: Candidate, b: Candidate) -> bool:
    """قتل 17 وجرح العشرات … أدت إلى مقتل 17 وإصابة العشرات: the same word, where the other fate is told anew."""
    same = value(a) is None and a.qualifier == b.qualifier and a.scope == b.scope and f.alike(a, b)
    return same and a.sentence != b.sentence and f.retold(a, b) is not None
