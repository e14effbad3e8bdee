"""Whether a statement about health care tells of an attack that happened, and whether that is this report's news."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from detectors.lexicon.entry import Entry
from detectors.reading.background import REPORTS
from detectors.reading.campaigns import Campaigns
from detectors.reading.care import Care
from detectors.reading.cues import Cues
from detectors.reading.damage import WAS
from detectors.reading.formerly import before_news
from detectors.reading.healers import AFTER, goes_out, runs_care, tends_sick
from detectors.reading.healthwords import unjoined, vocabulary
from detectors.reading.model import Candidate, Matches
from detectors.reading.moments import spoken_then
from detectors.reading.people import FATES
from detectors.reading.rumours import belied, rumours
from detectors.reading.spared import AWAY
from detectors.reading.stretches import LONG_AFTER, RATE, Cue

_DOUBT_REACH: Final = 7
_NEGATION_REACH: Final = 4
_GUARD_REACH: Final = 4
_RATE: Final = 3
"""Words between a number and the time in which so many come."""
_MANY: Final = 4
"""Facilities counted together from which a count without a word of today is a running one."""
_MOST: Final = frozenset({"معظم", "غالبيه", "اغلب", "اغلبيه"})
"""Before facilities of which is said that they were destroyed: more than one day's attacks did it."""
_ACTS: Final = frozenset({"حادثه", "حوادث", "هجوما", "هجوم", "اعتداء", "اعتداءات", "انتهاكا", "انتهاكات", "استهدافا"})
_OWNING: Final = ("مسوولي", "المسوولي", "مسؤولي", "المسؤولي", "علاقت", "صلت", "ضلوع", "تورط", "وقوف")
_TOLD: Final = 3
"""Words between the verb that tells of an act and the word of it (أطلق مسلحون النار)."""
_UNTRUE: Final = (["لا", "صحه"], ["لا", "اساس"])
_TRADES: Final = ("مسعف", "ملقح")
"""Whoever is called so is told of as at work."""
_PREPOSITIONS: Final = frozenset({"في", "من", "عن", "علي", "الي", "بعد", "قبل", "خلال", "اثر"})
_THAT: Final = frozenset({"ان", "بان"})
_HITS: Final = ("noun.attack", "verb.attack", "verb.hit")
_GOING_ON: Final = frozenset({"استمرار", "تواصل", "تكرار", "تصاعد", "تزايد"})
_CAMPAIGN: Final = 4
"""Words between members of a campaign and what it is for."""
_EVERY: Final = 4
"""Words between كل and what أو adds (كل طبيب يقتل أو مشفى يدمر)."""
_SPEECH: Final = ("verb.say", "verb.condemn", "verb.deny", "verb.fear", "verb.threaten")
_CIVIL_DEFENCE: Final = ["في", "الدفاع", "المدني"]


