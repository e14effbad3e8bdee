"""People of whom it is said behind them that they are of those just told: كان 61 طفلا و38 امرأة في عدادهم."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, FATES, PERSONS, People

_AMONG: Final = frozenset({"عدادهم", "بينهم", "بينهن", "ضمنهم", "جملتهم"})
_BEFORE: Final = frozenset({"في", "من", "كانوا", "هم"})
_ENDS: Final = COMMAS | {".", "؛", ")"}
"""Behind it; what else follows is told of people among these (سبعة مدنيين بينهم طفل)."""
_THESE: Final = frozenset({"منهم", "منها", "منهن", "منهما"})
_LISTED: Final = 4
"""People of one list, most."""


def named_among(matches: Matches, people: People, last: int) -> bool:
    """سبعة أطفال وأربع نساء في عدادهم: the list that `people` are of ends, before `last`, with of whom they are."""
    texts = matches.document.texts
    if not people.counted or people.noun is None or people.fate is not None:
        return False
    opens = people.first - (texts[people.first - 1] == "و")
    if texts[opens].startswith("و") and opens and texts[opens - 1] not in COMMAS:
        return False  # the next of a list, whose first says whose they are
    at = people.last
    for _ in range(_LISTED):
        joined = at < last and texts[at].startswith("و")
        if not joined:
            break
        at += texts[at] == "و"
        amount = matches.amount_at.get(at) if at < last else None
        at = amount.last if amount is not None else at
        if at >= last or matches.words[at].noun is None:
            return False
        at += 1
    at += at < last and texts[at] in _BEFORE
    among = at < last and texts[at] in _AMONG
    return among and (at + 1 >= last or texts[at + 1] in _ENDS)


def of_these(matches: Matches, people: People, last: int) -> bool:
    """122 جثة منها: right behind the number and its noun."""
    told = people.counted and people.last < last and "mark.subset" in matches.words[people.last]
    return told and matches.document.texts[people.last] in _THESE


def set_off(matches: Matches, people: People, last: int) -> bool:
    """ستة جرحى، شرطيان منهم: behind a comma; but قتل، وفق س، 58 مدنيا منهم 17 طفلا counts some of these themselves."""
    i = people.last + 1
    counts_on = i < last and (i in matches.amount_at or matches.words[i].any((*FATES, *PERSONS)))
    counts_on = counts_on and not matches.document.texts[i].startswith("و")  # امرأتان منهم وطفل
    return not counts_on and of_these(matches, people, last)
