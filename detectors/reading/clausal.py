"""Which of two places a clause is of: what its opener, or that somebody else speaks behind it, says."""

from __future__ import annotations

from typing import Final

from detectors.reading import ownplaces as own
from detectors.reading.model import Candidate, Matches
from detectors.reading.placed import Group
from detectors.reading.settings import WHERE

_ALL_OVER: Final = frozenset({"انحاء", "ارجاء", "عموم", "ربوع"})


def said_on(matches: Matches, c: Candidate, behind: Group) -> bool:
    """طالت قذائف مستشفى س فقضت ثلاث، وفق المكتب الذي قال إن النيران طالت ص: told by who is quoted for the first."""
    said = matches.standing.of("verb.say", c.last, behind.first)
    return bool(said) and "ان" in matches.document.texts[said[-1] : behind.first]


def struck(matches: Matches, last: Candidate, before: Group, behind: Group) -> bool:
    """فيما قتل 10 في الغارات التي استهدفت قرية …: the attack that hit them, told in a clause of its own."""
    first, number = matches.clause_of[last.last - 1] + 1, matches.clause_of[behind.first]
    openers = [matches.clauses[k].opener for k in range(first, number + 1)]
    told_on = openers[-1:] in (["relative"], ["when"]) and {"relative", "subset", "and", "when"}.issuperset(openers)
    return told_on and matches.clause_of[before.first] != last.clause


def there(matches: Matches, c: Candidate, before: Group, behind: Group) -> bool:
    """بغداد حيث قتل 38: what happened at the place right before حيث, up to the next clause's place."""
    number = c.clause
    while number and matches.clauses[number].opener == "and":
        number -= 1
    first = matches.clauses[number].first
    opener = before.last + (matches.document.tokens[before.last].text in own.PAUSES)
    where = matches.document.tokens[first].text in WHERE and opener == first
    return where and matches.clause_of[behind.first] != c.clause


def all_over(matches: Matches, behind: Group) -> bool:
    """حملات قتل فيها ألف شخص في أنحاء س: the land all over which it was, whatever the word that points back means."""
    return behind.first > 1 and matches.document.texts[behind.first - 1] in _ALL_OVER
