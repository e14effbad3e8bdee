"""One day's claims → clusters. What hangs together by pairs that may join is a component, and none bears on another.

So a further claim costs the components that it may join, however many others the day has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from detectors.fusion.affinity import JOIN, affinity, agreement
from detectors.fusion.crowding import Crowding, crowding, price
from detectors.fusion.features import Features
from detectors.fusion.nearby import Nearby
from detectors.fusion.ties import Cluster

_STALE: Final = 3
"""Times as many claims as stand, from which those that were replaced are forgotten."""


@dataclass(frozen=True, slots=True, eq=False)
class _Component:
    """Claims that hang together, and their clusters."""

    claims: Cluster
    clusters: tuple[Cluster, ...]


class Joining:
    """The clusters of a changing set of claims, as a function of the set."""

    def __init__(self) -> None:
        self._nearby = Nearby()
        self._seen: list[Features] = []
        self._links: dict[Features, dict[Features, float]] = {}
        self._home: dict[Features, _Component] = {}
        self._crowding: Crowding = {}

    def of(self, claims: Cluster) -> tuple[Cluster, ...]:
        """The clusters of `claims`, which stand in canonical order, in that order."""
        if len(self._seen) > _STALE * len(claims):
            self._nearby = Nearby()
            self._seen.clear()
            self._links.clear()
            self._home.clear()
        for claim in claims:
            if claim not in self._links:
                self._compare(claim)
        before, self._crowding = self._crowding, crowding(claims)
        priced = {claim for claim, _ in before.items() ^ self._crowding.items()}
        for component in self._parted(self._loose(claims, priced)):
            self._home.update(dict.fromkeys(component.claims, component))
        standing = dict.fromkeys(self._home[claim] for claim in claims)
        return tuple(sorted((c for one in standing for c in one.clusters), key=lambda cluster: cluster[0].order))

    def _compare(self, claim: Features) -> None:
        """Note which claims seen before it may join."""
        self._links[claim] = links = {}
        for number in self._nearby.of((claim,)):
            other = self._seen[number]
            score = affinity(other, claim).score
            if score is not None and score >= JOIN:
                links[other] = self._links[other][claim] = score
        self._nearby.add(len(self._seen), claim)
        self._seen.append(claim)

    def _loose(self, claims: Cluster, priced: set[Features]) -> set[Features]:
        """Claims whose component has to be found anew: the new ones and all that hang together with what changed.

        `priced`: claims for which a region's crowding changed.
        """
        now = frozenset(claims)
        gone = [claim for claim in self._home if claim not in now]
        loose = {claim for claim in claims if claim not in self._home}
        met = [other for claim in loose for other in self._links[claim]]
        for claim in (*gone, *met, *priced):
            component = self._home.get(claim)
            if component is not None:
                loose.update(component.claims)
                for member in component.claims:
                    del self._home[member]
        return loose & now

    def _parted(self, loose: set[Features]) -> Iterator[_Component]:
        """The components of `loose`."""
        while loose:
            found = [loose.pop()]
            for claim in found:
                met = self._links[claim].keys() & loose
                loose -= met
                found += met
            claims = tuple(sorted(found, key=lambda f: f.order))
            yield _Component(claims, self._clusters(claims))

    def _clusters(self, claims: Cluster) -> tuple[Cluster, ...]:
        """The best pair first; a pair joins two groups that agree on the average of all their pairs."""
        at = {claim: i for i, claim in enumerate(claims)}
        links = (
            (score - price(self._crowding, claim, other), i, at.get(other))
            for i, claim in enumerate(claims)
            for other, score in self._links[claim].items()
        )
        pairs = sorted((-score, i, j) for score, i, j in links if j is not None and i < j and score >= JOIN)
        groups: list[list[int] | None] = [[i] for i in range(len(claims))]
        home = list(range(len(claims)))
        refused: set[tuple[int, int, int, int]] = set()
        for _, i, j in pairs:
            left, right = sorted((home[i], home[j]))
            here, there = groups[left], groups[right]
            if left == right or here is None or there is None:
                continue
            asked = (left, right, len(here), len(there))
            if asked in refused:
                continue
            score = agreement([claims[k] for k in here], [claims[k] for k in there], self._crowding)
            if score is None or score < JOIN:
                refused.add(asked)
                continue
            groups[left], groups[right] = here + there, None
            for k in there:
                home[k] = left
        return tuple(tuple(claims[k] for k in sorted(g)) for g in groups if g)
