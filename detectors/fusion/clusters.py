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

from detectors.fusion.affinity import JOIN, agreement
from detectors.fusion.features import DAY, Features
from detectors.fusion.joining import Joining
from detectors.fusion.nearby import NAMED
from detectors.fusion.ties import KEPT_DAYS, Cluster, Grounds, Ties
from detectors.fusion.witnesses import Witnesses

RADIUS = 2
"""Days around a group's own day whose claims can bear on what belongs to it."""


@dataclass(frozen=True, slots=True)
class Group:
    """An event's claims; `day` is that of the cluster which the others follow."""

    day: date
    members: Cluster
    witnesses: Cluster = ()
    """Claims that name its people and make no event themselves, in canonical order."""


def clusters_of_day(claims: Sequence[Features], fused_by: str = "") -> tuple[Cluster, ...]:
    """The day's claims in groups, in canonical order, without witnesses. `claims` may come in any order."""
    return _clusters(tuple(sorted((f for f in claims if not f.witness), key=lambda f: f.order)), fused_by)


@lru_cache(maxsize=4_000)
def _clusters(claims: Cluster, fused_by: str) -> tuple[Cluster, ...]:
    return _joining_of(claims[0].day, (fused_by, *claims[0].path[-2:])).of(claims) if claims else ()


@lru_cache(maxsize=KEPT_DAYS)
def _joining_of(day: date, governorate: tuple[str, ...]) -> Joining:
    """That of a day and governorate, which only say where it is kept."""
    return Joining()


def _followed(before: Cluster, after: Cluster, grounds: Grounds) -> float | None:
    """How well a cluster of the day before agrees with one of the day; None when it is not the same event's."""
    if not grounds.near:
        told = frozenset[int]().union(*(f.terms for f in before)) if grounds.terms >= NAMED else frozenset[int]()
        if all(len(claim.terms & told) < NAMED for claim in after):
            return None
    score = agreement(before, after)
    return score if score is not None and score >= JOIN else None


@lru_cache(maxsize=KEPT_DAYS)
def _midnight_of(day: date, governorate: tuple[str, ...]) -> Ties[float]:
    """The ties of a day's clusters to those of the day before."""
    return Ties(_followed)


@lru_cache(maxsize=4_000)
def _follows(before: tuple[Cluster, ...], after: tuple[Cluster, ...]) -> dict[int, int]:
    """Index of a cluster of the later day → that of the earlier one which it follows: one to one, best first."""
    first = after[0][0]
    midnight = _midnight_of(first.day, first.path[-2:])
    midnight.between(before, after)
    ties = [
        (-score, earlier[0].order, later[0].order, earlier, later)
        for later, found in midnight.to.items()
        for earlier, score in found.items()
    ]
    taken: set[Cluster] = set()
    followed: dict[Cluster, Cluster] = {}
    for *_, earlier, later in sorted(ties, key=lambda tie: tie[:3]):
        if earlier not in taken and later not in followed:
            taken.add(earlier)
            followed[later] = earlier
    here, there = ({cluster: i for i, cluster in enumerate(side)} for side in (before, after))
    return {there[later]: here[earlier] for later, earlier in followed.items()}


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
            links[day] = _follows(of(day - DAY), of(day)) if of(day) else {}
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
