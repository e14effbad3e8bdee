"""Finds the phrases that name people: a number and its noun, a noun alone, pairs, and those named by منهم."""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.reading.complements import Complements
from detectors.reading.duals import Duals
from detectors.reading.model import Amount, Matches
from detectors.reading.nouns import HARM, ONE_OF_THEM, Nouns, numbered
from detectors.reading.people import COMMAS, FATES, PERSONS, UPON_THEM, WITHIN, People
from detectors.reading.predicates import Predicates
from detectors.reading.rescuers import in_unit
from detectors.reading.rest import Rest
from detectors.reading.roles import FATE_VERBS, GOVERNORS
from detectors.reading.souls import soul
from detectors.reading.things import STRUCK, Things

MONTHLY = frozenset({"في", "من", "منذ", "شهر", "خلال", "مطلع", "نهايه"})
"""Before these letters a month is meant, not a father."""
SOURCE_REACH = 3
"""Tokens between a source and another one that is told by its sort alone."""
BLOWS = frozenset({"noun.attack", "noun.explosion", "noun.massacre", "weapon"})
OWN_END = ("ون", "ين")
ROUND = "رصاصه"
THAT = frozenset({"ان", "وان", "بان", "بينما", "فيما", "لكن", "ولكن"})
"""Before one more person whose verb follows (وإن رابعا قضى)."""


