"""Words that open a sentence on more people than those just told of: وإلى هؤلاء، علاوة عليهم، يضاف إليهم."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_ADDING: Final = frozenset({"علاوه", "فضلا", "اضافه", "بالاضافه", "زياده", "الي", "يضاف", "تضاف", "ينضم", "بمعزل"})
_EXCEPT: Final = frozenset({"عدا", "سوي", "خلا", "ماعدا", "غير"})
_THOSE: Final = frozenset({"هؤلاء", "هولاء", "اولئك", "هاتين", "هذين", "تلك"})
_THEM: Final = frozenset({"اليهم", "عنهم", "عليهم", "جانبهم", "اليهن", "عنهن", "اليهما", "عنهما", "جانبهما", "عليهما"})
_REACH: Final = 3
"""Tokens behind the word that adds, in which those it adds to are pointed at (إضافة إلى هؤلاء)."""


def besides(texts: Sequence[str], i: int) -> bool:
    """Whether what begins at `i` is told of others than those before."""
    opened = texts[i].removeprefix("و")
    near = texts[i + 1 : i + 1 + _REACH]
    if opened in _ADDING:
        return not (_THOSE | _THEM).isdisjoint(near)
    if opened == "علي":
        return near[:1] == ["حده"]
    return opened in _EXCEPT and not _THOSE.isdisjoint(near[:1])
