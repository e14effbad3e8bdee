"""Homes: أصيب طفلان من مخيم س في قصف على بلدة ص names where they live, and behind that where they were hit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.places.spot import Spot
from detectors.reading.places.words import SETTLEMENTS, Words
from detectors.text import Token

_REACH: Final = 12
"""Words behind a home within which the place of the attack is named."""
_HOMES: Final = SETTLEMENTS | {"مخيم"}
_PLACES: Final = _HOMES | {"حي"}
_STOPS: Final = frozenset(".؛:!?؟…،,")


def home(spot: Spot, tokens: Sequence[Token], words: Words, bare: Sequence[str]) -> bool:
    """Whether people are told to be from it, and another settlement follows in their clause."""
    if spot.kind not in _HOMES or bare[-1:] != ["من"] or (words["people"] | words["person"]).isdisjoint(bare[-3:-1]):
        return False
    for token in tokens[spot.last : spot.last + _REACH]:
        if token.text in _STOPS:
            return False
        kind = words.types.get(token.text)
        if kind is not None and kind.number == "s" and kind.kind in _PLACES:
            # من قرية س بريف مدينة ص, من قرية س في ناحية ص says where that lies
            return not (words["strike"] | words["fired"]).isdisjoint(_struck(tokens, spot.last, token))
    return False


def _struck(tokens: Sequence[Token], first: int, until: Token) -> set[str]:
    """The words up to a token, without what may be attached before them."""
    found: set[str] = set()
    for token in tokens[first:]:
        if token is until:
            break
        found |= {
            token.text,
            token.text.removeprefix("ب"),
            token.text.removeprefix("بال"),
            token.text.removeprefix("ال"),
        }
    return found
