"""What befell the people that a phrase names: the word that governs it, on its left or on its right.

Left: مقتل 5 أشخاص، أصيب، أمس، نحو 20، أودى بحياة طفل. Right: خمسة أشخاص على الأقل قتلوا. At a distance: ارتفاع عدد
القتلى، منذ مطلع الشهر، إلى 845. A governor that tells of something else (حصار، نزوح، اعتقال) turns the phrase down.
"""

from __future__ import annotations

from detectors.reading.conditions import Conditions
from detectors.reading.cover import Cover, Except
from detectors.reading.days import fractions, since_when
from detectors.reading.falls import COMES_TO
from detectors.reading.governors import SENTENCES, Governors, completed
from detectors.reading.heads import Heads
from detectors.reading.insets import Insets
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, FATES, QUOTES, WHICH, People
from detectors.reading.roles import DYING, FATE_VERBS, GOVERNORS, Decoy, Role
from detectors.reading.stretches import ordinals
from detectors.reading.subjects import PREPOSITIONS, Subjects
from detectors.reading.succumbed import Succumbed
from detectors.reading.things import occupants
from detectors.reading.unearthed import buried
from detectors.records import Kind

AGAINST = "بحق"
DEED_REACH = 4
"""Tokens between a massacre and against whom: who committed it, its sort."""
BEFELL = (*FATES, *FATE_VERBS)
THOSE = frozenset({"من", "الذين"})
AILING = frozenset({"من", "جراء", "اثر", "نتيجه"})
HARMED = frozenset({"decoy:need", "decoy:treat"})
"""What is told of people who were hurt all the same, when their noun says so (يحتاج 20 جريحاً)."""
SUPPORT = frozenset(
    f"{part}.{what}"
    for part in ("verb", "noun")
    for what in ("fall", "result", "recover", "count", "massacre", "receive")
)
"""Words that introduce casualties (سقوط، خلف، انتشال): a lone singular noun needs one."""
AS_SAID = frozenset({"كما", "مثلما"})
CAME = frozenset({"جاء", "ورد", "جاءت", "وردت", "يرد"})
"""كما جاء في بيان …, كما قال المرصد: whence it is known."""
ASIDES = frozenset({"في", "و", "خلال", "اثناء", "علي", "عند", "قرب", "من"})
BLOWS = ("noun.attack", "noun.explosion", "weapon", "noun.span")
HITS: dict[str, Kind] = {"verb.kill": "killed", "verb.injure": "injured"}
BLOW_REACH = 18
"""Tokens between people and the relative that begins what is said of the blow."""
AMONG_REACH = 16
"""Tokens between people and the dead that they are said to be among."""
ASIDE_REACH = 15
"""Longest aside between commas, in tokens."""
STOPS = frozenset({"،", ",", ":", ".", "؛", "-"})
_ANY = frozenset({"كل", "وكل", "اي", "واي", "ايه", "وايه", "كاي", "لكل", "اخر"})
SINCE_REACH = 10
"""Tokens between the nth of a row and since when they are counted."""
FAMILY_REACH = 7
"""Tokens between a family, with its name, and the number of its members."""
_BESIDE = QUOTES | {"هذه", "هذا", "تلك", "ذلك", "مجموعه"}
"""What may stand anywhere between words (منذ بدء هذه الحملة, فقدت المديرية ما مجموعه 30)."""
REACH = 6
"""Tokens between a verb and the phrase that it governs: an adverb, a short agent."""
SITES = ("thing.", "health.")
"""What bears a name in quotes that may begin like a person's."""


