"""What a region's name is worth on a busy day: "the countryside of Aleppo" may mean each place in it that was struck.

With one strike in a region, a report that names the region alone tells of it. With ten, as in a siege, it fits all ten,
and a careful reader leaves it by itself unless figures and words say which of them it means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from detectors.fusion.features import Features
from detectors.gazetteer.entry import DEPTH

Crowding: TypeAlias = Mapping[Features, float]
"""Claim of a busy region → what is taken from its agreement with a claim of a place in it."""

NOWHERE: Final[Crowding] = MappingProxyType({})

_STEPS: Final = ((6, 0.6), (3, 0.4))
"""Places told of in the region on that day, and the price from that many on. Chosen on a third of the coded incidents
with their days drawn together (`benchmarks/fuse.py crowd`); on their own days it parts 3 of 1,411 pairs of articles."""
_CITY: Final = DEPTH["community"]


def crowding(claims: Sequence[Features]) -> dict[Features, float]:
    """The prices of one day's claims; places are counted by code, in whichever words they are told."""
    regions = [claim for claim in claims if 0 < claim.depth < _CITY]
    if not regions:
        return {}
    places: dict[str, set[str]] = {claim.path[0]: set() for claim in regions}
    for claim in claims:
        if claim.depth >= _CITY:
            for code in claim.path[1:]:
                if code in places:
                    places[code].add(claim.path[0])
    asked = {code: next((step for least, step in _STEPS if len(found) >= least), 0.0) for code, found in places.items()}
    return {claim: asked[claim.path[0]] for claim in regions if asked[claim.path[0]]}


def price(prices: Crowding, a: Features, b: Features) -> float:
    """What is taken from the agreement of `a` and `b`: nothing when both name busy regions, or neither does."""
    here, there = prices.get(a, 0.0), prices.get(b, 0.0)
    return 0.0 if here and there else here + there
