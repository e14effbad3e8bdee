"""Lists of names under "الشهداء:": as many people as are numbered, or as lines or commas part them."""

from __future__ import annotations

from functools import partial
from typing import Final, NamedTuple

from msgspec.structs import replace

from detectors.reading.given import given_names
from detectors.reading.model import Matches
from detectors.reading.names import NAME_REACH, Names
from detectors.reading.people import FATES, QUOTES, People
from detectors.reading.roles import EVENT_NOUNS, FATE_VERBS
from detectors.text import Sentence

HEADING_REACH: Final = 8
"""Tokens between the word for the dead and the colon: where they fell."""
ITEM_REACH: Final = 16
"""Tokens of one numbered item."""
SURE: Final = 2
"""Items of a numbered row that must look like names: the rest will be, however they are written."""
LINE: Final = 7
"""Most words of a line that is a name: a title, an age."""
THEY: Final = frozenset({"هم", "هن", "هما"})
DIED: Final = ("noun.death", "verb.die")
HEADINGS: Final = frozenset({"اسماء", "باسماء"})
KUNYA: Final = frozenset({"ام", "ابو", "ابا"})
RELATIVES: Final = frozenset({"الذين", "اللواتي", "ممن"})
_MARKS: Final = frozenset({"-", "–", ".", ")", "_"})


class Roll(NamedTuple):
    """A list of names."""

    named: int | None
    """How many, if that can be told."""
    last: int
    """Where it ends: nobody in it is told of for the first time."""


