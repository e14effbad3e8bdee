"""One governorate's claims → its incidents: groups, ids, wholes. The same function for a stream and for an archive."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from detectors.fusion.clusters import RADIUS, Group, groups
from detectors.fusion.elsewhere import elsewhere, parted
from detectors.fusion.evidence import UNRESOLVED
from detectors.fusion.features import DAY, Features, incident_id
from detectors.fusion.incident import build
from detectors.fusion.ties import Cluster
from detectors.fusion.wholes import REACH_DAYS, parents
from detectors.records import Incident

LOOKOUT = RADIUS + 1 + 2 * REACH_DAYS
"""Days on either side that must be known to assemble a day's incidents: for its groups, their wholes, and the groups
among which those wholes' own wholes are chosen."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """An incident that is known by its members and not yet built."""

    id: str
    day: date
    governorate: str
    members: tuple[Features, ...]
    witnesses: tuple[Features, ...]
    part_of: str | None
    parts: tuple[tuple[Features, ...], ...]
    elsewhere: bool
    """A governorate has the event among its own incidents: this one is a part of that and must not be published."""

    @property
    def digest(self) -> str:
        """Changes whenever anything of the incident may have changed."""
        return _digest(self.part_of, (self.members, self.witnesses, *self.parts))

    def build(self) -> Incident:
        """The record, as version 0."""
        return build(
            self.id, self.governorate, self.members, part_of=self.part_of, parts=self.parts, witnesses=self.witnesses
        )


@lru_cache(maxsize=20_000)
def _digest(part_of: str | None, clusters: tuple[Cluster, ...]) -> str:
    ids = (",".join(f.claim.claim_id for f in cluster) for cluster in clusters)
    return hashlib.sha256("\x1f".join((part_of or "", *ids)).encode()).hexdigest()[:16]


def assemble(governorate: str, days: Mapping[date, Sequence[Features]], wanted: Sequence[date]) -> list[Sketch]:
    """The incidents of the days `wanted`, in canonical order. `days` holds the claims of `LOOKOUT` days around them.

    Those that a governorate tells of as its own are among them, said to be so: they must not be published.
    """
    reach = sorted({day + DAY * n for day in wanted for n in range(-2 * REACH_DAYS, 2 * REACH_DAYS + 1)})
    own, placed = parted(days) if governorate == UNRESOLVED else (days, {})
    found = sorted(groups(own, reach), key=lambda g: g.members[0].order)
    gone = elsewhere(found, placed) if placed else frozenset[int]()
    return list(_sketches(governorate, tuple(found), frozenset(wanted), gone))


@lru_cache(maxsize=256)
def _sketches(
    governorate: str, found: tuple[Group, ...], wanted: frozenset[date], gone: frozenset[int]
) -> tuple[Sketch, ...]:
    """The incidents among `found`; remembered, since a claim that joins nothing leaves all groups as they were."""
    names = _names(found)
    whole = _published(parents(found), gone)
    inner: dict[int, list[int]] = defaultdict(list)
    for part, of in whole.items():
        inner[of].append(part)
    return tuple(
        Sketch(
            id=names[i],
            day=group.day,
            governorate=governorate,
            members=group.members,
            witnesses=group.witnesses,
            part_of=names[whole[i]] if i in whole else None,
            parts=tuple(found[p].members for p in sorted(inner.get(i, ()))),
            elsewhere=i in gone,
        )
        for i, group in enumerate(found)
        if group.day in wanted
    )


def _published(whole: Mapping[int, int], gone: frozenset[int]) -> dict[int, int]:
    """Part → the nearest of its wholes that is an incident of its own; none where a governorate tells of them all."""
    standing: dict[int, int] = {}
    for part, of in whole.items():
        above: int | None = of
        while above in gone:
            above = whole.get(above)
        if above is not None:
            standing[part] = above
    return standing


def _names(found: Sequence[Group]) -> list[str]:
    """An id for each group from its seed; groups whose seeds look alike are told apart by their order."""
    seen: Counter[str] = Counter()
    names = []
    for group in found:
        seed = group.members[0].seed
        names.append(incident_id(seed, seen[seed]))
        seen[seed] += 1
    return names
