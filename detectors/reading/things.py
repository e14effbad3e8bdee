"""Numbers that count no people: things, years, hospitals out of service."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from detectors.lexicon.entry import Entry
from detectors.numbers.decoys import YEARS
from detectors.reading.given import given_names
from detectors.reading.model import Amount, Matches
from detectors.reading.people import FATES, PERSONS, THINGS, People
from detectors.reading.roles import GOVERNORS
from detectors.reading.word import Word
from detectors.text import Token

WHEN = frozenset({"time.day", "time.adverb"})
_MOTHER: Final = "ام"
_OF_THINGS: Final = frozenset({"منها", "بينها", "قري", "بلدات", "قريتي", "بلدتي", "احياء"})
"""Before the names of villages."""
_LIST_REACH: Final = 10
"""Tokens between such a word and one more village of its list."""
UNITS = frozenset({"time.unit", "thing.time"})
"""Of one thing with the article they say when as well (أصيب 9 اليوم)."""

STRUCK = ("thing.building", "thing.area", "thing.vehicle", "health.facility")
"""What a shell hits; none of them is anybody."""

BLOWS = ("weapon", "noun.attack")
COUNTED = ("thing.", "health.", "weapon", "noun.attack", "noun.explosion", "noun.violation")
"""Beginnings of what is counted and nobody."""
STRIKES = ("noun.attack", "noun.explosion", "weapon")
AIMED_AT = frozenset({"علي", "استهدف", "استهدفت", "طال", "طالت", "ضرب"})
"""What follows a second blow, and no second person (وآخر على مدينة س)."""
ACTS = ("noun.attack", "noun.violation", "noun.operation", "noun.explosion")
AIMED = frozenset({"علي", "ضد", "بحق", "استهدفت", "طالت", "اصابت"})
"""Behind a number of blows: what they were aimed at."""
_PARENTS = frozenset({"اب", "ام", "والد", "والده", "والدين"})
_PARENTS_REACH = 4
"""Tokens from a mother back to the father told before her."""
HANDS = frozenset({"يد", "ايدي", "الاقل", "الاكثر"})
ARMS_REACH = 14
"""Tokens between what was thrown or blown up and so many of it."""
WITHIN = frozenset({"فيه", "فيها", "متنه", "متنها", "داخله", "داخلها", "بداخله", "بداخلها", "اليه", "اليها"})
"""Behind what was hit, before those who were in it."""
HOLDS = frozenset({
    "تؤوي", "يؤوي", "تاوي", "ياوي", "تضم", "يضم", "تقل", "يقل", "تحوي", "يحوي", "تستضيف", "يستضيف", "تحتضن", "يحتضن",
    "يقطنه", "يقطنها", "تقطنه", "تقطنها", "يسكنه", "يسكنها", "تسكنه", "تسكنها", "يشغله", "تشغله", "اوي", "اوت",
})  # fmt: skip
"""What a building or a bus does with those in it."""
BROKE = (
    "تفجر", "انفجر", "تنفجر", "احترق", "تفحم", "انهار", "تضرر", "تهدم", "اسقط", "اعترض", "دمر", "اعطب", "عطب",
    "تحطم", "تفكك",
)  # fmt: skip
"""Beginnings of verbs for what befalls things."""
BROKE_REACH = 3
"""Tokens between such a verb and how many of them: who did it (أسقط الجيش خمسا منها)."""
SOME = frozenset({"منها", "ومنها", "بينها", "وبينها", "ضمنها"})
BODIES = ("noun.body", "noun.victim")
"""People whom منها may mean as well."""
BLOWS_REACH = 20
"""Tokens between blows and some of them: where they fell, and what else was hit."""


class Things:
    """Judges what the numbers of one article count."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._sentences = matches.sentence_of
        self._standing = matches.standing
        self._counted = {amount.last for amount in matches.amounts}

    def year(self, amount: Amount, i: int, stop: int) -> bool:
        """قتل 2015. when, not how many: right behind its verb, and nothing behind it."""
        if amount.low not in YEARS or amount.low != amount.high or not amount.first:
            return False
        ends = i >= stop or not self._tokens[i].text.isalnum()
        return ends and amount.last == amount.first + 1 and self._words[amount.first - 1].any(GOVERNORS)

    def of_them(self, first: int, i: int, stop: int) -> bool:
        """مرافق عدة منها, اثنتان منها أصابتا مدرسة, خرج 14 منها عن الخدمة: some of what is nobody."""
        if self._tokens[i].text != "منها":
            return False
        several = self._tokens[first].text == "عده" and first > 0 and self._tokens[first - 1].text.isalpha()
        if several and not (self._words[first - 1].verb or self._words[first - 1].filler):
            return True
        hit = self._words[i + 1].get("verb.injure") if i + 2 < stop else None
        if hit and hit.voice == "active" and self._words[i + 2].any(STRUCK):
            return True
        came_down = first > 0 and self._words[first - 1].any(("verb.fall", "verb.explode"))
        came_down = came_down and self._tokens[first - 1].text.endswith("ت")  # سيارات مفخخة، وقعت ثلاث منها قرب س
        armed = came_down and any("weapon" in self._words[j] for j in range(max(0, first - ARMS_REACH), first))
        return armed or self._out_of_service(first, i, stop) or self._blows(first) or self._broke(first, i, stop)

    def _broke(self, first: int, i: int, stop: int) -> bool:
        """انفجرت ست منها, ثلاث منها تفجرت, سقط ثلاثة منها على مدرسة: what befalls cars and shells, and nobody."""
        verb = self._words[first - 1] if first else {}
        fell = "verb.fall" in verb and i + 1 < stop and self._tokens[i + 1].text in AIMED_AT
        around = (*range(max(0, first - BROKE_REACH), first), *range(i + 1, min(i + 2, stop)))
        near = (self._tokens[j].text for j in around)
        return fell or any(text.removeprefix("و").removeprefix("ف").startswith(BROKE) for text in near)

    def _out_of_service(self, first: int, i: int, stop: int) -> bool:
        """خرج 14 منها عن الخدمة: works, no people."""
        near = (*range(max(0, first - 2), first), *range(i + 1, min(i + 3, stop)))
        return any("verb.halt" in self._words[j] for j in near)

    def _blows(self, first: int) -> bool:
        """سقطت ثلاث قذائف على المشفى، اثنتان منها على سطحه: of the shells told last, with nobody between."""
        for j in range(first - 1, max(-1, first - 1 - BLOWS_REACH), -1):
            words = self._words[j]
            if words.noun is not None or self._sentences[j] != self._sentences[first]:
                return False
            counted = j in self._counted and any(c.startswith(COUNTED) for c in words)  # 20 هجوما، خمسة منها
            if counted or any(words[c].number == "p" for c in BLOWS if c in words):
                return not self._standing.any(BODIES, max(0, j - BLOWS_REACH), j)  # 20 ضحية في غارات، خمس منها
        return False

    def aimed(self, first: int, i: int, stop: int) -> bool:
        """31 اعتداء على مراكز حيوية، منها ثمانية على منشآت طبية وثلاثة على سيارات: some of the blows, and nobody."""
        if i + 1 >= stop or self._tokens[i].text not in AIMED or self._tokens[i + 1].text in HANDS:
            return False
        near = range(max(1, first - BLOWS_REACH), first)
        near = range(next((j + 1 for j in reversed(near) if self._tokens[j].text in {".", "؛"}), near.start), first)
        some = next((j for j in reversed(near) if self._tokens[j].text in SOME), near.start)
        return any(j in self._counted and self._words[j].any(ACTS) for j in range(near.start, some))

    def counted(self, category: str, entry: Entry) -> bool:
        """What a number counts instead of people; a day behind it says when (جرح عشرة الأربعاء, أصيب 12 أمس)."""
        when = category in WHEN or (category in UNITS and entry.number == "s" and "al" in entry.clitics)
        counted = category.startswith(THINGS) and not when
        return counted and {"bi", "li", "wa"}.isdisjoint(entry.clitics)


