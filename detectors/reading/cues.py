"""Words of a sentence that place it in time: now, over a long stretch, or long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from detectors.reading.model import DateMention, Matches
from detectors.records import EventDate

NEWS_DAYS = 3
"""Days before publication that still count as the report's news (reading guide: the last 24–72 hours)."""

Span = Literal["now", "long", "past"]

BRIEF_UNITS = frozenset({"ساعه", "دقيقه", "يوم"})
PERFECT_REACH = 9
"""Tokens between كان and the verb of what had happened: a subject and its description."""
COUNTING_REACH = 6
"""Tokens between a verb of counting and the day until which it counts."""
UNTIL = frozenset({"حتي", "لغايه"})
COMPARED_REACH = 9
"""Tokens between a superlative and its منذ (أول هجوم من نوعه منذ أكثر من عام)."""
EVENTS = (
    "verb.kill", "verb.die", "verb.injure", "verb.attack", "verb.explode", "verb.launch", "verb.result", "verb.hit",
    "verb.suffer", "verb.commit", "verb.erupt", "verb.fall", "verb.shoot", "verb.take_life", "verb.witness",
)  # fmt: skip
PLAIN: dict[str, tuple[Span, str]] = {
    "mark.memorial": ("past", "time:memorial"),
    "mark.overall": ("long", "time:overall"),
    "mark.earlier": ("past", "time:earlier"),
    "noun.court": ("past", "time:in-court"),
}
"""Words that say it by themselves."""
COMPARED = "time:compared"
TELLINGS = ("verb.say", "verb.count", "verb.deny", "noun.toll")


class Cue(Struct, frozen=True, gc=False):
    """What the word at `token` says: `now`, over a `long` stretch, or at a `past` time."""

    span: Span
    token: int
    reason: str


