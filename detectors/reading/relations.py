"""Which candidates say the same, which are parts, which replace or contradict each other.

Order matters and is written once, in `RELATIONS`: repeats first, then wholes and their parts, then newer and rival
figures among what is left. Ids point at the first mention that stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from detectors.reading import (
    among,
    both,
    collected,
    digests,
    fewer,
    fronts,
    leftover,
    mostly,
    newer,
    parts,
    ranks,
    repeats,
    shares,
    sheets,
    someof,
    tallying,
    tickers,
    twins,
    updates,
    vague,
)
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate, Matches

RELATIONS: Final[tuple[Callable[[Figures], None], ...]] = (
    tallying.entered,
    tallying.headlined,
    tallying.tallied,
    tallying.beside_running,
    both.of_both,
    both.as_one,
    both.beside_part,
    parts.raised,
    updates.recovered,
    newer.of_same_attack,
    newer.died,
    newer.dead_already,
    newer.died_since,
    newer.retold,
    tickers.live,
    fronts.parts,
    repeats.repeats,
    fronts.beside,
    leftover.leftover,
    sheets.sheets,
    someof.in_attack,
    someof.one_of,
    someof.counted_above,
    someof.by_name,
    someof.by_place,
    someof.of_wounds,
    someof.of_ones_own,
    someof.of_family,
    repeats.relisted,
    among.among,
    shares.singled,
    mostly.mostly,
    shares.worst,
    shares.besides,
    twins.one_of_two,
    shares.attacks,
    shares.claimed,
    updates.earlier,
    ranks.shared,
    ranks.ranks,
    updates.contrasts,
    updates.claims,
    fewer.lowers,
    updates.raises,
    parts.sums,
    parts.fought,
    parts.tails,
    collected.collected,
    parts.totals,
    digests.between_parts,
    someof.told_in_headline,
    digests.companions,
    fewer.remaining,
    updates.updates,
    updates.rivals,
    shares.gathered,
    someof.bodies,
    parts.wholes,
    shares.shares,
    leftover.fallen_before,
    tallying.details,
    shares.beside_share,
    someof.grave,
    collected.everywhere,
    updates.inherited,
    ranks.mixed,
    ranks.parts,
    vague.vague,
    repeats.scopes,
)


def related(matches: Matches, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of one article with their relations."""
    figures = Figures(matches, candidates)
    for step in RELATIONS:
        step(figures)
    return list(figures.all.values())
