"""Sentences that have no time of their own and share that of the one before: running counts, background."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.aftermath import Aftermath
from detectors.reading.campaigns import Campaigns
from detectors.reading.cues import SINCE_DAY, Cues
from detectors.reading.links import Links
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import FATES
from detectors.reading.stretches import MEMORIAL, PAST, Cue
from detectors.reading.word import Word

BULLETS: Final = frozenset({"-", "–", "—", "•", "*", "▪", "●", "_"})
BANK: Final = "الضفه"
SIDES: Final = frozenset({"الجانب", "بالجانب", "الطرف", BANK})
RULED: Final = frozenset(
    {"استانفت", "اصدرت", "قضت", "حكمت", "ادانت", "برات", "بدات", "عقدت", "ايدت", "نقضت", "اجلت", "رفضت", "واصلت"}
)
"""Before a court: the news is its trial."""
FIRST: Final = 2
"""Sentences that say what the report is about."""
LIST_HEAD: Final = 2
"""Sentences before a list that say what it counts (… منذ مطلع العام. والقتلى هم:)."""
VOICES: Final = frozenset({
    "تقرير", "مركز", "شبكه", "مرصد", "منظمه", "دراسه", "احصائيه", "لجنه", "بعثه", "مكتب", "مفوضيه", "هيئه", "بيان",
})  # fmt: skip
REPORTS: Final = frozenset({"تقرير", "تقريرا", "تقريرها", "تقريره", "دراسه", "احصائيه", "احصائيات"})
THAT: Final = frozenset({"ان", "بان"})
THAT_REACH: Final = 9
"""Tokens of a sentence before what it says (وقالت المنظمة الدولية في تقرير إن)."""
HARM: Final = ("verb.kill", "verb.die", "verb.injure", "verb.fall", "verb.take_life")
HURT: Final = ("noun.victim", "noun.injury", "noun.injured", "noun.killed", "noun.death", "noun.loss_word")
ITS_TOLL: Final = ("noun.toll", "noun.victim")
WITHOUT: Final = frozenset({"دون", "بدون"})
BLOWS: Final = ("noun.attack", "noun.explosion", "weapon")
HOUR: Final = "ساعه"
ASIDE_REACH: Final = 3


class Background:
    """What the sentences of one article are about: the news, or what was told before it."""

    def __init__(self, matches: Matches, cues: Cues, links: Links, lead: int) -> None:
        self._m = matches
        self._links = links
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._cues = cues
        self._aftermath = matches.made(Aftermath)
        self._named: dict[int, set[str]] = {}
        for mention in matches.places:
            self._named.setdefault(mention.sentence, set()).add(mention.place.name)
        self._lead_places = {name for n in range(lead + 1) for name in self._named.get(n, ())}
        self.running = self._running()
        """Sentences that go on telling a running count: the one before counts attacks over a long stretch, or heads a
        list of which they are an item."""
        self.earlier = self._earlier(lead)
        """Sentences without a time of their own that go on telling what the one before set in the past."""

    def _running(self) -> set[int]:
        found: set[int] = set()
        for number, sentence in enumerate(self._m.document.sentences):
            if number == 0 or sentence.first >= sentence.last:
                continue
            if self._tokens[sentence.first].text in BULLETS:
                if number - 1 in found or any(self._long(n) for n in range(max(0, number - LIST_HEAD), number)):
                    found.add(number)
                continue
            if (counted_at := self._counts_silently(number)) is not None and self._long(counted_at):
                found.add(number)
            counted = number - 1 in found or number - 1 in self._aftermath.counting
            told_on = self.continues(sentence.first, sentence.last) or self._other_side(sentence.first)
            told_on = told_on or self._counts_on(number) or self._m.made(Campaigns).of_them(number)
            if counted and told_on and self._long(number - 1):
                found.add(number)
            elif self._told_by_same(number) or self._of_all(number):
                reports = self._reports(number - 1)
                over = self._spans(number - 1, {"long", "past"} if reports else {"long"})
                if number - 1 in found or (over and (counted or reports)):
                    found.add(number)
        return found

    def _other_side(self, first: int) -> bool:
        """أما بالنسبة إلى …، وفي الجانب الآخر …: the losses of the other side, over the same time."""
        texts = [token.text for token in self._tokens[first : first + 3]]
        if texts[:2] == ["اما", "بالنسبه"]:
            return True
        bank = texts[1:2] == [BANK] and texts[2:] not in (["الاخري"], ["المقابله"])  # وفي الضفة الغربية
        return not bank and any(text in SIDES for text in texts[:2])

    def _counts_on(self, number: int) -> bool:
        """كما سجلت الشبكة …: whoever counted in the sentence before counts on."""
        return not self._counters(number).isdisjoint(self._counters(number - 1))

    def _counts_silently(self, number: int) -> int | None:
        """كما وثقت أربع هجمات: the sentence that named who counts, before what it is said to add (وأشارت إلى أن)."""
        at = self._m.document.sentences[number].first + 1
        if self._tokens[at - 1].text != "كما" or at + 1 not in self._m.amount_at or "verb.count" not in self._words[at]:
            return None
        said = self._words[self._m.document.sentences[number - 1].first].get("verb.say")
        told = number - 1 - (number > 1 and said is not None and "wa" in said.clitics)
        return told if self._counters(told) else None

    def _risen(self, first: int, last: int) -> bool:
        """يذكر أن المجزرة ارتفع عدد ضحاياها إلى 26: of the attack told of, as its toll is now."""
        that = self._says(first, last)
        if that is None:
            return False
        words = self._words[that + 1]
        attacks = [words[c] for c in ("noun.attack", "noun.massacre", "noun.explosion") if c in words]
        one = any(attack.number == "s" and "al" in attack.clitics for attack in attacks)
        return one and self._m.standing.any(("verb.rise",), that, last)

    def _says(self, first: int, last: int) -> int | None:
        """وقالت المنظمة إن: where what a sentence says begins, if it says that somebody says so."""
        return next((i for i in range(first, min(first + THAT_REACH, last - 1)) if self._tokens[i].text in THAT), None)

    def _told_by_same(self, number: int) -> bool:
        """وأضاف التقرير أن 214 قضوا تحت التعذيب: whoever told the count before tells on, of no blow at a place."""
        first, last = self._m.document.sentences[number][:2]
        near = range(first, min(first + 2, last - 1))
        said = next((i for i in near if self._words[i].any(("verb.say", "verb.count"))), None)
        if said is None or not self._tokens[said + 1].text.startswith("ال"):
            return False
        voice = self._tokens[said + 1].text.removeprefix("ال")
        before = self._m.document.sentences[number - 1]
        told = {token.text.removeprefix("ال").removeprefix("لل") for token in self._tokens[before.first : before.last]}
        if voice not in VOICES or told.isdisjoint((voice, voice + "ا")):
            return False
        placed = bool(self._named.get(number))
        return not (placed and self._own_blow(first, last))

    def _of_all(self, number: int) -> bool:
        """وقالت المنظمة إن الهجمات أودت بحياة 14: of all the attacks that the sentence before counted."""
        first, last = self._m.document.sentences[number][:2]
        that = self._says(first, last)
        attack = None if that is None else self._words[that + 1].get("noun.attack")
        return attack is not None and attack.number == "p" and "al" in attack.clitics

    def _reports(self, number: int) -> bool:
        """The sentence names a report (أصدرت الشبكة تقريرا عن الانتهاكات في عام 2015)."""
        sentence = self._m.document.sentences[number]
        return any(token.text.removeprefix("ال") in REPORTS for token in self._tokens[sentence.first : sentence.last])

    def _spans(self, number: int, spans: set[str]) -> bool:
        """The sentence speaks of such times, and not of today as well."""
        sentence = self._m.document.sentences[number]
        told = {c.span for c in self._cues.within(sentence.first, sentence.last, number) if c.reason != SINCE_DAY}
        return not told.isdisjoint(spans) and "now" not in told

    def _counters(self, number: int) -> set[str]:
        """The words right behind verbs of counting."""
        sentence = self._m.document.sentences[number]
        found = self._m.standing.of("verb.count", sentence.first, sentence.last - 1)
        return {self._tokens[i + 1].text.removeprefix("ال") for i in found}

    def _long(self, number: int) -> bool:
        """The sentence speaks of a long stretch; one of few days is its own."""
        sentence = self._m.document.sentences[number]
        cues = self._cues.within(sentence.first, sentence.last, number)
        return any(c.span == "long" and c.reason != SINCE_DAY for c in cues)

    def continues(self, first: int, last: int) -> bool:
        """The sentence begins with a result or with the attacks spoken of."""
        for i in range(first, min(first + 4, last)):
            words = self._words[i]
            if "verb.result" in words:
                return not self._one_strike(i + 1, last)
            if any(words[c].pronoun == "3fs" for c in ITS_TOLL if c in words):
                return True  # وكانت حصيلتها 60
            attack = words.get("noun.attack")
            if attack and (attack.state == "d" or "al" in attack.clitics):
                return True
        these = (i for i in range(first, last - 1) if self._tokens[i].text.removeprefix("ب") in {"هذه", "تلك"})
        blows = (self._words[i + 1].get("noun.attack") for i in these)
        return any(blow is not None and blow.number == "p" for blow in blows)  # قضى 31 بهذه الضربات

    def joined(self, candidate: Candidate, cue: Cue) -> bool:
        """قتل 140 منذ آب في هجمات آخرها أمس، وجرح 230: the time before is of what the clause goes on from."""
        clause = self._m.clauses[candidate.clause]
        on = clause.opener == "and" and self._words[clause.first].any(HARM)
        return on and cue.span == "now" and cue.token < clause.first

    def _one_strike(self, i: int, last: int) -> bool:
        """وأدت غارة على بلدة …: one strike of its own, none of those counted."""
        attack = self._words[i].get("noun.attack") if i < last else None
        return attack is not None and attack.number == "s" and "al" not in attack.clitics and not attack.pronoun

    def _earlier(self, lead: int) -> set[int]:
        found: set[int] = set()
        tried, old = self._tried(lead), self._old(lead)
        past, came, within, places = False, False, False, frozenset[str]()
        for number, sentence in enumerate(self._m.document.sentences):
            if (number <= lead and not (tried or old)) or sentence.first >= sentence.last:
                continue
            cues = self._cues.within(sentence.first, sentence.last, number)
            spans = {c.span for c in cues if not self._aside(c)}
            if "past" in spans and "now" not in spans:
                within = not past and not self._new_paragraph(number)
                past, places = True, self._places(number)
                came = self._aftermath.opens(sentence.first)
            elif spans:
                past = False
            elif self._links.subheading(number):
                continue
            else:
                there = bool(places & self._places(number))
                if within and self._new_paragraph(number) and self._places(number) and not there:
                    past = False  # a paragraph of news closed with what was before; the next is of news again
                past = (
                    tried
                    or (MEMORIAL in old and past and not self._own_blow(sentence.first, sentence.last))
                    or (opens_aside(self._m, sentence.first) and not self._risen(sentence.first, sentence.last))
                    or (
                        past
                        and (there or self._goes_on(sentence.first, sentence.last))
                        and not (came and self._new_blow(sentence.first, sentence.last))
                        and not (old and self._own_blow(sentence.first, sentence.last))
                    )
                )
                if past:
                    found.add(number)
        return found

    def _old(self, lead: int) -> set[str]:
        """مرت عشر سنوات على المجزرة, كيف قصف المشفى في أيار 2019؟: why the report is of what was long ago, if it is."""
        told = enumerate(self._m.document.sentences[: lead + 1])
        cues = (c for n, s in told for c in self._cues.within(s.first, s.last, n) if not self._aside(c))
        reasons = {cue.reason for cue in cues}
        return reasons if reasons <= {MEMORIAL, PAST} else set()

    def _tried(self, lead: int) -> bool:
        """استأنفت المحكمة النظر في قضية …: all of the report is about what is tried."""
        until = self._m.document.sentences[min(lead, FIRST)].last
        return any(
            self._tokens[i - 1].text.removeprefix("و") in RULED for i in self._m.standing.of("noun.court", 1, until)
        )

    def _new_paragraph(self, number: int) -> bool:
        """A line begins with the sentence."""
        document = self._m.document
        first = document.sentences[number].start
        return number == 0 or "\n" in document.norm[document.sentences[number - 1].start : first].strip(" ")

    def _aside(self, cue: Cue) -> bool:
        """…، فيما كان المستشفى قد أخلي الأسبوع الماضي: a clause whose time is not its sentence's own."""
        clause = self._m.clauses[self._m.clause_of[cue.token]]
        if cue.span == "past" and self._m.standing.any(("adj.dying",), clause.first, cue.token):
            return True  # استشهد متأثرا بجراح أصيب بها قبل أسبوع
        opener = clause.opener
        return opener == "relative" or (opener == "when" and cue.span == "past")

    def _places(self, number: int) -> frozenset[str]:
        """Names of the places of a sentence, those that the first sentences name left out."""
        return frozenset(name for name in self._named.get(number, ()) if name not in self._lead_places)

    def _goes_on(self, first: int, last: int) -> bool:
        """وأضاف أن، كما قتل، وأصيب، أما في: the same story goes on."""
        words = self._words[first]
        said = words.get("verb.say")
        on = said is not None and said.tag("goes_on") is not None
        on = on or "mark.distinct" in words or self._tokens[first].text in {"اما", "وكذلك"}
        if on or self._aftermath.goes_on(first, last):
            return True
        joined = any(c in words and "wa" in words[c].clitics for c in HARM)
        return joined or self.continues(first, last)

    def of_row(self, i: int) -> bool:
        """هي الخامسة منذ آب، وقد أسفر ذلك عن 79, وقد أوقعت الغارات 43: what all of the row resulted in.

        Not so where hours are what was the worst (الساعات الماضية كانت الأعنف منذ بدء الحرب، حيث أسفرت الغارات).
        """
        first = self._m.document.sentences[self._m.sentence_of[i]].first
        hours = (self._words[j].get("time.unit") for j in range(first, i))
        if any(unit is not None and unit.lemma == HOUR for unit in hours):
            return False
        attacks = self._words[i + 1].get("noun.attack") if "verb.result" in self._words[i] else None
        every = attacks is not None and attacks.number == "p" and "al" in attacks.clitics
        return every or ("verb.result" in self._words[i] and self._tokens[i + 1].text == "ذلك")

    def _new_blow(self, first: int, last: int) -> bool:
        """ويأتي ذلك بعد مقتل …. وقتل مدني بسقوط قذيفة على …: with a blow and a place of its own, the news again."""
        return self._own_blow(first, last) and bool(self._places(self._m.sentence_of[first]))

    def _own_blow(self, first: int, last: int) -> bool:
        """One that was not spoken of before (بسقوط قذيفة; بالألغام is any of them)."""
        blows = self._m.standing.of_any(BLOWS, first, last)
        return any("al" not in self._words[i][c].clitics for i in blows for c in BLOWS if c in self._words[i])


