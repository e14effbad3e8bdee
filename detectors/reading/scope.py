"""News, running total or background: what each candidate's own words and its surroundings say of the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.reading.asides import HARM, Asides
from detectors.reading.background import Background, opens_aside, the_dead, unhurt
from detectors.reading.bygone import bygone, known_again, of_old
from detectors.reading.campaigns import Campaigns
from detectors.reading.clauses import BREAKS, resulted
from detectors.reading.comparison import surely_apart
from detectors.reading.cues import DATED, HAPPENED, Cues
from detectors.reading.freed import freed
from detectors.reading.latest import newest
from detectors.reading.links import Links
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS
from detectors.reading.stretches import COMPARED, OVERALL, THAT_PERIOD, Cue
from detectors.records import Kind
from detectors.text import Sentence

MANY = 300
"""Dead. So many are rarely one event's: without a day or one attack that killed them they are a running count."""
LARGE_COUNT = 1_000
"""A count told as a toll (عدد القتلى بلغ N) of so many people is no single event's in any war that is reported here."""
SAID_REACH = 8
"""Tokens between a verb of saying and the day on which it was said."""
SINCE_REACH = 4  # منذ تفجير الشهر الماضي
TELLS_ON = "scope:tells-on"
WHEN = frozenset({"حين", "عندما", "حينما", "يوم"})
THAT_ONE = frozenset({"ذلك", "ذاك", "تلك"})
"""منذ ذلك الذي استهدف …: an attack named as the one before."""
NAMED = ("noun.attack", "noun.death", "noun.massacre", "noun.explosion")
FELL = ("verb.fall", "verb.injure", "verb.hit", "verb.land")  # before a weapon: it came down on somebody


