"""Of whom some came to harm, named before how many: استشهد من الثوار ثلاثة مقاتلين, قتل من المدنيين خمسة."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detectors.reading.afflicted import with_wounds
from detectors.reading.model import Matches
from detectors.reading.people import People
from detectors.reading.roles import FATE_VERBS

GAP: Final = 4
"""Tokens between those people and the number: of what place they are, where they were."""
STOPS: Final = frozenset("،,.؛:") | {"و"}
_AMONG: Final = frozenset({"من", "بين", "ضمن"})
_VERBS: Final = (*FATE_VERBS, "verb.fall")


def without_fronted(matches: Matches, named: Sequence[People], meant: Sequence[People]) -> list[People]:
    """All phrases in order, those left out who only say of which people the number right behind is.

    `named`: those that name people; `meant`: those by pronouns, which stand for what they cover.
    """
    phrases = [p for p in named if not any(m.first <= p.first < m.last for m in meant)]
    phrases = sorted([*phrases, *meant], key=lambda p: p.first)
    found: list[People] = []
    sort: People | None = None
    for i, people in enumerate(phrases):
        following = phrases[i + 1] if i + 1 < len(phrases) else None
        if following is not None and _fronted(matches, people, following):
            sort = people
            continue
        if found and i and _of_all(matches, phrases[i - 1], people):
            if found[-1] is phrases[i - 1] and people.victims != "unknown":
                found[-1] = replace(found[-1], victims=people.victims, groups=people.groups)
            continue
        plain = people.victims == "unknown"
        found.append(replace(people, victims=sort.victims, groups=sort.groups) if sort and plain else people)
        sort = None
    return with_wounds(matches, found)


def _fronted(matches: Matches, people: People, following: People) -> bool:
    """من and known people right behind a verb, a number behind them: قتل من أهله أكثر من 900, من سكان الحي رجل."""
    at, first = people.first - 1, people.last
    if people.amount or people.fate or not following.counted or following.definite or following.first - first > GAP:
        return False
    at -= at > 0 and matches.document.tokens[at].text == "بين"  # من بين المدنيين
    if (
        at < 1
        or matches.document.tokens[at].text != "من"
        or not matches.words[_before_setting(matches, at)].any(_VERBS)
    ):
        return False
    whose = people.noun is not None and any(e.pronoun for e in matches.words[people.noun].values())
    if following.first == first:
        return people.definite or whose
    between = range(first, following.first)
    texts = matches.document.texts
    owned = people.definite or whose or _named(matches, first)
    return owned and not any(
        texts[i] in STOPS or matches.words[i].verb or "mark.connector" in matches.words[i] for i in between
    )


def _of_all(matches: Matches, some: People, number: People) -> bool:
    """27 من بين القتلى الـ35 أطفال: right behind those of whom some were told, how many they are in all."""
    amount = matches.amount_at.get(number.core)
    if amount is None or not amount.definite or some.last != number.first:
        return False
    texts, noun = matches.document.texts, some.last - 1
    return some.amount and some.noun == noun and texts[noun].startswith("ال") and texts[noun - 1] in _AMONG


def _before_setting(matches: Matches, at: int) -> int:
    """قتل أمس في تدمر من الجنود ثمانية: the word before where and when it was, of what stands before `at`."""
    i, starts = at - 1, {p.last: p.first for p in matches.places}
    while i > 0 and (i in matches.dated or matches.words[i].filler or i + 1 in starts):
        i = starts.get(i + 1, i) - 1
        i -= i > 0 and matches.document.texts[i] == "في"
    return i


def _named(matches: Matches, i: int) -> bool:
    """سكان دوما, أهالي المخيم: those of a place."""
    return matches.document.texts[i].startswith("ال") or any(p.first == i for p in matches.places)