def of_things(words: Sequence[Word], i: int) -> bool:
    """21 جريحا وعدد السيارات المدمرة 14: at عدد, a count of what is nobody."""
    if "noun.toll" not in words[i]:
        return False
    following = words[i + 1]
    return any(c.startswith("thing.") for c in following) and not following.any(PERSONS)


def another_blow(tokens: Sequence[Token], words: Sequence[Word], before: People, people: People) -> bool:
    """مقتل 9 بقصف على س وآخر للجيش على ص, 3 بلغم في س وآخر في ص: no further person, a second one of what struck."""
    if people.last >= len(tokens):
        return False
    whose = people.first + 1 + tokens[people.first + 1].text.startswith("لل")
    if not people.others or people.last not in {people.first + 1, whose} or people.amount:
        return False
    struck = any(words[i].any(STRIKES) for i in range(before.last, people.first))
    return struck and (before.low != 1 or tokens[people.last].text in AIMED_AT)


def nobody(matches: Matches, people: People, named: Container[int]) -> bool:
    """A word of a place's name, which tokens `named` are the first of, or those whose children were told of."""
    if _of_name(matches, people):
        return True
    if people.amount:
        return False
    return people.noun in named or _whose_children(matches, people) or _bears(matches, people)


def _of_name(matches: Matches, people: People) -> bool:
    """بئر السبع: the number is a word of a place's name; ومنها أم قرفة: so is the mother."""
    i = people.first
    if not people.amount:
        return people.noun is not None and _village(matches, people.noun)
    if not people.bare or not matches.document.texts[i].startswith("ال"):
        return False
    return any(place.first < i < place.last for place in matches.places)


