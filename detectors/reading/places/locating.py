"""What stands before the name of a state where something happened in it, or struck it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words

_STATE_PLACE: Final = frozenset(
    {"في", "داخل", "شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "وسط", "انحاء", "عموم", "مناطق",
     "شهد", "شهدت", "شهدها", "شهدته", "شهدتها", "يشهد", "تشهد", "تشهدها", "يشهدها", "ضرب", "ضربت", "هز", "هزت"}
)  # fmt: skip
"""Words that make a state's name a place; bare, it is an actor (وأعلنت روسيا)."""
_SOME: Final = frozenset({"كل", "مناطق", "انحاء", "اماكن", "مواقع", "مدن", "محافظات", "اجزاء", "نواح"})
"""Behind these من leads to a state of which parts are meant."""
_SIDES: Final = frozenset(
    {f"{of}{side}" for of in ("ال", "لل") for side in ("شمال", "جنوب", "شرق", "غرب")}
    | {f"ال{side}ي" for side in ("شمال", "جنوب", "شرق", "غرب")}
)
"""الشمال الغربي من سوريا: a side of the state."""
_PARTS: Final = 2
"""Words between such a part and من."""
_BLOW: Final = 4
"""Words between a blow and على."""


def located(spot: Spot, before: Sequence[str]) -> bool:
    """في تركيا, شمال سوريا, بالعراق, في كل من العراق …, مناطق مختلفة من لبنان."""
    if before[-1:] == ["من"] and not (_SOME | _SIDES).isdisjoint(before[-_PARTS - 1 : -1]):
        return True
    last = before[-1] if before else ""
    return "ب" in spot.clitics or bool(spot.sides) or unprefixed(last) in _STATE_PLACE or spot.kind is not None


def struck(before: list[str], words: Words) -> bool:
    """العدوان على لبنان، غارات إسرائيلية على اليمن."""
    near = [unprefixed(word).removeprefix("ال") for word in before[-_BLOW:-1]]
    return before[-1:] == ["علي"] and not words["strike"].isdisjoint(near)


def unprefixed(word: str) -> str:
    """A word without و or ف before it."""
    return word[1:] if len(word) > 3 and word[0] in "وفب" else word
