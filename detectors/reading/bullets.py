"""Lists set in lines of their own under a figure: … والقتلى هم: / - 15 مدنيا / - عنصر من الشرطة."""

from __future__ import annotations

from collections.abc import Sequence

from detectors.reading.model import Candidate, Matches
from detectors.reading.people import FATES, People
from detectors.reading.roles import Decoy, Role
from detectors.text import Sentence

BULLETS = frozenset({"-", "–", "—", "•", "*", "▪", "●", "◾"})
LINE_REACH = 6
"""Tokens of a number with its noun, before the place of those it counts."""
HEAD_REACH = 8
"""Tokens before the colon that may name what the list holds (والقتلى والشهداء هم:)."""

AS_FOLLOWS = frozenset({"التالي", "الاتي", "كالتالي", "كالاتي"})
BEFORE = 2
"""Sentences between a figure and the line that heads its list."""


class Bullets:
    """Follows the lists of one article, sentence by sentence."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._amounts = matches.amount_at.keys()
        self.whole: int | None = None
        """The figure whose list is being read."""

        self._kind, self._most = "", 0
        self._told_below = False
        """The lines of the list stand under a sentence of its own that only heads them (وتوزع القتلى كالتالي:)."""

    def item(self, people: People, sentence: Sentence, role: Role | Decoy | None) -> bool:
        """The phrase opens a line of the list, whether or not the line says once more what became of them."""
        first = sentence.first + self._marked(sentence)
        alike = role is None or (self._told_below and isinstance(role, Role) and role.kind == self._kind)
        return self.whole is not None and people.first == first and alike and (people.low or 0) <= self._most

    def follow(self, sentence: Sentence, number: int, told: Sequence[Candidate]) -> None:
        """A sentence has been read: a colon at its end opens a list, a line without a mark ends it."""
        if self._marked(sentence) or (self.whole is not None and self._counts(sentence)):
            return
        self.whole = None
        if self._tokens[sentence.last - 1].text != ":":
            return
        near = range(max(sentence.first, sentence.last - HEAD_REACH), sentence.last)
        kinds = {FATES[c] for i in near for c in self._words[i] if c in FATES}
        self._told_below = self._heads(near) and all(c.sentence != number for c in told)
        since = number - self._told_below * BEFORE
        for c in reversed(told):
            fits = since <= c.sentence <= number and c.part_of is None and (not kinds or c.kind in kinds)
            if fits and (c.low or 0) > 1:
                self.whole, self._kind, self._most = c.id, c.kind, c.low or 0
                return

    def _heads(self, near: range) -> bool:
        """وتوزعت حصيلة القتلى على النحو التالي:, وهم كالآتي:: what follows shares out the figure told before."""
        return any(self._tokens[i].text in AS_FOLLOWS or "verb.spread" in self._words[i] for i in near)

    def _counts(self, sentence: Sentence) -> bool:
        """ثمانية عشر في درعا: a line that opens with a number, and goes on with its place or stands under a head."""
        near = range(sentence.first, min(sentence.first + LINE_REACH, sentence.last))
        placed = self._told_below or any(self._tokens[i].text == "في" for i in near)
        return sentence.first in self._amounts and placed

    def _marked(self, sentence: Sentence) -> bool:
        return self._tokens[sentence.first].text in BULLETS
