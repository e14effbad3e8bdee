"""Villages by the place named behind them: one spelled a little otherwise there, or without the head of its name.

Official lists write تل حرمل and البريهة where reports write قرية حرمل بريف زركان and قرية ابريهة قرب البصيرة. A village
of that name in another part of the country is not meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

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
_WAVERING: Final = "اويه"
_HEADS: Final = frozenset({*HEADS, "خربه", "رسم", "مزرعه", "بئر", "بير"})


class Kindred:
    """Looks villages up around the places that texts name beside them; remembers what lies in each district."""

    def __init__(self, gazetteer: Gazetteer, words: Words) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._inside: dict[str, Villages] = {}
        self._apart: dict[tuple[str, frozenset[str]], bool] = {}

    def settle(self, spots: Sequence[Spot], tokens: Sequence[Token]) -> None:
        """Give villages the codes that they have where the text puts them; take away those of namesakes far off."""
        settled: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
        for at, spot in enumerate(spots):
            if spot.kind not in _VILLAGES or spot.region is not None:
                continue
            parent = self._parent(at, spots, tokens)
            if parent is None or not self._elsewhere(spot, parent):
                continue
            found = self._local(spot.key, parent)
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
            apart = other.begin > last or other.kind is not None or self._wide(other)
            return other if linked and apart and other.codes and not other.clitics.startswith("و") else None
        return None

    def _wide(self, parent: Spot) -> bool:
        """Whether it may hold a village by its name alone (غزاوية عفرين); a hamlet's is a word (قرية س خارجة عن …)."""
        return any(DEPTH[self._gazetteer.level(code)] < DEPTH["community"] for code in parent.codes)

    def _elsewhere(self, spot: Spot, parent: Spot) -> bool:
        """Whether no place of the name lies near the parent, or near the border of a governorate so named."""
        if self._governorate(parent):
            wide = frozenset(self._gazetteer.path(above)[-2:][0] for above in parent.codes)
            if any(not wide.isdisjoint(self._gazetteer.path(code)) for code in spot.codes):
                return False
            return all(self._outside(code, wide) for code in spot.codes)
        points = [p for code in parent.codes if (p := self._gazetteer.position(code))]
        return all(
            kilometres(*here, *there) > _ELSEWHERE_KM
            for code in spot.codes
            if (here := self._gazetteer.position(code))
            for there in points
        )

    def _outside(self, code: str, wide: frozenset[str]) -> bool:
        """Whether a place lies further from governorates than the lists and the reports differ about their border."""
        known = self._apart.get((code, wide))
        if known is None:
            here = self._gazetteer.position(code)
            villages = set().union(*(codes for area in wide for codes in self._villages(area).named.values()))
            points = (self._gazetteer.position(village) for village in villages)
            known = here is not None and all(kilometres(*here, *there) > _BORDER_KM for there in points if there)
            self._apart[code, wide] = known
        return known

    def _governorate(self, parent: Spot) -> bool:
        return any(DEPTH[self._gazetteer.level(code)] <= DEPTH["governorate"] for code in parent.codes)

    def _local(self, key: str, parent: Spot) -> set[str]:
        """Villages of the parent's district that the name may mean; of its governorate, for a parent so wide."""
        wide = self._governorate(parent)
        loose = _loose(key)
        spellings = [loose, *(_wavering(loose) if len(loose) >= _SPELLED else ())]
        found: set[str] = set()
        for area in {self._gazetteer.path(code)[-2 if wide else -3 :][0] for code in parent.codes}:
            villages = self._villages(area)
            for spelling in spellings:
                found |= villages.named.get(spelling, _NONE)
            if not wide:
                found |= villages.headed.get(loose, _NONE)
        return found

    def _villages(self, area: str) -> Villages:
        """Those of a district or governorate."""
        if not self._inside:
            for entry in self._gazetteer:
                if entry.level == "community":
                    for above in self._gazetteer.path(entry.code)[-3:-1]:
                        inside = self._inside.setdefault(above, Villages({}, {}))
                        for name in map(plain, (entry.name_ar, *entry.aliases)):
                            inside.add(name, entry.code)
        return self._inside.get(area) or Villages({}, {})


class Villages(NamedTuple):
    """Names without articles and blanks → codes."""

    named: dict[str, set[str]]
    headed: dict[str, set[str]]
    """The same of names without their head (تل حرمل as حرمل)."""

    def add(self, name: str, code: str) -> None:
        """Remember one of a village's names."""
        self.named.setdefault(_loose(name), set()).add(code)
        head, _, rest = name.partition(" ")
        if rest and head in _HEADS:
            self.headed.setdefault(_loose(rest), set()).add(code)


_NONE: Final[frozenset[str]] = frozenset()


def _loose(name: str) -> str:
    return "".join(word.removeprefix("ال") for word in name.split())


def _wavering(name: str) -> Iterator[str]:
    """`name` with one letter of those that spellings put in, leave out or exchange put in, left out or exchanged."""
    for at in range(len(name) + 1):
        yield from (name[:at] + letter + name[at:] for letter in _WAVERING)
        if name[at : at + 1] and name[at] in _WAVERING:
            yield name[:at] + name[at + 1 :]
            yield from (name[:at] + letter + name[at + 1 :] for letter in _WAVERING)
