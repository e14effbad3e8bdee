"""Single days, months and years: by number, by name, or by their distance from the article."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from detectors.dates.cursor import BEFORE_YEAR, CENTURIES, FUTURE_DAYS, Cursor
from detectors.dates.stated import StatedDate
from detectors.records import DatePrecision, DayPart, EventDate

_THAT: Final = frozenset({"ذلك", "تلك", "ذاك", "ذات"})
UNIT_DAYS: Final = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}
WEEK: Final = 7
_BEFORE_LAST: Final = "2"
"""How many back الأسبق is (الجمعة الأسبق): one more than الماضي."""
SEASON: Final = 3
"""Months of a season; winter is told by the year that it ends in."""
_DAY_DIGITS: Final = 2
_COUNTS: Final = frozenset("123456789")
_NUMBER: Final = re.compile(r"\d{1,4}")
_SAME: Final = frozenset({"نفس", "بنفس", "ذات", "بذات"})
"""Before اليوم: the day spoken of, and not the report's own."""
_OF_A_ROW: Final = frozenset({"الاول", "الاولي", "الثاني", "الثانيه", "الثالث", "الثالثه", "الرابع", "الرابعه"})
"""Behind a weekday: one of a row of them (الجمعة الأولى من المسيرات)."""
_LATEST: Final = frozenset({"الاخير", "الاخيره"})
"""Behind قبل the end of a row rather than of the time gone by (الأسبوع قبل الأخير من رمضان)."""
_WHICH: Final = frozenset({"الذي", "التي"})
_BEFORE: Final = frozenset({"سبق", "سبقه", "سبقها", "سبقت", "سبقته", "سبقتها"})
"""What a stretch did that was before another (الأسبوع الذي سبق الهدنة)."""
_SEPARATORS: Final = frozenset({"/", "-", "."})


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


class CalendarDays(Cursor):
    """Days and months by number and name."""

    def _of_month(self, i: int) -> StatedDate | None:
        """15 نونبر، 22 من تموز 2016، 6/ تشرين الأول/ 2022، الخامس عشر من مارس."""
        text = self._text(i)
        if len(text) > 2 and text[0] in _COUNTS:
            return None  # more than a month has days
        if self._kind(i - 1, "bearer") and i:
            return None  # شارع 26 سبتمبر: its name
        day = self._day_number(i)
        if day is None:
            return None
        number, j = day
        j += self._text(j) in {"من", "/", "-"}
        j += self._kind(j, "monthword") is not None
        month = self._month_at(j) or self._this_month(j)
        if month is None or not 1 <= number <= 31:
            return None
        year = self._year_at(month[1])
        last = year[1] if year else month[1]
        last += self._kind(last, "last") is not None or self._kind(last, "current") is not None
        when = self._dated(year[0] if year else None, month[0], number)
        return self._stated(i, last, when, when, precision="day", rule="day-of-month") if when else None

    def _this_month(self, i: int) -> tuple[int, int] | None:
        """الشهر الجاري, العاشر من الشهر with no more said: the month of the article."""
        if not self._known or self._text(i) != "الشهر":
            return None
        if self._kind(i + 1, "current") is not None:
            return self._today.month, i + 2
        bare = self._text(i - 1) == "من" and not self._text(i + 1).startswith("ال")
        return (self._today.month, i + 1) if bare else None

    def _day_number(self, i: int) -> tuple[int, int] | None:
        text = self._text(i)
        if text.isascii() and text.isdigit() and len(text) <= _DAY_DIGITS:
            return int(text), i + 1
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
        mark = self._text(i + 1)
        if mark not in _SEPARATORS or self._text(i + 3) != mark:
            return None
        parts = [self._text(i + k) for k in range(5)]
        if not all(_NUMBER.fullmatch(p) for p in parts[::2]):
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
        """A month by itself: في تشرين الأول 2016، شهر آذار الماضي، خلال آب (في أب may be a father)."""
        month = self._month_at(i)
        if month is None:
            return None
        number, last = month
        year = self._year_at(last)
        gone = self._kind(year[1] if year else last, "last")
        if self._kind(last, "next"):
            return None
        loose = self._kind(i - 1, "loose") is not None or self._text(i)[:1] in {"ب", "ل"}
        sure = bool(year or gone or self._kind(i - 1, "monthword") or self._kind(i - 1, "monthly"))
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
        """عام 2011, عامي 2015 و2016, أعوام 2015 و2016 و2017."""
        named = self._kind(i, "yearword")
        if not (named or (self._kind(i, "loose") and self._may_be_year(i + 1))):
            return None
        year = self._year_at(i if named else i + 1)
        if year is None:
            return None
        end = year
        while named and self._text(end[1]) == "و" and (more := self._year_at(end[1] + 1)) and more[0] > end[0]:
            end = more
        if self._known and end[0] == self._today.year == year[0]:
            return None
        last = self._today if self._known and end[0] == self._today.year else date(end[0], 12, 31)
        return self._stated(i, end[1], date(year[0], 1, 1), last, precision="unknown", rule="year")

    def _season(self, i: int) -> StatedDate | None:
        """في خريف 2014, صيف عام 2013, الصيف الماضي; without a year it is the weather (15 ربيعا, برد الشتاء)."""
        month = self._kind(i, "season")
        if month is None:
            return None
        year, first = self._year_at(i + 1), int(month)
        gone = self._kind(i + 1, "last") is not None
        if year is None and not (gone and self._known):
            return None
        over = _month_end(self._today.year, first + SEASON - 1) < self._today
        chosen = year[0] if year else self._today.year - (not over)
        last = year[1] if year else i + 2
        end = _month_end(chosen, first + SEASON - 1)
        return self._stated(i, last, date(chosen, first, 1), end, precision="unknown", rule="season")

    def _may_be_year(self, i: int) -> bool:
        """Whether a year, or what may stand before one, begins at the token: seldom behind في or من."""
        text = self._text(i)
        return text[:1] in CENTURIES or text in BEFORE_YEAR or self._kind(i, "yearword") is not None