class Cues:
    """Finds the cues of one article's sentences.

    `published` is the article's day (None when unknown), `lead` the last sentence of its headline and lead: a day that
    these name is the reported one, however long before publication.
    """

    def __init__(self, matches: Matches, published: date | None, lead: int) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._counted = [amount.first for amount in (*matches.amounts, *matches.durations)]
        self._dates: dict[int, list[DateMention]] = {}
        for mention in matches.dates:
            self._dates.setdefault(mention.sentence, []).append(mention)
        self._found: dict[tuple[int, int], list[Cue]] = {}
        self._sentence_of = matches.sentence_of
        self._lead = lead
        self._from = self._news_from(published)
        stated = [
            m.date.end for n in range(lead + 1) for m in self._dates.get(n, ()) if m.role == "event" and _brief(m)
        ]
        self._newest = max(stated, default=published or date.min)

    def _news_from(self, published: date | None) -> date | None:
        """First day that counts as news."""
        if published is None:
            return None
        days = [published - timedelta(days=NEWS_DAYS - 1)]
        for sentence in range(self._lead + 1):
            days += (m.date.start for m in self._dates.get(sentence, ()) if m.role == "event" and _brief(m))
        return min(days)

    def within(self, first: int, last: int, sentence: int) -> list[Cue]:
        """Cues between two tokens of a sentence, in order."""
        known = self._found.get((first, last))
        if known is None:
            known = self._found[first, last] = self._within(first, last, sentence)
        return known

    def _within(self, first: int, last: int, sentence: int) -> list[Cue]:
        dated = [m for m in self._dates.get(sentence, ()) if first <= m.first < last]
        found = [self._of_date(mention) for mention in dated]
        taken = {i for m in dated for i in range(m.first, m.last)}
        for i in range(first, last):
            if i in taken or not self._words[i]:
                continue
            cue = self._of_word(i, last)
            if cue:
                found.append(cue)
        return sorted(found, key=lambda cue: cue.token)

    def day(self, sentence: int, clause_of: Sequence[int], clause: int) -> EventDate | None:
        """The day that a sentence states for one of its clauses; None when it states none or several."""
        days = [m for m in self._dates.get(sentence, ()) if m.role == "event"]
        own = [m for m in days if clause_of[m.first] == clause]
        chosen = own or days
        return chosen[0].date if len({(m.date.start, m.date.end) for m in chosen}) == 1 else None

    def _of_date(self, mention: DateMention) -> Cue:
        """A stated day or span against the days that count as news."""
        days = (mention.date.end - mention.date.start).days
        if mention.role in {"since", "period"}:
            if mention.role == "since" and self._compared(mention.first):
                return Cue("now", mention.first, COMPARED)
            long = days > NEWS_DAYS or self._uncounted_days(mention)
            return Cue("long" if long else "now", mention.first, f"time:{mention.role}")
        if mention.role == "past":
            return Cue("past", mention.first, "time:past")
        if self._until(mention):
            return Cue("long", mention.first, "time:until-today")
        if days > NEWS_DAYS:
            return Cue("long", mention.first, "time:whole-month")
        old = self._from is not None and mention.date.end < self._from
        return Cue("past" if old else "now", mention.first, "time:day")

    def _until(self, mention: DateMention) -> bool:
        """وثقت الشبكة حتى اليوم: whoever documents until a day has long been counting."""
        near = range(max(0, mention.first - COUNTING_REACH), mention.first)
        at = mention.first if self._tokens[mention.first].text in UNTIL else mention.first - 1
        return at >= 0 and self._tokens[at].text in UNTIL and any("verb.count" in self._words[i] for i in near)

    def _uncounted_days(self, mention: DateMention) -> bool:
        """خلال الأيام الماضية: some days, and the figure runs on."""
        if any(mention.first <= i < mention.last for i in self._counted):
            return False
        units = (self._words[i].get("time.unit") for i in range(mention.first, mention.last))
        return any(unit is not None and unit.number == "p" and unit.lemma == "يوم" for unit in units)

    def _of_word(self, i: int, last: int) -> Cue | None:
        """Words that no date is made of."""
        words = self._words[i]
        following = self._words[i + 1] if i + 1 < last else {}
        if "verb.was" in words:
            return Cue("past", i, "time:had-happened") if self._had(i, last) else None
        if "mark.since" in words:
            if self._compared(i):
                return Cue("now", i, COMPARED)
            return Cue("now" if "time.adverb" in following else "long", i, "time:since")
        for category, (span, reason) in PLAIN.items():
            if category in words:
                return Cue(span, i, reason)
        if "mark.same" in words and "mark.this" in following:
            return Cue("past", i, "time:memorial")
        return self._of_stretch(i, last) or (Cue("now", i, "time:day-of-report") if "time.adverb" in words else None)

    def _of_stretch(self, i: int, last: int) -> Cue | None:
        """Words that name a stretch of time, or how far back something lies."""
        words = self._words[i]
        if "noun.toll" in words and self._of_span(i, last):
            return Cue("long", i, "time:toll-of-span")
        unit = words.get("time.unit")
        if unit and unit.lemma not in BRIEF_UNITS and self._fraction(i):
            return Cue("long", i, "time:part-of-year")
        if unit and unit.lemma not in BRIEF_UNITS and self._this(i, last) and not self._compared(i):
            return Cue("long", i, "time:this-period")
        if "time.past" in words and i and "noun.moment" in self._words[i - 1]:
            return self._earlier(i, last)
        if "mark.after" in words and self._long_after(i, last):
            return Cue("past", i, "time:long-after")
        return Cue("long", i, "time:of-the-war") if self._wartime(i, last) else None

    def _wartime(self, i: int, last: int) -> bool:
        """خلال الحرب, في الحرب, خلفت الحرب."""
        span = self._words[i].get("noun.span")
        if span is None or not span.tag("war") or "al" not in span.clitics:
            return False
        during = i > 0 and ("mark.during" in self._words[i - 1] or self._tokens[i - 1].text == "في")
        return during or self._results(i, last)

    def _compared(self, i: int) -> bool:
        """أول هجوم من نوعه منذ عام: how rare it is, no stretch that a count runs over."""
        words = self._words[max(0, i - COMPARED_REACH) : i]
        marks = [j for j, known in enumerate(words) if "mark.superlative" in known and self._alone(i - len(words) + j)]
        return bool(marks) and not any(known.verb for known in words[marks[-1] + 1 :])

    def _alone(self, i: int) -> bool:
        """أكثر من 200 compares nothing."""
        return self._tokens[i + 1].text not in {"من", "وسط"}

    def _had(self, i: int, last: int) -> bool:
        """وكانت طائرات قد قصفت: before the news; كان المرصد قد أعلن is an earlier word on it."""
        was = self._words[i]["verb.was"]
        if was.aspect != "pv" or was.number != "s" or self._today(i, last):
            return False
        opens = i == 0 or "wa" in was.clitics or self._sentence_of[i] != self._sentence_of[i - 1]
        if not opens and "mark.connector" not in self._words[i - 1] and "mark.contrast" not in self._words[i - 1]:
            return False
        for j in range(i + 1, min(i + 1 + PERFECT_REACH, last)):
            words = self._words[j]
            if "mark.connector" in words or any(category in words for category in TELLINGS):
                return False
            known = next((words[category] for category in EVENTS if category in words), None)
            if known is not None:
                return known.aspect == "pv"
        return False

    def _today(self, i: int, last: int) -> bool:
        """The sentence names the day of the report."""
        return any(
            self._from is not None and m.date.end >= self._newest
            for m in self._dates.get(self._sentence_of[i], ())
            if m.role == "event"
        )

    def _near(self, i: int, last: int, category: str, reach: int) -> bool:
        return any(category in self._words[j] for j in range(i + 1, min(i + 1 + reach, last)))

    def _this(self, i: int, last: int) -> bool:
        """هذا العام، الشهر الجاري، شهر نيسان."""
        named = self._near(i, last, "time.this", 1) or self._near(i, last, "time.month", 1)
        return named or (i > 0 and "mark.this" in self._words[i - 1])

    def _earlier(self, i: int, last: int) -> Cue | None:
        """في وقت سابق: of today, or of the month."""
        if self._near(i, last, "time.adverb", 3):
            return Cue("now", i, "time:earlier-today")
        return Cue("past", i, "time:earlier") if self._near(i, last, "time.unit", 3) else None

    def _long_after(self, i: int, last: int) -> bool:
        """بعد أسبوع من: what follows lies so far back."""
        for j in range(i + 1, min(i + 4, last - 1)):
            unit = self._words[j].get("time.unit")
            if unit:
                several = unit.number == "p" or any(i < k < j for k in self._counted)
                long = unit.lemma not in BRIEF_UNITS or (unit.lemma == "يوم" and several)
                return long and self._tokens[j + 1].text in {"من", "علي"}
        return False

    def _of_span(self, i: int, last: int) -> bool:
        """حصيلة شهر، حصيلة تموز، حصيلة ضحايا العدوان: of a stretch, no single event."""
        for j in range(i + 1, min(i + 4, last)):
            words = self._words[j]
            if "time.month" in words and j == i + 1:
                return True
            unit = words.get("time.unit")
            if unit and j == i + 1 and (unit.lemma not in BRIEF_UNITS or unit.number == "p"):
                return True
            span = words.get("noun.span")
            if span and "al" in span.clitics:
                return True
        return False

    def _fraction(self, i: int) -> bool:
        """النصف الأول من العام، مطلع العام."""
        if "al" not in self._words[i]["time.unit"].clitics:
            return False
        return any("noun.fraction" in self._words[j] for j in range(max(0, i - 3), i))

    def _results(self, i: int, last: int) -> bool:
        """The war is what the figure comes from (أسفرت الحرب عن، خلفت الحرب)."""
        near = range(max(0, i - 3), min(i + 4, last))
        return any("verb.result" in self._words[j] for j in near)


def _brief(mention: DateMention) -> bool:
    """The day of one event, no month."""
    return (mention.date.end - mention.date.start).days <= NEWS_DAYS