class Rolls:
    """Counts the lists of names of one article."""

    def __init__(self, matches: Matches, names: Names) -> None:
        self._tokens = matches.document.tokens
        self._texts = matches.document.texts
        self._words = matches.words
        self._names = names
        self._counts = matches.amount_at.keys()
        self._sentences = matches.document.sentences
        self._sentence_of = matches.sentence_of
        self._each = partial(matches.standing.of, "mark.each")
        self.since = 0
        self.until = 0
        """Nobody between these tokens is told of for the first time."""

    def of(self, people: People, sentence: Sentence) -> Roll | None:
        """The list that `people` are the heading of."""
        opened = people.last - (people.amount and people.noun == people.first)  # الشهداء 1. …
        if people.fate is None or (people.counted and not self._item(opened, 1)):
            return None
        first = self._behind(opened, sentence.last)
        if first is None:
            return None
        numbered = self._numbered(first)
        if numbered:
            return numbered
        if first >= sentence.last:
            return self._lines(self._sentence_of[first - 1] + 1)
        if first in self._counts:
            return None  # القتلى: خمسة، والجرحى: سبعة
        listed = self._names.listed(first, sentence, set())
        if not listed and not self._person(first + (self._texts[first] in QUOTES)):
            return None  # القتلى: 4 نساء و3 أطفال
        return Roll(listed[0].low if listed else None, self._end(first, sentence.last))

    def each(self, sentence: Sentence, phrases: list[People]) -> list[People]:
        """إصابة كل من: 1- … 2- …: as many as are numbered, in one row or line by line."""
        for i in self._each(sentence.first, sentence.last - 1):
            if self._texts[i + 1] != "من":
                continue
            at = i + 2 + (self._texts[i + 2 : i + 3] == [":"])
            roll = self._numbered(at)
            if roll and roll.named:
                phrases = [p for p in phrases if not at <= p.first < roll.last]
                phrases.append(People(i, i + 2, roll.named, roll.named, "exact", counted=True, bare=True))
                self.since, self.until = at, roll.last
        taken = {i for p in phrases for i in range(p.first, p.last)}
        phrases += [one for p in phrases if p.others and (one := self._before(p, sentence, taken))]
        return [self._joined(p, sentence, taken) for p in phrases]

    def _before(self, others: People, sentence: Sentence, taken: set[int]) -> People | None:
        """الشيخ حيدر كاظم و7 آخرون قتلوا: he whose name stands before them, with a title or a given name."""
        last = others.first - (self._texts[others.first - 1] == "و")
        told = others.last < sentence.last and self._words[others.last].any(FATE_VERBS)
        if not told or not self._texts[last].startswith("و"):
            return None
        for i in range(last - 1, max(sentence.first, last - 1 - NAME_REACH), -1):
            titled = "noun.title" in self._words[i]
            if i in taken or not (titled or self._names.at(i)):
                return None
            if titled or (self._texts[i] in given_names() and "mark.connector" in self._words[i - 1]):
                return People(i, last, 1, 1, "exact", counted=True, bare=True)
        return None

    def _joined(self, people: People, sentence: Sentence, taken: set[int]) -> People:
        """مقتل المزارع سالم ومحمد وجابر: he whom his trade and his name tell, and those whose names follow."""
        at, alone = people.last, people.low == people.high == 1 and not people.amount and people.definite
        if not alone or people.first == sentence.first or people.noun is None or at >= sentence.last:
            return people
        if not self._words[people.first - 1].any(DIED) or not self._names.at(at) or at in taken:
            return people
        count = self._names.joined(at, sentence.last, taken)
        return people if count == 1 else replace(people, low=count, high=count, groups=())

    def _behind(self, first: int, last: int) -> int | None:
        """Where the list begins: behind a colon, behind هم, or with its first number."""
        if self._item(first, 1):
            return first
        if first + 1 < last and self._texts[first] in THEY:
            named = first + 1 + (self._texts[first + 1] in QUOTES)
            if self._person(named):
                return first + 1
        colon = self._headed(first, last)
        if colon is None and ":" in self._texts[first:last]:
            colon = self._colon(first, last)
        return None if colon is None else colon + 1

    def _headed(self, first: int, last: int) -> int | None:
        """أسماء الشهداء الذين ارتقوا …: a line that heads a list, however much it says of when and how they fell.

        With no colon where numbered names follow on the next line.
        """
        named, span = first > 1 and self._texts[first - 2] in HEADINGS, range(first, last)
        if self._texts[last - 1] != ":" and not (named and self._item(last, 1)):
            return None
        begins = self._sentences[self._sentence_of[first - 1]].first
        known = self._texts[first - 1].startswith("ال") and self._texts[first] not in RELATIVES
        told = (i for i in span if self._words[i].verb and self._texts[i - 1] not in RELATIVES)
        opens = named or (first - 1 == begins and not known and not any(told))
        return last - 1 if opens and not any(map(self._heads, span)) else None

    def _end(self, first: int, last: int) -> int:
        """Where something else is told: a verb that goes on with و, others who came to harm."""
        for i in range(first, last):
            words = self._words[i]
            if words.verb and (self._texts[i - 1] == "كما" or any("wa" in entry.clitics for entry in words.values())):
                return i
            if self._heads(i) or words.any(EVENT_NOUNS):
                return i
        return last

    def _colon(self, first: int, last: int) -> int | None:
        """الشهداء:, أسماء الجرحى في المدينة:, القتلى هم: nothing but where and whence they are before the colon."""
        for i in range(first, min(first + HEADING_REACH, last)):
            words = self._words[i]
            if self._texts[i] == ":":
                return i
            relative = self._texts[i - 1] in RELATIVES
            if (
                (words.verb and not relative)
                or words.any(FATES)
                or self._texts[i] in {"،", ",", "."}
                or self._texts[i].isdigit()
            ):
                return None
        return None

    def _numbered(self, i: int) -> Roll | None:
        """1- … 2- … 3- …: the last number of the row."""
        count, last = 0, i
        while self._item(i, count + 1):
            count, last = count + 1, i + 2
            ahead = range(i + 2, min(i + 2 + ITEM_REACH, len(self._texts)))
            found = (j for j in ahead if self._heads(j) or "mark.each" in self._words[j] or self._item(j, count + 1))
            i = next(found, len(self._texts))
        return Roll(count, self._item_end(last)) if count > 1 else None

    def _item_end(self, first: int) -> int:
        """Where the last item ends: with its sentence, or before what becomes of others."""
        last = min(first + ITEM_REACH, self._sentences[self._sentence_of[first]].last)
        behind = range(first + 1, last)  # 4- شهيد مجهول الهوية
        return next((i for i in behind if self._words[i].verb or self._words[i].any(FATES)), last)

    def _heads(self, i: int) -> bool:
        """الجرحى: another list begins."""
        return any(self._words[i][c].number == "p" for c in FATES if c in self._words[i])

    def _item(self, i: int, number: int) -> bool:
        """The number at a token and a mark behind it, and then a word."""
        if i + 2 >= len(self._texts) or self._texts[i] != str(number) or self._texts[i + 1] not in _MARKS:
            return False
        return number > SURE or self._person(i + 2)

    def _person(self, i: int) -> bool:
        """A name, or a noun such as طفلة before one."""
        at = i + (i < len(self._words) and self._words[i].noun is not None)
        return self._names.at(at) or (at < len(self._texts) and self._texts[at] in KUNYA)

    def _lines(self, number: int) -> Roll | None:
        """One name a line."""
        count, last = 0, 0
        for sentence in self._sentences[number:]:
            if not self._name(sentence):
                break
            count, last = count + 1, sentence.last
        return Roll(count, last) if count > 1 else None

    def _name(self, sentence: Sentence) -> bool:
        """Nothing but a person's name, with a title or an age."""
        span = range(sentence.first, sentence.last)
        words = [i for i in span if self._texts[i].isalpha()]
        if not words or len(words) > LINE or self._texts[sentence.last - 1] in {".", ":", "؟"}:
            return False
        if any(self._words[i].verb or (self._words[i].any(FATES) and i > sentence.first) for i in span):
            return False  # الشهيد أحمد ياسين, but not أحمد ياسين شهيدا
        return self._person(words[0])
