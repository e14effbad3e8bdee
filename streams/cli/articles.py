"""Articles from files for the commands that read without Kafka: lenient where `rasid publish` is strict.

Archives hold dates as people wrote them: `2023-10-05 (incident date)`, `25/01/09 (dd/mm/yy)`, `January 18, 2025`,
`الجمعة, 11 سبتمبر/ أيلول, 2009`, nothing at all. What cannot be read is `UNDATED`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from detectors.records import Article

UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for an unknown instant: no date in a text lies before it, so nothing is taken for the past by mistake."""
_CENTURY_PIVOT: Final = 70
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{2}):(\d{2}))?")
_SLASHED = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY = re.compile(r"(?<![\d:])(\d{1,2})(?![\d:])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan يناير", "february feb فبراير شباط", "march mar مارس آذار", "april apr أبريل إبريل نيسان",
            "may مايو أيار", "june jun يونيو حزيران", "july jul يوليو تموز", "august aug أغسطس",
            "september sep سبتمبر أيلول", "october oct أكتوبر", "november nov نوفمبر", "december dec ديسمبر",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip


class ArticleError(ValueError):
    """A line or file that holds no article; the message names it."""


def read_articles(path: Path) -> Iterator[Article]:
    """Articles of a .txt file (one, id = stem) or of a JSONL file (one a line).

    Raises:
        ArticleError: a line that is no object with a text, with file and line.
    """
    if path.suffix == ".txt":
        yield Article(id=path.stem, source=path.stem, published_at=UNDATED, text=path.read_text(encoding="utf-8"))
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _article(line, f"{path}:{number}")


def _article(line: str, origin: str) -> Article:
    try:
        row: dict[str, Any] = json.loads(line)
        text = row["text"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ArticleError(f"{origin}: no JSON object with a text ({error})") from error
    if not isinstance(text, str):
        raise ArticleError(f"{origin}: text is no string")
    return Article(
        id=str(row.get("id") or origin),
        source=str(row.get("outlet") or row.get("source") or "unknown"),
        published_at=parse_date(row.get("published_at") or row.get("date")),
        text=text,
        title=row.get("title") if isinstance(row.get("title"), str) else None,
        url=row.get("url") if isinstance(row.get("url"), str) else None,
    )


def parse_date(written: object) -> datetime:
    """The first instant that a dirty date names (UTC; noon where no hour is given), or `UNDATED`."""
    if not isinstance(written, str):
        return UNDATED
    if m := _ISO.search(written):
        return _instant(int(m[1]), int(m[2]), int(m[3]), int(m[4] or 12), int(m[5] or 0))
    if m := _SLASHED.search(written):
        year = int(m[3])
        year += 0 if year > 99 else 1900 if year >= _CENTURY_PIVOT else 2000
        return _instant(year, int(m[2]), int(m[1]))
    months = [_MONTHS[word.lower()] for word in _WORD.findall(written) if word.lower() in _MONTHS]
    named, numbered = _DAY.search(written), _YEAR.search(written)
    if months and named and numbered:
        return _instant(int(numbered[1]), months[0], int(named[1]))
    return UNDATED


def _instant(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return UNDATED
