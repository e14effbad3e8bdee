"""A user's words for attacks on health care: an attack word shortly before a facility word, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from alerts.rules.model import HospitalRule
from detectors.records import Incident
from detectors.text import Document, fold

NEAR = 4
"""Words that may stand between the attack and the facility."""
_CLITICS = ("", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "وب", "ول", "وبال", "ولل")


def matched(rule: HospitalRule, incident: Incident) -> str | None:
    """The sentence of `incident` in which the rule's words tell of an attack; None when there is none.

    What a witness says may be about another event, which has an incident of its own.
    """
    if not rule.facility_words or not rule.attack_words:
        return None
    for claim in incident.claims:
        if not claim.event.witness and tells(claim.sentence, rule.facility_words, rule.attack_words, rule.not_words):
            return claim.sentence
    return None


@lru_cache(maxsize=8192)
def tells(sentence: str, facilities: tuple[str, ...], attacks: tuple[str, ...], against: tuple[str, ...]) -> bool:
    """`sentence` has an attack word at most `NEAR` words before a facility word, and none of `against`."""
    words = [token.text for token in Document(sentence).tokens if token.text[0].isalnum()]
    if _found(words, against):
        return False
    ends = [end for _, end in _found(words, attacks)]
    return any(0 <= start - end <= NEAR for start, _ in _found(words, facilities) for end in ends)


def _found(words: list[str], phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Where the phrases stand, as half-open ranges of words; clitics before the first word are allowed."""
    out = []
    for phrase in phrases:
        parts, forms = _forms(phrase)
        if forms.isdisjoint(words):
            continue
        for at, word in enumerate(words):
            if word in forms and words[at + 1 : at + len(parts)] == parts[1:]:
                out.append((at, at + len(parts)))
    return out


@lru_cache(maxsize=1024)
def _forms(phrase: str) -> tuple[list[str], frozenset[str]]:
    parts = fold(phrase).split()
    first = parts[0].removeprefix("ال")
    return parts, frozenset(clitic + base for clitic in _CLITICS for base in (parts[0], first))
