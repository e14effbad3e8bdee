"""What a report says of acts that it does not tell itself: an obituary, a caption, a village in a digest.

Fusion hears them as witnesses (docs/counting.md): they join what other reports tell and make nothing of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from detectors.gazetteer.entry import DEPTH
from detectors.reading.bare import DEEDS, MESSAGE, BareActs
from detectors.reading.events import Act
from detectors.reading.extent import depth, place_key
from detectors.reading.governors import tells
from detectors.reading.mishaps import harmless
from detectors.reading.model import Matches, PlaceMention
from detectors.reading.moments import Moments
from detectors.reading.settings import Settings
from detectors.reading.terms import Terms

_CAPTION: Final = 4
"""Sentences of a caption: whom or what it shows need not be said in words of violence."""
NAMED: Final = 2
"""Telling words that a witness without a place has at least: a name and a family's."""
_OF_VIOLENCE: Final = (
    "noun.mourning", "verb.mourn", "noun.killed", "noun.injured", "noun.death", "noun.body", "noun.victim", "verb.die",
    "verb.kill", "noun.attack", "verb.attack", "noun.operation", "noun.detain", "verb.detain", "weapon", "force",
    "person.combatant",
)  # fmt: skip
_SHOWN: Final = ("noun.rubble", "thing.building", "person.civilian", "person.unknown", "noun.bury", "verb.witness")
_OF_VIOLENCE_OR_SHOWN: Final = (*_OF_VIOLENCE, *_SHOWN)


class Bystanders:
    """The acts of one text that only others tell."""

    def __init__(self, matches: Matches, settings: Settings, moments: Moments, bare: BareActs) -> None:
        self._m = matches
        self._settings = settings
        self._moments = moments
        self._bare = bare
        self._sentences = len(matches.document.sentences)
        self._beginning = min(self._sentences, MESSAGE)
        self._end = matches.document.sentences[self._beginning - 1].last if self._beginning else 0

    def beside(self, acts: Sequence[Act]) -> list[Act]:
        """Acts that others tell, beside the report's own `acts`."""
        if not acts:
            act = self._of_message()
            return [act] if act else []
        return list(self._mentioned(acts))

    def _mentioned(self, acts: Sequence[Act]) -> Iterator[Act]:
        """What the lead tells of settlements where the report counts nobody; later sentences are rather background."""
        own = {act.sentence for act in acts} | {c.sentence for act in acts for c in act.members}
        told = {code for act in acts if act.place for code in (place_key(act.place.place), *act.place.place.path)}
        for bare in self._bare.lead(own):
            if bare.place is None or depth(bare.place) < DEPTH["community"] or place_key(bare.place.place) in told:
                continue
            told.add(place_key(bare.place.place))
            yield Act(bare.place, bare.date, first=bare.token, last=bare.token + 1, sentence=bare.sentence)

    def _of_message(self) -> Act | None:
        """A text that tells no act and yet begins with the dead, arms or forces, or shows a settlement's people.

        Of a longer text than a message its beginning: what follows may be about anything.
        """
        standing = self._m.standing
        caption = self._sentences <= _CAPTION and standing.any(_SHOWN, 0, self._end)
        if not caption and not standing.any(_OF_VIOLENCE, 0, self._end):
            return None
        place = self._settlement()
        at = standing.of_any(_OF_VIOLENCE_OR_SHOWN if place and caption else _OF_VIOLENCE, 0, self._end)
        # افتتح الوزير فجر الجمعة, لقيت المسرحية استحسانا
        at = [i for i in at if not harmless(self._m, i) and tells(self._m, i, _OF_VIOLENCE_OR_SHOWN)]
        if not at or (place is None and len(Terms(self._m).of(range(self._beginning))) < NAMED):
            return None
        token, sentence = at[0], self._m.sentence_of[at[0]]
        return Act(place, self._moments.of(sentence, token), first=token, last=token + 1, sentence=sentence)

    def _settlement(self) -> PlaceMention | None:
        """The first settlement that it names as a place, unless it speaks of an act that came to nothing."""
        if self._m.standing.any(DEEDS, 0, self._end):
            return None
        groups = (g for n in range(self._beginning) for g in self._settings.groups(n) if g.role == "")
        return next((g.head for g in groups if depth(g.head) >= DEPTH["community"]), None)
