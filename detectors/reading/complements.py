"""What follows the noun of a phrase and tells who the people are: من عناصر الشرطة، في صفوف المدنيين، قتلى وجرحى."""

from __future__ import annotations

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.reading.duals import Duals
from detectors.reading.healers import heals, nurses, runs_healers, tends_sick
from detectors.reading.identities import PEACEFUL
from detectors.reading.kinds import Kinds
from detectors.reading.model import Matches
from detectors.reading.nouns import Nouns
from detectors.reading.pairs import Pairs
from detectors.reading.people import COUNTED, FATES, FORCE_REACH, OWN_RANKS, PATROL, PERSONS, UNITS, People, groups_of
from detectors.reading.rescuers import at_post, defends, men_of, militia, rescues
from detectors.records import Group, Victims

RANKS_REACH = 40
"""Tokens of one sentence between a service or a force and its own people (4 من عناصره)."""
OUR_TEAMS = frozenset({"فرقنا", "طواقمنا", "كوادرنا", "فريقنا", "نقاطنا"})
"""Rescuers and medics say so of themselves; an army speaks of its forces."""
ONES = frozenset({"واحد", "واحده"})
FOLK = "اهل"
"""أهالي شهداء are no dead themselves."""
_HEALERS: frozenset[Group] = frozenset({"health", "rescuers"})
MEMBERS = frozenset({"عضو", "بطل", "فرد", "رجل", "منسوب", "امير", "نصير", "تابع"})
"""Behind من and before a force: its own (من أعضاء التنظيم، من أبطال القوات المسلحة)."""
VOLUNTEER = "متطوع"
TERROR = frozenset({"تنظيم", "داعش"})
FEUDS = frozenset({"قبيلتين", "عشيرتين", "عائلتين", "قبليه", "عشائريه", "عائليه"})
"""Where these stand, the two sides are no armies."""
_MEN = frozenset({"افراد", "عناصر", "جنود"})
_MANNED = frozenset({"دوريه", "حاجز", "ثكنه", "مخفر"})
_CHECKPOINTS = (["نقطه", "تفتيش"], ["نقطه", "التفتيش"], ["نقطه", "عسكريه"], ["نقطه", "امنيه"])
_CREWS = frozenset({"طاقم", "طواقم", "اطقم"})
_ARMOUR = frozenset({"دبابه", "دبابات", "مدرعه", "مدرعات", "مقاتله"})
POSTS = frozenset({"المركز", "الفريق", "النقطه", "الطاقم"})
"""Known from before, whose people عناصر المركز are."""
OWNED = ("noun.body", "noun.injury", "noun.case")
"""Nouns after which لـ names whose they are (جثث لمدنيين)."""
ONLY = frozenset({"فقط", "فحسب", "حصرا"})
"""Between people and whose they are."""


