"""What is said of most of some people, and counts nobody: 31 مقاتلا معظمهم متطرفون، و49 جنديا."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from detectors.reading.people import COMMAS
from detectors.reading.word import Word
from detectors.text import Token

_LONGEST: Final = 4
"""Tokens of a remark with its comma."""


def behind_remark(words: Sequence[Word], tokens: Sequence[Token], counted: Set[int], i: int) -> int:
    """The comma that ends a remark which begins at `i`, else `i`; `counted`: where numbers stand."""
    share = words[i].get("mark.subset") if i < len(words) else None
    if share is None or share.tag("share") is None:
        return i
    ends = range(i + 1, min(i + 1 + _LONGEST, len(tokens)))
    return next((j for j in ends if tokens[j].text in COMMAS and counted.isdisjoint(range(i, j))), i)
