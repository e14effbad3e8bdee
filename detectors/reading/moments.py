"""When an act happened: the day that its sentence states, else the lead's, else the article's own."""

from __future__ import annotations

from datetime import date
from typing import Final

from detectors.reading.model import DateMention, Matches
from detectors.reading.spells import WITHIN_DAY
from detectors.records import EventDate

LEAD: Final = 2
"""Sentences whose day holds for what says none itself."""
_SPEECH: Final = ("verb.say", "verb.condemn")
_SPOKEN_REACH: Final = 5
"""Tokens between a verb of speech and the day of it: who spoke."""
_THAT: Final = frozenset({"ان", "بان", "انه", "انها", "انهم"})
_HAPPENED: Final = ("noun.attack", "noun.death", "noun.injury", "noun.destroy", "noun.victim")

_APART: Final = frozenset({"قبل", "بعد"})
_APART_REACH: Final = 4
"""Tokens between such a word and the hours."""
_FROM: Final = frozenset({"من", "علي"})
_BLOWS: Final = ("noun.attack", "noun.explosion", "verb.attack", "verb.explode", "verb.hit")


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


def another_hour(matches: Matches, sentence: int) -> bool:
    """تعرضت لهجوم قبل ساعة من استهداف السوق: a blow that the sentence sets some hours before or behind another."""
    first, last = matches.document.sentences[sentence][:2]
    texts, standing = matches.document.texts, matches.standing
    for i in standing.of("time.unit", first + 1, last - 2):
        if matches.words[i]["time.unit"].lemma not in WITHIN_DAY or texts[i + 1] not in _FROM:
            continue
        whence = any(text.removeprefix("و") in _APART for text in texts[max(first, i - _APART_REACH) : i])
        if whence and matches.words[i + 2].any(_BLOWS):
            return any(j != i + 2 for j in standing.of_any(_BLOWS, first, last))
    return False


def spoken_then(matches: Matches, i: int) -> bool:
    """قالت المنظمة اليوم إن, دان الأمين العام الاثنين استهداف: the day at `i` is that on which somebody spoke."""
    first = max(matches.document.sentences[matches.sentence_of[i]].first, i - _SPOKEN_REACH)
    verb = next((j for j in range(i - 1, first - 1, -1) if matches.words[j].any(_SPEECH)), None)
    if verb is None or not _THAT.isdisjoint(matches.document.texts[verb:i]):
        return False
    between = matches.words[verb + 1 : i]
    return not any(words.any(_HAPPENED) or (words.verb and not words.noun) for words in between)
