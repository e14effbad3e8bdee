"""Tolls that add a report's dead to those of other days without a word of since: ليرتفع عدد الصحافيين القتلى إلى 140.

What the count is of tells a tally from the toll of one event (ليرتفع عدد ضحايا الغارة إلى 31), and how far it lies from
the report's own figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from detectors.lexicon.entry import Entry
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS
from detectors.reading.summing import SUMMING
from detectors.reading.tellings import RISES, TOLLS

SINGLE: Final = ("noun.attack", "noun.explosion")
ADDED: Final = ("adj.dying", "noun.recover", "verb.recover")
"""The wounded who died and the bodies that were found are of the event told of."""
KILLINGS: Final = ("noun.violation", "noun.death", "weapon")
"""In the plural: خروقات، اغتيالات، ألغام: what goes on for long."""
TRADES: Final = ("person.civilian", "person.combatant", "force")
MANY: Final = 2
"""How many times the report's own figure a tally is, where it is of what goes on for long."""
OF_A_TRADE: Final = 3
"""The same where it is of people of one trade or side: two of them rarely make a third of all."""
OF_MORE: Final = 10
"""The same where it is of a place or of several attacks: a bad day's others may be among it."""
OF_ALL: Final = 20
"""The same where nothing says what it is of: the toll of one event seldom grows so much within a report."""
REACH: Final = 20
"""Tokens between the word of toll and its number."""
SUM_REACH: Final = 7
"""Tokens between what the news adds up to and its number (وبهذا تكون الطائرات قد قتلت 75)."""
FRONTED: Final = 8
"""Tokens behind a number in which what it counts follows (ليرتفع إلى 25 عدد العاملين)."""
WITHIN: Final = frozenset({"في", "ضمن", "خلال"})
RESULTS: Final = ("verb.result", "verb.take_life", "verb.kill")
ATTACK_REACH: Final = 3
"""Tokens from an attack to الذي: where it was."""
PLACES: Final = frozenset(
    {"المحافظه", "البلاد", "القطاع", "المدينه", "المخيم", "البلده", "المنطقه", "المخيمات", "المناطق", "المدن"}
)
LASTING: Final = frozenset({
    "التصعيد", "الاحتجاجات", "التظاهرات", "المظاهرات", "الاضطرابات", "الانتفاضه", "الحصار", "الهدنه", "التهدئه",
    "التعذيب", "القنص", "الاغتيال", "السجون", "المعتقلات", "الاجتياح", "التوغل", "العمليات",
})  # fmt: skip
"""What goes on for days."""
BODIES: Final = frozenset({
    "المنظمه", "الحركه", "النقابه", "الجهاز", "الطواقم", "الكوادر", "الجمعيه", "الهيئه", "الوكاله", "المؤسسه",
    "الحزب", "الفصيل",
})  # fmt: skip
TORTURE: Final = "تعذيب"
BY_TRADE: Final = frozenset({"journalists", "health", "rescuers"})
GROUND: Final = frozenset({"البري", "البريه", "الواسع", "الواسعه", "المستمر", "المستمره"})
"""Behind an attack: it goes on for long (الهجوم البري)."""
ITS: Final = ("noun.toll", "noun.victim", "noun.killed")
IN_IT: Final = frozenset({"فيها", "فيه", "خلالها", "خلاله"})
"""Of the event told of (عدد الصحافيين الذين قتلوا فيها)."""


