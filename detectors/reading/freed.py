"""Parts that their whole cannot hold: the wounded of the dead, the many of the few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detectors.reading.model import Candidate

BESIDES: Final = frozenset({("اضافه", "الي"), ("بالاضافه", "الي"), ("فضلا", "عن"), ("الي", "جانب")})
"""Before people who are told of beside others, or beside some of those others."""


def freed(candidates: Sequence[Candidate], texts: Sequence[str]) -> list[Candidate]:
    """The wounded are no part of the dead (5 شهداء بينهم طفلة، بالإضافة لنحو 25 جريحا), nor the many of the few.

    Nor civilians of fighters, nor others of one trade: خمسة مسعفين، بينهم سائق، إضافة إلى اثنين من المارة.
    """
    known = {c.id: c for c in candidates}
    return [
        replace(c, part_of=None, scope="current") if c.part_of in known and _beyond(c, known[c.part_of], texts) else c
        for c in candidates
    ]


def _beyond(part: Candidate, whole: Candidate, texts: Sequence[str]) -> bool:
    more = part.low is not None and whole.high is not None and part.low > whole.high
    if part.kind != whole.kind:
        return part.kind == "injured" and whole.kind == "killed"
    beside = part.rule.startswith("joined") and tuple(texts[max(0, part.first - 2) : part.first]) in BESIDES
    others = whole.victims == "combatant" != part.victims or (bool(whole.groups) and whole.groups != part.groups)
    return more or (beside and others and part.victims == "civilian")
