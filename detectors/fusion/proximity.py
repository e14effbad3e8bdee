"""How well the places of two claims agree: in the gazetteer's tree, by distance, by name where it knows none."""

from __future__ import annotations

from typing import Final

from detectors.fingerprint import same_text
from detectors.fusion.features import Features
from detectors.gazetteer.distance import kilometres
from detectors.gazetteer.entry import DEPTH

REACH_KM: Final = 10.0
"""Places farther apart (kilometres) are not one event unless one contains the other."""
QUARTER_KM: Final = 1.0
"""The same for two quarters of one city: a strike on their border."""
_DISPUTED: Final = 0.0
"""Two reports that name the same dead and put them in two places."""
_ANYWHERE: Final = 0.0
"""One that bears witness to what happened nobody says where."""
_NAMESAKE: Final = 1.2
"""One that names a quarter or village as several are called, and one of those."""
_KNOWN_AGAIN: Final = 3
"""Telling words in common (a full name) by which an event without any place is known again."""
SHARE: Final = 0.25
"""And the share of the shorter text's that they must be: a long report shares two words with anything."""
_SPELLED: Final = 4
"""Letters from which one letter more, less or other is a matter of spelling."""
_NEIGHBOURS: Final = -0.5
"""Two settlements, or two quarters, each named: mostly two events. Figures and words must say that it is one."""
_SETTLED: Final = (DEPTH["community"], DEPTH["neighbourhood"], DEPTH["landmark"])
_CITY: Final = DEPTH["community"]


def proximity(a: Features, b: Features, like_toll: bool) -> float | None:
    """How well the places agree; None when they are two places. `like_toll`: their figures agree."""
    if not a.path or not b.path:
        return _nameless(a, b)
    if a.depth and b.depth and a.path[0] == b.path[0]:
        return 1.2 if a.depth >= _CITY else 0.4
    if not a.depth or not b.depth:
        return _unlisted(a, b, like_toll)
    wide, fine = (a, b) if a.depth < b.depth else (b, a)
    if wide.path[0] in fine.path:
        return 0.9 if wide.depth >= _CITY else (0.5 if wide.depth == 1 else 0.6)
    return _apart(a, b, like_toll)


def _nameless(a: Features, b: Features) -> float | None:
    """Places of which not even the governorate is known: one name, or the same telling words."""
    if a.path or b.path:
        placed, nowhere = (a, b) if a.path else (b, a)
        if not nowhere.witness:
            return None
        if not nowhere.name:
            return _ANYWHERE
        may_be = placed.path[0] in nowhere.claim.event.place.candidates  # one quarter of the name among several
        return _NAMESAKE if may_be or alike(nowhere.name, placed.name) else None
    if a.name and b.name:
        return 0.8 if a.name == b.name else None
    return 0.5 if _known_again(a, b) else None


def _known_again(a: Features, b: Features) -> bool:
    """Whether both name the same people or things, or are one text."""
    same = len(a.terms & b.terms)
    named = same >= _KNOWN_AGAIN and same >= SHARE * min(len(a.terms), len(b.terms))
    return named or same_text(a.claim.fingerprint, b.claim.fingerprint)


def _unlisted(a: Features, b: Features, like_toll: bool) -> float | None:
    """A place that the gazetteer does not know, in a governorate (or district) that it does."""
    if beside(a, b):
        return _apart(a, b, like_toll)
    if alike(a.name, b.name):
        return 1.1
    if a.name and b.name and min(a.depth, b.depth) == 0 and max(a.depth, b.depth) in (0, *_SETTLED):
        return 0.1
    return 0.4


def beside(a: Features, b: Features) -> bool:
    """Whether neither of two places that are known lies in the other."""
    return a.path[0] not in b.path and b.path[0] not in a.path


def alike(one: str, other: str) -> bool:
    """Whether two folded names are spellings of one: at most one letter apart, the article aside."""
    one, other = one.removeprefix("ال"), other.removeprefix("ال")
    if one == other:
        return one != ""
    if min(len(one), len(other)) < _SPELLED or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), len(one))
    return one[at:] == other[at + 1 :] or one[at + 1 :] == other[at + 1 :]


def _apart(a: Features, b: Features, like_toll: bool) -> float | None:
    if like_toll and _known_again(a, b):
        return _DISPUTED
    if a.position is None or b.position is None:
        return None
    quarters = a.depth > _CITY and b.depth > _CITY
    if quarters and a.position == b.position:
        return None  # both are known by name alone, and have the position of their city
    distance = kilometres(*a.position, *b.position)
    reach = QUARTER_KM if quarters else REACH_KM
    if distance > reach:
        return None
    if a.depth < _CITY or b.depth < _CITY:
        return 0.2
    return _NEIGHBOURS - 0.3 * distance / reach
