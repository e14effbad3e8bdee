"""Words for fighting that goes on for long, or that is told of one town and so of one event."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches

BATTLE: Final = "معركه"
ASSAULT: Final = "عدوان"
TOWNS: Final = frozenset({"community", "neighbourhood", "landmark"})
REACH: Final = 6
"""Tokens between battles and until when they are counted."""


class Campaigns:
    """Looks at such words in one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._words = matches.words

    def battles(self, i: int) -> bool:
        """أسفرت معارك طرابلس حتى الآن: of battles that have long gone on."""
        near = range(max(self._m.document.sentences[self._m.sentence_of[i]].first, i - REACH), i)
        fights = ((j, self._words[j].get("noun.attack")) for j in near)
        named = (j + 1 for j, fight in fights if fight is not None and fight.lemma == BATTLE and fight.number == "p")
        return any(p.first == k for k in named for p in self._m.places)

    def on_town(self, i: int) -> bool:
        """العدوان على مدينة جنين: an attack on one town is news, and no war."""
        if self._words[i]["noun.span"].lemma != ASSAULT or self._m.document.texts[i + 1 : i + 2] != ["علي"]:
            return False
        return any(i + 2 <= p.first <= i + 3 and p.place.level in TOWNS for p in self._m.places)
