"""Others who were pulled out beside the dead: مقتل خمسة، فضلا عن انتشال 9 آخرين من تحت الأنقاض; some may be alive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.model import Candidate, Matches
from detectors.reading.people import People
from detectors.reading.roles import Role

_PULLED: Final = ("noun.recover", "verb.recover")
_OUT: Final = frozenset({"انتشل", "انتشال"})
"""What is done to the dead rather than to the living (إخراج، إنقاذ)."""
_REACH: Final = 4
"""Tokens between that and whom: who pulled them out."""
_ALIVE: Final = frozenset({"احياء", "حيا", "حيه", "حيين", "الحياه", "ناجين", "ناجيا", "مصابين", "جرحي"})
_ALIVE_REACH: Final = 8


def unearthed(matches: Matches, people: People, told: Sequence[Candidate]) -> Role | None:
    """What befell `people`, who are counted as others than the dead whom the sentence told of last."""
    texts, words, first = matches.document.texts, matches.words, people.first
    number = matches.sentence_of[first]
    last = told[-1] if told and told[-1].sentence == number else None
    if last is None or last.kind != "killed" or not (people.others and people.amount) or people.fate is not None:
        return None
    for i in range(first - 1, max(last.last, first - _REACH) - 1, -1):
        pulled = next((words[i][category] for category in _PULLED if category in words[i]), None)
        if pulled is not None:
            end = min(people.last + _ALIVE_REACH, matches.document.sentences[number].last)
            alive = pulled.lemma not in _OUT or not _ALIVE.isdisjoint(texts[people.last : end])
            return None if alive else Role("killed", i, "noun.body")
    return None
