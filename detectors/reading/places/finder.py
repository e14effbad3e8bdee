"""A document → the places that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from detectors.gazetteer import Gazetteer
from detectors.gazetteer.entry import ABROAD, DEPTH, Region
from detectors.lexicon.entry import Entry
from detectors.reading.model import PlaceMention
from detectors.reading.places import roles, words
from detectors.reading.places.anaphora import halved, refer_back
from detectors.reading.places.chains import chained, listed_spots
from detectors.reading.places.datelines import headings
from detectors.reading.places.entities import Entities
from detectors.reading.places.gate import Gate, Needs
from detectors.reading.places.given_away import beside_spots
from detectors.reading.places.kindred import Kindred
from detectors.reading.places.massacres import massacres
from detectors.reading.places.resolution import Lineages, Resolver
from detectors.reading.places.sides import attach_sides
from detectors.reading.places.spot import Spot
from detectors.reading.places.spots import (
    gazetteer_spots,
    typed,
    unknown_spots,
    with_features,
)
from detectors.reading.places.states import States
from detectors.reading.places.told import coloured, counted_on, old_towns, quarters, quoted, repeats, streets, two_names
from detectors.records import Place
from detectors.text import Document

_HOMELY = frozenset({"سوريا", "سوريه", "السوري", "السوريه", "السوريين", "الاسد", "الدفاع المدني"})
"""Words that say that a text is about the gazetteer's country."""

_NAMED = frozenset({"actor", "source"})
"""Roles of places abroad that a text may name whatever it is about: a power, where a report was filed."""

_DISTRICTS = frozenset({"district", "subdistrict"})
_WIDER = frozenset({"governorate", "district", "subdistrict"})


_COUNTRYSIDE = frozenset({"وريفها", "وريفه"})

_NEXT = 2
"""Words between a hospital's name and what contains the place that it is called after: في ريف."""


_SETTLED = frozenset({"قريه", "بلده", "حي", "مخيم"})
"""Type words of a village or quarter: what they name is no region or city that is called alike."""


