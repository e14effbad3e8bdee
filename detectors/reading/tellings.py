"""How a figure is told: as a toll that rose, as an earlier word, against another voice, by whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Final

from detectors.reading.looks import Looks, once
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS, REACHING

RISE_REACH: Final = 20
"""Tokens between ارتفع and the figure that it reached."""
COORDINATED: Final = 8
"""Tokens between two figures that one rise reached (إلى 31 شهيدا و48 جريحا)."""
RAISE_REACH: Final = 20
CONTRAST_REACH: Final = 16
"""Tokens between بينما and the voice that it brings in."""
FIRST_REACH: Final = 4
"""Tokens between a figure and what calls it a first toll."""
KNOWN_REACH: Final = 6
"""Tokens between bodies and whether it is known whose they are."""
KNOWN: Final = ("تعرف", "التعرف", "مجهول", "تفحم", "متفحم")
HEAD: Final = 3
COUNT_REACH: Final = 4
"""Tokens from كانت to the count that it is said of (كانت آخر حصيلة معلنة)."""
BECAME: Final = frozenset({
    "بات", "باتت", "اصبح", "اصبحت", "صار", "صارت", "يصبح", "تصبح", "تصير", "يصير", "يغدو", "تغدو", "غدا", "غدت",
    "اضحي", "اضحت", "امسي", "امست",
})  # fmt: skip
FIGURE: Final = frozenset({"رقما", "رقم", "ارقاما", "حصيله", "عددا"})
DIFFERENT: Final = frozenset({"مختلفا", "مختلف", "مختلفه", "مغايرا", "مغايره"})
STILL: Final = ("يزال", "تزال", "زال", "زالت")
AT_FIRST: Final = frozenset({"الامر", "البدايه", "البدء"})
FIRST: Final = frozenset({"اول", "بادئ", "في"})
"""Before such a word: في البداية, أول الأمر."""
NAMED: Final = frozenset({"اسماء", "باسماء", "هويات", "هويه", "بالاسم"})
LATER_ON: Final = frozenset({"لاحق", "لاحقا", "تحديث", "تحديثها"})
NEWER: Final = frozenset({"جديده", "محدثه", "نهائيه"})
"""Behind the word of toll: it replaces the one before (في حصيلة جديدة)."""
FAR: Final = 4
"""Sentences between a figure and another that its sentence sets against it from its first word on."""
TURNS: Final = ("mark.contrast", "mark.but", "noun.moment")
"""Words that may set another voice against the one before: بينما، غير أن، في وقت."""
THAT: Final = ("ان", "انه", "انها")
BLOWS: Final = ("noun.attack", "noun.explosion")
VOICES: Final = ("verb.say", "verb.count", "verb.estimate", "verb.lower", "verb.raise", "noun.source")
RISES: Final = ("verb.rise", "noun.rise", "verb.raise")
PEOPLE: Final = ("noun.killed", "noun.injured", "noun.victim")
TOLD: Final = ("verb.say", "verb.count", "verb.estimate", "noun.say")
ALL: Final = frozenset({"مختلف", "عموم", "جميع", "كافه", "شتي", "انحاء", "ارجاء", "كامل"})
REST: Final = frozenset({"باقي", "بقيه", "سائر"})
IN: Final = frozenset({"في", "وفي"})
ALL_IN: Final = frozenset({"في", "علي", "مستوي", "شملت", "من"})
AREAS: Final = frozenset(
    {"المناطق", "مناطق", "المحافظات", "محافظات", "البلاد", "المدن", "مدن", "القطاع", "المحافظه", "الاحياء", "الاراضي"}
)
ALL_REACH: Final = 6
"""Tokens between a figure and the words that say that it is counted everywhere."""
EARLY: Final = ("noun.toll", "noun.source", "noun.moment")
"""Said to be earlier or first: حصيلة أولية، بيان أول، في وقت سابق."""
TOLLS: Final = ("noun.toll", "noun.total")


class Tellings(Looks):
    """Looks at the sentences that tell the figures of one article."""

    def __init__(self, matches: Matches) -> None:
        super().__init__()
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._at = matches.standing
        self._amounts = sorted(amount.first for amount in matches.amounts)
        document = matches.document
        self._firsts = [i for i, _ in document.where(AT_FIRST) if i and document.texts[i - 1] in FIRST]
        """أول الأمر، في البدء."""
        self._bounds = {i for amount in matches.amounts for i in range(amount.first, amount.core)}
        """Words that bound a number (ما يصل إلى 10): no toll rises by them."""

    def _number(self, c: Candidate) -> int:
        """Token of its number, its first one without."""
        k = bisect_left(self._amounts, c.first)
        return self._amounts[k] if k < len(self._amounts) and self._amounts[k] < c.last else c.first

    @once
    def rises_to(self, c: Candidate) -> bool:
        """A toll is said to have reached the figure (ارتفعت الحصيلة إلى 31 شهيدا و48 جريحا)."""
        sentence = self._m.document.sentences[c.sentence]
        number = self._number(c)
        joined = self._tokens[number - 1].text == "و" or self._and(number)
        reach = COORDINATED if joined else 0
        first, last = bisect_left(self._amounts, number - reach), bisect_right(self._amounts, number)
        targets = [i for i in self._amounts[first:last] if i >= sentence.first]
        reached = [i for i in targets if self._tokens[i - 1].text in REACHING and self._told_on(i, number)]
        reached = [i for i in reached if "mark.with" not in self._words[i - 2]]  # وصل 17 شهيدا، إضافة إلى 20
        if not reached:
            return any(self._became(i, sentence.first) and self._told_on(i, number) for i in targets)
        rises = self._at.of_any(RISES, max(sentence.first, reached[-1] - RISE_REACH), reached[-1])
        counts = any(self._at.any(sort, sentence.first, sentence.last) for sort in (TOLLS, PEOPLE))
        return counts and any(i not in self._bounds for i in rises)

    def _became(self, number: int, first: int) -> bool:
        """وبات عدد الضحايا 32، ليصبح العدد سبعة، العدد صار خمسة."""
        tolls = self._at.of("noun.toll", max(first, number - COUNT_REACH), number)
        beside = (max(first, tolls[0] - 1), tolls[0] + 1) if tolls else ()
        return any(self._tokens[i].text.lstrip("ولف") in BECAME for i in beside)

    def _and(self, i: int) -> bool:
        """و stands before the word, which does not only begin with the letter (وفاة)."""
        words = self._words[i]
        own = bool(words) and not any("wa" in entry.clitics for entry in words.values())
        return self._tokens[i].text.startswith("و") and not own

    def _told_on(self, first: int, last: int) -> bool:
        """No verb and no death stands between (إلى تسعة بوفاة طفلة ورجلين)."""
        return not any(self._words[i].verb or "noun.death" in self._words[i] for i in range(first, last))

    @once
    def resumes(self, c: Candidate) -> bool:
        """الحصيلة، عدد الضحايا, قتل ستة في حصيلة أولية: the toll of what was told before, as it stands now."""
        return self.names_toll(c) or self.first_toll(c)

    def names_toll(self, c: Candidate) -> bool:
        """الحصيلة، عدد الضحايا، حصيلة التفجير: before the figure, as if known."""
        sentence = self._m.document.sentences[c.sentence]
        number = self._number(c)
        for i in self._at.of("noun.toll", max(sentence.first, number - RISE_REACH), number):
            definite = "al" in self._words[i]["noun.toll"].clitics
            following = self._words[i + 1]
            of_blow = any("al" in following[blow].clitics for blow in BLOWS if blow in following)
            if definite or of_blow or self._at.any(PEOPLE, i + 1, min(i + 2, sentence.last)):
                return True
        return False

    def shared_out(self, c: Candidate) -> bool:
        """وتوزعت الحصيلة بين 314 قتيلا في …: a share, whatever word of toll stands before."""
        sentence = self._m.document.sentences[c.sentence]
        return self._at.any(("verb.spread",), sentence.first, c.first)

    def lowered(self, c: Candidate) -> bool:
        """ثم خفض ناشطون العدد إلى 55."""
        sentence = self._m.document.sentences[c.sentence]
        number = self._number(c)
        near = max(sentence.first, number - RISE_REACH)
        return self._tokens[number - 1].text == "الي" and self._at.any(("verb.lower",), near, number)

    def identified(self, c: Candidate) -> bool:
        """عشرون جثة لم يتعرف عليها أحد، 11 جثة مجهولة الهوية: bodies told of as they were known or not."""
        if self.found(c) is None:
            return False
        near = range(c.last, min(c.last + KNOWN_REACH, self._m.document.sentences[c.sentence].last))
        return any(self._tokens[i].text.lstrip("وي").startswith(KNOWN) for i in near)

    def recovered(self, c: Candidate) -> bool:
        """بعد انتشال 38 جثة: the dead that were found, told against a toll."""
        return self.found(c) is True

    def found(self, c: Candidate) -> bool | None:
        """Whether bodies were brought out; None of other people."""
        if not any("noun.body" in self._words[i] for i in (c.noun, c.trigger) if i is not None):
            return None
        clause = self._m.clauses[c.clause]
        return self._at.any(("noun.recover", "verb.recover"), clause.first, clause.last)

    def earlier_word(self, c: Candidate) -> bool:
        """Told as what was said at first: حصيلة أولية، وكانت الشرطة قد ذكرت، وكانت 5 قبل ساعات."""
        sentence = self._m.document.sentences[c.sentence]
        last = min(c.first, sentence.last - 1)
        for i in self._at.of_any(EARLY, sentence.first, last):
            following = self._words[i + 1]
            if ("time.past" in following or "mark.first" in following) and not self._counted(i, c):
                return True
        was = self._at.of("verb.was", sentence.first, last)
        past = [i for i in was if (e := self._words[i]["verb.was"]).aspect == "pv" and e.number == "s"]
        told = any(self._was_told(i, c) or self._was_count(i, c) for i in past) or self._after_word(sentence.first, c)
        return told or self.first_toll(c) or any(sentence.first < i < c.first for i in self._firsts)

    def by_name(self, c: Candidate) -> bool:
        """أسماء 67 قتيلا، التعرف على هويات 30 قتيلا: those of the dead who are known."""
        return any(self._tokens[i].text in NAMED for i in range(max(0, c.first - HEAD), c.first))

    def preliminary(self, c: Candidate, *, ahead: bool = False) -> bool:
        """حصيلة أولية: an earlier toll of the event told of, wherever, when said `ahead` of the figure."""
        sentence = self._m.document.sentences[c.sentence]
        tolls = self._at.of("noun.toll", sentence.first, c.first if ahead else sentence.last - 1)
        known = self.names_toll(c) if ahead else self.resumes(c)
        return known or any("mark.first" in self._words[i + 1] for i in tolls)

    def _counted(self, i: int, c: Candidate) -> bool:
        """Another number stands between, of which it is no second fate (سابقة بلغت 9 قتلى و25 جريحا, وإصابة 25)."""
        number = self._number(c)
        between = sum(i < amount < number for amount in self._amounts)
        joined = self._and(number) or (c.trigger == number - 1 and self._and(c.trigger))
        return between > (self._tokens[number - 1].text == "و" or joined)

    def first_toll(self, c: Candidate) -> bool:
        """… كحصيلة أولية، في حصيلة غير نهائية."""
        last = min(c.last + FIRST_REACH, self._m.document.sentences[c.sentence].last - 1)
        return any("mark.first" in self._words[i + 1] for i in self._at.of("noun.toll", c.last, last))

    def _was_told(self, i: int, c: Candidate) -> bool:
        """كانت … قد ذكرت أن 3: what had been told before; كانت 5: what the count was."""
        if c.first == i + 1:
            return True
        if not self._at.any(TOLD, i + 1, c.first):
            return False
        if any(self._turn(j) for j in self._at.of_any(TURNS, i + 1, c.first)):
            return False
        clauses = (self._m.clauses[k] for k in range(self._m.clause_of[i] + 1, c.clause + 1))
        return not any(k.opener == "relative" or self._tokens[k.first - 1].text == "قبل" for k in clauses)

    def _after_word(self, first: int, c: Candidate) -> bool:
        """بعد أن ذكرت وسائل إعلام أن 3 قتلوا, بعدما أعلنت الشرطة مقتل 3: what had been said before."""
        for i in self._at.of("verb.say", first + 2, c.first):
            before = (self._tokens[i - 2].text, self._tokens[i - 1].text)
            after = before[1] == "بعدما" or before == ("بعد", "ان")
            if after and not self._at.any(TURNS, i, c.first) and not self._counted(i, c):
                return True
        return False

    def _was_count(self, i: int, c: Candidate) -> bool:
        """كانت الحصيلة المعلنة ظهرا 9، الحصيلة كانت صباحا 9: what the count was; no share (الأكبر في …)."""
        tolls = self._at.of("noun.toll", max(0, i - 1), min(i + COUNT_REACH, c.first))
        if not tolls or self._m.clause_of[i] != c.clause or self._counted(i, c):
            return False
        return not self._at.any(("mark.superlative",), i + 1, c.first)

    def raised(self, c: Candidate) -> bool:
        """ارتفع إلى 20, or a source has raised its count (رفعت الوزارة الحصيلة إلى)."""
        sentence = self._m.document.sentences[c.sentence]
        tolls = self._at.of("noun.toll", sentence.first, c.first)
        if self.rises_to(c) or any(self._tokens[i + 1].text in NEWER for i in tolls):
            return True
        before = range(max(sentence.first, c.first - RAISE_REACH), c.last)
        raises = self._at.any(("verb.raise",), before.start, before.stop)
        return raises and any(self._tokens[i].text in {"الي", "لـ", "ل"} and i not in self._bounds for i in before)

    def contrasted(self, a: Candidate, b: Candidate) -> bool:
        """بينما تحدث المرصد عن 58: another voice sets its figure against one just given, or against the report's."""
        head = self._m.document.sentences[b.sentence].first
        near = b.sentence - a.sentence <= 1
        if not near and b.sentence - a.sentence > FAR:
            return False
        turns = self._at.of_any(TURNS, a.last if near else head, b.first if near else min(head + HEAD, b.first))
        if any(self._turn(i) and self._speaks(i, b) for i in turns):
            return True
        return self._opposed(a, b) or (near and self._differs(max(a.last, head), b.first))

    def _differs(self, first: int, last: int) -> bool:
        """وقدم الدفاع المدني رقما مختلفا، متحدثا عن خمسة."""
        pairs = pairwise(token.text for token in self._tokens[first:last])
        return any(noun in FIGURE and adjective in DIFFERENT for noun, adjective in pairs)

    def _opposed(self, a: Candidate, b: Candidate) -> bool:
        """فبينما تحدث شهود عن 16، أكد مصدر أن …: the turn stands before the first of two voices."""
        said = self._at.of("verb.say", a.last, b.first) if a.sentence == b.sentence else []
        head = self._m.document.sentences[b.sentence].first if said else a.first
        if not any(self._turn(i) and self._speaks(i, a) for i in self._at.of_any(TURNS, head, a.first)):
            return False
        return any(not self._words[i]["verb.say"].clitics and self._tokens[i - 1].text in COMMAS for i in said)

    def _speaks(self, i: int, b: Candidate) -> bool:
        """What follows a turn is first of all a word of saying, in the sentence of the figure."""
        for j in range(i + 1, min(i + 1 + CONTRAST_REACH, b.first)):
            words = self._words[j]
            if words.any(VOICES):
                return self._m.sentence_of[j] == b.sentence
            if words.verb and any(c.startswith("verb.") and e.aspect == "pv" for c, e in words.items()):
                return False
        return False

    def _turn(self, i: int) -> bool:
        """بينما، غير أن، إلا أن، في وقت."""
        if "mark.contrast" in self._words[i]:
            return True
        if "noun.moment" in self._words[i] and self._tokens[i - 1].text in {*IN, "ففي"}:  # في وقت قال, ففي الوقت الذي
            return bool(self._words[i + 1].verb) or self._tokens[i + 1].text == "الذي"
        return "mark.but" in self._words[i] and self._tokens[i + 1].text in THAT

    def everywhere(self, c: Candidate) -> bool:
        """54 شهيدا في مختلف المناطق, 61 قتيلا في عموم سوريا: counted over the whole land, and nobody else's."""
        sentence = self._m.document.sentences[c.sentence]
        return not c.others and any(self._all(i) for i in range(c.first, min(c.last + ALL_REACH, sentence.last - 1)))

    def _remote(self, i: int) -> bool:
        """وفي باقي المناطق، في مناطق أخرى: what happened wherever the text was not speaking of."""
        texts = [t.text for t in self._tokens[i + 1 : i + 3]] if self._tokens[i].text in IN else []
        return len(texts) > 1 and (
            (texts[0] in REST and texts[1] in AREAS) or (texts[0] in AREAS and texts[1] == "اخري")
        )

    def _all(self, i: int) -> bool:
        """مختلف المناطق, عموم البلاد, أنحاء س."""
        if self._tokens[i].text not in ALL or self._tokens[i - 1].text not in ALL_IN:
            return False
        following = self._tokens[i + 1].text
        return following in AREAS or following in ALL or any(p.first <= i + 1 < p.last for p in self._m.places)

    def one_of_attacks(self, a: Candidate, c: Candidate) -> bool:
        """بينها قصف … قتل فيه 12, أعنفها في س حيث قتل ستة: between the two, one of the attacks is told apart."""
        return self._at.any(("mark.single",), a.last, c.first) or any(
            self._words[i + 1].any(BLOWS) for i in self._at.of("mark.subset", a.last, c.first)
        )

    def later(self, a: Candidate, b: Candidate) -> bool:
        """في تحديث، في وقت لاحق، قبل أن يعلن: what is said between the two was said later."""
        between = range(a.last, b.first)
        return any(self._tokens[i].text in LATER_ON or self._tokens[i].text in NEWER for i in between) or any(
            self._tokens[i].text == "قبل" and self._tokens[i + 1].text == "ان" for i in between
        )

    def still(self, c: Candidate) -> bool:
        """لا يزال 17 مصابا: as many as there are now."""
        return any(token.text.endswith(STILL) for token in self._tokens[max(0, c.first - HEAD) : c.first])
