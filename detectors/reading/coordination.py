"""Lists: people joined by و and commas, and one number shared by several places (5 في كل من …)."""

from __future__ import annotations

from collections.abc import Sequence

from detectors.reading.agents import BESIDE
from detectors.reading.doings import begun, doing
from detectors.reading.governors import DECOYS
from detectors.reading.healers import tends
from detectors.reading.model import Candidate, Matches
from detectors.reading.nouns import ONE_OF_THEM
from detectors.reading.people import COMMAS, WHICH, People
from detectors.reading.quotas import Quotas
from detectors.reading.remarks import behind_remark
from detectors.reading.roles import FATE_VERBS, Role
from detectors.reading.state import State, Told
from detectors.reading.survivors import barely_alive
from detectors.reading.things import STRIKES, another_blow

MASSES = 1_000
"""People of whom no list of the dead holds so many: they fled."""
SIDE = 3
"""Tokens behind people within which whose they are is told, before what struck them."""
ROUND = 100
"""Numbers of so many are told of two sorts of people together."""
COORDINATION_REACH = 9
"""Tokens between two members of one list: a place or an age may stand between."""
SHARE_REACH = 16
"""The same between two shares of a list of places: a subset of the first may stand between."""
WHERE = "حيث"
CIRCUMSTANCES = frozenset({"في", "اثر", "جراء", "خلال", "نتيجه"})
FAMILY_REACH = 4
"""Tokens between a family and the number of its members."""
OF = frozenset({"من", "تضم", "قوامها"})
INSET = 7
"""Tokens of what is set between commas behind a number."""
HOW = frozenset({"في", "علي", "برصاص", "خلال", "اثر", "بعد", "قرب", "عند"})
"""Behind a number, what tells its people from others."""
NAMING = frozenset({"يدعي", "تدعي", "يسمي", "تسمي"})
"""Between somebody and his name."""
AGED = ["من", "العمر"]
TEAMS = ("org.rescue", "force")
"""Behind في: whose people they are (ومتطوعان في فرق الإنقاذ)."""
ALONG = frozenset({"معا", "الذي", "التي", "اللذين", "اللذان", "برفقته", "برفقتها", "داخلها", ".", "،", ","})
"""Behind somebody wounded who died beside others, and who is no subject (والجريح والده)."""
WHILE = frozenset({"خلال", "اثناء", "لدي", "عند"})


