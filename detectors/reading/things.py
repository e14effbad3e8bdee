"""Numbers that count no people: things, years, hospitals out of service."""

from __future__ import annotations

from detectors.lexicon.entry import Entry
from detectors.numbers.decoys import YEARS
from detectors.reading.model import Amount, Matches
from detectors.reading.people import THINGS
from detectors.reading.roles import GOVERNORS

WHEN = frozenset({"time.day", "time.adverb"})
UNITS = frozenset({"time.unit", "thing.time"})
"""Of one thing with the article they say when as well (أصيب 9 اليوم)."""


class Things:
    """Judges what the numbers of one article count."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words

    def year(self, amount: Amount, i: int, stop: int) -> bool:
        """قتل 2015. when, not how many: right behind its verb, and nothing behind it."""
        if amount.low not in YEARS or amount.low != amount.high or not amount.first:
            return False
        ends = i >= stop or not self._tokens[i].text.isalnum()
        return ends and amount.last == amount.first + 1 and self._words[amount.first - 1].any(GOVERNORS)

    def out_of_service(self, first: int, i: int, stop: int) -> bool:
        """خرج 14 منها عن الخدمة: works, no people."""
        near = (*range(max(0, first - 2), first), *range(i + 1, min(i + 3, stop)))
        return self._tokens[i].text == "منها" and any("verb.halt" in self._words[j] for j in near)

    def counted(self, category: str, entry: Entry) -> bool:
        """What a number counts instead of people; a day behind it says when (جرح عشرة الأربعاء, أصيب 12 أمس)."""
        when = category in WHEN or (category in UNITS and entry.number == "s" and "al" in entry.clitics)
        counted = category.startswith(THINGS) and not when
        return counted and {"bi", "li", "wa"}.isdisjoint(entry.clitics)
