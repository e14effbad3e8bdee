"""One fact told several times: the same number of the same people."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from detectors.reading.aftermath import also_elsewhere
from detectors.reading.comparison import (
    apart,
    in_two_settlements,
    in_two_towns,
    neighbours,
    other_day,
    own_places_apart,
    refines,
    surely_apart,
    unsure,
    value,
)
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate

ITEM = "scope:continues-running-count"
"""Items of a list count apart, however alike they are."""
LINK = "scope:link-to-other-article"
CHANCE = 10
"""A count of so many people or more, met twice in one article, is one count."""
FEW, ROUND = 30, 20
"""Fewer are hardly made round."""
FRONT = 1.5
"""The same of one in a headline, which the lead tells exactly."""
ROUNDED = 1.25
"""A round number stands for at most so much more."""


def repeats(f: Figures) -> None:
    """The same number of the same people: one fact, said again."""
    for kind in f.kinds():
        heads: list[Candidate] = []
        for c in f.heads(kind):
            first = _repeated(f, c, heads)
            if first is None:
                heads.append(c)
            else:
                _merge(f, first, c)
    _rounded(f)
    _rounded_up_front(f)
    _listed_again(f)
    _follow(f)
    _parts_told_before(f)


def _rounded(f: Figures) -> None:
    """31 قتيلا … الهجوم الذي أودى بأكثر من ثلاثين: the attack spoken of, and its count made round."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, b in enumerate(heads):
            number = value(b) or 0
            if b.qualifier != "more_than" or number % 10 or number < ROUND or not f.told.behind_that(b):
                continue
            near = [a for a in heads[:i] if number < (value(a) or 0) < number * ROUNDED and f.told.lead(a)]
            told = [a for a in near if a.scope == b.scope]
            told = [a for a in told if f.alike(a, b) and not other_day(a, b) and not surely_apart(a, b)]
            if told:
                f.set(b, "relation:repeats", same_as=told[-1].id)


