"""Who works for the health of others, where no word for a trade says it: مدير مستشفى, عاملا صحيا, عناصر التمريض."""

from __future__ import annotations

from typing import Final

from detectors.reading.care import cares, vocabulary
from detectors.reading.model import Matches

_WARD_REACH: Final = 4
"""Words between a ward and the hospital that it is in."""
_IN: Final = frozenset({"في", "داخل"})
_NURSING: Final = "التمريض"
_OWNER: Final = ("تابع", "التابع")
"""Beginnings of what stands between a body and the side that runs it."""
_OWNER_REACH: Final = 4
_RANKS: Final = frozenset({"صفوف", "بين", "من", "اوساط"})
_RANKS_REACH: Final = 4
"""Words between a toll and those of whose ranks it is (عدد القتلى في صفوف الطواقم الطبية)."""


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


def nurses(matches: Matches, i: int) -> bool:
    """عناصر التمريض: what follows the members at `i` - 1."""
    return matches.document.texts[i : i + 1] == [_NURSING]


def heals(matches: Matches, i: int) -> bool:
    """الهيئة الصحية, جمعية طبية, الكوادر الطبية: those who care for the sick, told by their adjective at `i`."""
    if i == 0 or "adj.health" not in matches.words[i]:
        return False
    return matches.document.texts[i - 1] in vocabulary()["body"] or "health.staff" in matches.words[i - 1]


def runs_healers(matches: Matches, i: int) -> bool:
    """الهيئة الصحية التابعة لحزب …: a side at `i` that only runs the body before it, whose people are none of its."""
    owned = i > 0 and matches.document.texts[i - 1].startswith(_OWNER)
    return owned and any(heals(matches, j) for j in range(max(0, i - _OWNER_REACH), i - 1))


def counts_healers(matches: Matches, i: int, end: int) -> bool:
    """عدد القتلى في صفوف فرق الإسعاف: whose dead the toll counts that begins at `i`, and has its number at `end`."""
    reach, texts = range(i + 1, min(end, i + 1 + _RANKS_REACH)), matches.document.texts
    ours = (care for care in matches.made(cares) if care.target == "personnel")
    return any(care.first in reach and texts[care.first - 1] in _RANKS for care in ours)
