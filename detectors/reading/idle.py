"""Phrases that tell of nobody new: a known plural without number, a title, a generic singular."""

from __future__ import annotations

from collections.abc import Sequence

from detectors.reading.bullets import BULLETS
from detectors.reading.complements import ONES
from detectors.reading.frames import Frames
from detectors.reading.given import given_names
from detectors.reading.model import Candidate, Matches
from detectors.reading.names import Names
from detectors.reading.people import AND_THEY, COMMAS, FATES, People
from detectors.reading.roles import Role
from detectors.text import Sentence

COUNTED = (*FATES, "noun.injury")
EVERY = frozenset({"كل", "لكل", "وكل", "بكل", "ولكل"})
SPEAKER_REACH = 9
"""Tokens between a verb of saying and the end of the name of who said it."""
OBITUARY_REACH = 20
"""Tokens between the name of one of the dead and the verb that says so."""

MOURNED_REACH = 7
"""Tokens between a verb of dying and the one who died: of what, and where."""
MOST = frozenset({"اكبر", "اعلي", "واكبر", "واعلي", "باكبر", "باعلي"})
"""Before a word for number: more than anywhere else."""
_WHAT = frozenset({"ما", "بما", "مما", "لما", "وما", "عما"})
_BEFALLS = ("verb.injure", "verb.kill")
_FIRST = frozenset({"اول", "لاول"})
_SINCE = 4
"""Tokens from منذ to the first who fell."""
ERRANDS = frozenset({"لاخلاء", "لاجلاء", "لنقل", "لاسعاف", "لانقاذ", "لانتشال"})
ON_THE_WAY = frozenset({"طريقه", "طريقها", "طريقهم", "متجهه", "متوجهه"})
RESCUE = frozenset({"سحب", "انقاذ", "اسعاف", "اخلاء", "لاسعاف", "لانقاذ", "لسحب", "لاخلاء"})
"""Before one of the wounded whom somebody went to help."""
PRESENT = frozenset({"يتواجد", "يوجد", "بداخله", "بقي", "يزال", "يضم"})
"""What says that people are in a place, and nothing of how they came to be wounded."""
_OF_THEM = frozenset({"صور", "صوره", "مقاطع", "ذوي", "اهالي", "عائلات", "اسر", "اسماء", "قوائم", "ارامل"})
"""Before the dead: what shows or names them, and whose kin they were."""
SIEGES = ("verb.besiege", "noun.siege", "noun.besieged")
PRESENT_REACH = 7
"""Tokens between it and the people."""


