"""Of whom some came to harm, named before how many: استشهد من الثوار ثلاثة مقاتلين, قتل من المدنيين خمسة."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from detectors.reading.model import Matches
from detectors.reading.people import People
from detectors.reading.roles import FATE_VERBS

_VERBS = (*FATE_VERBS, "verb.fall")


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
        plain = people.victims == "unknown" and not people.fate
        found.append(replace(people, victims=sort.victims, groups=sort.groups) if sort and plain else people)
        sort = None
    return found


def _fronted(matches: Matches, people: People, following: People) -> bool:
    """من and known people right behind a verb, a number right behind them."""
    at = people.first - 1
    if not people.definite or people.amount or following.first != people.last or not following.amount:
        return False
    return at > 0 and matches.document.tokens[at].text == "من" and matches.words[at - 1].any(_VERBS)
