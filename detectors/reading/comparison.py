"""Two figures compared: their numbers, their places, their days."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from detectors.gazetteer.entry import DEPTH
from detectors.reading.extent import depth, inside
from detectors.reading.model import Candidate, PlaceMention
from detectors.reading.places.words import SETTLEMENTS, load
from detectors.records import Place

HERE = frozenset({"سوريا"})
"""The land of the gazetteer's tree."""
SAID = 4
"""Words alike, one after another, that are not so by chance."""


def value(c: Candidate) -> int | None:
    """The number that a figure is built on; None for a vague one."""
    return c.low if c.low is not None else c.high


def word_for_word(texts: Sequence[str], a: Candidate, b: Candidate) -> bool:
    """إصابة طفل في القنيطرة (post)…: إصابة طفل في القنيطرة: a post and the title of what it links to."""
    if a.place is None or b.place is None or a.place.key != b.place.key:
        return False
    first, second = (min(c.first, c.trigger) for c in (a, b))
    if second <= first or texts[second - 1].isalpha():
        return False
    said, again = (list(islice(filter(str.isalpha, texts[i : i + SAID * 2]), SAID)) for i in (first, second))
    return len(said) == SAID and said == again


def contains(whole: Place, part: Place) -> bool:
    """Whether `part` lies within `whole` and is another place."""
    return whole.code is not None and whole.code != part.code and whole.code in part.path


def unsure(a: Candidate, b: Candidate) -> bool:
    """One of the places may lie in the other: the gazetteer has no unit for it, or it stands for a wider one."""
    if a.place is None or b.place is None:
        return True
    if _town_and_side(a.place, b.place) or _town_and_side(b.place, a.place):
        return False
    if a.place.place.code is None or b.place.place.code is None:
        x, y = _lands(a.place), _lands(b.place)
        return not x or not y or x <= y or y <= x
    return a.place.seat in b.place.place.path or b.place.seat in a.place.place.path


def _town_and_side(town: PlaceMention, side: PlaceMention) -> bool:
    """مدينة غزة and شمال القطاع; غزة alone may be all of the strip."""
    strip = load()["strip"]
    sided = side.key not in strip and any(side.key.endswith(f" {name}") for name in strip)
    return sided and town.key in strip and town.kind == "مدينه"


def _lands(place: PlaceMention) -> frozenset[str]:
    """What a known place lies in, a state itself; nothing where no table has it."""
    if place.place.code is not None:
        return HERE
    return place.above or frozenset({place.key} if place.abroad is not None else ())


def neighbours(a: Candidate, b: Candidate) -> bool:
    """Both places lie in one governorate, or one is unknown."""
    if a.place is None or b.place is None:
        return True
    x, y = a.place.place.path, b.place.place.path
    return len(x) < 2 or len(y) < 2 or x[-2] == y[-2]


def other_day(a: Candidate, b: Candidate) -> bool:
    """Both state a day, and not the same."""
    return a.day is not None and b.day is not None and (a.day.end < b.day.start or b.day.end < a.day.start)


def apart(a: Candidate, b: Candidate) -> bool:
    """The two are said of places of which neither lies in the other."""
    if a.place is None or b.place is None:
        return False
    x, y = a.place.place, b.place.place
    if x.name == y.name or (x.code is not None and x.code == y.code):
        return False
    return not contains(x, y) and not contains(y, x)


def surely_apart(a: Candidate, b: Candidate) -> bool:
    """Apart, and the gazetteer knows both places."""
    return apart(a, b) and not unsure(a, b)


def other_lands(a: Candidate, b: Candidate) -> bool:
    """Surely apart, and in two states or provinces abroad: a report's total holds no dead of another land."""
    coded = all(c.place is not None and c.place.place.code is not None for c in (a, b))
    return surely_apart(a, b) and not coded


def own_places_apart(a: Candidate, b: Candidate) -> bool:
    """Apart, and each sentence names its place itself."""
    return apart(a, b) and "place:focus" not in a.reasons and "place:focus" not in b.reasons


def surely_elsewhere(a: Candidate, b: Candidate) -> bool:
    """8 بغارة على س … 4 في ص: each sentence names its place, none of them a list, and the gazetteer knows both."""
    return own_places_apart(a, b) and not unsure(a, b) and one_place(a)


def _fineness(place: PlaceMention) -> int:
    """How fine it is; by one town is as surely apart from another as the town is."""
    return DEPTH[place.place.level] if place.kind == "قرب" and place.place.level else depth(place)


def in_two_towns(a: Candidate, b: Candidate) -> bool:
    """Each sentence names a town or village of its own, or a known province abroad, and neither lies in the other."""
    if a.place is None or b.place is None or not own_places_apart(a, b):
        return False
    fine = min(_fineness(a.place), _fineness(b.place)) >= DEPTH["community"]
    known = a.place.abroad is not None and b.place.abroad is not None
    return (fine or known) and not inside(a.place, b.place) and not inside(b.place, a.place)


def in_two_settlements(a: Candidate, b: Candidate) -> bool:
    """في قرية س … في مدينة ص: in two towns, each of which is called one."""
    called = all(c.place is not None and c.place.kind in SETTLEMENTS for c in (a, b))
    return called and in_two_towns(a, b)


def one_place(c: Candidate) -> bool:
    """No list: بلدات في الجنوب والبقاع."""
    return c.place is not None and (c.place.chain is None or c.share is not None)


def refines(a: Candidate, b: Candidate, headline: bool) -> bool:
    """في أحياء مدينة س … على حيي ص وع: what is told again says more nearly where it was.

    Behind a headline it does so wherever it is, but for what the text was speaking of and contains the place there.
    """
    inner = placed_within(a, b)
    if inner and b.place is not None and depth(b.place) >= DEPTH["neighbourhood"]:
        return True
    land = "place:behind" in a.reasons and b.place is not None and b.place.place.level == "country"
    wider = ("place:focus" in b.reasons or land) and placed_within(b, a)  # على القنيطرة … على مواقع في سوريا
    return one_place(b) and (inner or (headline and not wider))


def placed_within(a: Candidate, b: Candidate) -> bool:
    """The place of `b` lies in that of `a`."""
    return a.place is not None and b.place is not None and contains(a.place.place, b.place.place)
