"""Villages by the place named behind them: one spelled a little otherwise there, or without the head of its name.

Official lists write تل حرمل and البريهة where reports write قرية حرمل بريف زركان and قرية ابريهة قرب البصيرة. A village
of that name in another part of the country is not meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from detectors.gazetteer import Gazetteer
from detectors.gazetteer.distance import kilometres
from detectors.gazetteer.entry import DEPTH
from detectors.gazetteer.spelling import HEADS, plain
from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words
from detectors.text import Token

_VILLAGES: Final = frozenset({"قريه", "بلده", "مخيم"})
_REACH: Final = 6
"""Tokens between a village (or the last of a list) and what it lies in or near, at most."""
_ELSEWHERE_KM: Final = 60.0
"""From here on no village is near a town, nor in its countryside."""
_SPELLED: Final = 5
"""Letters from which one more or less of those that spellings waver in makes no other name."""
_WAVERING: Final = frozenset("اويه")
_HEADS: Final = frozenset({*HEADS, "خربه", "رسم", "مزرعه", "بئر", "بير"})


class Kindred:
    """Looks villages up around the places that texts name beside them; remembers what lies in each district."""

    def __init__(self, gazetteer: Gazetteer, words: Words) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._inside: dict[str, list[tuple[str, str]]] = {}

    def settle(self, spots: Sequence[Spot], tokens: Sequence[Token]) -> None:
        """Give villages the codes that they have where the text puts them; take away those of namesakes far off."""
        settled: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
        for at, spot in enumerate(spots):
            if spot.kind not in _VILLAGES or spot.region is not None:
                continue
            parent = self._parent(at, spots, tokens)
            if parent is None or not self._elsewhere(spot, parent):
                continue
            found = set(self._local(spot.key, parent))
            if len(found) == 1 or spot.codes:
                settled[spot.key, spot.codes] = tuple(found) if len(found) == 1 else ()
        for spot in spots if settled else ():
            spot.codes = settled.get((spot.key, spot.codes), spot.codes)

    def _parent(self, at: int, spots: Sequence[Spot], tokens: Sequence[Token]) -> Spot | None:
        """The settlement or district behind the village or behind the list that it stands in."""
        last = spots[at].last
        for other in spots[at + 1 :]:
            if other.sentence != spots[at].sentence or other.begin - last > _REACH:
                return None
            if other.chain is not None and other.chain == spots[at].chain:
                last = other.last
                continue
            linked = all(token.text in self._words.linking for token in tokens[last : other.begin])
            return other if linked and other.codes and not other.clitics.startswith("و") else None
        return None

    def _elsewhere(self, spot: Spot, parent: Spot) -> bool:
        """Whether no place of the name lies near the parent."""
        levels = [DEPTH[self._gazetteer.level(code)] for code in parent.codes]
        if min(levels) <= DEPTH["governorate"]:
            return False
        points = [p for code in parent.codes if (p := self._gazetteer.position(code))]
        return all(
            kilometres(*here, *there) > _ELSEWHERE_KM
            for code in spot.codes
            if (here := self._gazetteer.position(code))
            for there in points
        )

    def _local(self, key: str, parent: Spot) -> Iterator[str]:
        """Villages of the parent's district that the name may mean."""
        districts = {self._gazetteer.path(code)[-3:][0] for code in parent.codes}
        bare = key.removeprefix("ال")
        for district in districts:
            for name, code in self._villages(district):
                head, _, rest = name.partition(" ")
                headed = head in _HEADS and rest.removeprefix("ال") == bare
                if headed or (len(bare) >= _SPELLED and wavers(bare, name.removeprefix("ال"))):
                    yield code

    def _villages(self, district: str) -> Iterable[tuple[str, str]]:
        if not self._inside:
            for entry in self._gazetteer:
                if entry.level == "community":
                    inside = self._inside.setdefault(self._gazetteer.path(entry.code)[-3:][0], [])
                    inside += [(plain(name), entry.code) for name in (entry.name_ar, *entry.aliases)]
        return self._inside.get(district, ())


def wavers(one: str, other: str) -> bool:
    """Whether two names differ by one letter of those that spellings put in or leave out."""
    shorter, longer = sorted((one, other), key=len)
    if len(longer) != len(shorter) + 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(shorter, longer, strict=False)) if x != y), len(shorter))
    return longer[at] in _WAVERING and shorter[at:] == longer[at + 1 :]
