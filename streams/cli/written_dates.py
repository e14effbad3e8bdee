"""Dates as people write them in archives → instants.

`2023-10-05 (incident date)`, `2023-10-05T23:30:00+03:00`, `25/01/09 (dd/mm/yy)`, `11/28/2024`, `January 18, 2025`,
`18th of Jan. 2025`, `الجمعة, 11 سبتمبر/ أيلول, 2009`, `20231005`, seconds or milliseconds since 1970. A day before a
month where both could be meant. What names no day is `UNDATED`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from detectors.text import fold

UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for an unknown instant: no date in a text lies before it, so nothing is taken for the past by mistake."""
_NOON: Final = 12
_CENTURY_PIVOT: Final = 70
_MILLISECONDS: Final = 100_000_000_000
"""A number from here on counts milliseconds since 1970, not seconds."""
_ISO = re.compile(
    r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"
    r"(?:,?[T ]\s*(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0\d|1[0-2])([0-2]\d|3[01])(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?!\d)")
_SECONDS = re.compile(r"\d{9,13}(?:\.\d+)?")
_DAY = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th)?(?![\d:]|\s*(?:am|pm)\b)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_MONTHS: Final = {
    fold(name): number
    for number, names in enumerate(
        (
            "january jan يناير كانون_الثاني", "february feb فبراير شباط", "march mar مارس آذار",
            "april apr أبريل إبريل نيسان", "may مايو أيار", "june jun يونيو حزيران", "july jul يوليو تموز",
            "august aug أغسطس آب", "september sep sept سبتمبر أيلول", "october oct أكتوبر تشرين_الأول",
            "november nov نوفمبر تشرين_الثاني", "december dec ديسمبر كانون_الأول",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_TWO_WORDS = re.compile(r"(كانون|تشرين) (الاول|الثاني)")


def parse_date(written: object) -> datetime:
    """The first instant that a dirty date names (UTC; noon where no hour is given), or `UNDATED`."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _counted(float(written))
    if not isinstance(written, str):
        return UNDATED
    text = _TWO_WORDS.sub(r"\1_\2", fold(written))
    if _SECONDS.fullmatch(text):
        return _counted(float(text))
    for read in (_iso, _compact, _numeric, _named):
        found = read(text)
        if found is not None:
            return found
    return UNDATED


def _counted(number: float) -> datetime:
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return UNDATED


def _iso(text: str) -> datetime | None:
    m = _ISO.search(text)
    if m is None:
        return None
    year, month, day = int(m[1]), int(m[2]), int(m[3])
    if month > 12:
        month, day = day, month
    if m[4] is None:
        return _instant(year, month, day)
    return _instant(year, month, day, int(m[4]), int(m[5]), zone=_zone(m[6]))


def _zone(written: str | None) -> timezone:
    if written is None or written[0] not in "+-":
        return UTC
    digits = written[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(offset if written[0] == "+" else -offset) if offset < timedelta(hours=24) else UTC


def _compact(text: str) -> datetime | None:
    m = _COMPACT.search(text)
    return _instant(int(m[1]), int(m[2]), int(m[3])) if m else None


def _numeric(text: str) -> datetime | None:
    m = _NUMERIC.search(text)
    if m is None:
        return None
    day, month, year = int(m[1]), int(m[2]), int(m[3])
    year += 0 if year > 99 else 1900 if year >= _CENTURY_PIVOT else 2000
    if month > 12:
        month, day = day, month
    return _instant(year, month, day)


def _named(text: str) -> datetime | None:
    words = re.findall(r"[^\W\d_]+(?:_[^\W\d_]+)?", text.casefold())
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    year = _YEAR.search(text)
    day = _DAY.search(text)
    return _instant(int(year[1]), months[0], int(day[1])) if months and year and day else None


def _instant(
    year: int, month: int, day: int, hour: int = _NOON, minute: int = 0, *, zone: timezone = UTC
) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
