"""Lists set in lines of their own under a figure: … والقتلى هم: / - 15 مدنيا / - عنصر من الشرطة."""

from __future__ import annotations

from collections.abc import Sequence

from detectors.reading.model import Candidate, Matches
from detectors.reading.people import FATES, People
from detectors.text import Sentence

BULLETS = frozenset({"-", "–", "—", "•", "*", "▪", "●", "◾"})
LINE_REACH = 6
"""Tokens of a number with its noun, before the place of those it counts."""
HEAD_REACH = 8
"""Tokens before the colon that may name what the list holds (والقتلى والشهداء هم:)."""


class Bullets:
    """Follows the lists of one article, sentence by sentence."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._amounts = matches.amount_at.keys()
        self.whole: int | None = None
        """The figure whose list is being read."""

    def item(self, people: People, sentence: Sentence) -> bool:
        """The phrase opens a line of the list."""
        first = sentence.first + self._marked(sentence)
        return self.whole is not None and people.first == first

    def follow(self, sentence: Sentence, number: int, told: Sequence[Candidate]) -> None:
        """A sentence has been read: a colon at its end opens a list, a line without a mark ends it."""
        if self._marked(sentence) or (self.whole is not None and self._counts(sentence)):
            return
        self.whole = None
        if self._tokens[sentence.last - 1].text != ":":
            return
        near = range(max(sentence.first, sentence.last - HEAD_REACH), sentence.last)
        kinds = {FATES[c] for i in near for c in self._words[i] if c in FATES}
        for c in reversed(told):
            if c.sentence == number and c.part_of is None and (not kinds or c.kind in kinds) and (c.low or 0) > 1:
                self.whole = c.id
                return

    def _counts(self, sentence: Sentence) -> bool:
        """ثمانية عشر في درعا: a line that opens with a number and goes on with its place."""
        near = range(sentence.first, min(sentence.first + LINE_REACH, sentence.last))
        return sentence.first in self._amounts and any(self._tokens[i].text == "في" for i in near)

    def _marked(self, sentence: Sentence) -> bool:
        return self._tokens[sentence.first].text in BULLETS
