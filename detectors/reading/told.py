"""What the sentences of an act say beyond its figures: where to look for it, by which words it is known again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.events import Act
from detectors.reading.model import Matches
from detectors.reading.moments import Moments
from detectors.reading.terms import Terms
from detectors.reading.whereabouts import Whereabouts
from detectors.records import Place

_MESSAGE: Final = 8
"""Sentences of a message that tells one act and nothing else."""
NAMED: Final = 2
"""Telling words that a witness has at least: a name and a family's."""
_OF_VIOLENCE: Final = (
    "noun.mourning", "verb.mourn", "noun.killed", "noun.injured", "noun.death", "noun.body", "noun.victim", "verb.die",
    "verb.kill", "noun.attack", "verb.attack", "noun.operation", "noun.detain", "verb.detain", "weapon", "force",
    "person.combatant",
)  # fmt: skip
_BEHIND: Final = 2
"""Sentences behind one that tells an act which still speak of it, when they tell no other."""


class Told:
    """The acts of one text in their sentences."""

    def __init__(self, matches: Matches, acts: Sequence[Act]) -> None:
        self._m = matches
        self._sentences = len(matches.document.sentences)
        self._acts = acts
        self._own = {id(act): {act.sentence, *(c.sentence for c in act.members)} for act in acts}
        self._terms = Terms(matches)
        self._whereabouts = Whereabouts(matches)

    def place(self, act: Act) -> Place:
        """Where it happened, at least the governorate if the text gives one."""
        return self._whereabouts.of(act.place, act.sentence, act.first)

    def witness(self, moments: Moments) -> Act | None:
        """A message that tells no act and yet speaks of the dead, of arms or forces, by its first such word."""
        if self._acts or self._sentences > _MESSAGE:
            return None
        token = next(iter(self._m.standing.of_any(_OF_VIOLENCE, 0, len(self._m.words))), None)
        if token is None or len(self._terms.of(range(self._sentences))) < NAMED:
            return None
        sentence = self._m.sentence_of[token]
        return Act(None, moments.of(sentence, token), first=token, last=token + 1, sentence=sentence)

    def terms(self, act: Act) -> tuple[int, ...]:
        """Hashes of the telling words of its sentences."""
        if len(self._acts) <= 1 and self._sentences <= _MESSAGE:
            return self._terms.of(range(self._sentences))
        others = {n for other in self._acts if other is not act for n in self._own[id(other)]}
        own = self._own[id(act)]
        behind = {n + k for n in own for k in range(1, _BEHIND + 1) if n + k < self._sentences} - others
        return self._terms.of(own | behind)
