"""Nouns that name people, and the words about them that decide what they are."""

from __future__ import annotations

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.reading.another import blow_that_cost, near
from detectors.reading.model import Amount, Matches
from detectors.reading.people import (
    COMMAS,
    COUNTED,
    DESCRIBED,
    FATES,
    PERSONS,
    QUOTES,
    People,
    groups_of,
)
from detectors.reading.roles import GOVERNORS
from detectors.reading.titles import after_name, one_man, supposed
from detectors.reading.word import Word
from detectors.records import Kind

MARTYRS = "شهداء"
SIDES = frozenset({"من", "حركه", "عناصر", "مقاتلي", "مسلحي"})

FACILITIES = frozenset({"مطار", "معسكر", "مشفي", "مستشفي", "مركز", "فرع", "مجمع"})
"""Before a name, what a word such as العسكري behind that describes."""
HARM = (*COUNTED, "verb.kill", "verb.die", "verb.injure")
"""Right behind these stands whom they befell, and no adjective."""
ONE_OF_THEM = frozenset({"احدهم", "احدهما", "احداهن", "احداهما"})
_DOUBLED = "رّ"
"""مدرّسة is a teacher."""

_IDENTITY = frozenset({"وهو", "وهي"})
_NAME = 4
"""Words of a name."""
_SUFFERED = 6
"""Tokens between a verb and what people suffered: who they are."""
_LISTED = 5
"""Tokens between بينهم and a title further on in its list."""
MOURNED_REACH = 4
"""Tokens between a verb of mourning and whom a body mourns: its name stands between."""
THEY_REACH = 24
"""Tokens between people and منهم in their sentence."""
TRADES = frozenset({"تخدير", "مختبر", "مخبر", "اشعه", "اسعاف", "طوارئ", "صيدله", "تمريض", "صيانه", "كهرباء", "عمليات"})
"""Of which somebody is a technician."""


