"""Pairs between two changing sets of clusters, each judged once: what one more report costs is its own pairs alone.

The verdict on a pair depends on the two alone, so the ties are a function of the two sets, whatever came before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Generic, NamedTuple, TypeAlias, TypeVar

from detectors.fusion.features import Features, figure
from detectors.fusion.nearby import Nearby

Cluster: TypeAlias = tuple[Features, ...]
T = TypeVar("T")

KEPT_DAYS: Final = 512
"""Days of governorates of which is remembered what their claims have to do with each other."""

_STALE: Final = 3
"""Times as many numbers as stand, from which those that are gone are forgotten."""


class Grounds(NamedTuple):
    """Why a pair is looked at."""

    terms: int
    """Telling words that the two have in common, each taken as a whole."""
    near: bool
    """They may share a place."""
    alike: bool
    """They give one figure for the same measure, or name one facility."""


class _Side:
    """One of the two sets, to be asked for those that may have to do with a cluster of the other."""

    def __init__(self) -> None:
        self.numbers: dict[Cluster, int] = {}
        self.clusters: dict[int, Cluster] = {}
        self._nearby = Nearby()
        self._alike: dict[tuple[str, int | str], set[int]] = defaultdict(set)
        self.given = 0

    def add(self, cluster: Cluster) -> None:
        """One more."""
        number, self.given = self.given, self.given + 1
        self.numbers[cluster], self.clusters[number] = number, cluster
        for claim in cluster:
            self._nearby.add(number, claim)
            for told in _told(claim):
                self._alike[told].add(number)

    def remove(self, cluster: Cluster) -> None:
        """It stands no more; the numbers in the index that nobody has are passed over."""
        del self.clusters[self.numbers.pop(cluster)]

    def about(self, cluster: Cluster) -> Iterator[tuple[Cluster, Grounds]]:
        """Those that share a telling word, perhaps a place, a figure or a facility with `cluster`."""
        terms = self._nearby.sharing(frozenset[int]().union(*(f.terms for f in cluster)))
        near = self._nearby.placed(cluster)
        alike = {number for claim in cluster for told in _told(claim) for number in self._alike.get(told, ())}
        for number in terms.keys() | near | alike:
            other = self.clusters.get(number)
            if other is not None:
                yield other, Grounds(terms[number], number in near, number in alike)


class Ties(Generic[T]):
    """What `judge` says of each pair of a left and a right cluster that have any grounds; None is no tie."""

    def __init__(self, judge: Callable[[Cluster, Cluster, Grounds], T | None]) -> None:
        self._judge = judge
        self._left, self._right = _Side(), _Side()
        self._from: dict[Cluster, set[Cluster]] = defaultdict(set)
        self.to: dict[Cluster, dict[Cluster, T]] = {}
        """Right cluster → the left ones that it is tied to."""

    def between(self, left: Iterable[Cluster], right: Iterable[Cluster]) -> set[Cluster]:
        """Make the two sets these; the right clusters of which a tie came or went."""
        here, there = dict.fromkeys(left), dict.fromkeys(right)
        stale = _STALE * (len(here) + len(there) + 1)
        if self._left.given + self._right.given > stale:
            self._left, self._right = _Side(), _Side()
            self._from.clear()
            self.to.clear()
        changed = self._leave(here, there)
        for cluster in [c for c in here if c not in self._left.numbers]:
            self._left.add(cluster)
            for other, grounds in self._right.about(cluster):
                if self._tie(cluster, other, grounds):
                    changed.add(other)
        for cluster in [c for c in there if c not in self._right.numbers]:
            self._right.add(cluster)
            self.to[cluster] = {}
            changed.add(cluster)
            for other, grounds in self._left.about(cluster):
                self._tie(other, cluster, grounds)
        return changed

    def _leave(self, here: dict[Cluster, None], there: dict[Cluster, None]) -> set[Cluster]:
        """Take out the clusters that stand no more."""
        for cluster in [c for c in self._right.numbers if c not in there]:
            self._right.remove(cluster)
            for other in self.to.pop(cluster):
                self._from[other].discard(cluster)
        changed: set[Cluster] = set()
        for cluster in [c for c in self._left.numbers if c not in here]:
            self._left.remove(cluster)
            for other in self._from.pop(cluster, ()):
                del self.to[other][cluster]
                changed.add(other)
        return changed

    def _tie(self, left: Cluster, right: Cluster, grounds: Grounds) -> bool:
        verdict = self._judge(left, right, grounds)
        if verdict is None:
            return False
        self.to[right][left] = verdict
        self._from[left].add(right)
        return True


def _told(f: Features) -> Iterator[tuple[str, int | str]]:
    for kind, interval in (("killed", f.killed), ("injured", f.injured)):
        if interval is not None:
            yield kind, figure(interval)
    if f.health:
        yield "facility", f.health
