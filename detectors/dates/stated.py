"""What a stated date is, the words that state one, and the day that an article counts from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Struct

from detectors.records import EventDate
from detectors.text import fold

Role: TypeAlias = Literal["event", "since", "period", "past"]

READERS_ZONE: Final = ZoneInfo("Asia/Damascus")
"""Civil time for articles stamped in UTC: Syria's, UTC+3 but for the winters until 2022. Iraq, Yemen, Egypt, Gaza lie
at most an hour from it."""


class StatedDate(Struct, frozen=True, gc=False):
    """A date or span that the text states. Positions are token indices, half-open."""

    first: int
    last: int
    date: EventDate
    role: Role
    rule: str
    """`relative`, `weekday`, `day-of-month`, `numeric`, `month`, `year`, `ago`, `period` or `since`."""


@cache
def words() -> dict[str, dict[str, str]]:
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
