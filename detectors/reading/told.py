"""What the sentences of an act say beyond its figures: where to look for it, by which words it is known again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.bare import MESSAGE
from detectors.reading.events import Act
from detectors.reading.model import Matches
from detectors.reading.terms import Terms
from detectors.reading.whereabouts import Whereabouts
from detectors.records import Place

_BEHIND: Final = 2
"""Sentences behind one that tells an act which still speak of it, when they tell no other."""


class Told:
    """The acts of one text in their sentences."""

    def __init__(self, matches: Matches, acts: Sequence[Act], seen: Sequence[Act] = ()) -> None:
        """`seen`: what the text says of acts that only others tell."""
        self._m = matches
        self._sentences = len(matches.document.sentences)
        self._acts = [*acts, *seen]
        self._only = acts[0] if len(acts) == 1 else None if acts else next(iter(seen), None)
        """The one act of a text that tells no other."""
        self._own = {id(act): {act.sentence, *(c.sentence for c in act.members)} for act in self._acts}
        self._terms = Terms(matches)
        self._whereabouts = Whereabouts(matches)

    def place(self, act: Act) -> Place:
        """Where it happened, at least the governorate if the text gives one."""
        return self._whereabouts.of(act.place, act.sentence, act.first)

    def terms(self, act: Act) -> tuple[int, ...]:
        """Hashes of the telling words of its sentences, and of the report's beginning when it tells no other act."""
        beginning = set(range(min(self._sentences, MESSAGE))) if act is self._only else set[int]()
        others = {n for other in self._acts if other is not act for n in self._own[id(other)]}
        own = self._own[id(act)]
        behind = {n + k for n in own for k in range(1, _BEHIND + 1) if n + k < self._sentences} - others
        return self._terms.of(beginning | own | behind)
