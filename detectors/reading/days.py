"""Days that a text names: those that one day is named by put together, and how long each lasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from detectors.reading.model import DateMention, Matches
from detectors.records import EventDate
from detectors.text import Token

NEWS_DAYS = 3
"""Days before publication that still count as the report's news (reading guide: the last 24–72 hours)."""
ISSUED = frozenset({
    "الصادر", "الصادره", "صدر", "صدرت", "اصدره", "اصدرته", "اصدرها", "اصدرتها", "المنشور", "نشره", "نشرته", "نشرها",
})  # fmt: skip
"""Right before the day on which a report came out (التقرير الصادر اليوم), which is none of what it tells."""
FRACTION_REACH = 4
"""Tokens between a part and what it is a part of (الربع الأول من العام)."""
_BREAKS = frozenset({"انفجار", "تفجر", "نشوب", "اشتعال", "بدايه", "بدء", "مطلع", "اندلاع", "انطلاق", "استئناف"})
"""How a war began."""


def brief(mention: DateMention) -> bool:
    """The day of one event, no month."""
    return (mention.date.end - mention.date.start).days <= NEWS_DAYS


def whole_days(matches: Matches) -> list[DateMention]:
    """The dates, those that one day is named by put together (والأحد 28 تشرين الثاني).

    اليوم الاثنين 19 يونيو is the day of the report, whenever that was published or found, and the same one each time.
    """
    tokens = matches.document.tokens
    found: list[DateMention] = []
    today: EventDate | None = None
    for mention in matches.dates:
        before = found[-1] if found else None
        days = {"event", "past"}
        if before is None or before.last != mention.first or not {before.role, mention.role} <= days:
            found.append(mention)
        else:
            role = "event" if _says_today(tokens, before) else mention.role
            found[-1] = DateMention(before.first, mention.last, mention.sentence, mention.date, role)
        if _says_today(tokens, found[-1]) and found[-1].role == "event":
            today = today or found[-1].date
    return [_of_today(m, today) if _says_today(tokens, m) else m for m in found]


def issued(matches: Matches) -> set[int]:
    """Tokens of the days on which a report came out."""
    days = (m for m in matches.dates if m.first and matches.document.texts[m.first - 1] in ISSUED)
    return {i for m in days for i in range(m.first, m.last)}


def _says_today(tokens: Sequence[Token], mention: DateMention) -> bool:
    """اليوم الاثنين, مساء اليوم."""
    return any(tokens[i].text.endswith("اليوم") for i in range(mention.first, min(mention.first + 2, mention.last)))


def _of_today(mention: DateMention, today: EventDate | None) -> DateMention:
    """اليوم الاثنين 24 أيلول after اليوم الاثنين, the 25th: one of the two is miscounted."""
    if today is None or mention.role != "event" or abs(mention.date.start - today.start) > timedelta(days=1):
        return mention
    return DateMention(mention.first, mention.last, mention.sentence, today, mention.role)


def fractions(matches: Matches) -> set[int]:
    """قتل خلال النصف الأول من العام الجاري 600: the part of a year that stands between the verb and its people."""
    found: set[int] = set()
    words = matches.words
    for i in matches.standing.of("noun.fraction", 0, len(words)):
        near = range(i + 1, min(i + FRACTION_REACH, len(words) - 1))
        unit = next((j for j in near if "time.unit" in words[j]), None)
        if unit is not None:
            found.update(range(i, unit + 1 + words[unit + 1].any(("time.this", "time.past"))))
    return found


def since_when(matches: Matches) -> dict[int, int]:
    """شيع القطاع منذ انفجار الحرب في 15 أبريل 120 من كوادره: what a count is since, its end and its start."""
    found: dict[int, int] = {}
    texts, words, dated = matches.document.texts, matches.words, matches.dated
    for i in matches.standing.of("mark.since", 0, len(words) - 2):
        last = i + 1 + (texts[i + 1] in _BREAKS)
        if last >= len(words) or "noun.span" not in words[last]:
            continue
        last += 1
        day = last + (last < len(words) - 1 and texts[last] == "في")
        while day < len(words) and day in dated:
            day += 1
            last = day
        found[last] = i
    return found
