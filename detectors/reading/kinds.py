"""How many people a phrase counts, and of which kinds, by what stands behind its noun: bounds, masses, two sorts."""

from __future__ import annotations

from msgspec.structs import replace

from detectors.reading.model import Matches
from detectors.reading.nouns import Nouns
from detectors.reading.people import PERSONS, People, groups_of
from detectors.records import Qualifier

_BETWEEN = frozenset({"بين", "مابين"})
ONE = frozenset({"واحد", "واحده", "اخر", "اخري"})
AT_LEAST = (["علي", "الاقل"], ["في", "الاقل"])
AT_ALL = ["علي", "اقل", "تقدير"]
HURT_AS_WELL = frozenset({"واصيبوا", "وجرحوا"})
"""Behind a verb of dying (9 أشخاص استشهدوا وأصيبوا)."""
BY_MASSES: dict[str, Qualifier] = {"بالعشرات": "tens", "بالمئات": "hundreds", "بالالاف": "thousands"}

RECKONED = frozenset(
    {
        "يعدون",
        "تعد",
        "يقدرون",
        "تقدر",
        "يحصون",
        "تحصي",
        "كانوا",
        "كانت",
        "هم",
        "باتوا",
        "باتت",
        "صاروا",
        "صارت",
        "وصلوا",
    }
)
"""Between people and by what masses they are counted."""


