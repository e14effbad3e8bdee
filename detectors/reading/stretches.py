"""Words that no date is made of and that yet place a sentence in time: stretches, comparisons, words that look back."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from msgspec import Struct

from detectors.numbers.vocabulary import Vocabulary
from detectors.reading.aftermath import EVENTS_NAMED, Aftermath
from detectors.reading.campaigns import Campaigns
from detectors.reading.latest import LATEST, among_these
from detectors.reading.mishaps import is_crime
from detectors.reading.model import Matches
from detectors.reading.retold import at_site, looks_back
from detectors.reading.spells import BRIEF_DAYS, DAY, WITHIN_DAY, Spells
from detectors.reading.summing import SUMMING

Span = Literal["now", "long", "past"]

BRIEF_UNITS: Final = WITHIN_DAY | {DAY}
COMPARED_REACH: Final = 12
"""Tokens between a superlative or an ordinal and its منذ (أول هجوم من نوعه منذ أكثر من عام)."""
OF_ITS_SORT: Final = frozenset({"نوعه", "نوعها"})
MEMORIAL: Final = "time:memorial"
OVERALL: Final = "time:overall"
RATE: Final = "time:rate"
LONG_AFTER: Final = "time:long-after"
PLAIN: Final[dict[str, tuple[Span, str]]] = {
    "mark.memorial": ("past", MEMORIAL),
    "mark.overall": ("long", OVERALL),
    "mark.rate": ("long", RATE),
    "mark.earlier": ("past", "time:earlier"),
    "noun.court": ("past", "time:in-court"),
    "noun.remains": ("past", "time:grave"),
}
"""Words that say it by themselves."""
TIMED: Final = (
    *PLAIN, "mark.habit", "mark.same", "mark.this", "mark.superlative", "mark.other", "mark.after", "noun.grave",
    "noun.toll", "noun.period", "mark.charge", "mark.fiction", "mark.recall", "noun.span", "time.unit",
    "time.past", "time.adverb",
)  # fmt: skip
"""What a cue may be made of: no other word is looked at."""
MONTH: Final = "time:whole-month"
PAST: Final = "time:past"
HABIT: Final = "time:habit"
THAT_PERIOD: Final = "time:that-period"
"""Said once, it holds for the whole sentence: what is told beside it was counted over the same stretch."""
COMPARED: Final = "time:compared"
EVE: Final = frozenset({"عشيه", "قبيل", "تزامنا"})
ONLY: Final = frozenset({"فقط", "واحد", "واحده", "كامل", "كامله", "تقريبا", "ونصف"})
UNTIL: Final = frozenset({"حتي", "لغايه", "الي", "لحد"})
PRECEDED: Final = frozenset({"سبق", "سبقت", "وسبق", "وسبقت"})
"""سبقت الغارة غارات مماثلة, سبقه قصف آخر: what came right before the attack told is of the news; سبق أن قتل is not."""
RARE_REACH: Final = 6
"""Tokens between a superlative and منذ."""
HIJRI: Final = frozenset({"رمضان", "شوال", "شعبان", "رجب", "محرم", "صفر"})
MINE: Final = "لغم"
REMNANTS: Final = frozenset({"مخلفات", "بقايا", "مخلف"})


class Cue(Struct, frozen=True, gc=False):
    """What the word at `token` says: `now`, over a `long` stretch, or at a `past` time."""

    span: Span
    token: int
    reason: str


@cache
def ordinals() -> frozenset[str]:
    """Ordinals as written: ثالث، الثالثة، الخامس."""
    atoms = Vocabulary.load().atoms
    return frozenset(word for word, kinds in atoms.items() if any(atom.kind == "ordinal" for atom in kinds))


WHILE = frozenset({"فيما", "بينما", "حين", "عندما"})
SCENE = 4
"""Tokens behind فيما كان in which who was there goes on with something."""
TIMES = frozenset({"المره", "المرتين", "المرات", "مره", "مرتين", "مرات"})
"""Before سابق: how often it happened until now (في المرتين السابقتين)."""


class Stretches:
    """Finds them among the words of one article."""

    def __init__(self, matches: Matches) -> None:
        self._campaigns = matches.made(Campaigns)
        self._aftermath = matches.made(Aftermath)
        self._spells = matches.made(Spells)
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._count = {a.first: a.low or 0 for a in (*matches.amounts, *matches.durations)}
        self._counted = [*self._count]
        self._ordinals = ordinals()
        self._sentences, self._sentence_of = matches.document.sentences, matches.sentence_of

    def sets_scene(self, i: int, last: int) -> bool:
        """وفيما كان المسعفون يحملون الجرحى، أصاب صاروخ: what was going on when it happened; with قد it had happened."""
        if self._tokens[i - 1].text.removeprefix("و") not in WHILE:
            return False
        behind = [t.text for t in self._tokens[i + 1 : min(last, i + 1 + SCENE)]]
        verbs = (t for j, t in enumerate(behind, i + 1) if all(e.pos != "noun" for e in self._words[j].values()))
        return "قد" not in behind and any(t[0] in "يت" for t in verbs)

    def cue(self, i: int, last: int) -> Cue | None:
        """What the word at a token says, if anything; `last` ends its sentence."""
        words = self._words[i]
        following = self._words[i + 1] if i + 1 < last else {}
        preceded = "noun.attack" in following and self._tokens[i].text.removesuffix("ها").removesuffix("ه") in PRECEDED
        if preceded or self._aftermath.said_of_news(i, last) or self._spells.hours_before(i, last):
            return None
        sited = at_site(self._words, self._tokens, i)
        sited = sited or self._tokens[i - 1].text.removeprefix("و") in EVE  # عشية الذكرى العاشرة
        for category, (span, reason) in PLAIN.items():
            if category in words and not (sited and category in {"noun.court", "mark.memorial"}):
                return Cue(span, i, reason)
        if "mark.habit" in words and i + 1 < last and self._tokens[i + 1].text == "ما":
            return Cue("long", i, HABIT)  # غالبا ما توقع قتلى
        if "mark.other" in words and self._spells.now_and_then(i):
            return Cue("long", i, HABIT)
        if "mark.same" in words and "mark.this" in following:
            return Cue("past", i, MEMORIAL)
        if looks_back(self._words, self._tokens, i, self._sentences[self._sentence_of[i]].first, last):
            return Cue("past", i, MEMORIAL)
        if "noun.grave" in words and self._mass_grave(i, last):
            return Cue("past", i, "time:grave")
        if self._tokens[i].text in LATEST and among_these(self._words, self._tokens, i, last):
            return Cue("past", i, "time:latest-of-these")
        if "mark.this" in words and i + 1 < last and self._tokens[i + 1].text == "المره":
            return Cue("now", i, "time:this-time")
        return self._stretch(i, last) or self._adverb(i)

    def _adverb(self, i: int) -> Cue | None:
        """اليوم، صباحا; not إلى الآن, which ends a count, and not فجر before what was blown up."""
        words = self._words[i]
        that = i > 0 and self._tokens[i - 1].text.removeprefix("ل") in {"تلك", "ذلك"}  # لتلك الليلة
        if "time.adverb" not in words or "verb.explode" in words or that:
            return None
        if i and self._tokens[i - 1].text in UNTIL:
            grown = self._campaigns.battles(i) or self._campaigns.until_now(i) or self._spells.until_now(i)
            return Cue("long", i, "time:until-today") if grown else None
        if words["time.adverb"].tag("ends"):
            return None  # في اللحظة التي
        return Cue("now", i, "time:day-of-report")

    def _mass_grave(self, i: int, last: int) -> bool:
        """مقبرة جماعية، العثور على مقبرة: who lies there died long ago."""
        mass = i + 1 < last and self._tokens[i + 1].text.startswith("جماعي")
        found = any(c in self._words[j] for j in range(max(0, i - 3), i) for c in ("noun.recover", "verb.recover"))
        return mass or found

    def _stretch(self, i: int, last: int) -> Cue | None:
        """Words that name a stretch of time, or how far back something lies."""
        words = self._words[i]
        if "noun.toll" in words and self._of_span(i, last):
            return Cue("long", i, "time:toll-of-span")
        unit = words.get("time.unit")
        if unit and self._each(i):
            return Cue("long", i, RATE)
        if unit and (self._spells.headed(i) or self._spells.lasted(i, last) or self._spells.entered(i, last)):
            return Cue("long", i, "time:spell")
        if unit and (self._spells.came_before(i) or self._spells.gone_by(i)):
            return Cue("past", i, "time:earlier")
        if unit and unit.lemma not in BRIEF_UNITS and self._spells.fraction(i):
            return Cue("long", i, "time:part-of-year")
        if unit and unit.lemma not in BRIEF_UNITS and self._this(i, last) and not self.compared(i):
            return Cue("long", i, "time:this-period")
        if unit and unit.number == "p" and "al" in unit.clitics and self._gone(i, last):
            return Cue("long", i, "time:period")
        if "time.past" in words and i and self._earlier_event(i):
            return Cue("past", i, "time:earlier")
        if "time.past" in words and i and "noun.moment" in self._words[i - 1]:
            return self._earlier(i, last)
        if self._that_period(i):
            return Cue("long", i, THAT_PERIOD)
        if "mark.after" in words and self._spells.appealed(i):
            return Cue("past", i, "time:earlier")
        if "mark.after" in words and self._long_after(i, last):
            return Cue("past", i, LONG_AFTER)
        return Cue("long", i, "time:of-the-war") if self._wartime(i, last) else None

    def _each(self, i: int) -> bool:
        """كل يوم، كل عشر دقائق."""
        return i > 0 and self._tokens[i - 1 - (i > 1 and i - 1 in self._count)].text == "كل"

    def _that_period(self, i: int) -> bool:
        """خلال تلك الفترة: the stretch spoken of before."""
        if "noun.period" not in self._words[i] or i < 2:
            return False
        return self._tokens[i - 1].text in {"تلك", "هذه", "ذات", "نفس"} and "mark.during" in self._words[i - 2]

    def _gone(self, i: int, last: int) -> bool:
        """مصابي الأيام الماضية، قتلى السنوات الأخيرة، في الأيام الأولى للمعركة; hours are of the news."""
        if self._words[i]["time.unit"].lemma in WITHIN_DAY or i + 1 >= last:
            return False
        return self._words[i + 1].any(("time.past", "time.last")) or self._tokens[i + 1].text == "الاولي"

    def _earlier_event(self, i: int) -> bool:
        """غارة سابقة، جولة سابقة من القتال; not what was left of it and goes off now (مخلفات قصف سابق)."""
        lemma, unit = self._words[i]["time.past"].lemma, self._words[i - 1].get("time.unit")
        if lemma == "سابق" and unit is not None and unit.lemma == "يوم" and "verb.was" in self._words[i - 2]:
            return True  # وكان اليوم السابق قد شهد; في اليوم السابق is of the news
        if i > 1 and self._tokens[i - 2].text in REMNANTS:
            return False
        return lemma == "سابق" and (self._words[i - 1].any(EVENTS_NAMED) or self._tokens[i - 1].text in TIMES)

    def _wartime(self, i: int, last: int) -> bool:
        """خلال الحرب, في الحرب, خلفت الحرب."""
        span = self._words[i].get("noun.span")
        if span is None or not span.tag("war") or "al" not in span.clitics:
            return False
        before = self._tokens[i - 1].text if i else ""
        if before in REMNANTS or before[1:] in REMNANTS:
            return False  # انفجار لغم من مخلفات الحرب أدى إلى
        during = i > 0 and ("mark.during" in self._words[i - 1] or self._tokens[i - 1].text == "في")
        return during or self._results(i, last)

    def compared(self, i: int) -> bool:
        """أول هجوم من نوعه منذ عام، للمرة الثالثة خلال شهر: how rare it is, no stretch that a count runs over."""
        first = max(self._sentences[self._sentence_of[i]].first, i - COMPARED_REACH)
        if self._tokens[i - 1].text in OF_ITS_SORT and i:
            return True  # قصف هو الـ36 من نوعه منذ مطلع العام
        marks = [j for j in range(first, i) if self._ranks(j)]
        ranked = self._tokens[marks[-1]].text.startswith("ال") if marks else False
        # what stands right behind أعنف or ثالث is no verb, however it is written (أعنف قصف)
        return bool(marks) and not any(self._tells(j) for j in range(marks[-1] + (1 if ranked else 2), i))

    def rare(self, i: int) -> bool:
        """وهي الأولى منذ عام 2016: how rare one attack is; the worst of days (أعنف أيامها منذ أسابيع) had several."""
        days = any("time.unit" in self._words[j] for j in range(max(0, i - RARE_REACH), i))
        return not days and self.compared(i)

    def _ranks(self, i: int) -> bool:
        """A superlative or an ordinal; أكثر من 200 compares nothing."""
        if "mark.superlative" in self._words[i]:
            return self._tokens[i + 1].text not in {"من", "وسط"}
        return self._tokens[i].text in self._ordinals

    def _tells(self, i: int) -> bool:
        """A verb that tells of something done; one that describes (هجوم تشهده المدينة) does not."""
        word = self._words[i]
        return word.verb and any(c.startswith("verb.") and entry.aspect != "iv" for c, entry in word.items())

    def _near(self, i: int, last: int, category: str, reach: int) -> bool:
        return any(category in self._words[j] for j in range(i + 1, min(i + 1 + reach, last)))

    def _this(self, i: int, last: int) -> bool:
        """هذا العام، الشهر الجاري، شهر نيسان; في اليوم الأول من العام الحالي is one day."""
        if i > 1 and self._tokens[i - 1].text == "من" and self._one_day(range(max(0, i - 4), i - 1)):
            return False
        if i + 1 < last and self._tokens[i + 1].text in HIJRI:
            return True
        named = self._near(i, last, "time.this", 1) or self._near(i, last, "time.month", 1)
        return named or (i > 0 and "mark.this" in self._words[i - 1])

    def _one_day(self, near: range) -> bool:
        """A day, and not since it."""
        if any("mark.since" in self._words[j] for j in near):
            return False
        units = (self._words[j].get("time.unit") for j in near)
        return any(unit is not None and unit.lemma == "يوم" and unit.number == "s" for unit in units)

    def _earlier(self, i: int, last: int) -> Cue | None:
        """في وقت سابق: of today, of the news' day (من يوم الثلاثاء), or of the month."""
        of_day = [token.text for token in self._tokens[i + 1 : i + 3]] == ["من", "يوم"]
        if of_day or self._near(i, last, "time.adverb", 3):
            return Cue("now", i, "time:earlier-today")
        return Cue("past", i, "time:earlier") if self._near(i, last, "time.unit", 3) else None

    def _long_after(self, i: int, last: int) -> bool:
        """بعد أسبوع من: what follows lies so far back; بعد أسبوع من ذلك is told on."""
        bounded = 2 * (self._tokens[min(i + 2, last - 1)].text == "من")  # بعد أقل من ثلاثة أشهر على
        for j in range(i + 1, min(i + 4 + bounded, last - 2)):
            unit = self._words[j].get("time.unit")
            if unit and unit.lemma == "يوم" and self._aftermath.came_after(i, last):
                return True
            if unit:
                several = unit.number in {"p", "d"} or any(i < k < j for k in self._counted)
                long = unit.lemma not in BRIEF_UNITS or (unit.lemma == "يوم" and several)
                at = next((k for k in range(j + 1, last) if self._tokens[k].text not in ONLY), last)
                of, what = ([token.text for token in self._tokens[at : at + 2]] + ["", ""])[:2]
                return long and of in {"من", "علي"} and what != "ذلك" and not self._spells.calm(at + 1)
        return False

    def _of_span(self, i: int, last: int) -> bool:
        """حصيلة شهر، حصيلة تموز، حصيلة ضحايا العدوان: of a stretch, no single event."""
        for j in range(i + 1, min(i + 4, last)):
            words = self._words[j]
            if "noun.massacre" in words or is_crime(words):
                return False  # حصيلة مجزرة العدوان، عدد شهداء جريمة العدوان
            if "time.month" in words and j == i + 1:
                return True
            unit = words.get("time.unit")
            if unit and j == i + 2 and self._count.get(i + 1, 0) > BRIEF_DAYS:
                return True  # حصيلة خمسة أيام
            if unit and unit.number in {"d", "p"} and self._added(i):
                return True  # وارتفعت بذلك حصيلة يومين
            if unit and j == i + 1 and (unit.lemma not in BRIEF_UNITS or unit.number == "p"):
                return True
            span, weapon = words.get("noun.span"), words.get("weapon")
            if span and "al" in span.clitics:
                return not self._campaigns.on_town(j)
            if weapon and weapon.lemma == MINE and weapon.number == "p" and "al" in weapon.clitics:
                return True  # ضحايا الألغام
        return False

    def _added(self, i: int) -> bool:
        """وبهذا ترتفع حصيلة, وارتفعت بذلك حصيلة: the news brings it there, with what was before."""
        near = range(max(0, i - 2), i)
        rises = any("verb.rise" in self._words[j] for j in near)
        return rises and any(self._tokens[j].text.lstrip("و") in SUMMING for j in near)

    def _results(self, i: int, last: int) -> bool:
        """The war is what the figure comes from (أسفرت الحرب عن، خلفت الحرب)."""
        near = range(max(0, i - 3), min(i + 4, last))
        if any("mark.since" in self._words[j] for j in range(near.start, i)):
            return False  # الأعنف منذ بدء الحرب، حيث أسفرت
        return any("verb.result" in self._words[j] for j in near)
