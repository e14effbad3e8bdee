"""How much two claims speak for one event: a sum of named grounds, or a named reason why they cannot be one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

from detectors.fingerprint import same_text
from detectors.fusion.crowding import NOWHERE, Crowding, price
from detectors.fusion.features import Features, figure
from detectors.fusion.proximity import alike, beside, proximity
from detectors.gazetteer.entry import DEPTH
from detectors.records import EventType, Interval

JOIN: Final = 0.51
"""Mean affinity from which two groups of claims are one event: a settlement alone, or a region with the same act."""

_FAMILIES: Final[dict[EventType, str]] = {
    "airstrike": "fire", "shelling": "fire", "explosion": "blast", "mine": "blast", "chemical": "fire",
    "shooting": "ground", "ground_attack": "ground", "clash": "ground", "siege": "ground", "other": "any",
}  # fmt: skip
_CITY = DEPTH["community"]
_MORE_AROUND: Final = -0.3
"""A wider place with more people is rather the whole than the same event told less exactly."""
_MORE_IN_TOWN: Final = -0.6
"""The same for a town over its quarters, whose total reports do give."""
_WORDS_FULL = 0.35
"""Share of common words at which two sentences are plainly about one thing."""
_SAME_TOLL: Final = 0.7
"""Ground from which figures agree so well that one of two stated days may be the day of the report."""
_LIKE_TOLL: Final = 0.4
"""Ground from which figures agree."""
_OTHER_FACILITY: Final = -0.5
"""Two hospitals by their names, or of two towns."""
_FAR: Final = -0.5
"""Ground from which figures disagree: a raid and shells are then two events of one town."""
_RARE: Final = 10
"""Figures from which two events seldom have the same by chance."""
_APART_HOURS: Final = 2
"""Hours between the parts of a day that two reports name, from which they are not one time told loosely: a raid in the
morning and one in the evening, unless both count alike."""
_TERMS_FULL: Final = 0.3
"""Share of common telling words at which two events are plainly one."""


class Affinity(NamedTuple):
    """`score` is None when the two cannot be one event; `reason` then says why."""

    score: float | None
    reason: str


@lru_cache(maxsize=400_000)
def affinity(a: Features, b: Features) -> Affinity:
    """The same both ways, and the same in every run."""
    return _affinity(a, b) if a.order <= b.order else affinity(b, a)


def _affinity(a: Features, b: Features) -> Affinity:
    if a.claim.article_id == b.claim.article_id:
        return _of_one_article(a, b)
    toll = _toll(a, b)
    place = proximity(a, b, toll >= _LIKE_TOLL)
    if place is None:
        return Affinity(None, "apart")
    copy = same_text(a.claim.fingerprint, b.claim.fingerprint)
    if not copy and toll < _LIKE_TOLL and _hours_apart(a, b):
        return Affinity(None, "hours")
    if not copy and toll <= _LIKE_TOLL and _struck_again(a, b):
        return Affinity(None, "again")
    if (
        not copy
        and a.depth != b.depth
        and (a.claim.parent_claim or b.claim.parent_claim)
        and _is_part(*sorted((a, b), key=lambda f: f.depth))
    ):
        return Affinity(None, "part")
    score = place + toll + _type(a, b, toll) + _date(a, b, toll) + _words(a, b) + _health(a, b) + (1.5 if copy else 0.0)
    return Affinity(score, "copy" if copy else "weighed")


def _of_one_article(a: Features, b: Features) -> Affinity:
    """A report that tells two events means two, unless one of them adds nothing to the other."""
    bare = any(f.killed is None and f.injured is None and f.combatants is None for f in (a, b))
    here = bare and a.path[:1] == b.path[:1] and a.name == b.name
    same = (here or _misspelled(a, b)) and a.day == b.day and a.type == b.type
    related = a.claim.parent_claim == b.claim.claim_id or b.claim.parent_claim == a.claim.claim_id
    return Affinity(JOIN, "repeated") if same and not related else Affinity(None, "told apart")


def _misspelled(a: Features, b: Features) -> bool:
    """A place that the gazetteer lacks and one beside it, a letter apart, whose figures do not differ either."""
    unlisted = (a.depth == 0) != (b.depth == 0) and a.path[-2:] == b.path[-2:] and alike(a.name, b.name)
    told = ((x, y) for x, y in ((a.killed, b.killed), (a.injured, b.injured)) if x is not None and y is not None)
    return unlisted and all(_overlap(x, y) for x, y in told)


def _is_part(wide: Features, fine: Features) -> bool:
    """Whether the wider claim counts more people than the finer one."""
    pairs = ((wide.killed, fine.killed), (wide.injured, fine.injured))
    return any(w is not None and f is not None and figure(w) > figure(f) for w, f in pairs)


def _toll(a: Features, b: Features) -> float:
    """Equal figures bind, far ones part; what only one of them says weighs nothing."""
    grounds = [
        _figures(x, y)
        for x, y in (_dead(a, b), (a.injured, b.injured), (a.combatants, b.combatants))
        if x is not None and y is not None
    ]
    wide, fine = sorted((a, b), key=lambda f: f.depth)
    if wide.depth < fine.depth and _is_part(wide, fine):
        grounds.append(_MORE_IN_TOWN if wide.depth >= _CITY else _MORE_AROUND)
    return max(-1.2, min(1.0, sum(grounds)))


def contradict(a: Features, b: Features) -> bool:
    """Whether what the two count can hardly be one event's people."""
    return _toll(a, b) < 0


