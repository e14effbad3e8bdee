"""Deaths that somebody calls for: دعوته إلى «ألف قتيل في اليوم», دعوا إلى قتل المئات."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Candidate, Matches
from detectors.reading.people import QUOTES

_CALLING: Final = frozenset({
    "دعا", "دعت", "دعوا", "يدعو", "تدعو", "يدعون", "داعيا", "داعيه", "داعين", "دعوه", "الدعوه", "دعوته",
    "دعوتها", "دعوتهم",
})  # fmt: skip
_CALL_REACH: Final = 4
"""Tokens between a call and إلى: who makes it."""
_POINTING: Final = ("مشير", "اشار", "لافت", "منوه", "ادي", "ادت", "مستند", "نظر", "تطرق", "افض")
_POINT_REACH: Final = 5
"""Tokens between what points at deaths and إلى."""


def called_for(matches: Matches, candidate: Candidate) -> bool:
    """Whether somebody calls for the deaths; دعا إلى التحقيق في مقتل 12 tells of some."""
    texts, first = matches.document.texts, matches.document.sentences[candidate.sentence].first
    at = candidate.first if candidate.rule.startswith("noun:") else candidate.trigger
    to = at - 1 - (texts[at - 1] in QUOTES)
    if candidate.kind != "killed" or to <= first or texts[to] != "الي":
        return False
    if texts[candidate.trigger].endswith("مقتل"):
        return False  # مقتل ستة has come about, whoever calls
    if any(text.lstrip("وف").startswith(_POINTING) for text in texts[max(first, to - _POINT_REACH) : to]):
        return False  # دعا للتهدئة مشيرا إلى, أشارت الدعوة إلى
    near = texts[max(first, to - _CALL_REACH) : to]
    return any(text.removeprefix("و").removeprefix("ف") in _CALLING for text in near)
