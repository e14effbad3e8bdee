"""Words that make people some of those told before: بينهم, منهم, من بين القتلى, 2 من المصابين."""

from __future__ import annotations

from detectors.reading.addends import adds_up
from detectors.reading.among import LISTS, THESE, of_family, those_before
from detectors.reading.counted_among import of_these, set_off
from detectors.reading.frames import Frames
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS, COUNTED, FATED, FATES, QUOTES, WHO, People
from detectors.reading.roles import EVENT_NOUNS, Role
from detectors.reading.stretches import ordinals
from detectors.records import Kind
from detectors.text import Sentence

SUBSET_REACH = 2
AS_FOLLOWS = frozenset({"التالي", "الاتي", "يلي", "كالتالي", "كالاتي"})
"""Before the colon of a list."""
LIST_REACH = 24
"""Tokens between a count and the list of whom it holds (248 قتلوا أمس في أعمال عنف، هم 139 مدنيا …)."""
HEAD_REACH = 40
"""Tokens of one sentence between the known dead and some of them."""
SET_OFF = COMMAS | {":", "-", "–", "—"}
THAT = frozenset({"ان", "بان", "وان", "فان", "كان", "وكان", ".", "،", ":"})
"""What may stand before the known dead of whom a sentence says who they are (أن القتلى طفل وأربعة رجال)."""
SPREAD_OVER = frozenset({"علي", "بين", "الي", "بواقع"})
REST = frozenset({"باقي", "بقيه", "سائر", "وباقي", "وبقيه"})
AMONG = frozenset({"بين", "وبين", "ضمن", "اصل"})
OF_THEM = frozenset({"من", "ومن"})
_IN_COUNT = (AMONG | OF_THEM | {"عداد"}) - {"اصل"}
OPENED_REACH = 8
"""Tokens between "من بين القتلى" and some of them: who they were, a stretch of time."""
TOLLED = FATED | {"noun.toll"}
INCLUDED_REACH = 12
"""Tokens between people and what says that the toll holds them."""
BRACKET_REACH = 5
"""Tokens between a figure and the bracket that says who they are (ثلاثة من عائلة واحدة (أم وطفلاها))."""
HAS = frozenset({"له", "لديه", "انجب", "وانجب", "رزق"})
"""Before منها: the children whom somebody has by her."""
MINGLED = frozenset({"اندس", "اندست", "تسلل", "تسللت", "انغمس", "اندسوا", "تسللوا", "فجر", "فجرت"})
"""Before بينهم: who came among them to kill (اندس بينهم انتحاري)."""
AT_REACH = 3
"""Tokens between people and the dead of a place that they are said to be among."""


