"""Which candidates say the same, which are parts, which replace or contradict each other.

Order matters and is written once, in `RELATIONS`: repeats first, then wholes and their parts, then newer and rival
figures among what is left. Ids point at the first mention that stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from detectors.reading.circumstances import Circumstances
from detectors.reading.comparison import apart, contains, neighbours, other_day, unsure, value
from detectors.reading.model import Candidate, Matches

MAX_PARTS = 24
VAGUE_MOST = {"hundreds": 1_000, "thousands": 1_000_000}
"""A vague count is below this; a figure for a part of its place may be a part of it."""
RIVAL_LEAST = 4
RIVAL_RATIO = 1.5
TOTAL_LEAST = 5
TOTAL_SHARE = 0.5
"""Details make up at least so much of a total that they belong to."""
CONTRAST_RATIO = 2
"""Figures that a text sets against each other (بينما تحدث …) may be farther apart."""
"""Two sources' figures for one event are at most so far apart."""
CHANCE = 10
"""A count of so many people or more, met twice in one article, is one count."""


class Relations:
    """Relates the candidates of one article."""

    def __init__(self, matches: Matches, candidates: list[Candidate]) -> None:
        self._m = matches
        self._told = Circumstances(matches)
        self.all = {c.id: c for c in candidates}
        self._repeated_ids: set[int] = set()

    def related(self) -> list[Candidate]:
        """The candidates with their relations."""
        for step in RELATIONS:
            step(self)
        return list(self.all.values())

    def _heads(self, kind: str) -> list[Candidate]:
        """Candidates that stand for themselves, in order."""
        return [c for c in self.all.values() if c.kind == kind and self._stands(c)]

    def _stands(self, c: Candidate) -> bool:
        return c.part_of is None and c.same_as is None and c.superseded_by is None

    def _kinds(self) -> list[str]:
        return sorted({c.kind for c in self.all.values()})

    def _set(self, c: Candidate, reason: str, **fields: object) -> None:
        self.all[c.id] = replace(self.all[c.id], reasons=(*self.all[c.id].reasons, reason), **fields)  # type: ignore[arg-type]

    # Steps, in the order of RELATIONS

    def repeats(self) -> None:
        """The same number of the same people: one fact, said again."""
        for kind in self._kinds():
            heads: list[Candidate] = []
            for c in self._heads(kind):
                first = self._repeated(c, heads)
                if first is None:
                    heads.append(c)
                else:
                    self._merge(first, c)
        self._follow()
        self._parts_told_before()

    def _parts_told_before(self) -> None:
        """A part that an earlier sentence told by itself: one fact, and no whole."""
        for p in [c for c in self.all.values() if c.part_of is not None and c.same_as is None]:
            for h in self._heads(p.kind):
                alike = (value(h) or 0) > 1 and value(h) == value(p) and h.id not in {p.part_of, p.id}
                if alike and h.sentence != p.sentence and self._compatible(h, p) and h.id < p.id:
                    self._set(h, "relation:part-told-before", part_of=p.part_of, scope="part")
                    self._set(p, "relation:repeats", same_as=h.id)
                    break

    def _repeated(self, c: Candidate, heads: list[Candidate]) -> Candidate | None:
        known = [p for p in self.all.values() if p.kind == c.kind and p.part_of is not None and p.id < c.id]
        pool = [*heads, *known] if c.definite else heads
        fitting = [h for h in (self.all[p.id] for p in pool) if self._same(h, c)]
        if fitting:
            return min(fitting, key=lambda h: (h.groups != c.groups, not self._placed_alike(h, c), -h.id))
        return None

    def _same(self, a: Candidate, b: Candidate) -> bool:
        """Whether `b` repeats `a`, which stands before it.

        A headline is told again in the text whatever place each names; a large number hardly occurs twice by chance.
        """
        number = value(a)
        if number is None or number != value(b) or not self._alike(a, b):
            return False
        if b.definite:
            return a.sentence != b.sentence or not b.rule.startswith("joined")
        if a.sentence == b.sentence:
            return False
        if a.sentence == self._m.headline and a.id not in self._repeated_ids:
            return True
        if self._told.apart(b) or other_day(a, b):
            return False
        if number >= CHANCE or (number > 2 and neighbours(a, b)):
            return True
        if self._told.lead(a):
            return not apart(a, b) or unsure(a, b)
        return not apart(a, b) and a.scope == b.scope

    def _alike(self, a: Candidate, b: Candidate) -> bool:
        """The people do not contradict each other."""
        sides = {a.victims, b.victims}
        if "combatant" in sides and "civilian" in sides:
            return False
        return not (a.groups and b.groups and set(a.groups).isdisjoint(b.groups))

    def _compatible(self, a: Candidate, b: Candidate) -> bool:
        """Neither the people nor the places contradict each other."""
        return self._alike(a, b) and not apart(a, b)

    def _placed_alike(self, a: Candidate, b: Candidate) -> bool:
        return a.place is not None and b.place is not None and a.place.place.name == b.place.place.name

    def _merge(self, first: Candidate, c: Candidate) -> None:
        """`c` repeats `first`, which learns what `c` says more."""
        self._set(c, "relation:repeats", same_as=first.id)
        self._repeated_ids.add(first.id)
        first = self.all[first.id]
        learned: dict[str, object] = {}
        if first.victims == "unknown" and c.victims != "unknown":
            learned["victims"] = c.victims
        wider = first.place is None or (c.place is not None and contains(first.place.place, c.place.place))
        if wider or (first.sentence == self._m.headline and c.place is not None):
            learned["place"] = c.place
        if first.scope == "current" and c.scope == "cumulative" and not self._told.lead(first):
            learned["scope"] = "cumulative"
        if first.qualifier == "exact" and c.qualifier in {"at_least", "more_than"} and self._told.lead(first):
            learned |= {"qualifier": c.qualifier, "low": c.low, "high": c.high}
        if learned:
            self._set(first, "relation:completed", **learned)

    def _follow(self) -> None:
        """Parts of a repeat are parts of what it repeats; equal parts of one whole are one."""
        for c in list(self.all.values()):
            if c.part_of is not None:
                whole = self.all[c.part_of]
                if whole.same_as is not None:
                    self.all[c.id] = replace(c, part_of=whole.same_as)
        for kind in self._kinds():
            parts = [c for c in self.all.values() if c.kind == kind and c.part_of is not None and c.same_as is None]
            for i, c in enumerate(parts):
                for earlier in parts[:i]:
                    alike = earlier.part_of == c.part_of and value(earlier) == value(c) and earlier.groups == c.groups
                    if alike and earlier.sentence != c.sentence and self.all[earlier.id].same_as is None:
                        self._set(c, "relation:repeats", same_as=earlier.id)
                        break

    def vague(self) -> None:
        """قتلى وجرحى in a headline or lead is the number that the text gives; later vague words repeat a number."""
        for kind in self._kinds():
            heads = self._heads(kind)
            for c in heads:
                if value(c) is not None or c.others:
                    continue
                numeric = [h for h in heads if value(h) is not None and h.sentence != c.sentence]
                later = [h for h in numeric if h.id > c.id and self._compatible(c, h)]
                earlier = [h for h in numeric if h.id < c.id and self._compatible(h, c)]
                if self._told.lead(c) and later:
                    self._set(c, "relation:repeats", same_as=later[0].id)
                elif earlier and not self._told.apart(c) and c.scope == earlier[-1].scope:
                    self._set(c, "relation:repeats", same_as=earlier[-1].id)

    def raised(self) -> None:
        """وفاة 4 … ليصل العدد إلى 19: those who died since are among the new figure."""
        for kind in self._kinds():
            for a, b in pairwise([h for h in self._heads(kind) if value(h) is not None]):
                if a.sentence != b.sentence or a.scope != b.scope:
                    continue
                whole, part = (a, b) if (value(a) or 0) > (value(b) or 0) else (b, a)
                joined = part.rule.startswith("joined") or self._told.apart(part)
                if self._told.rises_to(whole) and not self._told.rises_to(part) and not joined:
                    self._set(part, "relation:raised-by", part_of=whole.id, scope="part")

    def sums(self) -> None:
        """Figures that add up to another one are its parts."""
        for kind in self._kinds():
            for whole in self._heads(kind):
                if not self._stands(self.all[whole.id]) or (value(whole) or 0) < 2:
                    continue
                for members in self._runs(whole, self._heads(kind)):
                    for member in members:
                        self._set(member, "relation:adds-up", part_of=whole.id, scope="part")
                    break

    def totals(self) -> None:
        """A lead's figure that the text never gives again, and smaller ones that stay below it: its parts."""
        for kind in self._kinds():
            for whole in self._heads(kind):
                if not self._told.lead(whole) or (value(whole) or 0) < TOTAL_LEAST or self._told_later(whole):
                    continue
                after = [h for h in self._heads(kind) if h.id > whole.id and not self._told.lead(h)]
                parts = [h for h in after if self._could_hold(whole, h) and not self._stands_apart(whole, h)]
                total = sum(value(p) or 0 for p in parts)
                if (
                    len(parts) > 1
                    and len(parts) == len(after)
                    and TOTAL_SHARE * (value(whole) or 0) <= total <= (value(whole) or 0)
                ):
                    for part in parts:
                        self._set(part, "relation:within-total", part_of=whole.id, scope="part")

    def _told_later(self, whole: Candidate) -> bool:
        """The text comes back to the figure after its lead: it is one event's, not the sum of several."""
        return any(c.same_as == whole.id and not self._told.lead(c) for c in self.all.values())

    def _stands_apart(self, whole: Candidate, c: Candidate) -> bool:
        """Another day, or a place that cannot lie in that of the total."""
        sure = whole.place is not None and "place:focus" not in whole.reasons and not unsure(whole, c)
        return other_day(whole, c) or (sure and apart(whole, c)) or self._placed_alike(whole, c)

    def _could_hold(self, whole: Candidate, h: Candidate) -> bool:
        return (
            value(h) is not None
            and h.scope == whole.scope
            and whole.victims in {h.victims, "unknown", "civilian"}
            and (whole.victims == "unknown" or h.victims != "combatant" or whole.victims == "combatant")
        )

    def _runs(self, whole: Candidate, heads: list[Candidate]) -> Iterator[list[Candidate]]:
        """Runs of neighbouring heads after (or before) `whole` whose sum, with the parts it has, is its own."""
        parts = [c for c in self.all.values() if c.part_of == whole.id and c.same_as is None and value(c)]
        counted = [h for h in heads if h.id != whole.id and self._could_hold(whole, h)]
        after = [h for h in counted if h.id > whole.id]
        before = [h for h in counted if h.id < whole.id]
        goals = {value(whole), (value(whole) or 0) - sum(value(p) or 0 for p in parts)}
        for pool in (after, before):
            for start in range(len(pool)):
                total = 0
                for end in range(start, min(len(pool), start + MAX_PARTS)):
                    total += value(pool[end]) or 0
                    run = pool[start : end + 1]
                    if any(m.sentence == whole.sentence and m.rule.startswith("joined") for m in run):
                        break
                    enough = len(run) > 1 or (parts and total != value(whole) and not self._told.apart(run[0]))
                    placed = self._told.lead(whole) or not all(apart(whole, m) for m in run)
                    if total in goals and enough and placed:
                        yield run

    def wholes(self) -> None:
        """A smaller figure for a quarter of the place that an earlier figure counts is its part."""
        for kind in self._kinds():
            heads = self._heads(kind)
            for i, c in enumerate(heads):
                for whole in heads[:i]:
                    if value(c) is not None and self._stands(self.all[whole.id]) and self._holds(whole, c):
                        self._set(c, "relation:place-within", part_of=whole.id, scope="part")
                        break

    def _holds(self, whole: Candidate, c: Candidate) -> bool:
        if whole.place is None or c.place is None or whole.scope != c.scope or self._told.apart(c):
            return False
        small = (value(c) or 0) < (value(whole) or VAGUE_MOST.get(whole.qualifier, 0)) and not other_day(whole, c)
        fits = whole.victims in {c.victims, "unknown"}
        return small and fits and contains(whole.place.place, c.place.place)

    def updates(self) -> None:
        """A raised toll, or a larger one of the same place later on, replaces the earlier figure."""
        for kind in self._kinds():
            self._earlier_tolls(kind)
            for a, b in pairwise([h for h in self._heads(kind) if value(h) is not None]):
                low, high = value(a) or 0, value(b) or 0
                if ("combatant" in {a.victims, b.victims}) and a.victims != b.victims and not self._told.raised(b):
                    continue
                if a.scope != b.scope or a.sentence == b.sentence or high <= low:
                    continue
                if not self._compatible(a, b) and not self._told_again(a, b):
                    continue
                if other_day(a, b) or self._told.apart(b):
                    continue
                if self._told.raised(b) or (self._told.lead(a) and self._one_event(a, b)):
                    self._set(a, "relation:superseded", superseded_by=b.id)

    def _earlier_tolls(self, kind: str) -> None:
        """وكانت حصيلة سابقة قد أشارت إلى 125: replaced by the figure that the report leads with."""
        heads = [h for h in self._heads(kind) if value(h) is not None]
        for i, c in enumerate(heads):
            if not self._told.earlier_word(c):
                continue
            larger = [h for h in heads[:i] if (value(h) or 0) > (value(c) or 0) and self._alike(h, c)]
            if larger:
                self._set(c, "relation:superseded", superseded_by=larger[0].id, scope=larger[0].scope)

    def _one_event(self, a: Candidate, b: Candidate) -> bool:
        """Both speak of one place, or one is the headline that names a wider one or none."""
        if self._placed_alike(a, b) or self._told_again(a, b):
            return True
        return self._told.lead(a) and (a.place is None or b.place is None or contains(a.place.place, b.place.place))

    def _told_again(self, a: Candidate, b: Candidate) -> bool:
        """Another figure of `a`'s sentence is repeated in that of `b`: it is one event."""
        near = {c.id for c in self.all.values() if c.sentence == a.sentence}
        return any(c.sentence == b.sentence and c.same_as in near for c in self.all.values())

    def shares(self) -> None:
        """A smaller figure of the same place after a larger one is a part of it."""
        for kind in self._kinds():
            heads = [h for h in self._heads(kind) if value(h) is not None]
            for i, c in enumerate(heads):
                for whole in heads[:i]:
                    if not self._stands(self.all[whole.id]) or whole.scope != c.scope or self._told.apart(c):
                        continue
                    if not self._told.lead(whole) or other_day(whole, c) or "place:focus" in c.reasons:
                        continue
                    if c.scope == "cumulative" and "scope:refers-to-running-count" not in c.reasons:
                        continue
                    if c.victims == "combatant" != whole.victims:
                        continue
                    smaller = (value(c) or 0) < (value(whole) or 0) and whole.sentence != c.sentence
                    if smaller and self._placed_alike(whole, c) and whole.victims in {c.victims, "unknown"}:
                        self._set(c, "relation:share", part_of=whole.id, scope="part")
                        break

    def rivals(self) -> None:
        """Another source's different figure for the same people."""
        for kind in self._kinds():
            for a, b in pairwise([h for h in self._heads(kind) if value(h) is not None]):
                if a.scope == b.scope and self._rival(a, b):
                    self._set(b, "relation:other-source", rival_of=a.id)

    def _rival(self, a: Candidate, b: Candidate) -> bool:
        low, high = sorted((value(a) or 0, value(b) or 0))
        if self._told.contrasted(a, b):
            return low >= RIVAL_LEAST and high <= CONTRAST_RATIO * low and self._compatible(a, b)
        if a.sentence == b.sentence:
            return False
        near = low >= RIVAL_LEAST and high <= RIVAL_RATIO * low
        mine, theirs = self._told.sources(a), self._told.sources(b)
        other = bool(mine and theirs) and mine.isdisjoint(theirs)
        return near and other and self._placed_alike(a, b) and self._alike(a, b) and not self._told.apart(b)


RELATIONS: Final[tuple[Callable[[Relations], None], ...]] = (
    Relations.repeats,
    Relations.raised,
    Relations.sums,
    Relations.totals,
    Relations.updates,
    Relations.wholes,
    Relations.shares,
    Relations.rivals,
    Relations.vague,
)
