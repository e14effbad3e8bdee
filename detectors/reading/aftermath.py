"""What the news came after: وتأتي الغارة بعد يوم من تفجير, ويأتي إعلان الهدنة بعد مجزرة.

غداة is the day after: the dead of yesterday are news.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from detectors.reading.clauses import RESULTS
from detectors.reading.comparison import in_two_towns
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS, WHICH

EVENTS_NAMED: Final = ("noun.attack", "noun.massacre", "noun.explosion", "noun.incident")
_AS_FOR: Final = frozenset({"اما", "واما"})
_ALSO: Final = frozenset({"كما", "كذلك", "وكذلك"})
_TURNS: Final = frozenset({"سياق", "صعيد", "تطور", "شأن", "جانب", "جهة"})
"""Words for a matter: a sentence that opens with one turns to another (وفي سياق متصل، من جانب آخر)."""
_TURN_REACH: Final = 2
_COMES: Final = frozenset({"ياتي", "تاتي", "جاء", "جاءت", "اتي", "اتت"})
CAME_AFTER: Final = "time:came-after"
REACH: Final = 8
"""Tokens between such a verb, which opens the sentence, and بعد: what came."""
_BLOW_REACH: Final = 6
"""Tokens between a blow and the verb of a clause that describes it."""
_CALM: Final = frozenset({"تهدئه", "التهدئه", "هدنه", "الهدنه", "هدوء", "الهدوء", "اتفاق", "الاتفاق"})
_DAY_AFTER: Final = frozenset({"غداه", "عشيه"})
_ENDING: Final = frozenset({"انتهاء", "انقضاء", "توقف", "انحسار", "هدوء", "خمود"})
_CALM_REACH: Final = 5
"""Tokens between بعد and the calm: how long ago it began."""
_LATER: Final = frozenset({"وبعد", "بعد"})
_LATER_REACH: Final = 4
"""Tokens from بعد to the unit of what passed."""
_LONG: Final = frozenset({"اسبوع", "شهر", "عام", "سنه"})
_IN_IT: Final = frozenset({"فيه", "فيها", "خلاله", "خلالها", "جراءه", "اثره", "اثرها"})
_THIS: Final = frozenset({"ذلك", "هذا"})
_TOLD: Final = ("noun.toll", "noun.death", "noun.injury", "verb.kill", "verb.die", "verb.victim", "verb.injure")

_BEFORE: Final = frozenset({"سبق", "وسبق"})
_SAID_REACH: Final = 6
"""Tokens from سبق to what was done before: who did it."""
_THAT: Final = frozenset({"ان", "بان"})
_NOT: Final = frozenset({"ولم", "لم", "ولا", "لا"})
_LIMITED: Final = frozenset({"قتصر", "قف", "توقف", "كتف", "كتفوا", "نحصر", "سلم", "نج", "ستثن"})
_WERE: Final = frozenset({"تكن", "يكن", "يكونوا"})
_ALONE: Final = frozenset({"وحدها", "وحده", "وحدهم", "الوحيده", "الوحيد"})
_ONLY_REACH: Final = 4
"""Tokens with which a sentence says that what was told is not all."""
_NEWEST: Final = frozenset({"اخر", "احدث"})
_NEWEST_REACH: Final = 3
"""Tokens of a sentence within which it turns to the blow before the news."""
_FATAL: Final = ("verb.kill", "verb.take_life", "verb.result", "verb.injure", "noun.death")


class Aftermath:
    """Tells, in one article, what is told of as the news from what the news came after."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._sentences, self._sentence_of = matches.document.sentences, matches.sentence_of

    @cached_property
    def counting(self) -> frozenset[int]:
        """Sentences with a number in them."""
        return frozenset(self._sentence_of[amount.first] for amount in self._m.amounts)

    @cached_property
    def _placed(self) -> frozenset[int]:
        """Sentences with a place in them."""
        return frozenset(place.sentence for place in self._m.places)

    def goes_on(self, first: int, last: int) -> bool:
        """Whether the sentence of tokens `first`…`last` tells on from what was long ago, told right before it."""
        return self._much_later(first) or self._in_it(first, last) or self._that_blow(first, last)

    def _that_blow(self, first: int, last: int) -> bool:
        """وكان آخر تفجير قد وقع في 3 نيسان. وتبنى التنظيم الانفجار الذي قتل 70: the one named before, not the news.

        A figure that was told before that one is the news' own.
        """
        number, at, texts = self._sentence_of[first], self._m.standing, self._m.document.texts
        before = self._sentences[number - 1] if number else None
        if before is None or not at.any(EVENTS_NAMED, before.first, before.last):
            return False
        blows = (i for i in at.of_any(EVENTS_NAMED, first, last - 2) if texts[i].startswith("ال"))
        if not any(texts[i + 1] in WHICH and self._words[i + 2].any(_FATAL) for i in blows):
            return False
        told = {(a.low, a.high) for a in self._m.amounts if a.first < before.first}
        counted = {(a.low, a.high) for a in self._m.amounts if first <= a.first < last}
        return bool(counted) and told.isdisjoint(counted)

    def _in_it(self, first: int, last: int) -> bool:
        """وكان انفجار قد هز … الأسبوع الماضي. وقالت الوزارة إن 30 لقوا حتفهم فيه: the toll of a blow told before."""
        number, at = self._sentence_of[first], self._m.standing
        if not number or _IN_IT.isdisjoint(self._m.document.texts[first:last]):
            return False
        before = self._sentences[number - 1]
        blow = at.any(EVENTS_NAMED, before.first, before.last) and not at.any(EVENTS_NAMED, first, last)
        told = blow and "verb.say" in self._words[first]
        return told and number - 1 not in self.counting and number not in self._placed

    def _much_later(self, first: int) -> bool:
        """وبعد ثلاثة أشهر أصابت …: told on from what was long ago, where that was told before."""
        if self._tokens[first].text not in _LATER:
            return False
        units = (word.get("time.unit") for word in self._words[first + 1 : first + _LATER_REACH])
        return any(unit is not None and unit.lemma in _LONG for unit in units)

    def opens(self, first: int) -> bool:
        """Whether a sentence that begins at `first` says what came (ويأتي ذلك, وجاء القصف)."""
        return self._tokens[first].text.removeprefix("و") in _COMES

    def came_after(self, i: int, last: int) -> bool:
        """Whether the sentence opens with what came, and بعد at `i` says after what: however shortly, that is no news.

        Not so what a toll came of (وجاءت الحصيلة بعد), nor what both led to (وجاء القصف بعد اشتباكات، ما أدى إلى).
        """
        first = self._sentences[self._sentence_of[i]].first
        if self._said_of_blow(i, first):
            return True
        subject = range(first + 1, i)
        if not self.opens(first) or not 1 < i - first <= REACH:
            return False
        came = any(
            self._words[j].any(EVENTS_NAMED) or self._tokens[j].text.startswith("ال") or self._tokens[j].text in _THIS
            for j in subject
        )
        if not came or any(self._words[j].any(_TOLD) or self._tokens[j].text in COMMAS for j in subject):
            return False
        comma = next((j for j in range(i, last - 1) if self._tokens[j].text in COMMAS), None)
        led = comma is not None and self._tokens[comma + 1].text in RESULTS
        return not led or any(self._words[j].any(_TOLD) for j in range(i, comma or i))

    def said_of_news(self, i: int, last: int) -> bool:
        """وسبق لمراسلنا أن ذكر أن الشاحنة انفجرت وسط السوق: what was said before, of the blow that is the news.

        سبق أن أعلنت الوزارة مقتل, سبق أن ذكرت أن سيارة انفجرت are of others.
        """
        if self._tokens[i].text not in _BEFORE:
            return False
        said = next((j for j in range(i + 1, min(i + _SAID_REACH, last - 2)) if "verb.say" in self._words[j]), None)
        if said is None or self._tokens[said + 1].text not in _THAT:
            return False
        blow = self._words[said + 2].any((*EVENTS_NAMED, "weapon", "thing.vehicle"))
        return blow and self._tokens[said + 2].text.startswith("ال")

    def _said_of_blow(self, i: int, first: int) -> bool:
        """تعرضت لست غارات جاءت بعد يوم من: a clause says of the blow named right before it what it came after."""
        verb = i - 1
        days = any(self._tokens[j].text == "يوم" for j in range(i + 1, min(i + 3, len(self._tokens))))
        that = self._tokens[verb].text == "وذلك" and days  # بانفجار لغم، وذلك بعد يوم من مقتل طفلين
        if verb <= first or not (that or self._tokens[verb].text in _COMES):
            return False
        blows = self._m.standing.of_any(EVENTS_NAMED, max(first, verb - _BLOW_REACH), verb)
        return bool(blows) and not any(
            self._words[j].any(_TOLD) or self._words[j].verb for j in range(blows[-1] + 1, verb)
        )

    def calmed(self, i: int, last: int) -> bool:
        """وتأتي الاحتجاجات بعد أسبوعين من تهدئة أنهت يومين من التصعيد، قتل خلالهما ثلاثة: what a calm came after."""
        calm = any(token.text in _CALM for token in self._tokens[i + 1 : min(i + 1 + _CALM_REACH, last)])
        return calm and self.came_after(i, last)

    def ended(self, i: int, last: int) -> bool:
        """بعد انتهاء اشتباكات حصدت 90 قتيلا، اندلعت …: a sentence opens with what is over, before its news."""
        if i != self._sentences[self._sentence_of[i]].first or self._tokens[min(i + 1, last - 1)].text not in _ENDING:
            return False
        pause = next((j for j in range(i, last) if self._tokens[j].text in COMMAS), None)
        return pause is not None and any(self._words[j].any(EVENTS_NAMED) for j in range(i + 1, pause))