class Idle:
    """Finds the phrases of one article that count nobody."""

    def __init__(self, matches: Matches, frames: Frames, names: Names) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._amounts = matches.amount_at
        self._placed = {place.first for place in matches.places}
        self._sentence_of = matches.sentence_of
        self._frames = frames
        self._names = names

    def says_nothing(self, people: People, role: Role, sentence: Sentence, told: Sequence[Candidate]) -> bool:
        """Why nothing is to be added is in the words themselves; `told` holds what the article has told so far."""
        if people.bare and role.governor == people.first and people.fate is None:  # خرج ستة بجروح: their wounds tell
            return True
        nobody = self._frames.generic(people, sentence.first) or self._frames.ranked(people)
        if nobody or self._first_of_all(people) or self._present(people, role, sentence):
            return True
        if people.definite and not people.counted:
            return True
        if (
            people.first > 1
            and "mark.one" in self._words[people.first - 2]
            and self._words[people.first - 1].any(FATES)
        ):
            return True  # وأحد القتلى صحفي قتل أثناء عمله
        known = self._became(people, told) or self._their_wounds(people, told)
        if known or self._whatever(people, role) or self._rescued(people, role) or self._spoken_of(people):
            return True
        if role.governor > 1 and self._tokens[role.governor - 2].text in EVERY and people.low == 1:
            return True  # تعويض لكل أسرة فقدت أحد أفرادها
        body = self._words[people.first].get("noun.body") if people.noun == people.first else None
        if body is not None and body.pronoun and not people.amount:
            return True  # انتشلت جثته
        if people.amount and people.noun is not None and self._carried_out(people, people.noun):
            return True
        if not people.counted and people.qualifier == "unspecified" and self._headed(people, sentence, told):
            return True
        alone = (
            people.noun == people.first
            and people.last == people.first + 1
            and role.governor == people.first
            and people.low == 1
            and not any(token.text in ONES for token in self._tokens[people.last : people.last + 1])  # قتيل واحد
        )
        if alone and people.definite and (self._mourned(people) or self._obituary(people, sentence, told)):
            return False
        if alone and self._speaker(people, sentence):
            return True
        if alone:
            listed = self._listed(people.last) or self._itemised(people) or self._placed_next(people, told)
            return people.definite or not (listed or self._frames.supported(people, sentence.first))
        return False

    def _their_wounds(self, people: People, told: Sequence[Candidate]) -> bool:
        """أصيب 12 تتراوح إصاباتهم بين الطفيفة والبليغة: how those were wounded who have been told of."""
        wounds = self._words[people.first].get("noun.injury")
        theirs = not people.counted and wounds is not None and wounds.pronoun == "3mp"
        return theirs and any(c.kind == "injured" for c in told)

    def _first_of_all(self, people: People) -> bool:
        """منذ سقوط أول قتيل في …: with whom a count began, and nobody new."""
        first = people.first
        if people.qualifier == "several" and self._tokens[first - 1].text in MOST:
            return True  # أكبر عدد من الضحايا سجل في حي س: where most of those counted fell
        alone = people.low == 1 and not people.amount and first > 1 and self._tokens[first - 1].text in _FIRST
        return alone and any("mark.since" in self._words[i] for i in range(max(0, first - _SINCE), first - 1))

    def _whatever(self, people: People, role: Role) -> bool:
        """ندد بما يصيب أهل المدينة, ما يقتل الناس هو الحصار: whatever befalls people, and no event."""
        at = role.governor
        if people.amount or not at or self._tokens[at - 1].text not in _WHAT:
            return False
        return any(c in _BEFALLS and entry.aspect == "iv" for c, entry in self._words[at].items())

    def _rescued(self, people: People, role: Role) -> bool:
        """قضى مسعف أثناء سحب أحد الجرحى: whom somebody went to help, one of those who lay there."""
        if role.rule != "noun:injured" or "mark.one" not in self._words[people.first] or not people.first:
            return False
        return self._tokens[people.first - 1].text in RESCUE

    def _present(self, people: People, role: Role, sentence: Sentence) -> bool:
        """يتواجد داخل مستشفى محاصر 60 مصابا: wounded before, who are shut in there."""
        near = range(max(sentence.first, people.first - PRESENT_REACH), people.first)
        if role.rule != "noun:injured" or not any(self._tokens[i].text.removeprefix("و") in PRESENT for i in near):
            return False
        return any(self._words[i].any(SIEGES) for i in range(sentence.first, sentence.last))

    def _became(self, people: People, told: Sequence[Candidate]) -> bool:
        """سقط فتى فلسطيني شهيدا: said of the one just counted."""
        last = told[-1] if told else None
        alone = people.fate == "killed" and people.low == 1 and not people.amount and people.noun == people.first
        if not alone or last is None or last.rule != "noun.fall" or last.last != people.first:
            return False
        return last.low == 1 and self._tokens[people.first].text.endswith(("ا", "ه"))

    def _spoken_of(self, people: People) -> bool:
        """Words of the dead and wounded that tell of none."""
        known = self._surnamed(people) or self._pictured(people) or self._described(people)
        return known or self._errand(people) or self._kept_in(people)

    def _described(self, people: People) -> bool:
        """الثلاثة، وهم أفراد عائلة واحدة، قتلوا: who those are that were just counted."""
        uncounted = not people.counted and people.qualifier == "unspecified" and people.first > 1
        they = uncounted and self._tokens[people.first - 1].text in AND_THEY
        return they and self._tokens[people.first - 2].text in COMMAS

    def _pictured(self, people: People) -> bool:
        """الصور لضحايا تنظيم كذا, ذوي ضحايا القصف: pictures and families of the dead, and nobody new."""
        i = people.first - 1
        plural = not people.counted and people.qualifier == "unspecified" and people.fate == "killed"
        return plural and i >= 0 and self._tokens[i].text.lstrip("وبل").removeprefix("ال") in _OF_THEM

    def _kept_in(self, people: People) -> bool:
        """12 كيسا لأشلاء مجهولة: what the remains of the dead are kept in."""
        body = self._words[people.first].get("noun.body") if people.noun == people.first else None
        if body is None or "li" not in body.clitics or not people.first:
            return False
        return any(c.startswith("thing.") for c in self._words[people.first - 1])

    def _surnamed(self, people: People) -> bool:
        """الدكتور أحمد طالب شهيد: words that name him."""
        i = people.first
        two = people.fate is not None and people.noun == i and people.last == i + 2 and people.low == 1
        return two and i > 0 and self._tokens[i - 1].text in given_names() and self._words[i + 1].any(FATES)

    def _errand(self, people: People) -> bool:
        """في طريقها لإخلاء جرحى وشهداء: whom an ambulance was to fetch."""
        if people.counted or people.fate is None:
            return False
        i = people.first - 1
        while i > 1 and self._words[i].any(FATES):
            i -= 1
        return i > 0 and self._tokens[i].text in ERRANDS and self._tokens[i - 1].text in ON_THE_WAY

    def _itemised(self, people: People) -> bool:
        """حريتان: شهيدة بصاروخ فراغي: an item of a bulletin, with what killed her right behind."""
        if not people.first or people.last >= len(self._words) or self._tokens[people.first - 1].text != ":":
            return False
        behind = self._words[people.last]
        struck = any("bi" in e.clitics for c, e in behind.items() if c in {"weapon", "noun.attack", "noun.explosion"})
        return struck or "mark.cause" in behind

    def _placed_next(self, people: People, told: Sequence[Candidate]) -> bool:
        """3 شهداء في الدانا – شهيد في سرمدا: the next of a list that tells who fell where."""
        mark = self._tokens[people.first - 1].text if people.first else ""
        marked = mark in BULLETS or (mark in COMMAS and people.last + 1 in self._placed)
        before = told[-1] if told and told[-1].sentence == self._sentence_of[people.first] else None
        if not marked or before is None or people.last >= len(self._tokens) or before.last >= people.first:
            return False
        there = {self._tokens[before.last].text, self._tokens[people.last].text}
        return there == {"في"} and before.kind == people.fate

    def _speaker(self, people: People, sentence: Sentence) -> bool:
        """قال المتحدث وحيد مجروح إن: the name of who speaks; قال جريح إن has no other."""
        if people.last >= len(self._tokens) or self._tokens[people.last].text != "ان":
            return False
        near = range(max(sentence.first, people.first - SPEAKER_REACH), people.first - 1)
        return any("verb.say" in self._words[i] for i in near)

    def _carried_out(self, people: People, noun: int) -> bool:
        """تشييع أربعة من ضحايا الثلاثاء: some of those who are known to have died."""
        mourned = self._words[people.first - 1].any(("noun.mourning", "noun.bury"))
        known = noun + 1 < len(self._tokens) and self._tokens[noun + 1].text.startswith("ال")
        return mourned and known and self._tokens[noun - 1].text == "من" and noun > people.first

    def _listed(self, i: int) -> bool:
        """قتيل و7 مصابين, قتيل وعشرات الجرحى: one is counted as the others are."""
        if i >= len(self._tokens) or not self._tokens[i].text.startswith("و"):
            return False
        if any(c in COUNTED and e.number == "d" for c, e in self._words[i].items()):
            return True  # شهيد وإصابتين
        amount = self._amounts.get(i + (self._tokens[i].text == "و"))
        behind = amount.last if amount is not None else len(self._words)
        behind += behind < len(self._words) and self._tokens[behind].text == "من"  # وعدد من الجرحى
        counted = self._words[behind] if behind < len(self._words) else {}
        return any(category in counted for category in FATES)

    def _headed(self, people: People, sentence: Sentence, told: Sequence[Candidate]) -> bool:
        """حصيلة ضحايا …، عدد قتلى …: the head of a count; سقط 16 مدنياً قتلى: said of those just counted."""
        before = self._words[people.first - 1] if people.first > sentence.first else {}
        if "noun.toll" in before or "noun.bury" in before:
            return True
        fallen = [c for c in told if c.sentence == self._sentence_of[people.first]]
        return bool(fallen) and fallen[0].rule == "noun.fall" and people.fate == "killed"

    def _obituary(self, people: People, sentence: Sentence, told: Sequence[Candidate]) -> bool:
        """الشهيد أحمد الخالد ارتقى اليوم: a sentence begins with him and says that he died."""
        opens = people.first == sentence.first or self._tokens[people.first - 1].text in {":", "-"}
        if not opens or people.fate != "killed" or any(c.kind == "killed" for c in told):
            return False
        ahead = range(people.last, min(people.last + OBITUARY_REACH, sentence.last))
        return self._names.at(people.last) and any("verb.die" in self._words[i] for i in ahead)

    def _mourned(self, people: People) -> bool:
        """ارتقى على إثر القصف الشهيد محمد: a name follows, and a verb of dying stands before."""
        if not self._names.at(people.last):
            return False
        before = people.first - 1
        while before > 0 and self._frames.filler(before):
            before -= 1  # قتل اليوم المسعف محمد
        if before >= 0 and self._words[before].any(("verb.die", "noun.death")):
            return True
        for i in range(people.first - 1, max(-1, people.first - 1 - MOURNED_REACH), -1):
            words, text = self._words[i], self._tokens[i].text
            if "verb.die" in words:
                return True
            if (words.verb and "noun.attack" not in words) or text in {".", "،", ":"} or words.any(FATES):
                return False
        return False
