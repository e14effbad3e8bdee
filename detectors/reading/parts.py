"""Wholes and their parts: figures that add up, details of a total, quarters of a city."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from detectors.reading.comparison import (
    apart,
    contains,
    in_two_towns,
    neighbours,
    other_day,
    surely_apart,
    surely_elsewhere,
    value,
)
from detectors.reading.digests import beside_within, led_on, of_land, quarter_of, set_apart
from detectors.reading.extent import beyond_town
from detectors.reading.figures import Figures, cut
from detectors.reading.model import Candidate
from detectors.reading.repeats import ROUND, ROUNDED

MAX_PARTS = 24
ITEM = "scope:continues-running-count"
"""Why an item of a list under a running count is one."""
VAGUE_MOST = {"hundreds": 1_000, "thousands": 1_000_000}
"""A vague count is below this; a figure for a part of its place may be a part of it."""
CHANCE_SUM = 8
"""Figures that add up to less may do so by chance."""
PAIR = 2
"""So few figures of other towns may add up by chance."""
TOTAL_LEAST = 3
TOTAL_SHARE = 0.5
"""Details make up at least so much of a total that they belong to."""


def raised(f: Figures) -> None:
    """وفاة 4 … ليصل العدد إلى 19: those who died since are among the new figure."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for whole in [h for h in heads if f.told.rises_to(h)]:
            told = [h for h in heads if h.sentence == whole.sentence and h.id != whole.id and h.scope == whole.scope]
            complete = sum(value(h) or 0 for h in told) == value(whole)  # إلى 20، بواقع سبعة في س وخمسة في ص …
            if complete and len(told) > 1 and told[0].id > whole.id:
                _all_of(f, whole, told)  # إلى 26، حيث قتل تسعة في س، كما قتل 17 آخرون في ص
            for part in heads:
                beside = part.sentence == whole.sentence and part.scope == whole.scope
                beside = beside and f.stands(f.all[part.id])
                risen = f.told.rises_to(part) and not part.rule.startswith("joined")
                if not beside or (value(part) or 0) >= (value(whole) or 0) or risen:
                    continue
                with_them = f.all[max(part.id - 1, 0)].part_of == whole.id  # بعد مقتل قائد وأربعة من مرافقيه
                listed = part.rule.startswith("joined") and part.id > whole.id and not with_them
                listed = listed and not complete
                earlier = (value(part) or 0) > 1 and f.told.earlier_word(part)  # one alone is never replaced
                other = f.told.apart(part) or earlier or f.told.set_against(whole, part)
                other = other or _another_month(f, whole, part) or _anothers(f, part, whole)
                if not (listed or other or (surely_apart(whole, part) and not complete)):
                    f.set(part, "relation:raised-by", part_of=whole.id, scope="part")
                    f.learn(whole, [part])


def _another_month(f: Figures, whole: Candidate, part: Candidate) -> bool:
    """إلى 19 هذا الشهر، في حين قتل 16 في نيسان: counts of two times, the one told beside the other."""
    if whole.scope != "cumulative" or part.id < whole.id:
        return False
    texts = f.matches.document.texts
    turns = f.matches.standing.of("mark.contrast", whole.last, part.first)
    return any(texts[i] != "حين" or texts[i - 1] in {"في", "وفي"} for i in turns)  # حين قتل: when


def _anothers(f: Figures, part: Candidate, whole: Candidate) -> bool:
    """قتل 12 بحسب المرصد، فيما رفع ناشطون العدد إلى 17: by another's count; فيما ارتفعت الحصيلة: since then."""
    standing = f.matches.standing
    raised = standing.any(("verb.raise",), part.last, whole.first)
    since = standing.any(("noun.death", "verb.rise"), part.last, whole.first)
    return part.id < whole.id and raised and not since and f.told.contrasted(part, whole)


def _all_of(f: Figures, whole: Candidate, parts: list[Candidate]) -> None:
    """26 … تسعة في س … 17 آخرون في ص: together as many, and each a part."""
    for part in parts:
        f.set(part, "relation:adds-up", part_of=whole.id, scope="part")
    if (
        whole.victims == "unknown"
        and parts
        and all(p.victims == "combatant" for p in parts)
        and f.made_up(whole, whole)
    ):
        f.set(whole, "relation:completed", victims="combatant")


