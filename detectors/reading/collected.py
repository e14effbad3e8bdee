"""The events of a day, told one by one beside what sums them up: 27 قتيلا في أعمال عنف متفرقة."""

from __future__ import annotations

from detectors.gazetteer.entry import DEPTH
from detectors.reading.comparison import in_two_towns, other_day, surely_apart, value
from detectors.reading.digests import outermost
from detectors.reading.extent import bare_governorate, depth
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate
from detectors.reading.parts import could_hold
from detectors.reading.places.words import SETTLEMENTS

LEAST = 8
"""People of a total that sums up a day's events."""
LEAD_TOLL = 3
"""Last sentence in which a toll of all that the lead tells may stand."""


def collected(f: Figures) -> None:
    """27 قتيلا في أعمال عنف متفرقة: the day's events that are told one by one are parts of what sums them up."""
    for kind in f.kinds():
        for whole in f.heads(kind):
            if whole.scope != "current" or (value(whole) or 0) < LEAST or not _sums_up(f, whole):
                continue
            others = [h for h in f.heads(kind) if h.id != whole.id and _collects(f, whole, h)]
            if others and sum(value(h) or 0 for h in outermost(others)) <= (value(whole) or 0) - _parted(f, whole):
                for part in others:
                    f.set(part, "relation:within-total", part_of=whole.id, scope="part")


def everywhere(f: Figures) -> None:
    """94 قتيلا … في عموم البلاد: of the whole land, whichever of its towns the text names."""
    for kind in f.kinds():
        for c in f.heads(kind):
            told = [m for m in f.all.values() if c.id in {m.id, m.same_as}]
            if value(c) is not None and any(f.told.everywhere(m) for m in told):
                f.set(c, "relation:everywhere")


def _parted(f: Figures, whole: Candidate) -> int:
    """People of a total whose share another sentence has told."""
    parts = [c for c in f.all.values() if c.part_of == whole.id and c.same_as is None and c.kind == whole.kind]
    told = {m.sentence for m in f.all.values() if whole.id in {m.id, m.same_as}}
    return sum(value(c) or 0 for c in parts if c.sentence not in told)


def _sums_up(f: Figures, whole: Candidate) -> bool:
    """It or what repeats it is told of several events."""
    told = [whole, *(c for c in f.all.values() if whole.id in {c.same_as, c.superseded_by})]
    if any(f.told.lead(c) for c in told):
        return any(f.told.several(c) or f.told.everywhere(c) for c in told)
    if f.told.daily(whole) or f.told.everywhere(whole) or f.tallies.in_all(whole) or _of_day(f, whole):
        near = [h for h in f.heads(whole.kind) if h.id != whole.id and h.scope == whole.scope]
        return all((value(h) or 0) < (value(whole) or 0) for h in near if h.victims != "combatant")
    tops = [c for c in f.all.values() if f.told.lead(c) and c.scope == "current"]
    return f.told.resumes(whole) and whole.sentence <= LEAD_TOLL and any(f.told.several(c) for c in tops)


def _of_day(f: Figures, whole: Candidate) -> bool:
    """وبلغ عدد القتلى اليوم في إدلب 8: a count of the day in all of a province."""
    m, first = f.matches, f.matches.clauses[whole.clause].first
    province = whole.place is not None and depth(whole.place) == DEPTH["governorate"]
    wide = province or (whole.place is not None and bare_governorate(whole.place))
    tolls = m.standing.of("noun.toll", first, whole.last)
    return wide and bool(tolls) and "اليوم" in m.document.texts[tolls[0] : whole.last]


def _collects(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """`c` may be one of the events that `whole` sums up."""
    if not could_hold(f, whole, c) or c.rival_of is not None or c.sentence == whole.sentence:
        return False
    if (c.id < whole.id and f.told.preliminary(c)) or f.told.long_dead(c) or f.tallies.own_blow(c) or f.added(whole, c):
        return False
    fighters = c.victims == "combatant" and not (f.told.counted_in(whole, c) or _of_all_sides(f, whole))
    if (value(c) or 0) >= (value(whole) or 0) or fighters:
        return False
    if f.told.in_another_town(whole, c) or (_another_town(whole, c) and not _named_with(f, whole, c)):
        return False
    told = "place:focus" not in c.reasons and "place:focus" not in whole.reasons
    again = told and f.placed_alike(whole, c) and not f.told.spread(whole)
    away = surely_apart(whole, c) and not f.told.beside(whole, c) and told
    return not (other_day(whole, c) or away or f.told.other_topic(c) or again)


def _of_all_sides(f: Figures, whole: Candidate) -> bool:
    """96 قتيلا في أنحاء سوريا، بينهم 18 مدنيا: a land's dead, of whom but some are said to be civilians."""
    civilians = [p for p in f.all.values() if p.part_of == whole.id and p.victims == "civilian" and not p.groups]
    return bool(civilians) and whole.victims == "unknown" and f.told.everywhere(whole)


def _another_town(whole: Candidate, c: Candidate) -> bool:
    """بلدة س, of a total of one town; a quarter or a crossing may lie in that."""
    return c.place is not None and c.place.kind in SETTLEMENTS and in_two_towns(whole, c)


def _named_with(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """The town of `c` is named together with that of the total, or this is counted over towns in general."""
    return f.told.spread(whole) or any(f.told.beside(m, c) for m in f.all.values() if whole.id in {m.id, m.same_as})
