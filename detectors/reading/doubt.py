"""Statements that tell of no casualty: denied, feared, supposed, or without an act of violence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from detectors.reading.model import Candidate, Matches
from detectors.reading.people import QUOTES
from detectors.reading.word import Word
from detectors.text import Sentence

NEGATION_REACH = 9
"""Tokens between a negation and what it denies."""
NOUN_REACH = 4
"""Tokens that دون and عدم deny."""
FEAR_REACH = 7
STANDING = ("زال", "يزال", "تزال", "زالت", "يقل", "تقل", "سيما", "بد", "شك", "يزالون", "زالوا", "يعرف", "تعرف")
"""After لا or ما these deny nothing that is counted (لا يزال، ما لا يقل عن)."""
RECOVERIES = ("verb.recover", "noun.recover")
EXCEPT = frozenset({"سوي", "الا"})
"""What these name did happen, whatever is denied before them."""
ATTEMPT_REACH = 2
"""Tokens between an attempt and what was attempted (محاولة اغتيال، شرعوا في قتل)."""
ATTACKS = (
    "noun.attack",
    "verb.attack",
    "verb.explode",
    "weapon",
    "noun.massacre",
    "verb.kill",
    "verb.shoot",
    "verb.hit",
)
DEEDS = ("noun.attack", "verb.attack", "verb.explode", "verb.shoot", "noun.massacre", "verb.hit")
CAUSES = frozenset({"في", "بسبب", "جراء", "نتيجه", "اثر"})
TIMES = frozenset({"عندما", "حين", "حينما", "بعدما", "لدي", "حيث"})
CAUSE_REACH = 8
"""Tokens between the people and the mishap that took them."""
RISE_REACH = 4
"""Tokens between أن يتجاوز and the head of the count."""
EXPECTING_REACH = 10
"""Tokens between a verb of expectation and its أن: who expects."""
COLLAPSES = ("noun.collapse", "verb.collapse")
ACCIDENTS = ("noun.accident", "verb.accident")
MISHAPS = (*ACCIDENTS, *COLLAPSES)
FALLS = (*MISHAPS, "noun.fall")


class Doubts:
    """Turns candidates down with a named reason."""

    def __init__(self, matches: Matches, candidates: Sequence[Candidate]) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._telling = matches.standing.of_any((*ATTACKS, *ACCIDENTS), 0, len(matches.words))
        self._violence = [self._balance(s.first, s.last) for s in matches.document.sentences]
        self._violent = any(violent for violent, _ in self._violence)
        self._accidental = any(accidental for _, accidental in self._violence)
        self._told = self._before_each()
        self._sums = self._summed(candidates)

    def reason(self, candidate: Candidate) -> str | None:
        """Why `candidate` is no fact, or None."""
        sentence = self._m.document.sentences[candidate.sentence]
        if candidate.kind == "killed_or_injured" and (candidate.low, candidate.high) in self._sums:
            return "sum"
        return self._denied(candidate, sentence) or self._supposed(candidate, sentence) or self._accident(candidate)

    def _summed(self, candidates: Sequence[Candidate]) -> set[tuple[int | None, int | None]]:
        """Dead and wounded told side by side, added up: a headline may say no more than that."""
        whole = [c for c in candidates if c.part_of is None and c.low is not None and c.low == c.high]
        dead = [c for c in whole if c.kind == "killed"]
        hurt = [c for c in whole if c.kind == "injured"]
        sums = [(k.low or 0) + (i.low or 0) for k in dead for i in hurt if k.sentence == i.sentence]
        return {(total, total) for total in sums}

    def _before(self, candidate: Candidate, sentence: Sentence, reach: int) -> Iterable[int]:
        """Tokens before the statement, nearest first, up to the start of its clause or a comma."""
        steps = 0
        for i in range(candidate.first - 1, sentence.first - 1, -1):
            text = self._tokens[i].text
            if text in {"،", ",", "؛", ":"} or steps >= reach:
                return
            if text not in QUOTES:
                steps += 1
            yield i

    def _denied(self, candidate: Candidate, sentence: Sentence) -> str | None:
        if any(self._tokens[i].text in EXCEPT for i in range(candidate.trigger, candidate.last)):
            return None  # لم تفقد سوى ثلاثة
        for i in self._before(candidate, sentence, NEGATION_REACH):
            words = self._words[i]
            if "mark.with" in words:
                return None  # دون العاشرة، إضافة إلى 48 مصابا
            negation = words.get("mark.negation")
            following = self._tokens[i + 1].text
            if negation and negation.tag("scope") == "noun" and candidate.first - i > NOUN_REACH and following != "ان":
                continue
            if negation and not following.startswith(STANDING) and self._tokens[i].text != "غير":
                return "denied:negation"
            if "verb.deny" in words or "noun.deny" in words:
                return "denied:source"
        return None

    def _supposed(self, candidate: Candidate, sentence: Sentence) -> str | None:
        for i in self._before(candidate, sentence, FEAR_REACH):
            words = self._words[i]
            if "mark.hypothesis" in words or "mark.future" in words:
                return "hypothesis"
            if self._feared(i, candidate) or "noun.fear" in words or "noun.threat" in words or "verb.threaten" in words:
                return "feared"
            if "mark.purpose" in words:
                return "purpose"
        if self._attempted(candidate) or self._expected(candidate, sentence):
            return "hypothesis"
        trigger = self._words[candidate.trigger]
        verb = trigger.get("verb.kill") or trigger.get("verb.die") or trigger.get("verb.injure")
        if verb and "sa" in verb.clitics:
            return "hypothesis"
        return None

    def _feared(self, i: int, candidate: Candidate) -> bool:
        """A verb of fear or expectation; توقع قتلى is what a raid does."""
        words = self._words[i]
        if "verb.fear" not in words:
            return False
        return "verb.result" not in words or any(t.text == "ان" for t in self._tokens[i : candidate.first])

    def _expected(self, candidate: Candidate, sentence: Sentence) -> bool:
        """توقع الوزير، فلان، أن يتجاوز عدد القتلى 3000: a toll that is to come, an aside between."""
        if not candidate.rule.startswith("toll"):
            return False
        near = range(max(sentence.first, candidate.first - RISE_REACH), candidate.first)
        risen = [i for i in near if self._tokens[i].text == "ان" and "verb.rise" in self._words[i + 1]]
        if not risen or self._words[risen[-1] + 1]["verb.rise"].aspect != "iv":
            return False
        return bool(self._m.standing.of("verb.fear", max(sentence.first, risen[-1] - EXPECTING_REACH), risen[-1]))

    def _attempted(self, candidate: Candidate) -> bool:
        """محاولة اغتيال ضابط: what was tried, and did not come about."""
        if not candidate.rule.startswith("noun.death"):
            return False
        before = range(max(0, candidate.first - ATTEMPT_REACH), candidate.first)
        return any("mark.attempt" in self._words[i] for i in before)

    def _natural(self, candidate: Candidate) -> bool:
        """توفي in a sentence that speaks of a mishap (نتيجة حادث)."""
        mild = any(entry.tag("natural") for entry in self._words[candidate.trigger].values())
        return mild and self._mishap(candidate)

    def _mishap(self, candidate: Candidate) -> bool:
        """The sentence names a mishap, if only by a word that may mean something else (حادث، انهيار)."""
        sentence = self._m.document.sentences[candidate.sentence]
        return self._m.standing.any(MISHAPS, sentence.first, sentence.last)

    def _found(self, candidate: Candidate) -> bool:
        """عثر على جثة: a body without a word of how its owner died is no attack's yet."""
        noun = self._words[candidate.trigger if candidate.noun is None else candidate.noun]
        if "noun.body" not in noun and candidate.rule != "noun.body":
            return False
        sentence = self._m.document.sentences[candidate.sentence]
        span, standing = (sentence.first, sentence.last), self._m.standing
        recovered = standing.of_any(RECOVERIES, *span)
        if not any(e.tag("found") for i in recovered for e in self._words[i].values()):
            return False
        told = self._violence[candidate.sentence][0] or standing.any(("noun.rubble", "noun.grave"), *span)
        told = told or any(token.text in {"نار", "النار"} for token in self._tokens[span[0] : span[1]])
        return not told and (candidate.low == 1 or self._told[candidate.sentence] != "violence")

    def _caused(self, candidate: Candidate) -> bool:
        """قتل 40 في انهيار منجم: a mishap is named as the cause, and nobody attacks."""
        sentence = self._m.document.sentences[candidate.sentence]
        last = min(candidate.last + CAUSE_REACH, sentence.last)
        caused = any(self._mishap_at(i) for i in self._m.standing.of_any(FALLS, candidate.last, last))
        if not caused:
            return False
        return not self._m.standing.any(DEEDS, sentence.first, sentence.last)

    def _mishap_at(self, i: int) -> bool:
        """A mishap right after a word of cause or time (في انهيار, عندما هوت حافلة, بسقوط منزل)."""
        words, before = self._words[i], self._words[i - 1]
        caused = self._tokens[i - 1].text in CAUSES or "mark.cause" in before
        fall = words.get("noun.fall")
        if fall and (caused or "bi" in fall.clitics) and i + 1 < len(self._words):
            return "thing.building" in self._words[i + 1]
        timed = self._tokens[i - 1].text in TIMES
        if not (caused or timed) or self._terror(i) or any(c.startswith("person.") for c in words):
            return False
        if any(c in words for c in ACCIDENTS):
            return True
        return any(c in words for c in COLLAPSES) and (caused or not self._violent)

    def _terror(self, i: int) -> bool:
        """الحادث الإرهابي: an attack."""
        after = self._words[i + 1] if i + 1 < len(self._words) else {}
        return "person.combatant" in after

    def _balance(self, first: int, last: int) -> tuple[bool, bool]:
        """Whether the tokens tell of violence, and of an accident."""
        violence = accident = False
        telling = self._telling[bisect_left(self._telling, first) : bisect_left(self._telling, last)]
        excused = {self._words[i][c].tag("strong") for i in telling for c in ACCIDENTS if c in self._words[i]} - {None}
        for i in telling:
            words = self._words[i]
            if excused:
                violence = violence or self._attacks(words, excused)
                accident = True
                continue
            if self._terror(i) and any(c in words for c in ACCIDENTS):
                violence = True
                continue
            violence = violence or any(c in words and words[c].tag("nature") is None for c in ATTACKS)
            accident = accident or any(c in words and words[c].tag("weak") is None for c in ACCIDENTS)
        return violence, accident

    def _attacks(self, words: Word, excused: set[str | None]) -> bool:
        """An attack that a gas bottle or a shot by mistake does not explain."""
        explained = {None, *excused}
        return any(c in words and words[c].tag("type") not in explained and not words[c].tag("weak") for c in ATTACKS)

    def _accident(self, candidate: Candidate) -> str | None:
        """No violence in the sentence but an accident; or neither, in an article that is about an accident."""
        clause = self._m.clauses[candidate.clause]
        violence, accident = self._balance(clause.first, clause.last)
        if (accident and not violence) or self._caused(candidate):
            return "accident"
        if self._found(candidate):
            return "no-violence"
        violence, accident = self._violence[candidate.sentence]
        if violence:
            return None
        if self._natural(candidate):
            return "accident:natural-death"
        if accident:
            return "accident"
        if self._mishap(candidate) and not self._violent:
            return "accident:no-violence-told"
        told = self._told[candidate.sentence]
        if told is not None:
            return None if told == "violence" else "accident:before"
        return "no-violence" if self._accidental and not self._violent else None

    def _before_each(self) -> list[str | None]:
        """For each sentence, what the nearest one before it that tells of violence or an accident alone tells of."""
        told: list[str | None] = []
        latest: str | None = None
        for violent, accidental in self._violence:
            told.append(latest)
            if violent != accidental:
                latest = "violence" if violent else "accident"
        return told
