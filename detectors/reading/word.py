"""What the lexicon says of a word as written, with what the rules ask of every word answered once and kept."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from detectors.lexicon import Lexicon
from detectors.lexicon.entry import Entry
from detectors.lexicon.lookup import MAX_REMEMBERED
from detectors.reading.people import COUNTED, FATES, PERSONS
from detectors.reading.roles import GOVERNORS

_PEOPLE: Final = (*FATES, *PERSONS, "mark.other")
_ALONE: Final = frozenset({"mark.one", "mark.subset", "noun.case", "noun.injury", "noun.title"})
_OPENS: Final = frozenset({"mark.subset", "mark.connector"})
_MEANS: Final = frozenset({"noun.death", "noun.injury", "noun.life", "verb.kill", "verb.injure"})
_TIMELY: Final = frozenset({"سابق", "لاحق", "مبكر", "متاخر"})
_WITHIN: Final = frozenset({"بينهم", "بينهن", "ضمنهم", "ضمنهن"})
_ABOVE: Final = frozenset({"علي", "وعلي"})
_INCLUDING: Final = ["في", "ذلك"]
"""Behind بما: some of those counted."""
_BY_CONTEXT: Final = frozenset({"وقت", "راسهم", "من", "بما"})
"""Words that the next or the last one gives another sense."""
_BEGINNING: Final = frozenset({"اول", "بدايه", "مطلع", "بدء", "اوائل"})
_DAYLONG: Final = frozenset({"يوم", "ليله", "ساعه", "دقيقه", "لحظه"})
"""What began and is of the news still."""
_SPANS: Final = ("noun.span", "noun.siege", "noun.operation")
_COUNTED: Final = 3
"""Tokens before من in which it may be said how long after something came."""
_PRONOUNS: Final = frozenset({"3ms", "3fs", "3d", "3mp"})
_NAMES: Final = frozenset(
    {"noun.death", "verb.die", "mark.each", "verb.kill", "verb.injure", "noun.injury", "noun.life"}
)
_TELLS: Final = frozenset({*GOVERNORS, *FATES, "verb.fall", "verb.recover", "mark.connector", "mark.subset"})


Categories: TypeAlias = tuple[str, ...] | frozenset[str]


def _they_it(entry: Entry) -> bool:
    return entry.pos == "verb" and entry.number == "p"


class Word(dict[str, Entry]):
    """Category → likeliest entry of that category; empty for a word that is not known."""

    __slots__ = ("filler", "heads", "means", "names", "noun", "opens", "tells", "verb")

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """`entries`: the word's readings, the surest first."""
        super().__init__()
        entries = tuple(entries)
        plain = any(not entry.pronoun for entry in entries)
        for entry in entries:
            twice = entry.number == "d" and entry.lemma != "ابن"  # ابنيه: his sons, or buildings
            if plain and entry.pronoun == "3ms" and (twice or entry.tag("people") or _they_it(entry)):
                continue  # انتحارية is no suicide of his twice, عربة no Arabs of his, القوة no "they threw it"
            if entry.lemma == "حيد" and entry.person == "3ms" and "wa" in entry.clitics:
                continue  # بجرافة وحيدة: the only one, and nobody whom somebody neutralised
            first = self.setdefault(entry.category, entry)
            if first.number == "d" and entry.number == "p" and first.lemma == entry.lemma:
                self[entry.category] = entry  # مدنيين: two or more, and more is likelier
        self.verb: bool = any(category.startswith("verb.") for category in self)
        """It may be a verb."""
        self.filler: bool = any(category.startswith("time.") or category == "mark.filler" for category in self)
        """A word of time or an adverb: it may stand anywhere."""
        self.noun: tuple[Entry, str] | None = self._noun()
        """As a noun that names people, with its category."""
        self.heads: bool = self.noun is not None or not _ALONE.isdisjoint(self) or self._school()
        """A phrase that names people may begin with it, without a number before."""
        self.means: bool = any(entry.pronoun in _PRONOUNS for category, entry in self.items() if category in _MEANS)
        """Its pronoun may stand for one person or two that came to harm."""
        self.names: bool = not _NAMES.isdisjoint(self)
        """Named persons may follow it."""
        self.opens: bool = self.verb or not _OPENS.isdisjoint(self)
        """A clause may begin with it."""
        self.tells: bool = not _TELLS.isdisjoint(self) or any(
            category.startswith(("verb.result", "verb.attack", "noun.death")) for category in self
        )
        """What stands behind it may be told otherwise than what stands before."""

    def any(self, categories: Iterable[str]) -> bool:
        """Whether it may be of one of `categories`."""
        return not self.keys().isdisjoint(categories)

    def _noun(self) -> tuple[Entry, str] | None:
        kin = self.get("person.unknown")
        if self._school() or ("mark.filler" in self and kin is not None and kin.tag("kin")):
            return None  # جدا is no grandfather
        for category in _PEOPLE:
            if category in self:
                return self[category], category
        for category in COUNTED:
            entry = self.get(category)
            if entry and entry.number == "p" and entry.tag("counts") and "bi" not in entry.clitics:
                return entry, category
        return None

    def _school(self) -> bool:
        """مدرسة: a building or a woman, which only its vowels or the word before can tell; ابنيه: أبنية or ابنيه."""
        if "thing.building" not in self:
            return False
        sons = "person.unknown" in self and self["person.unknown"].tag("kin") is not None
        return sons or ("person.civilian" in self and self["person.civilian"].gender == "f")


