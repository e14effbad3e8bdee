"""The state that a place lies in and its capital, also where the text names neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from detectors.gazetteer import Gazetteer
from detectors.gazetteer.spelling import plain
from detectors.reading.model import PlaceMention
from detectors.reading.places.words import Words
from detectors.records import Level, Place


@dataclass(frozen=True, slots=True)
class States:
    """Answers from the gazetteer's tree at home, from its table of the world abroad."""

    gazetteer: Gazetteer
    words: Words

    def of(self, mention: PlaceMention) -> PlaceMention | None:
        """`mention` moved to the state around it; None where the place or its state is open."""
        if mention.place.level == "country":
            return mention
        if mention.place.path:
            return self._home(mention, mention.place.path[-1])
        regions = self.gazetteer.index.regions
        found = {regions[key].name_ar for key in mention.above if key in regions and regions[key].kind == "country"}
        if len(found) != 1:
            return None
        return _abroad(mention, found.pop(), "country", frozenset())

    def called(self, adjective: str, at: int, sentence: int) -> PlaceMention | None:
        """الصومالية → the state, as if the token at `at` named it."""
        name = self.words.nations.get(adjective)
        if name is None:
            return None
        codes = self.gazetteer.index.codes.get(plain(name), ())
        code = next((code for code in codes if self.gazetteer.level(code) == "country"), None)
        place = Place(name=name, level="country") if code is None else self.gazetteer.place(code, name)
        return PlaceMention(at, at + 1, sentence, place)

    def capital(self, state: PlaceMention, named: Sequence[PlaceMention]) -> PlaceMention | None:
        """The capital of a state, as one of `named` or of itself."""
        name = self.words.capitals.get(plain(state.place.name))
        if name is None:
            return None
        key = plain(name)
        known = next((m for m in named if m.role != "actor" and self._called(m.key) == self._called(key)), None)
        if known is not None:
            return known
        if not state.place.code:
            return _abroad(state, name, "community", frozenset({plain(state.place.name)}), key)
        codes = self.gazetteer.index.codes.get(key, ())
        city = next((code for code in codes if self.gazetteer.level(code) == "community"), None)
        return replace(state, place=self.gazetteer.place(city, name), kind=None, key=key) if city else None

    def _called(self, key: str) -> str:
        """A name by what the table calls its bearer first (كابول: كابل)."""
        region = self.gazetteer.index.regions.get(key)
        return key if region is None else plain(region.name_ar)

    def _home(self, mention: PlaceMention, code: str) -> PlaceMention | None:
        if self.gazetteer.level(code) != "country":
            return None
        entry = self.gazetteer.entry(code)
        name = next(iter(entry.aliases), entry.name_ar)
        return replace(mention, place=self.gazetteer.place(code, name), kind=None, key=plain(name), seat=None)


def _abroad(
    mention: PlaceMention, name: str, level: Level, above: frozenset[str], key: str | None = None
) -> PlaceMention:
    place = Place(name=name, level=level)
    return replace(mention, place=place, kind=None, key=key or plain(name), abroad=level, above=above, seat=None)
