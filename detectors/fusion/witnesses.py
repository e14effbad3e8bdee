"""Reports that bear witness to what others tell: they say who or where and count nobody, or were told elsewhere.

An obituary, a name beside a photograph, a village that a digest mentions, a report that names no place: each joins
incidents around its day

* of which some report shares a name's worth of its telling words, or names the facility that was attacked; or
* with which it agrees in place, figures and words as a claim of the event itself would: the best one of a day.

It brings its article and its outlet, never a figure, and it makes no incident, so nobody is counted by it or twice.

A claim that makes an incident bears witness to others as well, by telling words alone: who puts the same people in the
next village, or gives a figure that cannot be theirs, is read beside those that agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from detectors.fusion.affinity import JOIN, agreement, days_meet
from detectors.fusion.facility import telling
from detectors.fusion.features import DAY, Features
from detectors.fusion.nearby import NAMED
from detectors.fusion.proximity import REACH_KM, SHARE, proximity
from detectors.fusion.ties import KEPT_DAYS, Cluster, Grounds, Ties
from detectors.gazetteer.distance import kilometres
from detectors.gazetteer.entry import DEPTH

KNOWN_AGAIN: Final = 2
"""Telling words in common (a name and a family's) by which a witness knows an event again."""
BEFORE: Final = -1
AFTER: Final = 2
"""Days of the witness from the group's own day: within `clusters.RADIUS`. The dead are named when they are buried."""
NEXT: Final = 1
"""The same for one that agrees in place or figures."""
PLACED_WIDELY: Final = 1.3
"""Agreement that a witness needs which names no settlement: its figures and more."""
CARE: Final = 1.0
"""The same where both tell of an attack on health care, which is rare."""
PLACED: Final = 1.1
"""The same for one that names a settlement, beside an incident that lies at one: the same, and the day at least."""
TOLD_KM: Final = 2 * REACH_KM
"""Kilometres within which two reports may put the same people: at a village, and at the town whose country it is."""


class Witnesses:
    """The witnesses of the days around those wanted."""

    def __init__(self, days: Mapping[date, Sequence[Features]], wanted: Iterable[date]) -> None:
        around = sorted({day + DAY * n for day in wanted for n in range(BEFORE, AFTER + 1)})
        ordered = {day: sorted(days.get(day, ()), key=lambda f: f.order) for day in around}
        self._by_day = {day: tuple(found) for day, found in ordered.items() if found}

    def of(self, day: date, clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
        """For each cluster of `day` those that join it, in canonical order."""
        near = [f for n in range(BEFORE, AFTER + 1) for f in self._by_day.get(day + DAY * n, ())]
        return joined(day, tuple(near), tuple(clusters)) if near and clusters else tuple(() for _ in clusters)


@lru_cache(maxsize=4_000)
def joined(day: date, witnesses: Cluster, clusters: tuple[Cluster, ...], fused_by: str = "") -> tuple[Cluster, ...]:
    """For each of the `clusters` of a day in one governorate those of `witnesses` that join it, in canonical order.

    `fused_by`: who asks, if not that governorate; what is remembered of the pairs is kept apart.
    """
    found = _homes_of(day, (fused_by, *clusters[0][0].path[-2:])).of(witnesses, clusters)
    return tuple(tuple(sorted(found[c], key=lambda f: f.order)) if c in found else () for c in clusters)


@lru_cache(maxsize=KEPT_DAYS)
def _homes_of(day: date, governorate: tuple[str, ...]) -> _Homes:
    """Those of a day and governorate, which say where they are kept."""
    return _Homes(day)


class _Tie(NamedTuple):
    """What a witness has to do with a cluster."""

    named: bool
    """One of its claims shares enough words with the witness."""
    score: float | None
    """How well the two agree, where place or figures may be the same."""


class _Homes:
    """Which clusters of a day its witnesses join."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._ties = Ties(self._tie)
        self._homes: dict[Features, tuple[Cluster, ...]] = {}

    def of(self, witnesses: Cluster, clusters: tuple[Cluster, ...]) -> dict[Cluster, list[Features]]:
        """Clusters with the witnesses that join them, none of which is of an article that tells the cluster's event."""
        changed = self._ties.between(clusters, ((witness,) for witness in witnesses))
        for (witness,) in changed:
            self._homes[witness] = self._chosen(witness)
        self._homes = {witness: self._homes[witness] for witness in witnesses}
        found: dict[Cluster, list[Features]] = defaultdict(list)
        for witness, homes in self._homes.items():
            for home in homes:
                found[home].append(witness)
        return found

    def _chosen(self, witness: Features) -> tuple[Cluster, ...]:
        """The clusters that it knows by name, and the one that agrees best if that agrees well enough."""
        ties = self._ties.to[witness,]
        homes = [cluster for cluster, tie in ties.items() if tie.named]
        scores = {
            cluster: tie.score
            for cluster, tie in ties.items()
            if tie.score is not None and tie.score >= _needed(witness, cluster)
        }
        if scores:
            best = min(scores, key=lambda cluster: (-scores[cluster], self._rank(cluster)))
            homes += [best] if best not in homes else []
        article = witness.claim.article_id
        return tuple(c for c in homes if all(f.claim.article_id != article for f in c))

    def _rank(self, cluster: Cluster) -> tuple[object, ...]:
        """Canonical order of the clusters: that of the first claim of the day itself."""
        return next(f.order for f in cluster if f.day == self._day)

    def _tie(self, cluster: Cluster, alone: Cluster, grounds: Grounds) -> _Tie | None:
        (witness,) = alone
        named = grounds.terms >= KNOWN_AGAIN and any(_shares(witness, member) for member in cluster)
        named = named or (grounds.alike and any(_one_facility(witness, member) for member in cluster))
        if not witness.witness:
            return _Tie(True, None) if named and any(_same_news(witness, member) for member in cluster) else None
        near = _settled(witness) and (grounds.near or grounds.terms >= NAMED)
        score = None
        if abs((witness.day - self._day) // DAY) <= NEXT and (near or grounds.alike):
            score = agreement(alone, cluster)
        return _Tie(named, score) if named or score is not None else None


def _shares(witness: Features, member: Features) -> bool:
    """Whether the two have a name's worth of telling words in common."""
    enough = max(KNOWN_AGAIN, SHARE * min(len(member.terms), len(witness.terms)))
    return len(witness.terms & member.terms) >= enough


def _one_facility(witness: Features, member: Features) -> bool:
    """Whether both tell of an attack on one facility by a name that hardly two have, at most a day apart."""
    if not witness.health or witness.health != member.health or not telling(witness.health):
        return False
    near = abs((witness.day - member.day) // DAY) <= NEXT and days_meet(witness, member)
    return near and proximity(witness, member, like_toll=True) is not None


def _same_news(claim: Features, member: Features) -> bool:
    """Whether the two have a name in common and neither their days nor, unless it is a full one, their places part."""
    if not _shares(claim, member) or not days_meet(claim, member):
        return False
    if proximity(claim, member, like_toll=True) is not None:
        return True
    here, there = claim.position, member.position
    return here is not None and there is not None and kilometres(*here, *there) <= TOLD_KM


def _needed(witness: Features, cluster: Cluster) -> float:
    """Agreement from which the witness may belong to the cluster."""
    if not _settled(witness):
        attacks = witness.health is not None and any(f.health is not None for f in cluster)
        return CARE if attacks else PLACED_WIDELY
    return PLACED if any(f.depth >= DEPTH["community"] for f in cluster) else JOIN


def _settled(witness: Features) -> bool:
    """Whether it names a settlement, if only one that the gazetteer lacks."""
    unlisted = witness.name != "" and witness.claim.event.place.precision == "unresolved"
    return witness.depth >= DEPTH["community"] or unlisted
