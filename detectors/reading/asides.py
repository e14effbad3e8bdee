"""Words of time that are said of something else than the people counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.aftermath import CAME_AFTER
from detectors.reading.cues import Cues
from detectors.reading.latest import LATEST
from detectors.reading.model import Candidate, Clause, Matches
from detectors.reading.moments import spoken_then
from detectors.reading.people import COMMAS
from detectors.reading.retold import accused, gathered, on_its_day
from detectors.reading.stretches import HABIT, MEMORIAL, MONTH, OVERALL, PAST, RATE, Cue

_IT_WAS: Final = frozenset({"كان", "حدث", "جري", "وقع", "حصل"})
_WHEN_REACH: Final = 8
"""Tokens of a sentence that only says when something was."""
PLURALS: Final = frozenset({"الذين", "اللواتي", "اللاتي", "اللائي"})
HARM: Final = ("verb.kill", "verb.die", "verb.injure")
CIRCUMSTANCES: Final = ("noun.attack", "noun.explosion", "verb.attack", "verb.explode", "weapon")
"""What says how people came to harm."""
PEOPLE_REACH: Final = 6
"""Tokens between people counted and الذين."""
BEFELL: Final = ("verb.fall", "verb.attack", "verb.hit")
HAPPENED: Final = frozenset({"حدث", "حدثت", "جري", "جرت"})
"""What an attack did once: it was over with the day."""
OVER: Final = frozenset({"time:period", MONTH})
"""A stretch in which attacks were (المعارك التي شهدتها البلاد خلال آذار): what they cost is of the same."""
SINCE: Final = "time:since"
WAGED: Final = frozenset({"يشنها", "تشنها", "يشنه", "تشنه"})
"""What attacks go on (الغارات التي يشنها التحالف منذ شهر): those who fell in them fell all that while."""
BEFORE: Final = frozenset({"وسبق", "وقبلها", "وقبله", "وقبلهما", "وسبقه", "وسبقته", "وسبقها", "وسبقتها"})
"""What happened before the news is told behind it (وسبق أن قتل طفلان الشهر الفائت)."""
FOUND_REACH: Final = 6
"""Tokens between a word of bringing out and the dead: who brought them out, their bodies."""
POINTING: Final = frozenset(
    {"فيه", "فيها", "به", "بها", "خلاله", "خلالها", "خلالهما", "اثره", "اثرها", "جراءه", "جراءها"}
)
NEXT: Final = 2
"""Tokens from a word of memory to what is remembered, most."""
STRUCK: Final = (*CIRCUMSTANCES, "noun.massacre", "verb.kill", "verb.hit")
SERIES: Final = frozenset({"سلسله", "موجه", "مسلسل"})
ADDED_TO: Final = frozenset({"ليضافوا", "ليضاف", "لتضاف", "يضافون", "يضاف", "تضاف", "لينضموا", "لينضم", "ليلحقوا"})
SEIZED_REACH: Final = 4
"""Tokens between a verb of seizing and when: who seized them."""
TOLL_REACH: Final = 3
"""Tokens from عدد to the wounded that it counts; more tell where those are."""
_DATED_END: Final = 3
"""Tokens of a date and a comma with which a relative clause ends, before another that tells of what was dated."""
IDENTITY: Final = frozenset({"وهو", "وهي", "وهما", "وهم"})
DYING_REACH: Final = 3
"""Tokens that متأثرا may stand before what tells of the death."""


class Asides:
    """Tells them apart in one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words

    def came_after(self, cue: Cue, candidate: Candidate) -> bool:
        """A figure of what the news came after, whatever day is named there (بعد تفجير … الذي قتل 32 الاثنين)."""
        if cue.reason != CAME_AFTER or cue.token > candidate.first or self._behind_it(cue, candidate):
            return False
        clause = self._m.clauses[candidate.clause]
        same = self._m.clause_of[cue.token] == candidate.clause
        pointing = not POINTING.isdisjoint(self._m.document.texts[clause.first : candidate.last])
        return same or clause.opener == "relative" or pointing

    def against(self, candidate: Candidate) -> bool:
        """أكثر من 1300 قتيل مقابل 13 إسرائيليا: counted over the same time as what it is set beside."""
        near = (self._words[i].get("mark.with") for i in range(max(0, candidate.first - 2), candidate.first))
        return any(mark is not None and mark.tag("against") for mark in near)

    def tells_on(self, candidate: Candidate, before: Sequence[Candidate]) -> bool:
        """… ذكرى مجزرة قتل فيها 50. وأصيب 80 آخرون: who else was hurt in what the sentence before told, and no news.

        `before`: what that sentence told. A blow or a place of its own is another event (وأصيب طفل بقصف).
        """
        sentence = self._m.document.sentences[candidate.sentence]
        opens = candidate.trigger <= sentence.first + 1 or candidate.rule.startswith("joined")
        tolled = self._tolled(candidate, candidate.first - TOLL_REACH) and any(map(self._tolled, before))
        if not (opens or tolled) or not before or any(c.scope != "cumulative" for c in before):
            return False
        opening = self._words[sentence.first].values()
        joined = any("wa" in entry.clitics for entry in opening) or self._tokens[sentence.first].text == "كما"
        blows = self._m.standing.of_any(CIRCUMSTANCES, sentence.first, sentence.last)
        named = any(p.sentence == candidate.sentence for p in self._m.places)
        return joined and not blows and not named

    def _tolled(self, candidate: Candidate, least: int = 0) -> bool:
        """عدد قتلى القصف … 210. وأضافوا أن عدد الجرحى بلغ 900: told as a count, as what it goes on from."""
        first = max(least, self._m.clauses[candidate.clause].first)
        return self._m.standing.any(("noun.toll",), first, candidate.first)

    def _behind_it(self, cue: Cue, candidate: Candidate) -> bool:
        """بعد انتهاء الاشتباكات، قتل ثلاثة: the sentence has come to its news, behind what it opens with."""
        if cue.reason != CAME_AFTER or cue.token != self._m.document.sentences[candidate.sentence].first:
            return False
        return not COMMAS.isdisjoint(self._m.document.texts[cue.token : candidate.first])

    def some_time(self, i: int) -> bool:
        """منذ أسابيع، منذ أكثر من عام: no day on which something happened."""
        units = [self._words[j].get("time.unit") for j in range(i + 1, min(i + 4, len(self._words)))]
        return any(unit is not None and "al" not in unit.clitics for unit in units)

    def elsewhere(self, cue: Cue, candidate: Candidate) -> bool:
        """The cue is said of something else: a relative clause, a wound, what goes on around, a new toll."""
        if self._in_relative(cue, candidate) or self._seized(cue, candidate) or self._behind_it(cue, candidate):
            return True
        if cue.reason == RATE:
            return self._of_another(cue, candidate)
        if cue.reason == MEMORIAL and self._remembered(cue, candidate):
            return True
        if cue.token < candidate.last:
            return False
        if cue.reason in {OVERALL, HABIT} or self._of_next_toll(cue, candidate):
            return True  # مقتل امرأة وطفل، والعدد الإجمالي 9; قتل ثلاثة، وغالبا ما يقصف
        if cue.reason == MEMORIAL and self._tokens[cue.token - 1].text.endswith("احياء"):
            return True  # قتلوا أثناء إحياء ذكرى …
        if self._brought_out(candidate) and self._m.clause_of[cue.token] != candidate.clause:
            return True
        between = self._m.document.texts[candidate.last : cue.token + 1]
        if not BEFORE.isdisjoint(between) or between[-3:-1] == ["وقبل", "ذلك"]:
            return True
        if cue.span == "long" and self._around(candidate.last, cue.token):
            return True
        rises = self._m.standing.of_any(("verb.rise", "noun.rise", "verb.raise"), candidate.last, cue.token)
        if any(not self._tokens[i].text.endswith("تراوح") for i in rises):  # يتراوح بين is of one number
            return True
        return self._m.standing.any(("adj.dying",), candidate.first - DYING_REACH, cue.token)

    def _around(self, first: int, last: int) -> bool:
        """What goes on around, or a row of which this is the latest (، في أحدث حلقة من سلسلة …) or which it adds to."""
        texts = self._m.document.texts[first:last]
        row = (not SERIES.isdisjoint(texts) and not LATEST.isdisjoint(texts)) or not ADDED_TO.isdisjoint(texts)
        return row or self._m.standing.any(("mark.setting",), first, last)

    def _remembered(self, cue: Cue, candidate: Candidate) -> bool:
        """A memory, or a charge, that is not of the candidate: on its day, of who came to remember, of what he did."""
        texts, at = self._m.document.texts, cue.token
        aim = at < candidate.trigger <= at + NEXT  # إحياء ذكرى مقتل القيادي
        if on_its_day(texts, at, candidate.first, candidate.last) or (
            not aim and gathered(self._words, self._tokens, at)
        ):
            return True
        return candidate.last <= at and accused(self._words, texts, at, candidate.last)

    def _of_another(self, cue: Cue, candidate: Candidate) -> bool:
        """قتل ثلاثة في قصف يتكرر كل يوم: how often something else happens than what befell them."""
        if cue.token < candidate.first:
            return self._m.clause_of[cue.token] != candidate.clause
        return any(self._words[i].verb for i in range(candidate.last, cue.token))

    def _of_next_toll(self, cue: Cue, candidate: Candidate) -> bool:
        """عدد قتلى اليوم إلى 40 وعدد القتلى منذ بداية الحملة إلى 850: the next count is told with its time."""
        tolls = self._m.standing.of("noun.toll", candidate.last, cue.token + 1)
        if not any("wa" in self._words[i]["noun.toll"].clitics for i in tolls):
            return False
        own = self._m.standing.of("noun.toll", self._m.clauses[candidate.clause].first, candidate.last)
        return bool(own) and self._m.standing.any(("time.day", "time.adverb"), own[0], candidate.last)

    def _who_he_is(self, at: int, candidate: Candidate) -> bool:
        """مقتل مسعف، وهو أب لطفلة ولدت قبل أسبوعين، وإصابة زميله: between commas, of who he is."""
        texts, sentence = self._m.document.texts, self._m.document.sentences[candidate.sentence]
        opened = next((i for i in range(at, sentence.first, -1) if texts[i] in COMMAS), None)
        if opened is None or texts[opened + 1] not in IDENTITY:
            return False
        closed = next((i for i in range(at, sentence.last) if texts[i] in COMMAS), sentence.last)
        return candidate.last <= opened or candidate.first > closed

    def _brought_out(self, candidate: Candidate) -> bool:
        """انتشال جثامين: found now, whenever they died."""
        near = (candidate.trigger, *range(max(0, candidate.first - FOUND_REACH), candidate.first))
        return any(category in self._words[i] for i in near for category in ("noun.recover", "verb.recover"))

    def _seized(self, cue: Cue, candidate: Candidate) -> bool:
        """جثث أربعة عمال خطفهم مسلحون قبل تسعة أيام, كانوا قد فقدوا: when they were taken."""
        first = max(0, cue.token - SEIZED_REACH)
        verbs = self._m.standing.of("verb.detain", first, cue.token)
        verbs = verbs or self._m.standing.of("verb.miss", max(first, candidate.last), cue.token)
        return bool(verbs) and not any(self._words[i].verb for i in range(verbs[-1] + 1, cue.token))

    def _in_relative(self, cue: Cue, candidate: Candidate) -> bool:
        """It stands in a relative clause that the candidate is not in; الذين right behind people counted is of them."""
        if self._who_he_is(cue.token, candidate):
            return True
        number = self._m.clause_of[cue.token]
        clause = self._m.clauses[number]
        if number in {candidate.clause, self._m.clause_of[candidate.trigger]} or clause.opener != "relative":
            return False
        if number + 1 == candidate.clause and self._there(clause, candidate, cue.token):
            return False
        return not (cue.span == "long" and self.of_people(clause, candidate))

    def _there(self, relative: Clause, candidate: Candidate, at: int) -> bool:
        """المشفى الذي استهدف الشهر الماضي وقضى فيه 55: the relative goes on, with what befell them then."""
        own = self._m.clauses[candidate.clause]
        if own.opener == "result" and "mark.earlier" in self._words[at]:
            return True  # المدينة التي عاشت حينها عدوانا، ما أسفر عن 9
        if own.opener == "relative" and relative.last - at <= _DATED_END:
            return True  # الهجمات التي استهدفت …، ومنها تفجير السوق عام 1998، الذي أسفر عن 25
        if own.opener != "and" or not self._m.standing.any(STRUCK, relative.first, relative.last):
            return False
        return not POINTING.isdisjoint(self._m.document.texts[own.first : candidate.last])

    def what_he_was(self, clause: Clause) -> bool:
        """قتل ابنها، وكان طالبا في …، برصاص قناص في آذار 2012: what he was, and the rest is of him still."""
        if clause.opener != "and" or "verb.was" not in self._words[clause.first] or clause.last - clause.first < 2:
            return False
        text = self._tokens[clause.first + 1].text
        closed = any(t.text in COMMAS for t in self._tokens[clause.first + 1 : clause.last - 1])
        return text.endswith("ا") and text.isalpha() and closed

    def dated_behind(self, candidate: Candidate, cues: Cues) -> Cue | None:
        """فقتل أخوه. كان ذلك في أيلول الماضي: the next sentence says when it was."""
        number, sentences = candidate.sentence + 1, self._m.document.sentences
        if number >= len(sentences):
            return None
        first, last = sentences[number][:2]
        opening = [token.text for token in self._tokens[first : first + 2]]
        if opening[1:] != ["ذلك"] or opening[0].removeprefix("و") not in _IT_WAS:
            return None
        when = cues.within(first, min(last, first + _WHEN_REACH), number)
        return next((cue for cue in when if cue.span == "past"), None)

    def of_attacks(self, near: list[Cue], cues: Sequence[Cue], candidate: Candidate) -> list[Cue]:
        """أعلنت البعثة الثلاثاء مقتل 9 في المعارك التي وقعت خلال أيار: `near` only tells when somebody spoke."""
        if not all(spoken_then(self._m, cue.token) for cue in near):
            return near
        return [cue for cue in cues if self.of_attack(cue, candidate)] or near

    def of_attack(self, cue: Cue, candidate: Candidate) -> bool:
        """قتلوا في الهجوم الذي وقع في تموز: when the attack was in which they fell; one that began then goes on.

        Nor is news who fell in المعارك التي شهدتها البلاد خلال آذار.
        """
        number = self._m.clause_of[cue.token]
        clause, first = self._m.clauses[number], self._m.clauses[number].first
        if self._when(cue, candidate):
            return True
        if clause.opener != "relative" or number <= candidate.clause or candidate.sentence != clause.sentence:
            return False
        between = self._m.clauses[candidate.clause + 1 : number]  # مقتل 120 وإصابة 180 جراء المعارك التي
        if between and (cue.reason not in OVER or any(c.opener != "and" for c in between)):
            return False
        acts = ("noun.attack", "mark.several")  # الهجوم الصاروخي الذي, أعمال العنف التي
        near = (self._words[i].get(act) for i in (first - 1, first - 2) for act in acts)
        known = [head for head in near if head is not None and "al" in head.clitics]
        if first + 1 >= clause.last or not known:
            return False
        if cue.reason == SINCE and self._tokens[first + 1].text in WAGED:
            return all(head.number == "p" for head in known)  # الغارات التي يشنها … منذ شهر
        if cue.reason in OVER and not self._describes(clause):
            return self._words[first + 1].any((*BEFELL, "verb.witness", "verb.launch", "verb.erupt"))
        if all(head.number != "s" for head in known):
            return False
        return self._words[first + 1].any(BEFELL) or self._tokens[first + 1].text in HAPPENED

    def _when(self, cue: Cue, candidate: Candidate) -> bool:
        """قتل أربعة حين انفجرت عبوة يوم 12 آب 2013: when the blow fell that killed them."""
        number = self._m.clause_of[cue.token]
        clause = self._m.clauses[number]
        between = self._m.clauses[candidate.clause + 1 : number]
        if cue.reason != PAST or clause.opener != "when" or any(c.opener != "and" for c in between):
            return False
        at = clause.first + 1
        struck = candidate.clause < number and at < cue.token and self._words[at].any((*BEFELL, "verb.explode"))
        return struck and not any(self._words[i].verb for i in range(at + 1, cue.token))

    def closes(self, cue: Cue, candidate: Candidate) -> bool:
        """مقتل 16 في الغارات التي شنها …، منذ مطلع العام. set off at the end: of what the sentence counts."""
        if cue.span != "long" or cue.token < candidate.last or self._tokens[cue.token - 1].text not in COMMAS:
            return False
        if self._of_next_toll(cue, candidate):
            return False
        clauses = self._m.clauses[candidate.clause + 1 : self._m.clause_of[cue.token] + 1]
        last = self._m.document.sentences[candidate.sentence].last
        told = any(self._words[i].verb for i in range(cue.token, last))
        if not told and self._but_for_survivors(clauses):
            return True
        return not told and all(c.opener in {"subset", "relative"} and not self._describes(c) for c in clauses)

    def _but_for_survivors(self, clauses: Sequence[Clause]) -> bool:
        """قتل 17 وأصيب 9، في حين نجا أربعة، في 30 عملية، خلال شهر شباط: harm alone, and who came to none."""
        spared = [c for c in clauses if self._m.standing.any(("verb.survive",), c.first, c.last)]
        harmed = (c.opener == "and" and self._words[c.first].any(HARM) for c in clauses if c not in spared)
        return bool(spared) and all(harmed)

    def _describes(self, clause: Clause) -> bool:
        """التي تتعرض لقصف: what goes on, and so has its own time."""
        words = (self._words[i] for i in range(clause.first, clause.last) if self._words[i].verb)
        return any(c.startswith("verb.") and entry.aspect == "iv" for word in words for c, entry in word.items())

    def of_people(self, clause: Clause, candidate: Candidate) -> bool:
        """الذين قتلوا … right behind people counted."""
        behind = candidate.first <= clause.first <= candidate.last + PEOPLE_REACH
        return behind and self._tokens[clause.first].text in PLURALS

    def own(self, near: list[Cue], candidate: Candidate, others: Sequence[Candidate]) -> list[Cue]:
        """8 قتلى اليوم، و120 قتيلا في أسبوع: a figure dated of today leaves what follows to the figure behind it."""
        today = min((cue.token for cue in near if cue.token >= candidate.last and cue.span == "now"), default=None)
        if today is None:
            return near
        joined = (c.first for c in others if c.sentence == candidate.sentence and c.rule.startswith("joined"))
        end = min((first for first in joined if first >= candidate.last), default=0)
        return [cue for cue in near if cue.token < end] if today < end else near

    def none(self, first: int, last: int) -> bool:
        """Nothing between two tokens says how, where or when it happened, nor tells of others in the same clause."""
        starts = {clause.first for clause in self._m.clauses[self._m.clause_of[first] : self._m.clause_of[last]]}
        another = any(i not in starts for i in self._m.standing.of_any(HARM, first, last))
        if another or self._m.standing.any(CIRCUMSTANCES, first, last):
            return False
        named = [place.first for place in self._m.places] + [day.first for day in self._m.dates]
        return not any(first <= i < last for i in named)
