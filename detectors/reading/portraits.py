"""Who the one person is that a figure counts: man or woman, of which trade and side, by which name."""

from __future__ import annotations

from typing import Final

from detectors.reading.credits import Credits
from detectors.reading.model import Candidate
from detectors.reading.people import FATES, QUOTES
from detectors.reading.tellings import HEAD

PERSONS: Final = ("person.civilian", "person.combatant", "person.unknown")
ANYBODY: Final = frozenset({"شخص", "مدني", "مواطن", "فرد", "عنصر", "نازح", "لاجئ", "طفل", "ضحيه", "انسان", "شاب"})
"""Words that a writer may use of a man or a woman, or of what another calls otherwise."""
TRADES: Final = frozenset({"شرطي", "جندي"})
"""Words for one man of a force that are said of no other's."""
REBELS: Final = frozenset({"الحر", "الاسلام", "الفتح"})
"""Behind an army that is none of a state."""
STATES: Final = frozenset({"country"})
ONE: Final = frozenset({"احد", "احدي", "باحد"})
SAME: Final = frozenset({"ذاتها", "نفسها", "ذاته", "نفسه", "عينها", "عينه"})
TOOK: Final = frozenset({"تسلم", "تسلمت", "تسلمنا", "استلم", "استلمت"})
CARE: Final = ("verb.receive", "verb.treat")
OWN_WARDS: Final = ("مركزها", "مركزنا", "مشفا", "مستشفا", "مستشفيات", "نقاطنا", "نقاطها")
RECEIVED: Final = 8
"""Tokens between a hospital and those whom it took in."""
NAME_MOST: Final = 4
NAME_LEAST: Final = 3
"""Letters of a word in a name."""


