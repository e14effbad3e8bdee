"""What a side is said to have lost, and whom: فقدت الكتيبة ثلاثة من رجالها, خسرت 25 عنصرا; فقد ثلاثة are missing."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS, QUOTES, People
from detectors.reading.word import Word
from detectors.text import Token

CONTACT: Final = frozenset({"الاتصال", "التواصل", "اتصال", "تواصل", "الاثر", "اثر"})
LOSE: Final = "خسر"
PART: Final = "ودع"
"""What people do with their dead, and with those who travel or retire."""
_ALONE: Final = frozenset({"وحدها", "وحده", "وحدهم"})
_VIOLENT: Final = (
    "weapon", "noun.attack", "noun.explosion", "noun.killed", "noun.injured", "noun.death", "verb.kill",
    "noun.mourning", "noun.siege", "noun.massacre",
)  # fmt: skip
HOMES: Final = frozenset({
    "المدينه", "البلده", "القريه", "البلاد", "العائله", "الاسره", "المنطقه", "المحافظه", "المديريه", "الناحيه",
    "المدن", "البلدات", "القري", "العائلات", "الاسر", "المناطق", "المحافظات", "المديريات", "الاحياء",
})  # fmt: skip
"""What loses people who live there, or belong to it."""
MOURN: Final = "نعي"
STRUCK_REACH: Final = 8
"""Tokens behind whom a body mourns, in which the strike is told."""
STRUCK: Final = ("noun.attack", "verb.attack", "noun.explosion", "verb.hit")
_ASIDE: Final = frozenset({"التي", "وحدها", "وحده", "نفسها", "نفسه", "بدورها", "ايضا", "كذلك", "كلها"})
"""Between a place and what it lost."""
_OPENS: Final = frozenset({"ان", "وان", "بان", "وبان", "لكن", ".", "،", ",", ":"})
"""Before a place of which is said what it lost."""
_THEIR: Final = ("هم", "هما", "هن")
_MEN: Final = frozenset({"رجلا", "رجال", "رجل", "شخصا", "فردا", "افراد"})
"""By whom a force counts its losses, who are of no sort by their noun."""
_PLACE_WORDS: Final = frozenset({"حي", "مدينه", "بلده", "قريه", "مخيم", "الحي", "كل", "من", "قضاء", "منطقه", "حيا"})
_FIGHTS: Final = ("noun.attack", "noun.span", "noun.operation")
OWNER_REACH: Final = 3
"""Tokens between a force and what it lost."""


class Losses:
    """Judges the words of loss in one article."""

    def __init__(self, matches: Matches) -> None:
        self._matches = matches
        self._tokens = matches.document.tokens
        self._words = matches.words

    def of_its_own(self, i: int, people: People) -> bool:
        """Whether a word that tells what a side lost, or whom it mourns, tells it of these people."""
        verb = self._words[i].get("verb.die")
        whom = self.owned(people) or self.costs(i, people) or self.mourned(i, people) or self._by_itself(i, people)
        if verb is None or verb.lemma != PART or not whom or people.victims == "combatant":
            return whom
        return self._matches.standing.any(_VIOLENT, 0, len(self._words))  # ودعت المدرسة 30 من طلابها

    def _by_itself(self, i: int, people: People) -> bool:
        """قتل 480 منهم، والأونروا وحدها ودعت 326: a number alone, for one of those who lost the dead told before."""
        before = self._matches.document.sentences[self._matches.sentence_of[i]].first
        dead = self._matches.standing.any(("verb.kill", "verb.die", "noun.killed", "noun.death"), before, i)
        return people.bare and people.amount and people.first == i + 1 and self._tokens[i - 1].text in _ALONE and dead

    def owned(self, people: People) -> bool:
        """3 من مقاتليها، أحد سائقينا: people of the side that lost them."""
        if people.noun is None or not people.counted:
            return False
        if people.noun + 1 < len(self._words) and (family := self._words[people.noun + 1].get("person.family")):
            return "al" not in family.clitics  # خمسة من أفراد أسرته
        return any(e.pronoun for c, e in self._words[people.noun].items() if c.startswith("person."))

    def costs(self, i: int, people: People) -> bool:
        """خسرت الميليشيات 25 عنصرا: the side stands between."""
        verb = self._words[i].get("verb.die")
        home = verb is not None and people.amount and not people.bare and self._home(i)
        if verb is not None and home and (verb.lemma == LOSE or (verb.lemma == PART and self._soldiers(people))):
            return True  # خسرت البلدة 15 شخصا, خسرت العائلة, ودعت القرية عشرة جنود
        ranks = people.amount and people.noun is not None and self._tokens[people.noun].text in _MEN
        if not people.counted or (
            people.victims != "combatant" and not (ranks and of_force(self._words, i, people.first))
        ):
            return False
        if verb is not None and verb.lemma == LOSE:
            return True  # خسرت القوة المهاجمة 15 مسلحا: whatever the side is called
        return of_force(self._words, i, people.first)

    def _soldiers(self, people: People) -> bool:
        """Whom a town parts with, in a sentence that tells what struck them."""
        sentence = self._matches.document.sentences[self._matches.sentence_of[people.first]]
        return people.victims == "combatant" and self._matches.standing.any(_VIOLENT, sentence.first, sentence.last)

    def _home(self, i: int) -> bool:
        """خسرت البلدة, داريا فقدت, المدينة التي خسرت: where people live, or a family, beside the verb."""
        before = i - 1 - (self._tokens[i - 1].text in QUOTES)
        before -= self._tokens[before].text in _ASIDE
        ends = {place.last for place in self._matches.places}
        described = before > 0 and self._tokens[before].text.startswith("ال")  # جباليا المحاصرة فقدت
        if {before + 1, before} & ends if described else before + 1 in ends:
            return True
        return self._place(i + 1, len(self._words)) or any(
            0 <= j < len(self._words) and (self._tokens[j].text in HOMES or "person.family" in self._words[j])
            for j in (before, i + 1)
        )

    def mourned(self, i: int, people: People) -> bool:
        """نعت الهيئة مسعفين اثنين استهدفتهما غارة: a body's people who a strike took, without a word that they died."""
        verb = self._words[i].get("verb.die")
        if verb is None or verb.lemma != MOURN or not people.groups:
            return False
        return any(word.any(STRUCK) for word in self._words[people.last : people.last + STRUCK_REACH])

    def lost(self, i: int, people: People, steps: int) -> bool:
        """فقدت الكتيبة ثلاثة من رجالها: its own dead; فقد ثلاثة جنود are missing."""
        if any(self._tokens[j].text in CONTACT for j in range(i + 1, people.first)):
            return False
        if people.noun is not None and "noun.life" in self._words[people.noun]:
            return True  # فقدت المدينة ثلاثين روحا
        if not self.owned(people):
            return self.costs(i, people) or self._bereft(i, people)
        if (people.amount or steps) and any(entry.tag("kin") for entry in self._words[people.noun or 0].values()):
            return True  # فقد 7 من أقاربه, فقدت المرأة أمها
        verb = self._words[i]["verb.miss"]
        return steps > 0 or verb.gender == "f" or verb.person == "1p" or self._loser_before(i)

    def _loser_before(self, i: int) -> bool:
        """اللواء الذي فقد أربعة من جنوده, إن الجيش فقد أربعة من جنوده: whose they are stands before the verb."""
        near = range(max(0, i - OWNER_REACH), i)
        stop = next((j + 1 for j in reversed(near) if self._tokens[j].text in COMMAS), near.start)
        joined = "wa" in self._words[i]["verb.miss"].clitics
        force = any("force" in self._words[j] for j in range(stop, i))
        return self._tokens[i - 1].text == "الذي" or (force and not joined)

    def _bereft(self, i: int, people: People) -> bool:
        """فقدنا طبيبين, فقدوا سبعة مقاتلين, فقدت المديرية اليوم ممرضا: who lost them is the verb's, or right behind."""
        verb = self._words[i]["verb.miss"]
        if verb.aspect != "pv":
            return False  # تفقد المكان
        if verb.person == "1p" or verb.number == "p":
            return True
        if verb.gender == "f" and (people.amount or self._tokens[i - 1].text == "التي") and self._home(i):
            return True
        if people.amount and self._place_before(i):
            return True
        if i + 1 < people.first and self._place(i + 1, people.first):
            return verb.gender == "f" or verb.voice != "passive"  # فقد حي س ستة أشخاص
        return verb.gender == "f" and i + 1 < people.first and self._tokens[i + 1].text.startswith("ال")

    def _place_before(self, i: int) -> bool:
        """إن حي س وحده فقد تسعة: the place, or what takes its place, is who lost them; في س فقد تسعة is where."""
        at = i - (self._tokens[i - 1].text in _ASIDE)
        at -= at > 0 and self._tokens[at - 1].text.startswith("لل")  # مخيم س للنازحين فقد
        for place in self._matches.places:
            if place.last == at and not place.context_only:
                first = place.first
                return first == 0 or self._tokens[first - 1].text in _OPENS
        return False

    def _place(self, first: int, stop: int) -> bool:
        """فقدت دوما ثلاثة مدنيين, فقد حي س وحي ص ستة, فقد كل من س وص ستة: a place is what lost them."""
        while first < stop and self._tokens[first].text in _PLACE_WORDS:
            first += 1
        return any(place.first <= first < place.last <= stop for place in self._matches.places)

    def loser(self, i: int, people: People) -> bool:
        """فقدت سوريا 3 صحفيين: the land, no Syrian, is what lost them."""
        alone = not people.amount and people.first == i + 1 and self._words[i]["verb.miss"].gender == "f"
        return alone and self._tokens[i + 1].text.endswith("يا") and self._place(i + 1, people.last)

    def contact(self, i: int, people: People) -> bool:
        """فقد الاتصال مع 13 عنصرا, فقد الجيش 3 آليات: contact was lost, or a side lost them."""
        between = range(i + 1, people.first)
        behind = self._tokens[i + 1].text in {"في", "خلال", "جراء"}  # فقد في حي س ستة أشخاص: no قد
        return behind or any(self._tokens[j].text in CONTACT for j in between) or "force" in self._words[i + 1]