class Coordination:
    """Finds the lists of one article."""

    def __init__(self, matches: Matches) -> None:
        self.quotas = Quotas(matches)
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._places = {place.first for place in matches.places}
        self._named = matches.placed
        self._amounts = matches.amount_at.keys()

    def joins(self, before: People, people: People) -> bool:
        """و or a comma joins the phrase to the one before, with nothing between that opens a statement."""
        if self._fled(before, people) or self._of_one_count(before, people) or self._held(before, people):
            return False
        if tends(self._m, before, people):
            return False
        placed = self.quotas.start(people)
        if placed is not None and self.quotas.follows(before, placed):
            return True
        start = self._family(before, people)
        begin = behind_remark(self._words, self._tokens, self._amounts, before.last)
        gap = range(begin, people.first if start is None else start)
        share = self.share(people, gap.stop) or self.counter(before, people) or self._in_row(before, people)
        aged = any(self._tokens[i].text == "العمر" for i in gap)
        along = self._along(gap.stop, before.last)
        aside = along and any(self._tokens[i].text in COMMAS for i in gap)
        if len(gap) > (SHARE_REACH if share or aged or aside or self._against(people) else COORDINATION_REACH):
            return False
        if people.bare and not share and not self._amounts.isdisjoint(gap):
            return False  # وحرق 20 عشة و9 دراجات
        if another_blow(self._tokens, self._words, before, people):
            return False
        first = self._words[gap.stop]
        wa = self._tokens[gap.stop].text.startswith("و") and (
            people.amount or "mark.one" in first or any("wa" in e.clitics for e in first.values())
        )
        again = people.amount and self._circumstanced(people)  # سبعة قضوا في السوق وخمسة في المدرسة
        again = again and (people.bare or (bool(gap) and self._tokens[gap.start].text in CIRCUMSTANCES))
        again = again or (len(gap) == 1 and people.noun is not None)  # تسعة مدنيين قتلوا وأربعة جنود
        told = range(gap.start, self._described(gap, before, people))
        if not self._told_on(told, share=share, aside=aside, again=share or again):
            return False
        if along and people.noun is not None and "person.detainee" in self._words[people.noun]:
            return False  # إضافة إلى 52 أسيرا
        listed = self._at_their_places(before, people)
        return wa or along or listed or (bool(gap) and self._tokens[gap.stop - 1].text == "و")

    def _described(self, gap: range, before: People, people: People) -> int:
        """13 قتيلا في س التي شهدت مجزرة، وتسعة في ص: where what is said of the place of the one share begins."""
        comma = gap.stop - 1
        if (at := begun(self._words, self._m.document.texts, gap, people.last)) is not None and not people.definite:
            return at  # ثلاثة رجال كانوا في محلهم، وطفلة
        listed = bool(gap) and self._tokens[comma].text in COMMAS and before.amount and people.amount and people.bare
        if not (listed and self.quotas.at_place(before.last) and self.quotas.at_place(people.last)):
            return gap.stop
        first = next((i for i in gap if self._tokens[i].text in WHICH | {WHERE}), gap.stop)
        named = first < comma and self.quotas.ends_place(first) and self._amounts.isdisjoint(range(first, comma))
        return first if named and not any(self._tokens[i].text in COMMAS for i in range(first, comma)) else gap.stop

    def more(self, people: People, role: Role, state: State, told: Sequence[Candidate]) -> bool:
        """52 مدنيا، بينهم 8 سيدات، وثلاثة قضوا تحت التعذيب: a bare number with its verb goes on with a list.

        The last of a list stands right before the verb of all: إن 25 شخصا بينهم سبعة مدنيين و18 جنديا قتلوا. Behind
        two of a list others may have their verb as well: منهم 12 في س وسبعة في ص، وستة مسعفين قضوا أثناء عملهم.
        """
        if not role.rule.startswith(("subject:", "noun.fall")) or state.whole is None or not state.told:
            return False
        last, whole = state.told[-1].candidate, told[state.whole]
        two = state.told[-2:-1] and state.told[-2].candidate.part_of == state.whole and people.amount
        wa = "و" in (self._tokens[people.first - 1].text, self._tokens[people.first].text[0])
        two = two and wa and role.governor >= people.last and whole.victims in {people.victims, "unknown"}
        if not (people.noun is None and people.amount) and role.governor != whole.trigger and not two:
            return False
        if last.part_of != state.whole or role.kind != whole.kind or not last.rule.startswith(("subset", "joined")):
            return False
        return sum(c.low or 0 for c in told if c.part_of == state.whole) + (people.low or 0) <= (whole.low or 0)

    def _at_their_places(self, before: People, people: People) -> bool:
        """17 شهيدا في حمص، 11 في ريف دمشق: a comma, and each number right before its place."""
        comma = self._tokens[people.first - 1].text in COMMAS
        there = self.quotas.at_place(before.last) and self.quotas.at_place(people.last)
        return comma and there and before.amount and people.amount and people.bare

    def _in_row(self, before: People, people: People) -> bool:
        """11 قتلوا في حمص و6 في ريف دمشق: each number at its place, with no comma between."""
        gap = self._tokens[before.last : people.first]
        there = any(t.text == "في" and before.last + k + 1 in self._places for k, t in enumerate(gap))
        bare = before.bare and before.amount and people.bare and people.amount
        return bare and there and self.quotas.at_place(people.last)

    def _held(self, before: People, people: People) -> bool:
        """قتيلين و17 مصابا و90 معتقلا: behind those whose nouns say what befell them, one more noun of the kind."""
        held = people.noun is not None and "person.detainee" in self._words[people.noun] and people.amount
        return held and people.fate is None and before.fate is not None and not before.bare

    def _fled(self, before: People, people: People) -> bool:
        """15 ألف قتيل و10 ملايين نازح: beside the dead, what became of the living; مقتل مدنيين و3 نازحين are dead."""
        displaced = people.groups == ("displaced",) and people.fate is None
        return displaced and (before.fate is not None or (people.low or 0) >= MASSES)

    def _of_one_count(self, before: People, people: People) -> bool:
        """ثمانية آلاف رجل وفتى: one round number of both."""
        both = before.amount and before.noun is not None and people.first == before.last
        both = both and "combatant" not in {before.victims, people.victims}
        return both and people.low == 1 and not people.amount and (before.low or 1) % ROUND == 0

    def _told_on(self, gap: range, *, share: bool, aside: bool, again: bool) -> bool:
        """Nothing between two phrases opens a statement of its own."""
        for i in gap if not aside else (i for i in gap if not doing(self._words, self._m.document.texts, i)):
            text = self._tokens[i].text
            words = self._words[i]
            if text in {".", "؛", ":"} or "mark.connector" in words or ("mark.subset" in words and not share):
                return False
            if (share or again) and "noun.attack" in words and self._tokens[i - 1].text in CIRCUMSTANCES:
                continue  # قتل 9 في قصف حي، و4 في قصف خيمة; خمسة في غارة على س وثلاثة في أخرى
            if aside and words.any(("verb.attack", "verb.hit")) and self._words[i - 1].any(STRIKES):
                continue  # قتل ثمانية في غارة طالت س، فضلا عن خمسة
            told = self._predicate(i) and (aside or (again and i == gap.start))  # ثلاثة قتلوا في س، واثنين في ص
            if text in NAMING or i in self._named or self._wounded(i) or told or self._on_the_way(i, gap.start):
                continue
            if i == gap.start and "person.family" in words and words["person.family"].number == "s":
                continue  # رب أسرة وابناه; أسره is a verb as well
            if words.verb and [t.text for t in self._tokens[i + 1 : i + 3]] == AGED:
                continue  # طفلة تبلغ من العمر 3 سنوات، وجدتها
            death = words.get("noun.death")
            if death is not None and death.pronoun:
                continue  # 19 لقوا مصرعهم في كمين، إضافة إلى ثمانية
            if words.verb or any(c in DECOYS or c.startswith(("noun.death", "noun.injury")) for c in words):
                return False
            if "noun.attack" in words and not aside and "bi" not in words["noun.attack"].clitics:
                return False
            if text.startswith("و") and i + 1 < gap.stop and not words and len(gap) > 3:
                continue
        return True

    def _family(self, before: People, people: People) -> int | None:
        """وعائلة من سبعة أشخاص, وأسرة مؤلفة من 5: the family that its number counts is joined."""
        if not people.amount or self._tokens[people.first - 1].text not in OF:
            return None
        near = range(max(before.last, people.first - FAMILY_REACH), people.first)
        return next((i for i in near if "person.family" in self._words[i]), None)

    def beside(self, people: People, last: Told, state: State) -> bool:
        """ستة، هم أربعة باكستانيين وشرطي، فضلا عن المهاجمين الثلاثة: who attacked is none of those who are listed.

        Nor are those who come on top of some and are too many (خمسة بينهم طفلان، إضافة إلى أربعة جنود).
        """
        if not self._along(people.first):
            return False
        whole = last.candidate.part_of
        known = sum(t.people.low or 0 for t in state.told if whole is not None and t.candidate.part_of == whole)
        most = next((t.people.high for t in state.told if t.candidate.id == whole), None)
        over = most is not None and known + (people.low or 0) > most
        return over or (people.victims == "combatant" and people.definite)

    def _along(self, at: int, first: int = 0) -> bool:
        """إضافة إلى, فضلا عن, إلى جانب: right before the token `at`, and behind `first`."""
        pair = tuple(token.text for token in self._tokens[at - 2 : at])
        return pair == BESIDE or any("mark.with" in self._words[i] for i in range(max(first, at - 2), at))

    def _predicate(self, i: int) -> bool:
        """9 جنود قتلوا في الكمين، إضافة إلى سائق: the verb whose subject they are, before who else there was."""
        return any(c in self._words[i] and not self._words[i][c].clitics for c in (*FATE_VERBS, "verb.fall"))

    def _wounded(self, i: int) -> bool:
        """إصابة رجل بجروح وامرأة: how the one was hurt, between him and the next."""
        wound = self._words[i].get("noun.wound") or self._words[i].get("noun.injury")
        return wound is not None and "bi" in wound.clitics and wound.number == "p"

    def died_with(self, before: People, people: People) -> bool:
        """مقتل السائق والجريح معا, سائقها والمصاب الذي كان فيها: one known to be wounded, beside one known as well."""
        known = people.definite and people.fate == "injured" and people.low in {1, 2} and not people.amount
        if not known or before.low != 1 or before.fate or people.first != before.last or before.noun is None:
            return False
        noun = self._words[before.noun].noun
        beside = before.definite or (noun is not None and bool(noun[0].pronoun))
        return beside and (people.last >= len(self._tokens) or self._tokens[people.last].text in ALONG)

    def _on_the_way(self, i: int, first: int) -> bool:
        """ستة خلال محاولتهم الفرار، إضافة إلى ثلاثة: what they were about when they fell."""
        fled = "noun.displace" in self._words[i] and not self._words[i].verb
        return fled and any(token.text in WHILE for token in self._tokens[first:i])

    def hurt(self, people: People) -> bool:
        """ثلاثة قتلى وثمانية آخرين بجروح: what they have sets them apart from the dead before them."""
        return people.last < len(self._tokens) and (self._wounded(people.last) or barely_alive(self._m, people))

    def listed(self, before: People, people: People) -> bool:
        """بينهم 28 طفلا 9 نساء, 28 طفلا، 9 نساء: the next of a list, right behind the one before or a comma."""
        adjoined = self.quotas.adjoined(before, people) and before.noun is not None is not people.noun
        return adjoined and before.amount and people.amount and not people.definite

    def composed(self, people: People, state: State, whole: Candidate) -> bool:
        """بينهم أطفال و3 سيدات: the counted ones behind those without a number; fighters are among no civilians."""
        if state.composed is None or not people.counted:
            return False
        other = people.victims == "combatant" and whole.victims == "civilian"
        return not other and self.joins(state.composed, people)

    def counter(self, before: People, people: People) -> bool:
        """ستة منهم جراء قصف حي، وخمسة بنيران قناصة: the next of those told apart by nothing but where or how."""
        comma = self._tokens[people.first - 1 - (self._tokens[people.first - 1].text == "و")].text in COMMAS
        if not (before.among and before.noun is None and people.amount and people.bare and comma):
            return False
        if people.last >= len(self._words):
            return False
        words = self._words[people.last]
        how = any("bi" in entry.clitics for entry in words.values())
        return how or "mark.cause" in words or self._tokens[people.last].text in HOW

    def _against(self, people: People) -> bool:
        """، مقابل 13 إسرائيليا، مقارنة بأكثر من 880: a count that another is set beside."""
        near = (self._words[i].get("mark.with") for i in range(max(0, people.first - 2), people.first))
        return people.amount and any(mark is not None and mark.tag("against") for mark in near)

    def share(self, people: People, start: int | None = None) -> bool:
        """، وعشرون في حمص، وأربعة من عناصر الأمن بهجوم: the next of a list, whatever was said of some of those before.

        `start`: where what stands in the list begins, should that be before the number (، وعائلة من خمسة في حمص).
        """
        i = people.first if start is None else start
        comma = i > 1 and self._tokens[i - 1 - (self._tokens[i - 1].text == "و")].text in COMMAS
        others = any("mark.other" in self._words[j] for j in range(people.first + 1, people.last))  # و10 آخرون في قصف
        return people.counted and (comma or others) and self._circumstanced(people)

    def heads(self, before: People, people: People) -> bool:
        """ستة بينهم طفلان في حاس وثلاثة بينهم امرأة في كفرومة: at a place of theirs, with their own among them."""
        if people.fate is not None and any(
            t.text in ONE_OF_THEM for t in self._tokens[max(0, before.first - 1) : before.last]
        ):
            return True  # قتيلان من باب التبانة أحدهما فتى، وقتيل من جبل محسن
        if not people.amount or people.groups or people.last >= len(self._words):
            return False
        own = "mark.subset" in self._words[people.last] and self._circumstanced(people)
        return own and self.quotas.at_place(before.last)

    def _circumstanced(self, people: People) -> bool:
        """في حمص, بهجوم: where or how they fell follows."""
        last = self._past_joined(self._past_inset(people.last))
        placed = last < len(self._tokens) and self._tokens[last].text in CIRCUMSTANCES - {"خلال"}
        placed = placed and not any(words.any(TEAMS) for words in self._words[last + 1 : last + 2])
        near = (self._words[j].get("noun.attack") for j in range(last, min(last + SIDE, len(self._words))))
        return placed or any(blow is not None and "bi" in blow.clitics for blow in near)

    def _past_joined(self, i: int) -> int:
        """، وامرأتان وطفل في غارة على …: behind those who are joined to them without a number."""
        end = min(len(self._tokens), i + FAMILY_REACH)
        while i < end and self._tokens[i].text.startswith("و") and i not in self._amounts:
            if not any(c.startswith("person.") and "wa" in e.clitics for c, e in self._words[i].items()):
                break
            i += 1
        return i

    def _past_inset(self, i: int) -> int:
        """Behind "، بينهم طفلتان،" or "بينهم طفلتان" right behind a number, else where it ends."""
        apart = i < len(self._tokens) and self._tokens[i].text in COMMAS
        first = i + apart + (i + apart < len(self._tokens) and self._tokens[i + apart].text == "من")
        if first + 1 >= len(self._tokens) or "mark.subset" not in self._words[first]:
            return i
        closers = COMMAS if apart else CIRCUMSTANCES
        within = range(first + 1, min(len(self._tokens), first + INSET))
        end = next((j for j in within if self._tokens[j].text in closers), None)
        return i if end is None else end + apart
