"""Where every date reader stands: the tokens, the words of time, the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, cast

from detectors.dates.months import MONTHS
from detectors.dates.stated import StatedDate, local_day, words
from detectors.numbers.grammar import BLANKS, Grammar
from detectors.numbers.vocabulary import Vocabulary
from detectors.records import DatePrecision, DayPart, EventDate
from detectors.text import Token

NEWS_DAYS: Final = 7
"""A stated day at most so long before publication may be the reported one; an older one is background."""
FUTURE_DAYS: Final = 1
"""Days after publication that a stated date may lie (zones, evening editions); a later one is an announcement."""
_QUOTES: Final = frozenset("\"'«»“”()/")
"""Marks that may stand around a number (خلال "8" أيام, قبل /4/ أيام)."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
CENTURIES: Final = frozenset("12")
"""Digits that a year begins with."""
BEFORE_YEAR: Final = frozenset({"،", ",", "من", "/"})
UNKNOWN_YEAR: Final = 1970
"""An article of this year has no known date."""


class Cursor:
    """Looks at the tokens of one text around a position."""

    def __init__(self, tokens: Sequence[Token], published: datetime) -> None:
        self._tokens = tokens
        self._grammar = Grammar(tokens, Vocabulary.load())
        self._texts, self._text = self._grammar.texts, self._grammar.text
        self._today = local_day(published)
        self._known = self._today.year > UNKNOWN_YEAR
        self._words = words()
        self._kinds = [*map(self._words.get, (*self._texts, *BLANKS))]
        self._atoms = Vocabulary.load().atoms

    def _kind(self, i: int, kind: str) -> str | None:
        kinds = self._kinds[i]
        return kinds.get(kind) if kinds else None

    def _part(self, i: int) -> DayPart | None:
        return cast("DayPart | None", self._kind(i, "part"))

    def _stated(
        self,
        first: int,
        last: int,
        start: date,
        end: date,
        *,
        precision: DatePrecision,
        rule: str,
        part: DayPart | None = None,
    ) -> StatedDate | None:
        """A day or days, or `part` of one; None for an announcement of what is to come."""
        if self._known and start > self._today + timedelta(days=FUTURE_DAYS):
            return None
        old = self._known and end < self._today - timedelta(days=NEWS_DAYS)
        return StatedDate(
            first,
            last,
            EventDate(start=start, end=end, precision=precision, stated=True, part=part),
            "past" if old else "event",
            rule,
        )

    def _numeral(self, text: str) -> bool:
        """A number word."""
        return text in self._atoms

    def _number(self, i: int) -> tuple[int, int] | None:
        """A whole number, in digits or words, and the position after it."""
        if i >= len(self._tokens):
            return None
        if self._text(i) == "ال":
            i += 1
        quoted = self._text(i) in _QUOTES
        i += quoted
        if i >= len(self._tokens) or self._kind(i, "unit"):
            return None
        read = self._grammar.read(i)
        if read is None:
            return None
        return read.value, read.last + (quoted and self._text(read.last) in _QUOTES)

    def _month_at(self, i: int) -> tuple[int, int] | None:
        """A month's name, its second name after a stroke included: month and the position after it."""
        text = self._text(i)
        seconds = MONTHS.get(text)
        if seconds is None and text[:1] in {"و", "ب", "ل"}:
            seconds = MONTHS.get(text[1:])
        if seconds is None:
            return None
        second = self._text(i + 1)
        month, last = (seconds.get(second) if second else None), i + 2  # "" is the month of one name
        if month is None:
            month, last = seconds.get(""), i + 1
        if month is None:
            return None
        if self._text(last) in {"/", "-", "("}:
            again = self._month_at(last + 1)
            if again is not None and again[0] == month:
                last = again[1] + (self._text(last) == "(" and self._text(again[1]) == ")")
        return month, last

    def _year_at(self, i: int) -> tuple[int, int] | None:
        """A year, with عام or a comma before it."""
        if self._text(i) in BEFORE_YEAR or self._kind(i, "yearword"):
            i += 1
            if self._kind(i, "yearword"):
                i += 1
        text = self._text(i)
        return (int(text), i + 1) if text[:1] in CENTURIES and _YEAR.fullmatch(text) else None