class Tallies:
    """What the tolls of one article are of."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._at = matches.standing

    def least(self, toll: Candidate) -> int:
        """How many times the report's own figure the toll must be for a tally of other days too; 0 if it never is."""
        first, last = self._counted(toll)
        if first >= last:
            return self._untold(toll)
        if self._of_one_event(first, last, toll):
            return 0
        if self._several(KILLINGS, first, last) or any(map(_campaign, self._words[first:last])):
            return MANY
        texts = {token.text for token in self._tokens[first:last]}
        trade = any(self._trade(i) for i in range(first, last)) or self._its_dead(first, last, toll)
        if trade or not texts.isdisjoint(BODIES | LASTING):
            return OF_A_TRADE
        placed = any(first <= m.first < last and not m.context_only for m in self._m.places)
        many = self._several(SINGLE, first, last) or "noun.total" in self._words[first - 1]
        if placed or many or not texts.isdisjoint(PLACES):
            return OF_MORE
        begin = self._m.document.sentences[toll.sentence].first
        return OF_ALL if self._at.any(RISES, begin, toll.first) else 0

    def own_blow(self, c: Candidate) -> bool:
        """قضوا بقصف حوثي لأحياء سكنية: an attack not told of before behind the figure, and no place of its own."""
        if "place:focus" not in c.reasons:
            return False
        attacks = self._at.of("noun.attack", c.last, self._m.clauses[c.clause].last)
        return any("al" not in self._words[i]["noun.attack"].clitics for i in attacks)

    def in_all(self, toll: Candidate) -> bool:
        """وبلغ إجمالي قتلى الأربعاء 15, مجموع من قتلوا 51: a total that is called so."""
        first, last = self._counted(toll)
        return first < last and "noun.total" in self._words[first - 1]

    def _untold(self, toll: Candidate) -> int:
        """وثقت الشبكة مقتل 120 بالألغام, البلدة التي قتل فيها 120: what was counted without a word of toll."""
        clause = self._m.clauses[toll.clause]
        near = max(self._m.document.sentences[toll.sentence].first, toll.first - SUM_REACH)
        if any(text.lstrip("وف") in SUMMING for text in self._m.document.texts[near : toll.first]):
            return OF_A_TRADE  # وبهذا تكون الطائرات قد قتلت 75
        if self._at.any(("time.adverb",), clause.first, clause.last):
            return 0
        if self._during_campaign(near, toll.first):
            return OF_MORE
        if self.in_attack(toll):
            return 0
        if clause.opener == "relative":
            spans = range(max(0, clause.first - ATTACK_REACH), clause.first)
            if any(_campaign(self._words[i]) or self._tokens[i].text in LASTING for i in spans):
                return MANY
            there = self._in_it(clause.first, toll.last) or self._several(SINGLE, clause.first, clause.last)
            return OF_MORE if there else 0
        if self._one_attack(clause.first, clause.last) or not self._at.any(("verb.count",), clause.first, toll.last):
            return 0
        return MANY if self._several(KILLINGS, toll.last, clause.last) else OF_MORE

    def _during_campaign(self, first: int, last: int) -> bool:
        """وخلال الحملة الأخيرة قتل 75: over all of it."""
        during = (i + 1 for i in self._at.of("mark.during", first, last - 1))
        return any(_campaign(self._words[i]) for i in during)

    def in_attack(self, toll: Candidate) -> bool:
        """التفجير الذي قتل فيه 70, في القصف الذي أوقع 70: all whom the attack just named killed."""
        clause = self._m.clauses[toll.clause]
        near = range(max(0, clause.first - ATTACK_REACH), clause.first)
        if clause.opener != "relative" or not self._one_attack(near.start, near.stop):
            return False
        head = self._at.of_any(SINGLE, near.start, near.stop)[-1]
        if "mark.since" in self._words[head - 1]:
            return False  # الأعلى منذ الهجوم الذي قتل فيه 1400
        if self._in_it(clause.first, toll.last):
            return True
        within = self._tokens[head - 1].text in WITHIN or any(
            "bi" in entry.clitics for category, entry in self._words[head].items() if category in SINGLE
        )
        return within and self._words[clause.first + 1].any(RESULTS)

    def _one_attack(self, first: int, last: int) -> bool:
        texts = self._m.document.texts
        single = (i for i in self._at.of_any(SINGLE, first, last) if GROUND.isdisjoint(texts[i + 1 : i + 2]))
        known = (self._words[i][c] for i in single for c in SINGLE if c in self._words[i])
        return any(attack.number != "p" and attack.lemma != TORTURE for attack in known)

    def _its_dead(self, first: int, last: int, toll: Candidate) -> bool:
        """نعى الحزب اثنين من مقاتليه، ما يرفع حصيلة شهدائه إلى 81: the dead of a force; an attack has victims."""
        begin = self._m.document.sentences[toll.sentence].first
        own = [i for i in self._at.of("noun.killed", first - 1, last) if self._words[i]["noun.killed"].pronoun]
        forces = self._at.of("force", begin, own[0]) if own else []
        if not forces:
            return False
        whose = self._words[own[0]]["noun.killed"].pronoun
        attacks = self._at.of_any(SINGLE, max(begin, forces[0] - 2), own[0])  # قصف للجيش … قتلاه
        return not any(whose[1:2] == self._words[i][c].gender for i in attacks for c in SINGLE if c in self._words[i])

    def of_body(self, toll: Candidate) -> bool:
        """عدد الشهداء الصحفيين 133: no single event kills so many people of one such trade."""
        counted = self._at.of("person.civilian", *self._counted(toll))
        groups = {*toll.groups, *(g for i in counted for g in self._words[i]["person.civilian"].every("group"))}
        return not BY_TRADE.isdisjoint(groups)

    def _several(self, categories: tuple[str, ...], first: int, last: int) -> bool:
        return any(w[c].number == "p" for w in self._words[first:last] for c in categories if c in w)

    def _in_it(self, first: int, last: int) -> bool:
        return any(token.text in IN_IT for token in self._tokens[first:last])

    def _counted(self, toll: Candidate) -> tuple[int, int]:
        """The words of what is counted: between the word of toll and its number, else behind it."""
        sentence = self._m.document.sentences[toll.sentence]
        before = self._at.of_any(TOLLS, max(sentence.first, toll.last - REACH), toll.last)
        if before and not any(before[-1] < amount.first < toll.first for amount in self._m.amounts):
            return before[-1] + 1, toll.last
        if all(token.text != "الي" for token in self._tokens[max(0, toll.first - 1) : toll.last]):
            return 0, 0
        after = self._at.of_any(TOLLS, toll.last, min(toll.last + FRONTED, sentence.last))
        return (after[0] + 1, min(after[0] + 1 + FRONTED, sentence.last)) if after else (0, 0)

    def _of_one_event(self, first: int, last: int, toll: Candidate) -> bool:
        """ضحايا الغارة, حصيلة اليوم, ضحاياه, or one whose wounded died since."""
        if self._one_attack(first - 1, last):
            return True
        known = (words[c] for words in self._words[first - 1 : last] for c in ITS if c in words)
        if any(entry.pronoun for entry in known) and not self._its_dead(first, last, toll):
            return True
        begin = self._m.document.sentences[toll.sentence].first
        pause = next((i for i in range(first, begin, -1) if self._tokens[i - 1].text in COMMAS), begin)
        today = self._at.any(("time.adverb",), pause, last)  # ومع انتهاء اليوم بلغ عدد القتلى
        return today or self._in_it(first, last) or self._at.any(ADDED, begin, last)

    def _trade(self, i: int) -> bool:
        """الصحافيين, شهداء المنظمة: people of one trade, or of a body or force that is named as such."""
        for category in TRADES:
            entry = self._words[i].get(category)
            if entry is None or "al" not in entry.clitics:
                continue
            if category != "person.civilian" or entry.tag("group") not in (None, "children", "women"):
                return True
        return False


def _campaign(words: Mapping[str, Entry]) -> bool:
    """خلال الحملة, ضحايا الحصار."""
    span = words.get("noun.span")
    return span is not None and "al" in span.clitics
