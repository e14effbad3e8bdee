"""Persons named alone: one after مقتل or before قتل, as many as are listed after كل من."""

from __future__ import annotations

from detectors.reading.agents import MEANS
from detectors.reading.given import given_names
from detectors.reading.governors import completed
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, QUOTES, WHICH, People
from detectors.reading.places.words import load
from detectors.reading.roles import FATE_VERBS, GOVERNORS
from detectors.reading.targets import Targets
from detectors.reading.unnamed import NO_NAMES, PREPOSITIONS, deed_described
from detectors.records import Victims
from detectors.text import Sentence

AMONG = ("mark.subset", "mark.between")
AMONG_REACH = 12
"""Tokens between بينهم or بين الجرحى and one of them: who is quoted may stand between."""
NAME_REACH = 8
"""Tokens of one name, its title included, before the verb that says what befell its bearer."""
MEMBERS_REACH = 6
"""Tokens between a family and the number of its members."""
MEANS_REACH = 6
"""Tokens of what somebody was killed with, up to his name."""
LIST_REACH = 40
"""Tokens of one list of names."""
ENDS = frozenset({".", "؛", "في", "علي", "من", "-", "وتم", "وجري", "تم", "جري"})
ON = ("الاقل", "الاكثر", "الفور", "الاثر", "يد", "ايدي", "متن", "اثر")
"""Beginnings of words before which على is no Ali (على أثرها)."""
CALLED = frozenset({"المدعو", "المدعوه", "يدعي", "تدعي", "اسمه", "اسمها"})
THAT = frozenset({"ان", "وان"})
"""Words that a name stands behind, the latter where an age proves that it is one."""
AGE_REACH = 6
"""Tokens of an age in brackets."""
AGES = ("عام", "سنه", "سنوات", "اعوام")
AFTER = PREPOSITIONS | {
    "في", "خلال", "اثر", "جراء", "قبل", "بعد", "مع", "اثناء", "متاثرا", "متاثره", "برصاص", "علي", ".",
}  # fmt: skip
"""What follows a verb that has no object: X قتل في, X استشهد متأثرا."""
DEATHS = ("noun.death", "verb.kill", "verb.die")
FOR_NAMES = ("verb.injure", "noun.injury", "verb.kill")
"""Words that a thing may follow as well: only a given name is surely a person."""


