"""Claims → groups that speak of one event, as a function of the set alone.

Within a day: the best pair first, and a pair joins two groups only when the groups agree on the average of *all* their
pairs and none of these is impossible. So one claim that fits two events cannot glue them.

Across midnight: a day's group may follow at most one group of the day before, the best for both sides, and only when
that group follows none itself. So no chain is longer than two days, and a group depends on nothing farther than
`RADIUS` days away, however long a town is shelled day after day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from detectors.fusion.affinity import JOIN, affinity, agreement
from detectors.fusion.features import DAY, Features
from detectors.fusion.nearby import Nearby
from detectors.fusion.witnesses import Cluster, Witnesses

RADIUS = 2
"""Days around a group's own day whose claims can bear on what belongs to it."""


@dataclass(frozen=True, slots=True)
class Group:
    """An event's claims; `day` is that of the cluster which the others follow."""

    day: date
    members: Cluster
    witnesses: Cluster = ()
    """Claims that name its people and make no event themselves, in canonical order."""


def clusters_of_day(claims: Sequence[Features]) -> tuple[Cluster, ...]:
    """The day's claims in groups, in canonical order, without witnesses. `claims` may come in any order."""
    return _clusters(tuple(sorted((f for f in claims if not f.witness), key=lambda f: f.order)))


class _Pairs:
    """Which claims of one day and governorate may join, kept while more of them come.

    A pair's affinity depends on the two alone, so it does not matter which others were seen, or when.
    """

    def __init__(self) -> None:
        self._nearby = Nearby()
        self._seen: list[Features] = []
        self._number: dict[Features, int] = {}
        self._joinable: list[tuple[float, int, int]] = []

    def of(self, claims: Cluster) -> list[tuple[float, int, int]]:
        """Pairs among `claims` by index, the best first."""
        if len(self._seen) > _STALE * len(claims):
            self._nearby = Nearby()
            self._seen.clear()
            self._number.clear()
            self._joinable.clear()
        for claim in claims:
            if claim not in self._number:
                self._add(claim)
        at = {self._number[claim]: i for i, claim in enumerate(claims)}
        found = ((score, at.get(a), at.get(b)) for score, a, b in self._joinable)
        return sorted((score, min(i, j), max(i, j)) for score, i, j in found if i is not None and j is not None)

    def _add(self, claim: Features) -> None:
        number = len(self._seen)
        for other in self._nearby.of((claim,)):
            score = affinity(self._seen[other], claim).score
            if score is not None and score >= JOIN:
                self._joinable.append((-score, other, number))
        self._nearby.add(number, claim)
        self._seen.append(claim)
        self._number[claim] = number


_STALE: Final = 3
"""Times as many claims as are asked for, from which those that were replaced are forgotten."""


@lru_cache(maxsize=256)
def _pairs_of(day: date, governorate: tuple[str, ...]) -> _Pairs:
    """Those of a day and governorate, which only say where they are kept."""
    return _Pairs()


@lru_cache(maxsize=4_000)
def _clusters(claims: Cluster) -> tuple[Cluster, ...]:
    pairs = _pairs_of(claims[0].day, claims[0].path[-2:]).of(claims) if claims else []
    groups: list[list[int] | None] = [[i] for i in range(len(claims))]
    home = list(range(len(claims)))
    for _, i, j in pairs:
        left, right = sorted((home[i], home[j]))
        here, there = groups[left], groups[right]
        if left == right or here is None or there is None:
            continue
        score = agreement([claims[k] for k in here], [claims[k] for k in there])
        if score is not None and score >= JOIN:
            groups[left], groups[right] = here + there, None
            for k in there:
                home[k] = left
    return tuple(tuple(claims[k] for k in sorted(g)) for g in groups if g)


def _follows(before: Sequence[Cluster], after: Sequence[Cluster]) -> dict[int, int]:
    """Index of a cluster of the later day → that of the earlier one which it follows: one to one, best first."""
    pairs = []
    nearby = Nearby()
    for i, earlier in enumerate(before):
        for claim in earlier:
            nearby.add(i, claim)
    for j, later in enumerate(after):
        for i in nearby.of(later):
            score = agreement(before[i], later)
            if score is not None and score >= JOIN:
                pairs.append((-score, i, j))
    taken: set[int] = set()
    followed: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in taken and j not in followed:
            taken.add(i)
            followed[j] = i
    return followed


def groups(days: Mapping[date, Sequence[Features]], wanted: Sequence[date]) -> list[Group]:
    """Groups whose own day is in `wanted`; `days` must hold the claims of all days within `RADIUS` of those."""
    clusters: dict[date, tuple[Cluster, ...]] = {}
    links: dict[date, dict[int, int]] = {}

    def of(day: date) -> tuple[Cluster, ...]:
        if day not in clusters:
            clusters[day] = clusters_of_day(days.get(day, ()))
        return clusters[day]

    def link(day: date) -> dict[int, int]:
        if day not in links:
            links[day] = _cached_follows(of(day - DAY), of(day)) if of(day) else {}
        return links[day]

    def leader(day: date, index: int) -> int | None:
        """The earlier cluster that this one follows, which must follow none itself."""
        target = link(day).get(index)
        return None if target is None or target in link(day - DAY) else target

    witnesses = Witnesses(days, wanted)
    found = []
    for day in filter(of, wanted):
        followers: dict[int, Cluster] = {}
        for j, later in enumerate(of(day + DAY)):
            target = leader(day + DAY, j)
            if target is not None:
                followers[target] = later
        led = [index for index in range(len(of(day))) if leader(day, index) is None]
        whole = [_together(of(day)[i], followers.get(i, ())) for i in led]
        found += [Group(day, *one) for one in zip(whole, witnesses.of(day, whole), strict=True)]
    return found


def _together(leader: Cluster, follower: Cluster) -> Cluster:
    """Both in canonical order, which each has already."""
    return tuple(sorted((*leader, *follower), key=lambda f: f.order)) if follower else leader


@lru_cache(maxsize=4_000)
def _cached_follows(before: tuple[Cluster, ...], after: tuple[Cluster, ...]) -> dict[int, int]:
    return _follows(before, after)
