"""Words of a sentence that place it in time: now, over a long stretch, or long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detectors.reading.model import DateMention, Matches

NEWS_DAYS = 3
"""Days before publication that still count as the report's news (reading guide: the last 24–72 hours)."""
NEWS_HOURS = 24 * NEWS_DAYS
SHORT_UNITS = frozenset({"ساعه", "دقيقه"})
BACKWARDS = frozenset({"قبل", "منذ"})

Span = Literal["now", "long", "past"]


@dataclass(frozen=True, slots=True)
class Cue:
    """What the word at `token` says: `now`, over a `long` stretch, or at a `past` time."""

    span: Span
    token: int
    reason: str


class Cues:
    """Finds the cues of one article's sentences."""

    def __init__(self, matches: Matches, published: date | None) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._amounts = {amount.first: amount for amount in (*matches.amounts, *matches.durations)}
        self._published = published
        self._dates: dict[int, list[DateMention]] = {}
        for mention in matches.dates:
            self._dates.setdefault(mention.sentence, []).append(mention)

    def within(self, first: int, last: int, sentence: int) -> list[Cue]:
        """Cues between two tokens of a sentence, in order."""
        found: list[Cue] = []
        for i in range(first, last):
            words = self._words[i]
            if not words:
                continue
            if "mark.since" in words:
                found.append(self._since(i, last))
            elif "mark.during" in words or (self._tokens[i].text == "في" and self._run(i + 1, last)):
                found.extend(self._period(i, last))
            elif "time.past" in words or self._tokens[i].text == "قبل":
                found.extend(self._past(i, first, last))
            elif "mark.memorial" in words:
                found.append(Cue("past", i, "time:memorial"))
            elif "time.adverb" in words:
                found.append(Cue("now", i, "time:day-of-report"))
        found.extend(cue for m in self._dates.get(sentence, ()) if first <= m.first < last for cue in self._dated(m))
        return sorted(found, key=lambda cue: cue.token)

    def _near(self, i: int, last: int, category: str, reach: int = 4) -> int | None:
        for j in range(i + 1, min(i + 1 + reach, last)):
            if category in self._words[j]:
                return j
        return None

    def _unit(self, i: int, last: int) -> tuple[str, int | None] | None:
        """Unit of time after a preposition and how many of it."""
        count: int | None = None
        for j in range(i + 1, min(i + 6, last)):
            if amount := self._amounts.get(j):
                count = amount.high or amount.low
            unit = self._words[j].get("time.unit")
            if unit:
                if unit.number in {"s", "d"} and count is None:
                    count = 1 if unit.number == "s" else 2
                if count is None and (after := self._amounts.get(j + 1)):
                    count = after.high or after.low
                return unit.lemma, count
        return None

    def _brief(self, unit: tuple[str, int | None]) -> bool:
        """Within the days that count as news."""
        name, count = unit
        if name in SHORT_UNITS:
            return count is None or count <= NEWS_HOURS
        return name == "يوم" and count is not None and count <= NEWS_DAYS

    def _since(self, i: int, last: int) -> Cue:
        """منذ: brief when it starts today or yesterday."""
        unit = self._unit(i, last)
        following = self._words[i + 1] if i + 1 < last else {}
        if "time.adverb" in following or (unit and self._brief(unit) and unit[0] in SHORT_UNITS):
            return Cue("now", i, "time:since-today")
        return Cue("long", i, "time:since")

    def _run(self, i: int, last: int) -> bool:
        """الأيام ال26 الماضية after في."""
        unit = self._words[i].get("time.unit") if i < last else None
        after = self._near(i, last, "time.past", 3) or self._near(i, last, "time.last", 3)
        return bool(unit and unit.number == "p" and after)

    def _period(self, i: int, last: int) -> list[Cue]:
        unit = self._unit(i, last)
        if unit is None:
            month = self._near(i, last, "time.month", 2)
            return [Cue("long", i, "time:month")] if month else []
        if self._brief(unit):
            return [Cue("now", i, "time:last-hours")]
        return [Cue("long", i, "time:period")]

    def _past(self, i: int, first: int, last: int) -> list[Cue]:
        """الشهر الماضي, قبل أسبوع."""
        if self._tokens[i].text == "قبل":
            unit = self._unit(i, min(last, i + 4))
            return [Cue("past", i, "time:ago")] if unit and not self._brief(unit) else []
        for j in range(max(first, i - 3), i):
            unit_word = self._words[j].get("time.unit")
            if unit_word and unit_word.lemma not in SHORT_UNITS:
                return [Cue("past", i, "time:last-period")]
            if "time.month" in self._words[j]:
                return [Cue("past", i, "time:last-month")]
        return []

    def _dated(self, mention: DateMention) -> list[Cue]:
        if mention.role in {"since", "period"}:
            return []
        if self._published is None or not mention.date.stated:
            return [Cue("past", mention.first, "time:date")] if mention.role == "past" else []
        if mention.date.end < self._published - timedelta(days=NEWS_DAYS - 1):
            return [Cue("past", mention.first, "time:date")]
        return [Cue("now", mention.first, "time:date")]
