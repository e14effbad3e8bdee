"""What one person was, when his noun does not say so: زعيم التنظيم فلان, فلان، وهو عنصر في …, وفلان قيادي في …."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from detectors.reading.healthwords import vocabulary
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, QUOTES, People

TITLE_REACH: Final = 8
"""Tokens of a name in which a title may stand."""
SAID_REACH: Final = 16
"""Tokens of the same sentence between a person and what he was."""
ROLE_REACH: Final = 3
"""Tokens between كان, or a name told again, and the role."""
MOURNED_BEHIND: Final = 1
"""Sentences behind the one that tells of people in which they may be mourned."""
BEHIND: Final = 3
"""Sentences behind the one that tells of him in which his name may stand again."""
NAME: Final = 5
"""Tokens of a name of which one is told again."""
DISBANDED_REACH: Final = 6
"""Tokens between an officer and the army that is no more."""
SHORT: Final = 4
"""Letters of a name that is his alone."""
IS: Final = frozenset({"هو", "وهو", "كان", "وكان", "يعد", "ويعد", "يعتبر"})
WAS: Final = frozenset({"كان", "وكان"})
_OFFICES: Final = frozenset({"مسؤول", "مسوول", "المسؤول", "المسوول", "عضو", "العضو", "القيادي", "قيادي", "القائد"})
SERVES_REACH: Final = 3
"""Tokens between a person and في with the force that he is in: his office."""
FORMER: Final = frozenset({"سابق", "سابقا", "السابق", "متقاعد", "المتقاعد", "منشق"})
JOINED: Final = ("التحق", "انضم", "انتقل", "يعمل")
PEACEFUL: Final = frozenset({"حزب", "معارضه", "قبائل", "عشائر"})
FELL: Final = ("verb.die", "verb.kill", "noun.death")
"""Whoever is mourned behind these is no one of the sentence before."""
FIELD: Final = ("ميداني", "عسكري")
_PROVED: Final = ("تبين", "يتبين", "اتضح", "يتضح", "ثبت")
_STOPS: Final = COMMAS | {".", "؛", ":"}


class Identities:
    """Finds the fighters among the single persons of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._texts = matches.document.texts
        self._words = matches.words
        self._care = vocabulary()["ambulance"]
        self._sentences = matches.document.sentences
        self._sentence_of = matches.sentence_of

    def fights(self, people: People) -> bool:
        """Whether he is said to have been a fighter."""
        number = self._sentence_of[people.first]
        last = self._sentences[number].last
        if self._apposed(people, last):
            return True
        kin = self._words[people.first].noun
        other = kin is not None and kin[0].tag("kin") is not None and not kin[0].pronoun  # شقيق قيادي في التنظيم
        titled = not other and (self._titled(people, last) or self._in_force(people.last))
        return titled or self._said(people.last, last) or self._told_again(people, number)

    def mourned(self, people: People) -> bool:
        """استشهد شابان … ونعتهما الكتائب مقاتلين في صفوفها: whom a force mourns as its fighters."""
        pronouns = {1: ("3ms", "3fs"), 2: ("3d",)}.get(people.low or 0, ("3mp",))
        number = self._sentence_of[people.first]
        last = self._sentences[min(number + MOURNED_BEHIND, len(self._sentences) - 1)].last
        for i in self._m.standing.of("verb.mourn", people.last, last):
            opening = self._sentences[self._sentence_of[i]].first
            if self._sentence_of[i] != number and self._m.standing.any(FELL, opening, i):
                continue  # 43314 شهيدا. واستشهد ثلاثة شبان ونعتهم الكتيبة
            near = range(i + 1, min(i + SAID_REACH, self._sentences[self._sentence_of[i]].last))
            fighters = any("person.combatant" in self._words[j] for j in near)
            if self._words[i]["verb.mourn"].pronoun in pronouns and fighters and any(map(self._armed, near)):
                return True
        return False

    def _titled(self, people: People, last: int) -> bool:
        """زعيم التنظيم, فلان قائد الفصيل: a title of command and a force behind it, with the name."""
        for i in range(people.first, min(people.first + TITLE_REACH, last)):
            if i > people.first and (self._words[i].verb or self._texts[i] in _STOPS):
                return False
            if self._commands(i):
                return True
        return False

    def _in_force(self, first: int) -> bool:
        """مقدم في الجيش, مسؤول التسليح في التنظيم: in a force; قتل شاب في الجيش's fire is no post."""
        near = range(first, min(first + SERVES_REACH, len(self._words) - 1))
        at = next((i for i in near if self._texts[i] == "في"), None)
        between = self._words[first:at] if at is not None else ()
        return at is not None and self._armed(at + 1) and not any(word.verb or word.noun for word in between)

    def _apposed(self, people: People, last: int) -> bool:
        """فلان، أحد قياديي التنظيم، أحد عناصر الكتيبة."""
        near = range(people.last, min(people.first + TITLE_REACH, last - 2))
        comma = next((i for i in near if self._texts[i] in COMMAS), None)
        if comma is not None and self._texts[comma + 1] in _OFFICES and self._in_force(comma + 2):
            return True  # ، مسؤول المالية في التنظيم
        if comma is None or "mark.one" not in self._words[comma + 1]:
            return False
        words = self._words[comma + 2]
        title = words.get("noun.title")
        behind = range(comma + 3, min(comma + 3 + ROLE_REACH, last))
        commands = title is not None and title.tag("armed") is not None and any(self._sided(i) for i in behind)
        return commands or "person.combatant" in words

    def _sided(self, i: int) -> bool:
        """A force, or fighters in the name of one (مجلس شورى المجاهدين)."""
        return self._armed(i) or "person.combatant" in self._words[i]

    def _said(self, first: int, last: int) -> bool:
        """، وهو عنصر في الأمن; ، تبين أنه عنصر في الأمن."""
        end = min(first + SAID_REACH, last)
        told = (i for i in range(first, end) if self._texts[i] in IS or self._turned_out(i))
        return any(self._role(i + 1) for i in told)

    def _turned_out(self, i: int) -> bool:
        return self._texts[i] == "انه" and self._texts[i - 1].removeprefix("ل").startswith(_PROVED)

    def _told_again(self, people: People, number: int) -> bool:
        """وكان فلان قياديا في …: his name, told again within the next sentences."""
        own = self._name(people)
        if own is None:
            return False
        name = self._texts[own]
        for i, sentence in self._m.document.where({name, f"و{name}"}):
            behind = i > own and sentence - number <= BEHIND
            if behind and self._role(i + 1 + (i + 1 < len(self._texts) and self._texts[i + 1] in IS)):
                return True
        return False

    def _name(self, people: People) -> int | None:
        """Where the last word of his name stands that is his alone."""
        span = range(people.noun + 1 if people.noun is not None else people.first, people.first + NAME)
        found = None
        for i in span:
            if i >= len(self._texts) or (self._words[i] and i > people.first):
                break
            if self._texts[i] not in QUOTES and len(self._texts[i]) >= SHORT and not self._words[i]:
                found = i
        return found

    def _role(self, first: int) -> bool:
        """A fighter, or a title of command, right behind."""
        for i in range(first, min(first + ROLE_REACH, len(self._words))):
            words = self._words[i]
            fighter = words.get("person.combatant")
            is_one = fighter is not None and fighter.number == "s" and not fighter.clitics
            if self._former(i + 1):
                return self._joined(i + 2)
            if (is_one and not self._of_care(i)) or self._commands(i):
                was = self._texts[first - 1] in WAS
                return not was or self._texts[i].endswith("ا")  # وكان عنصر آخر: another
            if words.verb or words.noun or self._texts[i] in _STOPS or "mark.connector" in words:
                return False
        return False

    def once(self, people: People) -> bool:
        """شرطي سابق, القيادي السابق في الفصيل: whom the noun calls what he is no more."""
        if self._former(people.last) or (people.noun is not None and self._former(people.noun + 1)):
            return True
        near = self._texts[people.last : people.last + DISBANDED_REACH]
        return any(two == ("الجيش", "المنحل") for two in pairwise(near))  # ضابطا برتبة عقيد في الجيش المنحل

    def _joined(self, first: int) -> bool:
        """عنصر سابق في فصيل التحق بالأمن: what he became since."""
        near = range(first, min(first + SAID_REACH, len(self._texts) - 1))
        ends = next((i for i in near if self._texts[i] in {".", "؛"}), near.stop)
        joined = next((i for i in range(first, ends) if self._texts[i].endswith(JOINED)), ends)
        denied = "mark.negation" in self._words[joined - 1]
        return not denied and any("force" in self._words[i] for i in range(joined, ends))

    def _former(self, i: int) -> bool:
        """عنصر سابق في التنظيم, قيادي سابق: what he was once."""
        return i < len(self._texts) and self._texts[i] in FORMER

    def _commands(self, i: int) -> bool:
        """قائد الكتيبة, قيادي في التنظيم, قائدا ميدانيا."""
        title = self._words[i].get("noun.title")
        if title is None or title.tag("armed") is None or title.number != "s" or self._former(i + 1):
            return False
        behind = range(i + 1, min(i + 1 + ROLE_REACH, len(self._words)))
        if self._of_care(i):
            return False
        return any(self._armed(j) or self._texts[j].removeprefix("ال").startswith(FIELD) for j in behind)

    def _of_care(self, i: int) -> bool:
        """قائد فريق إسعاف, قائد فرق الدفاع المدني: whoever leads these is no fighter."""
        behind = range(i + 1, min(i + 1 + ROLE_REACH, len(self._words)))
        return any(
            self._words[j].any(("org.rescue", "health.transport")) or self._texts[j] in self._care for j in behind
        )

    def _armed(self, i: int) -> bool:
        """A force; a party or a tribe is none by itself."""
        force = self._words[i].get("force")
        return force is not None and force.lemma not in PEACEFUL
