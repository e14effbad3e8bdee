"""Words of a sentence that place it in time: now, over a long stretch, or long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from detectors.reading.aftermath import CAME_AFTER, EVENTS_NAMED, Aftermath
from detectors.reading.chapters import Chapters
from detectors.reading.clauses import RELATIVES
from detectors.reading.days import NEWS_DAYS, brief, issued, whole_days
from detectors.reading.model import DateMention, Matches
from detectors.reading.people import COMMAS
from detectors.reading.spells import Spells
from detectors.reading.stretches import BRIEF_UNITS, COMPARED, MONTH, OVERALL, PAST, TIMED, UNTIL, Cue, Stretches
from detectors.reading.summing import Summing
from detectors.records import EventDate

LEAD_REACH = 4
"""Sentences behind the headline within which the lead's casualties are told; later ones are no lead."""

AT_TIME = frozenset({"فجرا", "صباحا", "ظهرا", "عصرا", "مساء", "ليلا", "البدايه", "البدء", "بدايه", "بدءا", "اولا"})
"""Within the event that is told, and of the day that the news is of, where no other is named behind."""
EPOCHS = frozenset(
    {"الحمله", "الحرب", "الحصار", "التدخل", "الثوره", "الازمه", "الصراع", "النزاع", "الاحتجاجات", "المعركه", "المعارك"}
)
MOVED = ("verb.displace", "verb.detain", "noun.displace")
MOVED_REACH = 6
"""Tokens between what had become of people before and when that was (نزحوا إليها من س قبل يومين)."""
ITEMS = frozenset("-–—•*")
MARKED = frozenset(":-–—")
FIRST_YEAR = 1900
"""Of those that an item of a list opens with."""
AGO = frozenset({"قبل", "وقبل"})
PERFECT_REACH = 9
"""Tokens between كان and the verb of what had happened: a subject and its description."""
OUTBREAK_REACH = 5
"""Tokens between منذ and the day on which that began."""
TOLD_REACH = 14
"""Tokens between كانت and the day of an attack of which something had been told."""
COUNTING_REACH = 6
"""Tokens between a verb of counting and the day until which it counts."""
EVENTS = (
    "verb.kill", "verb.die", "verb.injure", "verb.attack", "verb.explode", "verb.launch", "verb.result", "verb.hit",
    "verb.suffer", "verb.commit", "verb.erupt", "verb.fall", "verb.shoot", "verb.take_life", "verb.witness",
)  # fmt: skip
_TIMED = (*TIMED, "verb.was", "mark.since", "mark.self")
BACK = 3
"""Sentences between a day and what happened on the same."""
UNITS = ("time.unit", "time.adverb", "time.day", "noun.period")
HAPPENED = "time:had-happened"
SINCE_DAY = "time:since-day"
DATED = frozenset({MONTH, PAST})
"""Of a stretch of time that is named, and over."""
ONGOING = frozenset({"المستمره", "المستمر", "المتواصله", "المتواصل", "المتصاعده", "المتصاعد"})
"""What is said of a campaign before the time since when."""
MOMENTS = frozenset({"قليل", "لحظات", "وهله", "برهه"})
"""Behind منذ: just now."""
BEFORE_UNIT = frozenset({"نفس", "ذات"})
SAID = ("verb.say", "verb.count")
TELLINGS = ("verb.say", "verb.count", "verb.deny", "noun.toll")


