"""Numbers of a list that together are as many as the figure before it: 30 قتيلا، 15 بالقنص و9 بالألغام و6 بالقذائف."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.model import Matches
from detectors.reading.people import PERSONS, People
from detectors.reading.state import State

_ARMS: Final = ("weapon", "noun.attack", "noun.explosion", "noun.shot")
_CAUSES: Final = ("mark.cause",)
_ITEMS: Final = 2
_NAMED: Final = 3
"""Tokens of what struck, before its number in brackets."""
_REST: Final = frozenset({"والبقيه", "والباقون", "والباقين", "والباقي", "والاخرون"})
_THEY_ARE: Final = frozenset({"وعددهم", "عددهم", "وهم"})
_WHERE: Final = 4
"""Tokens between a figure and the comma behind which it is taken apart: where or in what they fell."""
_ALONE: Final = {"s": 1, "d": 2}
"""How many a noun without a number counts."""


def listed_total(matches: Matches, people: People) -> int:
    """What the numbers of a list add up to, of which the people are the first."""
    last = matches.document.sentences[matches.sentence_of[people.first]].last
    return sum(a.low or 0 for a in matches.amounts if people.first <= a.first < last)


def adds_up(matches: Matches, people: People, total: int | None) -> bool:
    """: تسعة مسلحين وخمسة جنود ومدنيان: with those of the list that its nouns alone count, they are so many."""
    behind = range(people.last, matches.document.sentences[matches.sentence_of[people.first]].last)
    nouns = (matches.words[i].noun for i in behind if i not in matches.amount_at)
    joined = [n[0].number for n in nouns if n and n[1] in PERSONS and n[0].clitics == ("wa",) and not n[0].pronoun]
    listed = listed_total(matches, people)
    return total in {listed, listed + sum(_ALONE.get(number, 0) for number in joined)}


def makes_up(matches: Matches, people: People, state: State) -> bool:
    """وأصيب 13، تسعة أطفال وأربع نساء: those set off behind a count are together as many.

    ستة من جنوده في الكمين، ضابط برتبة رائد وخمسة جنود: where they fell may stand between, and what rank one had.
    """
    texts, last = matches.document.texts, state.told[-1].people if state.told else None
    if last is None or last.low is None or last.low != last.high or texts[people.first].startswith("و"):
        return False
    gap = range(last.last, people.first - 1)
    if len(gap) > _WHERE or any(not texts[i].isalpha() or "mark.connector" in matches.words[i] for i in gap):
        return False
    at = state.phrases.index(people) if people in state.phrases else len(state.phrases)
    total, end, listed = 0, people.first, 0
    for other in state.phrases[at:]:
        if other.first - end > 1 or not other.counted or other.bare or other.low is None:
            break
        if gap and other.fate is not None:
            break  # سبعة ضحايا بغارة، ثلاثة قتلى وأربعة جرحى
        total, end, listed = total + other.low, _behind_rank(texts, other.last), listed + 1
    return listed > 1 and total == last.low


def _behind_rank(texts: Sequence[str], i: int) -> int:
    """ضابط برتبة نقيب: behind his rank."""
    return i + 2 if texts[i : i + 1] == ["برتبه"] else i


def by_cause(matches: Matches, people: People, state: State) -> bool:
    """Whether the number is one of those that together are as many as the figure before them."""
    whole = next((t for t in state.told if t.candidate.part_of is None), None)
    if whole is not None and _remaining(matches, people):
        parts = [t.candidate.low or 0 for t in state.told if t.candidate.part_of == whole.candidate.id]
        return bool(parts) and sum(parts) + (people.low or 0) == whole.candidate.low
    if whole is None or not _of_cause(matches, people):
        return False
    total = whole.candidate.low if whole.candidate.low == whole.candidate.high else None
    items = [p for p in state.phrases if p.first >= whole.people.last and _of_cause(matches, p)]
    return len(items) >= _ITEMS and sum(p.low or 0 for p in items) == total


def _of_cause(matches: Matches, people: People) -> bool:
    """15 بالقنص, ستة جراء القصف, القنص (15): a number with nothing but what struck them."""
    if not (people.amount and people.bare) or people.low != people.high:
        return False
    texts, words, at = matches.document.texts, matches.words, people.last
    if at < len(texts) and texts[people.first - 1] == "(" and texts[at] == ")":
        return any(words[i].any(_ARMS) for i in range(max(0, people.first - 1 - _NAMED), people.first - 1))
    if at + 1 < len(texts) and (texts[at] in {"في", "اثر"} or words[at].any(_CAUSES)):
        return words[at + 1].any(_ARMS)
    return at < len(words) and any(c in _ARMS and "bi" in entry.clitics for c, entry in words[at].items())


def _remaining(matches: Matches, people: People) -> bool:
    """410 قرب المراكز، والبقية، وعددهم 139، على الطرق: as many as are left."""
    before = matches.document.texts[max(0, people.first - 3) : people.first]
    number = people.amount and before[-1:] != [] and before[-1] in _THEY_ARE
    return number and len(before) > 1 and any(text in _REST for text in before[:2])
