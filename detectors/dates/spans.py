"""Spans of time, and the whole of a text's dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final, TypeAlias

from msgspec.structs import replace

from detectors.dates.days import UNIT_DAYS, RelativeDays
from detectors.dates.months import MONTHS
from detectors.dates.stated import Role, StatedDate, words
from detectors.numbers.vocabulary import Beginnings, Vocabulary
from detectors.records import DatePrecision, EventDate
from detectors.text import Token

Read: TypeAlias = Callable[["Dates", int], StatedDate | None]
"""Reads the date that begins at a token."""
BOUNDS: Final = frozenset({"يقارب", "يقرب", "يناهز", "يزيد", "يربو", "يفوق", "يتجاوز", "يجاوز"})
"""Behind ما, before a number that they bound."""
AGO_DAYS: Final = 3
"""Days after which what happened "so long ago" is background (reading guide: news is of the last 24 to 72 hours)."""
ENDS: Final = frozenset({"", ".", "،", ",", "؛", "واحد"})
"""Behind في أسبوع, في شهر, which then is a stretch; no month's name follows."""
_WHOLE: Final = frozenset({"week", "month", "year"})
_NAME: Final = 3
"""Words between خلال and how long it lasted: the noun's own, and التي."""
_DAYS: Final = frozenset({"ايام", "يوم"})
"""Between أول and the year that it is the first of."""
_END: Final = frozenset({"نهايه", "اواخر", "اخر", "منتصف", "اوائل", "مطلع"})
_DIGITS: Final = ("_numeric", "_of_month")
_ORDER: Final = (
    "_between", "_numeric", "_of_month", "_since", "_period", "_ago", "_weekday", "_relative", "_past_unit", "_month",
    "_year", "_season",
)  # fmt: skip
"""Readers in the order in which they are asked."""
_BY_KIND: Final = {
    "since": ("_since",),
    "during": ("_period",),
    "ago": ("_ago",),
    "weekday": ("_weekday",),
    "part": ("_weekday", "_relative"),
    "day": ("_weekday", "_relative"),
    "unit": ("_weekday", "_past_unit"),
    "yearword": ("_year",),
    "loose": ("_year",),
    "season": ("_season", "_past_unit"),
}
"""Kind of word → readers of what it may begin."""


@cache
def _plan() -> dict[str, tuple[Read, ...]]:
    """Word → readers to ask when it is met; "" → those to ask when a digit is."""
    asked: dict[str, set[str]] = {"ال": {"_of_month"}, "اول": {"_relative"}, "في": {"_period"}, "وفي": {"_period"}}
    asked["بين"] = {"_between"}
    for word, kinds in words().items():
        for kind in kinds:
            asked.setdefault(word, set()).update(_BY_KIND.get(kind, ()))
    for word in MONTHS:
        for clitic in ("", "و", "ب", "ل"):
            asked.setdefault(clitic + word, set()).add("_month")
    for word, atoms in Vocabulary.load().atoms.items():
        if any(atom.kind == "ordinal" for atom in atoms):
            asked.setdefault(word, set()).add("_of_month")
    asked[""] = set(_DIGITS)
    return {word: _readers(name for name in _ORDER if name in names) for word, names in asked.items() if names}


@cache
def _begins() -> Beginnings:
    return Beginnings(_plan())


def _readers(names: Iterable[str]) -> tuple[Read, ...]:
    return tuple(getattr(Dates, name) for name in names)