class Scopes:
    """Gives every candidate that is no part its scope, with the reason."""

    def __init__(self, matches: Matches, published: date | None, candidates: list[Candidate]) -> None:
        self._m = matches
        lead = self._lead(candidates)
        self._cues = Cues(matches, published, lead)
        self._asides = Asides(matches)
        self._links = Links(matches, lead)
        self._background = Background(matches, self._cues, self._links, lead)
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._all = candidates

    def _lead(self, candidates: list[Candidate]) -> int:
        """The first sentence after the headline that tells of casualties."""
        headline = self._m.headline if self._m.headline is not None else -1
        told = next((c.sentence for c in candidates if c.sentence > headline), max(headline, 0))
        told = next((n for n in range(headline + 1, told) if unhurt(self._m, n)), told)
        first = self._m.document.sentences[told].first
        return told - 1 if told > max(headline, 0) and opens_aside(self._m, first) else told

    def all(self, candidates: list[Candidate]) -> list[Candidate]:
        """Every candidate with its scope; what refers back to the figure before, of its kind or sentence, as that."""
        done: list[Candidate] = []
        wholes: dict[str | int, int] = {}
        tally = self._tally(candidates)
        for candidate in freed(candidates, self._m.document.texts):
            scoped = self._dated(self.scoped(candidate))
            if scoped.scope == "current" and tally and self._detail(scoped, tally.get(scoped.kind)):
                reasons = (*scoped.reasons, "scope:detail-of-running-count")
                scoped = replace(scoped, scope="cumulative", reasons=reasons)
            if scoped.part_of is None:
                before = max(wholes.get(scoped.kind, -1), wholes.get(scoped.sentence, -1))
                count = done[before] if before >= 0 and done[before].scope == "cumulative" else None
                beside = count is not None and count.sentence == scoped.sentence and not newest(self._m, count, scoped)
                refers = count is not None and scoped.scope == "current" and self._refers(scoped, beside=beside)
                tells_on = not refers and scoped.scope == "current" and self._tells_on(scoped, done)
                if refers or tells_on:
                    reasons = (*scoped.reasons, TELLS_ON if tells_on else "scope:refers-to-running-count")
                    scoped = replace(scoped, scope="cumulative", reasons=reasons)
                wholes[scoped.kind] = wholes[scoped.sentence] = len(done)
            done.append(scoped)
        return done

    def _tally(self, candidates: list[Candidate]) -> dict[Kind, Candidate]:
        """The figures, by kind, that the report leads with, when they run over a long stretch: it is a tally."""
        first = next((c for c in candidates if c.low is not None and c.part_of is None), None)
        if first is None or self._reason(first) is None:
            return {}
        same = [c for c in candidates if (c.kind, c.low, c.high) == (first.kind, first.low, first.high)]
        if not any(cue.span == "long" for cue in map(self._nearest, same) if cue is not None):
            return {}
        told = {c.sentence for c in same}
        beside = [c for c in candidates if c.sentence in told and c.low is not None and c.part_of is None]
        return {c.kind: c for c in reversed([first, *beside])}

    def _detail(self, candidate: Candidate, tally: Candidate | None) -> bool:
        """A smaller figure with no time and no attack of its own."""
        smaller = tally is not None and candidate.id > tally.id and (candidate.low or 0) <= (tally.low or 0)
        smaller = smaller and tally is not None and not surely_apart(candidate, tally)
        cue = self._nearest(candidate)
        if not smaller or (cue is not None and not self._spoken(cue, candidate)):
            return False
        sentence = self._m.document.sentences[candidate.sentence]
        if self._m.standing.any(("verb.count",), sentence.first, candidate.first):
            return True  # كذلك وثق التقرير مجزرة راح ضحيتها 5
        attacks = self._m.standing.of_any(("noun.attack", "verb.explode"), sentence.first, sentence.last)
        struck = any(self._one_attack(self._words[i], shelling=True) for i in attacks)
        weapons = self._m.standing.of("weapon", sentence.first + 1, sentence.last)
        return not struck and not any(self._words[i - 1].any(FELL) for i in weapons)  # عندما سقطت قذائف على طابور

    def _dated(self, candidate: Candidate) -> Candidate:
        """With the day that the sentence states, the one of its own clause first."""
        day = self._cues.day(candidate.sentence, self._m.clause_of, candidate.clause)
        return replace(candidate, day=day) if day else candidate

    def _tells_on(self, candidate: Candidate, done: list[Candidate]) -> bool:
        """… ذكرى مجزرة قتل فيها 50. وأصيب 80 آخرون: of what the sentence before counted, with no time of its own."""
        told = [c for c in done if c.sentence == candidate.sentence - 1 and c.part_of is None]
        of_old = self._asides.tells_on(candidate, told) or known_again(self._m, candidate, done)
        return of_old and self._nearest(candidate) is None

    def _refers(self, candidate: Candidate, *, beside: bool) -> bool:
        """A known number (الضحايا الـ184) or known attacks (في الغارات), with no time of its own.

        `beside`: the running count stands in the same sentence.
        """
        if (cue := self._nearest(candidate)) and not (beside and self._background.joined(candidate, cue)):
            return False
        known = candidate.definite and candidate.low != 1 and not candidate.rule.startswith("state")  # بترت ساق السائق
        if known or self._follows(candidate, beside=beside):
            return True
        if beside and (self._asides.against(candidate) or the_dead(candidate, self._words)):
            return True
        end = min(candidate.last + 3, self._m.clauses[candidate.clause].last)
        attacks = (self._words[i].get("noun.attack") for i in range(candidate.last, end))
        return any(attack is not None and attack.number == "p" and "al" in attack.clitics for attack in attacks)

    def _follows(self, candidate: Candidate, *, beside: bool) -> bool:
        """The clause goes on from the count beside it, or its sentence opens with a result (وأسفرت عن …)."""
        sentence, clause = self._sentence(candidate), self._m.clauses[candidate.clause]
        if beside and clause.opener in {"result", "and", "subset"}:
            return True
        return clause.first == sentence.first and self._background.continues(sentence.first, sentence.last)

    def scoped(self, candidate: Candidate) -> Candidate:
        """The candidate with `scope` and its reason."""
        if candidate.part_of is not None:
            return candidate
        reason = bygone(self._m, candidate) or self._reason(candidate)
        if reason is None:
            return candidate
        return replace(candidate, scope="cumulative", reasons=(*candidate.reasons, reason))

    def _reason(self, candidate: Candidate) -> str | None:
        """Why it is not this report's news."""
        if candidate.sentence in self._links.listed or self._links.stray(candidate, self._all):
            return "scope:link-to-other-article"
        if (candidate.low or candidate.high or 0) >= LARGE_COUNT or candidate.qualifier == "thousands":
            return None if self._many_hurt(candidate) or self._of_one_day(candidate) else "scope:large-count"
        cue = self._nearest(candidate)
        if cue is not None and not self._spoken(cue, candidate):
            news = cue.span == "now" or (cue.reason == HAPPENED and self._recalls(candidate))
            return None if news else f"scope:{cue.reason}"
        if self._many(candidate):
            return "scope:large-count"
        if self._m.made(Campaigns).documented(candidate.sentence, candidate.first):
            return "scope:many-events"
        if old := of_old(self._m, candidate):
            return old
        if candidate.sentence in self._background.running:
            return "scope:continues-running-count"
        if candidate.sentence in self._background.earlier:
            return "scope:continues-background"
        return None

    def _recalls(self, candidate: Candidate) -> bool:
        """وكانت المدينة تعرضت لقصف قتل إثره ثمانية: the event of the news, by a figure and its place."""
        sentence = self._sentence(candidate)
        cues = self._cues.within(sentence.first, sentence.last, candidate.sentence)
        if any(cue.span != "now" and cue.reason != HAPPENED for cue in cues):
            return False
        placed = [(c, (c.kind, c.low, c.place.place.name)) for c in self._all if c.place and (c.low or 0) > 1]
        here = {told for c, told in placed if c.sentence == candidate.sentence}
        return any(c.sentence < candidate.sentence and told in here for c, told in placed)

    def _spoken(self, cue: Cue, candidate: Candidate) -> bool:
        """قال المسؤول اليوم إن …: when it was said, not when it happened."""
        if cue.span != "now" or cue.token > candidate.first:
            return False
        before = range(cue.token, max(-1, cue.token - SAID_REACH), -1)
        said = next((i for i in before if self._words[i].verb), None)
        after = range(cue.token, candidate.first)
        spoke = said is not None and "verb.say" in self._words[said]
        return spoke and any("mark.connector" in self._words[i] for i in after)

    def _many_hurt(self, candidate: Candidate) -> bool:
        """Thousands of wounded beside fewer dead of one event: news, as the dead are."""
        if candidate.kind != "injured" or (candidate.low or candidate.high or 0) >= 10 * LARGE_COUNT:
            return False
        dead = [c for c in self._all if c.kind == "killed" and c.low]
        beside = [c for c in dead if c.sentence == candidate.sentence]
        if not beside and not self._nearest(candidate):  # ووصل عدد الجرحى إلى 2600
            beside = [c for c in dead if c.sentence == candidate.sentence - 1]
        return bool(beside) and all((c.low or 0) < LARGE_COUNT and self._reason(c) is None for c in beside)

    def _of_one_day(self, candidate: Candidate) -> bool:
        """أكثر من 1300 قتلوا فجر الأربعاء في قصف بالكيماوي: its clause, or that of its like, has day and attack."""
        if candidate.kind != "killed" or (candidate.low or candidate.high or 0) >= 2 * LARGE_COUNT:
            return False
        return any((c.kind, c.low) == (candidate.kind, candidate.low) and self._struck_on(c) for c in self._all)

    def _struck_on(self, candidate: Candidate) -> bool:
        cue = self._nearest(candidate)
        if cue is None or cue.span != "now" or not cue.reason.startswith("time:day") or self._spoken(cue, candidate):
            return False
        clause = self._m.clauses[candidate.clause]
        attacks = self._m.standing.of_any(("noun.attack", "verb.explode"), candidate.last, clause.last)
        return any(self._one_attack(self._words[i], shelling=True) for i in attacks)

    def _many(self, candidate: Candidate) -> bool:
        """Hundreds of dead, and no single attack in the sentence that killed them."""
        if candidate.kind != "killed" or (candidate.low or candidate.high or 0) < MANY:
            return False
        attacks = {*self._m.standing.of_any(("noun.attack", "verb.explode"), *self._sentence(candidate)[:2])}
        attacks -= {a.last for a in self._m.amounts if (a.low or 0) > 1}  # سجل 16 هجوما
        return not (any(self._one_attack(self._words[i]) for i in attacks) or self._of_larger(candidate))

    def _of_larger(self, candidate: Candidate) -> bool:
        """314 in one province, behind the 492 of the day: fewer than what was news."""
        wider = (c for c in self._all if c.id < candidate.id and c.kind == "killed" and (c.low or 0) >= MANY)
        return any((c.low or 0) > (candidate.low or 0) and self._reason(c) is None for c in wider)

    def _one_attack(self, words: Mapping[str, Entry], *, shelling: bool = False) -> bool:
        """One attack; `shelling`: or shelling, which may go on and hit many."""
        attack = words.get("noun.attack") or words.get("verb.explode")
        single = attack is not None and attack.number == "s" and (shelling or attack.lemma != "قصف")
        return single and "noun.span" not in words

    def _sentence(self, candidate: Candidate) -> Sentence:
        return self._m.document.sentences[candidate.sentence]

    def _nearest(self, candidate: Candidate) -> Cue | None:
        """The cue that governs the candidate: in its stretch of the sentence, else before it."""
        sentence = self._sentence(candidate)
        cues = self._cues.within(sentence.first, sentence.last, candidate.sentence)
        if not cues:
            return self._asides.dated_behind(candidate, self._cues)
        if came := next((cue for cue in cues if self._asides.came_after(cue, candidate)), None):
            return came
        first, last = self._stretch(candidate)
        near = [cue for cue in cues if first <= cue.token < last and not self._asides.elsewhere(cue, candidate)]
        near = self._asides.own(near, candidate, self._all)
        near += [cue for cue in cues if self._asides.closes(cue, candidate)]
        near = self._asides.of_attacks(near, cues, candidate)
        near.sort(key=lambda cue: cue.reason == OVERALL)  # الحصيلة الإجمالية منذ بدء الحرب: since when tells more
        for span in ("long", "past", "now"):
            for cue in near:
                if cue.span == span:
                    return self._of_old(cue, candidate)
        before = [cue for cue in cues if cue.token < candidate.first and not self._asides.elsewhere(cue, candidate)]
        if before and before[-1].reason == COMPARED and before[0].reason in DATED:
            return before[0]  # كان تموز الأكثر دموية منذ أيار 2008 إذ قتل فيه 535
        return self._of_old(before[-1], candidate) if before else self._pointed_at(candidate, cues)

    def _of_old(self, cue: Cue, candidate: Candidate) -> Cue:
        """الأعنف منذ مارس حين قتل 100، الأعلى منذ تفجير قتل فيه 320: they died in what the news is compared with."""
        if cue.reason != COMPARED or cue.token > candidate.first:
            return cue
        between = range(cue.token + 1, candidate.first)
        if self._points_back(candidate) or any(map(self._background.of_row, between)):
            return Cue("long", cue.token, COMPARED)
        when = any("mark.connector" in self._words[i] and self._tokens[i].text in WHEN for i in between)
        at = next(
            (i for i in range(cue.token, cue.token - SINCE_REACH, -1) if "mark.since" in self._words[i]), cue.token
        )
        named = self._words[at + 1].any(NAMED) or self._tokens[at + 1].text in THAT_ONE
        named = named or any(self._tokens[i].text == "تاريخ" for i in between)
        return Cue("past", cue.token, COMPARED) if (when and not self._asides.some_time(cue.token)) or named else cue

    def _points_back(self, candidate: Candidate) -> bool:
        """خلالها، آنفة الذكر."""
        clause = self._m.clauses[candidate.clause]
        return self._m.standing.any(("mark.anaphor",), clause.first, clause.last)

    def _pointed_at(self, candidate: Candidate, cues: list[Cue]) -> Cue | None:
        """قضوا خلالها، بالعمليات آنفة الذكر: the stretch that the sentence named before, whatever it was said of."""
        if not self._points_back(candidate):
            return next((cue for cue in cues if cue.reason == THAT_PERIOD), None)
        named = [cue for cue in cues if cue.token < candidate.first and (cue.span != "now" or cue.reason == COMPARED)]
        return Cue("long", named[-1].token, named[-1].reason) if named else None

    def _stretch(self, candidate: Candidate) -> tuple[int, int]:
        """Token range of the clauses around the candidate that tell the same statement."""
        clauses = self._m.clauses
        low = candidate.clause
        high = max(low, self._m.clause_of[candidate.last - 1])  # محمد … الذي اغتيل
        while low > 0 and clauses[low].sentence == candidate.sentence and clauses[low].opener in {"subset", "result"}:
            low -= 1
        while (
            high + 1 < len(clauses)
            and clauses[high + 1].sentence == candidate.sentence
            and (
                clauses[high + 1].opener == "subset"
                or self._goes_on(high + 1, candidate)
                or self._asides.of_people(clauses[high + 1], candidate)
            )
        ):
            high += 1
        return clauses[low].first, clauses[high].last

    def _goes_on(self, clause: int, candidate: Candidate) -> bool:
        """وأصيب 5: the time that follows is said of both; behind a comma where the first has no attack or place."""
        opened = self._m.clauses[clause]
        if not (opened.opener == "and" and self._words[opened.first].any(HARM)) and not resulted(opened, self._words):
            return self._asides.what_he_was(opened)
        paused = self._tokens[opened.first - 1].text in COMMAS | BREAKS
        return not paused or self._asides.none(candidate.last, opened.first)
