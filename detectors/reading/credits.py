"""Whom figures are credited to: a second source in one sentence, a source behind each, the state's agency."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Final

from detectors.reading.looks import once
from detectors.reading.model import Candidate
from detectors.reading.people import COMMAS
from detectors.reading.tellings import CONTRAST_REACH, FAR, FIRST_REACH, HEAD, THAT, TURNS, VOICES, Tellings

OF_HARM: Final = ("noun.death", "noun.injury", "noun.fall", "noun.loss", "noun.recover")
SURE: Final = frozenset({"تحقق", "تحققت", "تحققوا", "تاكد", "تاكدت", "تاكدوا", "التحقق", "التاكد"})
SURE_REACH: Final = 4
"""Tokens between such a word and the figure."""
BYLINE: Final = 2
"""Sentences at the beginning that may name whose text it is."""
AGENCIES: Final = frozenset({"سانا"})
BY: Final = frozenset({"وفق", "بحسب", "حسب", "وفقا"})
WITH_WHOM: Final = BY | {"لدي"}
AS_FOR: Final = frozenset({"اما", "واما"})
WHERE: Final = frozenset({"في", "علي", "عن", "من", "بالنسبه", "بشان", "خارج", "داخل", "شمال", "جنوب", "شرق", "غرب"})
"""Behind أما: another place or matter, and no other side."""
IN_TURN: Final = frozenset({"بدوره", "بدورها"})
ASIDE: Final = frozenset({"جانبه", "جانبها", "جهته", "جهتها"})
SIDE: Final = frozenset({"جانب", "جهه", "ناحيه"})
OTHER: Final = frozenset({"اخر", "اخري", "ثانيه"})
ASIDE_MOST: Final = 3
"""Tokens of من جانب آخر."""
DAY: Final = frozenset({"اليوم", "اليومين"})
SAME: Final = frozenset({"نفسه", "ذاته", "نفسهما", "ذاتهما", "عينه"})
SPOKE: Final = "تحدث"
UNNAMED: Final = frozenset({"وسائل", "تقارير", "انباء", "مواقع", "ناشطون", "نشطاء", "وكالات", "صحف", "شهود", "روايات"})
"""Voices behind which nobody stands: what they speak of is set beside what the report holds."""
FLASH: Final = frozenset({"عاجل", "هام", "متابعه"})
"""Before the source of a line of a ticker."""
HEADING: Final = 8
"""Tokens from there to the colon."""
SPEAKERS: Final = ("noun.source", "org.rescue")
OUTLETS: Final = UNNAMED | AGENCIES | {
    "رويترز", "رصد", "مراسل", "مراسلنا", "مراسلتنا", "تنسيقيه", "صحيفه", "موقع", "اعلام", "الاعلام", "محافظ",
}  # fmt: skip
SIMILAR: Final = 2
"""Two counts of one day are at most so far apart."""
CLAIMS: Final = ("noun.claim", "verb.claim")
BLAMES: Final = frozenset(
    {"حمل", "حملت", "حملوا", "يحمل", "تحمل", "تحميل", "محملا", "محمله", "محملين", "القي", "القت", "تلقي", "يلقي"}
)
"""Before the word of responsibility, whom it is laid on between the two."""
NEAR: Final = 2
"""Tokens between a negation and the word of claiming."""
SAYS: Final = ("noun.source", "verb.say", "noun.say")
FOR: Final = "باسم"
"""متحدث باسم …: who it is that speaks follows."""
ANSWERS: Final = ("verb.say", "verb.count", "verb.estimate")


class Credits(Tellings):
    """Looks at the sources of the figures of one article."""

    @once
    def sources(self, c: Candidate) -> frozenset[str]:
        """Words of the sentence that name who says it: مصدر أمني is another one than مصدر طبي."""
        sentence = self._m.document.sentences[c.sentence]
        found: set[int] = set()
        for i in self._at.of_any((*SAYS, "verb.count"), sentence.first, sentence.last):
            first = i if "noun.source" in self._words[i] else i + 1
            near = range(first, min(first + 2, len(self._tokens)))
            named = next((j + 1 for j in near if self._tokens[j].text == FOR), first)
            found |= {j for j in range(named, named + 2) if j < sentence.last and len(self._tokens[j].text) > 2}
        named_so = {i for i in found if "noun.source" not in self._words[i]}
        return frozenset(self._tokens[i].text for i in named_so or found)

    def by_force(self, c: Candidate) -> bool:
        """قال الجيش إنه قضى على عنصر: told by a force, and done by it."""
        sentence = self._m.document.sentences[c.sentence]
        said = self._at.of("verb.say", sentence.first, c.first)
        return any(self._at.any(("force",), i + 1, min(i + 1 + HEAD, c.first)) for i in said)

    def another_voice(self, a: Candidate, b: Candidate) -> bool:
        """قال ناشطون إن 260 قتلوا، وقال المرصد إن 237 سقطوا: a second source goes on in the same sentence."""
        if self._besides(a, b):
            return True
        if a.sentence != b.sentence:
            return self._answers(a, b) or self._of_that_day(a, b) or self._headed(a, b)
        if self._credited(a, b) or self._counts_more(a, b):
            return True
        if b.others or b.rule.startswith("joined") or "place:behind" in b.reasons:
            return False
        said = self._at.of_any(("verb.say", "verb.count"), a.last, b.first)[-1:]
        if not said or self._at.any(("verb.attack", "verb.explode"), said[0], b.first) or self._counted(said[0], b):
            return False
        told = (self._words[i].get("verb.say") or self._words[i]["verb.count"] for i in said)
        return any("wa" in entry.clitics and self._subject(i + 1) for i, entry in zip(said, told, strict=True))

    def claimed(self, c: Candidate) -> bool:
        """Told by those who say that the attack was theirs (تبنت الحركة، أعلنت مسؤوليتها)."""
        sentence = self._m.document.sentences[c.sentence]
        claims = self._at.of_any(CLAIMS, sentence.first, c.first)
        return not all(self._not_theirs(i, sentence.first) for i in claims)

    def _not_theirs(self, i: int, first: int) -> bool:
        """وحملت الوزارة قوات … مسؤولية القصف، لم تتبن أي جهة: laid on others, or claimed by nobody."""
        for j in range(i - 1, first - 1, -1):
            if self._tokens[j].text in COMMAS:
                return False
            if self._tokens[j].text.removeprefix("و") in BLAMES:
                return True
            if "mark.negation" in self._words[j] and i - j <= NEAR:
                return True
        return False

    def set_against(self, whole: Candidate, part: Candidate) -> bool:
        """43 قتيلا، في حين ذكرت اللجان أن العدد وصل إلى 51: another's count; one that ارتفع was raised."""
        rises = self._at.of("verb.rise", part.last, whole.last)
        reached = bool(rises) and all(self._words[i]["verb.rise"].lemma in {"وصل", "بلغ"} for i in rises)
        return self.contrasted(whole, part) or (reached and self.contrasted(part, whole))

    def _credited(self, a: Candidate, b: Candidate) -> bool:
        """20 شخصا وفق المرصد، و18 وفق الدفاع المدني: each with its source behind it."""
        if b.last >= len(self._tokens) or self._tokens[b.last].text not in BY:
            return False
        return any(token.text in BY for token in self._tokens[a.last : min(a.last + FIRST_REACH, b.first)])

    def _headed(self, a: Candidate, b: Candidate) -> bool:
        """عاجل | سانا: 4 شهداء … عاجل | مصدر طبي: 7 ضحايا: each line with its source before the colon."""
        theirs = "" if b.others else self._voice(b)
        mine = self._voice(a) if theirs else ""
        return bool(mine) and mine != theirs

    @once
    def _voice(self, c: Candidate) -> str:
        """Who stands before the colon with which the figure's line opens; empty for a place, a time, a matter."""
        texts, first = self._m.document.texts, self._m.document.sentences[c.sentence].first
        while first < c.first and (texts[first] in FLASH or not texts[first][0].isalpha()):
            first += 1
        end = next((i for i in range(first, min(first + HEADING, c.first)) if texts[i] == ":"), first)
        known = self._at.any(SPEAKERS, first, end) or not OUTLETS.isdisjoint(texts[first:end])
        return " ".join(texts[first:end]) if known and not self._at.any(OF_HARM, first, end) else ""

    def _counts_more(self, a: Candidate, b: Candidate) -> bool:
        """20 قتيلا، في حين يتجاوز العدد لدى ناشطين 50: a turn, and whose count it is beside the number."""
        turned = b.rule.startswith("toll")
        if turned and self._tokens[b.first].text == "او":
            return True  # 15 قتيلا، أو 12 بحسب مصدر طبي
        if not turned or not any(self._turn(i) for i in self._at.of_any(TURNS, a.last, b.first)):
            return False
        return any(token.text in WITH_WHOM for token in self._tokens[b.first : b.last + 1])

    def _answers(self, a: Candidate, b: Candidate) -> bool:
        """أما الشرطة فتحدثت عن 9, وزعمت الحركة أن 40 قتلوا, وتحدثت تقارير عن 33: another side begins a sentence."""
        first = self._m.document.sentences[b.sentence].first
        if not 0 < b.sentence - a.sentence <= FAR or "place:behind" in b.reasons:
            return False
        if self._tokens[first].text not in AS_FOR:
            head = self._words[first]
            said = head.get("verb.say")
            claims = "verb.estimate" in head or (said is not None and said.tag("doubt") is not None)
            claims = claims or (said is not None and said.lemma == SPOKE and self._tokens[first + 1].text in UNNAMED)
            return (claims and self._subject(first + 1)) or self._other_source(first) or self._in_turn(first)
        if self._tokens[first + 1].text in WHERE:
            return False
        verbs = self._at.of_any(ANSWERS, first + 1, min(first + CONTRAST_REACH, b.first))
        return any("fa" in self._words[i][c].clitics for i in verbs for c in ANSWERS if c in self._words[i])

    def _in_turn(self, first: int) -> bool:
        """بدورها، قالت وسائل إعلام إن, وذكرت غرفة الطوارئ، من جانبها، أن: the next who speaks of what was told."""
        if "verb.say" in self._words[first] and self._subject(first + 1):
            near = [token.text for token in self._tokens[first + 1 : first + CONTRAST_REACH]]
            named = next((k for k, text in enumerate(near) if text in THAT or text in COMMAS), len(near))
            return near[named + 1 : named + 2] == ["من"] and not ASIDE.isdisjoint(near[named + 2 : named + 3])
        if self._tokens[first].text.removeprefix("و") not in IN_TURN:
            return False
        said = first + 1 + (self._tokens[first + 1].text in COMMAS)
        return "verb.say" in self._words[said] and self._subject(said + 1)

    def _besides(self, a: Candidate, b: Candidate) -> bool:
        """ومن جانب آخر قالت وكالة س إن 4 قتلوا في القصف: what somebody else says of the attack told of before."""
        if b.sentence - a.sentence not in {0, 1} or b.others:
            return False
        sentence = self._m.document.sentences[b.sentence]
        texts = self._m.document.texts
        for i in self._at.of("verb.say", max(a.last, sentence.first) + ASIDE_MOST, b.first):
            opening = texts[i - ASIDE_MOST - (texts[i - 1] in COMMAS) : i]
            if opening[0] in {"من", "ومن"} and opening[1] in SIDE and opening[2] in OTHER and self._subject(i + 1):
                blows = self._at.of_any(("noun.attack", "noun.explosion"), b.last, sentence.last)[:1]
                blows = [j for j in blows if texts[j + 1 : j + 2] != ["علي"]]  # في القصف على س: elsewhere
                return any("al" in entry.clitics for j in blows for entry in self._words[j].values())
        return False

    def _other_source(self, first: int) -> bool:
        """وقالت منظمة أخرى إن, وذكر مصدر طبي آخر أن: a second source, called so."""
        if "verb.say" not in self._words[first] or not self._subject(first + 1):
            return False
        for i in range(first + 1, min(first + 1 + FIRST_REACH, len(self._tokens))):
            if self._tokens[i].text in THAT:
                return False
            if "mark.other" in self._words[i]:
                return True
        return False

    def _of_that_day(self, a: Candidate, b: Candidate) -> bool:
        """وأحصى المرصد 52 في اليوم نفسه: a voice that counts the day of a total told before."""
        sentence = self._m.document.sentences[b.sentence]
        low, high = sorted((a.low or 0, b.low or 0))
        if not 0 < b.sentence - a.sentence <= FAR or high > SIMILAR * low or b.others:
            return False
        attacks = self._at.of("noun.attack", sentence.first, sentence.last)
        if any("al" not in self._words[i]["noun.attack"].clitics for i in attacks):
            return False  # وفي اليوم نفسه قال المرصد إن غارة قتلت 52
        if not self._at.any(VOICES, sentence.first, b.first):
            return False
        pairs = pairwise(token.text for token in self._tokens[sentence.first : sentence.last])
        return any(day in DAY and same in SAME for day, same in pairs)

    def verified(self, c: Candidate) -> bool:
        """إنه وثق مقتل 44، تحققت من مقتل 140: as many as somebody has made sure of."""
        first = max(self._m.document.sentences[c.sentence].first, c.first - SURE_REACH)
        sure = any(token.text in SURE for token in self._tokens[first : c.first])
        return sure or self._at.any(("verb.count",), first, c.first)

    def official(self, c: Candidate) -> bool:
        """Told by the state's news agency (وقالت "سانا"), where the whole text is not the agency's."""
        return c.sentence in self._by_agency

    @cached_property
    def _by_agency(self) -> frozenset[int]:
        """Sentences that name the agency; none where the beginning does."""
        front = self._m.document.sentences[:BYLINE][-1].last
        named = [i for i, _ in self._m.document.where(AGENCIES)]
        own = any(i < front for i in named)
        return frozenset() if own else frozenset(self._m.sentence_of[i] for i in named)

    def _subject(self, i: int) -> bool:
        """وقال المرصد; وقال إن، وأكد مقتل، وتحدث عن are of whoever spoke before."""
        words = self._words[i]
        return self._tokens[i].text not in {*THAT, "عن", "علي"} and i not in self._amounts and not words.any(OF_HARM)