def _dead(a: Features, b: Features) -> tuple[Interval | None, Interval | None]:
    """The two figures of the dead, fighters among them where one report alone tells them apart and the sums agree."""
    x, y = (_with_fighters(f, other) for f, other in ((a, b), (b, a)))
    return x, y


def _with_fighters(told: Features, other: Features) -> Interval | None:
    if told.combatants is None or other.combatants is not None or other.killed is None or told.killed is None:
        return told.killed
    (low, high), (fighters, most) = told.killed, told.combatants
    everybody = ((low or 0) + (fighters or 0), None if high is None or most is None else high + most)
    return everybody if figure(everybody) == figure(other.killed) else told.killed


def _figures(x: Interval, y: Interval) -> float:
    low, high = sorted((figure(x), figure(y)))
    if low == high:
        return 0.4 if high < 2 else 0.7 if high < _RARE else 0.9
    if _overlap(x, y):
        return 0.4
    gap = (high - low) / high
    return 0.1 if gap <= 0.25 else (-0.1 if gap <= 0.5 or high - low <= 1 else -0.2 if high - low <= 3 else -0.5)


def _overlap(x: Interval, y: Interval) -> bool:
    return (x[1] is None or (y[0] or 0) <= x[1]) and (y[1] is None or (x[0] or 0) <= y[1])


def _type(a: Features, b: Features, toll: float) -> float:
    if a.type == b.type:
        return 0.2 if a.type != "other" else 0.0
    kinds = {_FAMILIES[a.type], _FAMILIES[b.type]}
    if "any" in kinds or "explosion" in (a.type, b.type):
        return 0.0
    if "mine" in (a.type, b.type):
        return -0.6
    return -0.1 if len(kinds) == 1 and toll > _FAR else -0.3


def days_meet(a: Features, b: Features) -> bool:
    """Whether both may mean one day: only two days that the texts name are apart for sure."""
    return (a.first <= b.day and b.first <= a.day) or not (a.sure and b.sure)


def _date(a: Features, b: Features, toll: float) -> float:
    if a.first <= b.day and b.first <= a.day:
        return 0.1 if a.sure and b.sure else 0.0
    if days_meet(a, b):
        return -0.25
    return -0.8 if toll >= _SAME_TOLL else -1.2


def _hours_apart(a: Features, b: Features) -> bool:
    """Whether both name a part of the day, and these lie apart; who tells of a toll that rose may name its own hour."""
    if a.day != b.day or a.hours is None or b.hours is None or a.claim.raises or b.claim.raises:
        return False
    return max(a.hours[0], b.hours[0]) - min(a.hours[1], b.hours[1]) >= _APART_HOURS


def _struck_again(a: Features, b: Features) -> bool:
    """Whether the later report tells of a second strike on that day, and the one before it counted others."""
    first, second = (a, b) if a.order <= b.order else (b, a)
    counts = first.killed is not None or first.injured is not None
    return a.day == b.day and second.claim.event.again and not first.claim.event.again and counts


def _words(a: Features, b: Features) -> float:
    least = min(len(a.words), len(b.words))
    common = 0.5 * min(1.0, len(a.words & b.words) / least / _WORDS_FULL) - 0.1 if least else 0.0
    return common + _terms(a, b)


def _terms(a: Features, b: Features) -> float:
    """Names and things that both tell: one in common may be chance, three are a name."""
    least, same = min(len(a.terms), len(b.terms)), len(a.terms & b.terms)
    return min(0.8, 0.2 * (same - 1)) * min(1.0, same / least / _TERMS_FULL) if same > 1 else 0.0


def _health(a: Features, b: Features) -> float:
    if a.health is None or b.health is None:
        return 0.0
    settled = a.depth >= _CITY and b.depth >= _CITY
    if settled and beside(a, b) and not (a.health and a.health == b.health):
        return _OTHER_FACILITY  # two towns: the same small figure is chance
    return 0.4 if a.health == b.health else (_OTHER_FACILITY if a.health and b.health else 0.2)


def agreement(here: Sequence[Features], there: Sequence[Features], crowding: Crowding = NOWHERE) -> float | None:
    """How well two groups agree: halfway between the mean of all their pairs and the best; None if one is impossible.

    The mean alone would punish a group for members that say little; the best alone would glue by one vague claim.
    """
    total, best = 0.0, -inf
    for a in here:
        for b in there:
            score = affinity(a, b).score
            if score is None:
                return None
            score -= price(crowding, a, b)
            total += score
            best = max(best, score)
    return (total / (len(here) * len(there)) + best) / 2
