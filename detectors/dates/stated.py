"""When the text says that something happened: days, parts of days, spans; relative to the article's own date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

from detectors.dates.months import MONTHS
from detectors.numbers.grammar import Grammar
from detectors.numbers.vocabulary import Vocabulary
from detectors.records import DatePrecision, EventDate
from detectors.text import Token, fold

Role: TypeAlias = Literal["event", "since", "period", "past"]

READERS_ZONE: Final = timezone(timedelta(hours=3))
"""Civil time for articles stamped in UTC: that of Syria, Iraq, Yemen (Egypt and Gaza are at most an hour behind)."""
NEWS_DAYS: Final = 7
"""A stated day at most so long before publication may be the reported one; an older one is background."""
FUTURE_DAYS: Final = 1
"""Days after publication that a stated date may lie (zones, evening editions); a later one is an announcement."""
UNIT_DAYS: Final = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}
UNKNOWN_YEAR: Final = 1970
"""An article of this year has no known date."""
_SEPARATORS: Final = frozenset({"/", "-", "."})


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date or span that the text states. Positions are token indices, half-open."""

    first: int
    last: int
    date: EventDate
    role: Role
    rule: str
    """`relative`, `weekday`, `day-of-month`, `numeric`, `month`, `year`, `ago`, `period` or `since`."""


