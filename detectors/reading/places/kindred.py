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
_BORDER_KM: Final = 30.0
"""How far from a governorate reports still count a village to it."""
_SPELLED: Final = 5
"""Letters from which one more or less of those that spellings waver in makes no other name."""
_WAVERING: Final = frozenset("اويه")
_HEADS: Final = frozenset({*HEADS, "خربه", "رسم", "مزرعه", "بئر", "بير"})


class Kindred:
    """Looks villages up around the places that texts name beside them; remembers what lies in each district."""

    def __init__(self, gazetteer: Gazetteer, words: Words) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._inside: dict[str, list[tuple[str, str, str]]] = {}

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
        """Whether no place of the name lies near the parent, or near the border of a governorate so named."""
        if self._governorate(parent):
            return all(self._outside(code, parent) for code in spot.codes)
        points = [p for code in parent.codes if (p := self._gazetteer.position(code))]
        return all(
            kilometres(*here, *there) > _ELSEWHERE_KM
            for code in spot.codes
            if (here := self._gazetteer.position(code))
            for there in points
        )

    def _outside(self, code: str, parent: Spot) -> bool:
        """Whether a place lies further from the governorate than the lists and the reports differ about its border."""
        wide = {self._gazetteer.path(above)[-2:][0] for above in parent.codes}
        here = self._gazetteer.position(code)
        if here is None or not wide.isdisjoint(self._gazetteer.path(code)):
            return False
        villages = {village for area in wide for _, _, village in self._villages(area)}
        points = (self._gazetteer.position(village) for village in villages)
        return all(kilometres(*here, *there) > _BORDER_KM for there in points if there)

    def _governorate(self, parent: Spot) -> bool:
        return any(DEPTH[self._gazetteer.level(code)] <= DEPTH["governorate"] for code in parent.codes)

    def _local(self, key: str, parent: Spot) -> Iterator[str]:
        """Villages of the parent's district that the name may mean; of its governorate, for a parent so wide."""
        wide = self._governorate(parent)
        areas = {self._gazetteer.path(code)[-2 if wide else -3 :][0] for code in parent.codes}
        loose = _loose(key)
        for area in areas:
            for name, other, code in self._villages(area):
                head, _, rest = name.partition(" ")
                headed = not wide and head in _HEADS and _loose(rest) == loose
                if headed or other == loose or (len(loose) >= _SPELLED and wavers(loose, other)):
                    yield code

    def _villages(self, area: str) -> Iterable[tuple[str, str, str]]:
        """Names, those without articles and blanks, and codes in a district or governorate."""
        if not self._inside:
            for entry in self._gazetteer:
                if entry.level == "community":
                    names = [plain(name) for name in (entry.name_ar, *entry.aliases)]
                    for above in self._gazetteer.path(entry.code)[-3:-1]:
                        inside = self._inside.setdefault(above, [])
                        inside += [(name, _loose(name), entry.code) for name in names]
        return self._inside.get(area, ())


def _loose(name: str) -> str:
    return "".join(word.removeprefix("ال") for word in name.split())


def wavers(one: str, other: str) -> bool:
    """Whether two names differ by one letter of those that spellings put in, leave out or exchange."""
    shorter, longer = sorted((one, other), key=len)
    if len(longer) > len(shorter) + 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(shorter, longer, strict=False)) if x != y), len(shorter))
    if len(longer) == len(shorter):
        return shorter[at : at + 1] in _WAVERING and longer[at] in _WAVERING and shorter[at + 1 :] == longer[at + 1 :]
    return longer[at] in _WAVERING and shorter[at:] == longer[at + 1 :]
