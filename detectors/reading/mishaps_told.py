"""Whom a mishap took, by where its sentence tells of it: it opens with one, or goes on to one that took others."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from detectors.reading.mishaps import ACCIDENTS, aircraft, no_mishap
from detectors.reading.model import Candidate, Matches

_DIED: Final = ("verb.die", "noun.death")
_LED_REACH: Final = 2
"""Tokens in which a mishap that a headline tells of is named."""
_LEADING: Final = ("noun.accident", "noun.collapse")


def of_others(matches: Matches, candidate: Candidate) -> bool:
    """Whether the mishap of the sentence took those whom a later clause tells of, and not `candidate`.

    مقتل مقاتلين على جبهة س، ولقيت مسنة حتفها جوعا; of others than fighters it must be told before what hit them.
    """
    sentence, standing = matches.document.sentences[candidate.sentence], matches.standing
    mishaps = standing.of_any(ACCIDENTS, sentence.first, sentence.last)
    others = standing.of_any(_DIED, max(matches.clauses[candidate.clause].last, candidate.last), sentence.last)
    if not others or any(i <= others[0] for i in mishaps):
        return False
    arms = standing.of("weapon", candidate.last, others[0])
    return candidate.victims == "combatant" or any(not aircraft(matches.words[i]) for i in arms)


def led(matches: Matches, candidate: Candidate, fallen: Collection[int], *, gassed: bool) -> bool:
    """حريق في مصنع يقتل 12, انهيار بناء متصدع يقتل خمسة: a mishap opens the sentence."""
    if not candidate.rule.startswith(("idiom", "verb.kill", "verb.injure")):
        return False
    first = matches.document.sentences[candidate.sentence].first
    for i in range(first, min(first + _LED_REACH, candidate.trigger)):
        crash = "noun.fall" in matches.words[i] and "thing.vehicle" in matches.words[i + 1]
        named = matches.words[i].any(_LEADING) and not no_mishap(matches, i, gassed=gassed)
        if named or crash or i in fallen:
            return True
    return False