class Portraits(Credits):
    """Looks at the nouns of the figures of one article."""

    def gender(self, c: Candidate) -> str:
        """Of the one person that it counts; empty where the word does not tell (شخص، مدني، قتيل)."""
        words = self._words[c.noun] if c.noun is not None else {}
        known = next((words[category] for category in PERSONS if category in words), None)
        if known is None or known.lemma in ANYBODY or (known.gender == "f" and self._own_child(c.noun)):
            return ""
        return known.gender

    def in_another_town(self, whole: Candidate, c: Candidate) -> bool:
        """وفي تعز … في حي الجحملية: the sentence opens with a town abroad that is none of the whole's."""
        first = self._m.document.sentences[c.sentence].first
        opening = range(first, min(first + HEAD, c.first))
        town = next((p for p in self._m.places if p.first in opening and not p.role), None)
        there = whole.place
        if (
            town is None
            or there is None
            or "place:focus" in whole.reasons
            or town.abroad is None
            or there.abroad is None
        ):
            return False
        apart = town.key != there.key and town.key not in there.above and there.key not in town.above
        return apart and not STATES & {town.abroad, there.abroad}

    def _own_child(self, noun: int | None) -> bool:
        """رجل وطفله: his child, by the letter that is no ة."""
        document = self._m.document
        last = document.raw[document.start(self._tokens[noun].end - 1)] if noun is not None else ""
        return last == "ه"

    def trade(self, c: Candidate) -> str:
        """What the one fighter that it counts serves as: a policeman is no soldier."""
        person = self._words[c.noun].get("person.combatant") if c.noun is not None else None
        return person.lemma if person is not None and person.lemma in TRADES else ""

    def one_of(self, c: Candidate) -> bool:
        """أحد الأطفال, أحد ضحايا الهجوم: one of people who are known."""
        words = self._words[c.noun] if c.noun else {}
        people = next((words[category] for category in (*PERSONS, *FATES) if category in words), None)
        if c.noun is None or people is None or people.number != "p":
            return False
        whose = any(token.text.startswith("ال") for token in self._tokens[c.noun + 1 : c.noun + 2])
        known = "al" in people.clitics or (self.fated(c) and whose)
        return known and self._tokens[c.noun - 1].text.removeprefix("و") in ONE

    def fated(self, c: Candidate) -> bool:
        """القتلى, ضحايا: whose noun itself says what befell them."""
        return c.noun is not None and self._words[c.noun].any(FATES)

    def victims(self, c: Candidate) -> bool:
        """ثمانية ضحايا, ثمانية مدنيين ضحايا غارة: a word that the dead are called by, and the wounded as well."""
        said = (self._words[i].get("noun.victim") for i in range(c.first, c.last) if c.rule == "noun:killed")
        plural = any(victim is not None and victim.number == "p" and not victim.pronoun for victim in said)
        return plural or (c.noun is not None and "noun.victim" in self._words[c.noun])

    def received(self, c: Candidate) -> bool:
        """المركز الطبي استقبل ستة جرحى, نعالج 19 جريحا: as many of the victims as one hospital has taken in."""
        sentence = self._m.document.sentences[c.sentence]
        near = range(max(sentence.first, c.first - RECEIVED), c.first)
        verb = any(self._words[i].any(CARE) or self._tokens[i].text in TOOK for i in near)
        return verb and (
            self._at.any(("health.facility",), near.start, c.first)
            or any(self._tokens[i].text.startswith(OWN_WARDS) for i in near)
        )

    def hospital(self, c: Candidate) -> str | None:
        """استقبل مستشفى الهضبة 17 جريحا: the word behind the hospital that took them in, which tells it from others."""
        if not self.received(c):
            return None
        sentence = self._m.document.sentences[c.sentence]
        care = self._at.of("health.facility", max(sentence.first, c.first - RECEIVED), c.first - 1)
        return self._tokens[care[-1] + 1].text if care else None

    def same_attack(self, c: Candidate) -> bool:
        """أصيب بشظية في الغارة ذاتها: in the attack that was told of just before."""
        sentence = self._m.document.sentences[c.sentence]
        blows = self._at.of("noun.attack", c.last, sentence.last - 1)
        return any(self._tokens[i + 1].text in SAME for i in blows)

    def speaks(self, c: Candidate) -> bool:
        """روى حارس أصيب في الهجوم: one of the wounded tells what he saw."""
        told = c.noun is not None and c.noun > 0 and "verb.say" in self._words[c.noun - 1]
        return told and c.kind == "injured" and c.low == 1 and c.rule.startswith("subject")

    def side(self, c: Candidate) -> str:
        """Of fighters, whether of a state or against it, where a word says so (جندي، مسلح)."""
        for i in range(c.last if c.noun is None else c.noun, c.last):
            if self._tokens[i + 1 : i + 2] and self._tokens[i + 1].text in REBELS:
                return ""
            person, force = self._words[i].get("person.combatant"), self._words[i].get("force")
            side = (person and person.tag("side")) or (force and force.tag("side"))
            if side in {"state", "rebel"}:
                return str(side)
        return ""

    def same_noun(self, a: Candidate, b: Candidate) -> bool:
        """المرأة المصابة behind امرأة; a title with a name behind it is somebody else's (العنصر فلان)."""
        return not self.names(b) and self.same_word(a, b)

    def same_word(self, a: Candidate, b: Candidate) -> bool:
        """أحد الأطفال behind 4 أطفال."""
        if a.noun is None or b.noun is None:
            return False
        mine = {entry.lemma for entry in self._words[a.noun].values()}
        return any(entry.lemma in mine for entry in self._words[b.noun].values())

    def names(self, c: Candidate) -> frozenset[str]:
        """Words behind its noun that the lexicon does not know: the name of the one person it counts."""
        if c.noun is None:
            return frozenset()
        found: list[str] = []
        first = c.noun + 1
        first += first < len(self._tokens) and self._tokens[first].text in QUOTES
        for i in range(first, min(first + NAME_MOST, len(self._words))):
            text = self._tokens[i].text
            if self._words[i] or not text.isalpha() or len(text) < NAME_LEAST:
                break
            found.append(text)
        return frozenset(found)
