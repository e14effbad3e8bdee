"""What the words around a figure say of it: told in the lead, set apart, the sum of several events."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from detectors.lexicon.entry import Entry
from detectors.reading.besides import besides
from detectors.reading.bylines import bylines
from detectors.reading.comparison import word_for_word
from detectors.reading.extent import AND_AROUND
from detectors.reading.looks import once
from detectors.reading.model import Candidate, DateMention, Matches
from detectors.reading.moments import another_hour, meet
from detectors.reading.portraits import Portraits
from detectors.reading.roles import ARRIVALS
from detectors.reading.stretches import Stretches
from detectors.records import EventDate

LEAD_SENTENCES: Final = 2
"""The headline and the sentence after it: what they say is told again in detail."""
TITLE_TOKENS: Final = 12
"""A text that runs on from its headline without a break tells the headline's figure within so many words."""
TOPIC_REACH: Final = 5  # words at the head of a sentence that turn to another matter (وفي سياق منفصل)
HEAD_WORDS: Final = 4  # those in which a sentence or clause is set apart (كما أصيب، علاوة عليهم)
TOPICS: Final = ("mark.turn", "mark.topic", "noun.attack", "noun.explosion", "noun.operation", "noun.massacre")
"""What may be said to be another one at the head of a sentence (على صعيد آخر، وفي مواجهات منفصلة)."""
MASS: Final = frozenset({"قصف", "عدوان", "عنف", "قتال", "تصعيد", "اقتحام"})
"""Attacks that go on and on: no single one."""
SEVERAL: Final = ("mark.several", "mark.since", "noun.attack", "noun.massacre")
FIGHTS: Final = frozenset({"اشتباك", "معركه", "مواجهه"})
"""Plural by habit: one fight."""
CHANCE: Final = 10
"""The same number of so many people, met twice in one sentence, is one count."""
VILLAGES: Final = frozenset({"قريه", "بلده", "حي", "مخيم", "موقع", "دوار", "ناحيه"})
"""Type words of places that one attack hits."""
TOWNS: Final = frozenset({"مدن", "بلدات", "قري", "احياء", "محافظات", "ارياف", "مناطق", "اماكن"})
"""Type words of places in the plural: what struck them struck several."""
ALONE_REACH: Final = 6
"""Tokens between a figure and the word that singles out where it was counted."""
GRAVE_REACH: Final = 4  # tokens between the wounded and the state that they are in
PLANTED: Final = "planted"
MEANS: Final = {
    "explosion": PLANTED, "mine": PLANTED, "shelling": "fired", "airstrike": "fired", "shooting": "shot",
}  # fmt: skip
"""Types of weapons and attacks → how the blow came."""
RECOVERED_REACH: Final = 4
"""Tokens between what brings the dead out and them."""
LONG: Final = frozenset({"اسبوع", "شهر", "عام", "سنه"})
"""Units of time that no day's news lies in."""
ARRIVAL_REACH: Final = 8
"""Tokens between people and the hospital that they came to."""
THAT_REACH: Final = 8
"""Tokens between the attack spoken of and how many it killed."""
LATER: Final = frozenset({"ثان", "ثاني", "ثانيه", "ثالث", "ثالثه"})
"""Behind an attack: not the first of those told of."""
ACTS: Final = ("noun.attack", "verb.attack", "verb.explode", "verb.shoot", "verb.hit")
HARM: Final = ("verb.say", "verb.kill", "verb.die", "verb.injure", "verb.attack", "verb.explode")