def of_force(words: Sequence[Word], i: int, first: int) -> bool:
    """فقد الجيش في معارك أمس 25 رجلا, أما القوات ففقدت جنديين: a force behind the verb, or before one that goes on.

    فقدت المدينة في الحرب التي أشعلها المسلحون …: where the war is told of, it is no force that lost them.
    """
    told_of = any("fa" in entry.clitics for entry in words[i].values())
    war = next((j for j in range(i + 2, first) if words[j].any(_FIGHTS)), first)
    near = (*range(max(0, i - OWNER_REACH) if told_of else i, i), *range(i + 1, war))
    return any("force" in words[j] for j in near)


def its_losses(words: Sequence[Word], people: People, told: Sequence[Candidate], first: int) -> bool:
    """مقتل ثلاثة من جنوده، لترتفع خسائره إلى 56 قتيلا: of the side whose fighters were told of before."""
    if not told or told[-1].victims != "combatant" or people.fate is None:
        return False
    losses = (words[i].get("noun.loss_word") for i in range(max(first, told[-1].last), people.first))
    return any(loss is not None and loss.pronoun for loss in losses)


def theirs(tokens: Sequence[Token], words: Sequence[Word], dated: Set[int], i: int) -> bool:
    """فقدوا أطرافهم, فقدوا الوعي: what they lost, and were not lost themselves; فقدوا الأسبوع الماضي tells when."""
    if i >= len(tokens):
        return False
    text, when = tokens[i].text, i in dated or words[i].filler
    return text.endswith(_THEIR) or (text.startswith("ال") and not when)
