"""Words for fighting that goes on for long, or that is told of one town and so of one event."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches
from detectors.text import fold

BATTLE: Final = "معركه"
ASSAULT: Final = "عدوان"
TOWNS: Final = frozenset({"community", "neighbourhood", "landmark"})
AT_WAR: Final = frozenset({"غزه", "طرابلس"})
"""Provinces abroad of which the name is more than a town's."""
EVENTS: Final = frozenset({"هجوم", "هجمه", "اعتداء", "حادثه", "حادث", "انتهاك"})
"""What bodies that document count over months; strikes they count by the day as well."""
KINDS: Final = ("noun.attack", "noun.incident", "noun.violation", "mark.topic")
MANY: Final = 20
"""Attacks that one body counted, least, of which the dead are of no one day."""
REACH: Final = 6
"""Tokens between battles and until when they are counted."""
SO_FAR_REACH: Final = 10
"""Tokens between what a campaign led to and until when that is counted."""
OF_THEM: Final = frozenset({
    "نتيجتها", "حصيلتها", "خلالها", "فيها", "جراءها", "جرائها", "اثرها", "بسببها", "عنها", "كلفتها", "ضحاياها", "ثمنها",
})  # fmt: skip
"""Of attacks told of right before, in the words with which a sentence opens."""
OF_PLACES: Final = frozenset({"فيها", "عنها", "خلالها", "ثمنها"})
"""Which may be said of a town or of the time as well."""
OF_THEM_REACH: Final = 4
RESULTS: Final = ("verb.result", "verb.take_life", "verb.kill", "verb.die", "noun.death", "noun.killed")
OPERATION_REACH: Final = 6
"""Tokens between a campaign and the verb that says what it led to."""


class Campaigns:
    """Looks at such words in one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._words = matches.words

    def battles(self, i: int) -> bool:
        """أسفرت معارك طرابلس حتى الآن: of battles that have long gone on."""
        near = range(max(self._m.document.sentences[self._m.sentence_of[i]].first, i - REACH), i)
        fights = ((j, self._words[j].get("noun.attack")) for j in near)
        named = (j + 1 for j, fight in fights if fight is not None and fight.lemma == BATTLE and fight.number == "p")
        return any(p.first == k for k in named for p in self._m.places)

    def until_now(self, i: int) -> bool:
        """أسفرت الحملة العسكرية حتى الآن عن, قتل 120 حتى اللحظة في الحملة: what a campaign has cost so far."""
        sentence = self._m.document.sentences[self._m.sentence_of[i]]
        results = self._m.standing.of_any(RESULTS, sentence.first, min(i + OPERATION_REACH, sentence.last))
        if not results or i - results[-1] > SO_FAR_REACH:
            return False
        near = range(
            max(sentence.first, min(i, results[-1]) - OPERATION_REACH), min(i + OPERATION_REACH, sentence.last)
        )
        return any(self._campaign(j) for j in near)

    def _campaign(self, i: int) -> bool:
        """A raid of security men is of one day and a military operation is not."""
        span, operation = self._words[i].get("noun.span"), self._words[i].get("noun.operation")
        military = self._m.document.texts[i + 1 : i + 2] == ["العسكريه"]
        named = span or (operation if military else None)
        return named is not None and "al" in named.clitics and not (span and self.on_town(i))

    def on_town(self, i: int) -> bool:
        """العدوان على مدينة جنين, على صنعاء: an attack on one town is news, and no war, as that on Gaza is."""
        if self._words[i]["noun.span"].lemma != ASSAULT or self._m.document.texts[i + 1 : i + 2] != ["علي"]:
            return False
        near = [p.place for p in self._m.places if i + 2 <= p.first <= i + 3]
        return any(p.level in TOWNS or (p.level == "governorate" and fold(p.name) not in AT_WAR) for p in near)

    def documented(self, sentence: int, end: int) -> bool:
        """أحصت المنظمة 83 هجوما على المرافق الطبية أودت بحياة 91: what befell in all of them, told at `end`."""
        if self._counted(sentence, end):
            return True
        clause = self._m.clauses[self._m.clause_of[end]]  # قتل 60 في هذه الهجمات
        if not sentence or not self._recalled(self._m.document.sentences[sentence].first, clause.last):
            return False
        return self._counted(sentence - 1, self._m.document.sentences[sentence - 1].last)

    def of_them(self, sentence: int) -> bool:
        """وقتل جراءها 45: of all the attacks told of right before; وقتل فيها only where they were counted."""
        first, last = self._m.document.sentences[sentence][:2]
        told = OF_THEM.intersection(self._m.document.texts[first : min(first + OF_THEM_REACH, last)])
        if told <= OF_PLACES:
            before = (a for a in self._m.amounts if self._m.sentence_of[a.first] == sentence - 1)
            return bool(told) and any((a.low or 0) > 1 and "noun.attack" in self._words[a.last] for a in before)
        return True

    def _recalled(self, first: int, end: int) -> bool:
        """وقالت إن الهجمات شملت …, وكانت نتيجتها …: all those that the sentence before counted."""
        if not OF_THEM.isdisjoint(self._m.document.texts[first : min(first + OF_THEM_REACH, end)]):
            return True
        kinds = (e for i in range(first, end) for c, e in self._words[i].items() if c in KINDS and e.lemma in EVENTS)
        return any(entry.number == "p" and entry.clitics[-1:] == ("al",) for entry in kinds)

    def _counted(self, sentence: int, end: int) -> bool:
        """أحصت المنظمة 83 هجوما: a sentence that says, before `end`, how many were counted."""
        counting = self._m.standing.of("verb.count", self._m.document.sentences[sentence].first, end)
        if not counting:
            return False
        before = (a for a in self._m.amounts if counting[0] < a.first and a.last < end)
        return any((a.low or 0) >= MANY and self._event(a.last) for a in before)

    def _event(self, i: int) -> bool:
        return any(self._words[i][c].lemma in EVENTS for c in KINDS if c in self._words[i])