class Frames:
    """Finds the governor of each phrase of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._standing = matches.standing
        self.agents: dict[int, int] = {}
        """Last token before the object of a verb whose agent stands between (اغتال مسلحون القيادي) → the verb."""
        self._of: list[People] | None = None
        self._cover = Cover.of(())
        self.used: set[int] = set()
        """Verbs whose subject has been found before them: they govern nothing after."""
        self._governors = Governors(matches, self.used)
        self.insets = Insets(matches, self.agents)
        self._subjects = Subjects(matches, self.used)
        self._succumbed = Succumbed(matches, self.used)
        self._heads = Heads(matches)
        self._conditions = Conditions(matches)
        self._placed = {place.first for place in matches.places}
        self._places = {p.last: p.first for p in matches.places if not p.context_only} | since_when(matches)
        self._dated = matches.dated | fractions(matches)

    def role(self, people: People, others: list[People], first: int, last: int) -> Role | Decoy | None:
        """Governor of `people` among tokens `first`…`last` of its sentence."""
        if self._of is not others:
            self._of, self._cover = others, Cover.of(others)
        taken, starts = self._cover.without(people)
        left = self._left(people, taken, first)
        if isinstance(left, Decoy) and left.reason == "decoy:treat" and self._ailing(people.last):
            return Role("injured", people.last, "noun:injured")
        hurt = self._subjects.hurt(people) if isinstance(left, Decoy) else None
        if hurt:
            return hurt
        if isinstance(left, Decoy) and not (people.fate and people.amount and left.reason in HARMED):
            return left
        if isinstance(left, Decoy):
            left = None
        left = self._conditions.lost(people, left) if left else None
        near = left is not None and people.first - left.governor <= 3  # not قضوا … لوجود 20 جريحا
        if left and near and people.fate == "injured" and left.kind == "killed" and left.rule in DYING:
            return left  # وفاة جريح
        died = self._succumbed.role(people) if people.fate == "injured" else None
        if died:
            return died
        if people.fate:
            return self._heads.fated(people, people.fate)
        if left:
            return left
        told = self._against(people, first) or buried(self._m, people) or self._blow(people, first)
        if told:
            return told
        among = self.among(people)
        if among:
            return among
        toll = self._heads.role(people, taken, first)
        if toll:
            return toll
        return self._subjects.role(people, starts, last) or self._conditions.role(people, first, last)

    def among(self, people: People) -> Role | None:
        """37 أجنبياً بين القتلى: the dead spoken of before."""
        last = min(people.last + AMONG_REACH, len(self._words) - 1)
        if not people.counted or not self._standing.any(BEFELL, people.last + 1, last + 1):
            return None
        first = self._listed_end(people)
        for i in range(first, last):
            if self._tokens[i].text in {"،", ",", ".", "؛", ":"} or "mark.subset" in self._words[i]:
                return None
            counted = self._tokens[i].text in {"عداد", "ضمن"}  # ستة مدنيين هم في عداد القتلى
            if not (counted or self._tokens[i].text == "بين"):
                continue
            if i != first + (self._tokens[first].text == "من") and not self._linked(i, first):
                continue
            who = self._those_who(i + 1)
            if who is not None:
                return Role(who, i + 1, "among")
            for category, kind in FATES.items():
                entry = self._words[i + 1].get(category)
                if counted and kind == "missing":
                    continue
                known = entry is not None and ("al" in entry.clitics or i + 2 in self._placed)  # بين ضحايا أريحا
                if entry and known and entry.number == "p":
                    return Role(kind, i + 1, "among")
        return None

    def _those_who(self, i: int) -> Kind | None:
        """كان بين من قضوا, الذين قتلوا: what befell those who are spoken of in a relative clause."""
        verb = self._words[i + 1] if self._tokens[i].text in THOSE and i + 1 < len(self._words) else {}
        return next((k for c, k in FATE_VERBS.items() if c in verb and verb[c].number == "p"), None)

    def _ailing(self, i: int) -> bool:
        """عولج 11 شخصا من الاختناق، يتلقى 6 العلاج جراء إصابتهم: what they were treated for."""
        for j in range(i, min(i + 3, len(self._words) - 1)):
            if self._tokens[j].text in AILING:
                return self._words[j + 1].any(("noun.injury", "noun.wound"))
        return False

    def _listed_end(self, people: People) -> int:
        """طفلا وامرأتين بين القتلى: behind those who are joined to them."""
        last = people.last
        for other in self._of or ():
            if other.first == last and self._tokens[last].text.startswith("و") and other.counted:
                last = other.last
        return last

    def _linked(self, i: int, last: int) -> bool:
        """كانوا أيضا بين القتلى, هم من بين القتلى, متطوعي الدفاع المدني بين القتلى: said of the people before."""
        if all(self._tokens[j].text.startswith("ال") for j in range(last, i)):
            return True
        return any("verb.was" in self._words[j] or self._tokens[j].text in {"هم", "هما"} for j in range(last, i))

    def _against(self, people: People, first: int) -> Role | None:
        """مجزرة بحق 7 مدنيين, عملية إعدام بحق أسيرين; حكم إعدام بحق 5 متهمين is a court's."""
        if not people.counted or people.definite or self._tokens[people.first - 1].text != AGAINST:
            return None
        for i in range(people.first - 2, max(first - 1, people.first - 2 - DEED_REACH), -1):
            deed = self._words[i].get("noun.massacre") or self._words[i].get("noun.death")
            if deed is not None and (deed.category == "noun.massacre" or "al" not in deed.clitics):
                court = i > first and self._tokens[i - 1].text in SENTENCES
                return None if court else Role("killed", i, deed.category)
        return None

    def _blow(self, people: People, first: int) -> Role | None:
        """أصابت القذائف التي سقطت على الحي 20 شخصا: what hit them stands between with what is said of it."""
        if not people.amount or people.bare:
            return None
        for i in range(people.first - 1, max(first + 1, people.first - BLOW_REACH), -1):
            words, text = self._words[i], self._tokens[i].text
            if text in WHICH and self._words[i - 1].any(BLOWS):
                verb = self._words[i - 2]
                kind = next((k for c, k in HITS.items() if c in verb and not verb[c].pronoun), None)
                return Role(kind, i - 2, "verb.kill" if kind == "killed" else "verb.injure") if kind else None
            if text in COMMAS or text in {".", ":", "؛"} or "mark.connector" in words or words.any(GOVERNORS):
                return None
        return None

    def supported(self, people: People, first: int) -> bool:
        """A word that introduces casualties stands up to three tokens before."""
        if all(self._tokens[i].text in QUOTES for i in range(first, people.first)):
            return True  # قتيل بقصف …, a headline
        i, steps = people.first - 1, 0
        while i >= first and steps < 3:
            if any(category in SUPPORT or category in GOVERNORS for category in self._words[i]):
                return True
            steps, i = steps + (not self.filler(i)), i - 1
        return False

    def generic(self, people: People, first: int) -> bool:
        """كل ضحية، أي جريح: nobody in particular; من جانب آخر 40 شخصا, في حي آخر العقيد فلان are people."""
        if (people.amount or people.definite) and self._tokens[people.first - 1].text == "اخر":
            return False
        if people.first > first + 1 and not people.amount and self._tokens[people.first - 1].text in QUOTES:
            before = self._words[people.first - 2]
            if any(c.startswith(SITES) for c in before):
                return True  # مدرسة «ابن خلدون»
        return people.first > first and self._tokens[people.first - 1].text in _ANY

    def ranked(self, people: People) -> bool:
        """المسعف الثاني عشر الذي يقتل منذ …: how many there have been, and nobody new."""
        i = people.last
        if people.amount or people.low != 1 or i + 1 >= len(self._tokens) or self._tokens[i].text not in ordinals():
            return False
        i += 1 + (self._tokens[i + 1].text in {"عشر", "عشره"})
        following = range(i + 1, min(i + SINCE_REACH, len(self._words)))
        which = i < len(self._tokens) and self._tokens[i].text in WHICH
        return which and any("mark.since" in self._words[j] or "mark.during" in self._words[j] for j in following)

    def filler(self, i: int) -> bool:
        """A token that may stand anywhere: a quotation mark, a word of time, an adverb."""
        words = self._words[i]
        if not words.filler:
            return i in self._dated or self._tokens[i].text in _BESIDE
        return "verb.miss" not in words or self._words[i + 1].verb  # فقد 4 جنود; فقد قتل 4

    def _left(self, people: People, taken: Except, first: int) -> Role | Decoy | None:
        verb = self.agents.get(people.first - 1)
        if verb is not None:
            return self._governors.role(verb, people, 1, first)
        far = self._governors.overcame(people, first) or self._governors.lives.far(people, first)
        if far is not None:
            return far
        steps, i = 0, people.first - 1
        while i >= first and steps < REACH and i not in taken:
            name = self._places.get(i + 1, i)
            if name < i:
                steps, i = steps + 1, name - 1  # the words of one name
                continue
            words, text = self._words[i], self._tokens[i].text
            comma = text in COMMAS
            lost = words.get("verb.die")
            if lost and "mark.filler" in words and completed(self._tokens, lost.every("needs"), people.last):
                return Role("killed", i, "verb.die")  # فقد 5 أشخاص حياتهم
            aside = self.aside(i, first) if comma else None
            if aside is not None:
                i = aside - 1
                continue
            if self.filler(i) or self._each(i - (text == ":")) or (comma and i > first and self.filler(i - 1)):
                i -= 1
                continue
            if text in STOPS or text in COMES_TO or (steps == 0 and occupants(self._m, i)):
                return None
            family = self._family(i, first)
            if family is not None:
                i = family - 1
                continue
            found = self._governors.role(i, people, steps, first)
            if text == "بين" and self._tokens[i - 1].text == "من":
                i -= 1  # قتل من بين المتظاهرين 14
                continue
            struck = "noun.attack" in words and i > first and self._words[i - 1].any(HITS)  # قتل قصف جوي ستة
            struck |= "noun.attack" in words and self._tokens[i - 1].text in PREPOSITIONS  # قتل أمس في قصف ستة
            family = "person.family" in words and i > first and "verb.die" in self._words[i - 1]  # خسرت أسرة في س خمسة
            if found or (words.verb and not struck and not family) or "mark.connector" in words:
                return found
            steps, i = steps + 1, i - 1
        return None

    def aside(self, i: int, first: int) -> int | None:
        """، بحسب المصدر نفسه، between a verb and its people: of the comma at `i`, the one that opens it."""
        for j in range(i - 1, max(first, i - ASIDE_REACH), -1):
            if self._tokens[j].text in COMMAS:
                return j if self._parenthetic(j + 1) else None
            said = "noun.say" in self._words[j] and self._tokens[j].text != "استنادا"
            if said and self._tokens[j - 1].text not in COMMAS:
                return None
        return None

    def _parenthetic(self, i: int) -> bool:
        """A word that opens an aside: a source, a time, a place, a means (بإسناد جوي)."""
        words, text = self._words[i], self._tokens[i].text
        means = any({"bi", "li"} & set(e.clitics) for e in words.values()) or (not words and text.startswith("ب"))
        so = text in AS_SAID and (
            self._words[i + 1].any(("verb.say", "verb.count")) or self._tokens[i + 1].text in CAME
        )
        return "noun.say" in words or self.filler(i) or means or text in ASIDES or so

    def _family(self, i: int, first: int) -> int | None:
        """عائلة (كاملة) من before the number of its members: where it begins."""
        if self._tokens[i].text not in {"من", "تضم", "مؤلفه", "مكونه", "قوامها"}:
            return None
        made = self._tokens[i - 1].text in {"مكونه", "مؤلفه", "مكون", "مولف", "مولفه"}
        kinds = ("person.family", "noun.group") if made else ("person.family",)
        return next(
            (j for j in range(i - 1, max(first - 1, i - FAMILY_REACH), -1) if any(k in self._words[j] for k in kinds)),
            None,
        )

    def _each(self, i: int) -> bool:
        """كل من before names or people."""
        if "mark.each" in self._words[i]:
            return True
        return self._tokens[i].text == "من" and i > 0 and "mark.each" in self._words[i - 1]