class Standing:
    """Where the words of one article stand that may be of a category."""

    __slots__ = ("_at", "_joint")

    def __init__(self, words: Sequence[Word]) -> None:
        """`words`: the article's, by token."""
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(words):
            for category in word:
                self._at[category].append(i)
        self._joint: dict[Categories, list[int]] = {}

    def any(self, categories: Categories, first: int, last: int) -> bool:
        """Whether one of tokens `first`…`last` (half-open) is of one of `categories`."""
        at = self._joint.get(categories)
        if at is None:
            at = self._of_all(categories)
        if not at or at[-1] < first:
            return False
        return at[bisect_left(at, first)] < last

    def of(self, category: str, first: int, last: int) -> list[int]:
        """Those of tokens `first`…`last` (half-open) that are of `category`, in order."""
        at = self._at.get(category)
        return at[bisect_left(at, first) : bisect_left(at, last)] if at is not None else []

    def of_any(self, categories: Categories, first: int, last: int) -> list[int]:
        """The same for any of `categories`, each token once."""
        at = self._joint.get(categories)
        if at is None:
            at = self._of_all(categories)
        return at[bisect_left(at, first) : bisect_left(at, last)] if at else []

    def _of_all(self, categories: Categories) -> list[int]:
        """The tokens of the whole article: the same few sets of categories are asked for in each of its sentences."""
        found = [self._at[category] for category in categories if category in self._at]
        at = self._joint[categories] = found[0] if len(found) == 1 else sorted(set().union(*found))
        return at


def _began(words: Sequence[Word], texts: Sequence[str], i: int) -> bool:
    """من بداية العام, من أول رمضان, من مطلع الحملة; not بعد شهر من بداية العام, nor من أول الشارع."""
    if i + 2 >= len(texts) or any(word.any(("time.unit", "mark.after")) for word in words[max(0, i - _COUNTED) : i]):
        return False
    what, text = words[i + 2], texts[i + 2]
    unit = what.get("time.unit")
    long = unit.lemma not in _DAYLONG if unit else what.any(_SPANS)
    return text == "رمضان" or (long and text.startswith("ال"))


class Dictionary(dict[str, Word]):
    """Word as written → what is known of it. Fills itself from the lexicon as words are asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        """A dictionary in which nothing has been looked up."""
        super().__init__()
        self._lexicon = lexicon
        self._unknown = Word()

    def __missing__(self, text: str) -> Word:
        """Look `text` up, and remember it unless too many words have been."""
        entries = self._lexicon.lookup(text)
        word = Word(entries) if entries else self._unknown
        if entries or len(self) < MAX_REMEMBERED:
            self[text] = word
        return word

    def of(self, texts: Sequence[str]) -> list[Word]:
        """What is known of the words of a text; في وقت سابق opens no clause as في وقت كانت does.

        بما في ذلك names some of those counted, as بما فيهم does, and على رأسهم, as في مقدمتهم; من أول رمضان says
        since when, as منذ does.
        """
        words = list(map(self.__getitem__, texts))
        for i, text in enumerate(texts):
            if text not in _BY_CONTEXT:
                continue
            if text == "وقت" and not _TIMELY.isdisjoint(texts[i + 1 : i + 2]):
                words[i] = self["الوقت"]
            if text == "راسهم" and i and texts[i - 1] in _ABOVE:
                words[i] = self["مقدمتهم"]
            if text == "من" and not _WITHIN.isdisjoint(texts[i + 1 : i + 2]):
                words[i] = words[i + 1]
            if text == "من" and not _BEGINNING.isdisjoint(texts[i + 1 : i + 2]) and _began(words, texts, i):
                words[i] = self["منذ"]
            if text == "بما" and texts[i + 1 : i + 3] == _INCLUDING:
                words[i + 2] = self["فيهم"]
        return words