class Dates(RelativeDays):
    """Reads the dates of one text."""

    def find(self) -> list[StatedDate]:
        """All stated dates, in order, not overlapping."""
        found: list[StatedDate] = []
        plan, end = _plan(), 0
        digits = plan[""]
        for i in _begins().among(self._texts):
            if i < end:
                continue
            for read in plan.get(self._texts[i], digits):
                stated = read(self, i)
                if stated is not None:
                    found.append(stated)
                    end = stated.last
                    break
        return found

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
        unit = self._kind(i + 2, "unit") if self._kind(i + 1, "begin") else None
        if unit in {"year", "month"}:
            last = i + 3 + (self._kind(i + 3, "current") is not None)
            return self._span(i, last, self._begun(unit), "since")
        year = self._year_at(i + 1)
        if year is not None:
            return self._span(i, year[1], date(year[0], 1, 1), "since")
        count = self._count(self._unbounded(i + 1))
        named = self._text(i + 1) == "يوم" and self._weekday(i + 1) is not None  # منذ يوم الجمعة
        if count is not None and not named:
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
                if stated.rule == "weekday" and stated.last < len(self._tokens):  # منذ الثلاثاء 15 نوفمبر
                    stated = self._numeric(stated.last) or self._of_month(stated.last) or stated
                return self._span(i, stated.last, stated.date.start, "since")
        return None

    def _begun(self, unit: str) -> date:
        """First day of the running month or year; a whole one before an article without a date."""
        if not self._known:
            return self._today - timedelta(days=UNIT_DAYS[unit])
        return self._today.replace(day=1) if unit == "month" else self._today.replace(month=1, day=1)

    def _unbounded(self, i: int) -> int:
        """Past أكثر من، نحو، ما يقارب، ما يزيد على."""
        if self._text(i) == "ما" and self._text(i + 1) in BOUNDS:
            i += 2
            return i + (self._text(i) in {"من", "علي", "عن"})
        if self._text(i) in {"اكثر", "ازيد", "اقل"} and self._text(i + 1) == "من":
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
        years = self._year(i + 1) if during and self._kind(i + 1, "yearword") else None
        if years is not None:
            return StatedDate(i, years.last, years.date, "period", "period")  # خلال أعوام 2015 و2016
        if not during and self._text(i) not in {"في", "وفي"}:
            return None
        named = self._nth(i + 1, its=during) or self._lasting(i + 2)
        if named is not None:
            return self._span(i, named[2], self._back(named[0], named[1]), "period")
        counted = during or self._counts(self._unbounded(i + 1))  # في أقل من أربعة أشهر
        count = self._count(self._unbounded(i + 1)) if counted else None
        if count is None or (not during and not self._long(i, count)):
            return None
        last = self._last_whole(i, count) if during else None
        return last or self._span(i, count[2], self._back(count[0], count[1]), "period")

    def _between(self, i: int) -> StatedDate | None:
        """بين 4 و11 تشرين الأول، بين الرابع والحادي عشر من أيار: more days than are news, from the one to the other."""
        opened = self._opening(i + 1)
        first = None if opened else self._numeric(i + 1) or self._of_month(i + 1)
        began = None if first or opened else self._day_number(i + 1)
        at = opened[1] if opened else first.last if first else began[1] if began else i
        at += self._text(at) == "و"
        at += bool(first or opened) and self._kind(at, "last") is not None  # 20 آذار الفائت
        last = self._of_month(at) if began else self._closing(at) if first or opened else None
        if last is None:
            return None
        end = last.date.end
        start = first.date.start if first else end.replace(day=min(began[0], end.day)) if began else end
        start = opened[0] if opened else start
        if not AGO_DAYS < (end - start).days <= UNIT_DAYS["year"]:
            return None
        when = EventDate(start=start, end=end, precision="days", stated=True)
        return StatedDate(i, last.last, when, "period", "period")

    def _opening(self, i: int) -> tuple[date, int] | None:
        """أول أيام 2019, مطلع العام, بداية شباط, شباط: from when a count runs, and the position after it."""
        at = i + (self._kind(i, "begin") is not None)
        at += self._text(at) in _DAYS
        unit = self._kind(at, "unit") if at > i else None
        if unit in {"year", "month"} and self._year_at(at) is None:
            return self._begun(unit), at + 1 + (self._kind(at + 1, "current") is not None)
        year = self._year_at(at) if at > i else None
        if year is not None:
            return date(year[0], 1, 1), year[1]
        month = self._begun_month(at) if at > i else self._month(at)
        return (month.date.start, month.last) if month is not None else None

    def _begun_month(self, i: int) -> StatedDate | None:
        """أول آذار, سادس أيام نيسان: a month that the word before makes sure of."""
        month = self._month_at(i)
        if month is None or not self._known:
            return None
        year = self._year_at(month[1])
        day = self._dated(year[0] if year else None, month[0], 1)
        last = year[1] if year else month[1]
        return self._stated(i, last, day, day, precision="month", rule="month") if day else None

    def _closing(self, i: int) -> StatedDate | None:
        """27 نيسان, سادس أيام نيسان, نهاية آذار, اليوم: until when."""
        at = i + (self._text(i).removeprefix("و") in _END)
        nth = self._grammar.atom(at, "ordinal") if self._text(at + 1) in _DAYS else None
        month = self._begun_month(at + 2) if nth is not None else None
        if nth is not None and month is not None:
            day = month.date.start + timedelta(days=nth.value - 1)
            return self._stated(at, month.last, day, day, precision="day", rule="day-of-month")
        begun = self._begun_month(at) if at > i else None  # آخر نيسان
        return self._numeric(at) or self._of_month(at) or self._month(at) or begun or self._relative(at)

    def _nth(self, i: int, *, its: bool) -> tuple[str, int, int] | None:
        """أول شهر من, الأسبوع الثاني من: a whole unit of something that goes on; the position after it.

        `its`: it may be said whose (خلال شهرها الأول); رضيع في شهره الثامن is so old, طالب في السنة الثالثة so far.
        """
        first = self._text(i) == "اول"
        whose = self._kind(i, "unit_of") if its else None
        unit = self._kind(i + first, "unit") or whose
        definite = whose or self._text(i).startswith("ال")
        ordinal = first or (definite and self._text(i + 1).startswith("ال") and self._grammar.atom(i + 1, "ordinal"))
        of = self._text(i + 2)
        told = its or of == "من" or of.startswith("لل")
        return (unit, 1, i + 2) if told and ordinal and unit in _WHOLE else None

    def _lasting(self, i: int) -> tuple[str, int, int] | None:
        """خلال هدنة دامت شهرين: how long what is named behind في went on; the position after it."""
        near = enumerate(self._kinds[i : i + _NAME], i)
        at = next((j for j, kinds in near if kinds and "lasted" in kinds), None)
        count = self._count(self._unbounded(at + 1)) if at is not None else None
        return count if count is not None and count[0] in _WHOLE else None

    def _long(self, i: int, count: tuple[str, int, int]) -> bool:
        """في الأيام الماضية, في ثلاثة أسابيع: behind في, which a day or a unit alone does not make a stretch."""
        if self._kind(count[2] - 1, "last") is None:
            several = count[1] > 1 or self._text(count[2]) in ENDS  # 120 قتيلا في أسبوع.
            return several and (count[0] in _WHOLE or (count[0] == "day" and count[1] > 1))
        return self._kind(i + 1, "unit") is None or self._kind(i + 1, "several") is not None

    def _last_whole(self, i: int, count: tuple[str, int, int]) -> StatedDate | None:
        """خلال العام الماضي، خلال الشهر الفائت: the one before the running one, by the calendar."""
        unit, number, last = count
        single = number == 1 and last == i + 3 and self._kind(last - 1, "last") is not None
        if not single or unit not in {"month", "year"} or not self._known:
            return None
        end = self._begun(unit) - timedelta(days=1)
        start = end.replace(day=1) if unit == "month" else end.replace(month=1, day=1)
        when = EventDate(start=start, end=end, precision="month" if unit == "month" else "unknown", stated=True)
        return StatedDate(i, last, when, "period", "period")

    def _counts(self, i: int) -> bool:
        """A number or a word of time stands there: most that follows في is neither."""
        text = self._text(i)
        return self._kinds[i : i + 1] not in ([], [None]) or text == "ال" or text[:1].isdigit() or self._numeral(text)

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
        stated = self._stated(i, last, when, when, precision=precision, rule="ago")
        if stated is not None and self._known and when < self._today - timedelta(days=AGO_DAYS):
            return replace(stated, role="past")
        return stated


def find_dates(tokens: Sequence[Token], published: datetime) -> list[StatedDate]:
    """Dates and spans that a text states, in order; `published` decides what أمس or الخميس is."""
    return Dates(tokens, published).find()
