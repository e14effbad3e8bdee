"""Low, best and high of an incident from what its sources say (docs/counting.md has the method and its origins)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec

from detectors.fusion.features import Features
from detectors.records import Casualties, Claim, Estimate

Measure = Literal["killed", "injured"]
Part = Literal["total", "civilian", "unknown", "combatant"]

ALONE: Final = 3
"""Sources that tell an event and no dead for each one that counts some, from which nobody may have died."""

PART: Final = 0.5
"""Share of the greatest toll below which a toll is taken for one of a part of the people."""

_PARTS: Final[tuple[Part, ...]] = ("total", "civilian", "unknown", "combatant")


def latest(source: Sequence[Features], measure: Measure) -> Features | None:
    """The claim by which a source stands: its newest one with a figure, so that a raised or lowered toll replaces."""
    stating = [f for f in source if states(f.claim, measure)]
    return max(stating, key=lambda f: f.order, default=None)


def states(claim: Claim, measure: Measure) -> bool:
    """Whether the claim says anything of `measure`. Silence is not zero."""
    toll: Casualties = getattr(claim.event, measure)
    return any(_says(getattr(toll, part)) for part in _PARTS)


def _says(estimate: Estimate) -> bool:
    return estimate.high != 0 or estimate.low > 0 or estimate.vague


def combine(sources: Sequence[Sequence[Features]], measure: Measure) -> Casualties:
    """One toll from each source's latest claim: the least and the greatest of them, and the best by agreement."""
    claims = _standing([f for source in sources if (f := latest(source, measure)) is not None], measure)
    if not claims:
        return Casualties()
    tolls: list[Casualties] = [getattr(f.claim.event, measure) for f in claims]
    best = _chosen(claims, tolls)
    doubted = _perhaps_fighters(tolls)
    found = {part: _estimate([getattr(t, part) for t in doubted], getattr(best, part)) for part in _PARTS}
    if measure == "killed" and _alone(sources, claims):
        found = {part: msgspec.structs.replace(estimate, low=0) for part, estimate in found.items()}
    return Casualties(**found)


def _perhaps_fighters(tolls: Sequence[Casualties]) -> list[Casualties]:
    """Of people of whom a source does not say who they were, as many fewer as one counts that counts fighters alone.

    The two may mean the same people, but for those whom a third names as civilians. A source that tells fighters from
    others is not doubted.
    """
    fighters = max((_most(t.combatant) for t in tolls if t.total.high == 0), default=0)
    civilians = min((t.civilian.low for t in tolls if _says(t.civilian)), default=0)

    def doubted(toll: Casualties) -> Casualties:
        if _says(toll.combatant):
            return toll
        fewer = max(0, min(fighters, toll.unknown.low, toll.total.low - civilians))
        total, unknown = (msgspec.structs.replace(e, low=e.low - fewer) for e in (toll.total, toll.unknown))
        return msgspec.structs.replace(toll, total=total, unknown=unknown)

    return list(map(doubted, tolls)) if fighters else list(tolls)


def _most(estimate: Estimate) -> int:
    return estimate.low if estimate.high is None else estimate.high


def _alone(sources: Sequence[Sequence[Features]], counting: Sequence[Features]) -> bool:
    """Whether `ALONE` times as many sources tell the event and no dead, none of them before the first that counts any.

    Who counts the dead may pass over the wounded; of many who tell an event some would name its dead.
    """
    first = min(f.order[0] for f in counting)
    silent = [s for s in sources if latest(s, "killed") is None and max(f.order[0] for f in s) >= first]
    return len(silent) >= ALONE * len(counting)


def _standing(claims: Sequence[Features], measure: Measure) -> list[Features]:
    """Without the smaller tolls that were published before an article which says that the toll has risen."""
    raising = max((f for f in claims if f.claim.raises), key=lambda f: f.order, default=None)
    if raising is None:
        return list(claims)
    risen: Casualties = getattr(raising.claim.event, measure)

    def outdated(f: Features) -> bool:
        toll: Casualties = getattr(f.claim.event, measure)
        return f.order < raising.order and toll.total.best < risen.total.best

    return [f for f in claims if f is raising or not outdated(f)]


def _chosen(claims: Sequence[Features], tolls: Sequence[Casualties]) -> Casualties:
    """The toll whose count most sources give; on a tie counted beats vague, then the newest, then the greatest.

    A newest one of a small part of the others counts them not anew: it tells who died of his wounds, or some of them.
    """
    told = [_told_apart(t, tolls) for t in tolls]
    votes = Counter((t.total.best, t.combatant.best) for t in told)
    least = PART * max(t.total.best for t in told)

    def rank(i: int) -> tuple[bool, int, bool, datetime, int, object]:
        toll, order = told[i], claims[i].order
        given = votes[toll.total.best, toll.combatant.best]
        return (not toll.total.vague, given, toll.total.best >= least, order[0], toll.total.best, order)

    return told[max(range(len(claims)), key=rank)]


def _told_apart(toll: Casualties, tolls: Sequence[Casualties]) -> Casualties:
    """Of a toll that counts everybody, the one that tells the fighters among as many people from the others."""
    if _says(toll.combatant) or not _says(toll.total):
        return toll
    apart = (t for t in tolls if _says(t.combatant) and t.total.best > 0)
    return next((t for t in apart if t.total.best + t.combatant.best == toll.total.best), toll)


def _estimate(all_: Sequence[Estimate], best: Estimate) -> Estimate:
    """Bounds over those that say something; a source that counts these people under another word gives no zero."""
    said = [e for e in all_ if _says(e)]
    if not said:
        return Estimate()
    closed = [e.high for e in said if e.high is not None]
    low = min(e.low for e in said)
    count = best.best if _says(best) else 0
    # An open bound (at least 5) stays open only while no other source closes it at or above that.
    open_from = max((e.low for e in said if e.high is None), default=0)
    top = max(closed, default=None)
    high = top if top is not None and top >= open_from else None
    return Estimate(low=min(low, count), best=count, high=high, vague=best.vague)


def raised(own: Casualties, parts: Sequence[Casualties]) -> Casualties:
    """A whole's toll with its high raised to what its parts add up to: reports that come later may know more."""
    total = own.total
    together = sum(p.total.best for p in parts)
    if total.high is None or not _says(total) or together <= total.high:
        return own
    return msgspec.structs.replace(own, total=msgspec.structs.replace(total, high=together))
