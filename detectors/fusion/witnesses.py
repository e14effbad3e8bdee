"""Reports that bear witness to what others tell: they say who or where and count nobody, or were told elsewhere.

An obituary, a name beside a photograph, a village that a digest mentions, a report that names no place: each joins
incidents around its day

* of which some report shares a name's worth of its telling words; or
* with which it agrees in place, figures and words as a claim of the event itself would: the best one of a day.

It brings its article and its outlet, never a figure, and it makes no incident, so nobody is counted by it or twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from detectors.fusion.affinity import JOIN, agreement
from detectors.fusion.features import DAY, Features, figure
from detectors.fusion.nearby import Nearby
from detectors.fusion.proximity import SHARE
from detectors.gazetteer.entry import DEPTH

KNOWN_AGAIN: Final = 2
"""Telling words in common (a name and a family's) by which a witness knows an event again."""
BEFORE: Final = -1
AFTER: Final = 2
"""Days of the witness from the group's own day: within `clusters.RADIUS`. The dead are named when they are buried."""
NEXT: Final = 1
"""The same for one that agrees in place or figures."""
PLACED_WIDELY: Final = 1.0
"""Agreement that a witness needs which names no settlement: its figures and more."""

Cluster = tuple[Features, ...]


class Witnesses:
    """The witnesses of the days around those wanted."""

    def __init__(self, days: Mapping[date, Sequence[Features]], wanted: Iterable[date]) -> None:
        around = sorted({day + DAY * n for day in wanted for n in range(BEFORE, AFTER + 1)})
        ordered = {day: sorted((f for f in days.get(day, ()) if f.witness), key=lambda f: f.order) for day in around}
        self._by_day = {day: tuple(found) for day, found in ordered.items() if found}

    def of(self, day: date, clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
        """For each cluster of `day` those that join it, in canonical order."""
        near = [f for n in range(BEFORE, AFTER + 1) for f in self._by_day.get(day + DAY * n, ())]
        return _joined(day, tuple(near), tuple(clusters)) if near and clusters else tuple(() for _ in clusters)


@lru_cache(maxsize=4_000)
def _joined(day: date, witnesses: Cluster, clusters: tuple[Cluster, ...]) -> tuple[Cluster, ...]:
    homes = _homes(day, clusters)
    found: list[list[Features]] = [[] for _ in clusters]
    for witness in witnesses:
        for home in homes.of(witness):
            found[home].append(witness)
    return tuple(tuple(sorted(f, key=lambda f: f.order)) if f else () for f in found)


@lru_cache(maxsize=64)
def _homes(day: date, clusters: tuple[Cluster, ...]) -> _Homes:
    """Kept for the days that are busy now, so that one more witness is all that its coming costs."""
    return _Homes(day, clusters)


class _Homes:
    """Which clusters of a day a witness joins; each witness is looked at once."""

    def __init__(self, day: date, clusters: tuple[Cluster, ...]) -> None:
        self._day, self._clusters = day, clusters
        self._named, self._alike = _Named(clusters), _Alike(clusters)
        self._known: dict[Features, tuple[int, ...]] = {}

    def of(self, witness: Features) -> tuple[int, ...]:
        """Indices of the clusters, none of which tells the witness's own article."""
        if witness not in self._known:
            homes = self._named.of(witness)
            if abs((witness.day - self._day) // DAY) <= NEXT:
                homes |= self._alike.of(witness)
            article = witness.claim.article_id
            others = (i for i in homes if all(f.claim.article_id != article for f in self._clusters[i]))
            self._known[witness] = tuple(others)
        return self._known[witness]


class _Named:
    """Clusters by the telling words of their claims."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self._by_term: dict[int, list[tuple[int, Features]]] = defaultdict(list)
        for i, cluster in enumerate(clusters):
            for member in cluster:
                for term in member.terms:
                    self._by_term[term].append((i, member))

    def of(self, witness: Features) -> set[int]:
        """Those of which one claim shares enough words with the witness."""
        common = Counter(told for term in witness.terms for told in self._by_term.get(term, ()))
        return {i for (i, member), same in common.items() if same >= _enough(witness, member)}


def _enough(witness: Features, member: Features) -> float:
    return max(KNOWN_AGAIN, SHARE * min(len(member.terms), len(witness.terms)))


class _Alike:
    """Clusters by place and figures."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self._clusters = clusters
        self._nearby = Nearby()
        self._figures: dict[tuple[str, int], set[int]] = defaultdict(set)
        for i, cluster in enumerate(clusters):
            for member in cluster:
                self._nearby.add(i, member)
                for key in _figures(member):
                    self._figures[key].add(i)

    def of(self, witness: Features) -> set[int]:
        """The one that agrees best, if one agrees well enough."""
        settled = witness.depth >= DEPTH["community"] or (witness.depth == 0 and witness.name != "")
        near = set(self._nearby.of((witness,))) if settled else set()
        near |= {i for key in _figures(witness) for i in self._figures.get(key, ())}
        least = JOIN if settled else PLACED_WIDELY
        scores = [(-score, i) for i in near if (score := _agreement(witness, self._clusters[i])) is not None]
        best = min(scores, default=(0.0, -1))
        return {best[1]} if -best[0] >= least else set()


@lru_cache(maxsize=200_000)
def _agreement(witness: Features, cluster: Cluster) -> float | None:
    """Remembered, since most clusters of a day are the same after an update."""
    return agreement((witness,), cluster)


def _figures(f: Features) -> list[tuple[str, int]]:
    told = (("killed", f.killed), ("injured", f.injured))
    return [(kind, figure(interval)) for kind, interval in told if interval is not None]
