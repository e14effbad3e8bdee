"""A number that is said of known people: القتلى 25، الجرحى أكثر من خمسين; الأطفال منهم 88 والنساء 41."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.reading.complements import Complements
from detectors.reading.kinds import AT_LEAST
from detectors.reading.model import Amount, Matches
from detectors.reading.nouns import Nouns, numbered
from detectors.reading.people import BECAME, COMMAS, FATES, PERSONS, People
from detectors.reading.things import Things
from detectors.records import Victims

_OF_THEM: Final = frozenset({"منهم", "منهن", "منها", "بينهم", "بينهن", "فيهم", "ضمنهم"})
_BLOWS: Final = ("noun.attack", "noun.explosion", "noun.massacre")
_AND_OF: Final = frozenset({"ومن", "وعدد"})
"""Before the next sort of those just told."""
_THEIR_NUMBER: Final = frozenset({"عددهم", "وعددهم", "عددهن", "وعددهن"})
_BETWEEN: Final = frozenset({"هم", "(", "فيها", "فيه", "هناك", "جميعا"})
_MASSES: Final = frozenset({"tens", "hundreds", "thousands"})
_ESTIMATED: Final = 8
"""Tokens between a verb of estimating and the dead: whose estimate it is."""
_END: Final = COMMAS | frozenset({".", "؛", ")", "-"})


class Predicates:
    """Finds what numbers of one article say how many known people are."""

    def __init__(self, matches: Matches, nouns: Nouns, complements: Complements, things: Things) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._amounts: Mapping[int, Amount] = matches.amount_at
        self._nouns = nouns
        self._complements = complements
        self._things = things

    def dead(self, i: int, entry: Entry, category: str, stop: int) -> Amount | None:
        """القتلى 25، الجرحى أكثر من خمسين، وجرحاها بين 30 و35, قتلى الغارة سبعة: how many the dead are."""
        last = self._known_last(i, entry, stop) if category in FATES and entry.number == "p" else None
        if last is None:
            return None
        j = last + (last < stop and self._tokens[last].text == "قد")
        j += j < stop and self._tokens[j].text in (BECAME | _BETWEEN) and j not in self._amounts  # وجرحاها تخطوا 90
        amount = self._amounts.get(j)
        if amount is None or amount.definite or (amount.low is amount.high is None and amount.qualifier not in _MASSES):
            return None
        if self._nouns.opened(j, amount.last):
            return None
        reached = i > 0 and "verb.rise" in self._words[i - 1]  # بلغ القتلى 12 شخصا والجرحى 30 شخصا
        near = self._words[max(0, i - _ESTIMATED) : i]
        reached = reached or any("verb.estimate" in word for word in near)  # قدر ضابط الجرحى فيها بنحو 30 شخصا
        joined = "wa" in entry.clitics and amount.last < stop and "person.unknown" in self._words[amount.last]
        counts = amount.last < stop and self._counts_on(amount.last)
        return None if counts and not (reached or joined) else amount

    def _known_last(self, i: int, entry: Entry, stop: int) -> int | None:
        """Behind the words by which the dead are known: their article, whose they are, of which blow."""
        if "al" in entry.clitics or entry.pronoun.startswith("3"):
            of = i + 2 < stop and self._tokens[i + 1].text == "من"
            return (self._side_last(i + 2, stop) if of else None) or i + 1
        blow = i + 1 < stop and self._tokens[i + 1].text.startswith("ال") and self._words[i + 1].any(_BLOWS)
        return i + 2 if blow else self._side_last(i + 1, stop)

    def _side_last(self, i: int, stop: int) -> int | None:
        """قتلى الجيش 12, قتلى الدعم السريع 40, القتلى من المدنيين تسعة: behind a side, or people who are known."""
        if i >= stop or not self._sort_at(i):
            return None
        i += 1
        while i < stop and self._tokens[i].text.startswith("ال") and not self._words[i].verb and i not in self._amounts:
            i += 1
        return i

    def _sort_at(self, i: int) -> Victims | None:
        """Of what sort those are of whom the word at `i` tells as known."""
        force = self._words[i].get("force")
        if force is not None and force.clitics[:1] != ("wa",):
            return "combatant"
        noun = self._words[i].noun
        known = noun is not None and noun[1] in PERSONS and noun[0].number == "p" and "al" in noun[0].clitics
        return PERSONS[noun[1]] if noun is not None and known and "wa" not in noun[0].clitics else None

    def whose(self, i: int, last: int) -> Victims:
        """Of what sort the dead at `i` are by what stands between them and their number at `last`."""
        sorts = (self._sort_at(j) for j in range(i + 1, last))
        return next((sort for sort in sorts if sort is not None), "unknown")

    def of_them(self, i: int, entry: Entry, category: str, stop: int) -> list[People] | None:
        """الأطفال منهم 88 والنساء 41, والنساء من بينهم سبع: how many of those just told are of a sort."""
        said = i > 0 and i + 2 < stop and self._tokens[i + 1].text in _THEIR_NUMBER
        said = said and "mark.subset" in self._words[i - 1]
        told = self._amounts.get(i + 2) if said else None
        if told is not None and entry.number == "p" and category in PERSONS and self._alone(told, stop):
            return [replace(self._of_sort(i, entry, category, told), among=False)]  # بينهم أطفال عددهم 12
        amount = self._sort(i, entry, category, stop)
        if amount is None:
            return None
        found = [self._of_sort(i, entry, category, amount)]
        while beside := self._next(found[-1].last, stop):
            found.append(self._of_sort(*beside))
        return found

    def _of_sort(self, i: int, entry: Entry, category: str, amount: Amount) -> People:
        people = self._complements.described(
            People(i, i + 1, None, None, "unspecified", noun=i), entry, category, i + 1
        )
        found = replace(numbered(people[0], amount), core=amount.core, among=True, definite=False)
        behind = amount.last < len(self._tokens) and self._tokens[amount.last].text in _OF_THEM
        return replace(found, last=amount.last + 1) if behind else found

    def _next(self, last: int, stop: int) -> tuple[int, Entry, str, Amount] | None:
        """والنساء 41: goes on with the number of another sort."""
        i = last + (last < stop and self._tokens[last].text in COMMAS)
        led = i + 2 < stop and self._tokens[i].text in _AND_OF  # ومن النساء أربع, وعدد النساء أربع
        i += led
        found = self._nouns.at(i) if i + 1 < stop else None
        amount = self._amounts.get(i + 1)
        if found is None or amount is None or not (led or "wa" in found[0].clitics):
            return None
        return (i, *found, amount) if self._is_sort(*found) and self._alone(amount, stop) else None

    def _sort(self, i: int, entry: Entry, category: str, stop: int) -> Amount | None:
        """The number behind منهم or من بينهم behind a sort of people, or right behind the sort in such a part."""
        if not self._is_sort(entry, category):
            return None
        j = i + 1 + (i + 1 < stop and self._tokens[i + 1].text in {"من", "في"})
        of_them = j + 1 < stop and self._tokens[j].text in _OF_THEM
        amount = self._amounts.get(j + 1 if of_them else i + 1)
        if amount is None or amount.last > stop or not (of_them or self._part(i, amount)):
            return None
        return amount if self._alone(amount, stop) else None

    def _part(self, i: int, amount: Amount) -> bool:
        """كان الأطفال 12 منهم; 22 قتيلا، من الأطفال ستة: what makes them some of those just told."""
        before = [token.text for token in self._tokens[max(0, i - 2) : i]]
        some = before[-1:] in (["من"], ["ومن"]) and (before[0] in COMMAS or before[0] in _OF_THEM)
        last = amount.last
        return some or (last < len(self._tokens) and self._tokens[last].text in _OF_THEM)

    def _is_sort(self, entry: Entry, category: str) -> bool:
        known = entry.number == "p" and "al" in entry.clitics and not entry.pronoun
        return known and category in {*PERSONS, "force"}

    def _alone(self, amount: Amount, stop: int) -> bool:
        """Nothing that the number could count stands behind it."""
        i = amount.last
        if amount.definite or (amount.low, amount.high) == (None, None):
            return False
        i += i < stop and self._tokens[i].text in _OF_THEM
        return i >= stop or self._tokens[i].text in _END or self._tokens[i].text.startswith("و")

    def _counts_on(self, i: int) -> bool:
        """The word behind a number is what it counts."""
        i = self.past_bound(i)
        if i >= len(self._tokens):
            return False
        found = self._nouns.at(i)
        if found is not None and "wa" not in found[0].clitics:
            return True
        return self._tokens[i].text in {"من", "منهم", "بين"} or any(
            self._things.counted(category, entry) for category, entry in self._words[i].items()
        )

    def past_bound(self, i: int) -> int:
        """ثمانية على الأقل من الشرطة: behind the bound."""
        return i + 2 * ([token.text for token in self._tokens[i : i + 2]] in AT_LEAST)
