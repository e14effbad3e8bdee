"""The last of a row of attacks: of old where none says when, of the news on a day or at an hour that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from detectors.lexicon.entry import Entry
from detectors.reading.model import Candidate, Matches
from detectors.text import Token

LATEST: Final = frozenset({"اخر", "واخر", "احدث", "واحدث", "ابرز", "وابرز", "اعنف", "واعنف", "اكبر", "واكبر"})
THESE: Final = frozenset({"هذه", "تلك"})
_ROWS: Final = (
    "noun.attack", "noun.accident", "noun.incident", "noun.massacre", "noun.explosion", "mark.topic", "noun.operation",
)  # fmt: skip
_WHEN: Final = ("time.day", "time.adverb")
_REACH: Final = 18
"""Tokens between the last of a row and the day or hour of it."""


def among_these(words: Sequence[Mapping[str, Entry]], tokens: Sequence[Token], i: int, last: int) -> bool:
    """وآخر هذه الحوادث، كان أعنف تلك التفجيرات: one of a row, and no news; ووقع أعنف هذه الهجمات is.

    وآخر تلك الهجمات إطلاق نار مساء الجمعة is as well.
    """
    happened = i > 0 and tokens[i - 1].text.removeprefix("و").startswith("وقع")
    if happened or i + 2 >= last or tokens[i + 1].text not in THESE:
        return False
    if any("time.adverb" in words[j] for j in range(i + 3, min(last, i + _REACH))):
        return False
    return any(c in words[i + 2] and words[i + 2][c].number == "p" for c in _ROWS)


def newest(matches: Matches, count: Candidate, c: Candidate) -> bool:
    """خسرت 25 منذ …، وآخر هذه الكمائن نصب ليل الأحد وقضى فيه اثنان: of the last of a row, on a day or hour told."""
    texts = matches.document.texts
    at = next((i for i in range(count.last, c.first - 1) if texts[i] in LATEST and texts[i + 1] in THESE), None)
    return at is not None and matches.standing.any(_WHEN, at + 2, c.first)
