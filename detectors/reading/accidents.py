"""Deaths and injuries without an act of violence: accidents, mishaps, bodies found."""

from __future__ import annotations

from bisect import bisect_left

from detectors.reading.ailments import Ailments
from detectors.reading.collapses import collapsed, fell_in
from detectors.reading.matters import matters
from detectors.reading.mishaps import (
    ACCIDENTS,
    ATTACKS,
    CAUSES,
    COLLAPSES,
    DEEDS,
    FIRE_NAMED,
    KILLINGS,
    aircraft,
    befell_them,
    by_cause,
    by_force,
    falls,
    fires,
    harmless,
    illness,
    like_terror,
    no_mishap,
    pairs,
)
from detectors.reading.mishaps_told import led, of_others
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import WHICH
from detectors.reading.word import Word
from detectors.text import Sentence

RECOVERIES = ("verb.recover", "noun.recover")
_KILLED = frozenset({"قتل", "اصاب"})
TIMES = frozenset({"عندما", "حين", "حينما", "بعدما", "لدي", "حيث"})
SWEPT_REACH = 4
"""Tokens between a mishap and those it took (الفيضانات التي أودت بحياة)."""
CAUSE_REACH = 8
"""Tokens between the people and the mishap that took them."""
RULED_OUT_REACH = 9
"""Tokens between a denial and the violence that it rules out as a cause."""
MISHAPS = (*ACCIDENTS, *COLLAPSES)
FALLS = (*MISHAPS, "noun.fall")
DEATHS = ("noun.death", "noun.killed", "verb.die", "verb.kill", "noun.victim")


