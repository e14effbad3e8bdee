"""Events that nobody places and that are an incident of some governorate: a hospital by its name, then with its town.

Governorates are fused one by one, and each hears of what nobody places (`hearing`). Here is the other half: who fuses
what nobody places hears of what has a place and counts somebody, and does not tell of it a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from detectors.fusion.affinity import contradict
from detectors.fusion.clusters import Group, clusters_of_day
from detectors.fusion.evidence import UNRESOLVED, governorate_of
from detectors.fusion.features import DAY, Features, as_witness
from detectors.fusion.witnesses import AFTER, BEFORE, joined

Days: TypeAlias = Mapping[date, Sequence[Features]]


def parted(days: Days) -> tuple[Days, Days]:
    """By day, the claims that nobody places and those of the governorates."""
    own: dict[date, list[Features]] = defaultdict(list)
    placed: dict[date, list[Features]] = defaultdict(list)
    for day, claims in days.items():
        for claim in claims:
            (own if governorate_of(claim.claim) == UNRESOLVED else placed)[day].append(claim)
    return own, placed


def elsewhere(found: Sequence[Group], placed: Days) -> frozenset[int]:
    """Indices of the groups of which every member bears witness to an event of `placed`, as governorates hear it."""
    members = [f for group in found for f in group.members]
    near = {day: [f for f in members if BEFORE <= (f.day - day) // DAY <= AFTER] for day in placed}
    known = {f for day, claims in placed.items() if near[day] for f in _known(day, near[day], claims)}
    return frozenset(i for i, group in enumerate(found) if known.issuperset(group.members))


def _known(day: date, members: Sequence[Features], placed: Sequence[Features]) -> set[Features]:
    """Those of `members` that join an event of the day in some governorate."""
    by_witness = {as_witness(f): f for f in members}
    by_governorate: dict[str, list[Features]] = defaultdict(list)
    for claim in placed:
        by_governorate[governorate_of(claim.claim)].append(claim)
    known: set[Features] = set()
    for claims in by_governorate.values():
        clusters = clusters_of_day(claims, UNRESOLVED)
        for cluster, witnesses in zip(clusters, joined(day, tuple(by_witness), clusters, UNRESOLVED), strict=True):
            known |= {by_witness[w] for w in witnesses if any(_one_event(w, f) for f in cluster)}
    return known


@lru_cache(maxsize=200_000)
def _one_event(nowhere: Features, placed: Features) -> bool:
    """Whether the one may be dropped for the other: names in common are not enough where the figures are others'."""
    return not contradict(nowhere, placed) or bool(placed.health and placed.health == nowhere.health)
