"""Who is quoted before a comma: وبحسب القيادي، جرح أربعة. What follows befell others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.people import COMMAS, People
from detectors.reading.word import Word
from detectors.text import Token

_TO: Final = frozenset({"ل", "لـ", "عن", "الي", "ما", "قال", "قاله", "ذكر", "ذكره", "افاد", "اعلن", "اعلنه", "اكد"})
"""Between وفقا and who said so (وفقا لـ, بحسب ما قال)."""
_LEADS: Final = 3
"""Words between وفق and who said so."""
_NAMED: Final = 10
"""Tokens of an office and a name before the comma."""


def quoted(tokens: Sequence[Token], words: Sequence[Word], people: People) -> bool:
    """وبحسب القيادي, وفقا للطبيب فلان, كما قال ضابط: whose word it is, up to a comma without a verb before it."""
    at = people.first - 1
    while at > 0 and people.first - at <= _LEADS and tokens[at].text in _TO:
        at -= 1
    if at < 0 or people.amount or "noun.say" not in words[at]:
        return False
    for i in range(people.last, min(people.last + _NAMED, len(tokens))):
        if tokens[i].text in COMMAS:
            return True
        if words[i].verb and not words[i].noun:
            return False
    return False