class Cues:
    """Finds the cues of one article's sentences.

    `published` is the article's day (None when unknown), `lead` the last sentence of its headline and lead: a day that
    these name is the reported one, however long before publication.
    """

    def __init__(self, matches: Matches, published: date | None, lead: int) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._standing = matches.standing
        self._sentences = matches.document.sentences
        self._counted = [amount.first for amount in (*matches.amounts, *matches.durations)]
        self._stretches = Stretches(matches)
        self._summing = Summing(matches, self._counted)
        self._aftermath = matches.made(Aftermath)
        self._spells = matches.made(Spells)
        self._dates: dict[int, list[DateMention]] = {}
        self._issued = issued(matches)
        for mention in whole_days(matches):
            if mention.first not in self._issued:
                self._dates.setdefault(mention.sentence, []).append(mention)
        self._dated = {m.first for n in self._dates.values() for m in n}
        self._found: dict[tuple[int, int], list[Cue]] = {}
        self._sentence_of = matches.sentence_of
        self._lead = min(lead, LEAD_REACH + (matches.headline is not None))
        self._published = published
        roles = {"event", "past"} if matches.made(Chapters).headings else {"event"}  # it looks into what is long past
        stated = (m for n in range(self._lead + 1) for m in self._dates.get(n, ()) if m.role in roles)
        self._stated = [m.date for m in stated if brief(m)]
        self._from = self._news_from()
        self._newest = max((d.end for d in self._stated), default=published or date.min)

    def _news_from(self) -> date | None:
        """First day that counts as news."""
        if self._published is None:
            return None
        return min([self._published - timedelta(days=NEWS_DAYS - 1), *(d.start for d in self._stated)])

    def within(self, first: int, last: int, sentence: int) -> list[Cue]:
        """Cues between two tokens of a sentence, in order."""
        known = self._found.get((first, last))
        if known is None:
            known = self._found[first, last] = self._within(first, last, sentence)
        return known

    def _within(self, first: int, last: int, sentence: int) -> list[Cue]:
        dated = [m for m in self._dates.get(sentence, ()) if first <= m.first < last and not self._lasting(m.first)]
        found = [self._of_date(mention) for mention in dated]
        taken = self._issued.union(*(range(m.first, m.last) for m in dated))
        for i in self._standing.of_any(_TIMED, first, last):
            dates = i + 1 in self._dated and "time.adverb" in self._words[i]  # صباح 19 أيلول 2017
            cue = None if i in taken or dates or self._lasting(i) else self._of_word(i, last)
            if cue:
                found.append(cue)
        if {cue.span for cue in found if cue.reason != OVERALL} == {"now"}:
            found = [cue for cue in found if cue.reason != OVERALL]  # وقتل إجمالا تسعة اليوم
        if self._dated_item(sentence):
            found.append(Cue("past", first, PAST))
        return sorted(found, key=lambda cue: cue.token)

    def _dated_item(self, sentence: int) -> bool:
        """2010: مقتل ثلاثة: an item of a list of what happened in earlier years."""
        at = self._sentences[sentence].first
        at += self._tokens[at].text in ITEMS and at + 1 < len(self._tokens)
        year = self._tokens[at].text
        if self._published is None or len(year) != len("2010") or not year.isdecimal() or at + 1 >= len(self._tokens):
            return False
        return self._tokens[at + 1].text in MARKED and FIRST_YEAR <= int(year) < self._published.year

    def _lasting(self, i: int) -> bool:
        """اليوم، في الحملة المستمرة على … منذ أيام: the campaign has gone on, and the figure is of today."""
        if self._spells.lasting(i):
            return True
        before = self._tokens[max(0, i - COUNTING_REACH) : i]
        gone_on = "mark.since" in self._words[i] and any(token.text in ONGOING for token in before)
        sentence = self._sentence_of[i]
        if not gone_on or self._standing.any((*TELLINGS, "verb.rise"), self._sentences[sentence].first, i):
            return False
        return any(self._of_date(m).span == "now" for m in self._dates.get(sentence, ()) if m.last <= i)

    def day(self, sentence: int, clause_of: Sequence[int], clause: int) -> EventDate | None:
        """The day that a sentence states for one of its clauses; None when it states none or several."""
        days = [m for m in self._dates.get(sentence, ()) if m.role == "event" and not self._until(m)]
        days = [m for m in days if not self._standing.any(MOVED, max(0, m.first - MOVED_REACH), m.first)]
        days = [m for m in days if not self._spells.said_on(m)]
        own = [m for m in days if clause_of[m.first] == clause]
        chosen = own or days
        return chosen[0].date if len({(m.date.start, m.date.end) for m in chosen}) == 1 else None

    def _of_date(self, mention: DateMention) -> Cue:
        """A stated day or span against the days that count as news."""
        days = (mention.date.end - mention.date.start).days
        if mention.role in {"since", "period"}:
            if self._stretches.compared(mention.first):
                return Cue("now", mention.first, COMPARED)
            long = days > NEWS_DAYS or self._uncounted_days(mention) or self._summing.up(mention, self._newest)
            behind = mention.role == "since" and self._stated and mention.sentence > self._lead
            if behind and not long and mention.date.start < self._newest - timedelta(days=1):
                return Cue("long", mention.first, SINCE_DAY)  # 34 الأربعاء، ومنذ الأحد 296
            return Cue("long" if long else "now", mention.first, f"time:{mention.role}")
        if self._outbreak(mention):
            return Cue("now", mention.first, COMPARED)
        if mention.role == "past" and mention.date not in self._stated:
            return Cue("past", mention.first, PAST)
        if self._until(mention):
            return Cue("long", mention.first, "time:until-today")
        if days > NEWS_DAYS:
            return Cue("long", mention.first, MONTH)
        old = self._from is not None and mention.date.end < self._from
        return Cue("past" if old or self._gone(mention) else "now", mention.first, "time:day")

    def _outbreak(self, mention: DateMention) -> bool:
        """الأعنف منذ اندلاع الحرب في 15 نيسان: the day dates what the news is compared with."""
        since = self._standing.of("mark.since", max(0, mention.first - OUTBREAK_REACH), mention.first)
        return bool(since) and self._sentence_of[since[-1]] == mention.sentence and self._stretches.compared(since[-1])

    def _gone(self, mention: DateMention) -> bool:
        """السبت الماضي، 3 كانون الأول: behind the lead, a day so named is no news when the news is of a later."""
        if mention.sentence <= self._lead and not self._since_told(mention):
            return False
        if (self._tokens[mention.first].text in AGO and self._long_ago(mention)) or self._told_before(mention):
            return True
        if self._published is None:
            return False
        if mention.date.end >= min(self._newest, self._published) - timedelta(days=1):
            return False
        words = [self._words[i] for i in range(mention.first, mention.last)]
        return any(category in known for known in words for category in ("time.past", "time.this", "time.month"))

    def _since_told(self, mention: DateMention) -> bool:
        """قتل أربعة اليوم. وكان آخرها الخميس الماضي: in the lead as well, where a later day was told before."""
        told = [m.date.end for n in range(mention.sentence) for m in self._dates.get(n, ()) if m.role == "event"]
        past = any("time.past" in self._words[i] for i in range(mention.first, mention.last))
        return past and bool(told) and max(told) > mention.date.end

    def _told_before(self, mention: DateMention) -> bool:
        """وكانت قد أعلنت أن حصيلة هجمات الأربعاء 17: of an attack that is named by a day before that of the news."""
        first = max(0, mention.first - TOLD_REACH)
        if (
            "noun.attack" not in self._words[mention.first - 1]
            or mention.date.end >= self._newest
            or not brief(mention)
        ):
            return False
        was = [
            i for i in self._standing.of("verb.was", first, mention.first) if self._words[i]["verb.was"].aspect == "pv"
        ]
        if not was or self._sentence_of[was[-1]] != mention.sentence:
            return False
        return self._standing.any(SAID, was[-1], mention.first)

    def _long_ago(self, mention: DateMention) -> bool:
        """قبل أيام، قبل أسبوعين; قبل يومين is of the news."""
        units = [self._words[i].get("time.unit") for i in range(mention.first, mention.last)]
        return self._uncounted_days(mention) or any(u is not None and u.lemma not in BRIEF_UNITS for u in units)

    def _until(self, mention: DateMention) -> bool:
        """وثقت الشبكة حتى اليوم، منذ مطلع العام حتى اليوم: a count that has long been running."""
        near = range(max(0, mention.first - COUNTING_REACH), mention.first)
        at = mention.first if self._tokens[mention.first].text in UNTIL else mention.first - 1
        at -= at > 0 and self._tokens[at].text == "يوم"  # حتى يوم أمس
        if at < 0 or self._tokens[at].text.removeprefix("و") not in UNTIL:
            return False
        began = [m for m in self._dates[mention.sentence] if m.role == "since" and m.last <= at]
        if began:
            return self._of_date(began[-1]).span == "long"
        return any(category in self._words[i] for i in near for category in ("verb.count", "mark.since"))

    def _uncounted_days(self, mention: DateMention) -> bool:
        """خلال الأيام الماضية: some days, and the figure runs on."""
        if any(mention.first <= i < mention.last for i in self._counted):
            return False
        units = (self._words[i].get("time.unit") for i in range(mention.first, mention.last))
        return any(unit is not None and unit.number == "p" and unit.lemma == "يوم" for unit in units)

    def _of_word(self, i: int, last: int) -> Cue | None:
        """Words that no date is made of."""
        words = self._words[i]
        if "mark.self" in words:
            return self._same_time(i)
        if "verb.was" in words:
            return Cue("past", i, HAPPENED) if self._had(i, last) or self._spells.worst_lately(i + 1) else None
        if "mark.since" in words:
            if self._stretches.compared(i):
                return Cue("now", i, COMPARED)
            now = i + 1 < last and ("time.adverb" in self._words[i + 1] or self._tokens[i + 1].text in MOMENTS)
            return Cue("now" if now else "long", i, "time:since")
        yet = any(t.text.removeprefix("و") == "لم" for t in self._tokens[max(0, i - 2) : i])  # ولم يعرف بعد عدد القتلى
        if "mark.after" in words and not yet and (self._aftermath.calmed(i, last) or self._aftermath.ended(i, last)):
            return Cue("past", i, CAME_AFTER)
        if "mark.after" in words and not yet and i + 1 < last and self._words[i + 1].any(EVENTS_NAMED):
            if self._stretches.compared(i):
                return Cue("now", i, COMPARED)  # الأكبر بعد مجزرة … التي
            if self._aftermath.came_after(i, last):
                return Cue("past", i, CAME_AFTER)  # ويأتي الهجوم بعد تفجير مماثل
        return self._stretches.cue(i, last)

    def _same_time(self, i: int) -> Cue | None:
        """في اليوم نفسه، ذات اليوم: what the date told before it says."""
        unit = i + 1 if self._tokens[i].text.lstrip("وب") in BEFORE_UNIT else i - 1
        words = self._words[unit] if 0 <= unit < len(self._words) else {}
        if not any(category in words for category in UNITS) or not self._tokens[unit].text.startswith("ال"):
            return None
        number = self._sentence_of[i]
        told = [m for n in range(max(0, number - BACK), number + 1) for m in self._dates.get(n, ()) if m.last <= i]
        if not told:
            return None
        span = self._of_date(told[-1]).span
        days = (told[-1].date.end - told[-1].date.start).days
        if told[-1].role in {"since", "period"} and days > NEWS_DAYS:
            span = "long"  # المستشفى الخامس الذي يقصف منذ نيسان … في الفترة ذاتها
        return Cue(span, i, "time:same-day")

    def _had(self, i: int, last: int) -> bool:
        """وكانت طائرات قد قصفت: before the news; كان المرصد قد أعلن is an earlier word on it."""
        was = self._words[i]["verb.was"]
        if was.aspect != "pv" or was.number != "s" or self._today(i, last) or self._stretches.sets_scene(i, last):
            return False
        opens = i == 0 or "wa" in was.clitics or self._sentence_of[i] != self._sentence_of[i - 1]
        if i + 1 < last and "mark.superlative" in self._words[i + 1]:  # وكان أعنفها
            return False
        related = (
            i + 1 < last and self._tokens[i - 1].text in RELATIVES and self._words[i + 1].any(EVENTS)
        )  # التي كانت شهدت مقتل 17
        if not (opens or related or self._words[i - 1].any(("mark.connector", "mark.contrast"))):
            return False
        for j in range(i + 1, min(i + 1 + PERFECT_REACH, last)):
            words = self._words[j]
            if "mark.connector" in words or words.any(TELLINGS):
                return False
            if self._tokens[j].text in RELATIVES and self._tokens[j - 1].text in COMMAS:
                return False  # كان الفريق يخلي المصابين من الغارة الأولى، التي قتل فيها
            first = self._tokens[j].text in {"الاولي", "الاول"} and "noun.attack" in self._words[j - 1]
            if first or self._tokens[j].text == "الساعه":
                return False  # كانت الغارة الأولى قد, الثالثة الساعة 11 استهدفت: within the day told of
            known = next((words[category] for category in EVENTS if category in words), None)
            if known is not None and "wa" not in known.clitics:  # محمد وحيد: a name
                return known.aspect == "pv"
        return False

    def _at_time(self, i: int) -> bool:
        """صباحا, في البداية; but في بداية الحملة is long ago."""
        if self._tokens[i].text not in AT_TIME or not self._dated.isdisjoint((i - 1, i + 1)):
            return False
        return self._tokens[i + 1].text not in EPOCHS if i + 1 < len(self._tokens) else True

    def _today(self, i: int, last: int) -> bool:
        """The sentence names the day of the report or the one before; a night that only ends on it lies before."""
        if any(self._at_time(j) for j in range(i, last)):
            return True  # وكانت الطائرات قد قصفت صباحا
        said = (self._same_time(j) for j in self._standing.of("mark.self", i, last))  # صباح اليوم نفسه
        return any(cue is not None and cue.span == "now" for cue in said) or any(
            self._from is not None and m.date.start >= self._newest - timedelta(days=m.date.start == m.date.end)
            for m in self._dates.get(self._sentence_of[i], ())
            if m.role == "event" and not any("time.past" in self._words[k] for k in range(m.first, m.last))
        )
