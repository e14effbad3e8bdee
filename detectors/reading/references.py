"""People who are named as known: they were counted before, and are nobody new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from detectors.reading.model import Candidate, Matches
from detectors.reading.names import Names
from detectors.reading.people import FATES, WHICH, People
from detectors.reading.roles import Role
from detectors.reading.survivors import CARRIED

BACK: Final = 2
"""Sentences before one that names somebody as known, in which he was told of."""


class References:
    """Finds them in one article."""

    def __init__(self, matches: Matches, names: Names, candidates: Sequence[Candidate]) -> None:
        """`candidates`: what the article has told so far; it grows."""
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._names = names
        self._candidates = candidates

    def restated(self, people: People, role: Role, sentence: int) -> bool:
        """الجنود الثلاثة, الطفل المصاب, الشاب الذي قتل; وتوفي اثنان من الجرحى are others."""
        if not people.definite or (people.fate == "injured" and role.kind == "killed"):
            return False
        if role.kind == "injured" and people.low == 1 and self._fell(people, role, sentence):
            return True
        if role.rule == CARRIED and any(self._hurt(c, people, sentence) for c in self._candidates):
            return True  # أصيب رجل وابنه، ونقل الأب في حالة حرجة
        return self._known(people, role, sentence) if people.low == 1 else self._as_many(people, role)

    def _fell(self, people: People, role: Role, sentence: int) -> bool:
        """استشهد مسعف … إن المسعف أصيب في الصدر: he whose death was told, and how he came to it."""
        if people.noun is None or people.amount or not role.rule.startswith("subject"):
            return False
        word = self._tokens[people.noun].text.removeprefix("ال")
        fell = (c for c in self._candidates if c.kind == "killed" and c.low == 1 and c.noun is not None)
        return any(self._tokens[c.noun or 0].text == word and sentence - c.sentence in {0, 1, 2} for c in fell)

    def _hurt(self, c: Candidate, people: People, sentence: int) -> bool:
        """Wounded of the same sentence, or of no other sort than the people in the ones before."""
        alike = c.sentence == sentence or c.victims == "unknown" or c.groups == people.groups
        return c.kind == "injured" and c.sentence >= sentence - BACK and alike

    def _as_many(self, people: People, role: Role) -> bool:
        """As many as were told before, in the same way."""
        bounds = (role.kind, people.low, people.high)
        if not people.numeric or self._names.at(people.last):
            return False
        whole = people.fate is not None  # المصابان are all who were hurt; الطفلان may be some of them
        if any((c.kind, c.low, c.high) == bounds and not (whole and c.part_of is not None) for c in self._candidates):
            return True
        sums = Counter[int]()  # رجل وطفله … القتيلين: those whom one sentence told one by one
        for c in self._candidates:
            sums[c.sentence] += (c.low or 0) if c.kind == role.kind and c.part_of is None else 0
        return people.low in sums.values()

    def _known(self, people: People, role: Role, sentence: int) -> bool:
        """One whom a relative clause or a participle tells from others, right after somebody had the same fate."""
        which = self._tokens[people.last].text if people.last < len(self._tokens) else ""
        related = which in WHICH and role.governor == people.last + 1 and not self._anew(role.governor + 1)
        noun = people.noun
        described = noun is not None and people.last == noun + 2 and self._words[noun + 1].any(FATES)
        if not related and not described:
            return False
        return any(c.kind == role.kind and c.low and c.sentence >= sentence - BACK for c in self._candidates)

    def _anew(self, i: int) -> bool:
        """الشاب الذي قتل جراء غارة, برصاص قناص: what happened to him is told, so that it may be another event."""
        words = self._words[i] if i < len(self._words) else {}
        means = (words[c] for c in ("weapon", "noun.attack") if c in words)
        return "mark.cause" in words or any("bi" in entry.clitics for entry in means)