class RelativeDays(CalendarDays):
    """Days by their relation to the article's own."""

    def _relative(self, i: int) -> StatedDate | None:
        """اليوم، فجر اليوم، أمس الأول، الليلة الماضية."""
        part = self._part(i)
        j = i + 1 if part and (self._kind(i + 1, "day") or self._text(i + 1) == "اول") else i
        if self._text(j) == "اول" and self._kind(j + 1, "day") == "-1":
            return self._day(i, j + 2, -2, part)
        if self._text(j) == "اول" and self._text(j + 1) == "من" and self._kind(j + 2, "day") == "-1":
            return self._day(i, j + 3, -2, part)
        if i and self._text(i - 1).lstrip("وفبل") in _THAT:
            return None  # في تلك الليلة: of what was told before
        offset = self._kind(j, "day")
        if offset is None:
            return self._last_night(i)
        if offset == "-1" and self._text(j + 1) == "الاول":
            return self._day(i, j + 2, -2, part)
        if self._text(j).endswith("اليله") or self._text(j).endswith("الليله"):
            return self._night(i, j)
        other = self._kind(j + 1, "follow") or self._text(j + 1) == "ال" or self._text(i - 1) in _SAME
        if offset == "0" and other:
            return None
        return self._day(i, j + 1, int(offset), part)

    def _night(self, i: int, j: int) -> StatedDate | None:
        last = self._kind(j + 1, "last") is not None
        start = self._today - timedelta(days=int(last))
        return self._stated(i, j + 1 + last, start, self._today, precision="part_of_day", rule="relative", part="night")

    def _last_night(self, i: int) -> StatedDate | None:
        """الليلة is a day word; ليل أمس and the like are parts of days."""
        return None if self._part(i) is None or not self._kind(i + 1, "day") else self._day(i, i + 2, -1, self._part(i))

    def _day(self, first: int, last: int, offset: int, part: DayPart | None) -> StatedDate | None:
        weekday = self._kind(last, "weekday")
        when = self._today + timedelta(days=offset)
        last += weekday is not None and self._weekday_of(when, weekday)
        end = when + timedelta(days=1) if part == "night" and when < self._today else when
        precision: DatePrecision = "part_of_day" if part else "day"
        return self._stated(first, last, when, end, precision=precision, rule="relative", part=part)

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
        if self._kind(last, "next") or self._text(last) in _OF_A_ROW:
            return None
        gone, last = self._gone(last)
        start = self._latest(int(weekday), strictly=gone is not None) - timedelta(days=WEEK * (gone == _BEFORE_LAST))
        end = start + timedelta(days=(int(second) - int(weekday)) % 7) if second else start
        precision: DatePrecision = "part_of_day" if part else "days" if second else "day"
        return self._stated(i, last, start, end, precision=precision, rule="weekday", part=part)

    def _gone(self, i: int) -> tuple[str | None, int]:
        """الماضي, الأسبق, قبل الماضي, ما قبل الفائت: how many back, and the position after."""
        at = i + (self._text(i) == "ما")
        before = self._text(at) == "قبل" and self._text(at + 1) not in _LATEST
        gone = self._kind(at + 1 if before else i, "last")
        if gone is None:
            return None, i
        return (_BEFORE_LAST, at + 2) if before else (gone, i + 1)

    def _second_day(self, j: int, part: DayPart | None) -> tuple[str | None, int]:
        """The second weekday of a pair, and the position after."""
        dashed = self._text(j + 1) in {"-", "–", "/"}
        k = j + 2 if dashed else j + 1
        second = self._kind(k, "weekday")
        joined = dashed or part == "night" or self._text(k).startswith("و")
        return (second, k + 1) if second and joined else (None, j + 1)

    def _latest(self, weekday: int, strictly: bool) -> date:
        """The weekday's day; tomorrow rather than six days back, since articles are often stamped a day early."""
        back = (self._today.weekday() - weekday) % 7
        if back == WEEK - FUTURE_DAYS and not strictly:
            return self._today + timedelta(days=FUTURE_DAYS)
        return self._today - timedelta(days=back or (WEEK if strictly else 0))

    def _past_unit(self, i: int) -> StatedDate | None:
        """الأسبوع الماضي، الشهر الفائت، العام الماضي; الشتاء الذي سبقه, الأسبوع الذي سبق الهدنة."""
        earlier = self._text(i + 1) in _WHICH and self._text(i + 2) in _BEFORE
        unit = "year" if earlier and self._kind(i, "season") else self._kind(i, "unit")
        gone, last = self._gone(i + 1)
        past = earlier or gone
        if unit not in {"week", "month", "year"} or not past or self._kind(i, "several"):
            return None
        span = timedelta(days=UNIT_DAYS[unit])
        precision: DatePrecision = "week" if unit == "week" else "month" if unit == "month" else "unknown"
        end = self._today - (span if gone == _BEFORE_LAST else timedelta(days=1))
        start = self._today - (3 if gone == _BEFORE_LAST else 2) * span
        date_ = EventDate(start=start, end=end, precision=precision, stated=True)
        return StatedDate(i, i + 3 if earlier else last, date_, "past", "relative")
