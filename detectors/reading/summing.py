"""The day's news added to the days before: a count of few days that the sentence arrives at is no news of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from detectors.reading.model import DateMention, Matches
from detectors.reading.spells import WITHIN_DAY
from detectors.reading.tellings import BECAME

SUMMING: Final = frozenset({"بهذا", "بذلك"})
"""What the news brings a count to is told with these."""
_WITH_THEM: Final = SUMMING | {"بهم", "بهما", "به", "بها"}
_RISES: Final = ("verb.rise", "verb.raise")


class Summing:
    """Finds such counts among the sentences of one article."""

    def __init__(self, matches: Matches, counted: Sequence[int]) -> None:
        """`counted`: where the numbers of people and of time begin."""
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._standing = matches.standing
        self._sentences = matches.document.sentences
        self._counted = counted

    def up(self, span: DateMention, newest: date) -> bool:
        """وبهذا يكون 90 قد قتلوا منذ الأحد, ما يرفع الحصيلة منذ الأحد, ليبلغ من قضوا في ثلاثة أيام 45.

        `newest`: the last day that the lead states, or the day of publication.
        """
        opening = self._sentences[span.sentence].first
        if self._tokens[opening].text.lstrip("و") in SUMMING:
            return span.date.start < newest - timedelta(days=1)
        units = (self._words[i].get("time.unit") for i in range(span.first, span.last))
        hours = any(unit is not None and unit.lemma in WITHIN_DAY for unit in units)
        if span.date.start >= newest - timedelta(days=1 + hours):
            return False  # ليرتفع إلى 32 عدد القتلى خلال أقل من 40 ساعة
        rises = self._standing.of_any(_RISES, opening, span.first)
        sums = [i for i in rises if not self._of_people(i)]
        sums += [i for i in range(opening, span.first) if self._with_them(i)]
        return bool(sums) and any(opening <= i < max(sums) for i in self._counted)

    def _of_people(self, i: int) -> bool:
        """وصلوا جثثا: they came; a number that comes to something is one."""
        return any(c in _RISES and entry.number == "p" for c, entry in self._words[i].items())

    def _with_them(self, i: int) -> bool:
        """وبهذا يكون, وبهم يرتفع, فبات عدد."""
        text = self._tokens[i].text
        if text.lstrip("ولف") in BECAME:
            return self._standing.any(("noun.toll",), i + 1, i + 2)
        return text.startswith("و") and text[1:] in _WITH_THEM
