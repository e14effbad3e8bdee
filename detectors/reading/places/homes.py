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
_BY: Final = 5
"""Words of what somebody was hit by."""
_THERE: Final = frozenset({"في", "علي", "قرب"})
_REGIONS: Final = frozenset({"ريف", "محافظه", "ولايه", "ريفي", "شمال", "جنوب", "شرق", "غرب"})
_LINE: Final = 14
"""Words of a line of a roll of the dead before the home."""
_MARTYR: Final = frozenset({"الشهيد", "والشهيد", "الشهيده"})
_TITLES: Final = frozenset({"المجاهد", "القائد", "البطل", "المجاهده", "المقاوم", "المقاتل"})
_STOPS: Final = frozenset(".؛:!?؟…،,")


def home(spot: Spot, tokens: Sequence[Token], words: Words, bare: Sequence[str]) -> bool:
    """Whether people are told to be from it, and another settlement follows in their clause."""
    if bare[-1:] == ["من"] and spot.kind in _HOMES and _listed(spot, tokens, words):
        return True
    if bare[-1:] == ["من"] and not words["given"].isdisjoint(bare[-3:-1]) and _hit_elsewhere(spot, tokens, words):
        return True
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


def _listed(spot: Spot, tokens: Sequence[Token], words: Words) -> bool:
    """الشهيد المجاهد حسين علي فضل الله «أبو تراب» من بلدة س: a line of a roll, two titles, nom de guerre and home."""
    first = next((i for i in range(spot.begin - 1, max(-1, spot.begin - _LINE), -1) if _titled(tokens, i)), None)
    if first is None:
        return False
    said = {token.text for token in tokens[first + 2 : spot.begin - 1]}
    return said.isdisjoint(
        _STOPS | words["strike"] | words["fired"] | words["taken"] | words["near"] | (_THERE - {"علي"})
    )


def _titled(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i].text in _MARTYR and tokens[i + 1].text in _TITLES


def _hit_elsewhere(spot: Spot, tokens: Sequence[Token], words: Words) -> bool:
    """محمد الخالد من داعل برصاص قناص في طفس, من قرية س، بقصف على مدينة ص; a region (على ريف حلب) holds it."""
    at = spot.last + (tokens[spot.last].text in {"،", ","} if spot.last < len(tokens) else 0)
    if at >= len(tokens) or tokens[at].text.removeprefix("ب") not in words["strike"] | words["fired"] | words["fire"]:
        return False
    for i in range(at + 1, min(at + _BY, len(tokens) - 1)):
        if tokens[i].text in _STOPS:
            return False
        if tokens[i].text in _THERE:
            return tokens[i + 1].text not in _REGIONS
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


def of_somebody(bare: list[str], words: Words) -> bool:
    """الصحفي فلان من مدينة …, وهو عامل من قرية …: whose home it is; a blow from there, or an arrest, is no home."""
    return (
        not words["person"].isdisjoint(bare)
        and words["taken"].isdisjoint(bare)
        and words["fired"].isdisjoint(bare)
        and words["near"].isdisjoint(bare)
    )
