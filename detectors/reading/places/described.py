"""Places that are described and not named: بلدات جنوبية, حيا مكتظا, أحياء متباعدة من القامشلي."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.places.words import Type
from detectors.text import Token

_WHEREIN: Final = frozenset({"في", "من", "ب", "داخل", "ضمن", "وسط", "علي", "قرب", "عبر"})
"""Behind a word that describes places: where these are."""


def described(name: Sequence[Token], following: Sequence[Token], kind: Type) -> bool:
    """Whether the words behind a type word tell of what sort the places are; `following`: the token behind them."""
    text = name[0].text
    if kind.kind == "حي" and kind.number == "d" and text.endswith("ا"):
        return True  # حيا مكتظا
    if kind.number != "p" or text.startswith("ال"):
        return False
    if text.endswith("يه"):
        return True  # بلدات جنوبية
    lone = len(name) == 1 and text.endswith("ه")
    return lone and any(token.text in _WHEREIN for token in following)  # قرى متناثرة في ريف س