class PlaceFinder:
    """Finds and resolves places; holds only dictionaries and what it looked up in them."""

    def __init__(self, gazetteer: Gazetteer, entities: Entities | None = None) -> None:
        self._gazetteer = gazetteer
        self._entities = entities
        self._words = words.load()
        self._kindred = Kindred(gazetteer, self._words)
        self.states = States(gazetteer, self._words)
        self._lineages: Lineages = {}
        self._needs: Needs = {}
        gazetteer.index  # noqa: B018  (built now, not inside the first article)

    def find(self, document: Document, readings: Sequence[Mapping[str, Entry]] = ()) -> tuple[PlaceMention, ...]:
        """All places, in order. `readings`: what the lexicon says of each token, to tell names from words."""
        tokens = document.tokens
        spots = typed(gazetteer_spots(document, self._gazetteer), tokens, self._words)
        coloured(spots, document)
        spots += old_towns(spots, document)
        spots += quoted(spots, document, self._words)
        spots += massacres(spots, document, readings)
        spots += unknown_spots(spots, document, self._words, readings)
        spots += listed_spots(spots, document, self._words, readings)
        spots += counted_on(spots, document, self._words, readings)
        spots += repeats(spots, document, self._words, readings)
        spots += beside_spots(spots, document, self._words, readings)
        if self._entities is not None:
            spots = self._entities.joined(spots, document)
        spots.sort(key=lambda spot: spot.begin)
        spots = chained(spots, document, self._words, readings)
        spots += repeats(spots, document, self._words, readings)  # قرى س وص وع شمال ف … فجرح رجل في ع
        spots.sort(key=lambda spot: spot.begin)
        self._whole_towns(spots)
        attach_sides(spots, tokens, self._words)
        two_names(spots, document, self._gazetteer)
        self._kindred.settle(spots, tokens)
        headings(spots, document, readings)
        spots = Gate(self._gazetteer, self._words, tokens, readings, self._needs).passed(spots)
        spots = with_features(spots, document, self._words)
        quarters(spots)
        streets(spots, document)
        roles.assign(spots, tokens, self._words, [sentence.first for sentence in document.sentences])
        self._locate_named(spots, document.texts)
        abroad = self._abroad(spots, document)
        resolver = Resolver(self._gazetteer, [] if abroad else spots, self._lineages)
        named = self._named(spots)
        mentions = [
            self._mention(spot, document, resolver, abroad or self._rather_abroad(spot, named)) for spot in spots
        ]
        return refer_back(halved(mentions), document, self._words, self._gazetteer, self.states)

    def _whole_towns(self, spots: Sequence[Spot]) -> None:
        """أحياء درعا, أحياء دوما: the quarters of a town, unless a quarter is called so, are no one quarter."""
        for spot in spots:
            alone = spot.kind == "حي" and spot.number == "p" and spot.chain is None
            levels = set(map(self._gazetteer.level, spot.codes)) if alone else set[str]()
            town = "community" in levels and ("governorate" in levels or "neighbourhood" not in levels)
            abroad = alone and not spot.codes and spot.region is not None and spot.region.kind in ("city", "province")
            if town or abroad:
                spot.kind, spot.number = "مدينه", "s"

    def _locate_named(self, spots: Sequence[Spot], texts: Sequence[str]) -> None:
        """A hospital called after a town lies in it where the text speaks of the town, or beside of what holds it."""
        own = {spot.key for spot in spots if spot.role == ""}
        for before, spot, after in zip((None, *spots), spots, (*spots[1:], None), strict=False):
            if spot.role != "named" or spot.kind is not None:  # مشفى ريف دمشق التخصصي lies in a town of it
                continue
            behind = after is not None and after.sentence == spot.sentence and after.begin - spot.last <= _NEXT
            fronted = before is not None and before.sentence == spot.sentence and before.role == ""
            held = (behind and after and self._holds(after, spot)) or (fronted and before and self._holds(before, spot))
            quoted = spot.begin > 1 and texts[spot.begin - 2] in self._words["teller"]  # قال مدير مستشفى جنين
            if held or (spot.key in own and not quoted):
                spot.role = ""

    def _holds(self, outer: Spot, inner: Spot) -> bool:
        if outer.key in self._gazetteer.index.above.get(inner.key, ()):
            return True
        return any(self._gazetteer.contains(above, own) for above in outer.codes for own in inner.codes)

    def _abroad(self, spots: Sequence[Spot], document: Document) -> bool:
        """Whether the text is about other countries: their places are named, and nothing of the gazetteer's."""
        foreign = any(s.region and s.region.kind != "region" and not s.codes and s.role not in _NAMED for s in spots)
        if not foreign:
            return False
        if any(s.codes and min(DEPTH[self._gazetteer.level(c)] for c in s.codes) <= 1 for s in spots):
            return False
        if any(s.region and s.region.kind == "region" for s in spots):
            return False
        return _HOMELY.isdisjoint(document.texts)

    def _mention(self, spot: Spot, document: Document, resolver: Resolver, abroad: bool) -> PlaceMention:
        first = spot.begin if spot.side_first is None else min(spot.begin, spot.side_first)
        outside = spot.region if not spot.codes or abroad else None
        away = self._outside(spot, outside, written(spot, document)) if outside else None
        place = away or self._place(spot, written(spot, document), resolver, abroad)
        mention = PlaceMention(
            first,
            spot.last,
            spot.sentence,
            place,
            spot.kind,
            spot.chain,
            spot.role == "actor",
            spot.role,
            spot.key,
            seat=self._seat(spot, place, document),
        )
        if away is None or place.code is not None:
            return mention
        return replace(mention, abroad=place.level, above=self._gazetteer.index.above.get(spot.key, frozenset()))

    def _seat(self, spot: Spot, place: Place, document: Document) -> str | None:
        """The widest unit that a town named without a type word, or with its countryside, gives its name.

        Of what is only near, a district.
        """
        around = spot.last < len(document.tokens) and document.tokens[spot.last].text in _COUNTRYSIDE
        if place.level != "community" or (spot.kind not in (None, "قرب", "منطقه", "قضاء") and not around):
            return None
        units = _WIDER if spot.kind is None or around else _DISTRICTS
        namesakes = [c for c in place.path[1:] if c in spot.codes and self._gazetteer.level(c) in units]
        return namesakes[-1] if namesakes else None

    def _outside(self, spot: Spot, region: Region, name: str) -> Place:
        """A place that the tree does not hold: an area without a border of its own, or one abroad."""
        if region.kind == "region" and region.parent in self._gazetteer:
            return self._gazetteer.place(region.parent, name, note=f"area of its own: {region.name_ar}")
        return Place(name=name, level=ABROAD.get(region.kind, "community"))

    def _place(self, spot: Spot, name: str, resolver: Resolver, abroad: bool) -> Place:
        """The record: resolved, or the bare name with what is left open."""
        if not spot.codes or abroad:
            return Place(name=name)
        choice = resolver.choose(spot)
        if choice.code is not None:
            return self._gazetteer.place(choice.code, name, note=resolver.disagreement(spot, choice.code))
        return Place(
            name=name, candidates=choice.candidates, path=resolver.parent(spot) or self._shared(choice.candidates)
        )

    def _named(self, spots: Sequence[Spot]) -> frozenset[str]:
        """Names and codes of wider places that the text speaks of: states apart, which are named for what they do."""
        found: set[str] = set()
        for spot in spots:
            if spot.role != "actor":
                found.add(spot.key)
                found.update(code for code in spot.codes if self._gazetteer.level(code) in _WIDER)
        return frozenset(found)

    def _rather_abroad(self, spot: Spot, named: frozenset[str]) -> bool:
        """Whether a name that villages bear too (تركيا, القاهرة, القدس) means the state or city abroad.

        It does when only what contains that one is named, when the city abroad is by far the greater, and, of names
        that are ordinary in themselves, without a type word of a village.
        """
        if spot.region is None or not spot.codes:
            return False
        if spot.region.kind == "region":  # الغوطة الشرقية is more than the sub-district that bears its name as well
            if all(self._gazetteer.level(code) == "subdistrict" for code in spot.codes):
                return True
            greater = spot.key in self._words["dominant"] and not self._at_home(spot, named)
            return spot.kind not in _SETTLED and (greater or spot.region.parent in named)
        if spot.kind not in _SETTLED and spot.key in self._gazetteer.gated:
            return True
        above = self._gazetteer.index.above.get(spot.key, frozenset())
        return not self._at_home(spot, named) and (spot.key in self._words["dominant"] or not named.isdisjoint(above))

    def _at_home(self, spot: Spot, named: frozenset[str]) -> bool:
        """Whether what contains a village of the name is named."""
        return any(code in named for own in spot.codes for code in self._gazetteer.path(own)[1:])

    def _shared(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The path that all candidates have in common."""
        paths = [self._gazetteer.path(code) for code in codes]
        return tuple(code for code in paths[0] if all(code in path for path in paths))


def written(spot: Spot, document: Document) -> str:
    """The name as the text has it: no clitics, no type word, no marks inside; directions of a countryside stay."""
    tokens = document.tokens
    start = tokens[spot.first].start + len(spot.clitics)
    name = _clean(document, start, tokens[spot.last - 1].end)
    if spot.clitics.endswith("لل"):
        name = f"ال{name}"
    if spot.kind == "ريف" and not name.startswith(("ريف", "الريف")):
        name = f"ريف {name}"
    name = name.replace("ريف العاصمة ", "ريف ")
    if spot.codes[:1] == ("SY",) and name.endswith(("سورية", "سوريه")):
        name = "سوريا"
    if spot.side_first is not None:
        name = f"{_clean(document, tokens[spot.side_first].start, tokens[spot.begin].start).strip()} {name}"
    return name


def _clean(document: Document, start: int, end: int) -> str:
    raw = document.raw[document.start(start) : document.end(end)]
    return " ".join(_DROPPED.sub("", raw).replace("_", " ").split())


_DROPPED = re.compile("[\u0640#\u200c\u200d\u200e\u200f\u202a\u202b\u202c\"'«»“”\u064b-\u0652]+")
