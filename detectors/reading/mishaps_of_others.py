"""A mishap that took others than those counted: أصيب سبعة حين سقطت قذيفة، بينما غرق طفلان."""

from __future__ import annotations

from detectors.reading.mishaps import ACCIDENTS, aircraft
from detectors.reading.model import Candidate, Matches

_DIED = ("verb.die", "noun.death")


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
