"""Tolls that add a report's dead to those of other days without a word of since: ليرتفع عدد الصحافيين القتلى إلى 140.

What the count is of tells a tally from the toll of one event that rose (ليرتفع عدد ضحايا الغارة إلى 31).
"""

from __future__ import annotations

from typing import Final

from detectors.gazetteer.entry import DEPTH
from detectors.lexicon.entry import Entry
from detectors.reading.extent import depth
from detectors.reading.model import Candidate, Matches, PlaceMention

TOLLS: Final = ("noun.toll", "noun.total")
SINGLE: Final = ("noun.attack", "noun.explosion")
ADDED: Final = ("adj.dying", "noun.recover", "verb.recover")
"""The wounded who died and the bodies that were found are of the event told of."""
KILLINGS: Final = ("noun.violation", "noun.death", "weapon")
"""In the plural: خروقات، اغتيالات، ألغام: what goes on for long."""
TRADES: Final = ("person.civilian", "person.combatant", "force")
MANY: Final = 2
"""How many times the report's own figure a tally is, where it is of what goes on for long."""
OF_A_TRADE: Final = 3
"""The same where it is of people of one trade or side: two of them rarely make a third of all."""
OF_A_LAND: Final = 10
"""The same where it is of a land: a bad day's other towns may be among it."""
FRONTED: Final = 8
"""Tokens behind a number in which what it counts follows (ليرتفع إلى 25 عدد العاملين)."""
LANDS: Final = frozenset({"المحافظه", "البلاد", "القطاع"})
BODIES: Final = frozenset({"المنظمه", "الحركه", "النقابه", "الجهاز", "الطواقم", "الكوادر"})
IN_IT: Final = frozenset({"فيها", "فيه", "خلالها", "خلاله"})
"""Of the event told of (عدد الصحافيين الذين قتلوا فيها)."""


class Tallies:
    """What the risen tolls of one article are of."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._at = matches.standing

    def least(self, toll: Candidate) -> int:
        """How many times the report's own figure the toll must be for a tally of other days too; 0 if it never is."""
        first, last = self._counted(toll)
        if first >= last or self._of_one_event(first, last, toll):
            return 0
        words = self._words[first:last]
        if any((entry := w.get(c)) is not None and _several(entry) for w in words for c in KILLINGS):
            return MANY
        texts = {token.text for token in self._tokens[first:last]}
        if any(self._trade(i) for i in range(first, last)) or not texts.isdisjoint(BODIES):
            return OF_A_TRADE
        lands = (m for m in self._m.places if first <= m.first < last and not m.context_only)
        return OF_A_LAND if not texts.isdisjoint(LANDS) or any(map(_land, lands)) else 0

    def _counted(self, toll: Candidate) -> tuple[int, int]:
        """The words of what is counted: between the word of toll and the number, else behind it."""
        sentence = self._m.document.sentences[toll.sentence]
        before = self._at.of_any(TOLLS, sentence.first, toll.last)
        if before:
            return before[-1] + 1, toll.last
        after = self._at.of_any(TOLLS, toll.last, min(toll.last + FRONTED, sentence.last))
        return (after[0] + 1, min(after[0] + 1 + FRONTED, sentence.last)) if after else (0, 0)

    def _of_one_event(self, first: int, last: int, toll: Candidate) -> bool:
        """ضحايا الغارة, حصيلة اليوم, ضحاياه, or one whose wounded died since."""
        for words in self._words[first - 1 : last]:
            for category in SINGLE:
                if category in words and not _several(words[category]):
                    return True
            if any(e.pronoun and c in ("noun.toll", "noun.victim", "noun.killed") for c, e in words.items()):
                return True
        of_it = any(token.text in IN_IT for token in self._tokens[first:last])
        today = self._at.any(("time.adverb",), first, last)
        return of_it or today or self._at.any(ADDED, self._m.document.sentences[toll.sentence].first, last)

    def _trade(self, i: int) -> bool:
        """الصحافيين, شهداء المنظمة: people of one trade, or of a body or force that is named as such."""
        for category in TRADES:
            entry = self._words[i].get(category)
            if entry is None or "al" not in entry.clitics:
                continue
            if category != "person.civilian" or entry.tag("group") not in (None, "children", "women"):
                return True
        return False


def _several(entry: Entry) -> bool:
    return entry.number == "p"


def _land(mention: PlaceMention) -> bool:
    return depth(mention) <= DEPTH["governorate"]
