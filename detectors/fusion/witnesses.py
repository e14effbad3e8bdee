"""Reports that say who died or was taken, and not what happened or where: they bear witness to what others tell.

An obituary, a name beside a photograph, a report that names no place: each joins every incident around its day of which
some report shares a name's worth of its telling words. It brings its article and its outlet, never a figure, and it
makes no incident, so nobody is counted by it or twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from detectors.fusion.features import DAY, Features

KNOWN_AGAIN: Final = 2
"""Telling words in common (a name and a family's) by which a witness knows an event again."""
SHARE: Final = 0.25
"""And the share of the shorter text's that they must be: a long report shares two words with anything."""
BEFORE: Final = -1
AFTER: Final = 2
"""Days of the witness from the group's own day: within `clusters.RADIUS`. The dead are named when they are buried."""


class Witnesses:
    """The witnesses of the days around those wanted, by their telling words."""

    def __init__(self, days: Mapping[date, Sequence[Features]], wanted: Iterable[date]) -> None:
        around = {day + DAY * n for day in wanted for n in range(BEFORE, AFTER + 1)}
        self._by_term: dict[int, list[Features]] = defaultdict(list)
        for day in sorted(around):
            for claim in days.get(day, ()):
                if claim.witness:
                    for term in claim.terms:
                        self._by_term[term].append(claim)

    def of(self, day: date, members: Sequence[Features]) -> tuple[Features, ...]:
        """Those that know the group of `day` again, in canonical order."""
        if not self._by_term:
            return ()
        articles = {f.claim.article_id for f in members}
        found: set[Features] = set()
        for member in members:
            common = Counter(w for term in member.terms for w in self._by_term.get(term, ()))
            for witness, same in common.items():
                least = min(len(member.terms), len(witness.terms))
                if same >= KNOWN_AGAIN and same >= SHARE * least and witness.claim.article_id not in articles:
                    found.add(witness)
        near = (w for w in found if BEFORE <= (w.day - day) // DAY <= AFTER)
        return tuple(sorted(near, key=lambda f: f.order))
