"""Hospitals that victims were brought to or shared out over, and in which they died: their places are no one's fate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from detectors.reading.places.words import Words

_CARE: Final = 4
"""Words before a name within which a hospital is named that lies there."""
_POINT: Final = frozenset({"مركز", "نقطه", "مجمع", "عياده", "وحده"})
_IN: Final = ("ادخل",)
_TAKEN: Final = ("ادخل", "حمل", "يحمل", "اخذ", "نقل", "ينقل", "تنقل", "اسعف", "ارسل", "احيل", "حول", "اوصل", "سحب")
"""Beginnings of what is done with the wounded."""
_POINTS: Final = frozenset({"نقاط", "مراكز"})


def treated(opening: str, bare: list[str], after: str, words: Words) -> bool:
    """توفي في مستشفى … بمدينة س متأثرا …, يتلقون العلاج في مشفى المدينة, in one that is a place of the gazetteer's."""
    if words["received"].isdisjoint([after, *bare]):
        return False
    if opening in words["ward"]:
        return bare[-1:] == ["في"]
    while bare and bare[-1] in words.sides:
        bare = bare[:-1]  # في شرق المدينة
    inside = bare[-1:] == ["في"] or opening.startswith("ب") or not words["ward"].isdisjoint(bare[-1:])
    return inside and not words["ward"].isdisjoint(bare[-_CARE:])


def to_ward(near: list[str], words: Words) -> bool:
    """إلى مشفى, أسعف لمشفى; مدخل لمشفى is of it."""
    led = {w.removeprefix("ل") for to, w in pairwise(near) if to == "الي" or (to in words["brought"] and w[0] == "ل")}
    return not led.isdisjoint(words["ward"])


def to_clinic(before: Sequence[str], words: Words) -> bool:
    """أخذ إلى نقطة طبية, أدخلوا مركزا صحيا: where the wounded were taken; no shells that came to one."""
    for i, word in enumerate(before[:-2]):
        point = before[i + 1].removesuffix("ا") in _POINT and before[i + 2] in words["clinic"]
        if point and (word == "الي" or word.startswith(_IN)):
            return any(w.lstrip("وف").startswith(_TAKEN) for w in before[: i + 1])
    return False


def shared(bare: Sequence[str], words: Words) -> bool:
    """جرى توزيعهم على نقاط طبية في س: over hospitals; the dead are shared out over places (توزعوا على س وص)."""
    at = next((i for i, word in enumerate(bare) if word.startswith(("توز", "يتوز", "وزع"))), len(bare))
    return "علي" in bare[at:] and not (words["ward"] | _POINTS).isdisjoint(word.removeprefix("و") for word in bare[at:])
