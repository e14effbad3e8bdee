"""Where those are who fire, told before في: قصفت القوات حي س من مواقعها في ص, وكانت راجماتها منصوبة في ص."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from detectors.reading.people import COMMAS
from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words
from detectors.text import Token

_THEIRS: Final = ("ها", "ه", "هم")
_SET_UP: Final = 2
"""Words before the arms in which it is said that they were set up, or struck."""
_MANY: Final = frozenset({"بعشرات", "بمئات", "بعدد", "بوابل"})
_REACH: Final = 5
"""Words before في of arms and their setting up."""
_OVER: Final = 8
"""Tokens between shots and where those are who fired them, and from there to على."""


def shot_over(spots: Sequence[Spot], tokens: Sequence[Token], words: Words) -> None:
    """قذيفة أطلقها المحاصرون في حي س على ساحة في ص: whence, with where they fell behind it."""
    for there, target in pairwise(spots):
        between = [t.text for t in tokens[there.last : target.begin]]
        if there.role or between[:1] != ["علي"] or len(between) > _SET_UP + 1 or target.sentence != there.sentence:
            continue
        before = [t.text for t in tokens[max(0, there.begin - _OVER) : there.begin]]
        at = next((i for i in range(len(before) - 1, -1, -1) if before[i] in words["fired"]), None)
        if at is not None and before[at].endswith(_THEIRS) and COMMAS.isdisjoint(before[at:]):
            there.role = "launch"


def fires_there(near: list[str], bare: list[str], words: Words) -> bool:
    """Whether the words before في say so; `bare`: the same without what may be attached to them."""
    return _posted(near, bare, words) or _stationed(near, words) or _mounted(bare[-_REACH:], words)


def fires_from(bare: list[str], after: str, words: Words) -> bool:
    """قصفت قوات النظام من جبل س بلدة ص, أمطر المسلحون الحي من س بالصواريخ: whence, with who fires before من.

    Behind it stands what was hit, or with what.
    """
    hit = after in words.types or after.removeprefix("ب").removeprefix("ال") in words["fired"] or after in _MANY
    return hit and bare[-2:-1] != [] and bare[-2] in words["shooter"] and not words["fired"].isdisjoint(bare[-_REACH:])


def _posted(near: list[str], bare: list[str], words: Words) -> bool:
    """قصف من مواقع … في, من مناطق سيطرة … في: where those who fire are."""
    posts = [word for of, word in pairwise(near) if of == "من" and word in words["post"]]
    theirs = any(word.endswith(_THEIRS) for word in posts)  # قصفت القوات حي س … من مواقعها في ص
    return theirs or (bool(posts) and not words["fired"].isdisjoint(bare))


def _stationed(near: list[str], words: Words) -> bool:
    """المتمركزة في الثكنة 12 في مدينة …: where those are who fire, told by what holds it as well."""
    return any(word in words["stationed"] and after == "في" for word, after in pairwise(near))


def _mounted(bare: list[str], words: Words) -> bool:
    """وكانت راجماتها منصوبة في بلدة …, نصبت راجماتها في: where the arms were set up, unless somebody struck them."""
    at = next((i for i in range(len(bare) - 1, -1, -1) if bare[i].removeprefix("ال") in words["mount"]), None)
    if at is None or words["mounted"].isdisjoint(bare[max(0, at - _SET_UP) :]):
        return False
    return words["raid"].isdisjoint(bare[max(0, at - _SET_UP) : at])
