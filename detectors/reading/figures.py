"""The figures of one article while they are being related: what each stands for, and how two of them compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from detectors.reading.among import Among
from detectors.reading.circumstances import Circumstances
from detectors.reading.comparison import apart, surely_apart, value
from detectors.reading.model import Candidate, Matches
from detectors.reading.tallies import Tallies

RESCUE = frozenset({"health", "rescuers"})
"""One writer's rescuer is the other's medic."""


def _trades(c: Candidate) -> frozenset[str]:
    groups = frozenset(c.groups)
    return groups | RESCUE if groups & RESCUE else groups


ALSO = frozenset({"ايضا", "كذلك"})
ALSO_REACH = 2
"""Tokens between such a word and the figure that it adds."""
PAIR = 2
FEW = 4
"""So few people add up with others' by chance."""


def cut(run: list[Candidate], after: list[Candidate]) -> bool:
    """شهيد في كل من …: all who share a number are in the run, or none; امرأة وابنتها: nor half of so few."""
    few = sum(value(c) or 0 for c in run) <= FEW
    halved = any(c.sentence == run[-1].sentence and c.rule.startswith("joined") for c in after[:1])
    return bool(run[0].share) or any(c.share for c in after[:1]) or (few and halved)


class Figures:
    """Candidates by id. A step reads them, and writes a relation with its reason through `set`."""

    def __init__(self, matches: Matches, candidates: list[Candidate]) -> None:
        self.matches = matches
        self.headline = matches.headline
        self.told = Circumstances(matches)
        self.tallies = Tallies(matches)
        self.among = Among(matches)
        self.all = {c.id: c for c in candidates}
        self.repeated: set[int] = set()
        """Figures that are told again."""
        self._heads: dict[str, list[Candidate]] = {}
        """What `heads` answered since a relation was last written."""

    def heads(self, kind: str) -> list[Candidate]:
        """Candidates that stand for themselves, in order."""
        if kind not in self._heads:
            self._heads[kind] = [c for c in self.all.values() if c.kind == kind and self.stands(c)]
        return self._heads[kind]

    def mentions(self, a: Candidate, until: int) -> list[Candidate]:
        """`a` and what repeats it, as far as it stands before the candidate `until`."""
        return [c for c in self.all.values() if c.id < until and a.id in {c.id, c.same_as}]

    def retells(self, whole: Candidate, told: Sequence[Candidate]) -> bool:
        """6 قتلى بينهم طفلتان. قتل أربعة هنا … وطفلتان هناك: each as many as a part of `whole` told before."""
        known = [(c.low, c.groups) for c in self.all.values() if c.part_of == whole.id and c.same_as is None]
        return all((c.low, c.groups) in known for c in told)

    def stands(self, c: Candidate) -> bool:
        return c.part_of is None and c.same_as is None and c.superseded_by is None

    def kinds(self) -> Sequence[str]:
        return sorted({c.kind for c in self.all.values()})

    def set(self, c: Candidate, reason: str, **fields: object) -> None:
        self._heads.clear()
        if fields.get("part_of") is not None and self.all[c.id].rival_of is not None:
            fields.setdefault("rival_of", None)  # some of those of a figure contradict none
        newer = self.all.get(fields.get("superseded_by", -1))  # type: ignore[call-overload]
        if newer is not None and newer.rival_of == c.id:
            self.all[newer.id] = replace(newer, rival_of=None)  # what takes its place stands for itself
        self.all[c.id] = replace(self.all[c.id], reasons=(*self.all[c.id].reasons, reason), **fields)

    def learn(self, toll: Candidate, before: list[Candidate]) -> None:
        """20 قتيلا من المقاتلين … ثم ارتفعت الحصيلة إلى 24: the new toll is of the people of the old one."""
        most = [c for c in before if 2 * (value(c) or 0) >= (value(toll) or 0)]
        if toll.victims == "unknown" and most and {c.victims for c in most} == {"combatant"}:
            self.set(toll, "relation:completed", victims="combatant")

    def alike(self, a: Candidate, b: Candidate) -> bool:
        """The people do not contradict each other."""
        sides = {a.victims, b.victims}
        if "combatant" in sides and "civilian" in sides:
            return False
        if sides == {"combatant"} and {self.told.side(a), self.told.side(b)} == {"state", "rebel"}:
            return False
        return not (a.groups and b.groups and _trades(a).isdisjoint(_trades(b)))

    def unlike(self, a: Candidate, b: Candidate) -> bool:
        """One person each: a man and a woman (سائق، موظفة), two of different names, one by name and some fighter."""
        if value(a) == value(b) == PAIR and a.place is not None and not self.placed_alike(a, b):
            return {self.told.gender(a), self.told.gender(b)} == {"m", "f"}  # سيدتان, معلمان elsewhere
        if value(a) != 1 or value(b) != 1:
            return False
        mine, theirs = self.told.names(a), self.told.names(b)
        sides = {a.victims, b.victims}
        if sides == {"combatant", "unknown"} and bool(mine) != bool(theirs) and not self.told.lead(a):
            return True
        if len(mine) > 1 and len(theirs) > 1 and mine.isdisjoint(theirs):
            return True
        trades = {self.told.trade(a), self.told.trade(b)} - {""}
        if len(trades) > 1:
            return True
        genders = {self.told.gender(a), self.told.gender(b)}
        return genders == {"m", "f"}

    def other_voice(self, whole: Candidate, h: Candidate) -> bool:
        """What the state's agency tells of its own quarters is no part of what others count in one town."""
        land = whole.place is None or whole.place.place.level == "country"
        if land or "place:focus" in h.reasons or self.placed_alike(whole, h) or self.listed(whole, h):
            return False
        return self.told.official(h) and not self.told.official(whole)

    def added(self, whole: Candidate, c: Candidate) -> bool:
        """يوارون 120 شهيدا. وتضم الثلاجات أيضا 22: right behind the count, more than it counts."""
        texts = self.matches.document.texts[max(0, c.first - ALSO_REACH) : c.first]
        near = any(c.sentence - m.sentence == 1 for m in self.mentions(whole, c.id))
        more = self.told.others(c) and self.told.eventless(c)  # وفي الثلاجات 22 شهيدا آخرون
        return near and (more or not ALSO.isdisjoint(texts))

    def told_with(self, whole: Candidate, run: list[Candidate]) -> bool:
        """سبعة منهم سقطوا هنا، فيما قتل أربعة هناك: beside, or before, those of the whole told apart by number."""
        parts = (p for p in self.all.values() if p.part_of == whole.id and p.noun is None and (value(p) or 0) > 1)
        told = {p.sentence for p in parts if p.sentence != whole.sentence}
        return all(not told.isdisjoint((m.sentence, m.sentence + 1)) for m in run)

    def made_up(self, whole: Candidate, c: Candidate) -> bool:
        """The parts that have been found add up to the whole, and none of them may be told again with `c`."""
        parts = [p for p in self.all.values() if p.part_of == whole.id and p.same_as is None and p.kind == whole.kind]
        if any(p.groups and p.groups == c.groups for p in parts):
            return False
        summed = [p for p in parts if "relation:adds-up" in p.reasons]
        fitted = [
            p for p in parts if "relation:within-total" in p.reasons
        ]  # the first of them was told before the rest
        sums = {sum(value(p) or 0 for p in run) for run in (summed, [*fitted, *summed])}
        return bool(summed) and value(whole) in sums

    def listed_on(self, whole: Candidate, c: Candidate) -> bool:
        """14 في حي س، كما استشهد 12 في حي ص: the sentence has told of a part of `whole` before."""
        return any(p.part_of == whole.id and p.sentence == c.sentence and p.id < c.id for p in self.all.values())

    def compatible(self, a: Candidate, b: Candidate) -> bool:
        """Neither the people nor the places contradict each other."""
        return self.alike(a, b) and not apart(a, b)

    def placed_alike(self, a: Candidate, b: Candidate) -> bool:
        return a.place is not None and b.place is not None and a.place.place.name == b.place.place.name

    def listed(self, a: Candidate, b: Candidate) -> bool:
        """على حيي س وص … في حي ص: in one of the places that were named together for `a`."""
        if a.place is None or b.place is None or a.place.chain is None or a.share is not None:
            return False
        chain, number, key = a.place.chain, a.place.sentence, b.place.key
        return any(m.chain == chain and m.sentence == number and m.key == key for m in self.matches.places)

    def told_again(self, a: Candidate, b: Candidate) -> bool:
        """Another figure of `a`'s sentence is repeated in that of `b`: it is one event."""
        return any(True for _ in self._again(a, b))

    def retold(self, a: Candidate, b: Candidate) -> Candidate | None:
        """The other fate that is told anew, as far as the words go (قتل رجل وأصيب 7 … إن رجلا قتل وأصيب 4)."""
        told = (c for c in self._again(a, b) if c.kind != b.kind and c.part_of is None)
        return next((c for c in told if not c.definite or self.told.names(c)), None)

    def mirrored(self, a: Candidate, b: Candidate) -> bool:
        """قتل 4 وجرح 12 … إن 3 قتلوا وأصيب 7: both sentences tell of the dead and of the wounded, at one place."""
        if not self.placed_alike(a, b):
            return False
        mine, theirs = ({c.kind for c in self._counted(x.sentence)} for x in (a, b))
        return len(mine) > 1 and mine == theirs

    def items_apart(self, a: Candidate, b: Candidate) -> bool:
        """حلب: 11 شهيدا, ريف دمشق: 11 شهيدا: items of one list, each headed by a place of its own."""
        return surely_apart(a, b) and self._heads_item(a) and self._heads_item(b)

    def _heads_item(self, c: Candidate) -> bool:
        texts, place = self.matches.document.texts, c.place
        opened = place is not None and place.first - self.matches.document.sentences[c.sentence].first <= 1
        return place is not None and opened and texts[place.last : place.last + 1] == [":"]

    def _counted(self, sentence: int) -> list[Candidate]:
        told = (c for c in self.all.values() if c.sentence == sentence and c.part_of is None)
        return [c for c in told if value(c) is not None]

    def _again(self, a: Candidate, b: Candidate) -> Iterator[Candidate]:
        """What the sentence of `b` repeats of that of `a`."""
        told = [c for c in self.all.values() if c.sentence == a.sentence]
        near = {c.id for c in told} | {c.same_as for c in told if c.same_as is not None}
        return (c for c in self.all.values() if c.sentence == b.sentence and c.same_as in near)
