"""Who works for the health of others, where no word for a trade says it: مدير مستشفى, عاملا صحيا."""

from __future__ import annotations

from typing import Final

from detectors.reading.care import cares, vocabulary
from detectors.reading.model import Matches

_WARD_REACH: Final = 4
"""Words between a ward and the hospital that it is in."""
_IN: Final = frozenset({"في", "داخل"})


def runs_care(matches: Matches, i: int) -> bool:
    """مدير مستشفى, نائب مدير المركز الطبي, رئيس قسم في مستشفى: a title at `i` of who runs health care."""
    first, texts = i, matches.document.texts
    while i < len(texts) and "noun.title" in matches.words[i]:
        i += 1
    if i == first:
        return False
    ours = [care.first for care in matches.made(cares) if care.target == "facility"]
    ward = range(i + 2, i + 2 + _WARD_REACH) if i < len(texts) and texts[i] in vocabulary()["part"] else range(0)
    return i in ours or any(at in ours and texts[at - 1] in _IN for at in ward)


def tends_sick(matches: Matches, i: int) -> bool:
    """عاملا صحيا, مقدمي الرعاية الصحية, موظف في القطاع الطبي: a noun at `i` of who works for the health of others."""
    texts, words, at = matches.document.texts, matches.words, i + 1
    if "person.civilian" not in words[i]:
        return False
    at += texts[at : at + 1] == ["في"]
    at += not vocabulary()["field"].isdisjoint(texts[at : at + 1])
    return at < len(texts) and "adj.health" in words[at]
