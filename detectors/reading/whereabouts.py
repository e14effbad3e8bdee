"""The governorate of an event whose own place is unknown or unnamed, from what the text says around it.

A village that the gazetteer lacks still lies in the governorate that its sentence names; so does an event told of
"a town in the countryside of …". Position and code stay unknown: only where to look for other reports is learnt.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

import msgspec

from detectors.reading.model import Matches, PlaceMention
from detectors.records import Place

NOWHERE: Final = Place(name="")
"""The place of an event whose report names none."""
_NOTE: Final = "governorate by the places named around it"


class Whereabouts:
    """The surroundings of one text's events."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches

    @cached_property
    def _named(self) -> list[PlaceMention]:
        return [p for p in self._m.places if not p.context_only and len(p.place.path) > 1]

    def of(self, mention: PlaceMention | None, sentence: int, position: int) -> Place:
        """The place of an event told at a sentence and token, with at least a governorate if the text gives one."""
        place = mention.place if mention else NOWHERE
        known = len(place.path) > 1 or place.level is not None
        around = () if known else self._around(sentence, position)
        return msgspec.structs.replace(place, path=around, precision="governorate", note=_NOTE) if around else place

    def _around(self, sentence: int, position: int) -> tuple[str, ...]:
        """Path of the one governorate of the sentence, else of the text; of the nearest name's in the sentence."""
        own = [p for p in self._named if p.sentence == sentence]
        if own:
            nearest = min(own, key=lambda p: (p.role != "", abs(p.first - position)))
            return nearest.place.path[-2:]
        here = [p for p in self._named if p.role == ""]
        return _only(here) or _only(self._named)


def _only(mentions: Iterable[PlaceMention]) -> tuple[str, ...]:
    paths = {p.place.path[-2:] for p in mentions}
    return paths.pop() if len(paths) == 1 else ()
