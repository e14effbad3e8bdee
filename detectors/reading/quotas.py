"""Numbers that a list shares out over places: 46 في دمشق، 18 في حلب; وفي حرستا 8، وفي عربين 5; حلب 12، إدلب 9."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, FATES, PERSONS, People
from detectors.reading.roles import FATE_VERBS
from detectors.reading.state import State, Told

_LEAST: Final = 3
"""Numbers with their places that make a list of them."""
_IN: Final = frozenset({"في", "وفي"})
_ON: Final = frozenset({".", "؛", "و", "وفي", "ثم", "بينما", "فيما", "كما", ")", "واحد", "واحده", "فقط", "هم"})
"""Behind a number with which its place has had its share."""
_GAP: Final = 12
"""Tokens between two shares: who was among the first may be told."""
_WHOSE: Final = 5
"""Tokens between people and the comma behind them: whose they were (عنصرا من قوات النظام)."""
_HAPPENED: Final = ("noun.attack", "noun.explosion", "noun.death", "noun.injury", "weapon", "mark.subset", "mark.cause")
_INSET: Final = 6
"""Tokens between a number and its place: who is among them."""

_OF_EACH: Final = (("في", "كل"), ("بكل", "من"), ("لكل", "من"))
"""Behind a number, before the places of which each had as many."""
_OF_THEM: Final = frozenset({"منهما", "منها"})
_OF_THEM_REACH: Final = 3
"""Tokens of لكل حي منهما, behind a number or before it."""
_PLACES_LEAST: Final = 2

ONLY = frozenset({"واحد", "واحده", "فقط"})
"""Between one person and the places that had one each (مدني واحد في كل من …)."""
SHARES_MAX = 12
"""Places that one number may be distributed over."""


class Quotas:
    """Finds the shares of one article's lists."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        told = [place for place in matches.places if not place.context_only]
        self._told, self._sentence_of = told, matches.sentence_of
        self._starts = {place.first for place in matches.places}
        self._ends = {place.last: place.first for place in told}
        self._amounts = [amount.first for amount in matches.amounts]

    def adjoined(self, before: People, people: People) -> bool:
        """28 طفلا 9 نساء, 46 عنصرا من قوات النظام، 15 مسلحا: nothing but a comma and whose they were in between."""
        if before.last == people.first:
            return True
        comma = people.first - 1
        if people.fate is not None or self._tokens[comma].text not in COMMAS or comma - before.last > _WHOSE:
            return False
        whose = self._words[before.last : comma]
        return not any(word.verb or word.any(_HAPPENED) for word in whose) and not any(
            token.text in COMMAS for token in self._tokens[before.last : comma]
        )

    def quota(self, people: People, others: Sequence[People]) -> bool:
        """وسجلت 46 في دمشق، 18 في حلب، 10 في إدلب: a bare number at its place, one of three or more."""
        return self._placed(people) and sum(self._placed(other) for other in others) >= _LEAST

    def shared_out(self, state: State) -> bool:
        """31 شهيدا في دمشق، وعشرون في حمص: the figure counted last is a share itself, no whole of shares."""
        told = next((t for t in state.told if t.candidate.id == state.whole), None)
        if told is None:
            return False
        if self.at_place(self._behind_inset(told)) or self._opened(told.candidate.first, told.people.first):
            return True
        shares = sum(other.low or 0 for other in state.phrases if self.start(other) is not None)
        return shares > (told.people.low or told.people.high or 0)

    def _behind_inset(self, told: Told) -> int:
        """و7 بينهم طفلان في س: of a number in a list, behind who is among them."""
        last = told.candidate.last  # 11 قتلوا في س
        if not told.candidate.rule.startswith("joined") or "mark.subset" not in self._words[last]:
            return last
        return next((i for i in range(last, min(last + _INSET, len(self._tokens))) if self.at_place(i)), last)

    def at_place(self, i: int) -> bool:
        """في حلب, في كل من: where the people just counted are."""
        if i + 1 >= len(self._tokens) or self._tokens[i].text != "في":
            return False
        return i + 1 in self._starts or self._tokens[i + 1].text == "كل"

    def ends_place(self, i: int) -> bool:
        """Whether a place's name ends right before `i`."""
        return i in self._ends

    def follows(self, before: People, start: int) -> bool:
        """The share that begins at `start` goes on with what `before` tells."""
        gap = range(before.last, start)
        if len(gap) > _GAP or any(before.last <= amount < start for amount in self._amounts):
            return False
        return not any(self._ends_list(i) for i in gap)

    def _ends_list(self, i: int) -> bool:
        text = self._tokens[i].text
        return text in {".", "؛"} or ("mark.connector" in self._words[i] and text != "ثم")

    def numbered_apart(self, last: Told, people: People, state: State) -> bool:
        """20 شخصا، سبعة منهم في س، وستة في ص: those of the next place are of the same whole, as far as it goes."""
        whole = last.candidate.part_of
        heads = [t for t in state.told if t.candidate.part_of is None]
        if len(heads) > 1 and all(self.at_place(t.people.last) for t in heads):
            return False  # 30 في س، و20 في ص، بينهم 4 أعدموا في ع، و10 في ف
        members = [t.people for t in state.told if t.candidate.part_of == whole]
        # توزعوا على 68 قتيلا في س، و31 في ص
        spread = [p for p in members if "verb.spread" in self._words[p.first - 2]]
        apart = [p for p in members if p.noun is None or p.among or p in spread]
        most = next((t.people.low or 0 for t in state.told if t.candidate.id == whole), 0)
        fell = any(c in self._words[p.last] for p in apart[:1] for c in (*FATE_VERBS, "verb.fall"))
        # قتل 11 في س، منهم أربعة في ع، وستة في ص: the six are of another
        told = last.people in apart and (apart[0].among or fell or bool(spread))
        if not told and self._unplaced(members[0], state):
            told, apart = True, members
        return told and sum(p.low or 0 for p in apart) + (people.low or 0) <= most

    def _unplaced(self, part: People, state: State) -> bool:
        """سقط ثلاثون اليوم، منهم عشرون في س، وستة شهداء في ص: the sentence names no place before that of the part."""
        named = any(state.sentence.first <= first < part.first for first in self._starts)
        return not named and part.noun is None and self.at_place(part.last)

    def start(self, people: People) -> int | None:
        """Where a share begins that names its place before its number (وفي حرستا 8, وحلب 12, تلتها سقبا ب 22)."""
        joined = self._tokens[people.first].text.startswith("و") and people.low != 1  # في س وأربعة في ص
        if not people.counted or people.definite or joined or not self._closed(people.last):
            return None
        if not (people.bare and people.amount):
            return self._fronted(people)
        at = people.first
        at -= self._tokens[at - 1].text in {"ب", "("}
        first = at - 1 if self._venue(at - 1) else self._ends.get(at)
        if first is None:
            return None
        return first - (self._tokens[first - 1].text in _IN)

    def _venue(self, i: int) -> bool:
        """قتل سبعة في السوق، وفي المدرسة خمسة: no time and nothing that turns (وفي المقابل)."""
        words = self._words[i]
        there = not words or "thing.building" in words
        return self._tokens[i - 1].text == "وفي" and self._tokens[i].text.startswith("ال") and there

    def _fronted(self, people: People) -> int | None:
        """وفي بنش مدنيان، وفي رفح سيدة وطفلها: people behind the place with which their share opens."""
        first = self._ends.get(people.first)
        known = people.noun is not None and self._words[people.noun].any(tuple(PERSONS))
        return first - 1 if first and known and self._tokens[first - 1].text == "وفي" else None

    def _placed(self, people: People) -> bool:
        return people.bare and people.amount and (self.at_place(people.last) or self.start(people) is not None)

    def _opened(self, first: int, people: int) -> bool:
        """في دوما ارتقى 13, قتل في دوما 6: the place that opens the statement, or stands before them."""
        return any(
            (end == first or first < begin < people) and self._tokens[begin - 1].text in _IN
            for end, begin in self._ends.items()
        )

    def _closed(self, i: int) -> bool:
        """Nothing follows that the number could count."""
        if i >= len(self._tokens):
            return True
        text = self._tokens[i].text
        joined = text.startswith("و") and any("wa" in entry.clitics for entry in self._words[i].values())
        named = text.startswith("و") and i in self._starts
        return text in _ON or text in COMMAS or "mark.subset" in self._words[i] or joined or named

    def shares(self, people: People) -> list[tuple[int | None, tuple[int, int] | None]]:
        """One share per place of "في كل من …", else the phrase alone."""
        i = people.last
        texts = [t.text for t in self._tokens[i : i + 4]]
        if texts[:1] and texts[0] in ONLY:
            i, texts = i + 1, texts[1:]
        each = next((len(words) for words in _OF_EACH if tuple(texts[: len(words)]) == words), None)
        if not people.numeric:
            return [(None, None)]
        if of_them := self._shares_of_them(people):
            return of_them
        if each is None:
            return self._fronted_shares(people)
        start = i + each + (texts[each : each + 1] == ["من"])
        end = self._list_end(start)
        within = {j for last, first in self._ends.items() for j in range(first + 1, last)}  # بلدتي ود عشانا
        joined = (self._tokens[j].text.startswith("و") and j not in within for j in range(start + 1, end))
        members = 1 + sum(joined)
        if members < 2 or members > SHARES_MAX:
            return [(None, None)]
        return [(share, (start, end)) for share in range(members)]

    def _shares_of_them(self, people: People) -> list[tuple[int | None, tuple[int, int] | None]]:
        """في س وص أربعة لكل حي منهما, أما س وص فودع كل حي منهما شهيدين: each of the places told before had as many."""
        behind = [t.text for t in self._tokens[people.last : people.last + _OF_THEM_REACH]]
        before = [t.text for t in self._tokens[max(0, people.first - _OF_THEM_REACH) : people.first]]
        told = behind[:1] == ["لكل"] or behind[:2] == ["في", "كل"]
        of_them = (told and not _OF_THEM.isdisjoint(behind)) or (
            before[-1:] and before[-1] in _OF_THEM and "كل" in before
        )
        listed = [p for p in self._told if p.last <= people.first and p.chain is not None] if of_them else []
        last = listed[-1] if listed else None
        if last is None or people.first - last.last > _GAP or last.sentence != self._sentence_of[people.first]:
            return []
        chain = [p for p in listed if p.chain == last.chain]
        members = len(chain) if len(chain) >= _PLACES_LEAST else 0
        return [(share, (chain[0].first, last.last)) for share in range(members)]

    def _fronted_shares(self, people: People) -> list[tuple[int | None, tuple[int, int] | None]]:
        """فقد كل من حيي س وص ثلاثة, وسقط في كل من س وص شهيدان: each of the places before the number had as many."""
        members, start = 0, people.first
        if self._tokens[start].text.startswith("و") and self._tokens[start].text not in ONLY:
            return [(None, None)]  # ثلاثة في كل من س وص وأربعة في ع
        while start in self._ends and members < SHARES_MAX:
            members, start = members + 1, self._ends[start]
        before = [t.text for t in self._tokens[max(0, start - 2) : start]]
        each = before == ["كل", "من"] and (self._words[start - 3].verb or self._tokens[start - 3].text == "في")
        if members < _PLACES_LEAST or not each:
            return [(None, None)]
        return [(share, (start, people.first)) for share in range(members)]

    def _list_end(self, start: int) -> int:
        """Behind the last place of the list that begins at `start`: a mark, a clause, or the next number follows."""
        for i in range(start, min(len(self._tokens), start + 4 * SHARES_MAX)):
            words = self._words[i]
            if self._tokens[i].text in {"،", ",", ".", "؛", ")"} or words.verb or "mark.connector" in words:
                return i
            if i > start and self._counts(i):
                return i - (self._tokens[i - 1].text == "و")
        return min(len(self._tokens), start + 4 * SHARES_MAX)

    def _counts(self, i: int) -> bool:
        """4 في كل من درعا وحماة و3 في …, و3 شهداء في …, وشهيدان في …: the next number of the list."""
        behind = [t.text for t in self._tokens[i + 1 : i + 3]]
        if i in self._amounts:
            return "في" in behind
        noun = self._words[i].noun
        return behind[:1] == ["في"] and noun is not None and noun[1] in FATES and noun[0].clitics == ("wa",)