def _rounded_up_front(f: Figures) -> None:
    """أكثر من 90 جثة in the headline, أكثر من 92 in the lead: made round, and told exactly."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for a, b in pairwise(heads):
            number, exact = value(a) or 0, value(b) or 0
            front = a.sentence == f.headline != b.sentence and a.qualifier in {"more_than", "approximately"}
            below = number - (a.qualifier == "approximately") * (number // 10)  # نحو مئة, and then 96
            near = number >= ROUND and number % 10 == 0 and below <= exact < number * FRONT and a.scope == b.scope
            if front and near and f.alike(a, b) and neighbours(a, b) and (f.told.lead(b) or f.told_again(a, b)):
                f.set(a, "relation:repeats", same_as=b.id)


def _listed_again(f: Figures) -> None:
    """(رجل وزوجته وابنهما) … لوفاة الرجل وزوجته وابنهما: where the first is told again, so are those joined."""
    for before, c in pairwise(list(f.all.values())):
        first = f.all[before.id].same_as
        joined = c.sentence == before.sentence and c.kind == before.kind and c.rule.startswith("joined")
        if first is None or not joined or not f.stands(f.all[c.id]):
            continue
        beside = [q for q in f.all.values() if q.sentence == f.all[first].sentence and q.kind == c.kind]
        known = [q for q in beside if q.id != first and q.same_as is None and value(q) == value(c)]
        again = next((q for q in known if f.told.same_noun(q, c)), None)
        if again is not None:
            f.set(c, "relation:repeats", same_as=again.id)


def _parts_told_before(f: Figures) -> None:
    """A part that an earlier sentence told by itself: one fact, and no whole."""
    for p in [c for c in f.all.values() if c.part_of is not None and c.same_as is None]:
        for h in f.heads(p.kind):
            alike = (value(h) or 0) > 1 and value(h) == value(p) and h.id not in {p.part_of, p.id}
            whole = f.all[p.part_of] if p.part_of is not None else p
            earlier = h.scope == "cumulative" and (ITEM in h.reasons or not f.placed_alike(h, p))
            known = f.matches.document.texts[p.first].startswith("ال")  # الثلاثة عشر الذين قضوا في حي س
            named = known or p.noun is not None
            elsewhere = not named and not f.placed_alike(h, p)  # قتل 12 في إدلب … 17 قتيلا، بينهم 12 في حي س
            other = earlier or h.scope != whole.scope or f.unlike(h, p) or elsewhere
            same = f.compatible(h, p) or (known and f.alike(h, p))  # ومنهم النازحون الثلاثة: wherever they fell
            if alike and h.sentence != p.sentence and same and h.id < p.id and not other:
                f.set(h, "relation:part-told-before", part_of=p.part_of, scope="part")
                _merge(f, f.all[h.id], p)
                break


def _repeated(f: Figures, c: Candidate, heads: list[Candidate]) -> Candidate | None:
    known = [p for p in f.all.values() if p.kind == c.kind and p.part_of is not None and p.id < c.id]
    pool = [*heads, *known] if c.definite else heads
    fitting = [h for h in (f.all[p.id] for p in pool) if _same(f, h, c)]
    return min(fitting, key=lambda h: (h.groups != c.groups, not f.placed_alike(h, c), -h.id), default=None)


def _same(f: Figures, a: Candidate, b: Candidate) -> bool:
    """Whether `b` repeats `a` before it: a headline is told again wherever, a large number hardly twice by chance."""
    number = value(a)
    if number is None or number != value(b) or not f.alike(a, b):
        return False
    if b.definite and (number > 1 or f.told.same_noun(a, b)):
        return a.sentence != b.sentence or not b.rule.startswith("joined")
    if _others(f, a, b):
        return False
    if a.sentence == b.sentence:
        return not _also(f, b) and (f.told.title(a, b) or _told_twice(f, a, b))
    if a.sentence == f.headline and a.id not in f.repeated:
        other = a.scope != b.scope and number < CHANCE and in_two_towns(a, b)
        return not other and (number > 1 or not in_two_settlements(a, b))
    if other_day(a, b):
        return False
    if (_paired(f, a, b) and not (f.told.apart(b) and in_two_towns(a, b))) or _retold(f, a, b):
        return True
    if a.scope != b.scope and number < CHANCE and (own_places_apart(a, b) or not f.told.lead(a)):
        return False
    if f.told.apart(b):
        return bool(a.groups) and a.groups == b.groups and _placed(a) and _placed(b) and f.placed_alike(a, b)
    if number < CHANCE and _elsewhere(f, a, b):
        return False
    if number >= CHANCE or (number > 2 and (neighbours(a, b) or _beside(f, a, b))):
        return True
    if f.told.lead(a):
        return not apart(a, b) or unsure(a, b) or _near(f, a, b)
    return not apart(a, b) and a.scope == b.scope


def _also(f: Figures, b: Candidate) -> bool:
    """وقال طبيب إن خمسة من كادر المشفى قتلوا أيضا: as many more; قال أيضا إن is one more saying."""
    return "ايضا" in f.matches.document.texts[b.trigger + 1 : b.trigger + 2]


def _others(f: Figures, a: Candidate, b: Candidate) -> bool:
    """Somebody else, another item or article, few people of another blow."""
    if f.unlike(a, b) or (ITEM in a.reasons and ITEM in b.reasons) or (LINK in a.reasons) != (LINK in b.reasons):
        return True
    if own_places_apart(a, b) and (f.items_apart(a, b) or not a.share is b.share is None):
        return True  # 7 في كل من س وص، … 7 عناصر على جبهة ع
    sides = {a.victims, b.victims} > {"combatant"} and (value(a) or 0) < FEW
    if sides and in_two_towns(a, b) and a.sentence != f.headline:
        return True  # عشرة اختنقوا في حي، وعشرة جنود أصيبوا في مدينة
    if len({f.told.hospital(a), f.told.hospital(b)} - {None}) == 2:
        return True  # استقبل مستشفى س 17 جريحا … ومستشفى ص 17
    if (value(a) or 0) < CHANCE:
        return also_elsewhere(f.matches, a, b) or _another_blow(f, a, b)
    return in_two_towns(a, b) and f.told.another_act(b) and _another_blow(f, a, b)  # 22 في س. وأدت غارات أخرى على ص …


def _another_blow(f: Figures, a: Candidate, b: Candidate) -> bool:
    """A shell here and a bomb there, or news of a stated day and what words of time set before it."""
    if a.sentence == f.headline and a.id not in f.repeated:
        return False  # a headline sums up: وطفلين في انفجارين … فقتل اثنان بلغم ثان
    if f.told.another_act(b) or _more(f, a, b) or any(f.told.other_means(m, b) for m in f.mentions(a, b.id)):
        return True
    times = (any(reason.startswith("scope:time:") for reason in c.reasons) for c in (a, b) if c.scope == "cumulative")
    return a.scope != b.scope and a.day is not None and any(times)


def _more(f: Figures, a: Candidate, b: Candidate) -> bool:
    """قتلت امرأة … كما قتلت امرأة أخرى: more of them, where no other fate is told of that they may be set against."""
    if not f.told.others(b):
        return False
    between = [c for c in f.all.values() if a.sentence <= c.sentence <= b.sentence]
    last = next((c for c in reversed(between) if c.id < b.id and c.part_of is None), a)
    set_apart = last.kind == b.kind and last.figure != a.figure  # وأصيب ستة … وأصيب ثمانية آخرون: besides the six
    return set_apart or {c.kind for c in between} == {b.kind}


def _elsewhere(f: Figures, a: Candidate, b: Candidate) -> bool:
    """Few people in another town, or in a place that is named anew after another event."""
    if f.told.other_topic(a) and _placed(b) and not f.placed_alike(a, b):
        return True
    told = a.sentence != f.headline or a.id in f.repeated
    if value(a) == 1 and told and own_places_apart(a, b) and not _near(f, a, b):
        return True
    trade = told and bool(a.groups) and not b.groups  # ثلاث ممرضات في س. وقال إن ثلاثة مدنيين قضوا في ص
    retold = f.told.lead(a) and not trade and (not told or bool(f.told.sources(b) - f.told.sources(a)))
    return in_two_towns(a, b) and not (retold or _near(f, a, b))


def _paired(f: Figures, a: Candidate, b: Candidate) -> bool:
    """Two figures of one sentence, dead and wounded, are those of another."""
    near = {c.sentence for c in f.all.values() if a.id in {c.id, c.same_as}}
    beside = {(c.kind, value(c)) for c in f.all.values() if c.sentence in near and c.kind != a.kind and _counts(c)}
    return any((c.kind, value(c)) in beside for c in f.all.values() if c.sentence == b.sentence and _counts(c))


def _retold(f: Figures, a: Candidate, b: Candidate) -> bool:
    """قضى شخصان وأصيب آخرون. وقال الدفاع المدني إن شخصين قتلا وأصيب 5: the lead in a source's words, both fates."""
    if not f.told.lead(a) or b.sentence != a.sentence + 1 or f.told.apart(b) or not f.told.sources(b):
        return False
    sides = [[c for c in f.all.values() if c.sentence == x.sentence and c.part_of is None] for x in (a, b)]
    mine, theirs = ({c.kind for c in side} for side in sides)
    differ = [c for c in sides[1] if c.kind != b.kind and value(c) is not None]
    vague = all(value(c) is None for c in sides[0] if c.kind != a.kind)
    return mine == theirs and len(mine) > 1 and vague and bool(differ)


