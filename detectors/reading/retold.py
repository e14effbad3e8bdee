"""What courts try and works tell: it happened long before the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.word import Word
from detectors.text import Token

_CHARGED: Final = ("noun.death", "noun.attack", "noun.massacre")
_FELL: Final = ("verb.kill", "verb.die", "noun.death")
"""Before the accused: he is the victim."""
_ACCUSES: Final = "متهم"
"""Without an article and with an object of its own: whoever speaks accuses somebody."""
_CHARGE_REACH: Final = 3
"""Tokens between a charge or a case and the deed."""
_NARRATING: Final = 6
"""Tokens between a film or a book and its verb of telling."""


def looks_back(words: Sequence[Word], tokens: Sequence[Token], i: int, first: int, last: int) -> bool:
    """المتهم بتفجير، في قضية اغتيال; الكتاب يروي: the word at `i` of the sentence `first`…`last` says so."""
    charge = words[i].get("mark.charge")
    accuses = charge is not None and charge.lemma == _ACCUSES and "al" not in charge.clitics
    if accuses and i + 1 < last and not words[i + 1].any(_CHARGED):
        return False  # قالت الجماعة … متهمة الشرطة بقتلهم
    if charge and not (i > first and words[i - 1].any(_FELL)):
        return any(words[j].any(_CHARGED) for j in range(i + 1, min(i + 1 + _CHARGE_REACH, last)))
    if "mark.fiction" in words[i] and not (i > first and tokens[i - 1].text == "في"):
        return any("mark.narrate" in words[j] for j in range(max(first, i - _NARRATING), min(i + 1 + _NARRATING, last)))
    return False
