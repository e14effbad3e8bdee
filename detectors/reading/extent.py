"""How fine places are, and which lies inside which, by what the gazetteer says and by their type words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from detectors.gazetteer.entry import DEPTH
from detectors.reading.model import PlaceMention
from detectors.reading.places.words import SETTLEMENTS
from detectors.records import Place

_DEPTH_OF_KIND: Final = {
    "حي": DEPTH["neighbourhood"],
    "ضاحيه": DEPTH["neighbourhood"],
    "قريه": DEPTH["community"],
    "بلده": DEPTH["community"],
    "مدينه": DEPTH["community"],
    "مخيم": DEPTH["community"],
    "ناحيه": DEPTH["subdistrict"],
    "منطقه": DEPTH["community"],
    "قضاء": DEPTH["community"],
    "محافظه": DEPTH["governorate"],
    "ريف": DEPTH["governorate"],
    "جهه": DEPTH["governorate"],
    "قرب": DEPTH["subdistrict"],
    "موقع": DEPTH["neighbourhood"],
    "دوار": DEPTH["neighbourhood"],
}
_TOWN: Final = frozenset({"مدينه", "حي"})
_WIDE: Final = frozenset({"ريف", "جهه", "محافظه", "قرب"})
_UNITS: Final = frozenset({"قضاء", "ناحيه"})
_VILLAGES: Final = frozenset({"قريه", "بلده", "مخيم"})
_QUARTERS: Final = frozenset({"حي", "ضاحيه"})
"""Type words of a quarter, also when a town elsewhere bears its name."""
_SAME_DISTRICT: Final = 2
"""Units above a place that two places of one district share, less one."""
_UNKNOWN_DEPTH: Final = DEPTH["district"]
AND_AROUND: Final = frozenset({"وريفها", "وريفه"})
"""حلب وريفها: a town and the villages around it."""


def depth(mention: PlaceMention) -> int:
    """How fine the place is, by what the gazetteer says, else by its type word."""
    place = mention.place
    if mention.kind in _QUARTERS:
        return DEPTH["neighbourhood"]
    if place.level is not None:
        return min(DEPTH[place.level], _DEPTH_OF_KIND.get(mention.kind or "", 9) if mention.kind in _WIDE else 9)
    if mention.kind:
        return _DEPTH_OF_KIND.get(mention.kind, _UNKNOWN_DEPTH)
    return DEPTH["community"] if place.candidates else _UNKNOWN_DEPTH


def inside(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether `inner` surely lies inside `outer`; beside it, for an outer place that something is only near."""
    if outer.place.code is None:
        # مدينة تعز is the city alone: towns of the province that is called so lie outside it, its quarters inside
        city = outer.kind == "مدينه" and outer.abroad == "governorate"
        return (
            outer.abroad is not None
            and outer.key in inner.above
            and not (city and depth(inner) == DEPTH["community"] and inner.abroad is not None)
        )
    if outer.place.code in inner.place.path:
        return inner.place.code != outer.place.code
    if outer.seat is not None and outer.seat in inner.place.path:
        return inner.place.code != outer.place.code
    if outer.kind != "قرب":
        return False
    return sum(code in inner.place.path for code in outer.place.path[1:]) > _SAME_DISTRICT


def containing(named: Iterable[PlaceMention], places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The finest of the `named` places that contains all of `places`."""
    around = (m for m in named if all(inside(place, m) for place in places))
    return max(around, key=depth, default=None)


def holds_rest(here: PlaceMention, spread: Mapping[str, PlaceMention]) -> bool:
    """10 قتلى في حلب، 6 منهم في س و4 في حلب نفسها: not only where some of them fell."""
    return here.key not in spread or all(inside(p, here) for key, p in spread.items() if key != here.key)


def in_town(site: PlaceMention, town: PlaceMention) -> bool:
    """Whether `site` is only a spot in the town named with it: a square of no table, a market known elsewhere."""
    place = site.place
    spot = site.kind == "دوار" and place.code is None and place.level is None
    market = place.level == "landmark" and place.name.startswith("سوق")
    elsewhere = market and place.code is not None and town.place.code not in place.path
    level = town.place.level
    settled = town.kind in SETTLEMENTS or level == "community" or town.abroad == "community"
    return settled and (spot or (elsewhere and town.place.code is not None))


def beyond_town(texts: Sequence[str], town: PlaceMention | None, land: PlaceMention | None) -> bool:
    """أحياء مدينة حمص … ريف حمص: a town, called one, and what lies around it; not so of مدينة حمص وريفها."""
    if town is None or land is None or town.kind not in _TOWN or land.kind != "ريف":
        return False
    around = texts[town.last : town.last + 1] in (["وريفها"], ["وريفه"], ["وضواحيها"], ["ومحيطها"])
    return land.place.name.startswith(f"ريف {town.place.name}") and not around


def quarter_abroad(inner: PlaceMention, outer: PlaceMention) -> bool:
    """A quarter or village that only its type word tells, under a state or city abroad."""
    abroad = outer.place.code is None and (outer.place.level is not None or outer.kind == "محافظه")
    finer = depth(inner) > depth(outer) or (outer.kind in _UNITS and inner.kind in _VILLAGES)  # مديرية س … قرية ص
    return abroad and inner.place.code is None and inner.place.level is None and finer


def unknown(mention: PlaceMention) -> bool:
    """A name that no table has."""
    return mention.place.level is None and not mention.place.candidates


def bare_governorate(mention: PlaceMention) -> bool:
    """Whether a city is named that gives its governorate the name, without a word that says which of both is meant."""
    return mention.kind is None and mention.seat is not None and mention.seat == mention.place.path[-2]


def place_key(place: Place) -> str:
    """What makes two mentions one place."""
    return place.code or place.name


def of_its_own(place: PlaceMention) -> bool:
    """Whether the place itself is told of: no state that it lies in, no town that it is near."""
    return place.place.level != "country" and place.kind != "قرب"


def may_be_wide(place: PlaceMention) -> bool:
    """Whether a town's name may stand for its governorate or district."""
    return place.seat is not None or bare_governorate(place)
