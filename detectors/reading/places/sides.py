"""Directions that belong to a name: ريف حلب الغربي, شمال غربي سوريا, ريفي إدلب الجنوبي والشرقي."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words
from detectors.text import Token

_TOWARDS: Final = "جهه"
"""Kind of a name behind a direction: the country on that side of it, not the town itself."""
_NEAR: Final = "قرب"
"""Kind of a name that something is only near."""
_BETWEEN: Final = frozenset({"#", "من", "العاصمه"})
_MOST: Final = 2
"""Directions that one name takes (الشمالي الشرقي)."""


def attach_sides(spots: Sequence[Spot], tokens: Sequence[Token], words: Words) -> None:
    """Let a countryside take the directions behind it, a country those before it."""
    for spot in spots:
        if spot.kind == "ريف":
            _behind(spot, tokens, words)
        elif _countryside_of(spot, tokens, words):
            pass
        elif (spot.region is not None and spot.region.kind == "country") or spot.codes[:1] == ("SY",):
            _before(spot, tokens, words)
        else:
            _near(spot, tokens, words)


def _countryside_of(spot: Spot, tokens: Sequence[Token], words: Words) -> bool:
    """الريف الغربي لحلب, بالريف الشمالي لمحافظة حماة: the countryside of the town or province behind its side."""
    at = spot.begin - 1
    if spot.kind not in (None, "محافظه", "مدينه") or tokens[spot.begin].text[:1] != "ل":
        return False
    while at > 0 and tokens[at].text.startswith("ال") and tokens[at].text in words.sides:
        at -= 1
    if at < 0 or at == spot.begin - 1 or not tokens[at].text.endswith("الريف"):
        return False
    spot.sides = [words.sides[token.text] for token in tokens[at + 1 : spot.begin]]
    spot.kind, spot.number, spot.begin = "ريف", "s", at
    return True


def _behind(spot: Spot, tokens: Sequence[Token], words: Words) -> None:
    while spot.last < len(tokens) and len(spot.sides) < _MOST:
        text = tokens[spot.last].text
        side = words.sides.get(text) if text.startswith("ال") else None
        if side is None:
            return
        spot.sides.append(side)
        spot.last += 1


def _before(spot: Spot, tokens: Sequence[Token], words: Words) -> None:
    """شمال غربي سوريا is one name; في شمال سوريا too."""
    at = spot.begin - 1
    found: list[str] = []
    while at >= 0 and len(found) < _MOST and not spot.clitics:
        text = tokens[at].text
        bare = text[1:] if text[:1] in "وبل" and text[1:] in words.sides else text
        if bare not in words.sides or bare.startswith("ال"):
            break
        found.insert(0, words.sides[bare])
        if bare == text:
            spot.side_first = at
        at -= 1
    if spot.side_first is not None:
        spot.sides = found


def _near(spot: Spot, tokens: Sequence[Token], words: Words) -> None:
    """A side before a town (شمال حلب) tells where its neighbours lie, and is no part of the name."""
    at = spot.begin - 1
    while at > 0 and tokens[at].text in _BETWEEN:
        at -= 1  # بالقرب من العاصمة دمشق
    before = tokens[at].text if at >= 0 else ""
    if before in words["near"] and not spot.clitics:
        if spot.kind is None:
            spot.kind, spot.number = _NEAR, "s"
        return
    if spot.key in words["wide"] and spot.kind is None:
        spot.kind, spot.number = _TOWARDS, "s"
    if before in words.sides and not before.startswith("ال"):
        spot.sides = [words.sides[before]]
        if spot.kind in (None, "ناحيه", "منطقه"):
            spot.kind, spot.number = _TOWARDS, "s"