def _bears(matches: Matches, people: People) -> bool:
    """سيارات حاملة المصابين, قتلى كانوا أم جرحى: what carries them, and a word for or; a pregnant woman is no حاملة."""
    i, texts = people.noun, matches.document.texts
    if i is None or i + 2 >= len(texts):
        return False
    noun = matches.words[i + 1].noun
    fate = noun is not None and noun[1] in FATES and noun[0].number == "p"
    if texts[i].lstrip("و") == "حامله":
        return fate or texts[i + 1].startswith("ال")
    return (fate and texts[i] == "ام") or texts[i + 1 : i + 3] == ["كانوا", "ام"]


def _whose_children(matches: Matches, people: People) -> bool:
    """خمسة أطفال لأب وأم واحدين, أشقاء من أب سوري وأم: whose they were; عائلة من أب وأم, إضافة لأب وأم are counted."""
    texts, words = matches.document.texts, matches.words
    at = people.first
    if people.amount or texts[at].lstrip("ول") not in _PARENTS:
        return False
    for i in range(at, max(0, at - _PARENTS_REACH), -1):
        first = texts[i]
        of = i - (first in _PARENTS and texts[i - 1] == "من")
        if of < i or (first.startswith("ل") and first[1:] in _PARENTS):
            before = words[of - 1]
            return any(c.startswith("person.") for c in before) and "person.family" not in before
    return False


def _village(m: Matches, i: int) -> bool:
    """القرى، ومنها أم كذا وجورة وأم كذا: a name of two words, in a list of what منها means; أم محمد is a woman."""
    texts = m.document.texts
    if texts[i].removeprefix("و") != _MOTHER or i + 1 >= len(texts) or i < 1:
        return False
    unknown = not m.words[i + 1] and texts[i + 1].isalpha() and not texts[i + 1].startswith("و")
    if not unknown or texts[i + 1] in given_names():
        return False
    first = m.document.sentences[m.sentence_of[i]].first
    near = range(i - 1, max(first, i - _LIST_REACH) - 1, -1)
    at = next((j for j in near if texts[j].removeprefix("و") in _OF_THINGS), None)
    return at is not None and not any(m.words[j].verb for j in range(at + 1, i))


def occupants(m: Matches, i: int) -> bool:
    """مدرسة تؤوي 30, فيها 30, احتشد فيها 30: who was in what was hit; قتل القصف فيه تسعة is told of them."""
    text = m.document.texts[i]
    if text in HOLDS:
        return m.words[i - 1].any(STRUCK) or m.words[i - 2].any(STRUCK)
    if text not in WITHIN:
        return False
    met = not m.words[i - 1] and not m.document.texts[i - 1].startswith("ال")  # a verb that tells of no harm
    return m.words[i - 1].any(STRUCK) or (met and not m.words[i - 2].any((*GOVERNORS, *STRIKES)))
