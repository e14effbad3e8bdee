"""One article → everything that is matched in it before any fact is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from detectors.dates import find_dates
from detectors.gazetteer import Gazetteer
from detectors.lexicon import Lexicon
from detectors.numbers import read_numbers
from detectors.reading.clauses import find_clauses
from detectors.reading.model import Amount, DateMention, Matches, numbered
from detectors.reading.places.entities import Entities
from detectors.reading.places.finder import PlaceFinder
from detectors.reading.word import Dictionary, Standing
from detectors.text import Document

HEADLINE_TOKENS = 32
"""A first line of at most so many words, numbers and marks is the headline."""


class Matcher:
    """Looks every word up."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, entities: Entities | None = None) -> None:
        self._dictionary = Dictionary(lexicon)
        self._places = PlaceFinder(gazetteer, entities)

    def match(self, document: Document, published: datetime, title_end: int = 0) -> Matches:
        """Words, quantities, dates, places and clauses of a document."""
        words = self._dictionary.of(document.texts)
        sentence_of = numbered(document.sentences, len(words))
        return Matches(
            document=document,
            words=words,
            standing=Standing(words),
            find_numbers=partial(_numbers, document),
            find_places=partial(self._places.find, document, words),
            find_dates=partial(_dates, document, published, sentence_of),
            find_clauses=partial(find_clauses, document, words),
            sentence_of=sentence_of,
            state_of=self._places.states.of,
            headline=self._headline(document),
            title_end=title_end,
        )

    def _headline(self, document: Document) -> int | None:
        """The first sentence, when it is a short line of its own and more follows."""
        sentences = document.sentences
        if len(sentences) < 2 or sentences[0].last - sentences[0].first > HEADLINE_TOKENS:
            return None
        ends_line = (
            "\n" in document.norm[sentences[0].start : sentences[1].start + 1]
            or document.norm[sentences[0].end - 1 : sentences[0].end] == "\n"
        )
        return 0 if ends_line else None


def _numbers(document: Document) -> tuple[tuple[Amount, ...], tuple[Amount, ...]]:
    """Numbers that count, and those of hours and days."""
    found = read_numbers(document.tokens)
    return tuple(found.quantities), tuple(found.durations)


def _dates(document: Document, published: datetime, sentence_of: Sequence[int]) -> tuple[DateMention, ...]:
    """Stated dates with their sentences."""
    stated = find_dates(document.tokens, published)
    return tuple(DateMention(d.first, d.last, sentence_of[d.first], d.date, d.role) for d in stated)
