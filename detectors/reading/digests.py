"""A digest: one total of the day, then its attacks town by town, and within a town quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence

from detectors.reading.comparison import other_day, other_lands, value
from detectors.reading.extent import inside, quarter_abroad
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate
from detectors.reading.places.words import load

LEAST = 2
"""Sentences with parts of a total that make a text a digest of it."""


def within(part: Candidate, whole: Candidate) -> bool:
    """`part` is told of a quarter or village of the town or province that `whole` is told of."""
    if part.place is None or whole.place is None:
        return False
    return inside(part.place, whole.place) or quarter_abroad(part.place, whole.place)


def led_on(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """11 في قصف على إدلب، بينهم 5 في أريحا، و3 في بنش: a town's name for its province, in a list that begins there."""
    if c.place is None or whole.place is None or c.sentence != whole.sentence or not c.rule.startswith("joined"):
        return False
    return f.listed_on(whole, c) and inside(c.place, whole.place)


def quarter_of(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """64 قتيلا في طرابلس. … وإن حي س فقد 19: a quarter that no table has, where the text has named one town so far."""
    if c.place is None or whole.place is None or c.place.place.code is not None:
        return False
    if c.sentence <= whole.sentence or "place:focus" in c.reasons:
        return False
    told = [m for m in f.matches.places if m.role == "" and not m.context_only and m.sentence <= c.sentence]
    types, texts = load().types, f.matches.document.texts
    typed = {m.key: types[texts[m.first]] for m in told if texts[m.first] in types}
    quarters = {key for key, of in typed.items() if of.kind == "حي" and of.number != "p"}  # أحياء س: those of a town
    town, others = whole.place, {m.key: m for m in told if m.key not in quarters}
    around = [m for key, m in others.items() if key != town.key]
    alone = town.key in others and (town.abroad or town.place.level) == "community"
    alone = alone and all(m.place.level == "country" or inside(town, m) for m in around)
    return alone and c.place.key in quarters


def set_apart(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """A word sets it apart, and not both of them (وفي سياق متصل قتل 11، بينهم 5 في س، و3 في ص).

    Of the whole land's dead (في مختلف المدن السورية) كما only tells on.
    """
    if f.told.apart(c) and of_land(f, whole, c):
        return f.told.other_topic(c)
    both = c.sentence != whole.sentence or (f.told.apart(whole) and c.rule.startswith("joined"))
    return f.told.apart(c) and not (f.listed_on(whole, c) and both)


def of_land(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """The lead counts the dead of all the land, of whom later sentences tell by province."""
    country = whole.place is not None and whole.place.place.level == "country"
    there = whole.sentence < c.sentence and "place:focus" not in c.reasons
    return f.told.lead(whole) and there and (country or f.told.everywhere(whole))


def outermost(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those that tell no share of another: a city's quarters count in what the text gives for the city before them."""
    return [c for c in candidates if not any(_share(o, c) for o in candidates)]


def _share(whole: Candidate, part: Candidate) -> bool:
    before = whole.id < part.id and whole.sentence < part.sentence
    return before and (value(part) or 0) < (value(whole) or 0) and within(part, whole)


def companions(f: Figures) -> None:
    """22 قتيلا و120 جريحا: where the dead of the next sentences are parts of these, so are their wounded of those.

    All that stands between the attacks of a digest is of its totals, whether or not the numbers add up.
    """
    for whole in [c for c in f.all.values() if c.part_of is None and c.same_as is None and c.scope == "current"]:
        opening = f.matches.document.sentences[whole.sentence].first
        closes = f.matches.standing.any(("noun.total",), opening, whole.first)  # المجموع: 16 شهيدا و42 مصابا
        parts = [p for p in f.all.values() if p.part_of == whole.id and value(p)]
        parts = [p for p in parts if p.sentence > whole.sentence or (closes and p.sentence < whole.sentence)]
        towns = {p.sentence for p in parts}
        if len(towns) < LEAST:
            continue
        if closes:
            towns = set(range(min(towns), whole.sentence))
        if f.told.lead(whole) and f.told.several(whole):
            towns = set(range(whole.sentence + 1, max(towns) + 1))
        for other in [whole, *(c for c in f.all.values() if _beside(f, whole, c))]:
            for c in f.heads(other.kind):
                if c.sentence in towns and _belongs(f, other, c):
                    f.set(c, "relation:companion", part_of=other.id, scope="part")


def _beside(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """The figure of the wounded beside a total of the dead, or the other way round, wherever that is told."""
    told = {m.sentence for m in f.all.values() if whole.id in {m.id, m.same_as}}
    near = c.sentence in told and c.kind != whole.kind and c.scope == whole.scope
    return near and f.stands(c) and value(c) is not None


def _belongs(f: Figures, whole: Candidate, c: Candidate) -> bool:
    smaller = value(c) is not None and (value(c) or 0) < (value(whole) or 0)
    if c.scope != whole.scope or c.rival_of is not None or f.other_voice(whole, c):
        return False
    if f.told.other_topic(c) or f.told.in_another_town(whole, c):
        return False
    if _of_other_side(f, whole, c):
        return False
    return smaller and f.alike(whole, c) and not other_day(whole, c) and not other_lands(whole, c)


def _of_other_side(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """93 شهيدا، 51 مدنيا و36 مقاتلا و6 منشقين … وقتل 27 من القوات: not among those whom the total tells one by one."""
    told = {m.sentence for m in f.all.values() if whole.id in {m.id, m.same_as}}
    parts = [p for p in f.all.values() if p.part_of == whole.id and p.sentence in told and p.kind == whole.kind]
    complete = sum(value(p) or 0 for p in parts if p.same_as is None) == value(whole)
    return c.victims == "combatant" != whole.victims and complete and not f.told.counted_in(whole, c)


def beside_within(f: Figures, part: Candidate) -> None:
    """28 جريحا … 3 قتلى و6 جرحى وصلوا إلى المستشفى: told in one breath with some of the dead, some of the wounded."""
    for c in [c for c in f.all.values() if c.id == part.id + 1 and c.rule.startswith("joined")]:
        before = [h for h in f.heads(c.kind) if h.id < part.id and (value(h) or 0) > (value(c) or 0) > 0]
        before = [h for h in before if h.scope == c.scope and f.alike(h, c) and f.placed_alike(h, c)]
        if before and c.kind != part.kind and f.stands(c):
            f.set(c, "relation:place-within", part_of=before[-1].id, scope="part")


def between_parts(f: Figures) -> None:
    """12 في س، وأخرى في ص قضى فيها تسعة، وسبعة في ع: told between shares of a total, and with them no more than it."""
    for kind in f.kinds():
        told = [c for c in f.all.values() if c.kind == kind and c.same_as is None and value(c) is not None]
        for before, c, after in zip(told, told[1:], told[2:], strict=False):
            whole = f.all.get(before.part_of) if before.part_of is not None else None
            if whole is None or after.part_of != whole.id or not f.stands(f.all[c.id]) or c.rival_of is not None:
                continue
            row = before.sentence == c.sentence == after.sentence != whole.sentence
            shared = sum(value(p) or 0 for p in told if p.part_of == whole.id) + (value(c) or 0)
            fitting = row and c.scope == whole.scope and f.alike(whole, c) and not other_lands(whole, c)
            if fitting and shared <= (value(whole) or 0) and (c.victims != "combatant" or whole.victims == "combatant"):
                f.set(c, "relation:within-total", part_of=whole.id, scope="part")
