"""The words by which an event is known again: names of the dead, of streets and schools, what was hit.

They are what is left of its sentences without the words that the lexicon knows, places, numbers and the common words of
news (`common.txt`), as hashes, since they are only ever compared.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final
from zlib import crc32

from detectors.reading.model import Matches

MOST: Final = 40
"""Hashes kept of an event, the first of the text: a name stands where the event is told, and repeats."""
_LETTERS: Final = 3
"""A stem of fewer letters is a particle or a fragment."""
_PREFIXES: Final = ("بال", "كال", "لل", "ال")


@cache
def _common() -> frozenset[str]:
    text = (files("detectors.reading") / "common.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def stem(word: str) -> str:
    """A folded word without conjunction and article, so that أحمد الخلف and والخلف meet."""
    if len(word) > _LETTERS and word[0] in "وف":
        word = word[1:]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LETTERS:
            return word.removeprefix(prefix)
    return word


class Terms:
    """The telling words of one text."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._known: dict[int, list[int]] = {}

    def of(self, sentences: Collection[int]) -> tuple[int, ...]:
        """Sorted hashes (32 bit) of the telling words of `sentences`."""
        found: dict[int, None] = {}
        for number in sorted(sentences):
            if number not in self._known:
                self._known[number] = self._of_sentence(number)
            found |= dict.fromkeys(self._known[number])
        return tuple(sorted(list(found)[:MOST]))

    def _of_sentence(self, number: int) -> list[int]:
        first, last = self._m.document.sentences[number][:2]
        texts, words = self._m.document.texts, self._m.words
        unknown = [texts[i] for i in range(first, last) if not words[i] and i not in self._m.placed]
        return [term for text in unknown if (term := _term(text)) is not None]


@lru_cache(maxsize=1 << 14)
def _term(text: str) -> int | None:
    """The hash of a word that the lexicon does not know; None for one that tells nothing."""
    if len(text) < _LETTERS or not "ء" <= text[0] <= "ي":
        return None
    word = stem(text)
    return None if len(word) < _LETTERS or word in _common() else crc32(word.encode())
