"""Parts that their whole cannot hold: the wounded of the dead, the many of the few."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from detectors.reading.model import Candidate


def freed(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The wounded are no part of the dead (5 شهداء بينهم طفلة، بالإضافة لنحو 25 جريحا), nor the many of the few."""
    known = {c.id: c for c in candidates}
    return [
        replace(c, part_of=None, scope="current") if c.part_of in known and _beyond(c, known[c.part_of]) else c
        for c in candidates
    ]


def _beyond(part: Candidate, whole: Candidate) -> bool:
    more = part.low is not None and whole.high is not None and part.low > whole.high
    return (part.kind == "injured" and whole.kind == "killed") or (part.kind == whole.kind and more)