class Accidents:
    """Weighs violence against mishaps in one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._ailments = Ailments(matches)
        arms = (matches.words[i]["weapon"] for i in matches.standing.of("weapon", 0, len(matches.words)))
        self._gassed = any(weapon.tag("type") == "chemical" for weapon in arms)
        deeds = matches.standing.of_any((*DEEDS, "weapon"), 0, len(matches.words))
        self._done = not all(harmless(matches, i) for i in deeds)
        self._pairs = pairs(matches)
        self._fires = fires(matches)
        self._fallen = frozenset(falls(matches))
        telling = matches.standing.of_any((*ATTACKS, *ACCIDENTS), 0, len(matches.words))
        self._telling = sorted({*telling, *self._pairs, *self._fallen})
        told = [(s, self._balance(s.first, s.last)) for s in matches.document.sentences]
        self._violence = [(v and not collapsed(matches, s), a) for s, (v, a) in told]
        mere = [a and not matches.standing.any((*DEEDS, "weapon"), s.first, s.last) for s, (_, a) in told]
        self._violent = any(violent and not killed for (violent, _), killed in zip(self._violence, mere, strict=True))
        each = zip(matches.document.sentences, self._violence, strict=True)
        self._ails = [a and self._beside(s) for s, (_, a) in each]
        self._matter = matters(matches)
        self._accidental = any(a and not i for (_, a), i in zip(self._violence, self._ails, strict=True))
        self._told = self._before_each()

    def reason(self, candidate: Candidate) -> str | None:
        """No violence in the sentence but an accident; or neither, in an article that is about an accident."""
        clause = self._m.clauses[candidate.clause]
        violence, accident = self._balance(clause.first, clause.last)
        struck = not accident and self._m.standing.any((*DEEDS, "weapon"), clause.first, clause.last)
        if (accident and not violence) or self._caused(candidate):
            return "accident"
        if self._ailments.ill(candidate) or (not violence and self._in_prison(candidate)):
            return "accident:natural-death"
        if self._ailments.sick(candidate):
            return "accident:illness"
        if self._found(candidate):
            return "no-violence"
        violence, accident = self._violence[candidate.sentence]
        sentence = self._m.document.sentences[candidate.sentence]
        if accident and violence and self._ruled_out(clause.last, sentence):
            return "accident"
        accident = accident and (self._ailments.mild(candidate) or not of_others(self._m, candidate))
        # قتل 23 في غرق مركب وفقد عشرون: what took the missing is no killing
        killings = DEEDS if self._crash(sentence) or candidate.kind == "missing" else KILLINGS
        mere = accident and not (struck or self._m.standing.any(killings, sentence.first, sentence.last))
        if self._before_it(candidate):
            return "accident:before"
        if (violence and not mere) or self._warlike(sentence):
            return None
        natural = self._natural(candidate)
        if natural or accident:
            return "accident:natural-death" if natural else "accident"
        if self._mishap(candidate) and (not self._violent or self._burnt(candidate)):
            return "accident:no-violence-told"
        told = self._told[candidate.sentence]
        if told is not None:
            return None if told == "violence" else "accident:before"
        apart = self._violent or self._matter[candidate.sentence] > 0
        return "no-violence" if not apart and (self._accidental or fell_in(self._m)) else None

    def _ruled_out(self, last: int, sentence: Sentence) -> bool:
        """تحطمت مروحية …، وليس ثمة ما يشير إلى نيران معادية: whatever violence is spoken of behind is denied."""
        mishaps = self._m.standing.of_any(ACCIDENTS, sentence.first, last)
        if self._m.standing.any(KILLINGS, sentence.first, last) or not any(map(self._accidental_word, mishaps)):
            return False
        attacks = self._m.standing.of_any(KILLINGS, last, sentence.last)
        denial = ("mark.negation", "verb.deny")
        return all(self._m.standing.any(denial, max(last, i - RULED_OUT_REACH), i) for i in attacks)

    def mishap(self, sentence: int, people: int | None = None) -> bool:
        """Whether a sentence tells of an accident and no violence, or of one that befell people who end at `people`."""
        violence, accident = self._violence[sentence]
        if people is None or (accident and not violence):
            return accident and not violence
        bounds, standing = self._m.document.sentences[sentence], self._m.standing
        near = standing.of_any(FALLS, people, min(people + CAUSE_REACH, bounds.last))
        return any(map(self._mishap_at, near)) and not standing.any(DEEDS, bounds.first, bounds.last)

    def _natural(self, candidate: Candidate) -> bool:
        """توفي in a sentence that speaks of a mishap (نتيجة حادث)."""
        if not self._ailments.mild(candidate):
            return False
        sentence = self._m.document.sentences[candidate.sentence]
        hurt = self._m.standing.any(("adj.dying", "noun.injury", "noun.injured"), sentence.first, sentence.last)
        return self._mishap(candidate) or (not self._violent and not hurt)

    def _in_prison(self, candidate: Candidate) -> bool:
        """توفي شاب في سجون …, and of no torture, wound or attack a word."""
        clause, standing = self._m.clauses[candidate.clause], self._m.standing
        held = self._ailments.mild(candidate) and standing.any(("noun.prison",), candidate.first, clause.last)
        return held and not standing.any(("adj.dying", "noun.injury", "noun.wound"), clause.first, clause.last)

    def _mishap(self, candidate: Candidate) -> bool:
        """The sentence names a mishap, if only by a word that may mean something else (حادث، انهيار)."""
        sentence = self._m.document.sentences[candidate.sentence]
        mishaps = self._m.standing.of_any(MISHAPS, sentence.first, sentence.last)
        mishaps = [*mishaps, *(i for i in self._fires if sentence.first <= i < sentence.last)]
        return not all(map(self._no_mishap, mishaps))

    def _no_mishap(self, i: int) -> bool:
        return no_mishap(self._m, i, gassed=self._gassed)

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
        taken = standing.of_any(("noun.detain", "verb.detain", "person.detainee"), *span)
        told = told or any(e.tag("abducts") for i in taken for e in self._words[i].values())
        told = told or any(token.text in {"نار", "النار"} for token in self._tokens[span[0] : span[1]])
        return not told and (candidate.low == 1 or self._told[candidate.sentence] != "violence")

    def _caused(self, candidate: Candidate) -> bool:
        """قتل 40 في انهيار منجم: a mishap is named as the cause, and nobody attacks."""
        sentence = self._m.document.sentences[candidate.sentence]
        last = min(candidate.last + CAUSE_REACH, sentence.last)
        caused = any(self._mishap_at(i) for i in self._m.standing.of_any(FALLS, candidate.first + 1, last))
        swept = self._swept(candidate, sentence)
        if swept is not None and any(self._tokens[i].text in WHICH for i in range(swept, candidate.first)):
            return True  # الفيضانات التي أودت بحياة 1500, whatever else the sentence tells
        caused = caused or (not self._done and led(self._m, candidate, self._fallen, gassed=self._gassed))
        unforced = not self._m.standing.any(DEEDS, sentence.first, sentence.last)
        return ((caused or swept is not None) and unforced) or befell_them(self._m, candidate.last, last)

    def _before_it(self, candidate: Candidate) -> bool:
        """ضرب زلزال المدينة. قتل 12; لقي 40 حتفهم حين اشتعلت النيران. وأصيب 60: a mishap, and no deed anywhere."""
        if self._done or candidate.sentence == 0 or self._warlike(self._m.document.sentences[candidate.sentence]):
            return False
        if any(accident for _, accident in self._violence[self._matter[candidate.sentence] : candidate.sentence]):
            return any(entry.lemma in _KILLED for entry in self._words[candidate.trigger].values())
        start = self._m.document.sentences[candidate.sentence].first
        return not self._violent and any(i < start for i in self._fires)

    def _burnt(self, candidate: Candidate) -> bool:
        """لقي ثلاثة حتفهم في حريق, with no violence told before, and none named for the fire anywhere."""
        if self._told[candidate.sentence] is not None:
            return False
        sentences = self._m.document.sentences
        fires = self._m.standing.of("noun.accident", 0, len(self._words))
        fires = [i for i in fires if self._words[i]["noun.accident"].lemma == FIRE_NAMED]
        here = sentences[candidate.sentence]
        cause = any(here.first < i < here.last and self._tokens[i - 1].text in CAUSES for i in fires)
        return cause and not any(self._violence[self._m.sentence_of[i]][0] for i in fires)

    def _swept(self, candidate: Candidate, sentence: Sentence) -> int | None:
        """الفيضانات التي أودت بحياة 1500: the mishap stands before the verb."""
        if not candidate.rule.startswith(("idiom", "verb.kill")):
            return None
        near = max(sentence.first, candidate.first - SWEPT_REACH)
        mishaps = self._m.standing.of("noun.accident", near, candidate.first)
        mishaps += self._m.standing.of("noun.accident", candidate.trigger + 1, candidate.trigger + 2)  # قتلت صاعقة
        named = [i for i in mishaps if self._words[i]["noun.accident"].tag("weak") is None or self._fire(i, candidate)]
        return next(iter([*named, *(i for i in self._pairs if near <= i < candidate.first)]), None)

    def _fire(self, i: int, candidate: Candidate) -> bool:
        """حريق العرس الذي راح ضحيته 76: it is the fire that took them."""
        if self._words[i]["noun.accident"].lemma != FIRE_NAMED and not illness(self._words[i]):
            return False
        return not self._m.standing.any((*DEEDS, "weapon"), i, candidate.first)

    def _mishap_at(self, i: int) -> bool:
        """A mishap right after a word of cause or time (في انهيار, عندما هوت حافلة, بسقوط منزل)."""
        words = self._words[i]
        caused = by_cause(self._m, i)
        fall = words.get("noun.fall")
        if fall and (caused or "bi" in fall.clitics) and i + 1 < len(self._words):
            return i in self._fallen or "thing.building" in self._words[i + 1]
        crash = words.get("noun.accident")
        if crash and "bi" in crash.clitics and i + 1 < len(self._words) and self._vehicle(i + 1):
            return True
        timed = self._tokens[i - 1].text in TIMES
        clash = like_terror(self._m, i) or self._no_mishap(i)
        if not (caused or timed) or clash or any(c.startswith("person.") for c in words):
            return False
        return words.any(ACCIDENTS) or (words.any(COLLAPSES) and (caused or not self._violent))

    def _crash(self, sentence: Sentence) -> bool:
        """هوت حافلة، تحطمت طائرتهم: who is killed then is killed by it."""
        mishaps = self._m.standing.of("verb.accident", sentence.first, sentence.last - 1)
        if any(self._vehicle(i + 1) for i in mishaps):
            return True
        flown = self._m.standing.of("weapon", sentence.first, sentence.last)
        crashed = any(self._words[i]["verb.accident"].tag("crash") for i in mishaps)
        return crashed and bool(flown) and all(aircraft(self._words[i]) for i in flown)  # كانوا على متن طائرة تحطمت

    def _vehicle(self, i: int) -> bool:
        return "thing.vehicle" in self._words[i] or aircraft(self._words[i])

    def _balance(self, first: int, last: int) -> tuple[bool, bool]:
        """Whether the tokens tell of violence, and of an accident."""
        violence = accident = False
        telling = self._telling[bisect_left(self._telling, first) : bisect_left(self._telling, last)]
        if not telling:
            return False, False
        telling = [i for i in telling if not self._munition(i)]
        named = ((i, c) for i in telling for c in ACCIDENTS if c in self._words[i] and not self._no_mishap(i))
        strong = {self._words[i][c].tag("strong") for i, c in named}
        excused = (strong | {self._pairs.get(i) for i in telling}) - {None, ""}
        if excused == {"shooting"} and by_force(self._m, first, last):
            return True, False
        for i in telling:
            words = self._words[i]
            if excused:
                violence = violence or self._attacks(words, excused)
                accident = True
                continue
            if words.any(ACCIDENTS) and like_terror(self._m, i):
                violence = True
                continue
            deeds = () if harmless(self._m, i) else ATTACKS
            violence = violence or any(c in words and words[c].tag("nature") is None for c in deeds)
            accident = accident or self._accidental_word(i)
        return violence, accident

    def _munition(self, i: int) -> bool:
        """أسطوانات متفجرة: no gas bottle."""
        words = self._words[i]
        named = "noun.accident" in words and words["noun.accident"].tag("strong") == "explosion"
        return named and i + 1 < len(self._words) and "weapon" in self._words[i + 1]

    def _accidental_word(self, i: int) -> bool:
        """A word of mishap; هوى برميل متفجر is none."""
        words = self._words[i]
        verb = words.get("verb.accident")
        if i in self._pairs or i in self._fallen:
            return True
        flung = i + 1 < len(self._words) and "weapon" in self._words[i + 1]
        falls = verb is not None and not verb.tag("crash") and flung
        return not falls and not self._no_mishap(i) and any(c in words and not words[c].tag("weak") for c in ACCIDENTS)

    def _attacks(self, words: Word, excused: set[str | None]) -> bool:
        """An attack that a gas bottle or a shot by mistake does not explain."""
        explained = {None, *excused}
        return any(c in words and words[c].tag("type") not in explained and not words[c].tag("weak") for c in ATTACKS)

    def _warlike(self, sentence: Sentence) -> bool:
        """أسفر النزاع عن مقتل …: the war itself, and no hospital's name (مستشفى الثورة)."""
        wars = (i for i in self._m.standing.of("noun.span", *sentence[:2]) if self._words[i]["noun.span"].tag("war"))
        return any("health.facility" not in self._words[i - 1] for i in wars)

    def _beside(self, sentence: Sentence) -> bool:
        """24 prisoners who have cancer: an illness that killed nobody, and is no news."""
        return self._ailments.told(sentence) and not self._m.standing.any(DEATHS, sentence.first, sentence.last)

    def _before_each(self) -> list[str | None]:
        """For each sentence, what the nearest one before it that tells of violence or an accident alone tells of."""
        told: list[str | None] = []
        latest: str | None = None
        for i, ((violent, accidental), ails) in enumerate(zip(self._violence, self._ails, strict=True)):
            latest = None if self._matter[i] == i else latest
            told.append(latest)
            if violent != accidental and not ails:
                latest = "violence" if violent else "accident"
        return told
