"""Health care that was hit as well, by what is said not to have spared it: لم يسلم المشفى من القصف."""

from __future__ import annotations

from typing import Final

from detectors.reading.care import Care
from detectors.reading.damage import HITS
from detectors.reading.healthwords import STOPS, unjoined, vocabulary
from detectors.reading.model import Matches

_SHORT: Final = 5
"""Words between health care and what it was short of."""
_BACK: Final = 9
"""Words between health care and what did not spare it."""
_IS: Final = frozenset({"يكن", "تكن", "ليس", "ليست", "وليس", "وليست"})
AWAY: Final = frozenset({"بمناي", "بمعزل", "بعيدا", "بعيده", "بمنجي"})
"""Behind ليس and health care: it is not out of reach of what was told."""
_FRONTED: Final = 20
"""The same as `_BACK` where what it was not spared stands between, and who says so."""
_NOT_SPARED: Final = 3
"""Words between what says that it was not spared and health care."""


class Spared:
    """Finds it in one text."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._texts = matches.document.texts
        self._v = vocabulary()

    def not_spared(self, care: Care, end: int) -> bool:
        """لم يسلم المشفى من القصف, لم تسلم من القذائف أربعة مشاف, لم يكن المشفى بمنأى عن القصف: it was hit as well."""
        first, last = self._m.document.sentences[care.sentence][:2]
        ahead = range(care.last, min(end, care.last + _BACK))
        if not self._v["shortage"].isdisjoint(self._texts[care.last : care.last + _SHORT]):
            return False  # لم يسلم من نقص الوقود
        near = range(max(first, care.first - _NOT_SPARED), care.first)
        spared = any(unjoined(self._texts, i) in self._v["spared"] for i in near) or self.fire_spared(care)
        away = any(self._texts[i] in AWAY for i in ahead) and any(self._texts[i] in _IS for i in near)
        struck = self._m.standing.any((*HITS, "noun.attack"), max(0, care.first - _BACK + 1), ahead.stop)
        shot = self._m.standing.any(("weapon",), max(0, care.first - _BACK + 1), last)
        return ((spared or away) and (struck or shot)) or self._spared_from(care, first)

    def fire_spared(self, care: Care) -> bool:
        """لم توفر المدفعية في المدينة أيا من مستشفياتها: the fire between the verb and what it did not spare."""
        first = self._m.document.sentences[care.sentence].first
        near = range(max(first + 1, care.first - _BACK), care.first - 1)
        at = next((i for i in near if self._texts[i] in self._v["sparing"] and self._texts[i - 1] == "لم"), None)
        return at is not None and self._m.words[at + 1].any(("noun.attack", "weapon", "force"))

    def _spared_from(self, care: Care, first: int) -> bool:
        """لم تسلم من قذائف الدبابات، وفق المراسل، أربعة مشاف: what they were not spared stands before them."""
        for i in range(care.first - 1, max(first, care.first - _FRONTED - 1), -1):
            words = self._m.words[i]
            if self._texts[i] in self._v["spared"] and self._texts[i + 1] == "من":
                return self._m.standing.any(("weapon", "noun.attack"), i + 2, care.first)
            told = words.verb and not words.noun and not words.any(("noun.say", "noun.attack"))
            if told or self._texts[i] in STOPS or unjoined(self._texts, i) in self._v["toward"] - {"من"}:
                return False
        return False
