"""Dead and wounded counted together: عشرات بين قتيل وجريح, 40 مدنيا سقطوا في س بين شهيد ومصاب, مئتا قتيل وجريح."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from detectors.reading.kinds import AT_LEAST, Kinds
from detectors.reading.model import Matches
from detectors.reading.nouns import Nouns
from detectors.reading.people import COMMAS, FATES, People
from detectors.reading.roles import GOVERNORS, Decoy, Role

_CAPTIVE: Final = frozenset({"اسير", "معتقل", "مفقود", "محاصر"})
FELLED: Final = ("verb.result", "noun.result", "verb.fall", "noun.fall")
FELLED_REACH: Final = 5
"""Tokens between the blow and what became of those whom it hit (أوقعوا طاقمها بين قتيل وجريح)."""
_FEW: Final = 2
"""Up to here a number is said by the noun alone (قتيلان وجرحى)."""
_APART: Final = 8
"""Tokens between people and "بين قتيل وجريح": that they fell, and where and when."""
_BECAME: Final = frozenset({"باتوا", "صاروا", "اصبحوا", "كانوا", "باتت", "صارت", "اصبحت"})
_FATES: Final = {"killed", "injured"}
_STOPS: Final = COMMAS | {".", ":", "؛", "و"}


class Pairs:
    """Finds them in one article."""

    def __init__(self, matches: Matches, nouns: Nouns, kinds: Kinds) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._nouns = nouns
        self._kinds = kinds
        self._amounts = matches.amount_at.keys()
        self._placed = matches.placed

    def paired(self, people: People, stop: int) -> list[People]:
        """قتيل وجريح after a number is one figure for both; القتلى والجرحى are two."""
        victims = people.noun is not None and "noun.victim" in self._words[people.noun]
        pair = self.between(people.last, stop) if people.fate is None or victims else None
        if pair:
            return [replace(people, last=pair, fate="killed_or_injured")]
        i = people.last
        i += 2 * ([token.text for token in self._tokens[i : i + 2]] in AT_LEAST)  # 30 متمردا على الأقل سقطوا بين
        pair = self._apart(i, stop) if people.counted and people.low != 1 and not people.fate else None
        if pair:
            return [replace(people, last=pair, fate="killed_or_injured")]
        if people.counted and not people.fate and self._kinds.befell_both(i, stop):
            return [replace(people, last=i + 2, fate="killed_or_injured")]
        i = people.last
        if people.fate not in {"killed", "injured"} or i >= stop:
            return [people]
        found = self._nouns.at(i)
        if not found or "wa" not in found[0].clitics or FATES.get(found[1]) is None:
            return [people]
        if FATES[found[1]] == people.fate:
            alike = found[0].number == "s" and people.amount and self._kinds.of_both(people, i)
            return [replace(people, last=i + 1) if alike else people]  # مئتي جريح ومصاب
        many = people.noun == i - 1 and self.plural(i - 1) and (people.low or 0) > _FEW  # 9 قتلى وجرحى
        if (found[0].number == "s" and people.counted and people.low != 1) or (found[0].number == "p" and many):
            return [replace(people, last=i + 1, fate="killed_or_injured")]
        if found[0].number == "p" and people.counted and not people.numeric:
            second = replace(people, last=i + 1, noun=i, fate=FATES[found[1]])
            return [people, second]
        return [people]

    def _apart(self, first: int, stop: int) -> int | None:
        """عشرات المدنيين سقطوا بين قتيل وجريح, 40 مدنيا في س باتوا بين قتيل وجريح: nobody else is told of between."""
        for i in range(first, min(first + _APART, stop)):
            words, text = self._words[i], self._tokens[i].text
            if text == "بين" or (text == "ما" and i > first):
                return self.between(i, stop)
            fell = "verb.fall" in words or text in _BECAME
            other = text in _STOPS or "mark.connector" in words or (words.verb and not fell)
            if other or (i in self._amounts) or (self._nouns.at(i) and not (words.filler or i in self._placed)):
                return None
        return None

    def plural(self, i: int) -> bool:
        """Whether the noun is a plural, and nothing else."""
        return {entry.number for entry in self._words[i].values()} == {"p"}

    def both(self, i: int, stop: int) -> list[People]:
        """أوقعوهم بين قتيل وجريح: nobody counts them."""
        if not i or self._tokens[i - 1].text != "بين":
            return []
        felled = any(self._words[j].any(FELLED) for j in range(max(0, i - FELLED_REACH), i - 1))
        pair = self.between(i - 1, stop) if felled else None
        return [People(i, pair, None, None, "unspecified", noun=i, fate="killed_or_injured")] if pair else []

    def between(self, i: int, stop: int) -> int | None:
        """End of "بين قتيل وجريح" at `i`, if it is there."""
        if i < stop and self._tokens[i].text == "ما":
            i += 1
        if i + 1 < stop and self._tokens[i].text == "بين":
            i += 1
        elif not (i < stop and self._nouns.fate(i)):
            return None
        j = i + 1
        if j < stop and self._tokens[j].text == "و":
            j += 1
        if j < stop and self._tokens[j].text.removeprefix("و") in _CAPTIVE:
            j += 1  # بين قتيل وأسير وجريح
        if j < stop and i < stop:
            kinds = {self._nouns.fate(i), self._nouns.fate(j)}
            if kinds == {"killed", "injured"}:
                lost = self._tokens[i - 1].text == "بين" and j + 1 < stop and self._kinds.one_more(j + 1)
                return j + 1 + lost  # بين قتيل وجريح ومفقود
        return None


def either(matches: Matches, role: Role | Decoy | None) -> Role | Decoy | None:
    """من قتلوا أو جرحوا, مقتل أو إصابة 40: one number for the dead and the wounded, who are told as either."""
    if not isinstance(role, Role) or role.kind not in _FATES or matches.words[role.governor].any(tuple(FATES)):
        return role
    texts, words, at = matches.document.texts, matches.words, role.governor
    for other in (at - 2, at + 2):
        if not 0 <= other < len(words) or texts[(at + other) // 2] != "او":
            continue
        kinds = {GOVERNORS[c] for c in words[other] if c in GOVERNORS}
        if {role.kind, *kinds} == _FATES:
            return Role("killed_or_injured", at, role.rule)
    return role
