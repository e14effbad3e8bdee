"""Deaths of illness and hunger, told with words that a violent death is told with as well: توفي، وفاة."""

from __future__ import annotations

from typing import Final

from detectors.reading.mishaps import ATTACKS, KILLINGS, illness
from detectors.reading.model import Candidate, Matches
from detectors.text import Sentence

_FOR_WANT = frozenset({"لعدم", "عدم"})
_GETTING = ("حصول", "تلقي", "توفر", "توافر", "وصول")
_CARE = frozenset({"العلاج", "علاج", "الدواء", "الادويه", "الاكسجين", "الرعايه", "للعلاج", "الغذاء"})
_CARE_REACH = 4
"""Tokens between getting and the care that was not got."""
_FOR = frozenset({"في", "علي", "بعد", "اثر"})
"""Between mourning and the death that is mourned."""
_DEPART: Final = "فاض"
"""What the soul does of one who dies, however he dies."""
_FRIGHT: Final = frozenset({"بالهلع", "بالذعر", "بالرعب", "بالفزع", "بهلع", "بذعر", "برعب", "بفزع"})
_FRIGHT_REACH: Final = 4
"""Tokens between people and the fright that they got: whose they are, where."""
_WOUNDED: Final = "جريح"
"""No illness makes anybody that."""
HURT = ("adj.dying", "noun.injury", "noun.injured", "noun.wound")


class Ailments:
    """Finds them in one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._words = matches.words

    def mild(self, candidate: Candidate) -> bool:
        """The word for the death is also that of a natural one (توفي، وفاة, 4 وفيات, فاضت روحها)."""
        at = candidate.noun if candidate.rule == "noun:killed" else candidate.trigger
        soul = self._words[candidate.trigger].get("noun.life")
        before = self._words[candidate.trigger - 1] if soul is not None and candidate.trigger else {}
        if any(entry.lemma == _DEPART for entry in before.values()):
            return True
        return at is not None and any(entry.tag("natural") for entry in self._words[at].values())

    def ill(self, candidate: Candidate) -> bool:
        """توفي بعد صراع مع المرض: an illness and no deed of violence, whatever struggle it tells of."""
        sentence = self._m.document.sentences[candidate.sentence]
        if candidate.kind == "killed" and self._untreated(candidate, sentence):
            return True
        if not self.mild(candidate):
            return False
        if self._starved(candidate, sentence) or self._mourned(candidate):
            return True
        return self.told(sentence) and not self._m.standing.any(KILLINGS, sentence.first, sentence.last)

    def _mourned(self, candidate: Candidate) -> bool:
        """هجوم على مجلس عزاء في وفاة امرأة, ذكرى وفاة الشيخ: the death for which people have come together."""
        at = candidate.trigger
        before = self._words[at - 1] if at else {}
        within = at > 1 and self._m.document.texts[at - 1] in _FOR
        return "mark.memorial" in before or (within and "noun.mourning" in self._words[at - 2])

    def _untreated(self, candidate: Candidate, sentence: Sentence) -> bool:
        """استشهد ستة مرضى لعدم حصولهم على العلاج: for want of care, and of no wound or attack a word."""
        texts = self._m.document.texts
        for i in range(candidate.last, sentence.last - 1):
            care = texts[i] in _FOR_WANT and texts[i + 1].startswith(_GETTING)
            if care and not _CARE.isdisjoint(texts[i + 2 : i + 2 + _CARE_REACH]):
                return not self._m.standing.any((*ATTACKS, *HURT), sentence.first, sentence.last)
        return False

    def sick(self, candidate: Candidate) -> bool:
        """عدد المصابين بالحصبة: infected, and of no attack a word; ينتظر 800 جريح العلاج، فضلا عن داء: wounded."""
        sentence = self._m.document.sentences[candidate.sentence]
        if candidate.low is None and candidate.kind == "injured" and self._frightened(candidate):
            return True
        noun = self._words[candidate.noun].get("noun.injured") if candidate.noun is not None else None
        if candidate.kind != "injured" or (noun is not None and noun.lemma == _WOUNDED):
            return False
        if self._of_what(candidate.last):
            return True
        return self.told(sentence) and not self._m.standing.any(ATTACKS, *sentence[:2])

    def _of_what(self, i: int) -> bool:
        """طفلة مصابة بالربو, أمه المصابة بالفشل الكلوي, whatever raids force them to flee: the illness right behind."""
        led = i < len(self._words) and self._m.document.texts[i].startswith("ب")
        return led and any(illness(word) for word in self._words[i : i + 2])

    def _frightened(self, candidate: Candidate) -> bool:
        """أصيب تلاميذ مدرسة قريبة بالهلع: nobody was wounded; who counts them with the wounded is taken at his word."""
        clause = self._m.clauses[candidate.clause]
        behind = self._m.document.texts[candidate.last : min(candidate.last + _FRIGHT_REACH, clause.last)]
        return not _FRIGHT.isdisjoint(behind) and not any("جروح" in text or "جراح" in text for text in behind)

    def told(self, sentence: Sentence) -> bool:
        """The sentence names an illness."""
        named = self._m.standing.of("noun.accident", sentence.first, sentence.last)
        return any(illness(self._words[i]) for i in named)

    def _starved(self, candidate: Candidate, sentence: Sentence) -> bool:
        """توفي رضيع بسبب الجوع; the wounded who lack medicine were attacked.

        Behind who they were, where the sentence tells of nothing else: 4 وفيات، بينهم طفلان، بسبب سوء التغذية.
        """
        clause, standing = self._m.clauses[candidate.clause], self._m.standing
        if standing.any(("noun.want",), candidate.last, clause.last):
            return not standing.any((*KILLINGS, *HURT), clause.first, clause.last)
        want = standing.any(("noun.want",), candidate.last, sentence.last)
        return want and not standing.any((*ATTACKS, *HURT), sentence.first, sentence.last)