def _told_twice(f: Figures, a: Candidate, b: Candidate) -> bool:
    """قتل طفل وأصيب 5، وقال … مقتل طفل وإصابة 5: one sentence that a source's words tell again."""
    said = f.told.said_between(a, b)
    if said is None:
        return False
    others = [c for c in f.all.values() if c.sentence == a.sentence and c.kind != a.kind and c.part_of is None]
    before = {(c.kind, value(c)) for c in others if c.last <= said and value(c) is not None}
    return any((c.kind, value(c)) in before for c in others if c.first > said)


def _counts(c: Candidate) -> bool:
    return c.part_of is None and (value(c) or 0) > 1


def _placed(c: Candidate) -> bool:
    """Its own sentence names the place."""
    return c.place is not None and "place:focus" not in c.reasons


def _beside(f: Figures, a: Candidate, b: Candidate) -> bool:
    """The place of `b` is one that the text names together with that of `a`."""
    told = [a, *(c for c in f.all.values() if c.same_as == a.id)]
    return any(f.told.beside(c, b) for c in told)


def _near(f: Figures, a: Candidate, b: Candidate) -> bool:
    """Beside it, or behind a lead that names only the town which `b` is said to be near (قرية الشيخ ناصر قرب الباب)."""
    return _beside(f, a, b) or (f.told.lead(a) and f.told.beside(b, a))


