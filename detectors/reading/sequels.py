"""One person of whom a verb alone goes on to tell: أطلقوا النار على شاب فقتل على الفور, على سيدة فأصيبت بجروح."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.reading.given import given_names
from detectors.reading.governors import completed
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, PERSONS, People, groups_of
from detectors.reading.roles import FATE_VERBS, GOVERNORS
from detectors.reading.survivors import WHOSE
from detectors.records import Kind

REACH: Final = 24
"""Tokens between the person and the verb."""
THEN: Final = frozenset({"ثم", "حتي"})
"""Words that go on as ف does."""
STOPS: Final = COMMAS | {".", "؛", "!"}
AT_ONCE: Final = frozenset({
    "متاثرا", "متاثره", "فورا", "لاحقا", "مباشره", "نزفا", "بعد", "بعدها", "اثر", "جراء", "نتيجه", "علي الفور",
    "في الحال", "في مكانه", "في مكانها", "في المستشفي", "في المشفي", "في الطريق",
})  # fmt: skip
"""What follows a verb that names nobody: when, where or of what its subject died."""
LIMBS: Final = ("راس", "ساق", "قدم", "يد", "كتف", "بطن", "صدر", "ظهر", "فخذ", "ذراع", "رقب", "وجه", "عين", "ركب", "بصر")
TOLD_REACH: Final = 3
"""Tokens before somebody in which it may be told already what befell him."""


class Sequels:
    """Finds them in one article."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._m = matches

    def of(self, i: int, first: int, phrases: Sequence[People]) -> People | None:
        """The person of whom the verb at `i` tells; `phrases`: whom the sentence names, which begins at `first`."""
        told = next(((self._words[i][c], kind) for c, kind in FATE_VERBS.items() if c in self._words[i]), None)
        if told is None or not self._goes_on(i, told[0]):
            return None
        verb, kind = told
        end = self._behind(i, verb)
        if end is None or not (self._hurt(end) if kind == "injured" else self._leaves(end)):
            return None
        return self._meant(i, verb.person[1:2], kind, first, phrases)

    def maimed(self, i: int, first: int, phrases: Sequence[People]) -> People | None:
        """فبترت ساقه: the person before, whose limb it was."""
        limb = self._tokens[i + 1].text if i + 1 < len(self._tokens) else ""
        if not limb.startswith(LIMBS) or not limb.endswith(("ه", "ها")):
            return None
        return self._meant(i, "f" if limb.endswith("ها") else "m", "injured", first, phrases)

    def fate_of_one(self, i: int) -> Kind | None:
        """فقتل أحدهم, فقد أحدهم ذراعه: what the word before says befell him; فقد أحدهم بيته is no harm to him."""
        governor, after = self._words[i - 1], self._tokens[i + 1].text if i + 1 < len(self._tokens) else ""
        if "verb.miss" in governor and after.startswith(LIMBS) and after.endswith(WHOSE):
            return "injured"
        for category, kind in GOVERNORS.items():
            entry = governor.get(category)
            needed = entry.every("needs") if entry is not None else ()
            known = entry is not None and not entry.pronoun and (not needed or completed(self._tokens, needed, i + 1))
            if known and not (category == "verb.miss" and after.endswith(WHOSE)):
                return kind
        return None

    def _goes_on(self, i: int, verb: Entry) -> bool:
        """فقتل, ثم توفي: one person, and nobody beside the verb."""
        joined = "fa" in verb.clitics or (not verb.clitics and self._tokens[i - 1].text in THEN)
        befell = verb.voice != "active" or verb.category == "verb.die"
        return joined and verb.number == "s" and not verb.pronoun and befell and verb.aspect == "pv"

    def _behind(self, i: int, verb: Entry) -> int | None:
        """Where what the verb needs has ended (ففارق الحياة)."""
        needed = verb.every("needs")
        if not needed:
            return i + 1
        return i + 2 if completed(self._tokens[: i + 2], needed, i + 1) else None

    def _leaves(self, i: int) -> bool:
        """Nobody follows: the sentence ends, or goes on with how he died."""
        if i >= len(self._tokens):
            return True
        text = self._tokens[i].text
        pair = f"{text} {self._tokens[i + 1].text}" if i + 1 < len(self._tokens) else text
        return text in STOPS or text in AT_ONCE or pair in AT_ONCE

    def _hurt(self, i: int) -> bool:
        """بجروح, إصابة بالغة, في ساقه: what a person alone suffers."""
        if i + 1 >= len(self._tokens):
            return False
        if self._words[i].any(("noun.injury", "noun.wound")):
            return "noun.destroy" not in self._words[i + 1]
        return self._tokens[i].text == "في" and self._tokens[i + 1].text.startswith(LIMBS)

    def _meant(self, i: int, gender: str, kind: Kind, first: int, phrases: Sequence[People]) -> People | None:
        """The nearest person before, of the gender of the verb or the pronoun, of whom nothing has been told yet."""
        passed = {p.noun for p in phrases if p.low != 1} | self._m.placed
        for j in range(i - 1, max(first - 1, i - REACH), -1):
            words = self._words[j] if j not in passed else {}
            known = next(((words[c], sort) for c, sort in PERSONS.items() if c in words), None)
            if known is None and ("noun.title" in words or self._tokens[j].text in given_names()):
                return self._one(i, kind) if self._untold(j, kind) else None
            if known is None or known[0].number != "s" or known[0].gender not in {"", gender}:
                continue
            people = replace(self._one(i, kind), victims=known[1], groups=groups_of(known[0]))
            return people if self._untold(j, kind) else None
        return None

    def _untold(self, j: int, kind: Kind) -> bool:
        """Nothing has befallen him yet that may not come before `kind`: the wounded may die."""
        before = (self._words[k] for k in range(max(0, j - TOLD_REACH), j))
        told = {GOVERNORS[c] for words in before for c in GOVERNORS if c in words}
        return not told or (told == {"injured"} and kind == "killed")

    def _one(self, i: int, kind: Kind) -> People:
        return People(i, i + 1, 1, 1, "exact", core=i, fate=kind, counted=True, verb=i)