class Names:
    """Finds the named persons of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._targets = Targets(matches, self.at, self._given)
        self._dated = matches.dated

    def governed(self, sentence: Sentence, phrases: list[People]) -> list[People]:
        """A person named right after مقتل or استشهد: one. Persons listed after كل من: all. زعيم … قتل: one."""
        taken = {i for p in phrases for i in range(p.first, p.last)}
        shot = [(p.last, self.joined(p.last, sentence.last, taken)) for p in phrases if self._targets.shot(p, taken)]
        found = [People(at, at + 1, count, count, "exact", counted=True, bare=True) for at, count in shot]
        for i in range(sentence.first, sentence.last - 1):
            words = self._words[i]
            if not words.names:
                continue
            at = self._past_means(i + 1, sentence.last)
            at += self._tokens[at].text in QUOTES
            if i + 1 not in taken and "mark.each" in words and self._tokens[i + 1].text == "من":
                found += self.listed(i + 2, sentence, taken)
            elif at not in taken and at < sentence.last and self._named_after(i, at):
                count = self.joined(at, sentence.last, taken)
                side: Victims = "combatant" if self._serves(at + 1) else "unknown"
                found.append(People(at, at + 1, count, count, "exact", counted=True, bare=True, victims=side))
            elif at < sentence.last and "person.family" in self._words[at] and self._family(i, at, taken):
                found.append(People(at, at + 1, None, None, "unspecified", victims="civilian"))
            elif (one := self._one_of(i, taken)) is not None:
                found.append(People(one, one + 2, 1, 1, "exact", counted=True, bare=True))
            elif victim := self._targets.of(i, sentence.last, taken):
                found.append(People(victim, victim + 1, 1, 1, "exact", counted=True, bare=True))
            else:
                found += self._named_before(i, sentence, taken)
        return found

    def _past_means(self, i: int, last: int) -> int:
        """اغتيل بعبوة ناسفة القيادي السابق محمد, برصاص مجهولين مختار القرية: where a person stands behind the means."""
        if self._tokens[i].text not in MEANS:
            return i
        for at in range(i + 1, min(i + MEANS_REACH, last)):
            words, text = self._words[at], self._tokens[at].text
            if words.verb or "force" in words or text in COMMAS or text in ENDS:
                break
            title = words.get("noun.title")
            if at > i + 1 and ((title and not title.clitics) or text in given_names()):
                return at
        return i

    def _family(self, i: int, at: int, taken: set[int]) -> bool:
        """مقتل عائلة بأكملها, إصابة عائلة نازحة: a family whose members are not counted right behind it."""
        family = self._words[at]["person.family"]
        governed = self._naming(i) or self._words[i].any(FOR_NAMES)
        if not governed or family.number != "s" or family.state == "d" or family.clitics:
            return False
        for j in range(at + 1, min(at + 1 + MEMBERS_REACH, len(self._words))):
            if "mark.subset" in self._words[j] or self._tokens[j].text in COMMAS:
                break
            if j in taken:
                return False
        return True

    def _one_of(self, i: int, taken: set[int]) -> int | None:
        """مقتل أحد الصيادلة, أحد الصيادلة قتل: whatever those who are killed do, they are people."""
        if not self._words[i].any(DEATHS):
            return None
        for at in (i + 1, i - 2):
            one = self._words[at].get("mark.one") if 0 <= at < len(self._words) - 1 else None
            if one is None or one.pronoun or at in taken or self._words[at + 1] or at + 1 in self._m.placed:
                continue
            if self._tokens[at + 1].text.startswith("ال"):
                return at
        return None

    def two(self, people: People) -> bool:
        """المواطنين أحمد وخالد, والأطفال "سامر وليلى", وأطفالها سامر وليلى: as many as are named.

        Behind a word of death or injury, or joined by و where two names or more follow.
        """
        noun = self._words[people.noun].noun if people.noun is not None else None
        at = people.last + (people.last < len(self._tokens) and self._tokens[people.last].text in QUOTES)
        if not (people.definite or (noun and noun[0].pronoun)) or not self.at(at):
            return False
        if noun and noun[0].number == "p" and "wa" in noun[0].clitics and not people.fate:
            return self._tokens[at].text in load()["given"] and bool(
                self.listed(at, self._m.document.sentences[self._m.sentence_of[at]], set())
            )
        governed = self._words[people.first - 1] if people.first else {}
        ending = self._tokens[people.last - 1].text.endswith("ين")
        return (ending or not people.fate) and any(c in governed for c in GOVERNORS)

    def listed(self, first: int, sentence: Sentence, taken: set[int]) -> list[People]:
        """Names after كل من: as many as و and commas join, what stands in brackets left out."""
        while first < sentence.last and (self._tokens[first].text == ":" or self._tokens[first].text in QUOTES):
            first += 1
        if first in taken or not self.at(first):
            return []
        count, i, parted = 1, first, False
        while i < min(sentence.last, first + LIST_REACH) and i not in taken:
            if self._tokens[i].text == "(":
                i = self._closed(i, sentence.last)
            elif self._ends(i, first):
                break
            fresh = i > first and i < sentence.last and i not in taken and self._parts(i)
            count += fresh and not parted
            parted = fresh and self._tokens[i].text[1:] not in load()["given"]  # سامر وليلى وعمر: parts, and names
            i += 1
        if parted and i not in taken:
            count -= 1
        known = i in taken and self._tokens[i].text.startswith("و")
        if known and parted:
            count -= 1
        if count < 2 and not known:
            return []
        return [People(first, max(first + 1, i), count, count, "exact", counted=True, bare=True)]

    def _serves(self, i: int) -> bool:
        """عضو في قوى الأمن: whom the title serves."""
        if i + 1 >= len(self._words) or "noun.title" not in self._words[i - 1]:
            return False
        return self._tokens[i].text in {"في", "من"} and "force" in self._words[i + 1]

    def _parts(self, i: int) -> bool:
        """A comma, or a و that begins the next name."""
        text = self._tokens[i].text
        if text == "و" or text in COMMAS:
            return True
        return text.startswith("و") and len(text) > 3 and (not self._words[i] or text[1:] in load()["given"])

    def _closed(self, i: int, last: int) -> int:
        """Index of the bracket that closes the one at `i`."""
        return next((j for j in range(i, min(last, i + 8)) if self._tokens[j].text == ")"), i)

    def joined(self, first: int, last: int, taken: set[int]) -> int:
        """How many persons are named from `first` on: further ones only by a known given name."""
        count = 1
        for i in range(first + 1, min(last, first + LIST_REACH)):
            if i in taken or self._ends(i, first):
                break
            text, before = self._tokens[i].text, self._tokens[i - 1].text
            alone = text in given_names() and (before == "و" or before in COMMAS)
            count += alone or (text.startswith("و") and text[1:] in given_names())
        return count

    def _ends(self, i: int, first: int) -> bool:
        """A word that no list of names holds. A name may look like a verb (عبد خلف)."""
        words = self._words[i]
        if words.verb and i > first and self._tokens[i - 1].text in given_names():
            return False
        return (
            words.verb
            or self._tokens[i].text in ENDS
            or any(
                c.startswith(("noun.death", "noun.injury", "mark.cause", "mark.connector", "noun.attack"))
                for c in words
            )
        )

    def _named_after(self, i: int, at: int) -> bool:
        """A name at `at` follows a word that may govern one: مقتل، استشهاد; of others, and in brackets or quotation
        marks, only a given name (قتل (أحمد …))."""
        given = (self._given(at) or self._with_kin(at)) and at not in self._m.placed
        if self._naming(i):
            titled = "noun.title" in self._words[at] and self._tokens[i + 1].text in MEANS
            return given or titled if at > i + 1 else self.at(at) or self._of_land(at)
        words = self._words[i]
        entry = next((words[c] for c in FOR_NAMES if c in words and not words[c].pronoun), None)
        if entry is None or entry.number == "p" or entry.state == "d":
            return False
        passive = entry.category != "verb.kill" or entry.voice == "passive"
        if passive and "noun.title" in self._words[at]:
            return not entry.every("needs")
        return given

    def _with_kin(self, at: int) -> bool:
        """إصابة راجي وطفليه: whoever has a family is a person, whatever his name."""
        if at + 1 >= len(self._words) or not self.at(at):
            return False
        kin = (e for c, e in self._words[at + 1].items() if c.startswith("person.") and "wa" in e.clitics and e.pronoun)
        return any(entry.tag("kin") or entry.tag("group") in {"women", "children"} for entry in kin)

    def _naming(self, i: int) -> bool:
        """A word that may govern a name: مقتل، استشهاد; of verbs only those that cannot have an object."""
        words = self._words[i]
        noun = words.get("noun.death")
        verb = words.get("verb.die")
        needed = verb.every("needs") if verb else ()
        if verb and i and self._tokens[i - 1].text == "من":
            verb = None  # حملوا من مات سريعا: whoever died
        if verb and (verb.tag("own") or verb.lemma in {"قضي", "ارتقي"}):
            verb = None
        if needed and not completed(self._tokens, needed, i + 2):
            verb = None  # لقي أحمد العلي مصرعه
        if noun and (noun.tag("prep") or noun.tag("own") or self._tokens[i].text == f"{noun.lemma}ا"):
            noun = None  # إعداما مؤجلا: of nobody
        if noun and noun.pronoun:
            idiom = self._words[i - 1].get("verb.die") if i else None
            return idiom is not None and completed(self._tokens, idiom.every("needs"), i)  # لقي مصرعه فلان
        return bool(noun and noun.number != "p" and noun.state != "d") or bool(verb and verb.number == "s")

    def _named_before(self, i: int, sentence: Sentence, taken: set[int]) -> list[People]:
        """زعيم الحركة فلان قتل في غارة: a name with its title, or a given name, right before its verb."""
        verb = next((self._words[i][c] for c in FATE_VERBS if c in self._words[i]), None)
        if verb is None or verb.number != "s" or verb.clitics or verb.voice == "active" or verb.tag("own"):
            return []
        after = self._tokens[i + 1].text
        if after not in AFTER and not after.startswith("ب") and i + 1 not in self._dated:
            return []
        named, start = False, self._before_age(i)
        for j in range(start - 1, max(sentence.first - 1, start - 1 - NAME_REACH), -1):
            words, text = self._words[j], self._tokens[j].text
            if j in taken or (words.verb and not words.filler) or text in COMMAS or text in ENDS:
                return []
            called = text in CALLED or (start < i and text in THAT)
            if text in THAT and not called:
                return []  # أوضح رشيد أن القوات قتلت: what he says
            if "noun.title" in words or text in given_names() or (called and named):
                titled = "noun.title" in words and not named
                counted = self._m.standing.any(AMONG, max(sentence.first, j - AMONG_REACH), j)
                titled = titled or (counted and not taken.isdisjoint((j - 1, j - 2)))  # بينهم المسعف فلان الذي أصيب
                return [] if titled else [People(j, start, 1, 1, "exact", counted=True, bare=True)]
            named = named or (not words and text not in QUOTES and text not in WHICH)
        return []

    def _before_age(self, i: int) -> int:
        """Index behind a name that an age in brackets parts from the verb at `i` (إن فلانا (52 عاما)، أصيب)."""
        closing = i - 1 - (self._tokens[i - 1].text in COMMAS)
        if self._tokens[closing].text != ")":
            return i
        inside = range(closing - 1, max(closing - AGE_REACH, 0), -1)
        opening = next((j for j in inside if self._tokens[j].text == "("), closing)
        return opening if any(self._tokens[j].text.startswith(AGES) for j in range(opening, closing)) else i

    def at(self, i: int) -> bool:
        """A word that looks like a person's name or title: unknown, no place, no thing, no quotation."""
        if i >= len(self._words):
            return False
        if "noun.title" in self._words[i]:
            return not self._in_front(i)
        text = self._tokens[i].text
        if text == "علي" and i + 1 < len(self._tokens) and self._tokens[i + 1].text.startswith(ON):
            return False  # على الأقل, على يد
        if text == "علي" and self._m.document.written(i).endswith("ى"):
            return False  # قتل على جبهة
        if self._given(i) and i not in self._m.placed:
            return True
        if deed_described(self._tokens, self._words, i):
            return False
        if self._words[i] or len(text) < 3 or not ("ء" <= text[0] <= "ي") or text.startswith("ال"):
            return False
        if text in NO_NAMES or (text.startswith("ي") and len(text) > 3):
            return False  # قتل خارج القانون, موت يلاحق الناس
        return i not in self._m.placed

    def _given(self, i: int) -> bool:
        """A given name."""
        return i < len(self._tokens) and self._tokens[i].text in given_names() and not self._in_front(i)

    def _in_front(self, i: int) -> bool:
        """أمام, and no إمام."""
        return self._tokens[i].text == "امام" and "أ" in self._m.document.written(i)

    def _of_land(self, i: int) -> bool:
        """المالطي بول فرموسا: whose land the word before the name tells."""
        nation = all(entry.tag("people") for entry in self._words[i].values()) if i < len(self._words) else False
        if not nation or i + 1 >= len(self._words):
            return False
        text = self._tokens[i].text
        return text.startswith("ال") and text.endswith(("ي", "يه")) and self.at(i + 1)
