"""Whether people are a part of figures told before, and of which."""

from __future__ import annotations

from collections.abc import Sequence

from detectors.reading.addends import by_cause, listed_total, makes_up
from detectors.reading.among import of_captives
from detectors.reading.conditions import brought
from detectors.reading.counted_among import named_among
from detectors.reading.enclosures import Enclosures
from detectors.reading.frames import Frames
from detectors.reading.members import Members
from detectors.reading.model import Candidate, Matches
from detectors.reading.pairs import either
from detectors.reading.people import COMMAS, People
from detectors.reading.reached import so_many
from detectors.reading.roles import FATE_VERBS, Decoy, Role
from detectors.reading.state import State
from detectors.records import Kind

_ONE = frozenset(c + one for one in ("واحد", "واحده", "اخر", "اخري") for c in ("", "و"))
_ITEMS = 2
"""People told place by place behind their total, least."""
_EACH = ["في", "كل", "من"]
_NESTED = 2
"""Tokens between some of the people and those among these (، أحدهم)."""
_FOREMOST = frozenset({"مقدمهم", "مقدمتهم", "طليعتهم", "راسهم", "ابرزهم"})
"""Before the first of those told last."""
_FATE_REACH = 3
"""Tokens behind some of the people in which a verb tells what befell them."""


