"""Lives that are counted as people are: أزهق قرابة 1400 روح."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from detectors.lexicon.entry import Entry

_SOULS: Final = frozenset({"ارواح", "نفسا"})


def soul(words: Mapping[str, Entry]) -> tuple[Entry, str] | None:
    """أزهق قرابة 1400 روح, 30 روحا بريئة: so many lives, behind a number, are so many people."""
    entry = words.get("noun.life")
    if entry is None or entry.lemma not in _SOULS or entry.number == "d" or entry.pronoun or entry.clitics:
        return None
    return entry, "person.unknown"
