"""Statements that tell of no casualty: denied, feared, supposed, or without an act of violence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from detectors.reading.accidents import Accidents
from detectors.reading.calls import called_for
from detectors.reading.collapses import took_many
from detectors.reading.conditions import TRACELESS
from detectors.reading.crimes import Crimes
from detectors.reading.mishaps import unrelated
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import FATES, QUOTES, WHICH
from detectors.reading.rumours import RUMOURS, belied, rumours
from detectors.reading.spells import Spells
from detectors.text import Sentence

NEGATION_REACH = 9
"""Tokens between a negation and what it denies."""
NOUN_REACH = 4
"""Tokens that دون and عدم deny."""
FEAR_REACH = 7
STANDING = ("زال", "يزال", "تزال", "زالت", "يقل", "تقل", "سيما", "بد", "شك", "يزالون", "زالوا", "يعرف", "تعرف",
            "ينقص", "تنقص", "ينزل", "تنزل", "ينزلون")  # fmt: skip
"""After لا or ما these deny nothing that is counted (لا يزال، ما لا يقل عن)."""
EVENTS = ("noun.attack", "noun.massacre", "noun.explosion", "noun.incident", "noun.raid")
HARM = ("verb.kill", "verb.die", "verb.injure", "verb.result", "verb.take_life", "verb.victim", "verb.fall")
HEAD_REACH = 3
"""Tokens between an event and الذي: its adjectives, its place."""
AND_THAT = frozenset({"وان", "وانه", "وانها", "وانهم"})
"""A statement of its own begins: what is denied before it is not denied in it."""
BLAME = ("مسؤول", "مسوول", "ضلوع", "علاق", "تورط", "صلت", "قيام", "وقوف", "اتهام", "تعمد")
"""What is denied is who did it, not that it was done."""
DISOWNING_REACH = 30
"""Tokens between a denial and what it denies, when nothing but its own words stands between."""
THAT_CLAUSE: Final = frozenset({"ان", "انه", "انها", "بان", "ما", "لو"})
BEING = frozenset({"يكون", "تكون"})
STOPS = frozenset({"،", ",", "؛", ":", "…"})
"""No further back is a statement denied or supposed; nor than two dots."""
OR = frozenset({"او", "ولا"})
EXCEPT = frozenset({"سوي", "الا"})
"""What these name did happen, whatever is denied before them."""
ATTEMPT_REACH = 6
"""Tokens between an attempt and what was attempted (محاولة اغتيال، حاول مجهولون في المدينة اغتيال)."""
AIM_REACH = 4
"""Tokens between a verb of result and its لقتل."""
MAY_REACH = 6
"""Tokens between قد with its verb and what the verb would bring about."""
RISE_REACH = 6
"""Tokens between أن يتجاوز and the head of the count."""
EXPECTING_REACH = 16
"""Tokens between a verb of expectation and its أن: who expects, and to whom he said so."""
_LIKELY: Final = frozenset({"المتوقع", "المرجح", "المحتمل", "الممكن", "المنتظر", "المرتقب", "المقدر"})
_GUESSES: Final = ("رجح", "رجحت", "رجحوا")
"""Endings of the verb that tells what is likely (رجح مسؤول أن يبلغ العدد 300)."""
DENIALS = ("mark.negation", "verb.deny", "noun.deny")
SUPPOSITIONS = (
    "mark.hypothesis", "mark.future", "mark.purpose", "verb.fear", "noun.fear", "noun.threat", "verb.threaten",
)  # fmt: skip

ENOUGH = frozenset({"تكفي", "يكفي", "تكفيان", "كافيه", "كافيا", "كفيل", "كفيله", "كفيلا"})
"""Before as many wounded as supplies could treat, or dead as a rocket could leave."""

_RUBBLE: Final = ("الانقاض", "انقاض", "الركام", "ركام")


class Doubts:
    """Turns candidates down with a named reason."""

    def __init__(self, matches: Matches, candidates: Sequence[Candidate]) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._accidents = matches.made(Accidents)
        self._crimes = matches.made(Crimes)
        self._all = candidates
        self._sums = self._summed(candidates)

    def reason(self, candidate: Candidate) -> str | None:
        """Why `candidate` is no fact, or None."""
        sentence = self._m.document.sentences[candidate.sentence]
        spells = self._m.made(Spells)
        if spells.mean(candidate) or spells.usual(candidate):
            return "generic"
        if candidate.kind == "killed_or_injured" and (candidate.low, candidate.high) in self._sums:
            return "sum"
        if unrelated(self._m, sentence.first, sentence.last):
            return "accident"
        if self._found_dead(candidate):
            return "restated"
        if called_for(self._m, candidate):
            return "hypothesis"
        return (
            self._denied(candidate, sentence)
            or self._supposed(candidate, sentence)
            or ("accident" if took_many(self._m, sentence) else None)
            or self._accidents.reason(candidate)
            or self._crimes.reason(candidate)
        )

    def _summed(self, candidates: Sequence[Candidate]) -> set[tuple[int | None, int | None]]:
        """Dead and wounded told side by side, added up: a headline may say no more than that."""
        whole = [c for c in candidates if c.part_of is None and c.low is not None and c.low == c.high]
        dead = [c for c in whole if c.kind == "killed"]
        hurt = [c for c in whole if c.kind == "injured"]
        sums = [(k.low or 0) + (i.low or 0) for k in dead for i in hurt if k.sentence == i.sentence]
        return {(total, total) for total in sums}

    def _before(self, candidate: Candidate, sentence: Sentence, reach: int) -> Iterable[int]:
        """Tokens before the statement, nearest first, up to the start of its clause, a comma or dots."""
        steps = 0
        for i in range(candidate.first - 1, sentence.first - 1, -1):
            text = self._tokens[i].text
            if text in STOPS or (text == self._tokens[i - 1].text == ".") or steps >= reach:
                return  # رصاص لا يهدأ.. خمسة قتلى
            if text not in QUOTES:
                steps += 1
            yield i
            said = self._words[i].get("verb.say")
            if text in AND_THAT or (said is not None and "wa" in said.clitics):
                return  # نفت استهداف مدنيين وقالت إن 28 قتلوا
            if text in WHICH and self._happened(i, candidate):
                return

    def _happened(self, i: int, candidate: Candidate) -> bool:
        """لم يتبن أحد الهجوم الذي قتل فيه 12: what الذي at `i` tells of an event, a force or people is taken for true.

        Not so where it tells of no harm: لم يوقع القصف الذي طال الحي قتلى.
        """
        if not self._m.standing.any(HARM, i + 1, max(candidate.trigger + 1, candidate.first)):
            return False
        heads = (entry for j in range(max(0, i - HEAD_REACH), i) for entry in self._words[j].items())
        lost = ("force",) if self._m.standing.any(HARM, i + 1, i + 2) else ()  # الجيش الذي خسر عشرين; not الذي قال إنه
        return any("al" in e.clitics for c, e in heads if c in EVENTS or c in lost or c.startswith("person."))

    def _denied(self, candidate: Candidate, sentence: Sentence) -> str | None:
        begin = min(candidate.first, candidate.trigger)
        untrue = belied(self._m, candidate.sentence, begin, candidate.first, candidate.last)
        if untrue or candidate.sentence in self._m.made(rumours):
            return "denied:source"
        if self._none(candidate):
            return "denied:negation"
        if candidate.rule == TRACELESS or not self._m.standing.any(DENIALS, sentence.first, candidate.first):
            return None  # لا أثر لتسعة
        if any(self._tokens[i].text in EXCEPT for i in range(candidate.trigger, candidate.last)):
            return None  # لم تفقد سوى ثلاثة
        before = [token.text for token in self._tokens[max(0, candidate.first - 3) : candidate.first]]
        if before[:1] == ["اي"] and before[-1] in OR:
            return "denied:negation"  # لم يوقع القصف … أي قتلى أو جرحى
        listed = candidate.first - 2 * (before[-1] in OR and self._words[candidate.first - 2].any(FATES))
        for i in self._before(candidate, sentence, NEGATION_REACH):
            words = self._words[i]
            if "mark.with" in words or self._tokens[i].text in EXCEPT:
                return None  # دون العاشرة، إضافة إلى 48 مصابا; لم تسفر إلا عن مقتل خمسة
            negation = words.get("mark.negation")
            following = self._tokens[i + 1].text
            if negation and negation.tag("scope") == "noun" and listed - i > NOUN_REACH and following != "ان":
                continue
            if negation and not following.startswith(STANDING) and self._tokens[i].text != "غير":
                return None if self._did(i, candidate) else "denied:negation"
            if "verb.deny" in words or "noun.deny" in words:
                blame = any(token.text.startswith(BLAME) for token in self._tokens[i + 1 : candidate.first])
                return None if blame else "denied:source"
        if self._disowned(candidate, sentence) or self._denied_to_be(candidate, sentence):
            return "denied:source"
        return None

    def _did(self, i: int, candidate: Candidate) -> bool:
        """الغارات التي لم تهدأ منذ الفجر أوقعت 12 قتيلا, لم تهدأ وأوقعت: a verb of its own, behind what is denied."""
        related = self._tokens[i - 1].text in WHICH
        for j in range(i + 2, max(candidate.trigger + 1, candidate.first)):
            if self._tokens[j].text in THAT_CLAUSE or self._tokens[j].text in WHICH:
                return False  # لم يؤكد أن القصف أوقع قتلى
            verb = next((e for c, e in self._words[j].items() if c in HARM), None)
            if verb is not None and verb.aspect == "pv" and (related or not {"wa", "fa"}.isdisjoint(verb.clitics)):
                return True
        return False

    def _none(self, candidate: Candidate) -> bool:
        """الحمد لله ما في إصابات: as is said where they speak; ما في المدينة names what is there."""
        before = self._m.document.texts[max(0, candidate.first - 2) : candidate.first]
        return before[1:] == ["في"] and before[0].lstrip("و") == "ما" and candidate.low is None

    def _denied_to_be(self, candidate: Candidate, sentence: Sentence) -> bool:
        """نفت القوة، على لسان ناطقها، أن تكون غارة لها قد أودت بحياة 9: that it was so, an aside between."""
        if not self._m.standing.any(("verb.deny",), sentence.first, candidate.first):
            return False
        for i in range(candidate.first - 1, max(sentence.first, candidate.first - DISOWNING_REACH), -1):
            if self._tokens[i].text in BEING and self._tokens[i - 1].text == "ان":
                return self._m.standing.any(("verb.deny",), max(sentence.first, i - DISOWNING_REACH), i)
            if self._words[i].any(("mark.connector", "mark.contrast")) or self._tokens[i].text in {"،", "؛"}:
                return False
        return False

    def _disowned(self, candidate: Candidate, sentence: Sentence) -> bool:
        """نفى المتحدث، فلان، مقتل …; نفى ما تداولته وسائل إعلام عن … ومقتل: the noun is still the verb's object."""
        if not candidate.rule.startswith(("noun.death", "noun.injury")):
            return False
        near = max(sentence.first, candidate.first - DISOWNING_REACH)
        denials = self._m.standing.of("verb.deny", near, candidate.first)
        if not denials or any(t.text.startswith(BLAME) for t in self._tokens[denials[-1] + 1 : candidate.first]):
            return False
        between = range(denials[-1] + 1, candidate.first)
        marks = [i for i in between if self._tokens[i].text in {"،", ",", "؛", ":", "-"}]
        reports = bool(marks) and self._tokens[marks[-1] + 1].text in RUMOURS | {"صحه", "ما"}  # نفت الوزارة، أمس، صحة
        if len(marks) not in {0, 2} or (marks and marks[-1] != candidate.first - 1 and not reports):
            return False
        return not any(c in self._words[i] for i in between for c in ("mark.connector", "mark.contrast", "verb.result"))

    def _supposed(self, candidate: Candidate, sentence: Sentence) -> str | None:
        if not ENOUGH.isdisjoint(
            self._m.document.texts[max(sentence.first, candidate.first - FEAR_REACH) : candidate.first]
        ):
            return "hypothesis"  # مستلزمات تكفي لعلاج 5000 مصاب
        told = self._m.standing.any(SUPPOSITIONS, sentence.first, candidate.first)
        for i in self._before(candidate, sentence, FEAR_REACH) if told else ():
            words = self._words[i]
            if ("mark.hypothesis" in words and not self._found_that(i)) or "mark.future" in words:
                return "hypothesis"
            if self._feared(i, candidate) or "noun.fear" in words or "noun.threat" in words or "verb.threaten" in words:
                return "feared"
            if "mark.purpose" in words:
                return "purpose"
        if (
            self._might(candidate, sentence)
            or self._attempted(candidate)
            or self._meant(candidate, sentence)
            or self._expected(candidate, sentence)
        ):
            return "hypothesis"
        trigger = self._words[candidate.trigger]
        verb = trigger.get("verb.kill") or trigger.get("verb.die") or trigger.get("verb.injure")
        if verb and "sa" in verb.clitics:
            return "hypothesis"
        return None

    def _might(self, candidate: Candidate, sentence: Sentence) -> bool:
        """طريق قد تكلف الجريح حياته, قد تودي بحياة المرضى: what may yet come about; وقد أودت بحياته has."""
        near = range(max(sentence.first, candidate.trigger - MAY_REACH), candidate.trigger)
        may = next((i for i in reversed(near) if "mark.maybe" in self._words[i]), None)
        if may is None or any(self._tokens[i].text in STOPS for i in range(may, candidate.trigger)):
            return False
        return any(c in HARM and entry.aspect == "iv" for c, entry in self._words[may + 1].items())

    def _found_that(self, i: int) -> bool:
        """فإذا بالقتلى عشرة: what suddenly turned out; فإذا قتل supposes."""
        after = self._words[i + 1].values() if self._tokens[i].text.endswith("اذا") and i + 1 < len(self._words) else ()
        return any("bi" in entry.clitics for entry in after)

    def _feared(self, i: int, candidate: Candidate) -> bool:
        """A verb of fear or expectation; توقع قتلى is what a raid does."""
        words = self._words[i]
        if "verb.fear" not in words:
            return False
        return "verb.result" not in words or any(t.text == "ان" for t in self._tokens[i : candidate.first])

    def _expected(self, candidate: Candidate, sentence: Sentence) -> bool:
        """توقع الوزير، فلان، أن يتجاوز عدد القتلى 3000, من المتوقع أن: a toll that is to come, an aside between."""
        if not candidate.rule.startswith(("toll", "noun:")):
            return False
        near = self._m.standing.of("verb.rise", max(sentence.first, candidate.first - RISE_REACH), candidate.last)
        rise = near[-1] if near else 0
        that = rise - 1 - (self._tokens[rise - 1].text in QUOTES)
        if not near or self._words[rise]["verb.rise"].aspect != "iv" or self._tokens[that].text != "ان":
            return False
        likely = self._tokens[that - 1].text in _LIKELY
        before = self._tokens[max(sentence.first, that - EXPECTING_REACH) : that]
        likely = likely or any(token.text.endswith(_GUESSES) for token in before)
        return likely or bool(self._m.standing.of("verb.fear", max(sentence.first, that - EXPECTING_REACH), that))

    def _found_dead(self, candidate: Candidate) -> bool:
        """ثلاثة أشقاء تحت ركام بيتهم in a headline; أنهت قذيفة حياة ثلاثة أشقاء in the text: they are the dead."""
        if candidate.rule != "under-rubble" or candidate.sentence != self._m.headline or candidate.low is None:
            return False
        of = self._tokens[candidate.noun].text if candidate.noun is not None else ""
        texts, last = self._m.document.texts, self._m.document.sentences[candidate.sentence].last
        under = (i for i in range(last + 1, len(texts) - 1) if texts[i] == "تحت" and texts[i - 1] != "من")
        if any(texts[i + 1].startswith(_RUBBLE) for i in under):
            return False  # the text knows of some there
        dead = (c for c in self._all if c.kind == "killed" and c.low == candidate.low and c.noun is not None)
        return any(self._tokens[c.noun or 0].text == of for c in dead)

    def _meant(self, candidate: Candidate, sentence: Sentence) -> bool:
        """هجوما كان يستهدف قتل العشرات، أسلحة تكفي لقتل الآلاف: an aim; أدت الغارة لقتل ثلاثة is none."""
        death = self._words[candidate.trigger].get("noun.death")
        if not candidate.rule.startswith("noun.death") or death is None or death.tag("act") is None:
            return False
        before = self._words[candidate.trigger - 1] if candidate.trigger > sentence.first else {}
        if "verb.attack" in before and before["verb.attack"].lemma == "استهدف":
            return True
        led = range(max(sentence.first, candidate.trigger - AIM_REACH), candidate.trigger)
        return "li" in death.clitics and not any("verb.result" in self._words[i] for i in led)

    def _attempted(self, candidate: Candidate) -> bool:
        """محاولة اغتيال ضابط: what was tried, and did not come about."""
        death = self._words[candidate.trigger].get("noun.death")
        if not candidate.rule.startswith("noun.death") or death is None or not {"wa", "fa"}.isdisjoint(death.clitics):
            return False  # حاولوا التقدم فقتل ثلاثة
        for i in range(candidate.first - 1, max(-1, candidate.first - 1 - ATTEMPT_REACH), -1):
            if "mark.attempt" in self._words[i]:
                return True
            if self._words[i].verb or self._tokens[i].text in {"،", ",", "."}:
                return False
        return False