class HealthScope:
    """Judges one text's statements."""

    def __init__(self, matches: Matches, cues: Cues) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._texts = matches.document.texts
        self._v = vocabulary()
        self._cues = cues

    def is_dated(self, sentence: int) -> bool:
        """Whether a sentence says itself when what it tells was."""
        bounds = self._m.document.sentences[sentence]
        return any(True for _ in self._cues.within(bounds.first, bounds.last, sentence))

    def reports(self, sentence: int) -> bool:
        """Whether a sentence names a report."""
        bounds = self._m.document.sentences[sentence]
        return any(unjoined(self._texts, i) in REPORTS for i in range(bounds.first, bounds.last))

    def is_past(self, c: Candidate) -> bool:
        """جثمان المسعف الذي قتل الأسبوع الماضي: dated right behind the figure."""
        near = self._cues.within(c.last, self._m.document.sentences[c.sentence].last, c.sentence)
        return any(cue.span == "past" and cue.token - c.last <= _GUARD_REACH for cue in near)

    def doubt(self, care: Care, trigger: int) -> str | None:
        """Why an attack's words tell of no attack, or None."""
        sentence = self._m.document.sentences[care.sentence]
        first, last = min(trigger, care.first), max(trigger + 1, care.last)
        if care.sentence in self._m.made(rumours) or belied(self._m, care.sentence, first, last - 1, last):
            return "denied"
        for i in range(first - 1, max(sentence.first, first - _DOUBT_REACH) - 1, -1):
            text, words = self._tokens[i].text, self._m.words[i]
            if text in ".؛":
                break
            if "mark.negation" in words and first - i <= _NEGATION_REACH and not self._standing(i):
                return "denied"
            if words.any(("verb.deny", "noun.deny")) and not self._disowned(i):
                return "denied"
            if words.any(("mark.hypothesis", "mark.future", "mark.purpose")):
                return "hypothesis"
            if words.any(("verb.threaten", "noun.threat", "verb.fear", "noun.fear")):
                return "feared"
            if unjoined(self._texts, i) in self._v["guard"] and first - i <= _GUARD_REACH:
                return "judged"
        if self._may_come(sentence.first, first):
            return "feared"
        if self._denied(sentence.first, first) or self._unharmed(care.last, trigger):
            return "denied"
        if self.of(care, trigger) == "past":
            return self._ruin(care, trigger)
        return self._general(care, trigger) or self._ruin(care, trigger)

    def _may_come(self, start: int, stop: int) -> bool:
        """مخاوف من أن يؤدي أي هجوم إلى خروج المشافي عن الخدمة: what is feared to come of it, however far behind."""
        for i in self._m.standing.of("verb.result", start, stop):
            led = self._m.words[i]["verb.result"]
            fears = ("verb.fear", "noun.fear", "verb.threaten", "noun.threat")
            if led.aspect == "iv" and self._m.standing.any(fears, max(start, i - AFTER), i):
                that = any(self._texts[j] == "ان" for j in range(max(start, i - _DOUBT_REACH), i))
                return that and not self._m.standing.any(("verb.say",), i, stop)
        return False

    def _denied(self, start: int, stop: int) -> bool:
        """نفى المتحدث … ما نشرته وسائل إعلام عن قصف …, لا صحة لما أشيع …: a sentence that begins by denying, until
        another speaks."""
        untrue = start if self._texts[start : start + 2] in _UNTRUE else None
        opening = next((i for i in range(start, min(start + 2, stop)) if "verb.deny" in self._m.words[i]), untrue)
        if opening is None or self._disowned(opening):
            return False
        return not self._m.standing.any(("verb.say",), opening + 1, stop)

    def _unharmed(self, first: int, last: int) -> bool:
        """المستشفى لم يتضرر, دون أن يتضرر: denied between what might have been hit and the word of the harm."""
        without = (t in {"دون", "بدون"} for t in self._m.document.texts[first:last])
        return any(without) or any(not self._standing(i) for i in self._m.standing.of("mark.negation", first, last))

    def _disowned(self, i: int) -> bool:
        """نفت مسؤوليتها عن القصف: that it was theirs, not that it was."""
        return any(t.text.startswith(_OWNING) for t in self._tokens[i + 1 : i + 7])

    def _standing(self, i: int) -> bool:
        """لم يستثن, لا يزال, لم يكن بمنأى: negations that assert."""
        after = self._tokens[i + 1].text if i + 1 < len(self._tokens) else ""
        if after == "من" or not AWAY.isdisjoint(self._texts[i + 1 : i + 1 + _DOUBT_REACH]):
            return True  # لم تسلم من القذائف ولا من الصواريخ
        return after.startswith(("يستثن", "تستثن", "يوفر", "توفر", "تسلم", "يسلم", "يزال", "تزال", "زال", "ينج", "تنج"))

    def _general(self, care: Care, trigger: int) -> str | None:
        """كل مستشفى تدمر …; استهداف المشافي والمدارس as a practice: no event."""
        before = unjoined(self._texts, care.first - 1)
        every = before == "كل" or (before == "او" and "كل" in self._texts[max(0, care.first - _EVERY) : care.first])
        if every and care.number == "s" and not care.definite:
            return "general"
        theirs = any(e.pronoun for c, e in self._m.words[care.first].items() if c.startswith("health."))
        if care.number != "p" or not (care.definite or theirs) or care.count is not None:
            return None
        sentence = self._m.document.sentences[care.sentence]
        entry = self._m.words[trigger]
        apart = any(t.text in "،," for t in self._tokens[trigger : care.first])
        first = trigger if apart else max(sentence.first, trigger - _TOLD)
        told = unjoined(self._texts, trigger) in self._v["broken"] or any(
            verb.aspect == "pv" for i in range(first, trigger + 1) if not self._noun(i) for verb in self._verbs(i)
        )
        told = told or unjoined(self._texts, care.first - 1) in WAS  # باتت المشافي أهدافا للطيران
        halt = "noun.halt" in entry or "verb.halt" in entry
        opening = self._judged_from(sentence.first, trigger)
        days = self._cues.within(opening, sentence.last, care.sentence)
        now = any(cue.span == "now" and not spoken_then(self._m, cue.token) for cue in days)
        following = [t.text for t in self._tokens[care.last : care.last + 3]]
        listed = any(text in self._v["generic"] for text in following)
        beside = trigger == care.first - 2 and not entry.verb  # واستهداف مدارسهم ومشافيهم يندرج في باب الجرائم
        judged = (trigger == care.first - 1 or beside) and entry.any(_HITS)  # ضرب المشافي جريمة
        judged = judged and not self._v["judged"].isdisjoint(
            self._texts[care.last : min(care.last + AFTER, sentence.last)]
        )
        if halt or (told and not listed and not judged) or now:
            return None
        return "general"

    def _judged_from(self, first: int, trigger: int) -> int:
        """قتل 14 اليوم، ونددت الوزارة باستهداف المشافي: where what is condemned begins, if anything is."""
        near = range(max(first, trigger - _TOLD), trigger)
        return next((i for i in near if self._m.words[i].any(("verb.condemn", "noun.condemn"))), first)

    def _noun(self, i: int) -> bool:
        """في قصف المستشفيات, استمرار قصف …, أن قصف المستشفيات: no verb behind a preposition or with no subject."""
        before = unjoined(self._texts, i - 1)
        alone = before in _THAT and any(c.startswith("health.") for c in self._m.words[i + 1])
        return "noun.attack" in self._m.words[i] and (before in _PREPOSITIONS or before in _GOING_ON or alone)

    def _verbs(self, i: int) -> list[Entry]:
        """Its readings as a verb of something done: أدانت المنظمة قصف المستشفيات tells of no event."""
        words = self._m.words[i].items()
        return [entry for category, entry in words if category.startswith("verb.") and category not in _SPEECH]

    def _ruin(self, care: Care, trigger: int) -> str | None:
        """المبنى المدمر لمستشفى …: a ruin that changed hands."""
        if "adj.destroyed" not in self._m.words[trigger]:
            return None
        sentence = self._m.document.sentences[care.sentence]
        taken = any(
            unjoined(self._texts, i) in self._v["taken"] or "verb.control" in self._m.words[i]
            for i in range(sentence.first, sentence.last)
        )
        return "ruin" if taken else None

    def of(self, care: Care, trigger: int) -> Literal["current", "past"]:
        """News, or background and running counts."""
        sentence = self._m.document.sentences[care.sentence]
        found = [c for c in self._cues.within(sentence.first, sentence.last, care.sentence) if not self._rate(c)]
        found = [c for c in found if c.reason != LONG_AFTER or c.token < trigger]  # توقف بعد يومين من افتتاحه
        cues = [c for c in found if not care.first <= c.token < care.last and not self._told_then(c, found)]
        if care.number == "p" and any(cue.span != "now" for cue in cues):
            cues = [cue for cue in cues if cue.span != "now" or not spoken_then(self._m, cue.token)]
        now = any(cue.span == "now" for cue in cues)
        if "adj.destroyed" in self._m.words[trigger]:
            return "past"
        window = range(max(sentence.first, min(trigger, care.first) - AFTER), min(sentence.last, care.last + AFTER))
        near = [cue for cue in cues if cue.token in window]
        if near and min(near, key=lambda cue: abs(cue.token - trigger)).span != "now":
            return "past"
        if not now and before_news(care, trigger, cues, self._m):
            return "past"
        counted = care.count is not None and care.count >= _MANY
        counted = counted or self._m.made(Campaigns).documented(care.sentence, care.first) or self._incidents(care)
        counted = counted or (trigger >= care.last and unjoined(self._texts, care.first - 1) in _MOST)
        since = care.target == "facility" and self._m.standing.any(("mark.since",), sentence.first, care.first)
        if now and not (counted and since):
            return "current"
        first = self._tokens[sentence.first].text
        if first in self._v["background"]:
            return "past"
        if counted:
            return "past"
        counts = self._m.standing.of("noun.toll", max(sentence.first, care.first - 4), care.first)
        tolls = any(not self._m.words[i + 1].any(tuple(FATES)) for i in counts)  # عدد ضحايا القصف: no count of its own
        return "past" if tolls else "current"

    def _incidents(self, care: Care) -> bool:
        """سجلنا 11 حادثة اعتداء على مراكز طبية: as many acts as no report has of one day."""
        first = self._m.document.sentences[care.sentence].first
        told = (a for a in self._m.amounts if first <= a.first and a.last < care.first)
        return any((a.low or 0) >= _MANY and self._texts[a.last] in _ACTS for a in told)

    def _told_then(self, cue: Cue, found: Sequence[Cue]) -> bool:
        """أكدت الأسبوع الماضي أن مستشفى قصف خلال ثلاثة أيام: the days before what was said then."""
        return cue.reason == "time:period" and any(c.span == "past" and c.token < cue.token for c in found)

    def _rate(self, cue: Cue) -> bool:
        """توقف عن استقبال 120 مراجعا يوميا: how many it served, no time of the attack."""
        near = range(cue.token - _RATE, cue.token)
        return cue.reason == RATE and any(amount.first in near for amount in self._m.amounts)

    def on_duty(self, c: Candidate) -> bool:
        """Whether a health worker was hit as one: the word itself says it (مسعف), or work or facility beside it."""
        sentence = self._m.document.sentences[c.sentence]
        around = range(max(sentence.first, c.first - AFTER), min(sentence.last, c.last + AFTER))
        texts = {unjoined(self._texts, i) for i in around}
        named = range(c.first, min(c.last + 1, len(self._tokens)))
        if self._texts[c.last : c.last + 3] == _CIVIL_DEFENCE and not texts & self._v["duty"]:
            return False  # مسعف في الدفاع المدني: a rescuer, wherever he was
        if any(trade in self._tokens[i].text for i in named for trade in _TRADES) or self.crew(c):
            return True
        workers = [
            i
            for i in named
            if (entry := self._m.words[i].get("person.civilian"))
            and entry.tag("group") == "health"
            and "health.staff" not in self._m.words[i]  # كادر alone may be a party's
        ]
        return bool(workers) and not texts & self._v["home"] and bool(texts & self._v["duty"])

    def at_work(self, care: Care) -> bool:
        """The same of a health worker who is no counted casualty."""
        sentence = self._m.document.sentences[care.sentence]
        around = range(max(sentence.first, care.first - AFTER), min(sentence.last, care.last + AFTER))
        texts = {unjoined(self._texts, i) for i in around}
        if "مسعف" in self._tokens[care.first].text:
            rescuer = self._texts[care.last : care.last + 3] == _CIVIL_DEFENCE
            return not rescuer or bool(texts & self._v["duty"])
        if "health.staff" in self._m.words[care.first]:
            return care.last > care.first + 1
        return not texts & self._v["home"] and bool(texts & self._v["duty"])

    def crew(self, c: Candidate) -> bool:
        """ثلاثة من كادر المشفى, متطوعان في الهلال الأحمر: staff of a facility, of health care or of a body for it."""
        words = self._m.words
        if goes_out(self._m, c) or self._drives(c) or self._vaccinates(c) or self._runs(c):
            return True
        if "health" in c.groups and any(tends_sick(self._m, i) for i in range(c.first, c.last)):
            return True
        for i in range(c.first, min(c.last + 3, len(words) - 1)):
            if "health.staff" in words[i]:
                ahead = self._tokens[i + 1].text
                return "health.facility" in words[i + 1] or ahead in self._v["medical"] or ahead in self._v["ambulance"]
        return False

    def _runs(self, c: Candidate) -> bool:
        """استشهد مدير مستشفى: who runs it, if the text does not say that he was at home."""
        after = range(c.last, min(self._m.document.sentences[c.sentence].last, c.last + AFTER))
        runs = any(runs_care(self._m, i) for i in range(c.first, c.last))
        return runs and self._v["home"].isdisjoint(unjoined(self._texts, i) for i in after)

    def _drives(self, c: Candidate) -> bool:
        """سائق سيارة إسعاف: who was killed or hurt at its wheel, if the text does not say where else."""
        texts, at = self._texts, c.noun
        if at is None or unjoined(texts, at) not in self._v["driver"]:
            return False
        return not self._v["ambulance"].isdisjoint(texts[at + 1 : at + 3])

    def _vaccinates(self, c: Candidate) -> bool:
        """اثنين من العاملين في حملة التطعيم, ملقح من فريق اللقاح: who goes from house to house for it."""
        last = min(c.last + _CAMPAIGN, self._m.document.sentences[c.sentence].last)
        if self._v["vaccination"].isdisjoint(self._texts[c.first : last]):
            return False
        worker = any(
            entry.tag("group") == "health" for i in range(c.first, c.last) for entry in self._m.words[i].values()
        )
        return worker or not self._v["member"].isdisjoint(unjoined(self._texts, i) for i in range(c.first, last))
