"""Whose dead a running count tells: of the province that who counts them is over, of the place it is counted in."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from detectors.gazetteer.entry import DEPTH
from detectors.gazetteer.spelling import plain
from detectors.reading.extent import bare_governorate, depth, inside
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.people import FATES
from detectors.reading.places.words import load
from detectors.records import Place

_ALL: Final = frozenset({"عموم", "كل", "كامل", "انحاء", "ارجاء", "سائر"})
_WHEN: Final = 3
"""Words between what is counted and where: in what month (حصيلة أيار الماضي في عموم سوريا)."""
_BEYOND: Final = frozenset({"سيناء", "المصريه"})
"""Where the towns lie that bear the names of some in the strip."""
_BEYOND_REACH: Final = 4
_STRIP: Final = "قطاع غزة"
_SO_CALLED: Final = frozenset({"فلسطين", "لبنان"})
"""States with a place called غزة."""
_MINISTRY: Final = "وزاره"
_NAMED: Final = 4
"""Words of a ministry's name before its seat (وزارة الصحة العامة والسكان بصنعاء)."""


def of_office(matches: Matches, c: Candidate) -> PlaceMention | None:
    """وأوضحت مديرية صحة إدلب أن 16 قضوا: of the province that who counts them is over."""
    texts, charge = matches.document.texts, load()["charge"]
    for m in matches.places:
        over = m.sentence == c.sentence and m.role in ("actor", "source") and m.last < c.first
        if over and c.place is not None and inside(c.place, m) and texts[m.first - 1].removeprefix("ال") in charge:
            return whole(m) if depth(m) <= DEPTH["governorate"] or bare_governorate(m) else None
    return None


def of_place(matches: Matches, place: PlaceMention) -> bool:
    """حصيلة القتلى في محافظة س خلال الحرب: what is counted, by its place."""
    at = place.first - 1
    texts = matches.document.texts
    at -= at > 0 and (texts[at] in load().types or texts[at] in _ALL)
    there = at > 0 and texts[at] in {"في", "داخل"}
    return there and any(word.any((*FATES, "noun.toll")) for word in matches.words[max(0, at - _WHEN) : at])


def of_strip(matches: Matches, c: Candidate) -> PlaceMention | None:
    """غارة على دير البلح … وزارة الصحة في غزة: 39 ألفا منذ بدء الحرب: thousands fell in all of the strip."""
    strip = load()["strip"]
    if c.place is None or "scope:large-count" not in c.reasons or strip.isdisjoint(c.place.above):
        return None
    named = [m for m in matches.places if m.key in strip]
    found = max(named, key=lambda m: len(m.key), default=None)
    return None if found is None else whole(found)


def strip_around(matches: Matches, place: PlaceMention) -> PlaceMention | None:
    """The strip of a town of it, where the text names neither the strip nor its city."""
    if any(text in _BEYOND for text in matches.document.texts[place.last : place.last + _BEYOND_REACH]):
        return None  # رفح بشمال سيناء
    key = max(load()["strip"], key=len)
    states = {plain(name) for name in load().nations.values()}
    if key not in place.above or not (states & place.above) <= _SO_CALLED:
        return None  # تكريت of صلاح الدين, which is a quarter of the strip as well
    strip = Place(name=_STRIP, level="governorate")
    return replace(place, place=strip, kind=None, key=key, abroad="governorate", above=load()["parted"], seat=None)


def of_ministry(matches: Matches, source: int) -> bool:
    """رفعت وزارة الصحة بصنعاء الحصيلة: a state's, whose seat at token `source` is not where somebody fell."""
    return any(text.endswith(_MINISTRY) for text in matches.document.texts[max(0, source - _NAMED) : source])


def whole(land: PlaceMention) -> PlaceMention:
    """The land itself, without the side of it that the text named."""
    return replace(land, place=replace(land.place, name=_named(land.place.name)))


def _named(name: str) -> str:
    """The land without the side of it that the text named (شمالي اليمن)."""
    words = name.split()
    while len(words) > 1 and words[0] in load().sides:
        words = words[1:]
    return " ".join(words)
