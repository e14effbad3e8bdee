"""Of what sort the people of a figure are, when their own noun does not say: by the side that lost them, by company."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from detectors.reading.healers import counts_healers, runs_care
from detectors.reading.identities import PEACEFUL, Identities
from detectors.reading.losses import its_losses, of_force
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS, OWN_RANKS, PERSONS, QUOTES, SUPPOSED, THEY_ARE, People, only_sort
from detectors.reading.roles import FATE_VERBS, Role
from detectors.records import Victims

THEM_REACH = 14
"""Tokens between people and how many منهم were killed."""
HEADED_REACH = 4
"""Tokens between those who are counted and what befell them."""
SIDE_REACH = 24
"""Tokens between the side that lost people and their number (عدد قتلى الجيش … إلى 46 قتيلا)."""
VERB = 2
"""Tokens of a verb with its و."""
ATTACKED = ("verb.shoot", "verb.attack")
LOSES = frozenset({"نعي", "خسر"})
LEFT = frozenset({"خلف", "ترك"})
BEHIND_THEM = frozenset({"وراءهم", "وراءها", "خلفهم", "خلفها"})
"""المهاجمون خلفوا وراءهم سبع جثث: their own."""
BEHIND_REACH = 5
"""Tokens between people and what says whose they were: a place, a comma."""
WHOSE_REACH = 4
"""Tokens between a word of belonging and those it names."""
BELONGING = ("ينتم", "تنتم", "منتم", "المنتم", "بانتما", "تابع", "التابع", "يتبع")
"""Beginnings of words that say whose people are."""
FIGHTS = ("يقاتل", "تقاتل")
BESIDE_THEM = frozenset({"مع", "في", "ضمن", "الي", "تحت", "بجانب", "لصالح", "لحساب"})
"""Before the side on which somebody fights."""
MILITARY = "عسكري"
ENEMY = frozenset({"العدو", "الخصم", "للعدو", "بالعدو"})
"""A side without a name of its own."""
ALL_THEY = frozenset({"وهم", "وهما", "وجميعهم", "جميعهم", "وكلهم", "كلهم", "وكلاهما", "كلاهما"})
"""Opens a clause about all who were just told of."""
ALL_REACH = 12
"""Tokens between people and such a clause: where and by what they fell."""
MEMBERS = frozenset({"عضو", "فرد", "قيادي", "منتسب"})
"""Nouns for somebody of whatever is named behind."""
QAIDA = "القاعده"
"""A base, unless somebody is a member of it."""
RIDER = "راكب"
"""Somebody in a car, civilian as long as nothing else is said."""
_HIS_MEN = frozenset({"رجاله", "رجالها", "رجالهم"})
LOST = frozenset({"خسر", "فقد"})


class Sorts:
    """Judges the sorts of people of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._document = matches.document
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._identities = Identities(matches)

    def settled(self, people: People, role: Role, joined: bool, told: Sequence[Candidate], first: int) -> People:
        """`people` with their sort, as far as the sentence that begins at `first` tells it."""
        if people.victims == "combatant" and people.low == 1 and self._identities.once(people):
            return replace(people, victims="unknown")
        if people.victims != "unknown":
            rode = people.noun is not None and self._words[people.noun].noun
            fought = rode and rode[0].lemma == RIDER and self._all_they(people.last) == "combatant"
            return replace(people, victims="combatant") if fought else people
        if runs_care(self._m, people.first):
            return replace(people, victims="civilian", groups=("health",))
        if role.rule.startswith("toll") and counts_healers(self._m, role.governor, people.first):
            return replace(people, victims="civilian", groups=("health",))
        own = role.rule == "toll:count" and people.first < role.governor < people.core
        apart = own and bool(told) and told[-1].part_of is not None  # أربعة منهم جنود، ولم يقل الجرحى عن 41
        sort = "unknown" if apart else self._inherited(people, joined, told)
        plain = people.bare or (people.noun is not None and "person.unknown" in self._words[people.noun])
        if sort == "unknown" and role.rule.startswith("toll") and plain:  # عدد المدنيين الذين قتلوا 300 شخص
            sort = self._counted(role.governor, people)
        if sort == "unknown" and role.rule == "noun:killed" and self._tokens[people.first - 1].text == "الي":
            sort = self._tallied(people, first)
        if sort == "unknown" and (self._of_side(people, role, first) or its_losses(self._words, people, told, first)):
            sort = "combatant"
        if sort == "unknown" and ((people.among and people.noun is None) or self._theirs(people)):
            sort = self._of_them(people, first)
        titled = "noun.title" in self._words[people.first]  # رئيس بلدية تابع للنظام: no fighter for that
        if sort == "unknown" and people.counted and not titled:
            counted = people.fate is not None or role.rule == "toll:their-number"
            headed = self._headed(people, min(people.first, role.governor)) if counted else sort
            sort = headed if headed != "unknown" else self._said_behind(people.last)
        if sort == "unknown" and people.counted and people.low != 1:
            sort = self._all_they(people.last)
        if sort == "unknown" and people.counted and self._identities.mourned(people):
            sort = "combatant"
        if sort == "unknown" and people.low == people.high == 1 and not people.amount:
            sort = "combatant" if self._identities.fights(people) else sort
        return people if sort == "unknown" else replace(people, victims=sort)

    def _of_them(self, people: People, first: int) -> Victims:
        """قصفت أوكار المسلحين وقتلت 17 منهم: of what sort those are who were named before."""
        for i in range(people.first - 1, max(first - 1, people.first - 1 - THEM_REACH), -1):
            words = self._words[i]
            if words.noun and words.noun[0].number == "p" and words.noun[1] in PERSONS:
                if PERSONS[words.noun[1]] == "unknown" and self._words[i - 1].noun:
                    continue  # المقاتلين الأكراد
                if self._words[i - 1].any(ATTACKED) and not self._tokens[i].text.endswith("ين"):
                    continue  # تجمع الأهالي فأطلق المسلحون عليهم النار
                return PERSONS[words.noun[1]]
        return "unknown"

    def _theirs(self, people: People) -> bool:
        """قال مقاتلون إن ثلاثة من رفاقهم قتلوا: whose comrades they are was said before."""
        at = people.noun
        return at is not None and self.company(people) and self._tokens[at].text.endswith("هم")

    def _inherited(self, people: People, joined: bool, told: Sequence[Candidate]) -> Victims:
        """آخرون, رفاقه and a bare number are of the sort told before."""
        alike = all(c.victims == "combatant" for c in told)
        if told and (people.others or self.company(people) or (people.bare and (joined or alike))):
            wholes = [c for c in told if c.part_of is None] if people.others and not joined else []
            return (wholes or told)[-1].victims  # 15 بينهم 9 من الشرطة وأصيب عشرون آخرون
        both = (
            bool(told) and told[-1].rule.startswith("joined") and not alike
        )  # سبعة أشخاص إلى جانب المهاجمين، وأصيب 38
        if told and not both and people.bare and self._right_behind(people, told[-1]):
            return told[-1].victims  # فقتل فيه 11 جنديا وجرح سبعة
        return "combatant" if self.company(people) and "مرافق" in self._tokens[people.noun or 0].text else "unknown"

    def beside_its_dead(self, people: People, last: Candidate) -> People:
        """فقدت القوات سبعة قتلى وعشرة جرحى: the dead are fighters by their side, its wounded as well."""
        if people.fate != "injured" or people.victims != "unknown" or last.victims != "combatant":
            return people
        dead = self._words[last.noun if last.noun is not None else last.trigger].get("noun.killed")
        return replace(people, victims="combatant") if dead is not None else people

    def _right_behind(self, people: People, last: Candidate) -> bool:
        """وجرح سبعة: nothing but the verb stands between those told last and the number."""
        return last.victims == "combatant" and last.part_of is None and 0 <= people.first - last.last <= VERB

    def among(self, people: People, whole: Victims, before: Victims) -> People:
        """Those of no known sort are of the whole's, the company of those before of theirs.

        83 من المقاتلين بينهم 13 امرأة: women and children of a side are of that side.
        """
        by_age = bool(people.groups) and {"children", "women"}.issuperset(people.groups)
        if people.victims != "unknown" and not (whole == "combatant" and by_age):
            return people
        return replace(people, victims=before if self.company(people) and before != "unknown" else whole)

    def company(self, people: People) -> bool:
        """ثلاثة من رفاقه, زميل له: they are what he is."""
        if people.noun is None or self._document.written(people.noun).endswith("ة"):
            return False  # مرافقة
        if self._tokens[people.noun].text in _HIS_MEN:
            return True
        his = self._m.document.texts[people.noun + 1 : people.noun + 2] in (["له"], ["لهما"], ["لهم"])
        return any((entry.pronoun or his) and entry.tag("company") for entry in self._words[people.noun].values())

    def _counted(self, governor: int, people: People) -> Victims:
        """عدد القتلى من المدنيين 45, إلى 7 عدد العسكريين الذين قضوا: of what sort the counted are."""
        after, bound = governor > people.first, people.first < governor < people.core  # زاد القتلى من الجنود على 25
        if after and any("mark.subset" in words for words in self._words[people.last : people.last + 1]):
            return "unknown"  # إلى 17 بينهم 5 أطفال عدد القتلى
        if after and governor + 1 < len(self._words) and "force" in self._words[governor + 1]:
            return "combatant"  # إلى 26 تعداد قتلى القوات
        ahead = range(people.last, min(governor + 2, len(self._words)))  # إلى 98 عدد القتلى المدنيين
        behind = range(governor + 1, min(people.core, governor + 3) if bound else min(people.first, governor + 4))
        between = ahead if after and not (bound and self._tokens[governor + 1].text == "من") else behind
        sorts = {PERSONS[c] for i in between for c in PERSONS if c in self._words[i] and not self._deed(i)}
        if not sorts and not after and self._words[governor].any((*FATE_VERBS, "verb.take_life")):
            return self._one_of(range(max(0, governor - HEADED_REACH), governor))  # عدد العاملين الذين قتلوا إلى 107
        if not sorts and not after and self._words[governor].any(("noun.killed", "noun.injured")):
            tolls = self._m.standing.of("noun.toll", max(0, governor - HEADED_REACH), governor)
            return self._one_of(range(tolls[-1] + 1, governor)) if tolls else "unknown"  # عدد الجنود القتلى
        return only_sort(sorts)

    def _headed(self, people: People, first: int) -> Victims:
        """القتلى من الجنود عددهم 20 قتيلا: of what sort those are whom the number counts once more."""
        texts, before = self._m.document.texts, range(first - 1, max(0, first - SIDE_REACH), -1)
        of = next((i for i in before if texts[i] in COMMAS or texts[i] == "من"), 0)
        those = of > 0 and self._words[of - 1].any(("noun.killed", "noun.injured")) and "ال" in texts[of - 1][:3]
        fell = of > 1 and self._words[of - 1].any((*FATE_VERBS, "verb.fall"))
        those = those or (fell and texts[of - 2] in {"من", "الذين"})  # عدد من سقطوا من عناصر القوات
        if those and texts[of] == "من" and "force" in self._words[of + 1]:
            return "combatant"  # الجرحى من الشرطة عددهم 25
        many = those and texts[of] == "من" and any(entry.number == "p" for entry in self._words[of + 1].values())
        return self._counted(of - 1, people) if many else "unknown"

    def _tallied(self, people: People, first: int) -> Victims:
        """حصيلة الجنود الذين قضوا في أيار إلى 22 قتيلا: of what sort those are whom the toll counts."""
        tolls = self._m.standing.of("noun.toll", first, people.first)
        if not tolls or not COMMAS.isdisjoint(self._m.document.texts[tolls[-1] : people.first]):
            return "unknown"
        fate = next((i for i in range(tolls[-1] + 1, people.first) if self._words[i].any(FATE_VERBS)), tolls[-1])
        return self._one_of(range(tolls[-1] + 1, min(fate, tolls[-1] + 1 + HEADED_REACH)))

    def _one_of(self, among: range) -> Victims:
        """The sort of the people named there."""
        return only_sort({PERSONS[c] for i in among for c in PERSONS if c in self._words[i]})

    def _deed(self, i: int) -> bool:
        """ضحايا الاعتداء الإرهابي, ضحايا الهجوم الانتحاري: said of what killed them."""
        return self._words[i - 1].any(("noun.attack", "noun.explosion", "noun.operation"))

    def _of_side(self, people: People, role: Role, first: int) -> bool:
        """قتلى الجيش … 46 قتيلا، خسائر القوات 51 قتيلا، كلفت الميليشيات 80 قتيلا، سقط من المقاومة سبعة."""
        if role.rule == "noun.fall":
            return any("force" in self._words[i] for i in range(role.governor + 1, people.first))
        if self._in_ranks(people, role, first):
            return True
        lost = self._words[role.governor] if role.rule == "verb.die" and people.amount else {}
        if any(lost[c].lemma in LOST for c in ("verb.die", "verb.miss") if c in lost):
            return of_force(self._words, role.governor, people.first)
        if people.fate is None and not role.rule.startswith("toll"):
            return False
        if self._from_side(people.first):
            return True
        for i in range(people.first - 1, max(first - 1, people.first - SIDE_REACH), -1):
            words = self._words[i]
            if "mark.connector" in words or self._tokens[i].text in {"؛", "."}:
                return False
            if self._tokens[i].text in OWN_RANKS and any("force" in word for word in self._words[first:i]):
                return True  # سقط في صفوفها
            cost = words.get("verb.result")
            if cost is not None and cost.lemma == "تكبد" and self._forces(i, first):
                return True  # قواته تكبدت ستة قتلى
            if (
                cost is not None
                and cost.lemma in LEFT
                and any(t.text in BEHIND_THEM for t in self._tokens[i + 1 : i + 3])
            ):
                return any(self._words[j].any(("force", "person.combatant")) for j in range(max(first, i - 2), i + 2))
            force = words.get("force") or words.get("person.combatant")
            before = i - 1 - (self._tokens[i - 1].text in QUOTES | {"هذه", "هذا", "تلك", "ذلك"})  # قتلى تلك القوات
            named = (force and force.clitics[:1] != ("wa",)) or self._tokens[i].text in ENEMY
            if named and self._loses(before, first):
                return True
        return False

    def _from_side(self, i: int) -> bool:
        """سقط من المقاومة أربعة شهداء, سقط للجيش خمسة قتلى: of them right before the number."""
        force = self._words[i - 1].get("force") if i > 1 else None
        if force is None or "li" in force.clitics:
            side = force is not None or (i > 1 and self._tokens[i - 1].text in ENEMY)
            return side and "verb.fall" in self._words[i - 2]
        return i > 2 and self._tokens[i - 2].text == "من" and "verb.fall" in self._words[i - 3]

    def _in_ranks(self, people: People, role: Role, first: int) -> bool:
        """قتل في صفوف الفصائل خمسة, ومن جانب الفصائل قتل خمسة; من جانب الجيش behind a verb says who did it."""
        ranks = range(role.governor + 1, people.first)
        if any(self._tokens[i].text == "صفوف" and "force" in self._words[i + 1] for i in ranks):
            return True
        opens = [token.text for token in self._tokens[first : first + 2]] == ["ومن", "جانب"]
        return opens and "force" in self._words[first + 2] and role.governor == first + 3

    def _forces(self, i: int, first: int) -> bool:
        """A force right beside its verb (تكبدت القوات)."""
        beside = (*range(max(first, i - 2), i), *range(i + 1, min(i + 3, len(self._words))))
        return any("force" in self._words[j] or self._tokens[j].text in ENEMY for j in beside)

    def _loses(self, i: int, first: int) -> bool:
        """A word right before the side that says they are its losses: قتلى، خسائر، كلفت."""
        words = self._words[i] if i >= first else {}
        costs = words.get("verb.result")
        near = self._words[i - 1].get("verb.result") if i > first else None
        cost = any(verb is not None and verb.lemma in {"كلف", "كبد"} for verb in (costs, near))
        mourned = words.get("verb.die")
        cost = cost or (mourned is not None and mourned.lemma in LOSES) or "verb.miss" in words
        dead = words.get("noun.killed")
        return cost or "noun.loss_word" in words or (dead is not None and dead.number == "p")

    def _said_behind(self, last: int) -> Victims:
        """3 أشخاص يعتقد أنهم من التنظيم, شخصين ينتميان إلى الفصيل: whose they were is said behind them."""
        if any(token.text.startswith(MILITARY) for token in self._tokens[last : last + 1]):
            return "combatant"  # خبير عسكري, مستشارين عسكريين
        for i in range(last, min(last + BEHIND_REACH, len(self._tokens) - 1)):
            text, words = self._tokens[i].text, self._words[i]
            supposed = self._tokens[i - 1 - (self._tokens[i - 1].text == "في")].text
            if text.startswith(BELONGING) or (text in THEY_ARE and supposed.startswith(SUPPOSED)):
                return self._named(i + 1)
            if text.startswith(FIGHTS) and self._tokens[i + 1].text in BESIDE_THEM:
                return "combatant"  # تونسيين اثنين يقاتلان مع التنظيم
            told = words.verb and text.startswith("و")  # وجرح 4 وتضررت سيارتان تابعتان للفرق
            if words.noun or words.any(("force", "noun.attack", "mark.connector")) or text in {".", "؛", ":"} or told:
                return "unknown"
        return "unknown"

    def _all_they(self, last: int) -> Victims:
        """أربعة قتلوا في غارة، وهم عناصر في التنظيم, ركابها الأربعة وجميعهم من المقاتلين: what all of them were."""
        for i in range(last, min(last + ALL_REACH, len(self._tokens) - 2)):
            text, words = self._tokens[i].text, self._words[i]
            if text in ALL_THEY:
                of = i + 1 + (self._tokens[i + 1].text == "من")
                return self._named(of) if self._words[of].noun or of > i + 1 else "unknown"
            if words.noun or text in {".", "؛", ":"} or (words.verb and text.startswith("و")):
                return "unknown"
        return "unknown"

    def _named(self, first: int) -> Victims:
        """The force, or the sort of people, that is named from `first` on."""
        member = False
        for i in range(first, min(first + WHOSE_REACH, len(self._tokens))):
            words = self._words[i]
            if "force" in words or (member and self._tokens[i].text == QAIDA):
                party = member and "force" in words and words["force"].lemma in PEACEFUL
                return "unknown" if party and self._m.document.texts[i + 1 : i + 2] != ["الله"] else "combatant"
            if words.noun and words.noun[0].lemma in MEMBERS and not member:
                member = True
                continue  # عضوان في التنظيم
            if words.noun:
                return PERSONS.get(words.noun[1], "unknown")
            if words.verb or self._tokens[i].text in COMMAS:
                return "unknown"
        return "unknown"