def sums(f: Figures) -> None:
    """Figures that add up to another one are its parts."""
    for kind in f.kinds():
        for whole in f.heads(kind):
            if not f.stands(f.all[whole.id]) or (value(whole) or 0) < 2:
                continue
            runs = list(_runs(f, whole, f.heads(kind)))
            retold = (run for run in runs if run[: len(runs[0])] == runs[0] and f.retells(whole, run[len(runs[0]) :]))
            _all_of(f, whole, [*retold][-1] if runs else [])


def fought(f: Figures) -> None:
    """أكثر من 40 قتيلا في اشتباكات. وقتل 25 مسلحا … و16 عنصرا: fighters who come to the bound of the lead's total."""
    for whole in f.heads("killed"):
        if whole.victims != "unknown" or whole.qualifier not in {"more_than", "at_least"} or not f.told.lead(whole):
            continue
        after = [h for h in f.heads("killed") if h.sentence == whole.sentence + 1 and could_hold(f, whole, h)]
        total = sum(value(h) or 0 for h in after)
        fighters = len(after) > 1 and all(h.victims == "combatant" and not apart(whole, h) for h in after)
        if fighters and (value(whole) or 0) <= total <= _most(whole):
            for part in after:
                f.set(part, "relation:adds-up", part_of=whole.id, scope="part")


def tails(f: Figures) -> None:
    """، وشهيد في كل من …: what a list of parts goes on with is a part as well, should the sum be passed."""
    found = list(f.all.values())
    for before, c in pairwise(found):
        part = f.all[before.id]
        if part.part_of is None or "relation:adds-up" not in part.reasons or not f.stands(f.all[c.id]):
            continue
        told_on = c.sentence == part.sentence and c.rule.startswith("joined") and c.kind == part.kind
        fewer = (value(c) or 0) < (value(f.all[part.part_of]) or 0)
        if told_on and fewer and c.scope == "current":
            f.set(c, "relation:adds-up", part_of=part.part_of, scope="part")


def totals(f: Figures) -> None:
    """A lead's figure that the text never gives again, and smaller ones that stay below it: its parts."""
    for kind in f.kinds():
        for whole in f.heads(kind):
            if not f.told.lead(whole) or (value(whole) or 0) < TOTAL_LEAST or _told_later(f, whole):
                continue
            if f.told.single(whole) and not f.told.several(whole):
                continue
            after = [h for h in f.heads(kind) if h.id > whole.id and not f.told.lead(h) and _rivals_none(f, whole, h)]
            parts = [h for h in after if could_hold(f, whole, h) and not _stands_apart(f, whole, h)]
            others = [h for h in after if h not in parts and not (value(h) == 1 and f.placed_alike(whole, h))]
            total = sum(value(p) or 0 for p in parts)
            if len(parts) > 1 and not others and TOTAL_SHARE * (value(whole) or 0) <= total <= _most(whole):
                for part in parts:
                    f.set(part, "relation:within-total", part_of=whole.id, scope="part")


def _most(whole: Candidate) -> float:
    """How many the parts may come to: more than a bound says (أكثر من 90: 50 here and 44 there)."""
    bound = whole.qualifier in {"more_than", "at_least"} and (value(whole) or 0) >= ROUND
    return (value(whole) or 0) * (ROUNDED if bound else 1)


def _rivals_none(f: Figures, whole: Candidate, h: Candidate) -> bool:
    """Fighters, other times and other matters do not hinder that the rest are parts."""
    fighters = h.victims == "combatant" and whole.victims != "combatant"
    one_of_several = f.told.several(whole) and f.told.another_act(h)  # سوت غارة أخرى منزلا
    return h.scope == whole.scope and not fighters and (one_of_several or not f.told.other_topic(h))


def wholes(f: Figures) -> None:
    """A smaller figure for a quarter of the place that an earlier figure counts is its part."""
    for kind in f.kinds():
        heads = f.heads(kind)
        for i, c in enumerate(heads):
            of_all = [h for h in heads[i + 1 :] if h.sentence == c.sentence and f.told.everywhere(h)]
            for whole in (*heads[:i], *of_all):  # 35 في معارك القصير، و70 قتيلا في عموم البلاد
                full = f.made_up(whole, c) and all(apart(p, c) for p in f.all.values() if p.part_of == whole.id)
                if value(c) is not None and f.stands(f.all[whole.id]) and not full and _holds(f, whole, c):
                    f.set(c, "relation:place-within", part_of=whole.id, scope="part")
                    beside_within(f, c)
                    break


