"""When an act happened: the day that its sentence states, else the lead's, else the article's own."""

from __future__ import annotations

from datetime import date
from typing import Final

from detectors.reading.model import DateMention, Matches
from detectors.records import EventDate

LEAD: Final = 2
"""Sentences whose day holds for what says none itself."""


class Moments:
    """Days of one text."""

    def __init__(self, matches: Matches, day: date) -> None:
        """`day`: the article's own calendar day."""
        self._m = matches
        self._day = day

    def of(self, sentence: int, position: int) -> EventDate:
        """The day that the sentence states nearest to the token `position`; else the lead's; else the article's."""
        stated = self._nearest(sentence, position)
        if stated is None:
            for number in range(min(LEAD + 1, len(self._m.document.sentences))):
                stated = self._nearest(number, 0)
                if stated is not None:
                    break
        if stated is not None:
            return stated.date
        return EventDate(start=self._day, end=self._day, precision="day", stated=False)

    def _nearest(self, sentence: int, position: int) -> DateMention | None:
        dates = [d for d in self._m.dates if d.sentence == sentence and d.role == "event"]
        return min(dates, key=lambda d: abs(d.first - position), default=None)


def meet(one: EventDate, other: EventDate) -> bool:
    """Whether two stated times have a day in common."""
    return one.start <= other.end and other.start <= one.end