class Circumstances(Portraits):
    """Looks around the figures of one article."""

    def __init__(self, matches: Matches) -> None:
        super().__init__(matches)
        self._rare = Stretches(matches).rare
        spans = [m for m in matches.dates if m.role in {"since", "period"} and not self._rare(m.first)]
        self._periods = {m.sentence for m in spans}
        self._hours = {m.sentence for m in spans if self._in_hours(m)}
        self._bylines = matches.made(bylines)
        self._spread = self._spread_out(matches)
        """Sentences that name a list of places, or towns and villages in general."""

    def _in_hours(self, span: DateMention) -> bool:
        units = (self._words[i].get("time.unit") for i in range(span.first, span.last))
        return any(unit is not None and unit.lemma == "ساعه" for unit in units)

    def _spread_out(self, matches: Matches) -> set[int]:
        listed = [m for m in matches.places if m.chain is not None and m.role == ""]
        found = {a.sentence for a, b in pairwise(listed) if a.chain == b.chain and a.sentence == b.sentence}
        return found | {sentence for _, sentence in matches.document.where(TOWNS | AND_AROUND)}

    def said_between(self, a: Candidate, b: Candidate) -> int | None:
        """The first word of saying between two figures."""
        said = self._at.of("verb.say", a.last, b.first)
        return said[0] if said else None

    def daily(self, c: Candidate) -> bool:
        """Counted over the last 24 or 48 hours."""
        return c.sentence in self._hours

    def grave(self, c: Candidate) -> bool:
        """خمسة مصابين في حالة خطيرة, إصابات سبعة جرحى بالغة, where nothing else befell anybody."""
        last = min(c.last + GRAVE_REACH, self._m.document.sentences[c.sentence].last)
        grave = self._at.any(("adj.grave",), c.last, last) or "بالغه" in self._m.document.texts[c.last : last]
        theirs = any(entry.pronoun == "3mp" for entry in self._words[c.last - 1].values())
        return grave and (theirs or self.eventless(c))  # جرح 14 في الانفجار، خمسة جروحهم بليغة

    def eventless(self, c: Candidate) -> bool:
        """Its sentence tells of no attack and names no place of its own."""
        sentence = self._m.document.sentences[c.sentence]
        told = self._at.any(ACTS, sentence.first, sentence.last)
        return not told and (c.place is None or "place:focus" in c.reasons)

    def long_dead(self, c: Candidate) -> bool:
        """انتشال جثث 11 فردا ظلت تحت الركام أسبوعا كاملا: found today, and dead before."""
        sentence = self._m.document.sentences[c.sentence]
        near = max(sentence.first, c.first - RECOVERED_REACH)
        if not self._at.any(("noun.recover", "verb.recover"), near, c.last):
            return False
        units = self._at.of("time.unit", c.last, sentence.last)
        return self._at.any(("noun.rubble",), c.last, sentence.last) and any(
            self._words[i]["time.unit"].lemma in LONG and "al" not in self._words[i]["time.unit"].clitics for i in units
        )

    def seen(self, c: Candidate) -> bool:
        """رأيت ثلاث جثث، تسلم المستشفى 17 جثة: some of the dead, as one witness met them."""
        if self._arrived(c):
            return True
        return self.found(c) is False

    def _arrived(self, c: Candidate) -> bool:
        """3 قتلى وصلوا إلى مستشفى, ونقل 5 شهداء إلى المستشفى: from the attack spoken of."""
        sentence = self._m.document.sentences[c.sentence]
        first, last = max(sentence.first, c.first - ARRIVAL_REACH), min(sentence.last, c.last + ARRIVAL_REACH)
        wards = self._at.of("health.facility", first, last)
        came = bool(wards) and self._at.any(ARRIVALS, min(first, c.first), wards[-1])
        acts = self._at.any(ACTS, sentence.first, sentence.last)
        return came and (not acts or self.of_that(c))

    def at_other_times(self, a: Candidate, b: Candidate) -> bool:
        """Counted over times that have no day in common, as far as each sentence tells."""
        one, other = self._time(a), self._time(b)
        return one is not None and other is not None and not meet(one, other)

    def _time(self, c: Candidate) -> EventDate | None:
        """The day or stretch named last before a figure, else first behind it."""
        stated = [m for m in self._m.dates if m.sentence == c.sentence]
        before = [m for m in stated if m.last <= c.first]
        chosen = before[-1:] or stated[:1]
        return chosen[0].date if chosen else None

    def other_means(self, a: Candidate, b: Candidate) -> bool:
        """A planted bomb here, shelling there: two blows. Shells and shots may be of one fight."""
        mine, theirs = self._means(a.sentence), self._means(b.sentence)
        if not mine or not theirs:
            return False
        own = [i for i in theirs if i < b.first or self._m.clause_of[i] == b.clause]  # فيما تعرضت القوات لنيران
        blow = theirs[min(own or theirs, key=lambda i: abs(i - b.first))]
        return blow not in mine.values() and PLANTED in {blow, *mine.values()}

    @once
    def another_act(self, c: Candidate) -> bool:
        """في قصف آخر، غارة ثانية، قبل ساعة من القصف: its sentence tells it from the attack told before."""
        sentence = self._m.document.sentences[c.sentence]
        acts = self._at.of_any(("noun.attack", "noun.explosion"), sentence.first, sentence.last - 1)
        acts += [i for i in self._at.of("weapon", sentence.first, sentence.last - 1) if self._planted(i)]
        other = any(self._separate(i + 1) or self._tokens[i + 1].text in LATER for i in acts)
        return other or another_hour(self._m, c.sentence)

    def _planted(self, i: int) -> bool:
        """عبوة ثانية, لغم آخر: a blow of its own; of shells many fall."""
        weapon = self._words[i]["weapon"]
        return MEANS.get(weapon.tag("type") or "") == PLANTED and not weapon.tag("weak")

    def others(self, c: Candidate) -> bool:
        """امرأة أخرى, ثلاثة أطفال آخرون: more of those told of before."""
        ahead = range(c.noun, min(c.noun + 2, len(self._words))) if c.noun is not None else ()
        return any("mark.other" in self._words[i] for i in ahead)

    def _means(self, number: int) -> dict[int, str]:
        """How the blows of a sentence came, by token; a mere انفجار may be of anything."""
        sentence = self._m.document.sentences[number]
        found: dict[int, str] = {}
        for i in self._at.of_any(("weapon", "noun.attack", "verb.attack"), sentence.first, sentence.last):
            for category, entry in self._words[i].items():
                means = MEANS.get(entry.tag("type") or "")
                if means is not None and (means != PLANTED or (category == "weapon" and not entry.tag("weak"))):
                    found[i] = means
        return found

    def mourned(self, c: Candidate) -> bool:
        """ونعت الحركة اثنين من مقاتليها: those whom their own side counts among the dead."""
        return c.victims == "combatant" and "verb.mourn" in self._words[c.trigger]

    def beside(self, a: Candidate, b: Candidate) -> bool:
        """The place of `b`, or one that lies in it, is named together with that of `a`."""
        name, code = (b.place.place.name, b.place.place.code) if b.place else (None, None)
        named = (mention.place for mention in self._m.places if mention.sentence == a.sentence)
        return any(place.name == name or (code is not None and code in place.path) for place in named)

    def lead(self, c: Candidate) -> bool:
        return c.sentence < LEAD_SENTENCES + self._bylines and (self._m.headline is not None or c.sentence == 0)

    def title(self, a: Candidate, b: Candidate) -> bool:
        """`a` stands in a headline that runs on into the sentence which tells `b`."""
        again = word_for_word(self._m.document.texts, a, b)
        if again or self._m.headline is not None or a.sentence or a.sentence != b.sentence or a.first > TITLE_TOKENS:
            return again
        if a.trigger == b.trigger or b.rule.startswith("joined"):
            return False
        anew = any(self._bare(i, category) for i in range(a.last, b.last) for category in HARM)
        return anew or (a.low or 0) >= CHANCE

    def _bare(self, i: int, category: str) -> bool:
        """A verb that begins a statement without و or a comma before it."""
        entry = self._words[i].get(category)
        joined = self._tokens[i - 1].text in {"،", ",", ":"} or "mark.connector" in self._words[i - 1]
        return entry is not None and not entry.clitics and not joined

    @once
    def apart(self, c: Candidate) -> bool:
        """Words at the head of the sentence or clause set another event apart (كما أصيب، من جهة أخرى)."""
        first, begins = self._m.document.sentences[c.sentence].first, self._m.clauses[c.clause].first
        opening = (first, *range(max(first, begins - HEAD_WORDS), begins + 1))
        more = any(besides(self._m.document.texts, i) for i in opening)
        heads = self._at.of("mark.distinct", first, min(first + HEAD_WORDS, c.first))
        heads = [*heads, *self._at.of("mark.distinct", begins, begins + 2)]
        return more or any(not self._tells(i + 1) for i in heads) or self.other_topic(c)

    def _tells(self, i: int) -> bool:
        """كما أوضحت المصادر: another telling, no other event."""
        return i < len(self._words) and "verb.say" in self._words[i]

    @once
    def other_topic(self, c: Candidate) -> bool:
        """من جهة أخرى، وفي حادث منفصل، على صعيد آخر، في المقابل، إلى ذلك."""
        sentence = self._m.document.sentences[c.sentence]
        if any(map(self._beyond, (sentence.first, self._m.clauses[c.clause].first))) or self._remote(sentence.first):
            return True
        head = self._at.of_any(TOPICS, sentence.first, min(sentence.first + TOPIC_REACH, c.first))
        return any("mark.turn" in self._words[i] or self._separate(i + 1) for i in head)

    def _beyond(self, i: int) -> bool:
        """إلى ذلك، أصيبت …; وسبق الهجوم قصف …"""
        opened = self._tokens[i].text.removeprefix("و")
        behind = self._tokens[i + 1].text if i + 1 < len(self._tokens) else ""
        before = opened == "سبق" and behind.startswith("ال") and "noun.attack" in self._words[i + 1]
        return before or (opened == "الي" and behind == "ذلك")

    def of_that(self, c: Candidate) -> bool:
        """قتلوا جراء الاشتباكات: in the attack spoken of, and in no other."""
        found = self._blows(c)
        return bool(found) and all("al" in entry.clitics for entry in found)

    def behind_that(self, c: Candidate) -> bool:
        """الهجوم الذي أودى بحياة أكثر من ثلاثين: right behind the one attack spoken of."""
        first = max(self._m.document.sentences[c.sentence].first, c.first - THAT_REACH)
        before = self._at.of("noun.attack", first, c.first)
        attack = self._words[before[-1]]["noun.attack"] if before else None
        return attack is not None and attack.number == "s" and "al" in attack.clitics

    def of_one_name(self, whole: Candidate, c: Candidate) -> bool:
        """في اشتباكات, then الاشتباكات."""
        named = {entry.lemma for entry in self._blows(whole)}
        return self.of_that(c) and all(entry.lemma in named for entry in self._blows(c))

    def _blows(self, c: Candidate) -> list[Entry]:
        """The attacks that its sentence names."""
        sentence = self._m.document.sentences[c.sentence]
        at = self._at.of_any(("noun.attack", "noun.explosion"), sentence.first, sentence.last)
        return [self._words[i].get("noun.attack") or self._words[i]["noun.explosion"] for i in at]

    def _separate(self, i: int) -> bool:
        words = self._words[i]
        return "mark.other" in words or "mark.separate" in words

    def counted_in(self, whole: Candidate, c: Candidate) -> bool:
        """Fighters among the dead of a day: police are, soldiers too; who attacked them is counted by himself."""
        if whole.victims == "combatant":
            return True
        words = self._words[c.noun] if c.noun is not None else {}
        person = words.get("person.combatant")
        return whole.victims == "unknown" and person is not None and person.tag("police") is not None

    def single(self, c: Candidate) -> bool:
        """Its sentence tells of one attack (هجوم، انفجر), not of shelling that may hit many places."""
        sentence = self._m.document.sentences[c.sentence]
        at = self._at.of_any(("noun.attack", "verb.explode"), sentence.first, sentence.last)
        attacks = [self._words[i].get("noun.attack") or self._words[i]["verb.explode"] for i in at]
        return any(attack.number == "s" and attack.lemma not in MASS for attack in attacks)

    def alone(self, c: Candidate) -> bool:
        """في السوق وحده: its sentence singles out one place or attack of several."""
        sentence = self._m.document.sentences[c.sentence]
        first, last = max(sentence.first, c.first - ALONE_REACH), min(sentence.last, c.last + ALONE_REACH)
        return any(self._own(i) for i in self._at.of("mark.alone", first, last))

    def _own(self, i: int) -> bool:
        """وحده, and no وحدة."""
        document = self._m.document
        return document.raw[document.start(self._tokens[i].end - 1)] != "ة"

    def several(self, c: Candidate) -> bool:
        """The sentence tells of several attacks or of a stretch of time: its figure sums them up.

        Not after a word that singles one of them out (كان أعنفها في …), nor several strikes on one village.
        """
        sentence = self._m.document.sentences[c.sentence]
        marks = [i for i in self._at.of_any(SEVERAL, sentence.first, sentence.last) if self._plural(i)]
        strong = c.sentence in self._periods or self.spread(c) or any(self._strong(i) for i in marks)
        if not strong and (not marks or (c.place and c.place.kind in VILLAGES and "place:focus" not in c.reasons)):
            return False
        return not self._at.any(("mark.superlative", "mark.single"), min(marks, default=c.first), c.first)

    def spread(self, c: Candidate) -> bool:
        """Its sentence names a list of places, or towns and villages in general."""
        return c.sentence in self._spread

    def _strong(self, i: int) -> bool:
        """Words that by themselves say that there were several."""
        return "mark.several" in self._words[i] or ("mark.since" in self._words[i] and not self._rare(i))

    def _plural(self, i: int) -> bool:
        words = self._words[i]
        if self._strong(i):
            return True
        attack = words.get("noun.attack") or words.get("noun.massacre")
        return attack is not None and attack.number == "p" and attack.lemma not in FIGHTS