class Members:
    """Finds the parts of one article's figures."""

    def __init__(self, matches: Matches, frames: Frames) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._frames = frames
        self._sentences = matches.sentence_of
        self._m, self._amounts = matches, matches.amounts
        self._standing = matches.standing
        self._known = {amount.first for amount in matches.amounts if amount.definite}
        self._counted = matches.amount_at.keys()
        self._named = {place.first: place.key for place in matches.places}
        self._told_at = {(place.key, place.sentence) for place in matches.places}
        self._ends = {place.last: place.first for place in matches.places}
        rest = (i + 1 for i, _ in matches.document.where(REST) if i + 1 < len(matches.words))
        self._of_rest = [i for i in rest if matches.words[i].any(FATES)]
        """Words for the dead of whom the rest is spoken of."""

    def _of_fated(self, people: People, i: int) -> bool | None:
        """من القتلى طفل, بين القتلى المسعف فلان, أحد القتيلين امرأة: whether they stand right before, at `i`."""
        fates = [self._words[i][c] for c in FATES if c in self._words[i]]
        before = i - 1 - (self._tokens[i - 1].text in THESE and i > 1)  # ومن هؤلاء الجرحى طفلان
        if self._tokens[i].text.startswith("ال") and self._tokens[before].text in _IN_COUNT:
            further = people.fate is not None and self._tokens[people.first].text.startswith("و") and people.amount
            return bool(fates) and not further  # عدد من الشهداء وعشرات الجرحى
        if "mark.one" in self._words[i - 1] and not people.amount:
            return any(entry.number == "d" for entry in fates)
        return None

    def subset(self, people: People, sentence: Sentence) -> bool:
        """بينهم، منهم، بمن فيهم before the phrase, or منهم right after its number."""
        if people.fate and people.definite and self._tokens[people.first - 1].text in AMONG:
            return False  # بين القتلى الثمانية: they all
        if self._opened(people, sentence.first) is not None or self.included(people):
            return True
        if people.among:
            return self._tokens[people.first - 1].text not in {"هويه", "هويات"}
        steps, i = 0, people.first - 1
        if i > sentence.first and (fated := self._of_fated(people, i)) is not None:
            return fated
        if i > sentence.first and self._tokens[i].text in LISTS and self._tokens[i - 1].text.startswith(("ال", "وال")):
            return self._words[i - 1].any(FATES)
        if (
            (i == sentence.first and self._tokens[i].text in LISTS)
            or those_before(self._tokens, i, sentence.first)
            or self._opened_by_number(i, sentence.first)
            or self._predicate(people, sentence.first)
            or self._between(people)
            or of_family(self._tokens, self._words, people.first - 1, sentence.first)
            or ("mark.connector" in self._words[i] and of_these(self._m, people, sentence.last))  # وإن 122 جثة منها
        ):
            return True
        i = self._ends.get(people.first, people.first) - 1  # بين قتلى حماة ثلاث معلمات
        if i > sentence.first and self._tokens[i - 1].text in {"بين", "وبين"}:
            return any(c in self._words[i] and self._words[i][c].number != "s" for c in FATES)
        while i >= sentence.first and steps < SUBSET_REACH:
            if "mark.subset" in self._words[i]:
                before = self._tokens[i - 1].text.removeprefix("و")
                came_out = self._tokens[i].text == "منها" and before.endswith("خرج")
                return before not in HAS | MINGLED and not came_out  # غارات خرج منها خمسة مصابين
            if self._tokens[i].text not in QUOTES and not self._frames.filler(i):
                if self._tokens[i].text in {"،", ",", ":", "؛", "."} or "mark.connector" in self._words[i]:
                    return not steps and set_off(self._m, people, sentence.last)  # تسعة أشخاص، شرطيان منهم
                if self._words[i].verb or self._words[i].any(EVENT_NOUNS):
                    return False
                steps += 1
            i -= 1
        return of_these(self._m, people, sentence.last)

    def included(self, people: People) -> bool:
        """مقتل سائقها، وهو من ضمن الحصيلة: counted in the toll told before."""
        last = min(people.last + INCLUDED_REACH, len(self._tokens) - 1)
        for at in self._standing.of_any(TOLLED, people.last + 1, last + 1):
            toll, dead, before = self._words[at].get("noun.toll"), self._words[at].any(FATED), self._tokens[at - 1].text
            known = toll is not None and "al" in toll.clitics
            nth = before in ordinals() and dead and self._tokens[at].text.startswith("ال")  # وهو خامس القتلى
            if (before in AMONG and known) or (before == "ضمن" and dead) or nth:
                between = range(people.last, at)
                return not any(self._tokens[i].text in {".", "؛"} or "mark.negation" in self._words[i] for i in between)
        return False

    def _opened_by_number(self, i: int, first: int) -> bool:
        """بين القتلى الثمانية امرأتان: how many they are stands between."""
        if i - 2 < first or i not in self._known or self._tokens[i - 2].text not in AMONG:
            return False
        return any(c in self._words[i - 1] and self._words[i - 1][c].number != "s" for c in FATES)

    def _predicate(self, people: People, first: int) -> bool:
        """أن القتلى طفل وأربعة رجال, القتلى هم: 3 في حاس و2 في بنش: the known dead, and who they are."""
        i = self._listed_after(people)
        named = i < people.first - 1
        if people.definite or people.fate or not people.counted or i < first:
            return False
        if people.bare and not (named and [t.text for t in self._tokens[people.last : people.last + 1]] == ["في"]):
            return False
        if not named and i > first and self._tokens[i - 1].text not in THAT:
            return False
        words = self._words[i]
        known = self._tokens[i + 1].text.startswith("ال")  # توزع قتلى الأربعاء كالتالي: 5 في
        return any(c in words and words[c].number == "p" and (known or "al" in words[c].clitics) for c in FATES)

    def spread(self, people: People) -> bool:
        """توزع القتلى بين 105 مدنيين, على النحو التالي: 15 في …: the numbers of one list make up the whole."""
        first = max(0, people.first - HEAD_REACH)
        shared = (i for i in range(people.first - 1, first, -1) if "verb.spread" in self._words[i])
        at = next(shared, None)
        return at is not None and self._sentences[at] == self._sentences[people.first]

    def of_the_rest(self, people: People) -> bool:
        """وتوزع باقي القتلى على س (3) وص (2), أما بقية الضحايا فسقطوا في س (6): of those not told of yet."""
        first = max(0, people.first - HEAD_REACH)
        sentence = self._sentences[people.first]
        return any(first < i < people.first and self._sentences[i] == sentence for i in self._of_rest)

    def _between(self, people: People) -> bool:
        """توزع القتلى بين 105 مدنيين و43 شرطيا, توزعوا على 68 قتيلا في دمشق و31 في حلب."""
        i = people.first - 1
        if i > 0 and self._tokens[i].text in SPREAD_OVER and "verb.spread" in self._words[i - 1] and people.counted:
            return self._words[i - 1]["verb.spread"].number != "s"
        dead = i > 1 and self._tokens[i].text == "بين" and self._words[i - 1].any((*FATES, *COUNTED))
        return dead and people.counted and "verb.spread" in self._words[i - 2]

    def _listed_after(self, people: People) -> int:
        """The token behind which the phrase begins a list: before a colon, before هم, the dead of whom one follows."""
        i = people.first - 1
        i -= i > 0 and self._tokens[i].text == ":"
        if self._tokens[i].text in AS_FOLLOWS:
            return self.headed(i)[0]
        return i - (i > 0 and self._tokens[i].text in LISTS)

    def in_state(self, people: People) -> bool:
        """جراح ثلاثة منهم خطيرة: how badly some of those just told were hurt."""
        hurt = self._words[people.first - 1].any(("noun.injury", "noun.wound", "noun.case"))
        following = self._words[people.last] if people.last < len(self._words) else {}
        return hurt and ("adj.grave" in following or "adj.light" in following)

    def died(self, c: Candidate) -> bool:
        """ستة من الجرحى توفوا: some of a toll, and no toll of their own."""
        return c.kind == "killed" and c.noun is not None and "noun.injured" in self._words[c.noun]

    def set_off(self, people: People) -> bool:
        """A comma, a colon or a dash stands right before the phrase."""
        return self._tokens[people.first - 1].text in SET_OFF

    def bracketed(self, people: People, before: People) -> bool:
        """5 مدنيين (طفلان و3 نساء), 3 مدنيين هم رجل وزوجته: what the brackets or the list holds are parts."""
        opener, gap = people.first - 1, people.first - before.last
        mark = self._tokens[opener].text
        if people.bare:
            followed = {"في", "من"}
            opened = mark == ":" or mark in LISTS  # هم 11 في المخيم
            after = self._tokens[people.last].text if people.last < len(self._tokens) else ""
            return opened and after in followed and gap <= LIST_REACH
        headed = mark == ":" and self._tokens[opener - 1].text in LISTS
        if headed and people.counted and gap <= HEAD_REACH:
            return True
        if mark == ":" and people.amount and adds_up(self._m, people, before.low):
            return gap <= HEAD_REACH and people.counted
        listed = mark in LISTS or headed
        if listed or self._named_list(people.first, before.last):
            return gap <= LIST_REACH and people.counted
        return (mark in {"(", "["} or "mark.list" in self._words[opener]) and gap <= BRACKET_REACH

    def _named_list(self, first: int, last: int) -> bool:
        """وهما سليم وابنه: a person's name stands between."""
        for i in range(first - 1, last - 1, -1):
            if self._tokens[i].text in LISTS:
                return i < first - 1
            if self._words[i] and not self._words[i].any(("noun.title",)):
                return False
            if self._tokens[i].text in COMMAS:
                return False
        return False

    def elsewhere(self, people: People, whole: Candidate) -> bool:
        """أربعة أطفال بين ضحايا أريحا: `whole` is told in a sentence that does not name the place."""
        near = range(people.last, min(people.last + AT_REACH, len(self._tokens)))
        key = next((self._named[i + 2] for i in near if self._tokens[i].text == "بين" and i + 2 in self._named), None)
        return key is not None and (key, whole.sentence) not in self._told_at

    def of_the_dead(self, people: People) -> Role | None:
        """من بين القتلى 7 نساء: the noun before says what befell them."""
        opened = self._opened(people, people.first - OPENED_REACH)
        if opened is not None:
            return Role(*opened, "among")
        spread = self._between(people)
        noun = people.first - 2 if spread else self._listed_after(people)
        fates = FATES | COUNTED if spread else FATES
        kind = next((fates[c] for c in fates if c in self._words[noun]), None)
        if kind is None and "mark.subset" in self._words[noun] and noun > 1:
            noun -= 1
            while noun and self._tokens[noun].text in {"،", ",", "من", "ومن"}:
                noun -= 1
            noun, kind = self.headed(noun)
        elif kind is None and self.placed(people):
            noun, kind = self.headed(noun)
        return Role(kind, noun, "among") if kind else None

    def fell(self, people: People) -> Role | None:
        """سبعة منهم سقطوا أمام الفرن: of the dead."""
        theirs = (people.among or people.bare) and people.last < len(self._words)
        verb = self._words[people.last].get("verb.fall") if theirs else None
        plain = verb is not None and verb.number == "p" and not verb.clitics
        return Role("killed", people.last, "among") if plain else None

    def _opened(self, people: People, first: int) -> tuple[Kind, int] | None:
        """من بين القتلى المدنيين 207 أطفال، من ضمن القتلى خلال تلك الفترة 81 مدنيا: what befell them, and where."""
        near = max(first, people.first - OPENED_REACH, 0)
        if not people.counted or people.bare or people.definite:
            return None
        begins = people.first
        if self._tokens[begins - 1].text in COMMAS:  # ومن بين القتلى، بحسب المرصد، 12 طفلا
            begins = self._frames.aside(begins - 1, max(0, begins - 2 * OPENED_REACH)) or begins
            near -= people.first - begins
        if not self._standing.any(FATED, near + 1, begins):
            return None
        for i in range(begins - 1, max(near, 0), -1):
            words = self._words[i]
            whose = not WHO.isdisjoint((self._tokens[i - 1].text, self._tokens[i].text))  # القتلى الذين سقطوا في س
            if not whose and (words.verb or "mark.connector" in words or self._tokens[i].text in SET_OFF | {".", "؛"}):
                return None
            for category, kind in FATES.items() if words else ():
                entry = words.get(category)
                known = entry and ("al" in entry.clitics or self._tokens[i + 1].text.startswith("ال"))
                of = AMONG | OF_THEM if begins < people.first else AMONG  # ومن القتلى، بحسب المرصد، 12 طفلا
                at = i - 1 - (self._tokens[i - 1].text in THESE)  # من بين هؤلاء القتلى
                if entry and known and entry.number == "p" and self._tokens[at].text in of:
                    return kind, i  # من بين ضحايا القصف
        return None

    def placed(self, people: People) -> bool:
        """وتوزع الضحايا على حمورية (14) وسقبا (12): a number in brackets right behind a place."""
        first, last = people.first, people.last
        if not people.amount or first < 2 or last >= len(self._tokens):
            return False
        bracketed = self._tokens[first - 1].text == "(" and self._tokens[last].text == ")"
        named = first - 1 in self._ends or not self._words[first - 2]
        return bracketed and named and self.headed(first - 2)[1] is not None

    def headed(self, noun: int) -> tuple[int, Kind | None]:
        """الضحايا، وبينهم; القتلى من العشيرة، وبينهم: the known people that are spoken of, in the same sentence."""
        sentence = self._sentences[noun]
        for i in range(noun, max(-1, noun - HEAD_REACH), -1):
            if self._sentences[i] != sentence or self._tokens[i].text in {"؛", "."}:
                break
            if self._words[i].any(EVENT_NOUNS) and i + 1 in self._counted:
                break  # عدد القتلى مرشح للارتفاع بعد إصابة تسعة، منهم أربعة
            entry = next(((self._words[i][c], FATES[c]) for c in FATES if c in self._words[i]), None)
            if entry:
                known = entry[0].state == "d" and entry[0].number == "p"
                return i, (entry[1] if known else None)
        return noun, None

    def of_known(self, people: People) -> bool:
        """2 من المصابين: some of those just told."""
        counted = people.noun is not None and people.noun > people.first
        return counted and self._tokens[people.noun - 1].text in {"من", "بين"}  # type: ignore[operator]

    def shared(self, people: People, sentence: Sentence, whole: Candidate) -> bool:
        """جميعهم، معظمهم, or القتلى ثلاثة أطفال where `whole` is as many: says who they all are, counts nobody."""
        if people.amount:
            return people.low == whole.low == whole.high != 1 and self._predicate(people, sentence.first)
        before = range(max(sentence.first, people.first - SUBSET_REACH - 1), people.first)
        told = (i for i in before if "mark.subset" in self._words[i])
        theirs = (i for i in told if not (self._tokens[i].text.endswith("ها") and "verb.attack" in self._words[i - 1]))
        marks = [self._words[i]["mark.subset"] for i in theirs]  # but of attacks: استهدفت معظمها أفرادا من …
        return bool(marks) and marks[-1].tag("share") in {"all", "most"}