class Complements:
    """Completes the phrases of one article."""

    def __init__(self, matches: Matches, nouns: Nouns) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._nouns = nouns
        self._sentences = matches.sentence_of
        self._amounts = matches.amount_at.keys()
        self._places = {place.first for place in matches.places}
        self._kinds = Kinds(matches, nouns)
        self.pairs = Pairs(matches, nouns, self._kinds)
        self._duals = Duals(matches)
        self._feud = bool(matches.document.where(FEUDS))

    def described(self, people: People, entry: Entry, category: str, stop: int) -> list[People]:
        """Fate, status and groups by the noun, the noun's complement and a following adjective."""
        fate = FATES.get(category) or COUNTED.get(category)
        groups = groups_of(entry)
        i = people.last
        guards = entry.lemma == "حارس" and self._bodily(i)
        victims: Victims = "combatant" if category == "force" or guards else PERSONS.get(category, "unknown")
        start = i + (i < stop and self._tokens[i].text in ONLY)  # تسعة قتلى فقط في صفوف
        apart = not people.amount and entry.number == "s" and self._known_dead(start, stop)  # قدر مسؤول الجرحى ب 30
        end = i if apart else self._complements(start, stop, people.counted and people.low != 1)
        end = end if end > start else i
        for j in range(people.last, end):
            found = self._nouns.at(j)
            crew = j + 1 < stop and self._manned(j + 1)  # أفراد طاقم المدرعة
            if not found or crew:
                armed = crew or (self._side(j) and not self._others_side(j, entry, category, victims))
                if armed or self._in_ranks(i, j):
                    victims = "combatant"
                continue
            if self._only_said_of(found[0], found[1], entry, victims):
                continue
            if found[1] in PERSONS:
                minors = category == "person.combatant" and groups_of(found[0]) == ("children",)  # مقاتلا قاصرا
                victims = victims if minors else self._stronger(victims, PERSONS[found[1]], category)
                groups = groups or groups_of(found[0])
            elif fate is None and j == i and found[1] in FATES and not entry.tag("kin") and self._alive(people, entry):
                fate = FATES[found[1]]
        ours = self._ours(people, entry, category, end)
        if ours:
            victims, groups = self._of_whom(people.first, victims, groups, weak=ours.tag("weak") is not None)
        if fate is None and people.counted and category in PERSONS and self._suffering(end, entry):
            fate, end = "injured", end + 2
        if not groups and victims == "civilian" and any(tends_sick(self._m, j) for j in range(people.last - 1, end)):
            groups = ("health",)
        service = rescues(self._m, people.last, stop) or (end == i and at_post(self._m, entry, people))
        if men_of(self._m, entry, people.last) or (entry.tag("weak") and service):
            victims, groups = "civilian", ("rescuers",)
        if entry.tag("weak") and nurses(self._m, people.last):
            victims, groups = "civilian", ("health",)
        others = category == "mark.other"
        end = max(people.last, end)
        beyond = end + (end < stop and self._of_force(end, 1) and self._tokens[end].text.startswith("ال"))
        both = people.amount and (end > people.last or category == "force")
        if both and self._other_side(victims, beyond, stop):  # القوات الأمنية والمتظاهرين
            victims, groups, end = "unknown", (), beyond + 1
        people = replace(people, last=end, fate=fate, victims=victims, groups=groups, others=others)
        return [self._both(each, stop) for each in self.pairs.paired(self._kinds.told(people, stop), stop)]

    def _bodily(self, i: int) -> bool:
        """ثلاثة من حراسه الشخصيين."""
        return i < len(self._tokens) and self._tokens[i].text.removeprefix("ال").startswith("شخصي")

    def _both(self, people: People, stop: int) -> People:
        """15 قتيلا وجريحا من المدنيين, 9 قتلى وجرحى من عناصره: who the dead and the wounded are."""
        if people.fate != "killed_or_injured" or people.victims != "unknown":
            return people
        end = self._complements(people.last, stop, True)
        told = next((f for f in map(self._nouns.at, range(people.last, end)) if f and f[1] in PERSONS), None)
        if any(self._side(j) for j in range(people.last, end)):
            return replace(people, last=end, victims="combatant")
        return replace(people, last=end, victims=PERSONS[told[1]], groups=groups_of(told[0])) if told else people

    def _other_side(self, victims: Victims, i: int, stop: int) -> bool:
        """12 شخصا بين مدنيين وعسكريين, 7 من المدنيين والمقاتلين: of both sides, no one can say how many of each."""
        found = self._nouns.at(i) if i < stop and i not in self._amounts else None
        if not found or found[0].clitics[:1] != ("wa",) or found[0].number != "p":
            return False
        if (self._tokens[i].text.endswith("ون") and self._of_force(i, 1)) or self._duals.at(i, found[0], stop):
            return False  # قتل ثلاثة من الجيش ومستوطنون, ومستوطنَين
        return {victims, PERSONS.get(found[1], "unknown")} == {"civilian", "combatant"}

    def _suffering(self, i: int, entry: Entry) -> bool:
        """مدنيا في حالة حرجة، زوجها في غيبوبة، ثلاثة جنود جراحهم طفيفة: how they are says that they were hurt."""
        if entry.tag("ill") is not None or i + 1 >= len(self._words):
            return False
        if "noun.injury" in self._words[i] and self._words[i]["noun.injury"].pronoun:
            return "adj.light" in self._words[i + 1] or "adj.grave" in self._words[i + 1]
        if self._tokens[i].text != "في":
            return False
        case = "noun.case" in self._words[i + 1] and i + 2 < len(self._words) and "adj.grave" in self._words[i + 2]
        return case or "noun.coma" in self._words[i + 1]

    def _only_said_of(self, said: Entry, category: str, head: Entry, victims: Victims) -> bool:
        """أربعة جنود مختطفين, الجندي المتطوع: fighters stay fighters; شقيق قيادي, مسعفين من عناصرها are none."""
        if category == "person.combatant" and said.tag("weak") and said.pronoun and _HEALERS & set(groups_of(head)):
            return True
        if victims == "combatant" and not head.tag("weak"):
            return category == "person.detainee" or said.lemma == VOLUNTEER
        related = head.tag("kin") is not None and head.number == said.number == "s" and not head.pronoun
        return related and category == "person.combatant"

    def _others_side(self, i: int, entry: Entry, category: str, victims: Victims) -> bool:
        """مدنيين من العشائر, ضحايا تنظيم داعش, متطوع من فرقه: a side at `i` that those told of do not fight for."""
        if victims == "civilian" and self._is(i, PEACEFUL):
            return True
        killers = category == "noun.victim" and self._is(i, TERROR)
        return killers or (entry.lemma == VOLUNTEER and self._tokens[i].text.startswith("فرق"))

    def _is(self, i: int, sides: frozenset[str]) -> bool:
        """A side, and one of these."""
        force = self._words[i].get("force")
        return force is not None and force.lemma in sides

    def _alive(self, people: People, entry: Entry) -> bool:
        """أهالي شهداء are no dead, جثة شاب مصاب بطلقين no wounded."""
        return entry.lemma != FOLK and not (people.first and "noun.body" in self._words[people.first - 1])

    def _known_dead(self, i: int, stop: int) -> bool:
        """The dead or wounded of whom the text has told: nothing that is said of one man."""
        found = self._nouns.at(i) if i < stop else None
        return found is not None and found[1] in FATES and found[0].number == "p" and "al" in found[0].clitics

    def _side(self, i: int) -> bool:
        """A force, or both sides; teams that put out fires or clear mines are none, nor are two families."""
        if i >= len(self._words):
            return False
        words, text = self._words[i], self._tokens[i].text
        if text in OUR_TEAMS or self._manned(i):
            return text not in OUR_TEAMS
        if "mark.sides" in words:
            return self.both_sides(i)
        if (force := words.get("force")) is None:
            return defends(self._m, i)
        return not (force.tag("weak") and rescues(self._m, i + 1, i + 2))

    def both_sides(self, i: int) -> bool:
        """قتل 40 من الطرفين: of those who fight each other; of two families they are no fighters."""
        return "mark.sides" in self._words[i] and not self._feud

    def _manned(self, i: int) -> bool:
        """أفراد الدورية, أفراد نقطة تفتيش, عناصر حاجز, طاقم دبابة: what only fighters man, behind those who do."""
        text, before = self._tokens[i].text, self._tokens[i - 1].text
        if before.removeprefix("و") in _CREWS and text.removeprefix("ال") in _ARMOUR:
            return True
        post = text in _MANNED or self._m.document.texts[i : i + 2] in _CHECKPOINTS
        return text in UNITS or (post and before in _MEN)

    def _ours(self, people: People, entry: Entry, category: str, end: int) -> Entry | None:
        """أفراده, قتيلين من عناصرها, عناصر المركز: people of whoever was named before."""
        if entry.tag("weak") and end < len(self._tokens) and self._tokens[end].text in POSTS:
            return entry
        if category in FATES and end > people.last and (found := self._nouns.at(end - 1)):
            entry, category = found
        known = entry.pronoun and category in PERSONS and not entry.tag("kin") and not entry.tag("company")
        return entry if known else None

    def _of_whom(
        self, i: int, victims: Victims, groups: tuple[Group, ...], *, weak: bool
    ) -> tuple[Victims, tuple[Group, ...]]:
        """أفرادها: fighters after the name of a force, rescuers or healers after that of their service."""
        for j in range(i - 1, max(-1, i - 1 - RANKS_REACH), -1):
            if self._sentences[j] != self._sentences[i]:
                break
            if "org.rescue" in self._words[j] and (victims != "combatant" or weak) and not militia(self._m, j):
                return "civilian", ("rescuers",)
            if heals(self._m, j) and weak:
                return "civilian", ("health",)
            patrol = self._tokens[j].text.removeprefix("ال") == PATROL
            if patrol or ("force" in self._words[j] and not runs_healers(self._m, j)):
                return ("combatant" if victims == "unknown" else victims), groups
        return victims, groups

    def _of_force(self, i: int, reach: int = FORCE_REACH) -> bool:
        """أفرادها after the name of a force."""
        return any("force" in self._words[j] for j in range(max(0, i - reach), i))

    def _in_ranks(self, i: int, ranks: int) -> bool:
        """أفراد الجيش … في صفوفه: of a force; قتل 40 مسلحا … و31 جريحا في صفوفهم: of fighters told last."""
        if self._tokens[ranks].text not in OWN_RANKS:
            return False
        back = range(i - 1, max(0, i - FORCE_REACH) - 1, -1)
        people = next((j for j in back if any(c.startswith("person.") for c in self._words[j])), None)
        fighters = people is not None and "person.combatant" in self._words[people]
        return self._of_force(i) or (fighters and self._tokens[ranks].text.endswith("هم"))

    def _stronger(self, head: Victims, complement: Victims, category: str) -> Victims:
        return complement if category in FATES or complement != "unknown" else head

    def _complements(self, i: int, stop: int, several: bool) -> int:
        """End of the complement, and of من that goes on behind one of a single word (رجلا مسنا من سكان الحي)."""
        end = self._complement(i, stop, several)
        on = end == i + 1 and end < len(self._tokens) and self._tokens[end].text == "من"
        return max(end, self._complement(end, stop, several)) if on else end

    def _complement(self, i: int, stop: int, several: bool) -> int:
        """End of "من عناصر الشرطة"، "في صفوف المدنيين"، "مصاباً" after the noun."""
        j = self._nouns.skip(i, stop)
        other = self._words[j].get("mark.other") if j + 1 < stop else None
        if other is not None and not other.clitics and self._tokens[j + 1].text == "من":
            return self._complement(j + 1, stop, several)  # آخرين من المدنيين
        j += j + 1 < stop and self._tokens[j].text in ONES and self._tokens[j + 1].text == "من"
        if j < stop and self._tokens[j].text == "في" and j + 1 in self._places:
            return i  # في جنين: a town
        if j < stop and self._tokens[j].text in {"من", "بين", "في", "بصفوف"}:
            j = self._nouns.skip(j + 1, stop)
            if j < stop and (self._tokens[j].text in {"صفوف", "اوساط", "بين", "ضمن"} or "mark.whole" in self._words[j]):
                j += 1
            found = self._nouns.at(j) if j < stop else None
            if j < stop and self._in_ranks(i, j):
                return j + 1
            member = found is not None and found[0].lemma in MEMBERS and found[0].number == "p"
            if member and self._side(j + 1) and not self._is(j + 1, PEACEFUL):
                return j + 2  # من أعضاء تنظيم القاعدة
            settled = found is not None and found[0].number == "s" and self._tokens[j - 1].text == "في"  # في مستوطنة
            side = self._side(j) and not (self._tokens[j - 1].text == "في" and self._manned(j))
            return j + 1 if (found and found[1] in PERSONS and not settled) or side else i
        force = self._words[j].get("force") if j < stop else None
        if (force and "wa" not in force.clitics) or (j < stop and self._manned(j)):
            return j + 1
        if j < stop and (found := self._nouns.at(j)) and j not in self._amounts:
            if self._object(i, j):
                return i  # قتل مسلحون ضابطا
            if j > i and found[0].number in {"s", "d"} and several:
                return i  # ثلاثة أشخاص (رجل وطفلان)
            clitics = set(found[0].clitics)
            owned = clitics == {"li"} and self._words[j - 1].any(OWNED)
            dead = clitics == {"li", "al"} and self._words[j - 1].any(tuple(FATES))  # 12 قتيلا للمتمردين
            owned = owned or (dead and found[1] == "person.combatant" and found[0].number == "p")
            if {"wa", "fa", "bi", "li"} & clitics and not owned:
                return i
            if found[1] in FATES and found[0].number == "d" and self.pairs.plural(i - 1):
                return i  # أحصى ناشطون قتيلين: theirs is another number
            known = (
                i
                and self._tokens[i - 1].text.removeprefix("و").startswith("ال")
                and not self._tokens[j].text.startswith("ال")
            )
            others = i > 1 and self._tokens[i - 2].text.removeprefix("و") == "بين"  # بين القتلى مدنيين
            one = others and found[0].number in {"s", "d"}  # وبين الضحايا المسعف فلان
            return i if one or (known and (others or found[0].number != "p")) else j + 1
        return i

    def _object(self, i: int, j: int) -> bool:
        """Subjects end in ون and objects in ا or ين: no description of one another; nor is المدير one of مسلحون."""
        subject, object_ = self._tokens[i - 1].text, self._tokens[j].text
        known = object_.startswith("ال") and not subject.removeprefix("و").startswith("ال")
        return subject.endswith("ون") and (known or object_.endswith(("ا", "ين")))
