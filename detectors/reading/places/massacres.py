"""Massacres are called after the place where they happened (ذكرى مجزرة سربرينيتسا)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from detectors.lexicon.entry import Entry
from detectors.reading.places.spot import Spot
from detectors.text import Document

_CALLED: Final = frozenset(
    f"{clitic}{word}" for clitic in ("", "و", "ل", "ب", "ك") for word in ("مجزره", "مذبحه", "مجزرتي", "مذبحتي")
)
_BEHIND: Final = frozenset({"التي", "عام", "سنه", "،", ".", "(", "؛", "في"})
"""What may stand behind the name."""
_SHORTEST: Final = 4


def massacres(spots: Sequence[Spot], document: Document, readings: Sequence[Mapping[str, Entry]]) -> list[Spot]:
    """A word that nobody knows, right behind the massacre, that is no adjective of it (مجزرة مروعة)."""
    named = document.where(_CALLED) if readings else ()
    taken = {index for spot in spots for index in range(spot.begin, spot.last)} if named else set()
    texts = document.texts
    found: list[Spot] = []
    for at, number in named:
        name = at + 1
        if name + 1 >= document.sentences[number].last or name in taken or readings[name]:
            continue
        text = texts[name]
        strange = len(text) >= _SHORTEST and text.isalpha() and not text.endswith("ه") and text[:2] != "ال"
        if strange and texts[name + 1] in _BEHIND:
            found.append(Spot(name, name + 1, number, text, "", kind="بلده", number="s", evidence=2))
    return found
