"""A headline may leave out what the text tells besides: the whole of its parts (استشهاد ثلاث نساء وطفلة, and then
أربعة، هم ثلاث نساء وطفلة), or those who are joined to its dead."""

from __future__ import annotations

from itertools import pairwise

from detectors.reading.comparison import value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate


def parts(f: Figures) -> None:
    """All that the headline tells of one fate are parts that the text tells of one figure: of that they are parts."""
    for kind in f.kinds():
        front = [h for h in f.heads(kind) if h.sentence == f.headline and value(h) is not None]
        if not front or (len(front) == 1 and value(front[0]) == 1):
            continue
        for whole in [h for h in f.heads(kind) if h.sentence != f.headline and f.told.lead(h)]:
            told = [c for c in f.all.values() if c.part_of == whole.id and c.kind == kind and c.same_as is None]
            again = [_again(h, told) for h in front]
            if sum(value(h) or 0 for h in front) > (value(whole) or 0) or None in again or len({*again}) < len(front):
                continue
            for h, part in zip(front, again, strict=True):
                f.set(h, "relation:part-told-before", part_of=whole.id, scope="part")
                if part is not None:
                    f.set(f.all[part], "relation:repeats", same_as=h.id)
            break


def beside(f: Figures) -> None:
    """مقتل 3 خبراء, and then مقتل 3 خبراء و4 عمال قبل أسبوع: what is news of the three is news of all of them."""
    for before, c in pairwise(list(f.all.values())):
        front = f.all.get(before.same_as) if before.same_as is not None else None
        if front is None or front.sentence != f.headline or front.scope != "current" or not f.stands(f.all[c.id]):
            continue
        joined = c.rule.startswith("joined") or c.kind != before.kind
        joined = joined and c.sentence == before.sentence and c.clause <= before.clause + 1
        if joined and c.scope == before.scope == "cumulative" and _old(c) == _old(before):
            f.set(c, "relation:of-same-attack", scope="current")


def _old(c: Candidate) -> set[str]:
    """Why it was taken for no news."""
    return {reason for reason in c.reasons if reason.startswith("scope:")}


def _again(h: Candidate, told: list[Candidate]) -> int | None:
    """The part of as many people of the same group."""
    return next((c.id for c in told if value(c) == value(h) and c.groups == h.groups != ()), None)