class Belonging:
    """Finds the wholes of one article's parts."""

    def __init__(
        self,
        matches: Matches,
        frames: Frames,
        members: Members,
        enclosures: Enclosures,
        candidates: Sequence[Candidate],
    ) -> None:
        """`candidates`: what the article has told so far; it grows."""
        self._m = matches
        self._placed = {place.first for place in matches.places}
        self._frames = frames
        self._members = members
        self._enclosures = enclosures
        self._candidates = candidates

    def of(self, people: People, role: Role | Decoy | None, state: State) -> tuple[bool, Role | Decoy | None]:
        """Whether the phrase is a part of figures told before; what befell it, if only as a part."""
        role, sentence = either(self._m, role), state.sentence
        if (total := so_many(self._m, people, role, self._candidates)) is not None:
            return False, total  # 28 منهم في الشعار وزاد الجرحى على 75: a verb and a noun of its own
        if (told_by := self._enclosures.figure(people, state.told)) and not self._another_fate(told_by.candidate, role):
            whole = told_by.candidate
            state.whole, state.untold = (whole.id if whole.part_of is None else whole.part_of), False
            return True, None
        if people.rank is not None:
            of = next((c for c in reversed(self._candidates) if self._ranks(c, people)), None)
            if of is None:
                return False, role if self._last_of_few(people, state) else Decoy("generic")
            state.whole, state.untold = of.id, False
            return True, None
        if (carried := self._of_carried(people)) is not None:
            state.whole, state.untold = carried, False
            return True, None
        subset = (
            self._members.subset(people, sentence)
            or (bool(state.told) and self._members.bracketed(people, state.told[-1].people))
            or (self._members.set_off(people) and makes_up(self._m, people, state))
            or (self._allotted(people, state) or by_cause(self._m, people, state))
            or self._frames.among(people) is not None
            or self._members.placed(people)
            or (not isinstance(role, Role) and named_among(self._m, people, sentence.last))
        )
        told = self._members.of_the_dead(people) or self._members.fell(people) if subset else None
        again = subset and self._members.of_the_rest(people)
        if told and (again or state.whole is None or not self._holds(self._candidates[state.whole], people, told)):
            state.whole, state.untold = self._told_before(people, told.kind), False
        if isinstance(role, Role):
            subset = self._as_told(people, role, state, subset=subset)
        if people.fate and self.of_those_told(people, None):
            state.whole = self._told_before(people, people.fate)
        if subset and state.whole is None and state.recalled is not None:
            return False, role or Role(state.recalled, people.first, f"noun:{state.recalled}")
        carried_on = self._candidates[state.whole] if subset and state.whole is not None else None
        if carried_on is not None and carried_on.sentence != state.number and carried_on.kind != "killed_or_injured":
            state.whole = state.whole if self._spoken_of(people) in {None, carried_on.kind} else None
        held = subset and isinstance(role, Role) and self._members.included(people)
        if subset and role is None and not state.told and of_captives(self._m, people.first, sentence.first):
            state.whole, state.untold = None, True
        if subset and ((state.whole is None and not state.untold) or held):
            state.whole = self._told_before(people, role.kind if held and isinstance(role, Role) else None)
            role = role or told
        return subset, role

    def _spoken_of(self, people: People) -> Kind | None:
        """قتل تسعة. واستقبل المشفى المصابين، واثنان منهم …: what befell the known people that its sentence names."""
        return self._members.headed(people.first - 1)[1] if people.among else None

    def _as_told(self, people: People, role: Role, state: State, *, subset: bool) -> bool:
        """Whether people whom a word of their own tells of are a part, and of what."""
        if people.among and role.governor < people.first and not self._members.in_state(people):
            subset = role.rule == "noun.body" or self._fell_likewise(people, role, state)  # جثث أربعة منهم
        elif people.others and people.definite and people.amount and not subset:
            state.whole = self._told_before(people, role.kind)
            subset = state.whole is not None
        elif subset and self._died_since(people, role, state) and not self._members.included(people):
            dead = self._dead_beside(people, role, state)
            state.whole, subset = (dead, True) if dead is not None else (state.whole, False)
        if role.rule == "among" and self._of_others(people, role, state):
            state.whole = self._told_before(people, role.kind)
        return subset

    def _fell_likewise(self, people: People, role: Role, state: State) -> bool:
        """قتل 22، سقط 17 منهم في الصاخور, or some of those; but of a column that was attacked: وقتلوا 5 منهم."""
        whole = state.told[-1].candidate if state.told else None
        return (
            whole is not None
            and state.whole is not None
            and state.whole in {whole.id, whole.part_of}
            and whole.kind == role.kind
            and (whole.low or 0) > (people.low or 0)
        )

    def _of_others(self, people: People, role: Role, state: State) -> bool:
        """The figure that they would be part of is of another fate, or of another place than theirs."""
        whole = self._candidates[state.whole] if state.whole is not None else None
        return whole is not None and (whole.kind != role.kind or self._members.elsewhere(people, whole))

    def _of_carried(self, people: People) -> int | None:
        """وأسعفت الفرق مصابين اثنين: of the wounded told last, who are more."""
        if not brought(self._m, people):
            return None
        hurt = next((c for c in reversed(self._candidates) if c.kind == "injured" and c.part_of is None), None)
        more = hurt is not None and hurt.scope == "current" and (hurt.low or 0) > (people.low or 0)
        if hurt is not None and people.victims == "combatant" != hurt.victims:
            return None  # 57 مصابا … نقلت مروحيات تسعة جنود جرحى
        return hurt.id if hurt is not None and more else None

    def _ranks(self, c: Candidate, people: People) -> bool:
        """قتل تسعة … وسقط التاسع: the figure that has an nth."""
        return c.kind == people.fate and c.part_of is None and (c.low or 0) >= (people.rank or 0)

    def _last_of_few(self, people: People, state: State) -> bool:
        """النار على ثلاثة … مقتل اثنين وإصابة الثالث: with those just told of, whom something else befell, so many."""
        told = [t.candidate for t in state.told if t.candidate.part_of is None]
        others = all(c.kind != people.fate and c.low == c.high for c in told)
        return bool(told) and others and sum(c.low or 0 for c in told) + 1 == people.rank

    def _another_fate(self, whole: Candidate, role: Role | Decoy | None) -> bool:
        """قتل 3 مدنيين (وأصيب طفلان): a word within the marks says what else befell others, or that nothing did."""
        if not isinstance(role, Role):
            return role is not None
        return role.kind != whole.kind != "killed_or_injured" and role.governor >= whole.last

    def _allotted(self, people: People, state: State) -> bool:
        """استشهد خمسة أشخاص، ثلاثة في الرستن، واثنان في تلبيسة: told place by place, they are together as many."""
        told = next((t for t in reversed(state.told) if t.candidate.part_of is None), None)
        if told is None or told.people.low is None or told.people.low != told.people.high or told.people.bare:
            return False
        if self._at_place(told.people.last):
            return False  # قتل سبعة في حلب وأربعة في إدلب وثلاثة في حماة
        listed = [p for p in state.phrases if p.first >= told.people.last and self._numbered(p)]
        items = {p.first: (p.low or 0) * self._places_each(p.last) for p in listed}
        texts, last = self._m.document.texts, state.sentence.last
        set_off = listed and not COMMAS.isdisjoint(texts[told.people.last : listed[0].first])
        if not all(p.bare for p in listed) and (not set_off or texts[told.people.last] == "في"):
            return False  # ثلاثة شهداء في س وشهيدان في ص وشهيد في ع
        ones = {i: 1 for i in range(told.people.last, last) if texts[i] in _ONE}
        ends = ones.keys() | {p.last - 1 for p in listed}
        if people.first not in items | ones or not all(self._at_place(i + 1) for i in ends):
            return False
        together = sum((ones | items).values())
        return len(ends) >= _ITEMS and together == told.people.low and not self._acts(told.people.last, max(ends))

    def _numbered(self, people: People) -> bool:
        """، 5 في حمص, ، 5 شهداء في حمص, وشهيدان في كل من …: an item of such a list."""
        dead = people.fate == "killed" and people.noun == people.last - 1 and not people.definite
        return people.bare or (dead and people.low is not None and self._at_place(people.last))

    def _places_each(self, i: int) -> int:
        """وشهيدان في كل من حماة وإدلب: at how many places the number before falls."""
        if self._m.document.texts[i : i + 3] != _EACH:
            return 1
        chain = next((place.chain for place in self._m.places if place.first == i + len(_EACH)), None)
        return max(1, sum(place.chain == chain is not None for place in self._m.places))

    def _at_place(self, i: int) -> bool:
        """في الرستن, في كل من حماة وإدلب."""
        texts = self._m.document.texts
        i += 2 * (texts[i : i + 3] == _EACH)
        return i + 1 < len(texts) and texts[i] in {"في", "من"} and i + 1 in self._placed

    def _acts(self, first: int, last: int) -> bool:
        return any(self._m.words[i].verb for i in range(first, last))

    def _holds(self, whole: Candidate, people: People, told: Role) -> bool:
        """The figure is of their kind and no smaller; one alone is no plural (المهاجم … وبين القتلى طفل)."""
        many = whole.low or whole.high or 1_000_000
        total = listed_total(self._m, people)
        other = many != total > (people.low or 0) and any(
            c.low == total and c.kind == told.kind for c in self._candidates
        )
        return whole.kind == told.kind and many > 1 and many >= (people.low or 1) and not other

    def _dead_beside(self, people: People, role: Role, state: State) -> int | None:
        """مقتل 691 وإصابة 1016 آخرين، من بينهم 473 مدنيا قتلوا: of the dead that the sentence counts before."""
        if not role.rule.startswith("subject"):
            return None
        dead = (t.candidate for t in state.told if t.candidate.kind == "killed" and t.candidate.part_of is None)
        return next((c.id for c in dead if (c.low or 0) >= (people.low or 0)), None)

    def _died_since(self, people: People, role: Role, state: State) -> bool:
        """50 جريحا، توفي منهم اثنان: no part of the wounded, but dead."""
        hurt = state.whole is not None and self._candidates[state.whole].kind == "injured"
        apart = role.rule.startswith("subject") or role.governor < people.first
        return hurt and role.kind == "killed" and apart and self._members.of_the_dead(people) is None

    def nested(self, people: People, state: State, whole: int) -> int:
        """بينهم خمسة عسكريين أحدهم عقيد: one of the five, fighters right behind fighters; else of `whole`."""
        last = state.told[-1] if state.told else None
        these = (
            people.among and self._m.document.texts[people.last - 1] == "هؤلاء"
        )  # عشرة منهم جنود، سقط أربعة من هؤلاء
        if these and last is not None and (people.low or 0) < (last.candidate.low or 0):
            return last.candidate.id if last.candidate.part_of == whole else whole
        if last is None or last.candidate.part_of is None or {people.victims, last.candidate.victims} != {"combatant"}:
            return whole
        gap = range(last.people.last, people.first)
        right_behind = len(gap) <= _NESTED and any("mark.subset" in self._m.words[i] for i in gap)
        right_behind = right_behind or self._m.document.texts[people.first - 1] in _FOREMOST  # خمسة منهم …، وفي مقدمهم
        fewer = (people.low or 0) < (last.candidate.low or 0)
        return last.candidate.id if right_behind and fewer else whole

    def befell(self, people: People, role: Role | None) -> bool:
        """5000 متظاهر أصيب منهم 12: the verb says it of these alone."""
        return role is not None and role.governor < people.first

    def fate_behind(self, people: People) -> Kind | None:
        """قضى وجرح 14 بينهم 4 تأكد أنهم فارقوا الحياة: what befell some of those who are dead or wounded."""
        for i in range(people.last, min(people.last + _FATE_REACH, len(self._m.words))):
            if self._m.document.texts[i] in COMMAS:
                return None
            for category, kind in FATE_VERBS.items():
                verb = self._m.words[i].get(category)
                if verb and not verb.clitics and (verb.number == "s") == (people.low == 1):
                    return kind
        return None

    def of_those_told(self, people: People, role: Role | None) -> bool:
        """2 من المصابين are some of those just told, unless they died since (وفاة ستة من المصابين)."""
        died = role is not None and role.kind == "killed" and people.fate == "injured"
        return people.amount and people.definite and self._members.of_known(people) and not died

    def _told_before(self, people: People, kind: str | None = None) -> int | None:
        """The last figure of the article that the people can be part of."""
        among = self._members.of_the_dead(people)
        kind = kind or self._spoken_of(people)
        pool = [c for c in self._candidates if c.part_of is None and (c.low or c.high or 0) >= (people.low or 1)]
        pool = [c for c in pool if (among is None or c.kind == among.kind) and (kind is None or c.kind == kind)]
        pool = [c for c in pool if not self._members.elsewhere(people, c)] or pool  # بين ضحايا أريحا
        if pool and self._members.of_the_rest(people):
            return self._left_of(pool, listed_total(self._m, people)).id
        total = self._added_up(pool) if among is not None else None
        if total is not None:
            return total
        whole = listed_total(self._m, people) if among is not None else 0
        pool = [c for c in pool if c.low == whole] or pool  # 98 مدنيا و38 مقاتلا و26 جنديا
        pool = [c for c in pool if (c.low or c.high or 0) > (people.low or 1)] or pool  # the attacker … وبين القتلى طفل
        pool = [c for c in pool if not self._members.died(c)] or pool  # توفي 6 من الجرحى … وبين القتلى جنديان
        if pool and self._members.spread(people):
            total = listed_total(self._m, people)
            holding = [c for c in pool if (c.low or c.high or 0) >= total]
            return (holding[-1] if holding else max(pool, key=lambda c: c.low or c.high or 0)).id
        return pool[-1].id if pool else None

    def _added_up(self, pool: list[Candidate]) -> int | None:
        """مقتل 30، إذ قتل 14 في س و9 في ص و7 في ع، ومن بين الشهداء: the total that those listed behind it come to."""
        for whole in reversed(pool):
            listed = (c for c in self._candidates if c.id > whole.id and c.kind == whole.kind and c.part_of is None)
            numbers = [c.low or 0 for c in listed]
            if len(numbers) > 1 and whole.low == sum(numbers):
                return whole.id
        return None

    def _left_of(self, pool: list[Candidate], listed: int) -> Candidate:
        """The last figure that holds those of the list and all who were told of behind it."""
        told = listed
        for c in reversed(pool):
            if told > listed and (c.low or 0) >= told:
                return c
            told += c.low or 0
        return pool[-1]

    def of_its_fate(self, of: int, people: People) -> int:
        """120 قتيلا و340 جريحا، منهم 14 قتيلا: some of the dead, who stand right before the wounded."""
        before, whole = self._candidates[of - 1], self._candidates[of]
        dead = people.fate != whole.kind != "killed_or_injured" and people.fate == before.kind
        joined = whole.rule.startswith("joined") or (people.low or 0) < (before.low or 0)  # قتل 33 وأصيب 90، بينهم
        beside = of > 0 and joined and before.part_of == whole.part_of
        return before.id if dead and beside and before.sentence == whole.sentence else of
