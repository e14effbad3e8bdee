"""Those who are as many as a number says: بلغ قتلى الغارات 640, والجرحى أكثر إذ بلغوا 294, كلفتها من الأرواح 131."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS, FATES, PERSONS, People
from detectors.reading.roles import Decoy, Role
from detectors.reading.word import Word
from detectors.records import Kind
from detectors.text import Token

REACH: Final = 28
"""Tokens between the dead and how many they are: of what, since when, by whose count."""
_COST_REACH: Final = 9
"""Tokens between a cost and the lives that it is counted in: of which attacks, to whom."""
_NUMBER_REACH: Final = 12
"""Tokens between lives and how many they are: since when, by whose count."""
_SINCE_REACH: Final = 8
"""Tokens between the verb of a toll and its number: since when."""
_THEY_REACH: Final = 8
"""Tokens between those who are counted and that verb: whose, and of what sort."""
_SPANS: Final = frozenset({"منذ", "خلال", "حتي", "في"})
_BECAUSE: Final = frozenset({"اذ", "حيث", "فقد"})
_COSTS: Final = ("noun.cost", "noun.loss_word", "noun.toll")
_LIVES: Final = frozenset({"الارواح", "ارواح", "البشر"})
_HUMAN: Final = frozenset({"البشريه", "بشريه", "البشري", "بشري"})
_OF: Final = frozenset({"من", "في", "ب"})
_COUNTS: Final = ("noun.toll", "noun.total")
_COUNT_REACH: Final = 9
"""Tokens between a count and its number: of which attack, and where."""
_INTO: Final = frozenset({"من", "بين", "عن", "علي", "الي", "في", "ضد", "الـ", "استهدف", "استهدفت"})
_BRINGS: Final = frozenset({"الناتج", "الناتجه", "الناجم", "الناجمه"})
_STOPS: Final = frozenset({".", "؛"})
_ENDS: Final = frozenset({".", "؛", "منذ", "خلال", "بحسب", "وفق", "حسب", "حتي", *COMMAS})

_THAT: Final = frozenset({"ان", "وان", "بان", "وبان"})


def so_many(matches: Matches, people: People, role: Role | Decoy | None, told: Sequence[Candidate]) -> Role | None:
    """إن المصابين تسعة مدنيين: how many they are, if no number was told that says the same.

    إن القتلى طفل وأربعة رجال: who they are, whose number was told.
    """
    if isinstance(role, Role) and role.rule == "toll:count" and people.first < role.governor < people.core:
        return role  # the head of the count stands within the phrase
    tokens, head = matches.document.tokens, people.first - 1
    if not people.amount or people.bare or people.fate or head < 1 or tokens[head - 1].text not in _THAT:
        return None
    words = matches.words[head]
    fate = next((c for c in FATES if c in words), None)
    if fate is None or words[fate].number != "p" or "al" not in words[fate].clitics:
        return None
    closed = people.last >= len(tokens) or tokens[people.last].text in _STOPS | COMMAS
    known = any((c.kind, c.low) == (FATES[fate], people.low) for c in told)
    return Role(FATES[fate], head, "toll:count") if closed and not known else None


def reached(
    words: Sequence[Word], tokens: Sequence[Token], people: People, first: int, counted: Set[int]
) -> Role | None:
    """Fate of those whose number `people` is; `counted`: where numbers stand."""
    if not people.amount or not _persons(words, tokens, people):
        return None
    first = max((i + 1 for i in range(first, people.first) if i in counted), default=first)
    they = _they(words, tokens, people, first) or _cost(words, tokens, people, first)
    return they or _count_is(words, tokens, people, first)


def _persons(words: Sequence[Word], tokens: Sequence[Token], people: People) -> bool:
    """640 مدنيا, or a number that ends its statement."""
    if people.noun is not None:
        return words[people.noun].any((*PERSONS, "noun.life"))
    after = tokens[people.last].text if people.last < len(tokens) else "."
    subset = people.last < len(words) and "mark.subset" in words[people.last]
    goes_on = after.startswith("و") and people.last < len(words) and words[people.last].verb  # 612 وتقول اللجان
    return people.bare and (after in _ENDS or after == "و" or subset or goes_on)


def _they(words: Sequence[Word], tokens: Sequence[Token], people: People, first: int) -> Role | None:
    """بلغ قتلى الغارات، بحسب المرصد، 640 مدنيا; وفاق الجرحى هذا العدد، إذ بلغوا 294 مدنيا."""
    to = tokens[people.first - 1].text == "الي"
    verb = people.first - 1 - to
    if verb > first and tokens[verb - 1].text in _BECAUSE and _plural(words[verb]):
        near = range(verb - 2, max(first - 1, verb - REACH), -1)
        return next((Role(kind, i, "toll:count") for i in near if (kind := _those(words[i]))), None)
    if since := _since(words, tokens, people, first):
        return since
    for i in range(people.first - 1, max(first, people.first - REACH), -1):
        if tokens[i].text in _STOPS:
            return None
        kind = _those(words[i])
        rise = words[i - 1].get("verb.rise") if kind else None
        if kind is None or rise is None or rise.number == "p":
            continue
        return Role(kind, i, "toll:count") if to == (rise.lemma == "وصل") else None  # وصل جرحى القصف المشفى
    return None


def _count_is(words: Sequence[Word], tokens: Sequence[Token], people: People, first: int) -> Role | None:
    """أن عدد القتلى الناتج عن الغارة 13 شخصا, إن إجمالي الجرحى جراء القصف 25: a count and its number, with no verb."""
    at = people.first - (tokens[people.first - 1].text == "(")
    if people.noun is not None and tokens[at - 1].text in _INTO:
        return None  # عدد القتلى بين 13 موظفا
    for i in range(at - 1, max(first, at - _COUNT_REACH), -1):
        if (words[i].verb and tokens[i].text not in _BRINGS) or tokens[i].text in COMMAS | _STOPS:
            return None
        kind = _those(words[i])
        if kind and words[i - 1].any(_COUNTS):
            opens = i - 1 == first or tokens[i - 2].text in _THAT | {":"}
            return Role(kind, i, "toll:count") if opens else None
    return None


def _since(words: Sequence[Word], tokens: Sequence[Token], people: People, first: int) -> Role | None:
    """قتلى المدينة من المدنيين بلغوا منذ مطلع العام 412, القتلى بلغوا حتى أمس 30: since when, before how many."""
    near = range(people.first - 2, max(first, people.first - _SINCE_REACH), -1)
    verb = next((i for i in near if _plural(words[i])), None)
    if verb is None or tokens[verb + 1].text not in _SPANS or "verb.rise" not in words[verb]:
        return None
    if any(words[i].verb or tokens[i].text in COMMAS | _STOPS for i in range(verb + 1, people.first)):
        return None
    for i in range(verb - 1, max(first - 1, verb - _THEY_REACH), -1):
        if tokens[i].text in _STOPS | COMMAS or words[i].verb or "mark.connector" in words[i]:
            return None
        if kind := _those(words[i]):
            return Role(kind, i, "toll:count")
    return None


def _plural(words: Word) -> bool:
    """بلغوا، وصلوا, تجاوزوا, كانوا."""
    rise = words.get("verb.rise") or words.get("verb.was")
    return rise is not None and rise.number == "p"


def _those(words: Word) -> Kind | None:
    """القتلى, قتلى الغارات: all to whom it befell."""
    noun = next((words[c] for c in FATES if c in words), None)
    return FATES[noun.category] if noun is not None and noun.number == "p" else None


def _cost(words: Sequence[Word], tokens: Sequence[Token], people: People, first: int) -> Role | None:
    """بلغت كلفة الغارات من الأرواح 131 مدنيا, الخسائر البشرية بلغت 131, كلفتها البشرية: 131 مدنيا."""
    for i in range(people.first - 1, max(first, people.first - _NUMBER_REACH), -1):
        text = tokens[i].text
        if (words[i].verb and "verb.rise" not in words[i] and "verb.was" not in words[i]) or text in _STOPS:
            return None
        if text in _HUMAN or (text in _LIVES and tokens[i - 1].text in _OF):
            cost = any(words[j].any(_COSTS) for j in range(i - 1, max(first - 1, i - _COST_REACH), -1))
            return Role("killed", i, "toll:count") if cost else None
    return None
