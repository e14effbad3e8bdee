"""Word → readings, at run time: one dictionary hit."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Final

from detectors.lexicon.backoff import Backoff, Heads
from detectors.lexicon.entry import Entry
from detectors.lexicon.table import Table, current

_CONJUNCTIONS: Final = {"و": "wa", "ف": "fa"}
MAX_REMEMBERED: Final = 200_000
"""Distinct known words whose readings are kept ready; an archive of news has fewer."""


class Lexicon:
    """All readings of the words that Rasid knows."""

    def __init__(self, table: Table, backoff: Backoff | None = None) -> None:
        self._table = table
        self._backoff = backoff
        self._known: dict[str, tuple[Entry, ...]] = {}

    @staticmethod
    @cache
    def load() -> Lexicon:
        """The package's lexicon, read once per process."""
        return Lexicon(current())

    def backed(self, backoff: Backoff) -> Lexicon:
        """The same words, and for what the table lacks the readings of a full analyser."""
        return Lexicon(self._table, backoff)

    @property
    def name(self) -> str:
        """What else than the table takes part in reading; empty when nothing does."""
        return self._backoff.name if self._backoff else ""

    @property
    def lemmas(self) -> frozenset[tuple[str, str]]:
        """Every (folded lemma, category)."""
        return frozenset((lemma, category) for lemma, category, _, _ in self._table.rows)

    def lookup(self, token: str) -> tuple[Entry, ...]:
        """All readings of a folded token, the surest first; empty when the word is unknown."""
        known = self._known.get(token)
        if known is not None:
            return known
        readings = self._readings(token)
        if not readings and self._backoff is not None:
            readings = self._backoff.readings(token, self._heads)
        if readings and len(self._known) < MAX_REMEMBERED:
            self._known[token] = readings
        return readings

    def _readings(self, token: str) -> tuple[Entry, ...]:
        whole = tuple(self._entry(code, ()) for code in self._table.forms.get(token, ()))
        name = _CONJUNCTIONS.get(token[:1])
        if name is None:
            return whole
        return whole + tuple(self._entry(code, (name,)) for code in self._table.forms.get(token[1:], ()))

    @cached_property
    def _heads(self) -> Heads:
        """Dictionary entry → what the table says of it."""
        heads: dict[tuple[str, str], tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = {}
        for lemma, category, pos, tags in self._table.rows:
            heads[lemma, pos] = (*heads.get((lemma, pos), ()), (category, tags))
        return heads

    def _entry(self, code: int, conjunction: tuple[str, ...]) -> Entry:
        row, number = divmod(code, len(self._table.inflections))
        lemma, category, pos, tags = self._table.rows[row]
        num, gender, person, aspect, voice, state, clitics, pronoun = self._table.inflections[number]
        return Entry(
            lemma, category, pos, num, gender, person, aspect, voice, state, conjunction + clitics, pronoun, tags
        )
