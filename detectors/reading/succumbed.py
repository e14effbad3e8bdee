"""The wounded who died since: ستة جرحى توفوا, أحد جرحى سرمين فارق الحياة."""

from __future__ import annotations

from detectors.reading.governors import completed
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, WITHIN, People
from detectors.reading.roles import Role
from detectors.reading.subjects import PREDICATE_REACH, PREPOSITIONS

ASIDE_REACH = 9
"""Longest aside between people and what became of them."""


class Succumbed:
    """Finds them in one article."""

    def __init__(self, matches: Matches, used: set[int]) -> None:
        """`used`: words that tell of people before them; verbs are added to it."""
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._places = matches.places
        self._placed = matches.placed
        self._used = used

    def role(self, people: People) -> Role | None:
        """ستة جرحى توفوا، أحد جرحى سرمين فارق الحياة: the wounded died since."""
        of_them = people.last < len(self._tokens) and self._tokens[people.last].text in WITHIN
        i = self._behind_aside(
            people.last + of_them if of_them else self._behind_whence(people.last)
        )  # أن جريحا منهم استشهد
        verb = self._words[i].get("verb.die") if i < len(self._words) and people.counted else None
        if verb is None or verb.clitics or verb.tag("own") or self._tokens[i].text == "فقد":
            return None
        of_some = i + 1 < len(self._words) and "mark.subset" in self._words[i + 1]
        if of_some or (verb.number == "s" and people.low != 1):
            return None  # 90 جريحا توفي منهم 12, 34 مصابا توفي خمسة منهم
        needed = verb.every("needs")
        if needed and not completed(self._tokens, needed, i):
            return None
        self._used.add(i)
        return Role("killed", i, "subject:verb.die")

    def _behind_whence(self, i: int) -> int:
        """جرحى سرمين, جرحى القصف على س, جريحا من س: behind what struck the wounded and where."""
        end = next((p.last for p in self._places if i <= p.first <= i + PREDICATE_REACH), i)
        if end == i:
            return i
        return end if all(j in self._placed or self._whence(j) for j in range(i, end)) else i

    def _whence(self, i: int) -> bool:
        return self._tokens[i].text in PREPOSITIONS or "noun.attack" in self._words[i]

    def _behind_aside(self, i: int) -> int:
        """أحد المصابين، ويبلغ من العمر 67 عاما، توفي: behind what two commas say of them."""
        if i + 1 >= len(self._tokens) or self._tokens[i].text not in COMMAS:
            return i
        near = range(i + 1, min(i + ASIDE_REACH, len(self._tokens) - 1))
        return next((j + 1 for j in near if self._tokens[j].text in COMMAS), i)