@cache
def _words() -> dict[str, dict[str, str]]:
    """Word as written → kind → value."""
    found: dict[str, dict[str, str]] = {}
    text = (files("detectors.dates") / "data" / "words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kind, value, spellings = line.split("\t")
        for word in map(fold, spellings.split()):
            forms = [clitic + word for clitic in ("", "و", "ف", "ب", "وب", "ل")]
            forms += ["لل" + word[2:], "ولل" + word[2:]] if word.startswith("ال") else []
            for form in forms:
                found.setdefault(form, {}).setdefault(kind, value)
    return found


def local_day(published: datetime) -> date:
    """The calendar day of publication where the outlet is: its stamp's own zone, or `READERS_ZONE` for UTC."""
    if published.tzinfo is None or published.utcoffset() == timedelta(0):
        return published.replace(tzinfo=published.tzinfo or UTC).astimezone(READERS_ZONE).date()
    return published.date()


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


class Dates:
    """Reads the dates of one text."""

    def __init__(self, tokens: Sequence[Token], published: datetime) -> None:
        self._tokens = tokens
        self._today = local_day(published)
        self._known = self._today.year > UNKNOWN_YEAR
        self._words = _words()
        self._grammar = Grammar(tokens, Vocabulary.load())
        self._readers: tuple[Callable[[int], StatedDate | None], ...] = (
            self._numeric, self._of_month, self._since, self._period, self._ago, self._weekday, self._relative,
            self._past_unit, self._month, self._year,
        )  # fmt: skip

    def find(self) -> list[StatedDate]:
        """All stated dates, in order, not overlapping."""
        found: list[StatedDate] = []
        i = 0
        while i < len(self._tokens):
            text = self._tokens[i].text
            stated = None
            if text[0].isdigit() or text in self._words or self._month_at(i) or self._counts(i) or self._ordinal(i):
                stated = next((s for read in self._readers if (s := read(i))), None)
            if stated is None:
                i += 1
            else:
                found.append(stated)
                i = stated.last
        return found

    def _text(self, i: int) -> str:
        return self._tokens[i].text if 0 <= i < len(self._tokens) else ""

    def _kind(self, i: int, kind: str) -> str | None:
        return self._words.get(self._text(i), {}).get(kind)

    def _ordinal(self, i: int) -> bool:
        return self._grammar.atom(i, "ordinal") is not None

    def _counts(self, i: int) -> bool:
        return self._text(i) in {"ال", "اول", "امس"}

    def _stated(
        self, first: int, last: int, start: date, end: date, *, precision: DatePrecision, rule: str
    ) -> StatedDate | None:
        """A day or days; None for an announcement of what is to come."""
        if self._known and start > self._today + timedelta(days=FUTURE_DAYS):
            return None
        old = self._known and end < self._today - timedelta(days=NEWS_DAYS)
        return StatedDate(
            first,
            last,
            EventDate(start=start, end=end, precision=precision, stated=True),
            "past" if old else "event",
            rule,
        )

    # Days by number and month

    def _number(self, i: int) -> tuple[int, int] | None:
        """A whole number, in digits or words, and the position after it."""
        if i >= len(self._tokens):
            return None
        if self._text(i) == "ال":
            i += 1
        if i >= len(self._tokens) or self._kind(i, "unit"):
            return None
        read = self._grammar.read(i)
        return (read.value, read.last) if read is not None else None

    def _month_at(self, i: int) -> tuple[int, int] | None:
        """A month's name, its second name after a stroke included: month and the position after it."""
        text = self._text(i)
        seconds = MONTHS.get(text)
        if seconds is None and text[:1] in {"و", "ب", "ل"}:
            seconds = MONTHS.get(text[1:])
        if seconds is None:
            return None
        month, last = seconds.get(self._text(i + 1)), i + 2
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
        if self._text(i) in {"،", ",", "من"} or self._kind(i, "yearword"):
            i += 1
            if self._kind(i, "yearword"):
                i += 1
        text = self._text(i)
        return (int(text), i + 1) if re.fullmatch(r"(?:19|20)\d\d", text) else None

    def _of_month(self, i: int) -> StatedDate | None:
        """15 نونبر، 22 من تموز 2016، الخامس عشر من مارس."""
        day = self._day_number(i)
        if day is None:
            return None
        number, j = day
        j += self._text(j) == "من"
        j += self._kind(j, "monthword") is not None
        month = self._month_at(j)
        if month is None or not 1 <= number <= 31:
            return None
        year = self._year_at(month[1])
        last = year[1] if year else month[1]
        last += self._kind(last, "last") is not None or self._kind(last, "current") is not None
        when = self._dated(year[0] if year else None, month[0], number)
        return self._stated(i, last, when, when, precision="day", rule="day-of-month") if when else None

    def _day_number(self, i: int) -> tuple[int, int] | None:
        ordinal = self._grammar.atom(i, "ordinal")
        if ordinal is None:
            return self._number(i) if self._text(i)[:1].isdigit() or self._text(i) == "ال" else None
        tail = self._grammar.atom(i + 1, "ten", "tens")
        if tail is None or not (ordinal.definite and (tail.kind == "ten" or tail.conjunction)):
            return (ordinal.value, i + 1) if ordinal.definite else None
        return ordinal.value + tail.value, i + 2

    def _dated(self, year: int | None, month: int, day: int) -> date | None:
        """The date; without a year the one nearest before publication."""
        years = [year] if year else [self._today.year, self._today.year - 1]
        if year is None and not self._known:
            return None
        for candidate in years:
            if day <= calendar.monthrange(candidate, month)[1]:
                when = date(candidate, month, day)
                if year or when <= self._today + timedelta(days=FUTURE_DAYS):
                    return when
        return None

    def _numeric(self, i: int) -> StatedDate | None:
        """4/10/2016, 2016-10-04."""
        parts = [self._text(i + k) for k in range(5)]
        mark = parts[1]
        if mark not in _SEPARATORS or parts[3] != mark or not all(re.fullmatch(r"\d{1,4}", p) for p in parts[::2]):
            return None
        a, b, c = (int(p) for p in parts[::2])
        year, month, day = (a, b, c) if a > 31 else (c if c > 99 else 2000 + c, b, a)
        if month > 12 and day <= 12:
            month, day = day, month
        if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
            return None
        when = date(year, month, day)
        return self._stated(i, i + 5, when, when, precision="day", rule="numeric")

    def _month(self, i: int) -> StatedDate | None:
        """A month by itself: في تشرين الأول 2016، شهر آذار الماضي."""
        month = self._month_at(i)
        if month is None:
            return None
        number, last = month
        year = self._year_at(last)
        gone = self._kind(year[1] if year else last, "last")
        if self._kind(last, "next"):
            return None
        loose = self._kind(i - 1, "loose") is not None or self._text(i)[:1] in {"ب", "ل"}
        sure = bool(year or gone or self._kind(i - 1, "monthword"))
        if not sure and (self._kind(i, "homograph") or not loose):
            return None
        if year is None and not self._known:
            return None
        chosen = year[0] if year else self._today.year - (date(self._today.year, number, 1) > self._today)
        last = (year[1] if year else last) + (gone is not None)
        first = i - 1 if self._kind(i - 1, "monthword") else i
        return self._stated(
            first, last, date(chosen, number, 1), _month_end(chosen, number), precision="month", rule="month"
        )

    def _year(self, i: int) -> StatedDate | None:
        """عام 2011."""
        if not (self._kind(i, "yearword") or self._kind(i, "loose")):
            return None
        year = self._year_at(i) if self._kind(i, "yearword") else self._year_at(i + 1)
        if year is None or (self._known and year[0] == self._today.year):
            return None
        return self._stated(i, year[1], date(year[0], 1, 1), date(year[0], 12, 31), precision="unknown", rule="year")

    # Days by their relation to the article

    def _part(self, i: int) -> str | None:
        return self._kind(i, "part")

    def _relative(self, i: int) -> StatedDate | None:
        """اليوم، فجر اليوم، أمس الأول، الليلة الماضية."""
        part = self._part(i)
        j = i + 1 if part and (self._kind(i + 1, "day") or self._text(i + 1) == "اول") else i
        if self._text(j) == "اول" and self._kind(j + 1, "day") == "-1":
            return self._day(i, j + 2, -2, part)
        if self._text(j) == "اول" and self._text(j + 1) == "من" and self._kind(j + 2, "day") == "-1":
            return self._day(i, j + 3, -2, part)
        offset = self._kind(j, "day")
        if offset is None:
            return self._last_night(i)
        if offset == "-1" and self._text(j + 1) == "الاول":
            return self._day(i, j + 2, -2, part)
        if self._text(j).endswith("اليله") or self._text(j).endswith("الليله"):
            return self._night(i, j)
        if offset == "0" and (self._kind(j + 1, "follow") or self._text(j + 1) == "ال"):
            return None
        return self._day(i, j + 1, int(offset), part)

    def _night(self, i: int, j: int) -> StatedDate | None:
        last = self._kind(j + 1, "last") is not None
        start = self._today - timedelta(days=int(last))
        return self._stated(i, j + 1 + last, start, self._today, precision="part_of_day", rule="relative")

    def _last_night(self, i: int) -> StatedDate | None:
        """الليلة is a day word; ليل أمس and the like are parts of days."""
        return None if self._part(i) is None or not self._kind(i + 1, "day") else self._day(i, i + 2, -1, self._part(i))

    def _day(self, first: int, last: int, offset: int, part: str | None) -> StatedDate | None:
        weekday = self._kind(last, "weekday")
        when = self._today + timedelta(days=offset)
        last += weekday is not None and self._weekday_of(when, weekday)
        end = when + timedelta(days=1) if part == "night" and when < self._today else when
        return self._stated(first, last, when, end, precision="part_of_day" if part else "day", rule="relative")

    def _weekday_of(self, when: date, weekday: str) -> bool:
        return when.weekday() == int(weekday)

    def _weekday(self, i: int) -> StatedDate | None:
        """الخميس، يوم الخميس الماضي، فجر الجمعة، ليل السبت - الأحد، يومي الخميس والجمعة."""
        j, part = i, self._part(i)
        while j < i + 3 and (self._part(j) or self._kind(j, "unit") == "day" or self._text(j) == "اليوم"):
            j += 1
        weekday = self._kind(j, "weekday")
        if weekday is None or (j > i and self._text(i) == "اليوم" and self._text(i + 1) != self._text(j)):
            return None
        second, last = self._second_day(j, part)
        gone, coming = self._kind(last, "last"), self._kind(last, "next")
        if coming:
            return None
        start = self._latest(int(weekday), strictly=gone is not None)
        end = start + timedelta(days=(int(second) - int(weekday)) % 7) if second else start
        precision: DatePrecision = "part_of_day" if part else "days" if second else "day"
        return self._stated(i, last + (gone is not None), start, end, precision=precision, rule="weekday")

    def _second_day(self, j: int, part: str | None) -> tuple[str | None, int]:
        """The second weekday of a pair, and the position after."""
        dashed = self._text(j + 1) in {"-", "–", "/"}
        k = j + 2 if dashed else j + 1
        second = self._kind(k, "weekday")
        joined = dashed or part == "night" or self._text(k).startswith("و")
        return (second, k + 1) if second and joined else (None, j + 1)

    def _latest(self, weekday: int, strictly: bool) -> date:
        back = (self._today.weekday() - weekday) % 7
        return self._today - timedelta(days=back or (7 if strictly else 0))

    def _past_unit(self, i: int) -> StatedDate | None:
        """الأسبوع الماضي، الشهر الفائت، العام الماضي."""
        unit = self._kind(i, "unit")
        if unit not in {"week", "month", "year"} or not self._kind(i + 1, "last") or self._kind(i, "several"):
            return None
        span = timedelta(days=UNIT_DAYS[unit])
        precision: DatePrecision = "week" if unit == "week" else "month" if unit == "month" else "unknown"
        date_ = EventDate(
            start=self._today - 2 * span, end=self._today - timedelta(days=1), precision=precision, stated=True
        )
        return StatedDate(i, i + 2, date_, "past", "relative")

    # Spans

    def _count(self, i: int) -> tuple[str, int, int] | None:
        """24 ساعة، الأيام ال26، يومين، أيام: unit, how many, the position after (last words included)."""
        number = self._number(i)
        j = number[1] if number else i
        j += self._kind(j, "few") is not None
        unit = self._kind(j, "unit")
        if unit is None:
            return None
        count = number[0] if number else int(self._kind(j, "dual") or self._kind(j, "several") or 1)
        j += 1
        after = self._number(j) if number is None and self._text(j).startswith("ال") else None
        if after is not None:
            count, j = after
        j += self._kind(j, "few") is not None
        return unit, count, j + (self._kind(j, "last") is not None)

    def _back(self, unit: str, count: int) -> date:
        days = -(-count // 24) if unit == "hour" else UNIT_DAYS[unit] * count
        return self._today - timedelta(days=min(days, 36_500) if self._known else min(days, 365))

    def _since(self, i: int) -> StatedDate | None:
        """منذ 15 نونبر، منذ بداية العام، منذ ثلاثة أيام، منذ أمس."""
        if not self._kind(i, "since"):
            return None
        if self._kind(i + 1, "begin") and self._kind(i + 2, "unit") in {"year", "month"}:
            start = (
                self._today.replace(day=1)
                if self._kind(i + 2, "unit") == "month"
                else self._today.replace(month=1, day=1)
            )
            last = i + 3 + (self._kind(i + 3, "current") is not None)
            return self._span(i, last, start, "since")
        year = self._year_at(i + 1)
        if year is not None:
            return self._span(i, year[1], date(year[0], 1, 1), "since")
        count = self._count(self._unbounded(i + 1))
        if count is not None:
            return self._span(i, count[2], self._back(count[0], count[1]), "since")
        begin = i + 2 if self._kind(i + 1, "begin") or self._text(i + 1) in {"يوم", "تاريخ"} else i + 1
        for read in (
            self._numeric,
            self._of_month,
            self._weekday,
            self._relative,
            self._past_unit,
            self._month,
            self._year,
        ):
            stated = read(begin) if begin < len(self._tokens) else None
            if stated is not None:
                return self._span(i, stated.last, stated.date.start, "since")
        return None

    def _unbounded(self, i: int) -> int:
        """Past أكثر من، نحو."""
        if self._text(i) in {"اكثر", "ازيد"} and self._text(i + 1) == "من":
            return i + 2
        return i + 1 if self._text(i) in {"نحو", "حوالي", "قرابه"} else i

    def _span(self, first: int, last: int, start: date, role: Role) -> StatedDate:
        start = min(start, self._today)
        days = (self._today - start).days
        precision: DatePrecision = (
            "days" if days <= 6 else "week" if days <= 13 else "month" if days <= 31 else "unknown"
        )
        return StatedDate(
            first, last, EventDate(start=start, end=self._today, precision=precision, stated=True), role, role
        )

    def _period(self, i: int) -> StatedDate | None:
        """خلال الساعات ال72 الماضية، في الأيام الماضية، على مدى أسبوعين."""
        during = self._kind(i, "during") is not None
        if not during and self._text(i) not in {"في", "وفي"}:
            return None
        count = self._count(i + 1)
        if count is None or (not during and self._kind(count[2] - 1, "last") is None):
            return None
        if not during and self._kind(i + 1, "unit") and not self._kind(i + 1, "several"):
            return None
        return self._span(i, count[2], self._back(count[0], count[1]), "period")

    def _ago(self, i: int) -> StatedDate | None:
        """قبل يومين، قبل ثلاثة أسابيع، قبل نحو شهر."""
        if not self._kind(i, "ago"):
            return None
        start = self._unbounded(i + 1)
        count = self._count(start)
        if count is None:
            return None
        unit, number, last = count
        when = self._back(unit, number)
        precision: DatePrecision = {"hour": "day", "day": "day", "week": "week", "month": "month"}.get(unit, "unknown")  # type: ignore[assignment]
        if self._kind(start, "several") and not self._number(start):
            precision = "days" if unit == "day" else precision
        return self._stated(i, last, when, when, precision=precision, rule="ago")


def find_dates(tokens: Sequence[Token], published: datetime) -> list[StatedDate]:
    """Dates and spans that a text states, in order; `published` decides what أمس or الخميس is."""
    return Dates(tokens, published).find()