def of_day_before(matches: Matches, c: Candidate) -> bool:
    """جاء ذلك غداة إصابة جنديين: those of the day before are others than those of the news."""
    sentence = matches.document.sentences[c.sentence]
    before = matches.document.texts[sentence.first : c.first]
    return matches.made(Aftermath).opens(sentence.first) and not _DAY_AFTER.isdisjoint(before)


def told_on(matches: Matches, sentence: int) -> bool:
    """وقصفت الطائرات بلدة س, أما حي س فسقط فيه: a sentence that opens with more, not with details."""
    opening = [s.first for s in matches.document.sentences[sentence : sentence + 1] if s.first < s.last]
    return any(
        matches.document.texts[i] in _AS_FOR
        or (matches.document.texts[i].startswith("و") and "verb.attack" in matches.words[i])
        for i in opening
    )


def turned(matches: Matches, sentence: int) -> bool:
    """كما قصفت المدفعية بلدة س, وفي سياق متصل …: the same, even where what was told before is only a province."""
    texts, words = matches.document.texts, matches.words
    if sentence >= len(matches.document.sentences):
        return False
    first, last = matches.document.sentences[sentence][:2]
    if _recalls(matches, first, last) or _not_only(texts[first : first + _ONLY_REACH]):
        return True
    blows = matches.standing.of("noun.attack", first, last - 1)
    if any("mark.other" in words[i + 1] and words[i + 1]["mark.other"].number == "s" for i in blows):
        return True  # وكانت غارة أخرى قد طالت سوقا في بلدة س
    if first < last and texts[first] in _ALSO:
        return first + 1 < last and "verb.attack" in words[first + 1]
    topics = (words[i].get("mark.topic") for i in range(first + 1, min(first + 1 + _TURN_REACH, last)))
    return any(topic is not None and topic.lemma in _TURNS for topic in topics)


