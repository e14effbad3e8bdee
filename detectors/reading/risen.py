"""A number that has grown and says of nothing what it counts (ثم رفعوا العدد إلى 11): of those told of just before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS, FATES, PERSONS, People
from detectors.reading.roles import Role
from detectors.reading.tellings import BECAME

_NUMBER: Final = frozenset({"العدد", "الرقم"})
_THAT: Final = frozenset({"ان", "انه", "بان", "بانه"})
_THEIRS: Final = frozenset({"عددهم", "اعدادهم"})
_WHO: Final = frozenset({"الذين", "والذين", "ممن", "اللواتي", "اللاتي"})
_WHO_REACH: Final = 5
"""Tokens between الذين and the word of their number."""
ANOTHER: Final = "toll:another"
"""The rule of a number that another gives for the people just counted."""
_THEY: Final = frozenset({"انهم", "بانهم"})
_OTHERWISE: Final = frozenset({"اما", "بينما", "فيما", "لكن", "ولكن", "غير", "الا", "حين", "بدوره", "بدورها"})
"""Before another who counts."""
_OR: Final = "او"
_BY: Final = frozenset({"بحسب", "وفق", "حسب", "وفقا"})
_OUT_OF: Final = "اصل"
"""Before the whole of which some were told (12 جريحا من أصل 40)."""
_NUMBER_REACH: Final = 5
"""Tokens between the word for it and the number that it reached (وارتفع العدد مساء اليوم إلى 15)."""
_ESTIMATE_REACH: Final = 8
"""Tokens between a verb of estimating and whose number it is: a source with its name."""
_AT_MOST: Final = 3
"""Times the number told before: عددهم of more are other people."""
_NEARLY: Final = 2
"""The same where dead and wounded were told: of the dead it is below this."""
_SPEAKS: Final = frozenset(
    {c + verb for verb in ("تحدث", "تحدثت", "تحدثوا", "يتحدث", "تتحدث", "يتحدثون") for c in ("", "و", "ف")}
)
_ONLY: Final = frozenset({"سوي", "الا"})
_HOLDS: Final = (
    "تضم",
    "يضم",
    "تشمل",
    "يشمل",
    "تتضمن",
    "يتضمن",
    "توثق",
    "يوثق",
    "تسجل",
    "يسجل",
    "تحص",
    "يحص",
    "تستقبل",
    "يستقبل",
    "تتسلم",
    "يتسلم",
)
"""What records and those who keep them do with the dead, and do no more than so often (لا تضم حتى الآن سوى 33)."""
_RISE_REACH: Final = 9
"""Tokens between what says that it grew and the word for it."""
_RISES: Final = ("verb.rise", "noun.rise", "verb.raise", "verb.lower")
_SPANS: Final = ("mark.since", "mark.during")
_ESTIMATES: Final = ("verb.rise", "verb.estimate")
_ENDS: Final = frozenset(
    {
        ".",
        "؛",
        "و",
        "بعد",
        "اثر",
        "بحسب",
        "وفق",
        "حسب",
        "مع",
        "علي",
        "في",
        "اليوم",
        "لاحقا",
        "موثقين",
        "موثقا",
        "متهما",
        "متهمه",
        "متهمين",
        "الله",
        "حتي",
        "الان",
    }
)
"""Behind a number without a noun that is not about to get one."""


class Risen:
    """Finds such numbers in one article."""

    def __init__(self, matches: Matches, candidates: Sequence[Candidate]) -> None:
        """`candidates`: what the article has told so far; it grows."""
        self._tokens = matches.document.tokens
        self._sentences = matches.document.sentences
        self._sentence_of = matches.sentence_of
        self._words = matches.words
        self._amounts = [amount.first for amount in matches.amounts]
        self._candidates = candidates

    def role(self, people: People, sentence: int) -> Role | None:
        """Fate of those whose number has grown to that of `people`."""
        if not people.amount or people.fate or not self._stands(people):
            return None
        if self._tokens[people.first - 1].text == _OUT_OF and self._tokens[people.first - 2].text == "من":
            some = next((c for c in reversed(self._candidates) if c.sentence == sentence and c.part_of is None), None)
            fewer = some is not None and some.kind == "injured" and (some.low or 0) < (people.low or 0)
            return Role("injured", people.first - 1, "toll:count") if fewer else None
        head = self._head(people)
        told = self._told(head, sentence, people) if head is not None else None
        if head is None or told is None or told.low == people.low:
            return None
        if self._tokens[head].text == _OR and (told.low == 1 or self._of_two_things(told.last, head)):
            return None
        lowered = any("verb.lower" in self._words[j] for j in range(max(0, head - _RISE_REACH), people.first))
        lowered = lowered or self._tokens[people.first - 1].text in _ONLY
        stated = self._tokens[head + 1].text != "الي" and self._tokens[head - 1].text in _THAT
        another = self._tokens[head].text in _THEY or self._attributed(people) or self._otherwise(people, head)
        stated = stated or another or self._tokens[head].text in _SPEAKS or self._tokens[head].text == _OR
        if stated and self._tokens[head].text in _THEIRS and (people.low or 0) > _AT_MOST * (told.low or 0):
            return None  # وقال المحتجون إن عددهم 5000
        if not stated and lowered != ((told.low or 0) > (people.low or 0)):
            return None
        spoken = self._tokens[head].text in _SPEAKS
        return Role(told.kind, people.first - 1 if spoken else head, ANOTHER if another else "toll:count")

    def _stands(self, people: People) -> bool:
        """إلى 15، or إلى 15 شخصا; إلى 15 هدفا counts no people."""
        if people.noun is not None:
            return self._words[people.noun].any(tuple(PERSONS))
        following = self._tokens[people.last].text if people.last < len(self._tokens) else "."
        subset = people.last < len(self._words) and "mark.subset" in self._words[people.last]
        spans = people.last < len(self._words) and self._words[people.last].any(_SPANS)  # إلى 52 منذ الأحد
        return people.bare and (following in _ENDS or following in COMMAS or subset or spans)

    def _head(self, people: People) -> int | None:
        """العدد, which something says to have grown before or between; whose number is told (تقدر … عددهم بأكثر من)."""
        at = people.first - 1
        at -= self._tokens[at].text == "ب" or "verb.rise" in self._words[at]  # عددهم بلغ 45
        if self._tokens[people.first - 1].text == _OR and people.last < len(self._tokens):
            return people.first - 1 if self._tokens[people.last].text in _BY else None  # تسعة بحسب س، أو 14 بحسب ص
        if self._tokens[people.first - 1].text == "عن":
            spoke = (i for i in range(people.first - 2, max(0, people.first - 2 - _NUMBER_REACH), -1))
            return next((i for i in spoke if self._tokens[i].text in _SPEAKS), None)  # وتحدثت تنسيقية دوما عن 112
        if self._tokens[at].text in _THEIRS and any(
            self._words[j].any(_ESTIMATES) for j in range(max(0, at - _ESTIMATE_REACH), at)
        ):
            return None if self._of_living(at) else at
        grown = self._tokens[at].text in _NUMBER and "verb.rise" in self._words[at - 1]
        if grown or self._tokens[at].text in _THEY or self._otherwise(people, at):
            return at  # فبلغ العدد 23, ويقول المرصد إنهم 19
        if self._attributed(people):
            return people.first - 1
        if self._tokens[at].text in BECAME and self._tokens[at - 1].text.removeprefix("و") in _NUMBER:
            return at - 1  # العدد صار سبعة
        if self._tokens[at].text in _NUMBER | _THEIRS and self._tokens[at - 1].text in _THAT:
            return at  # وذكر المرصد أن العدد 17, بينما قالت الجماعة إن عددهم 52
        if self._tokens[people.first - 1].text in _ONLY:
            return self._held(people.first - 1)
        if self._tokens[people.first - 1].text != "الي":
            within = range(people.first + 1, people.core)  # يتجاوز العدد لدى الناشطين 50: the bound holds its words
            return next((i for i in within if self._tokens[i].text in _NUMBER), None)
        for i in range(people.first - 2, max(0, people.first - 2 - _NUMBER_REACH), -1):
            if self._tokens[i].text.removeprefix("و") in _NUMBER:
                near = range(max(0, i - _RISE_REACH), people.first - 1)
                return i if any(self._words[j].any(_RISES) for j in near) else None
        return None

    def _attributed(self, people: People) -> bool:
        """وفق المركز، و19 وفق المرصد: a number that another is named for, as one was for the number before."""
        after = self._tokens[people.last].text if people.last < len(self._tokens) else "."
        before = self._tokens[people.first - 1].text
        joined = self._tokens[people.first].text.startswith("و") or before == "و"
        return people.noun is None and joined and after in _BY and not _BY.isdisjoint(self._near(people))

    def _otherwise(self, people: People, at: int) -> bool:
        """أما المرصد فأحصى 19: what another counted, at whose verb `at` is."""
        verb = self._words[at].get("verb.count")  # الجرحى فتحصيهم المصادر بأربعين: of those named before
        turned = people.noun is None and not _OTHERWISE.isdisjoint(self._near(people))
        return turned and verb is not None and not verb.pronoun

    def _near(self, people: People) -> set[str]:
        first = self._sentences[self._sentence_of[people.first]].first
        return {token.text for token in self._tokens[max(first, people.first - _RISE_REACH) : people.first]}

    def _held(self, only: int) -> int | None:
        """السجلات لا تضم حتى الآن سوى 33: the verb of it, with its negation before."""
        for i in range(only - 1, max(0, only - _NUMBER_REACH), -1):
            if self._tokens[i].text in _HOLDS and "mark.negation" in self._words[i - 1]:
                return i
            if self._tokens[i].text in COMMAS:
                return None
        return None

    def _of_two_things(self, first: int, last: int) -> bool:
        """قتل 15 بصاروخين، أو ثلاثة بحسب …: what stands between may be what the number counts."""
        return any(e.number == "d" for i in range(first, last) for e in self._words[i].values())

    def _of_living(self, at: int) -> bool:
        """المدنيين، الذين يقدر عددهم بعشرين ألفا: whose number it is stands before الذين, and nothing befell them."""
        who = next((i for i in range(at - 1, max(0, at - _WHO_REACH), -1) if self._tokens[i].text in _WHO), None)
        return who is not None and not any(self._words[i].any(tuple(FATES)) for i in range(max(0, who - 3), who))

    def _about(self, c: Candidate, people: People) -> bool:
        """The number is about that of `c`."""
        low, high = sorted((c.low or 0, people.low or 0))
        return high < _NEARLY * low

    def _uncounted(self, sentence: int) -> Candidate | None:
        """فأوقعتا جرحى، قال الدفاع المدني إنهم ستة مدنيين: as many as were told of without a number."""
        near = [c for c in self._candidates if c.sentence >= sentence - 1 and c.low is None and c.part_of is None]
        return near[-1] if len({c.kind for c in near}) == 1 else None

    def _told(self, head: int, sentence: int, people: People) -> Candidate | None:
        """The people counted just before, all of one fate, with nothing else counted since."""
        near = [c for c in self._candidates if c.sentence >= sentence - 1 and c.low is not None]
        wholes = [c for c in near if c.part_of is None]
        wholes = [c for c in wholes if c.sentence == sentence] or wholes
        if len({c.kind for c in wholes}) > 1:  # 36 قتيلا و85 جريحا، وقال المرصد إن عددهم بلغ 45: of the dead
            wholes = [c for c in wholes if c.kind == "killed" and self._about(c, people)]
        if not wholes and self._tokens[head].text in _THEY:
            return self._uncounted(sentence)
        if not wholes:
            return None
        since = max(*(c.last for c in near), self._sentences[sentence].first)
        if head > people.first:  # every number of the sentence is of those told: 300 نازح … وقد يتجاوز العدد 500
            since = self._sentences[sentence].first
            known = {a for c in near for a in range(c.first, c.last)}
            counted = [a for a in self._amounts if since <= a < people.first and a not in known]
            return None if counted else wholes[-1]
        return None if any(since <= amount < head for amount in self._amounts) else wholes[-1]
