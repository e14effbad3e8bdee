"""Nouns that are plurals by their letters, and that their vowels or their neighbours tell to mean two people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.reading.model import Matches
from detectors.reading.people import People
from detectors.reading.roles import Decoy, Role
from detectors.reading.word import Word

THEY_REACH: Final = 10
"""Tokens between two people and وهما: where they come from."""
_DUAL_VOWELS: Final = ("\u064eي", "ي\u0652")
"""A fatha before the ya, or the sukun upon it."""
_SHADDA: Final = "\u0651"
"""On the ya before it (مدنيَّين)."""
_THEY_TWO: Final = frozenset({"هما", "وهما", "احدهما", "احداهما", "كلاهما", "كلتاهما"})
_HERDS: Final = frozenset({"اغنام", "غنم", "ابل", "ماشيه", "مواش", "ابقار", "ماعز", "جمال"})
"""Behind راعيا and راعيي they leave two herdsmen: of one it is راعي أغنام."""
_TWO: Final = frozenset({"اثنين", "اثنتين", "اثنان", "اثنتان"})
_STOPS: Final = frozenset({".", "؛", ":"})


class Duals:
    """Finds the duals of one article."""

    def __init__(self, matches: Matches) -> None:
        self._document = matches.document
        self._tokens = matches.document.tokens
        self._words = matches.words

    def at(self, i: int, entry: Entry, stop: int) -> bool:
        """Whether the noun at a token, read as `entry`, means two."""
        either = entry.number == "p" and self._tokens[i].text.endswith(("ين", "يه", "يها", "يهم"))
        written = self._document.written(i).replace(_SHADDA, "") if either else ""
        if any(vowel in written for vowel in _DUAL_VOWELS) or (either and self._they_two(i, stop)):
            return True
        if either and i + 1 < stop and self._tokens[i + 1].text in _TWO:
            return True
        return self._of_force(i, stop)

    def _text(self, i: int) -> str:
        return self._tokens[i].text if i < len(self._tokens) else ""

    def _they_two(self, i: int, stop: int) -> bool:
        """مواطنين من البلدة وهما رجل وابنه, عاملين أحدهما بحالة خطرة."""
        for j in range(i + 1, min(i + THEY_REACH, stop)):
            if self._tokens[j].text in _THEY_TWO:
                return True
            if self._words[j].verb or self._tokens[j].text in _STOPS:
                return False
        return False

    def _of_force(self, i: int, stop: int) -> bool:
        """رجلا شرطة, راعيا أغنام, جثماني عاملين: two, by the noun that follows or the one before."""
        before = self._words[i - 1].get("noun.body") if i else None
        if before is not None and before.number == "d":
            after = self._words[i + 1].noun if i + 1 < stop else None
            return not after or after[0].number != "s" or "wa" not in after[0].clitics  # جثماني رجل وطفل
        following = self._words[i + 1] if i + 1 < stop else {}
        if self._tokens[i].text.endswith(("ا", "يي")) and self._text(i + 1) in _HERDS:
            return True
        force = following.get("force") or following.get("org.rescue")
        inside = force is None or bool(force.clitics) or self._tokens[i + 1].text.startswith("ب")
        return self._tokens[i].text.endswith("ا") and not self._tokens[i].text.endswith("ايا") and not inside  # ضحايا


def by_verb(words: Sequence[Word], people: People, role: Role | Decoy | None) -> People:
    """عاملين صينيين أصيبا: the verb tells that the noun is a dual."""
    if not isinstance(role, Role) or not role.rule.startswith("subject") or people.low is not None:
        return people
    verbs = (e for c, e in words[role.governor].items() if c.startswith("verb."))
    if people.amount or not any(verb.number == "d" for verb in verbs):
        return people
    return replace(people, low=2, high=2, qualifier="exact", counted=True)


def how_killed(words: Sequence[Word], i: int, people: People) -> bool:
    """قتل رجل وابنه قنصا, ذبحا: how they were killed, and no verb of two."""
    verb = words[i].get("verb.kill")
    if verb is None or verb.number != "d" or verb.pronoun or verb.clitics:
        return False
    before = words[max(0, people.first - 2) : people.first]
    return any(word.any(("verb.kill", "verb.die", "noun.death")) for word in before)