def _not_only(opening: Sequence[str]) -> bool:
    """ولم تقتصر الغارات على س, ولم يقف القصف عند ذلك, ولم تكن الطائرات وحدها: more, and elsewhere."""
    if len(opening) < _ONLY_REACH or opening[0] not in _NOT:
        return False
    return opening[1][1:] in _LIMITED or (opening[1] in _WERE and opening[3] in _ALONE)


def _recalls(matches: Matches, first: int, last: int) -> bool:
    """وكان آخر تفجير قد وقع في س, وسبق أن قصفت س: what was before the news, wherever that was."""
    texts = matches.document.texts
    newest = range(first, min(first + _NEWEST_REACH, last - 1))
    if any(texts[i].lstrip("و") in _NEWEST and matches.words[i + 1].any(EVENTS_NAMED) for i in newest):
        return True
    return texts[first : first + 2] in (["وسبق", "ان"], ["سبق", "ان"])


def also_elsewhere(matches: Matches, a: Candidate, b: Candidate) -> bool:
    """قتل مسعف في س … كذلك قتل مسعف في ص: as many once more, in a sentence that opens with more, of another town."""
    first = matches.document.sentences[b.sentence].first
    return a.sentence != b.sentence and matches.document.texts[first] in _ALSO and in_two_towns(a, b)
