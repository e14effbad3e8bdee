"""Years after: a text whose headline says how long ago an attack was tells of that one (عامان على مجزرة س)."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Candidate, Matches

_ONE: Final = frozenset({"عام", "عامان", "سنه", "سنتان", "سنتين", "عامين"})
_MANY: Final = frozenset({"اعوام", "سنوات", "سنين", "سنه", "عاما", "عام"})
_THAT_DAY: Final = frozenset({"صباح", "ليله", "فجر", "يوم", "ظهيره", "مساء"})
_ON: Final = frozenset({"علي"})
_OPENING: Final = 5
"""Tokens within which a headline has said so."""
_EVENTS: Final = ("noun.attack", "noun.explosion", "noun.massacre", "noun.death", "noun.killing")
_EVENT_REACH: Final = 3
"""Tokens between على and the attack, or the place that it is called after."""
_STRUCK: Final = (*_EVENTS, "verb.attack", "verb.kill", "verb.die", "verb.explode", "verb.injure", "weapon")
_THAT: Final = frozenset({"ذلك", "تلك", "ذاك"})
_TODAY: Final = ("time.adverb", "time.day")


def of_years_ago(matches: Matches, candidate: Candidate) -> bool:
    """A figure without a time of its own, in a text of an anniversary that has told of no attack since."""
    opened = matches.made(_anniversary)
    if opened is None or candidate.sentence <= opened:
        return False
    return not any(_news(matches, number) for number in range(opened + 1, candidate.sentence))


def _anniversary(matches: Matches) -> int | None:
    """The headline that opens with how long ago it was."""
    headline = matches.headline
    opens = headline is not None and _opens(matches, *matches.document.sentences[headline][:2])
    return headline if opens else None


def _opens(matches: Matches, first: int, last: int) -> bool:
    """عامان على …, بعد مرور عشر سنوات على …, في الذكرى الثالثة لقصف …."""
    for at in range(first + 1, min(first + _OPENING, last)):
        text, before = matches.document.texts[at], matches.document.texts[at - 1]
        if text in _ON and (before in _ONE or (before in _MANY and at > first + 1)):
            return _of_event(matches, at + 1)
        if "mark.memorial" in matches.words[at - 1]:
            return _of_event(matches, at)
    return False


def _of_event(matches: Matches, first: int) -> bool:
    """على مجزرة س, على قصف السوق, على صباح س: on one event; a war or siege goes on."""
    if any("noun.span" in word for word in matches.words[first : first + _EVENT_REACH]):
        return False
    named = any(i in matches.placed for i in range(first, first + _EVENT_REACH))
    return (
        named
        or matches.document.texts[first] in _THAT_DAY
        or matches.standing.any(_EVENTS, first, first + _EVENT_REACH)
    )


def _news(matches: Matches, number: int) -> bool:
    """A sentence that tells of an attack of today."""
    first, last = matches.document.sentences[number][:2]
    days = matches.standing.of_any(_TODAY, first, last)
    today = any(matches.document.texts[i - 1] not in _THAT for i in days)  # في ذلك الأربعاء من يونيو
    return today and matches.standing.any(_STRUCK, first, last)
