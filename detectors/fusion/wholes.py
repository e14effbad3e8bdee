"""Which events are parts of others: a city's total and its quarters are one whole, in one report or across reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from detectors.fusion.clusters import Group
from detectors.fusion.features import DAY, Features, figure
from detectors.fusion.ties import Cluster
from detectors.gazetteer.entry import DEPTH

REACH_DAYS: Final = 1
"""A whole is looked for among the groups of the same day and the neighbouring ones."""

_WIDEST: Final = DEPTH["governorate"]


def parents(groups: Sequence[Group]) -> dict[int, int]:
    """Index of a group → that of its whole, free of cycles. What a report says beats what figures suggest."""
    owner = {f.claim.claim_id: i for i, g in enumerate(groups) for f in g.members}
    places = [place_of(g.members) for g in groups]
    told = _told(groups)
    wide: dict[str, list[int]] = defaultdict(list)
    for i, place in enumerate(places):
        if place.path and place.depth >= _WIDEST and not _complete(groups[i], told):
            wide[place.path[0]].append(i)
    found: dict[int, int] = {}
    for i, group in enumerate(groups):
        whole = _stated(i, group, groups, owner)
        if whole is None:
            whole = _implied(i, groups, places, wide)
        if whole is not None and not _circular(i, whole, found):
            found[i] = whole
    return found


def _told(groups: Sequence[Group]) -> dict[str, int]:
    """Claim id of a whole → the killed that its own article places in parts."""
    told: dict[str, int] = defaultdict(int)
    for group in groups:
        for f in group.members:
            if f.claim.parent_claim and f.killed is not None:
                told[f.claim.parent_claim] += figure(f.killed)
    return told


def _complete(whole: Group, told: Mapping[str, int]) -> bool:
    """Whether a report has placed every one of its dead: then no other strike is among them."""
    counted = ((figure(f.killed), told.get(f.claim.claim_id, 0)) for f in whole.members if f.killed is not None)
    return any(total > 0 and parts >= total for total, parts in counted)


def _stated(index: int, group: Group, groups: Sequence[Group], owner: dict[str, int]) -> int | None:
    """The group that holds most of the claims which the members name as their whole."""
    named = [f.claim.parent_claim for f in group.members if f.claim.parent_claim]
    if not named:
        return None
    votes = Counter(owner[claim] for claim in named if claim in owner)
    votes.pop(index, None)
    near = {i: n for i, n in votes.items() if abs((groups[i].day - group.day) // DAY) <= REACH_DAYS}
    return min(near, key=lambda i: (-near[i], groups[i].members[0].order), default=None)


def _implied(
    index: int, groups: Sequence[Group], places: Sequence[Features], wide: Mapping[str, Sequence[int]]
) -> int | None:
    """The narrowest other group around this one's place that counts its people among more."""
    group, path = groups[index], places[index].path
    for above in path[1:]:
        fits = [
            (abs((groups[i].day - group.day) // DAY), groups[i].members[0].order, i)
            for i in wide.get(above, ())
            if abs((groups[i].day - group.day) // DAY) <= REACH_DAYS and _holds(groups[i], group)
        ]
        if fits:
            return min(fits)[2]
    return None


def _holds(whole: Group, part: Group) -> bool:
    """Whether the whole's figures can contain the part's: none smaller, one larger, and no report tells both apart."""
    if {f.claim.article_id for f in whole.members} & {f.claim.article_id for f in part.members}:
        return False
    larger = False
    for kind in ("killed", "injured"):
        inner, outer = _most(part, kind), _most(whole, kind)
        if inner is None:
            continue
        if outer is None or outer < inner:
            return False
        larger = larger or outer > inner
    return larger and _days_meet(whole, part)


def _days_meet(whole: Group, part: Group) -> bool:
    return any(a.first <= b.day and b.first <= a.day for a in whole.members for b in part.members)


def _most(group: Group, kind: str) -> int | None:
    figures = [figure(v) for f in group.members if (v := f.killed if kind == "killed" else f.injured) is not None]
    return max(figures, default=None)


def _circular(part: int, whole: int, found: dict[int, int]) -> bool:
    seen = {part}
    at: int | None = whole
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = found.get(at)
    return False


@lru_cache(maxsize=20_000)
def place_of(members: Cluster) -> Features:
    """The claim whose place stands for all: the finest that most agree on."""
    votes = Counter(f.path[0] for f in members if f.path)
    support = {f: sum(votes[c] for c in f.path[:1]) for f in members}
    best = max((f.depth for f in members), default=0)
    return min(members, key=lambda f: (-_rank(f, best), -support[f], -f.depth, f.order))


def _rank(f: Features, best: int) -> int:
    """A settlement or finer beats anything wider; among those the majority decides."""
    return 2 if f.depth >= DEPTH["community"] else (1 if f.depth == best else 0)
