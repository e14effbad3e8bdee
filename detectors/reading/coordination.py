"""Lists: people joined by و and commas, and one number shared by several places (5 في كل من …)."""

from __future__ import annotations

from collections.abc import Sequence

from detectors.reading.governors import DECOYS
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS, People
from detectors.reading.roles import FATE_VERBS
from detectors.reading.state import State

COORDINATION_REACH = 9
"""Tokens between two members of one list: a place or an age may stand between."""
SHARE_REACH = 16
"""The same between two shares of a list of places: a subset of the first may stand between."""
CIRCUMSTANCES = frozenset({"في", "اثر", "جراء", "خلال", "نتيجه"})
NAMING = frozenset({"يدعي", "تدعي", "يسمي", "تسمي"})
"""Between somebody and his name."""
AGED = ["من", "العمر"]
QUOTAS_LEAST = 3
"""Numbers with their places that make a list of them."""
SHARES_MAX = 12
"""Places that one number may be distributed over."""


class Coordination:
    """Finds the lists of one article."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._places = {place.first for place in matches.places}
        self._named = {i for place in matches.places for i in range(place.first, place.last)}
        self._amounts = {amount.first for amount in matches.amounts}

    def joins(self, before: People, people: People) -> bool:
        """و or a comma joins the phrase to the one before, with nothing between that opens a statement."""
        gap = range(before.last, people.first)
        share = self.share(people)
        if len(gap) > (SHARE_REACH if share or self._against(people) else COORDINATION_REACH):
            return False
        if people.bare and not share and not self._amounts.isdisjoint(gap):
            return False  # وحرق 20 عشة و9 دراجات
        first = self._words[people.first]
        wa = self._tokens[people.first].text.startswith("و") and (
            people.amount or "mark.one" in first or any("wa" in e.clitics for e in first.values())
        )
        along = any("mark.with" in self._words[i] for i in range(max(before.last, people.first - 2), people.first))
        aside = along and any(self._tokens[i].text in COMMAS for i in gap)
        for i in gap:
            text = self._tokens[i].text
            words = self._words[i]
            if text in {".", "؛", ":"} or "mark.connector" in words:
                return False
            if "mark.subset" in words and not share:
                return False
            if share and "noun.attack" in words and self._tokens[i - 1].text in CIRCUMSTANCES:
                continue  # قتل 9 في قصف حي، و4 في قصف خيمة
            told = self._predicate(i) and (aside or (share and i == before.last))  # ثلاثة قتلوا في س، واثنين في ص
            if text in NAMING or i in self._named or self._wounded(i) or told:
                continue
            if words.verb and [t.text for t in self._tokens[i + 1 : i + 3]] == AGED:
                continue  # طفلة تبلغ من العمر 3 سنوات، وجدتها
            if words.verb or any(c in DECOYS or c.startswith(("noun.death", "noun.injury")) for c in words):
                return False
            if "noun.attack" in words and not aside and "bi" not in words["noun.attack"].clitics:
                return False
            if text.startswith("و") and i + 1 < people.first and not words and len(gap) > 3:
                continue
        if along and people.noun is not None and "person.detainee" in self._words[people.noun]:
            return False  # إضافة إلى 52 أسيرا
        return wa or along or (bool(gap) and self._tokens[people.first - 1].text == "و")

    def beside(self, people: People) -> bool:
        """ستة، هم أربعة باكستانيين وشرطي، فضلا عن المهاجمين الثلاثة: who attacked is none of those who are listed."""
        near = (self._words[i].get("mark.with") for i in range(max(0, people.first - 2), people.first))
        return people.victims == "combatant" and people.definite and any(mark is not None for mark in near)

    def _predicate(self, i: int) -> bool:
        """9 جنود قتلوا في الكمين، إضافة إلى سائق: the verb whose subject they are, before who else there was."""
        return any(c in self._words[i] and not self._words[i][c].clitics for c in FATE_VERBS)

    def _wounded(self, i: int) -> bool:
        """إصابة رجل بجروح وامرأة: how the one was hurt, between him and the next."""
        wound = self._words[i].get("noun.wound") or self._words[i].get("noun.injury")
        return wound is not None and "bi" in wound.clitics and wound.number == "p"

    def listed(self, before: People, people: People) -> bool:
        """بينهم 28 طفلا 9 نساء: the next of a list, right behind the one before."""
        adjoined = before.last == people.first and before.noun is not None is not people.noun
        return adjoined and before.amount and people.amount and not people.definite

    def composed(self, people: People, state: State, whole: Candidate) -> bool:
        """بينهم أطفال و3 سيدات: the counted ones behind those without a number; fighters are among no civilians."""
        if state.composed is None or not people.counted:
            return False
        other = people.victims == "combatant" and whole.victims == "civilian"
        return not other and self.joins(state.composed, people)

    def shared_out(self, state: State) -> bool:
        """31 شهيدا في دمشق، وعشرون في حمص: the figure counted last is a share itself, no whole of shares."""
        told = next((t.people for t in state.told if t.candidate.id == state.whole), None)
        return told is not None and self.at_place(told.last)

    def _against(self, people: People) -> bool:
        """، مقابل 13 إسرائيليا، مقارنة بأكثر من 880: a count that another is set beside."""
        near = (self._words[i].get("mark.with") for i in range(max(0, people.first - 2), people.first))
        return people.amount and any(mark is not None and mark.tag("against") for mark in near)

    def share(self, people: People) -> bool:
        """، وعشرون في حمص: the next place of a list, whatever was said of some of those before."""
        i, last = people.first, people.last
        comma = i > 1 and self._tokens[i - 1 - (self._tokens[i - 1].text == "و")].text in COMMAS
        others = any("mark.other" in self._words[j] for j in range(i + 1, last))  # و10 آخرون في قصف
        placed = last < len(self._tokens) and self._tokens[last].text == "في"
        return people.counted and (comma or others) and placed

    def quota(self, people: People, others: Sequence[People]) -> bool:
        """وسجلت 46 في دمشق، 18 في حلب، 10 في إدلب: a bare number at its place, one of three or more."""
        return self._at_place(people) and sum(self._at_place(other) for other in others) >= QUOTAS_LEAST

    def _at_place(self, people: People) -> bool:
        return people.bare and people.amount and self.at_place(people.last)

    def at_place(self, i: int) -> bool:
        """في حلب, في كل من: where the people just counted are."""
        if i + 1 >= len(self._tokens) or self._tokens[i].text != "في":
            return False
        return i + 1 in self._places or self._tokens[i + 1].text == "كل"

    def shares(self, people: People) -> list[tuple[int | None, tuple[int, int] | None]]:
        """One share per place of "في كل من …", else the phrase alone."""
        i = people.last
        texts = [t.text for t in self._tokens[i : i + 3]]
        if not people.numeric or texts[:2] not in (["في", "كل"], ["بكل", "من"]):
            return [(None, None)]
        start = i + (3 if texts[0] == "في" else 2)
        end = self._list_end(start)
        members = 1 + sum(self._tokens[j].text.startswith("و") and j > start for j in range(start, end))
        if members < 2 or members > SHARES_MAX:
            return [(None, None)]
        return [(share, (start, end)) for share in range(members)]

    def _list_end(self, start: int) -> int:
        for i in range(start, min(len(self._tokens), start + 4 * SHARES_MAX)):
            words = self._words[i]
            if self._tokens[i].text in {"،", ",", ".", "؛", ")"} or words.verb or "mark.connector" in words:
                return i
        return min(len(self._tokens), start + 4 * SHARES_MAX)
