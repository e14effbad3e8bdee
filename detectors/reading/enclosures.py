"""Brackets and quotation marks right behind a figure that hold who its people are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, People
from detectors.reading.state import Told

PAIRS: Final = {"(": ")", "[": "]", "«": "»", "“": "”", '"': '"'}
"""What opens and what closes it."""
LISTED: Final = frozenset({":", "هم", "وهم"})
"""Behind these a list begins."""
CLOSERS: Final = frozenset(PAIRS.values())


class Enclosures:
    """Finds them in one article."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._m = matches

    def figure(self, people: People, told: Sequence[Told]) -> Told | None:
        """5 مدنيين (طفل في حاس، و4 نساء في الباب), 3 أشخاص "رجل وطفلان": the figure that the marks specify."""
        if not people.counted:
            return None
        for t in reversed(told):
            several = t.people.counted and t.people.low != 1
            if several and self._holds(t.people.last, people.first):
                return t
        return None

    def left(self, before: People, people: People, told: Sequence[Told]) -> Told | None:
        """ثلاثة (رجل وطفلان)، وامرأة: the figure whose marks hold the one phrase and end before the other.

        9 قتلى: 5 في رفح، و4 في غزة: behind a colon or هم the item before.
        """
        if any(self._tokens[i].text in CLOSERS for i in range(before.last, people.first)):
            return self.figure(before, told)
        of = told[-1].candidate.part_of
        first = next((t.people.first for t in told if t.candidate.part_of == of), 0)
        return told[-1] if of is not None and self._tokens[first - 1].text in LISTED else None

    def _holds(self, behind: int, at: int) -> bool:
        """The mark right behind a figure, or behind its comma, is still open at a token."""
        opener = behind + (self._tokens[behind].text in COMMAS)
        if opener >= at:
            return False
        closer = PAIRS.get(self._tokens[opener].text)
        if closer is None or (closer == '"' and self._closes(opener)):
            return False
        return all(self._tokens[i].text != closer for i in range(opener + 1, at))

    def _closes(self, i: int) -> bool:
        """Of the quotation marks of a sentence that look alike every second one closes."""
        first = self._m.document.sentences[self._m.sentence_of[i]].first
        return sum(self._tokens[j].text == '"' for j in range(first, i)) % 2 == 1