def unhurt(matches: Matches, number: int) -> bool:
    """سقط صاروخ مساء الخميس دون ضحايا: the news of a report, though nobody was hurt."""
    sentence = matches.document.sentences[number]
    for i, text in enumerate(matches.document.texts[sentence.first : sentence.last - 1], sentence.first):
        if text in WITHOUT and matches.standing.any(HURT, i + 1, min(i + 1 + ASIDE_REACH, sentence.last)):
            return matches.standing.any(BLOWS, sentence.first, i)
    return False


def opens_aside(matches: Matches, first: int) -> bool:
    """Whether a sentence that begins at token `first` turns to the background (يذكر أن، يشار إلى أن)."""
    for i in range(first, min(first + ASIDE_REACH, len(matches.words) - 1)):
        words = matches.words[i]
        if "mark.aside" in words:
            return True
        said = words.get("verb.say")
        that = matches.document.tokens[i + 1].text.startswith("ان")
        if said and said.lemma == "ذكر" and said.aspect == "iv" and that:
            return True
    return False


def the_dead(candidate: Candidate, words: Sequence[Word]) -> bool:
    """في حين قال المرصد إن القتلى 123: those just counted, by another."""
    named = (words[candidate.trigger].get(category) for category in FATES)
    return any(noun is not None and noun.number == "p" and "al" in noun.clitics for noun in named)