class Kinds:
    """Completes the phrases of one article by them."""

    def __init__(self, matches: Matches, nouns: Nouns) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._nouns = nouns
        self._amounts = matches.amount_at

    def told(self, people: People, stop: int) -> People:
        """The phrase with them."""
        people = self._of_kinds(self._in_masses(self._bounded(self._ranging(people, stop), stop), stop), stop)
        while (wider := self._twofold(people, stop)) is not people:
            people = wider
        return self._of_two_sorts(people, stop)

    def _ranging(self, people: People, stop: int) -> People:
        """ما بين أربعة مسلحين وستة: the noun stands behind the lower number; وستة جنود are others."""
        opens = people.first - 1
        apart = people.last < stop and self._tokens[people.last].text == "و"  # و25
        higher = self._amounts.get(people.last + apart)
        between = people.amount and not people.bare and opens >= 0 and self._tokens[opens].text in _BETWEEN
        if not between or higher is None or higher.last > stop or higher.low is None or higher.qualifier != "exact":
            return people
        counted = higher.last < stop and self._nouns.at(higher.last) is not None
        joined = apart or self._tokens[higher.first].text.startswith("و")
        if people.qualifier != "exact" or higher.low <= (people.low or 0) or counted or not joined:
            return people
        first = opens - (opens > 0 and self._tokens[opens - 1].text == "ما")
        return replace(people, first=first, last=higher.last, high=higher.low, qualifier="range")

    def _in_masses(self, people: People, stop: int) -> People:
        """إصابات بالعشرات, سقط القتلى بالمئات, أما الجرحى فبالمئات: as many as the word behind says."""
        reckoned = people.last + 1 < stop and self._tokens[people.last].text.removeprefix("ف") in RECKONED
        at = people.last + reckoned
        masses = BY_MASSES.get(self._tokens[at].text.removeprefix("ف")) if at < stop else None
        if masses is None or people.qualifier != "unspecified" or people.fate is None:
            return people
        return replace(people, last=at + 1, qualifier=masses, counted=True, definite=False)

    def _of_kinds(self, people: People, stop: int) -> People:
        """60 مدنيا بين رجل وامرأة وطفل: of which kinds they are, and nobody besides; بينهم رجل وامرأة are two."""
        i = people.last
        if not people.counted or people.low in {1, 2} or i < 2 or self._tokens[i - 2].text != "بين":
            return people
        while i < stop and i not in self._amounts and self.one_more(i):
            i += 1
        return replace(people, last=i)

    def befell_both(self, i: int, stop: int) -> bool:
        """9 أشخاص استشهدوا وأصيبوا: some of them died, nobody says how many; قتلوا وأصابوا ثلاثة is what they did."""
        if i + 1 >= stop or not self._words[i].any(("verb.kill", "verb.die")):
            return False
        return self._tokens[i].text.endswith("وا") and self._tokens[i + 1].text in HURT_AS_WELL

    def of_both(self, people: People, i: int) -> bool:
        """مئتي جريح ومصاب, 9 شهيد وقتيل: one number of both, in one form; 9 شهداء وقتيل are one more."""
        if "noun.killed" not in self._words[i]:
            return True
        before = self._words[i - 1].get("noun.killed")
        single = before is not None and before.number == "s" and before.lemma != self._words[i]["noun.killed"].lemma
        alike = self._tokens[i].text.endswith("ا") == self._tokens[i - 1].text.endswith("ا")
        return single and alike and people.noun == i - 1 and (people.low or 0) > 1

    def one_more(self, i: int) -> bool:
        """وطفل: a singular joined by و."""
        found = self._nouns.at(i)
        plain = found is not None and found[0].clitics == ("wa",) and not found[0].pronoun
        return found is not None and plain and found[0].number == "s" and found[1] in {*PERSONS, "noun.missing"}

    def _bounded(self, people: People, stop: int) -> People:
        """مقتل شخص واحد على الأقل، إصابة طفلين على الأقل: a bound behind a noun that is its own number."""
        at = people.last + (people.last < stop and self._tokens[people.last].text in ONE)
        texts = [token.text for token in self._tokens[at : min(at + 4, stop)]]
        at += texts[:1] == ["،"] == texts[3:]  # مقتل طفل، على الأقل، و…
        behind = [token.text for token in self._tokens[at : min(at + 3, stop)]]
        bound = 3 if behind == AT_ALL else 2 if behind[:2] in AT_LEAST else 0
        if not bound or people.amount or people.low is None or people.low != people.high:
            return people
        return replace(people, last=at + bound, high=None, qualifier="at_least")

    def _twofold(self, people: People, stop: int) -> People:
        """12 عسكريا ومدنيا, 14 من المرضى والعاملين, 9 من أطبائها وممرضيها: one number for people of two sorts."""
        i = people.last
        found = self._nouns.at(i) if people.amount and people.noun is not None and i < stop else None
        head = self._nouns.at(people.noun) if people.noun is not None else None
        if not found or not head or found[0].clitics[:1] != ("wa",) or found[1] not in PERSONS or i in self._amounts:
            return people
        both = found[0].lemma == head[0].lemma and found[0].gender == "f"  # 144 طفلا وطفلة
        specified = "s" == head[0].number == found[0].number and people.low != 1 and (both or found[0].state == "i")
        own = head[0].pronoun == found[0].pronoun != ""
        named = (own or "d" == head[0].state == found[0].state) and found[0].number == "p" == head[0].number
        if not (specified or (named and self._tokens[people.noun - 1].text == "من")):  # type: ignore[operator]
            return people
        alike = PERSONS[found[1]] == people.victims or found[0].tag("people") is not None  # مقاتلا عراقيا وسوريا
        more = groups_of(found[0])
        groups = people.groups if people.groups and more else ()
        groups += tuple(g for g in more if groups and g not in groups)  # 17 مسعفا وصحافيا: each of one or the other
        return replace(people, last=i + 1, victims=people.victims if alike else "unknown", groups=groups)

    def _of_two_sorts(self, people: People, stop: int) -> People:
        """12 شهيدا من العسكريين والمدنيين: nobody says how many of each."""
        i = people.last
        if people.noun is None or i - 1 <= people.noun or i >= stop or i in self._amounts:
            return people
        one, other = self._nouns.at(i - 1), self._nouns.at(i)
        sorts = [found[1] for found in (one, other) if found and found[0].state == "d" and found[0].number == "p"]
        if len(sorts) < len((one, other)) or other is None or "wa" not in other[0].clitics:
            return people
        if not {"person.combatant", "person.civilian"}.issuperset(sorts) or sorts[0] == sorts[1]:
            return people
        return replace(people, last=i + 1, victims="unknown")