def _told_later(f: Figures, whole: Candidate) -> bool:
    """The text comes back to the figure after its lead: it is one event's, not the sum of several."""
    return any(c.same_as == whole.id and not f.told.lead(c) for c in f.all.values())


def _stands_apart(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """Another day, or a place that cannot lie in that of the total."""
    sure = "place:focus" not in whole.reasons and surely_apart(whole, c)
    again = f.placed_alike(whole, c) and "place:focus" not in c.reasons
    return other_day(whole, c) or sure or again


def could_hold(f: Figures, whole: Candidate, h: Candidate) -> bool:
    """The people told of may be among those of `whole`."""
    return (
        value(h) is not None
        and h.scope == whole.scope
        and (whole.rival_of != h.id and h.rival_of != whole.id)
        and ITEM not in h.reasons
        and not f.other_voice(whole, h)
        and not beyond_town(f.matches.document.texts, whole.place, h.place)
        and (not (whole.groups and h.groups) or f.alike(whole, h))
        and (whole.victims != "combatant" or f.alike(whole, h))
        and whole.victims in {h.victims, "unknown", "civilian"}
        and (whole.victims == "unknown" or h.victims != "combatant" or whole.victims == "combatant")
    )


def _runs(f: Figures, whole: Candidate, heads: list[Candidate]) -> Iterator[list[Candidate]]:
    """Runs of neighbouring heads after (or before) `whole` whose sum, with the parts it has, is its own."""
    parts = [c for c in f.all.values() if c.part_of == whole.id and c.same_as is None and value(c)]
    counted = [h for h in heads if h.id != whole.id and h.rival_of is None and could_hold(f, whole, h)]
    counted = [h for h in counted if h.victims != "combatant" or f.told.several(whole) or not f.told.other_topic(h)]
    after = sorted((h for h in counted if _told_at(f, h, whole) > whole.id), key=lambda h: _told_at(f, h, whole))
    before = [h for h in counted if h.id < whole.id]
    numbered = [p for p in parts if p.noun is None]  # سبعة منهم في س، بينهم طالبان: these may be two of the seven
    rest = {(value(whole) or 0) - sum(value(p) or 0 for p in told) for told in (parts, numbered)}
    goals = {value(whole), *rest}
    for pool in (after, before) if f.told.lead(whole) or f.told.resumes(whole) else (after,):
        for start in range(len(pool)):
            total = 0
            for end in range(start, min(len(pool), start + MAX_PARTS)):
                newest = pool[end]
                joined = newest.sentence == whole.sentence and pool[start].rule.startswith("joined")
                if joined and not any(_begins_list(p) and p.id < pool[start].id for p in parts):
                    break
                total += value(newest) or 0
                if total not in goals or (joined and total == value(whole)):
                    continue  # منهم 5 في رفح، و7 في غزة: the rest of them
                run = pool[start : end + 1]
                if (not f.told.spread(whole) and _reaches_out(f, whole, run)) or cut(run, pool[end + 1 :]):
                    continue
                enough = len(run) > 1 or (parts and total != value(whole) and not f.told.apart(run[0]))
                front = whole.sentence == f.headline and not _told_later(f, whole)
                wide = front or (f.told.lead(whole) and f.told.several(whole))
                few = len(run) == PAIR < len(pool) or run[-1].id < whole.id  # 3 في س، وواحد في ص، و4 في ع
                wide = wide and not (few and all(in_two_towns(whole, m) for m in run))
                placed = wide or joined or _near(whole, run) or _both_add_up(f, whole, run)
                placed = placed or (total != value(whole) and f.told_with(whole, run))
                if enough and placed and (joined or _likely(f, whole, run, total)):
                    yield run


def _begins_list(part: Candidate) -> bool:
    """منهم خمسة في رفح: people who are told apart by nothing but where or how, as the rest will be."""
    return part.rule.startswith("subset") and part.noun is None


def _told_at(f: Figures, h: Candidate, whole: Candidate) -> int:
    """Where it is told; of a headline's figure before a lead's total, where the text comes to it."""
    if h.id > whole.id or h.sentence != f.headline:
        return h.id
    return min((c.id for c in f.all.values() if c.same_as == h.id and c.id > whole.id), default=h.id)


def _reaches_out(f: Figures, whole: Candidate, run: list[Candidate]) -> bool:
    """32 في غارات على حلب … ثلاثة في بنش: all of it elsewhere, or some in another province than the whole.

    The place may be of some only (22 قتيلا، بينهم صحفي في س).
    """
    others = [m for m in run if surely_elsewhere(whole, m)]
    ends = whole.place.first if whole.place is not None else whole.last
    far = not all(neighbours(whole, m) for m in others) and not f.matches.standing.any(
        ("mark.subset",), whole.last, max(whole.last, ends)
    )
    return far or len(others) == len(run)


def _near(whole: Candidate, run: list[Candidate]) -> bool:
    """Some of the run at the place of the whole, and none of it in another town."""
    return not all(apart(whole, m) for m in run) and not any(in_two_towns(whole, m) for m in run)


def _both_add_up(f: Figures, whole: Candidate, run: list[Candidate]) -> bool:
    """4 قتلى و20 مصابا, then 1 and 2 here, 3 and 18 there: the dead and the wounded of the same sentences do."""
    told = {m.sentence for m in run}
    others = [c for c in f.all.values() if c.kind in {"killed", "injured"} and c.kind != whole.kind]
    beside = [c for c in others if c.sentence == whole.sentence and f.stands(c)]
    theirs = {b.id for b in beside}  # some of which may be known as parts of them by now
    total = sum(value(c) or 0 for c in others if c.sentence in told and (f.stands(c) or c.part_of in theirs))
    if whole.sentence in told and len(beside) < PAIR:
        return False  # one figure of the other fate is no sum
    return total > 0 and any(value(c) == total for c in beside)


def _likely(f: Figures, whole: Candidate, run: list[Candidate], total: int) -> bool:
    """Small numbers add up by chance: only to a lead's or a toll; what is left of a total stands close to it."""
    if total != value(whole):
        with_it = all(m.sentence == whole.sentence for m in run) and total >= CHANCE_SUM
        return with_it or f.told.several(whole) or f.told_with(whole, run)
    chance = total < CHANCE_SUM or not _of_its_side(whole, run)
    return not chance or f.told.lead(whole) or f.told.resumes(whole)


def _of_its_side(whole: Candidate, run: list[Candidate]) -> bool:
    """All of the side of the whole; 12 عسكريا ومدنيا, of whom the next sentence says how many were of each."""
    sides = {m.victims == "combatant" for m in run}
    mixed = whole.victims == "unknown" and len(sides) > 1 and run[-1].sentence - whole.sentence in {0, 1}
    return mixed or sides == {whole.victims == "combatant"}


def _counted_beside(whole: Candidate, c: Candidate) -> bool:
    """مقتل 3 من الجيش وعنصر من داعش … قتل العنصر في قرية س: told beside them, and only then of a place of his own."""
    learned = "relation:completed" in c.reasons or "place:focus" in c.reasons
    return learned and c.sentence == whole.sentence and c.rule.startswith("joined")


def _holds(f: Figures, whole: Candidate, c: Candidate) -> bool:
    if whole.place is None or c.place is None or whole.scope != c.scope or f.other_voice(whole, c):
        return False
    if set_apart(f, whole, c) or _counted_beside(whole, c):
        return False
    if c.scope == "cumulative" and whole.sentence != c.sentence and f.told.at_other_times(whole, c):
        return False  # last year's count, and this year's
    small = (value(c) or 0) < (value(whole) or VAGUE_MOST.get(whole.qualifier, 0)) and not other_day(whole, c)
    fits = whole.victims in {c.victims, "unknown"} and (c.victims != "combatant" or f.told.counted_in(whole, c))
    wide = f.told.several(whole) or whole.place.place.level == "country"
    fits = fits or (c.victims == "unknown" and f.told.lead(whole) and wide)
    inside = contains(whole.place.place, c.place.place) or led_on(f, whole, c) or quarter_of(f, whole, c)
    return small and fits and (inside or (f.told.everywhere(whole) and of_land(f, whole, c)))