def _merge(f: Figures, first: Candidate, c: Candidate) -> None:
    """`c` repeats `first`, which learns what `c` says more."""
    f.set(c, "relation:repeats", same_as=first.id)
    f.repeated.add(first.id)
    learned: dict[str, object] = {}
    if first.victims == "unknown" and c.victims != "unknown":
        learned["victims"] = c.victims
    spoken = "place:source" in c.reasons  # تسلم مشفى بدوما: where who speaks or counts is
    if first.place is None or (not spoken and refines(first, c, first.sentence == f.headline)):
        learned["place"] = c.place
    if first.day is None and c.day is not None:
        learned["day"] = c.day
    if first.scope == "current" and c.scope == "cumulative" and not f.told.lead(first):
        learned["scope"] = "cumulative"
    if first.qualifier == "exact" and c.qualifier in {"at_least", "more_than"} and not _exactly(f, first, c):
        learned |= {"qualifier": c.qualifier, "low": c.low, "high": c.high}
    if learned:
        f.set(first, "relation:completed", **learned)


def _exactly(f: Figures, first: Candidate, c: Candidate) -> bool:
    """مقتل شخصين … قتل اثنان من الشرطة. وقال المرصد إن شخصين على الأقل: told exactly twice, then by another."""
    exact = [m for m in f.mentions(first, c.id) if m.qualifier == "exact" and m.sentence != f.headline]
    return first.sentence == f.headline and bool(exact) and bool(f.told.sources(c))


def _follow(f: Figures) -> None:
    """Parts of a repeat are parts of what it repeats; equal parts of one whole are one."""
    for c in list(f.all.values()):
        if c.part_of is not None:
            whole = f.all[c.part_of]
            if whole.same_as is not None:
                f.all[c.id] = replace(c, part_of=whole.same_as)
    for kind in f.kinds():
        parts = [c for c in f.all.values() if c.kind == kind and c.part_of is not None and c.same_as is None]
        for i, c in enumerate(parts):
            for earlier in parts[:i]:
                alike = earlier.part_of == c.part_of and value(earlier) == value(c) and earlier.groups == c.groups
                if alike and earlier.sentence != c.sentence and f.all[earlier.id].same_as is None:
                    f.set(c, "relation:repeats", same_as=earlier.id)
                    break


def relisted(f: Figures) -> None:
    """4 أطفال وامرأتان … رجل وزوجته و4 أطفال: as many, some of them alike: one list told otherwise."""
    for kind in f.kinds():
        again = [c for c in f.all.values() if c.kind == kind and c.same_as is not None and c.part_of is None]
        for c in again:
            first = f.all[c.figure]
            if first.sentence == c.sentence or f.told.apart(c) or own_places_apart(first, c) or not f.stands(first):
                continue
            said, anew = ([h for h in f.heads(kind) if h.sentence == n] for n in (first.sentence, c.sentence))
            rest = [h for h in said if h.id != first.id]
            alike = all(h.scope == first.scope and value(h) for h in (*rest, *anew))
            if rest and alike and sum(value(h) or 0 for h in rest) == sum(value(h) or 0 for h in anew):
                for h in anew:
                    f.set(h, "relation:told-otherwise", part_of=rest[0].id, scope="part")


def scopes(f: Figures) -> None:
    """What says a figure again is no news where that is none."""
    for c in list(f.all.values()):
        first = f.all[c.figure]
        if c.scope == "current" and first.scope == "cumulative":
            f.set(c, "relation:scope-of-repeated", scope="cumulative")