class Nouns:
    """The people nouns of one article, by token."""

    def __init__(self, matches: Matches) -> None:
        self._matches = matches
        self._document = matches.document
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._amounts = matches.amount_at.keys()

    def at(self, i: int) -> tuple[Entry, str] | None:
        """The people noun at a token and its category."""
        found = self._words[i].noun
        if found and found[0].number == "d" and "force" in self._words[i] and self._tokens[i - 1].text in SIDES:
            return None  # من طالبان: no two students
        if found and found[0].tag("trade") and not TRADES & {t.text for t in self._tokens[i + 1 : i + 2]}:
            return None  # خلل فني; فني تخدير is somebody
        return None if found and (self.as_for(i) or near(self._matches, i, HARM)) else found

    def nobody(self, i: int) -> bool:
        """وآخر في الصاخور خلف خمسة قتلى, من مسافة قريبة: another blow, or near."""
        return blow_that_cost(self._matches, i) or near(self._matches, i, HARM)

    def as_for(self, i: int) -> bool:
        """أما عدد الجرحى, أما القتلى: as for them, قتلوا إما … أو …: either they were; and no mother."""
        if self._tokens[i].text not in {"اما", "واما"} or i + 1 >= len(self._tokens):
            return False
        if self._document.written(i).removeprefix("و").startswith("إ"):
            return True
        named = self._tokens[i + 1].text.startswith("ال") or i + 1 in self._matches.placed  # أما دوما ففقدت
        return named or "noun.toll" in self._words[i + 1]

    def opened(self, i: int, last: int) -> bool:
        """القتلى (4 منهم …): the bracket holds more than the number at `i`."""
        closes = last < len(self._tokens) and self._tokens[last].text == ")"
        return self._tokens[i - 1].text == "(" and not closes

    def teacher(self, i: int) -> tuple[Entry, str] | None:
        """بحياة مدرسة, مدرّسة: no school; ابنيه: no buildings."""
        if "thing.building" in self._words[i] and "person.unknown" in self._words[i]:
            written = self._document.written(i).lstrip("ولب")
            sons = written.endswith("ه") and not written.startswith("أ")
            return (self._words[i]["person.unknown"], "person.unknown") if sons else None
        if not i or "thing.building" not in self._words[i] or "person.civilian" not in self._words[i]:
            return None
        told = "noun.life" in self._words[i - 1] or _DOUBLED in self._document.written(i)
        return (self._words[i]["person.civilian"], "person.civilian") if told else None

    def case(self, i: int) -> tuple[Entry, str] | None:
        """One case or injury among those just counted (بينهم حالة بتر، بينهم إصابة خطيرة)."""
        if not i or "mark.subset" not in self._words[i - 1]:
            return None
        entry = self._words[i].get("noun.case") or self._words[i].get("noun.injury")
        if entry is None or entry.pronoun or entry.number != "s" or "wa" in entry.clitics:
            return None
        if "bi" in entry.clitics and self._tokens[i - 1].text not in ONE_OF_THEM:
            return None  # بعضهم بحالة خطرة
        return entry, "noun.injury"

    def titled(self, i: int) -> tuple[Entry, str] | None:
        """بينهم وزيران ونائب, بينهم رئيس البلدية: a title for the one who bears it, among others only."""
        title = self._words[i].get("noun.title")
        if title is None or not i or title.number not in {"s", "d"} or title.pronoun or title.state == "d":
            return None
        if title.clitics not in {(), ("wa",)}:
            return None
        for j in range(i - 1, max(-1, i - 1 - (_LISTED if title.clitics else 1)), -1):
            words = self._words[j]
            if "mark.subset" in words:
                shared = words["mark.subset"].tag("share")
                return None if shared else (title, "person.unknown")
            if words.verb or "mark.connector" in words:
                return None
        return None

    def meant(self, people: People) -> People:
        """رتلا للمسلحين … أوقعت العشرات منهم بين قتيل وجريح: of the sort of those last named, whom منهم means."""
        for j in range(people.first - 1, max(-1, people.first - 1 - THEY_REACH), -1):
            found = self.at(j)
            if found is not None and found[1] in PERSONS and found[0].number == "p":
                return replace(people, victims=PERSONS[found[1]], groups=groups_of(found[0]))
            force = self._words[j].get("force")
            if force is not None and "li" in force.clitics:
                return replace(people, victims="combatant")  # رتلا لتنظيم داعش
            if (found is not None and found[1] in FATES) or self._tokens[j].text == ".":
                break
        return people

    def two_of(self, people: People, i: int, stop: int) -> bool:
        """سبعة منهم طفلان: not seven of them, but two of the seven, where `i` is behind منهم."""
        found = self.at(i) if i < stop else None
        if found is None or found[0].tag("kin") or found[0].clitics:
            return False  # أربعة منهم إخوة
        return people.low is not None and people.low > 2 and found[0].number in {"s", "d"}

    def fate(self, i: int) -> Kind | None:
        """What the noun says befell the people."""
        found = self._words[i].noun
        return FATES.get(found[1]) if found else None

    def event(self, i: int) -> tuple[Entry, str] | None:
        """An event noun right after a number (5 إصابات)."""
        for category in COUNTED:
            entry = self._words[i].get(category)
            if entry and {"wa", "bi"}.isdisjoint(entry.clitics):
                return entry, category
        return None

    def suffered(self, i: int, entry: Entry) -> bool:
        """أربعة مدنيين تعرضوا لإصابات, أصيبوا إصابات بليغة: what befell them, and nobody else."""
        if entry.category == "noun.injury" and not entry.clitics and i and "verb.injure" in self._words[i - 1]:
            return True
        near = range(max(0, i - _SUFFERED), i)
        nouns = (self._words[j].noun for j in near)
        counted = any(j in self._amounts for j in near) or any(n and n[0].number in {"s", "d"} for n in nouns)
        if entry.category != "noun.injury" or "li" not in entry.clitics or not counted:
            return False  # تعرض السكان لإصابات: nothing else says how many
        verbs = (self._words[j].get("verb.injure") for j in near)
        return any(verb is not None and self._tokens[i].text in verb.every("needs") for verb in verbs)

    def armed(self, i: int) -> tuple[Entry, str] | None:
        """10 من قوات النظام: a force after the number."""
        entry = self._words[i].get("force")
        before = i - 1 - (self._tokens[i - 1].text in QUOTES)
        if entry and self._tokens[before].text != "من" and entry.tag("police") is None:
            return None
        return (entry, "force") if entry else None

    def person(self, i: int) -> bool:
        """A person that is not said to be dead or hurt."""
        return any(c in PERSONS for c in self._words[i])

    def _able(self, i: int) -> bool:
        """حصيلة قابلة للزيادة, غير قابلة: able to, and no midwife."""
        after = self._tokens[i + 1].text if i + 1 < len(self._tokens) else ""
        return after.startswith("ل") or (i > 0 and self._tokens[i - 1].text == "غير")

    def qualifies(self, i: int, entry: Entry) -> bool:
        """A singular that describes the noun before it (الدفاع المدني، طائرة انتحارية، هجوم إرهابي)."""
        kin = entry.tag("kin") is not None and i > 0 and self._tokens[i - 1].text == "منهم"  # أربعة منهم إخوة
        able = entry.tag("able") is not None and self._able(i)
        without = [t.text for t in self._tokens[i + 1 : i + 2]] == ["بلا"] and entry.number == "p"
        if without or self._of_unit(i, entry) or self._second_title(i, entry) or supposed(self._tokens, i):
            return True  # أطباء بلا حدود: a body's name
        return kin or able or self._named(i, entry) or (self._describes(i, entry) and not self._struck(i, entry))

    def _second_title(self, i: int, entry: Entry) -> bool:
        """الناشط الإعلامي والمتطوع كرم علي: the noun before, or the one that it describes, is another of his titles."""
        last = self.at(i - 1) if i > 1 else None
        at = i - 1 - (last is None or self._describes(i - 1, last[0]))
        first = self.at(at) if at >= 0 else None
        return first is not None and one_man(self._matches, first[0], at, entry, i)

    def identified(self, i: int) -> bool:
        """أحد الجرحى، وهو حارس، توفي, وهو خالد العلي قائد الفريق: who the one just told of was."""
        for j in range(i - 1, max(-1, i - 1 - _NAME), -1):
            if self._tokens[j].text in _IDENTITY:
                return True
            if self._words[j] or not self._tokens[j].text.isalpha():
                return False
        return False

    def _of_unit(self, i: int, entry: Entry) -> bool:
        """لواء شهداء الإسلام, ألوية شهداء كذا: a unit that is called after martyrs; لواء is a rank as well."""
        if entry.clitics or entry.pronoun or i + 2 >= len(self._tokens):
            return False
        unit = i if self._tokens[i + 1].text == MARTYRS else i - 1 if self._tokens[i].text == MARTYRS else -1
        return unit >= 0 and "force" in self._words[unit] and "person.combatant" in self._words[unit]

    def _describes(self, i: int, entry: Entry) -> bool:
        before = self._tokens[i - 1].text.lstrip("وبلف") if i else ""
        described = self._words[i - 1] if i else Word()
        other = entry.pronoun or ("force" in described and "al" not in entry.clitics) or after_name(self._matches, i)
        if "wa" in entry.clitics and other:
            return False  # مراسل قناة محلية وزوجته, عنصر أمن وامرأة, سامر الأحمد والسائق فلان
        if entry.lemma == "مستوطن" and self._tokens[i].text.endswith("مستوطنه") and not described.any(GOVERNORS):
            return True  # في مستوطنة س
        if i and self._vehicle(i - 1):
            return True  # أصابت آلية عسكرية
        if "person.family" in described and not entry.clitics:
            return True  # عائلة نازحة
        timed = self._words[i - 1].filler and ("al" not in entry.clitics or self._governed_in_time(i - 1))
        if "noun.life" in described or timed:
            return False  # قتل اليوم مدني, قتل اليوم المسعف فلان
        if "force" in described and "al" in entry.clitics and entry.number == "p":
            return True  # حزب العمال
        if (
            self._tokens[i - 1].text.startswith(("ال", "بال"))
            and "al" not in entry.clitics
            and entry.state in {"i", ""}
        ):
            return False  # قتل في الهجوم رجلا
        if entry.state == "i" and any(known.pronoun for known in described.values()):
            return False  # فقدت قواته جنديا
        if "al" in entry.clitics and i > 1 and not described and self._tokens[i - 2].text in FACILITIES:
            return True  # مطار منغ العسكري
        if entry.tag("somebody") and "al" in entry.clitics:
            return False  # أصيب في القصف المواطن فلان: describes nothing
        one = entry.number == "s" and "wa" not in entry.clitics  # مجند شرطة ومدني
        if one and any(c in DESCRIBED or c.startswith("thing.") for c in described):
            return not described.any(HARM)
        if entry.number != "s" or "al" not in entry.clitics or not before.startswith("ال"):
            return False
        # نعى الصليب الأحمر المسعف فلان
        rescuers = "org.rescue" in described and entry.tag("group") is None  # نعى الدفاع المدني متطوعا
        mourned = not rescuers and any("verb.mourn" in word for word in self._words[max(0, i - MOURNED_REACH) : i - 1])
        return not (mourned or self.at(i - 1) or self._words[i - 1].filler)  # قتل اليوم السبت الشاب

    def _governed_in_time(self, i: int) -> bool:
        """قتل صباح اليوم: a word of time at `i`, right behind what happened then."""
        before = next((j for j in range(i - 1, max(-1, i - 3), -1) if not self._words[j].filler), None)
        return before is not None and self._words[before].any(GOVERNORS)

    def _named(self, i: int, entry: Entry) -> bool:
        """العقيد أمين, الطفل ثائر: a noun without ال behind one of somebody who is known, and so his name."""
        before = self.at(i - 1) if i else None
        if before is None or "al" not in before[0].clitics or before[0].number != "s" or before[1] not in PERSONS:
            return False
        plain = entry.number == "s" and entry.gender == "m" and not entry.state and not entry.clitics
        after = self._tokens[i + 1].text if i + 1 < len(self._tokens) else ""
        return plain and not entry.pronoun and not entry.tag("kin") and not after.startswith("ال")

    def _struck(self, i: int, entry: Entry) -> bool:
        """وقتلت الشرطة المهاجم: a man is no adjective of her who killed him."""
        if i < 2 or entry.gender != "m" or entry.clitics != ("al",) or not self._tokens[i - 1].text.endswith("ه"):
            return False
        deeds = (self._words[i - 2].get(c) for c in ("verb.kill", "verb.injure"))
        return any(verb is not None and verb.gender == "f" and not verb.pronoun for verb in deeds)

    def joined(self, i: int, entry: Entry) -> bool:
        """إصابة شرطي وإسرائيلي, جندي، وفلسطيني: a man of a land beside another, who is of none that is told."""
        at = i - 1 - (i > 1 and self._tokens[i - 1].text in COMMAS)
        before = self.at(at) if at >= 0 and entry.clitics == ("wa",) and not entry.pronoun else None
        if before is None or entry.number != "s" or before[1] not in PERSONS or before[0].tag("people"):
            return False
        alike = before[0].number == "s" and before[0].gender == entry.gender and "al" not in before[0].clitics
        return alike and before[0].state != "c" and self._words[at - 1].any(GOVERNORS)

    def last_one(self, i: int, stop: int) -> bool:
        """و4 في حمص، وواحد في درعا: the last of a list of places, before its own."""
        return self._tokens[i].text in {"وواحد", "وواحده"} and i + 1 < stop and self._tokens[i + 1].text == "في"

    def _vehicle(self, i: int) -> bool:
        """آلية: folded it is no other word than إليه."""
        return self._tokens[i].text == "اليه" and self._document.written(i).endswith("ة")

    def skip(self, i: int, stop: int) -> int:
        """The next token that is no quotation mark."""
        while i < stop and self._tokens[i].text in QUOTES:
            i += 1
        return i


def ends_in_ta(matches: Matches, i: int) -> bool:
    """إصابة, and no أصابه: by its last letter as it is written."""
    document = matches.document
    return document.raw[document.start(document.tokens[i].end - 1)] == "ة"


def numbered(people: People, after: Amount) -> People:
    """The phrase with the number that stands behind its noun."""
    return replace(
        people,
        last=after.last,
        low=after.low,
        high=after.high,
        qualifier=after.qualifier,
        counted=True,
        amount=True,
    )
