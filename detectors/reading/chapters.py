"""The chapters of a long report, each under a line of its own: what is spoken of at the end of one is left with it."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches

_WORDS: Final = 6
"""Most words of a chapter's heading."""
_SEVERAL: Final = 2
"""Headings that make chapters of a text."""
_STOPS: Final = frozenset({".", "؟", "!", "…", '"', "”", "»", ")"})


class Chapters:
    """Finds the headings of one text."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._sentences = matches.document.sentences
        self._named = {p.sentence for p in matches.places}
        lead = 1 + (matches.headline is not None)
        found = [n for n in range(lead, len(self._sentences) - 1) if self._heads(n)]
        self.headings = found if len(found) >= _SEVERAL else []

    def between(self, first: int, last: int) -> bool:
        """A chapter begins between two sentences."""
        return any(first < number <= last for number in self.headings)

    def _heads(self, number: int) -> bool:
        """A short line without a figure or place, between full sentences."""
        sentence = self._sentences[number]
        texts = self._m.document.texts[sentence.first : sentence.last]
        if number in self._named or not 0 < len(texts) <= _WORDS or texts[-1] in {".", "،", ":"}:
            return False
        if any(text.isdecimal() for text in texts) or not self._own_line(number):
            return False
        return self._full(number - 1) and self._full(number + 1)

    def _own_line(self, number: int) -> bool:
        norm, here = self._m.document.norm, self._sentences[number].start
        before, after = self._sentences[number - 1].start, self._sentences[number + 1].start
        return "\n" in norm[before:here].strip(" ") and "\n" in norm[here:after].strip(" ")

    def _full(self, number: int) -> bool:
        sentence = self._sentences[number]
        return sentence.first < sentence.last and self._m.document.texts[sentence.last - 1] in _STOPS