class Phrases:
    """Finds the phrases of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._sentences, self._sentence_of = matches.document.sentences, matches.sentence_of
        self._nouns = Nouns(matches)
        self._complements = Complements(matches, self._nouns)
        self._pairs = self._complements.pairs
        self._rest = Rest(matches, self._nouns, self._complements)
        self._duals = Duals(matches)
        self._things = Things(matches)
        self._predicates = Predicates(matches, self._nouns, self._complements, self._things)
        self._amounts = matches.amount_at
        self._dated = matches.dated
        heads = (i for i, word in enumerate(matches.words) if word.heads)
        self._heads = sorted({*heads, *self._amounts, *self._rest.all})
        """Where a phrase may begin."""

    def within(self, first: int, last: int) -> list[People]:
        """Phrases between two tokens, in order, not overlapping."""
        found: list[People] = []
        for i in self._heads[bisect_left(self._heads, first) : bisect_left(self._heads, last)]:
            if not found or i >= found[-1].last:
                found.extend(self._at(i, last))
        return found

    def _at(self, i: int, stop: int) -> list[People]:
        amount = self._amounts.get(i)
        if amount is not None and amount.last <= stop:
            if self._whoever(amount):
                return []
            if "mark.one" not in self._words[i] or amount.last > i + 1 or self._nouns.last_one(i, stop):
                return self._counted(amount, stop)
        words = self._words[i]
        if rest := self._rest.at(i, stop):
            return [rest]
        if "mark.subset" in words and self._single(i, stop):
            return [People(i, i + 1, 1, 1, "exact", core=i, counted=True, among=True)]
        one = self._one_of(i, stop) if "mark.one" in words else None
        if one:
            return one
        found = words.noun or self._nouns.case(i) or self._nouns.teacher(i) or self._nouns.titled(i)
        if not found or self._adjective(i, found[0]) or self._idiom(i, found[0]):
            return []
        return self._pairs.both(i, stop) or self._uncounted(i, *found, stop)

    def _whoever(self, amount: Amount) -> bool:
        """عدد من قضوا: the head of a count, no quantity."""
        i = amount.last
        of = i + 1 < len(self._tokens) and self._tokens[i].text == "من" and (amount.low, amount.high) == (None, None)
        return of and self._words[i + 1].verb

    def _one_of(self, i: int, stop: int) -> list[People]:
        """أحد جنوده، إحدى النساء, واحد من الجنود."""
        one = self._words[i].get("mark.one")
        at = i + 1 + (i + 2 < stop and self._tokens[i + 1].text == "من")
        found = self._nouns.at(at) if one and not one.pronoun and at < stop else None
        if found is None or found[0].number == "s" or (found[0].number == "d" and found[1] in FATES):
            return []
        after = self._words[at + 1] if at + 1 < stop else {}
        if found[0].state == "d" and any(c in after and not after[c].clitics for c in ("adj.grave", "adj.light")):
            return []  # إصابة أحد الأطفال خطيرة: of those told
        people = People(i, at + 1, 1, 1, "exact", core=i, noun=at, counted=True)
        return self._complements.described(people, *found, stop)

    def _single(self, i: int, stop: int) -> bool:
        """أحدهم بجروح خطرة، إحداهن حالتها حرجة: one of those just told, by the state that he is in."""
        if self._tokens[i].text not in ONE_OF_THEM or i + 1 >= stop:
            return False
        words, text = self._words[i + 1], self._tokens[i + 1].text
        wound = words.get("noun.wound") or words.get("noun.injury")
        return (wound is not None and wound.number == "p" and "bi" in wound.clitics) or text in {
            "جراحه",
            "حالته",
            "حالتها",
        }

    def _adjective(self, i: int, entry: Entry) -> bool:
        """A nation's name is an adjective (النظام السوري) unless it stands right after a word of death or injury."""
        himself = i > 0 and self._tokens[i - 1].text in {"هو", "هي", "هم", "هما"}  # أصيب هو الآخر
        if entry.category == "mark.other" and (himself or self._other_word(i, entry)):
            return True
        if entry.number == "s" and not entry.clitics and self._nouns.identified(i):
            return True
        theirs = i + 1 < len(self._tokens) and self._tokens[i + 1].text in {"له", "لها", "لهما", "لهم"}  # قريب لهما
        known = entry.tag("mankind") and "al" in entry.clitics
        if known or (entry.tag("adjective") and not entry.pronoun and not theirs) or self._nouns.nobody(i):
            return True  # مسافة قريبة; حقوق الإنسان، قتل
        if self._nouns.as_for(i) or (self._tokens[i].text == "اما" and not (i and self._tokens[i - 1].text.isalpha())):
            return True
        if self._tokens[i - 1].text in {"برتبه", "رتبه", "دون", "بدون", "بلا"} and i:
            return True  # طائرة دون طيار
        if self._tokens[i].text == "اب" and i and (self._tokens[i - 1].text in MONTHLY or i in self._dated):
            return True  # في آب
        if entry.tag("people") is None:
            return self._nouns.qualifies(i, entry)
        placed = i > 2 and self._tokens[i - 2].text == "في" and self._words[i - 3].any(FATE_VERBS)
        governed = placed or (i > 0 and self._words[i - 1].any(HARM))  # قتل في حيفا إسرائيليان
        return entry.state == "d" or "al" in entry.clitics or not (governed or self._nouns.joined(i, entry))

    def _other_word(self, i: int, entry: Entry) -> bool:
        """مصدر أمني وآخر طبي: a source; أصابت أخرى مدرسة: a shell; شرطيا ثالثا: the third, counted by its noun."""
        if not entry.clitics:
            before = self._words[i - 1]
            verb = before.get("verb.injure") if i else None
            if verb and verb.voice == "active" and i + 1 < len(self._words) and self._words[i + 1].any(STRUCK):
                return True
            begins = i > 0 and self._tokens[i - 1].text in THAT and i + 1 < len(self._words)
            told = [e for c, e in self._words[i + 1].items() if c in FATE_VERBS] if begins else []
            if entry.gender != "f" and any(e.voice != "active" or e.category == "verb.die" for e in told):
                return False
            return i > 0 and not (before.filler or before.any(GOVERNORS))  # في حادثة أخرى
        near = [self._words[j] for j in range(max(0, i - SOURCE_REACH), i)]
        if entry.gender == "f" and any(w["noun.attack"].lemma == ROUND for w in near if "noun.attack" in w):
            return True  # برصاصة في البطن وأخرى في الكتف
        if entry.gender == "f" and self._another_blow(i):
            return True
        return entry.number == "s" and any("noun.source" in word for word in near)

    def _another_blow(self, i: int) -> bool:
        """مجزرة في س أودت بستة، وثالثة في ص بتسعة: of the blows of its sentence, which names no woman."""
        first = self._sentences[self._sentence_of[i]].first
        told = [e for word in self._words[first:i] for e in word.values() if e.gender == "f" and e.number in ("s", "d")]
        return any(e.category in BLOWS for e in told) and not any(e.category in PERSONS for e in told)

    def _idiom(self, i: int, entry: Entry) -> bool:
        """راح ضحيتها، ذهب ضحية القصف: the victim is the idiom's own; جثث 5 أشخاص are theirs."""
        if entry.category == "noun.body":
            if i and self._tokens[i - 1].text in UPON_THEM:
                return True  # عثر عليهم جثثا
            after = self._nouns.at(i + 1) if i + 1 < len(self._words) else None
            owners = after is not None and after[0].number == "d" and after[1] in FATES
            theirs = i + 1 in self._amounts and not self._tokens[i + 1].text.startswith("و")  # جثتين وخمسة جرحى
            return theirs or owners or (i + 1 < len(self._words) and self._nouns.person(i + 1))
        if entry.category == "noun.victim" and entry.number == "p" and entry.pronoun:
            return self._counts_next(i + 1)  # ضحاياها 9 مدنيين
        victim = entry.category == "noun.victim" and entry.number == "s"
        fell = victim and any("verb.victim" in self._words[j] for j in range(max(0, i - 2), i))
        return fell or self._nouns.suffered(i, entry)

    def _counts_next(self, i: int) -> bool:
        """A number or a singular or dual noun stands at the token."""
        if i >= len(self._words):
            return False
        noun = self._nouns.at(i)
        return i in self._amounts or (noun is not None and noun[0].number in {"s", "d"} and not noun[0].clitics)

    def _counted(self, amount: Amount, stop: int) -> list[People]:
        """A number and what follows it."""
        if amount.first in self._dated:
            return []  # صباح الاثنين وفاة سيدة
        i = self._nouns.skip(amount.last, stop)
        i = self._predicates.past_bound(i)
        if i < stop and self._heads_count(amount.first, i):
            return []
        if i < stop and self._tokens[i].text in {"من", "بين"} and amount.qualifier != "range":
            i = self._nouns.skip(i + 1, stop)
            skipped = i + 1 < stop and "mark.whole" in self._words[i]  # من عامة الناس
            i += i < stop and (skipped or (self._tokens[i].text == "بين" and self._tokens[i - 1].text == "من"))
        i += i < stop and "noun.case" in self._words[i]
        people = People(
            amount.first, amount.last, amount.low, amount.high, amount.qualifier,
            core=amount.core, counted=True, amount=True, bare=True,
        )  # fmt: skip
        found = self._nouns.at(i) if i < stop else None
        if found is not None and "wa" in found[0].clitics:
            found = None  # القتلى 25 والجرحى 50
        if found is not None and i > amount.last and found[0].number == "d":
            return self._bare(people, amount, amount.last, stop)  # أصيب 9 (طفلان و7 نساء)
        if found is None and i < stop:
            found = self._nouns.event(i) or self._nouns.armed(i) or soul(self._words[i])
        if found is None:
            return self._bare(people, amount, i, stop)
        entry, category = found
        known = amount.definite or (category in FATES and "al" in entry.clitics and amount.low is not None)
        people = replace(people, last=i + 1, noun=i, bare=False, definite=known)
        whole = self._amounts.get(i + 1)
        if whole is not None and whole.definite and entry.state == "d" and self._tokens[i - 1].text == "من":
            people = replace(people, last=whole.last)  # أربعة من المهاجمين الستة
        return self._complements.described(people, entry, category, stop)

    def _heads_count(self, first: int, i: int) -> bool:
        """عدد القتلى is the head of a count, not a number of them; عددا من القتلى is."""
        toll = "noun.toll" in self._words[first] and first + 1 == i
        found = self._nouns.at(i)
        return toll and bool(found) and not self._tokens[first].text.endswith("ا")

    def _bare(self, people: People, amount: Amount, i: int, stop: int) -> list[People]:
        """A number whose noun is missing or unknown: never a date, a thing or a unit."""
        at = amount.first
        if "time.day" in self._words[at] or self._things.year(amount, i, stop) or self._things.aimed(at, i, stop):
            return []
        if i < stop and in_unit(self._m, i):
            return [replace(people, last=i + 2, bare=False, victims="combatant")]
        if i < stop and self._tokens[i - 1].text == "من" and self._complements.both_sides(i):
            return [replace(people, last=i + 1, bare=False, victims="combatant")]
        words = self._words[i] if i < stop else {}
        if any(self._things.counted(category, entry) for category, entry in words.items()):
            return []
        apart = i + 1 < stop and self._tokens[i].text in COMMAS and self._tokens[i + 1].text in {"بين", "ما"}
        of_them = i + 1 < stop and self._tokens[i].text in WITHIN and self._tokens[i + 1].text == "بين"
        pair = self._pairs.between(i + (apart or of_them), stop)
        if pair:
            people = self._nouns.meant(people) if of_them else people
            return [replace(people, last=pair, fate="killed_or_injured", bare=False)]
        if i < stop and self._rest.of_them(i) and not self._nouns.two_of(people, i + 1, stop):
            if self._things.of_them(amount.first, i, stop):
                return []
            return [self._among(people, i, stop)]
        return [people]

    def _among(self, people: People, i: int, stop: int) -> People:
        """3 منهم أطفال، أربعة منهم على الأقل من رجال الشرطة: `i` is the منهم."""
        people = replace(people, last=i + 1, bare=False, among=True)
        j = i + 1
        while j < stop and j <= i + 3 and self._tokens[j].text in {"علي", "الاقل", "من"}:
            j += 1
        found = (self._nouns.at(j) or self._nouns.armed(j)) if j < stop else None
        number = {1: "s", 2: "d"}.get(people.low or 0, "")  # اثنان منهم طالبان
        force = found is not None and found[1] == "force"  # أربعة منهم من الشرطة
        if found is None or not (force or found[0].number in {"p", number}) or "wa" in found[0].clitics:
            return people
        return self._complements.described(replace(people, last=j + 1, noun=j), *found, stop)[0]

    def _uncounted(self, i: int, entry: Entry, category: str, stop: int) -> list[People]:
        """A noun without a number before it."""
        low, qualifier = {"s": (1, "exact"), "d": (2, "exact")}.get(entry.number, (None, "unspecified"))
        if entry.tag("collective") and entry.number != "d":
            low, qualifier = None, "unspecified"
        people = People(i, i + 1, low, low, qualifier, noun=i, counted=low is not None)  # type: ignore[arg-type]
        if entry.number != "d" and self._duals.at(i, entry, stop):
            people = replace(people, low=2, high=2, qualifier="exact", counted=True)
        after = self._number_after(i, stop) if entry.number != "s" else None
        if after:
            people = numbered(people, after)
        of_them = self._predicates.of_them(i, entry, category, stop) if after is None else None
        if of_them:
            return of_them
        told = self._predicates.dead(i, entry, category, stop) if after is None else None
        if told:
            whose = self._predicates.whose(i, told.first)
            return [replace(numbered(people, told), core=told.core, fate=FATES[category], victims=whose)]
        of_one = entry.tag("kin") and i + 1 < stop and "mark.one" in self._words[i + 1]
        of = self._one_of(i + 1, stop) if of_one else None
        if of:
            people = replace(people, last=of[0].last)  # ابن أحد القتلى
        definite = entry.state == "d" or "al" in entry.clitics or (entry.number == "p" and self._construct(i, stop))
        return self._complements.described(replace(people, definite=definite), entry, category, stop)

    def _construct(self, i: int, stop: int) -> bool:
        """A plural made definite by what follows (شهداء التفجير); not مدنيون اليوم, with its own ending."""
        after = self._nouns.skip(i + 1, stop)
        following = self._tokens[after].text if after < stop and not self._tokens[i].text.endswith(OWN_END) else ""
        return following.startswith("ال") and len(following) > 3 and not self._nouns.at(after)

    def _number_after(self, i: int, stop: int) -> Amount | None:
        """A number that follows as an adjective (الجنود الثلاثة، مدنيين اثنين، الضحايا الـ54)."""
        for j in range(i + 1, min(i + 4, stop)):
            amount = self._amounts.get(j)
            text = self._tokens[j].text
            if amount and "time.day" in self._words[j]:
                return None
            if amount:
                nearer = j > i + 1 and (self._nouns.fate(j - 1) or self._known(i) > self._known(j - 1))
                two = text.startswith("اثن") and not nearer  # بين القتلى مدنيين اثنين
                known = amount.definite or two  # ناشطون قتيلين اثنين: of the nearest
                said = amount.qualifier == "exact" or (two and amount.qualifier == "at_least")
                return amount if known and said else None
            if text in {"،", ",", ".", ":", "و", "من"} or text.startswith("و") or self._words[j].any(GOVERNORS):
                return None  # ركاب فقتل اثنان
        return None

    def _known(self, i: int) -> bool:
        return self._tokens[i].text.startswith("ال")
