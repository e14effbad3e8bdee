"""Days in a row: a headline that names a spell of them, and a toll "until now" of an attack in its fifth day."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from detectors.numbers.vocabulary import Vocabulary
from detectors.reading.model import Candidate, DateMention, Matches
from detectors.reading.people import COMMAS, FATES, PERSONS

BRIEF_DAYS: Final = 3
"""Days of which a toll is news (reading guide: the last 24 to 72 hours)."""
WITHIN_DAY: Final = frozenset({"ساعه", "دقيقه"})
DAY: Final = "يوم"
_WEEK: Final = "اسبوع"
_PRECEDED: Final = ("سبق", "تسبق", "يسبق")
_PRECEDED_REACH: Final = 6
"""Tokens between it and how long before: what came next (سبقت اجتماع مجلس الأمن بساعات)."""
_BEFORE_THAT: Final = frozenset({"قبله", "قبلها", "قبلهما", "قبلهم"})
_WHILES: Final = frozenset({"الحين", "الفينه", "حين", "وقت", "فتره", "فينه"})
_COVERS: Final = frozenset({"تغطي", "يغطي", "غطت", "غطي"})
_MEANS: Final = frozenset({"بمتوسط", "بمعدل", "وبمتوسط", "وبمعدل", "متوسط", "معدل"})
_EACH: Final = frozenset({"في", "كل", "خلال"})
_MEAN_REACH: Final = 7
"""Tokens between the word of a mean and its number, or between the number and the day."""
_MANNER: Final = frozenset({"بشكل", "بصوره"})
_STEADY: Final = frozenset({"دائم", "دائمه", "متكرر", "متكرره", "مستمر", "مستمره", "يومي", "يوميه", "شبه", "دوري"})
_REPEATED: Final = frozenset({"متكرر", "متكرره", "باستمرار", "دائما", "يوميا"})
_DAYS: Final = ("time.adverb", "time.day")
_LASTED: Final = frozenset({"دام", "دامت", "استمر", "استمرت", "استغرق", "استغرقت"})
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_REACH: Final = 8
"""Tokens of a headline before its colon."""
_CALM: Final = frozenset({"هدوء", "هدنه", "تهدئه", "انقطاع", "انسحاب", "حصار", "صمت", "سيطره"})
_ENDED: Final = ("noun.halt", "noun.land", "noun.fall")
"""What no one dies of: a lull, a truce, the end of the strikes, the fall of a town."""
_ROW: Final = ("علي", "التوالي")
_TRUCE: Final = frozenset({"هدنه", "وقف", "اتفاق", "تهدئه"})
_BREACHES: Final = frozenset({"خروقات", "انتهاكات", "خرق"})
"""Before a truce: what is counted since it began are these."""
_IN_FORCE: Final = frozenset(
    {"ساري", "ساريه", "سار", "قائم", "قائمه", "معلن", "معلنه", "مبرم", "مبرمه", "هش", "هشه", "ذي", "تي"}
)
_LASTING: Final = frozenset(
    {"مغلق", "مغلقه", "متوقف", "متوقفه", "مهجور", "مهجوره", "محاصر", "محاصره", "مدمر", "مدمره", "معطل", "معطله"}
)
"""What a place has been since a time (البلدة المحاصرة منذ أعوام)."""
_SAID_ON_REACH: Final = 6
"""Tokens between وفق and the day on which somebody said so."""
_HAPPENING: Final = ("noun.attack", "noun.death", "noun.injury", "noun.explosion", "mark.connector")
_FLED_REACH: Final = 6
"""Tokens between that people fled and when."""
_CONTACT: Final = "الاتصال"
_CONTACT_REACH: Final = 3
"""Tokens between the word that contact with people was lost and since when (انقطع الاتصال بهم قبل أسبوع)."""
_HARM: Final = ("verb.kill", "verb.die", "verb.injure", "verb.result", "verb.attack", "noun.death", "noun.injury")
_CAMPAIGN: Final = frozenset({"حمله", "هجوم", "عمليه", "تصعيد", "سلسله"})
_WITHIN: Final = frozenset({"ضمن", "اطار", "سياق"})
_ASKED: Final = frozenset({"دعا", "دعت", "ناشد", "ناشدت", "طالب", "طالبت", "حث", "حثت", "حض", "حضت", "وجه", "وجهت"})
_APPEALS: Final = _ASKED - {"وجه", "وجهت"} | {"يناشد", "تناشد", "يدعو", "تدعو", "يحث", "تحث"}
_PEACE: Final = frozenset({
    "السلاح", "الحوار", "التهدئه", "الهدوء", "القتال", "التفاوض", "المفاوضات", "الهدنه", "طاوله", "المدافع", "البنادق",
    "العقل", "النفس", "العنف", "النار",
})  # fmt: skip
_LEAD: Final = 1
_WORST: Final = frozenset(
    f"{worst}ها" for worst in ("اشد", "اعنف", "اسوا", "ادما", "ابرز", "اكبر", "اخر", "احدث", "افظع", "اقسا")
)
_ROWS: Final = ("noun.attack", "noun.explosion", "noun.massacre", "noun.operation", "noun.incident")
_ASKER_REACH: Final = 8
"""Tokens of who had asked for something (وكان رئيس المجلس المحلي قد دعا)."""
_PASSED: Final = frozenset({"مر", "مرت", "مرا", "مضي", "مضت", "انقضي", "انقضت", "تمر", "يمر"})
_ENTERED: Final = frozenset({"دخل", "دخلت", "تدخل", "يدخل"})
_WHICH: Final = frozenset({"التي", "الذي"})
_LED_TO: Final = ("verb.result", "verb.take_life", "verb.kill")
_TRUCE_REACH: Final = 7
"""Tokens between a truce or a campaign and since when it has lasted (وقف إطلاق النار الذي دخل حيز التنفيذ منذ)."""


@cache
def _late() -> frozenset[str]:
    """Ordinals beyond the third, as written."""
    atoms = Vocabulary.load().atoms
    return frozenset(
        w for w, kinds in atoms.items() if any(a.kind == "ordinal" and a.value > BRIEF_DAYS for a in kinds)
    )


_HALF_IN: Final = frozenset({"في", "خلال", "طوال", "مدي", "غضون", "ظرف", "طيله"})
"""Before half a month: a stretch that the count runs over."""


class Spells:
    """Looks at such words in one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._texts = matches.document.texts
        self._counted = {a.last: a for a in (*matches.amounts, *matches.durations)}

    def headed(self, i: int) -> bool:
        """أسبوع دام على إدلب: 120 شهيدا، خمسة أيام من القصف: a spell, then a count; شهر على الهدنة: so long since."""
        first, last = self._m.document.sentences[self._m.sentence_of[i]][:2]
        counted = self._counted.get(i)
        if (counted.first if counted else i) != first or self._texts[i + 1 : i + 2] == ["علي"]:
            return False
        unit = self._m.words[i]["time.unit"]
        many = (counted.low or 0) > BRIEF_DAYS if counted else unit.number == "p"
        if unit.lemma in WITHIN_DAY or (unit.lemma == DAY and not many):
            return False
        colon = next((j for j in range(i + 1, min(i + _REACH, last)) if self._texts[j] == ":"), None)
        return colon is not None and any(a.first >= colon for a in self._m.amounts if a.first < last)

    def hours_before(self, i: int, last: int) -> bool:
        """سبقت التقرير بساعات غارات, سبق الاجتماع بيوم قصف: what is as new as the news that it came before."""
        if not self._texts[i].removeprefix("و").startswith(_PRECEDED):
            return False
        for j in range(i + 1, min(i + _PRECEDED_REACH, last)):
            unit = self._m.words[j].get("time.unit")
            if unit is not None and "bi" in unit.clitics:
                return unit.lemma in WITHIN_DAY or (unit.lemma == DAY and unit.number != "p")
        return False

    def came_before(self, i: int) -> bool:
        """وسبقته بأسبوع هجمات، وقبله بستة أسابيع، وقبل ذلك بأيام: so long before the news; وقبلها بيومين is not."""
        unit, counted = self._m.words[i]["time.unit"], self._counted.get(i + 1) or self._counted.get(i)
        first = counted.first if counted is not None else i
        if "bi" not in unit.clitics and not (first < i and self._texts[first].startswith("ب")):
            return False
        several = unit.number == "p" and (counted is None or (counted.low or 0) > BRIEF_DAYS)
        if unit.lemma in WITHIN_DAY or (unit.lemma == DAY and not several):
            return False
        told = self._texts[first - 1].removeprefix("و").removeprefix("ف") if first else ""
        that = told == "ذلك" and self._texts[first - 2].removeprefix("و") == "قبل"
        return that or told in _BEFORE_THAT or told.startswith(_PRECEDED)

    def gone_by(self, i: int) -> bool:
        """ثلاثة أعوام مرت على المجزرة: so long ago; whoever died on the day of its return is told of elsewhere."""
        unit = self._m.words[i]["time.unit"]
        brief = unit.lemma in WITHIN_DAY or unit.lemma == DAY
        gone = self._texts[i + 1 : i + 2] + self._texts[i + 2 : i + 3]
        return not brief and len(gone) > 1 and gone[0] in _PASSED and gone[1] == "علي"

    def appealed(self, i: int) -> bool:
        """وكان المجلس قد دعا إلى الهدوء، بعدما أوقعت صدامات …: it happened before what somebody had asked for since."""
        first = self._m.document.sentences[self._m.sentence_of[i]].first
        if self._texts[i + 1 : i + 2] == ["ذلك"]:
            return False
        if self._m.sentence_of[i] > _LEAD and self._for_peace(first, i):
            return True
        if "verb.was" not in self._m.words[first]:
            return False
        had = next((j for j in range(first + 1, min(first + _ASKER_REACH, i - 1)) if self._texts[j] == "قد"), None)
        return had is not None and self._texts[had + 1] in _ASKED

    def _for_peace(self, first: int, last: int) -> bool:
        """وناشد النائب الطرفين أن يسكتا السلاح، وذلك إثر …: an appeal in what follows the lead, and why it was made."""
        asked = next((j for j in range(first, last) if self._texts[j].removeprefix("و") in _APPEALS), None)
        return asked is not None and not _PEACE.isdisjoint(self._texts[asked + 1 : last])

    def worst_lately(self, i: int) -> bool:
        """وتكاثرت في الأسابيع الأخيرة الهجمات. وكان أشدها …: one of those that were, and no news."""
        if self._texts[i : i + 1] == [] or self._texts[i] not in _WORST:
            return False
        number = self._m.sentence_of[i]
        first = self._m.document.sentences[max(0, number - 1)].first
        words, texts = self._m.words, self._texts
        lately = any(
            "time.last" in words[j] and ("time.unit" in words[j - 1] or texts[j - 1] == "الاونه")
            for j in range(max(1, first), i)
        )
        return lately and any(word.number == "p" for j in range(first, i) for c in _ROWS if (word := words[j].get(c)))

    def entered(self, i: int, last: int) -> bool:
        """المعارك التي دخلت أسبوعها الثالث أوقعت 120: what came of all of it."""
        unit, began = self._m.words[i]["time.unit"], self._texts[i - 1 : i] if i else []
        if not unit.pronoun or unit.lemma in WITHIN_DAY or not began or began[0] not in _ENTERED:
            return False
        led = self._m.standing.any(_LED_TO, i + 1, last)
        return led and self._texts[i - 2] in _WHICH

    def fraction(self, i: int) -> bool:
        """النصف الأول من العام، الربع الثاني من عام 2017، مطلع العام, في نصف شهر; نهاية الأسبوع is a day or two."""
        unit = self._m.words[i]["time.unit"]
        if unit.number == "s" and self._texts[i - 1 : i] == ["نصف"] and self._texts[i - 2] in _HALF_IN:
            return not unit.clitics
        if unit.lemma == _WEEK or not ("al" in unit.clitics or any(map(_YEAR.fullmatch, self._texts[i + 1 : i + 2]))):
            return False
        at = next((j for j in range(max(0, i - 3), i) if "noun.fraction" in self._m.words[j]), None)
        return at is not None and self._texts[at - 1] not in {"مع", "ومع"}  # مع بداية العام: a day

    def now_and_then(self, i: int) -> bool:
        """بين الحين والآخر، من وقت لآخر: what happens again and again."""
        return i > 1 and self._texts[i - 1] in _WHILES and self._texts[i - 2].removeprefix("و") in {"بين", "من"}

    def usual(self, c: Candidate) -> bool:
        """وتشهد البلدة هجمات متكررة تؤدي إلى سقوط قتلى: what happens again and again to nobody in particular."""
        first, standing = self._m.document.sentences[c.sentence].first, self._m.standing
        results = standing.of("verb.result", first, c.first)
        if c.qualifier != "unspecified" or not results or standing.any(_DAYS, first, c.last):
            return False
        going_on = all(self._going_on(i) for i in range(first, c.first) if self._m.words[i].verb)
        others = any(self._m.words[i].verb for i in range(first, results[-1]))  # غارات متكررة تسفر عن قتلى is news
        return others and going_on and any(map(self._again, range(first, c.first)))

    def mean(self, c: Candidate) -> bool:
        """بمعدل 43 قتيلا و150 جريحا في اليوم الواحد: how many of those counted there were each day."""
        start = max(self._m.document.sentences[c.sentence].first, c.first - _MEAN_REACH)
        at = next((i for i in range(c.first - 1, start - 1, -1) if self._texts[i] in _MEANS), None)
        if at is None or any(self._m.words[i].verb or self._texts[i] in COMMAS for i in range(at, c.first)):
            return False
        behind = range(c.last, min(c.last + _MEAN_REACH, len(self._texts)))
        each = (i for i in behind if self._m.words[i].any(("time.unit", "mark.rate")))
        return any("mark.rate" in self._m.words[i] or self._texts[i - 1] in _EACH for i in each)

    def _going_on(self, i: int) -> bool:
        """تشهد, تؤدي: no verb of what is over."""
        verbs = [entry for category, entry in self._m.words[i].items() if category.startswith("verb.")]
        return any(entry.aspect == "iv" for entry in verbs) or all(entry.pos != "verb" for entry in verbs)

    def _again(self, i: int) -> bool:
        """بشكل دائم, هجمات متكررة, بين الحين والآخر, باستمرار."""
        manner = self._texts[i] in _MANNER and not _STEADY.isdisjoint(self._texts[i + 1 : i + 2])
        return manner or self._texts[i].removeprefix("ال") in _REPEATED or self.now_and_then(i)

    def lasted(self, i: int, last: int) -> bool:
        """جولة دامت أسبوعا وخلفت 18 قتيلا, أسفرت معارك استمرت عشرة أيام عن: what came of all of it.

        بيانات تغطي أسبوعين: what they count was so long.
        """
        counted, unit = self._counted.get(i), self._m.words[i]["time.unit"]
        verb = (counted.first if counted else i) - 1
        days = (counted.low or 0) if counted else 1
        brief = unit.lemma in WITHIN_DAY or (unit.lemma == DAY and days <= BRIEF_DAYS)
        if verb > 0 and not brief and self._texts[verb] in _COVERS:
            return True
        if verb < 1 or brief or self._texts[verb].removeprefix("و") not in _LASTED:
            return False
        behind = i + 1 + (self._texts[i + 1 : i + 2] in (["،"], [","]))
        if behind < last and "verb.result" in self._m.words[behind]:
            return True
        of_it = self._texts[i + 1 : i + 2] == ["عن"]
        return of_it and self._m.standing.any(("verb.result",), max(0, verb - _REACH), verb)

    def calm(self, i: int) -> bool:
        """من الهدوء، على سقوط المدينة: what lies so far back counts nobody, so whoever was killed was killed now."""
        text = self._texts[i] if i < len(self._texts) else ""
        ended = text != "" and self._m.words[i].any(_ENDED)
        if ended and i + 1 < len(self._texts) and self._m.words[i + 1].any((*PERSONS, *FATES)):
            return False  # على سقوط قتلى
        if ended and any(amount.first == i + 1 for amount in self._m.amounts):
            return False  # من سقوط خمسة أشخاص
        return text.removeprefix("ال") in _CALM or ended

    def until_now(self, i: int) -> bool:
        """لليوم الخامس على التوالي غاراتها التي أودت حتى الآن: what is counted until now began with the first day."""
        first = self._m.document.sentences[self._m.sentence_of[i]].first
        rows = (j for j in range(first + 2, i - 1) if tuple(self._texts[j : j + 2]) == _ROW)
        return any(self._texts[j - 1] in _late() and "time.unit" in self._m.words[j - 2] for j in rows)

    def said_on(self, mention: DateMention) -> bool:
        """، وفق ما ذكرت اللجنة الأحد: the day on which it was said."""
        by = self._m.standing.of("noun.say", max(0, mention.first - _SAID_ON_REACH), mention.first)
        if not by or self._texts[by[-1] - 1] not in COMMAS:
            return False
        return not self._m.standing.any(_HAPPENING, by[-1], mention.first)

    def lasting(self, i: int) -> bool:
        """المركز الصحي المغلق منذ سنتين, عائلة نزحت قبل أسبوعين: of a place or of what people had done, no figure."""
        brief = any(text.startswith(DAY) for text in self._texts[i : i + 2])  # قبل يومين: of the news as well
        if not brief and _CONTACT in self._texts[max(0, i - _CONTACT_REACH) : i]:
            return True
        fled = self._m.standing.of("verb.displace", max(0, i - _FLED_REACH), i)
        if fled and not self._m.standing.any(_HARM, fled[-1], i):
            return True
        if not i or "mark.since" not in self._m.words[i]:
            return False
        return self._texts[i - 1].removeprefix("ال") in _LASTING or self.told_of_else(i)

    def told_of_else(self, i: int) -> bool:
        """للهدنة القائمة منذ عام, ضمن حملة بدأت منذ أسبوعين: how long that has lasted, at منذ, and no figure of it."""
        sentence = self._m.document.sentences[self._m.sentence_of[i]]
        for j in range(i - 2, max(sentence.first, i - _TRUCE_REACH) - 1, -1):
            bare = self._texts[j].removeprefix("لل").removeprefix("ال")
            breach = self._texts[j - 1].removeprefix("و") in _BREACHES and self._texts[j - 2] != "في"  # في خرق للهدنة
            if bare in _TRUCE and not breach:
                return any(self._texts[k].removeprefix("ال") in _IN_FORCE for k in range(j + 1, i))
            if bare in _CAMPAIGN and not _WITHIN.isdisjoint(self._texts[max(sentence.first, j - 2) : j]):
                return not any(i + 2 < a.first < sentence.last for a in self._m.amounts)
        return False
