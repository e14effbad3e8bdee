"""Which of the places that bear a name is meant: by the type word, the parents named, the neighbours, the level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import chain
from typing import Final, TypeAlias

from msgspec import Struct

from detectors.gazetteer import Gazetteer
from detectors.gazetteer.distance import kilometres
from detectors.gazetteer.entry import DEPTH
from detectors.reading.places.beside import REACH, Anchor, Beside
from detectors.reading.places.spot import Spot
from detectors.records import Level

_OF_KIND: Final[dict[str, tuple[Level, ...]]] = {
    "حي": ("neighbourhood", "landmark"),
    "ضاحيه": ("neighbourhood", "community"),
    "مدينه": ("community", "subdistrict"),
    "بلده": ("community",),
    "قريه": ("community",),
    "مخيم": ("community", "neighbourhood", "landmark"),
    "ناحيه": ("subdistrict",),
    "منطقه": ("district", "subdistrict", "community", "neighbourhood", "landmark"),
    "محافظه": ("governorate",),
    "ريف": ("governorate", "district", "subdistrict", "community"),
    "جبل": ("community", "landmark"),
    "جهه": ("governorate", "district", "subdistrict", "community", "neighbourhood", "landmark"),
    "موقع": ("landmark", "neighbourhood", "community"),
    "دوار": ("landmark", "neighbourhood", "community"),
}
"""Type word → levels it can mean, likeliest first. A name that has none of them keeps all its places."""
_BARE: Final[tuple[Level, ...]] = (
    "community", "neighbourhood", "landmark", "subdistrict", "district", "governorate", "country",
)  # fmt: skip
"""Levels of a name without a type word, likeliest first."""
_BESIDE, _SENTENCE, _HEADLINE, _ARTICLE = 6.0, 3.0, 2.0, 1.0
"""Weight of another place by where it stands: next to the name, in its sentence, in the headline, elsewhere."""
_SEAT: Final = 2.0
"""Bonus of the place that gives its sub-district the name."""
_STRANGER: Final = -3.0
"""A quarter whose city is named nowhere."""
_SPELLED: Final = -1.5
"""A place that bears the name only in another spelling."""
_ALIAS: Final = -1.0
"""A place that bears the name beside its official one."""
_TOWNS: Final = frozenset({"مدينه", "بلده"})
_SIDE: Final = 1.5
_INSIDE: Final = 1.6
"""Factor of a district or town that is named and contains the place, against a mere governorate."""
_NEAR: Final = 15.0
_NEARISH: Final = 40.0
"""Kilometres to another place of the text that count as near, and as half near."""
_MARGIN: Final = 0.75
"""By how much the best must lead; less leaves the name open."""
_CLEARLY: Final = 1.5
"""How many times as far as the nearest namesake the next must lie from the place named behind."""

Lineages: TypeAlias = dict[tuple[tuple[str, ...], str | None], list[list[str]]]
"""(codes of a name, kind) → the places among them, each with its lineage."""


class Choice(Struct, frozen=True, gc=False):
    """The place meant (`code`), or the ones that remain open."""

    code: str | None
    candidates: tuple[str, ...] = ()


class Resolver:
    """Resolves the names of one text."""

    def __init__(self, gazetteer: Gazetteer, spots: Sequence[Spot], lineages: Lineages) -> None:
        """`lineages`: what was grouped before, kept between texts; bounded by the number of names."""
        self._gazetteer = gazetteer
        self._lineages = lineages
        self._decided: dict[tuple[str, str | None, int], Choice] = {}
        self._named: dict[str, list[Spot]] = {}
        for spot in spots:
            self._named.setdefault(spot.key, []).append(spot)
        self._anchors = [anchor for spot in spots if (anchor := self._anchor(spot))]
        self._codes = {code for anchor in self._anchors for code in anchor.codes}
        self._settled: dict[str, list[tuple[int, Choice]]] = {}
        self._beside = Beside(gazetteer, self._anchors)
        self._far = list(_distinct(self._anchors))

    def choose(self, spot: Spot) -> Choice:
        """The place that `spot` means; what one mention of a name settles, holds for its open ones."""
        choice = self._decided.get((spot.key, spot.kind, spot.sentence))
        if choice is None:
            choice = self._decided[spot.key, spot.kind, spot.sentence] = self._choose(spot)
        if choice.code is None:
            return next((c for c in self._elsewhere(spot) if c.code in choice.candidates), choice)
        return choice

    def _elsewhere(self, spot: Spot) -> Iterator[Choice]:
        """What other mentions of the same name mean."""
        known = self._settled.get(spot.key)
        if known is None:
            known = self._settled[spot.key] = list(self._told(spot.key))
        return (choice for sentence, choice in known if sentence != spot.sentence)

    def _told(self, name: str) -> Iterator[tuple[int, Choice]]:
        """What the mentions of a name mean, with their sentences: two sentences of each place say all."""
        seen: dict[str | None, set[int]] = {}
        for other in self._named[name]:
            key = (other.key, other.kind, other.sentence)
            if key not in self._decided:
                self._decided[key] = self._choose(other)
            choice = self._decided[key]
            sentences = seen.setdefault(choice.code, set())
            if len(sentences) < 2 and other.sentence not in sentences:
                sentences.add(other.sentence)
                yield other.sentence, choice

    def _choose(self, spot: Spot) -> Choice:
        groups = self.groups(spot.codes, spot.kind)
        city = self._beside.city(spot)
        if city is not None and not any(self._gazetteer.contains(city, group[0]) for group in groups):
            return Choice(None)
        if len(groups) == 1:
            return Choice(groups[0][0])
        aliases = self._aliases(spot)
        scores = (self._score(spot, group) + (_ALIAS if group[0] in aliases else 0.0) for group in groups)
        scored = sorted(((score, -i, groups[i][0]) for i, score in enumerate(scores)), reverse=True)
        best, second = scored[0], scored[1]
        if best[0] - second[0] >= _MARGIN:
            return Choice(best[2])
        remaining = tuple(code for score, _, code in scored if best[0] - score < _MARGIN)
        nearest = self._nearest(spot, remaining)
        if nearest is not None:
            return Choice(nearest)
        cities = {self._gazetteer.path(code)[1] for code in remaining}
        if len(cities) == 1 and all(self._gazetteer.level(code) == "neighbourhood" for code in remaining):
            return Choice(min(remaining))  # one quarter of one city, in two of the lists that made the table
        return Choice(None, remaining)

    def _nearest(self, spot: Spot, codes: Sequence[str]) -> str | None:
        """The namesake that lies clearly nearest to the place named right behind (قرية س شرق ناحية عين عيسى)."""
        anchor = self._beside.town(spot)
        if anchor is None:
            return None
        spelled = self._gazetteer.index.spelled.get(spot.key, ())
        codes = [code for code in codes if code not in spelled] or codes
        points = [(self._gazetteer.distance(code, anchor.codes[-1]), code) for code in codes]
        ranked = sorted((distance, code) for distance, code in points if distance is not None)
        if len(ranked) < len(codes) or ranked[0][0] > _NEARISH:
            return None
        if len(ranked) > 1 and ranked[1][0] < _CLEARLY * ranked[0][0]:
            return None
        return ranked[0][1]

    def _seats(self, spot: Spot, lead: str) -> bool:
        """Whether a town is called so that gives its sub-district the name."""
        return spot.kind in _TOWNS and any(code in spot.codes for code in self._gazetteer.path(lead)[1:3])

    def _aliases(self, spot: Spot) -> Set[str]:
        """Codes that the gazetteer has the name for beside the official one; none where all lie elsewhere than told."""
        beside = self._beside.wide(spot)
        if beside and all(self._gazetteer.governorate(code) != beside.governorate for code in spot.codes):
            return frozenset()
        return self._gazetteer.index.aliases.get(spot.key, frozenset())

    def parent(self, spot: Spot) -> tuple[str, ...]:
        """Path of the parent that the text names beside `spot`; empty without one."""
        beside, city = self._beside.wide(spot), self._beside.city(spot)
        if city is not None:
            return self._gazetteer.path(city)
        return self._gazetteer.path(beside.governorate) if beside and beside.governorate else ()

    def disagreement(self, spot: Spot, code: str) -> str | None:
        """A note when the parent that the text names beside the place is not the gazetteer's."""
        beside = self._beside.wide(spot)
        if beside is None or beside.governorate in self._gazetteer.path(code):
            return None
        return f"the report says {beside.spot.key}"

    def groups(self, codes: tuple[str, ...], kind: str | None) -> list[list[str]]:
        """Codes by lineage (a town, its sub-district and district are one), each led by the one that is meant."""
        known = self._lineages.get((codes, kind))
        if known is None:
            known = self._lineages[codes, kind] = self._grouped(codes, kind)
        return known

    def _grouped(self, codes: tuple[str, ...], kind: str | None) -> list[list[str]]:
        codes = self._fitting(codes, kind)
        out: list[list[str]] = []
        for code in sorted(codes, key=lambda c: -DEPTH[self._gazetteer.level(c)]):
            home = next((g for g in out if self._gazetteer.contains(code, g[0])), None)
            if home is None:
                out.append([code])
            else:
                home.append(code)
        order = _OF_KIND.get(kind or "", _BARE)
        for group in out:
            group.sort(key=lambda c: _rank(self._gazetteer.level(c), order))
        return out

    def _fitting(self, codes: tuple[str, ...], kind: str | None) -> tuple[str, ...]:
        levels = _OF_KIND.get(kind or "")
        if levels is None:
            return codes
        fit = tuple(code for code in codes if self._gazetteer.level(code) in levels)
        if kind in ("ريف", "جهه") and fit:
            wide = tuple(c for c in fit if self._gazetteer.level(c) == "governorate")
            return wide or fit
        return fit or codes

    def _anchor(self, spot: Spot) -> Anchor | None:
        """A spot whose places all lie in one governorate."""
        if not spot.codes or spot.role in ("actor", "origin"):
            return None
        spelled = self._gazetteer.index.spelled.get(spot.key, ())
        own = tuple(code for code in spot.codes if code not in spelled)
        groups = self.groups(own or spot.codes, spot.kind)
        if len(groups) > 1:  # a sub-district's town, not a hamlet of its name
            groups = [group for group in groups if len(group) > 1 or self._seats(spot, group[0])]
        governorates = {self._gazetteer.governorate(group[0]) for group in groups}
        if len(groups) != 1 or None in governorates:
            return None
        lead = groups[0][0]
        wide = DEPTH[self._gazetteer.level(lead)] < DEPTH["community"]
        return Anchor(spot, tuple(groups[0]), governorates.pop(), None if wide else self._gazetteer.position(lead))

    def _score(self, spot: Spot, group: list[str]) -> float:
        lead = group[0]
        score = _SEAT if len(group) > 1 or self._seats(spot, lead) else 0.0
        order = _OF_KIND.get(spot.kind or "", _BARE)
        score -= 0.5 * min(_rank(self._gazetteer.level(lead), order), 1)
        if lead in self._gazetteer.index.spelled.get(spot.key, ()):
            score += _SPELLED
        if self._gazetteer.level(lead) == "neighbourhood" and self._gazetteer.path(lead)[1] not in self._codes:
            score += _STRANGER
        governorate = self._gazetteer.governorate(lead)
        point = self._gazetteer.position(lead)
        above = self._gazetteer.path(lead)[1:]
        kin = near = 0.0
        for anchor in chain(self._beside.within(spot.sentence), self._far):
            if anchor.spot is spot:
                continue
            weight = _weight(spot, anchor.spot)
            if anchor.governorate == governorate:
                kin = max(kin, weight + (_SIDE * self._faces(anchor, point) if anchor.spot.sides else 0.0))
            if anchor.codes[0] in above:
                kin = max(kin, weight * _INSIDE)
            if near < weight and anchor.point and point:
                distance = kilometres(*anchor.point, *point)
                near = max(near, weight if distance < _NEAR else weight / 2 if distance < _NEARISH else 0.0)
        return score + kin + near

    def _faces(self, anchor: Anchor, point: tuple[float, float] | None) -> float:
        """1 when `point` lies on the named side of the governorate's city, -1 when on the other."""
        centre = self._centre(anchor)
        if point is None or centre is None:
            return 0.0
        north, east = point[0] - centre[0], point[1] - centre[1]
        along = {"n": north, "s": -north, "e": east, "w": -east}
        values = [along[side] for side in anchor.spot.sides if side in along]
        return 0.0 if not values else 1.0 if all(value > 0 for value in values) else -1.0

    def _centre(self, anchor: Anchor) -> tuple[float, float] | None:
        """Position of the town that gives the countryside its name."""
        towns = [c for c in anchor.spot.codes if self._gazetteer.level(c) == "community"]
        if not towns and anchor.governorate:
            name = self._gazetteer.entry(anchor.governorate).name_ar
            towns = [c for c in self._gazetteer.by_name(name) if self._gazetteer.level(c) == "community"]
        return self._gazetteer.position(towns[0]) if towns else None


def _distinct(anchors: Sequence[Anchor]) -> Iterator[Anchor]:
    """Anchors that say different things from afar: of each, two in the headline and two elsewhere.

    Two, since one of them may be the name that is judged.
    """
    seen: dict[tuple[object, ...], int] = {}
    for anchor in anchors:
        spot = anchor.spot
        said = (anchor.codes, anchor.point, spot.codes, tuple(spot.sides), spot.sentence == 0)
        seen[said] = seen.get(said, 0) + 1
        if seen[said] <= 2:
            yield anchor


def _rank(level: Level, order: tuple[Level, ...]) -> int:
    return order.index(level) if level in order else len(order)


def _weight(spot: Spot, other: Spot) -> float:
    """How much `other` says about `spot`."""
    if spot.sentence == other.sentence:
        gap = other.begin - spot.last if other.begin > spot.first else spot.begin - other.last
        if (spot.chain is not None and spot.chain == other.chain) or (0 <= gap <= REACH):
            return _BESIDE
        return _SENTENCE
    return _HEADLINE if other.sentence == 0 else _ARTICLE
