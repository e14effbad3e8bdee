"""Those left of a figure when some of it were told: أربعة في س … أما الثلاثة الباقون فقتلوا في ص."""

from __future__ import annotations

from typing import Final

from detectors.reading.comparison import value
from detectors.reading.cues import HAPPENED
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate

_REST: Final = frozenset(
    stem + ending
    for stem, endings in (
        ("الباق", ("ون", "ين", "يان", "يين", "يات", "يه", "ي", "يتان", "يتين")),
        ("المتبق", ("ون", "ين", "يان", "يين", "يات", "يه", "ي", "يتان", "يتين")),
        ("الاخر", ("ون", "ين", "ان", "يات", "ي", "يان", "يين")),
    )
    for ending in endings
)
"""Who are left, behind their number."""
_OTHERS: Final = frozenset({"اخرون", "اخرين", "اخران", "اخر", "اخري"})
"""Beside those told just before."""


def leftover(f: Figures) -> None:
    """The number with ال, and what was told right before it, make up a figure told before: both are its parts."""
    for kind in f.kinds():
        told = [c for c in f.all.values() if c.kind == kind and value(c) is not None and c.same_as is None]
        for i, c in enumerate(told):
            if not _left(f, c):
                continue
            for whole in told[:i]:
                some = _some(f, whole, told[:i], (value(whole) or 0) - (value(c) or 0))
                if some and (whole.scope == c.scope or c.part_of is not None):
                    for part in (*some, c):
                        f.set(part, "relation:adds-up", part_of=whole.id, scope="part")
                    break


def fallen_before(f: Figures) -> None:
    """24 قتيلا … حصد 21 في س، وكان ثلاثة آخرون قد قضوا في ص: all that a lead's total lacks, though told as earlier."""
    for kind in f.kinds():
        heads = f.heads(kind)
        for whole in (h for h in heads if f.told.lead(h) and h.scope == "current"):
            parts = [p for p in f.all.values() if p.part_of == whole.id and p.same_as is None]
            rest = (value(whole) or 0) - sum(value(p) or 0 for p in parts)
            for c in heads if parts and rest > 0 else ():
                near = c.id > parts[0].id and c.sentence - parts[-1].sentence in {0, 1}
                others = any(text in _OTHERS for text in f.matches.document.texts[c.first : c.last + 1])
                earlier = c.scope == "cumulative" and f"scope:{HAPPENED}" in c.reasons
                if near and others and earlier and value(c) == rest and f.alike(whole, c):
                    f.set(c, "relation:adds-up", part_of=whole.id, scope="part")


def _left(f: Figures, c: Candidate) -> bool:
    """الثلاثة الباقين, القتيلان الآخران, والاثنان المتبقيان."""
    return not _REST.isdisjoint(f.matches.document.texts[c.first + 1 : c.last + 1])


def _some(f: Figures, whole: Candidate, told: list[Candidate], rest: int) -> list[Candidate]:
    """Those told after the whole, last first, who are so many and may be of it."""
    found = list[Candidate]()
    for part in reversed(told):
        if part.id <= whole.id or rest <= 0:
            break
        held = f.all[part.id].part_of
        if held is not None and held != whole.id:
            continue  # some of those of a part
        found.append(part)
        rest -= value(part) or 0
    return found if rest == 0 and all(f.alike(whole, p) for p in found) else []
