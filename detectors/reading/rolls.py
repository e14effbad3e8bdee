"""Lists of names under "الشهداء:": as many people as are numbered, or as lines or commas part them."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches
from detectors.reading.names import Names
from detectors.reading.people import FATES, People
from detectors.text import Sentence

HEADING_REACH: Final = 8
"""Tokens between the word for the dead and the colon: where they fell."""
ITEM_REACH: Final = 16
"""Tokens of one numbered item."""
SURE: Final = 2
"""Items of a numbered row that must look like names: the rest will be, however they are written."""
LINE: Final = 7
"""Most words of a line that is a name: a title, an age."""
RELATIVES: Final = frozenset({"الذين", "اللواتي", "ممن"})
_MARKS: Final = frozenset({"-", "–", ".", ")", "_"})


class Rolls:
    """Counts the lists of names of one article."""

    def __init__(self, matches: Matches, names: Names) -> None:
        self._tokens = matches.document.tokens
        self._texts = matches.document.texts
        self._words = matches.words
        self._names = names
        self._sentences = matches.document.sentences
        self._sentence_of = matches.sentence_of

    def count(self, people: People, sentence: Sentence) -> int | None:
        """How many are named under the heading that `people` are, if they are one."""
        if people.fate is None or people.counted or ":" not in self._texts[people.last : sentence.last]:
            return None
        colon = self._colon(people.last, sentence.last)
        if colon is None:
            return None
        first = colon + 1
        numbered = self._numbered(first)
        if numbered:
            return numbered
        if first < sentence.last:
            listed = self._names.listed(first, sentence, set())
            return listed[0].low if listed else None
        return self._lines(self._sentence_of[colon] + 1)

    def _colon(self, first: int, last: int) -> int | None:
        """الشهداء:, أسماء الجرحى في المدينة:, القتلى هم: nothing but where and whence they are before the colon."""
        for i in range(first, min(first + HEADING_REACH, last)):
            words = self._words[i]
            if self._texts[i] == ":":
                return i
            relative = self._texts[i - 1] in RELATIVES
            if (
                (words.verb and not relative)
                or words.any(FATES)
                or self._texts[i] in {"،", ",", "."}
                or self._texts[i].isdigit()
            ):
                return None
        return None

    def _numbered(self, i: int) -> int | None:
        """1- … 2- … 3- …: the last number of the row."""
        count = 0
        while self._item(i, count + 1):
            count += 1
            ahead = range(i + 2, min(i + 2 + ITEM_REACH, len(self._texts)))
            i = next((j for j in ahead if self._item(j, count + 1)), len(self._texts))
        return count if count > 1 else None

    def _item(self, i: int, number: int) -> bool:
        """The number at a token and a mark behind it, and then a word."""
        if i + 2 >= len(self._texts) or self._texts[i] != str(number) or self._texts[i + 1] not in _MARKS:
            return False
        return number > SURE or self._person(i + 2)

    def _person(self, i: int) -> bool:
        """A name, or a noun such as طفلة before one."""
        return self._names.at(i + (self._words[i].noun is not None))

    def _lines(self, number: int) -> int | None:
        """One name a line."""
        count = 0
        for sentence in self._sentences[number:]:
            if not self._name(sentence):
                break
            count += 1
        return count if count > 1 else None

    def _name(self, sentence: Sentence) -> bool:
        """Nothing but a person's name, with a title or an age."""
        span = range(sentence.first, sentence.last)
        words = [i for i in span if self._texts[i].isalpha()]
        if not words or len(words) > LINE or self._texts[sentence.last - 1] in {".", ":", "؟"}:
            return False
        if any(self._words[i].verb or self._words[i].any(FATES) for i in span):
            return False
        return self._person(words[0])
