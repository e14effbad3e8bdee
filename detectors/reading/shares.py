"""Shares of a figure told before: what a report singles out of it, what happened at its place."""

from __future__ import annotations

from itertools import pairwise

from detectors.reading.comparison import other_day, surely_apart, value
from detectors.reading.figures import Figures
from detectors.reading.freed import BESIDES
from detectors.reading.model import Candidate, Matches
from detectors.reading.ownplaces import most_of
from detectors.reading.parts import VAGUE_MOST
from detectors.reading.someof import of_wounded
from detectors.reading.tallying import REFERS
from detectors.text import Sentence

FEW = 3
MANY = 5
"""People of whom a voice that adds a figure counts all."""
NEXT = 2
"""Sentences behind a strike in which those who struck tell whom they hit, or a list's towns are told of apart."""
NEARLY = 0.8
"""A witness who met more of the dead than this counted them all, otherwise."""


AT_MOST = {**VAGUE_MOST, "tens": 100}
_ANOTHER = frozenset({"اخر", "اخري", "اخرين", "اخرون"})
"""Behind people who are none of those told of before."""
BESIDES_REACH = 9
"""Tokens between some of the dead and one more of them: what he was stands between."""
_DAYS = ("time.day", "time.adverb")
_LEADS = frozenset({"وجاءت", "وجاء", "وتصدرت", "وتصدر", "واحتلت", "واحتل", "وحلت", "وحل"})
_LIST = frozenset({"المرتبه", "القائمه", "الصداره", "المركز", "المقدمه", "مقدمه"})
_WORST = 6
"""Tokens of a sentence in which وكانت … أشد says that it was worst there."""


def singled(f: Figures) -> None:
    """وخلف القصف على السوق وحده 12 قتيلا: one of the events that an earlier figure counts together."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, c in enumerate(heads):
            alone = f.told.alone(c)
            fitting = [h for h in holding(f, heads[:i], c) if alone or _of_those_counted(h, c)]
            fitting = fitting or [h for h in heads[:i] if alone and _named_again(f, h, c)]
            if fitting:
                f.set(c, "relation:within-total", part_of=fitting[-1].id, scope="part")


def _named_again(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """وعن القتلى السبعة والستين قال إن أغلبهم قضوا في السوق، وإن تفجيره وحده قتل 52: of those of an earlier day."""
    first = f.matches.document.sentences[c.sentence].first
    named = any(first <= a.first < c.first and a.definite and a.low == value(whole) for a in f.matches.amounts)
    return named and (value(c) or 0) < (value(whole) or 0) and c.scope == "current" and f.alike(whole, c)


def worst(f: Figures) -> None:
    """117 خلال تشرين الثاني. وكانت بغداد أشد المناطق تضررا، حيث سقط فيها 51: of those whom the count before counts."""
    m = f.matches
    for number, sentence in enumerate(m.document.sentences):
        if m.standing.any(_DAYS, sentence.first, sentence.last):
            continue
        ranked = _ranked(m, sentence)
        told = [h for h in f.all.values() if h.sentence == number - 1 and f.stands(h)]
        if not ranked or not told or any(h.scope != "cumulative" for h in told):
            continue
        for c in [c for c in f.all.values() if c.sentence == number and c.first > ranked[0] and f.stands(c)]:
            wholes = [h for h in told if h.kind == c.kind and (value(h) or 0) > (value(c) or 0) and f.alike(h, c)]
            part = {"part_of": wholes[0].id, "scope": "part"} if wholes else {"scope": "cumulative"}
            f.set(c, "relation:within-total", **part)


def _ranked(m: Matches, sentence: Sentence) -> list[int]:
    """وكانت بغداد أشد المناطق, وجاءت بغداد في المرتبة الأولى, وتصدرت بغداد القائمة: where the rank is told."""
    first, near = sentence.first, min(sentence.first + _WORST, sentence.last)
    was = m.words[first].get("verb.was") if first < sentence.last else None
    if was is not None and "wa" in was.clitics:
        return m.standing.of("mark.superlative", first, near)
    leads = m.document.texts[first] in _LEADS if first < sentence.last else False
    return [i for i in range(first, near) if leads and m.document.texts[i] in _LIST]


def beside_share(f: Figures) -> None:
    """33 شهيدا و90 إصابة … بلغ عدد شهداء المساعدات 12 شهيدا و50 إصابة: whose dead are a share, so are the wounded."""
    for p, c in pairwise(list(f.all.values())):
        if f.stands(c) and "relation:within-total" in p.reasons and f.told.alone(p):
            _joined_share(f, p, c)
        rival = f.all.get(c.rival_of) if c.rival_of is not None and c.rule.startswith("joined") else None
        whole = f.all.get(p.part_of) if p.part_of is not None and p.clause == c.clause else None
        if rival is None or whole is None or "relation:within-total" not in p.reasons:
            continue
        if rival.sentence == whole.sentence and (value(c) or 0) < (value(rival) or 0):
            f.set(c, "relation:within-total", part_of=rival.id, scope="part")


def _joined_share(f: Figures, share: Candidate, c: Candidate) -> None:
    """120 قتيلا ومئات الجرحى. وفي الحي وحده 21 قتيلا و90 مصابا: of the wounded told with its whole, however many."""
    whole = f.all[share.part_of] if share.part_of is not None else share
    told = {m.sentence for m in f.mentions(whole, share.id)}
    trigger = f.matches.words[c.trigger].values()
    on = c.rule.startswith("joined") or any("wa" in entry.clitics for entry in trigger)
    beside = on and c.sentence == share.sentence and c.clause - share.clause <= 1 and c.kind != share.kind
    for h in f.heads(c.kind) if beside else ():
        fewer = (value(c) or 0) < (value(h) or AT_MOST.get(h.qualifier, 0))
        if h.sentence in told and h.scope == whole.scope and fewer:
            f.set(c, "relation:within-total", part_of=h.id, scope="part")
            return


def besides(f: Figures) -> None:
    """من بين القتلى ستة أطفال، إضافة إلى المتطوع فلان الذي قتل: one more of those of whom some were told."""
    texts = f.matches.document.texts
    for c in [c for c in f.all.values() if value(c) == 1 and f.stands(c)]:
        told = [p for p in f.all.values() if p.id < c.id and p.sentence == c.sentence and p.kind == c.kind]
        if not told or told[-1].part_of is None or c.first - told[-1].last > BESIDES_REACH:
            continue
        between = texts[told[-1].last : c.first]
        if any(pair in BESIDES for pair in pairwise(between)) and not f.matches.standing.any(
            ("verb.result", "noun.attack"), told[-1].last, c.first
        ):
            f.set(c, "relation:within-total", part_of=told[-1].part_of, scope="part")


def _of_those_counted(whole: Candidate, c: Candidate) -> bool:
    """ارتفع عدد القتلى في صفوف فرق الإسعاف إلى 7 … غارة أدت إلى مقتل خمسة مسعفين: of the trade whose dead it counts."""
    return whole.rule.startswith("toll") and bool(whole.groups) and whole.groups == c.groups


def holding(f: Figures, before: list[Candidate], c: Candidate) -> list[Candidate]:
    """Those of the figures `before` that may hold the people of `c`: larger, of their sort, day and place."""
    wider = [h for h in before if h.scope == c.scope and (value(h) or 0) > (value(c) or 0)]
    return [h for h in wider if f.alike(h, c) and not surely_apart(h, c) and not other_day(h, c)]


def attacks(f: Figures) -> None:
    """أسفرت هجمات عن 80، بينها قصف سوق قتل فيه 12: the dead of one of the attacks that were told together.

    Likewise where most of them fell (عشرة، معظمهم في س حيث قتل سبعة).
    """
    for kind in f.kinds():
        for a, c in pairwise([h for h in f.heads(kind) if value(h) is not None]):
            wider = a.scope == c.scope == "current" and a.sentence == c.sentence and (value(a) or 0) > (value(c) or 0)
            told = wider and (f.told.one_of_attacks(a, c) or most_of(f.matches, a.last, c.first))
            if told and f.alike(a, c) and not surely_apart(a, c):
                f.set(c, "relation:within-total", part_of=a.id, scope="part")


def claimed(f: Figures) -> None:
    """استشهد شخصان بغارة على سيارة … وقال الجيش إنه قضى على عنصر: whom they say they hit, among the dead."""
    heads = [h for h in f.heads("killed") if value(h) is not None]
    for i, c in enumerate(heads):
        if (
            c.victims != "combatant"
            or (value(c) or 0) > FEW
            or "place:focus" not in c.reasons
            or not f.told.by_force(c)
        ):
            continue
        near = [
            a for a in heads[:i] if a.victims == "unknown" and a.scope == c.scope and c.sentence - a.sentence <= NEXT
        ]
        fitting = [a for a in near if (value(c) or 0) < (value(a) or 0) and f.told.single(a) and not other_day(a, c)]
        if fitting and not f.told.apart(c):
            f.set(c, "relation:within-total", part_of=fitting[-1].id, scope="part")


def shares(f: Figures) -> None:
    """A smaller figure of the same place after a larger one is a part of it."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, c in enumerate(heads):
            for whole in heads[:i]:
                if f.stands(f.all[whole.id]) and not f.made_up(whole, c) and _shares(f, whole, c):
                    f.set(c, "relation:share", part_of=whole.id, scope="part")
                    _beside_share(f, whole, c)
                    break


def gathered(f: Figures) -> None:
    """إصابة أربعة من العاملين فيه. وأضاف أن 49 شخصا أصيبوا: with no attack of its own, a figure of all who were hit."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, whole in enumerate(heads):
            if whole.groups or whole.others or whole.definite or whole.scope != "current" or f.told.apart(whole):
                continue
            if "place:focus" not in whole.reasons or not f.told.eventless(whole) or whole.victims == "combatant":
                continue
            if (value(whole) or 0) < MANY or not f.told.sources(whole):
                continue
            for part in heads[:i]:
                near = 0 < whole.sentence - part.sentence <= NEXT and part.scope == whole.scope
                at = part.noun or 0
                some = bool(part.groups) or (at > 0 and f.matches.document.texts[at - 1] == "من")
                fewer = some and (value(part) or 0) < (value(whole) or 0)
                if near and fewer and part.victims == "civilian" and f.placed_alike(whole, part):
                    f.set(part, "relation:within-total", part_of=whole.id, scope="part")


def _beside_share(f: Figures, whole: Candidate, share: Candidate) -> None:
    """112 شهيدا و760 جريحا … إن عشر جثث و160 مصابا وصلوا إليه: the wounded beside some of the dead."""
    near = {m.sentence for m in f.mentions(whole, share.id)}
    for c in [c for c in f.all.values() if c.sentence == share.sentence and c.kind != share.kind and f.stands(c)]:
        if c.rule.startswith("joined") and c.id == share.id + 1 and f.told.seen(share):
            told = [h for h in f.heads(c.kind) if h.sentence in near and h.scope == c.scope]
            if told and (value(c) or 0) < (value(told[0]) or 0):
                f.set(c, "relation:share", part_of=told[0].id, scope="part")


def _shares(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """`c` tells of some of those whom the lead counts with `whole`."""
    if f.other_voice(whole, c) or of_wounded(f, c):
        return False
    if (
        whole.scope != c.scope
        or f.told.apart(c)
        or _besides_it(f, whole, c)
        or not f.told.lead(whole)
        or other_day(whole, c)
    ):
        return False
    if (value(c) or 0) >= (value(whole) or 0) or whole.sentence == c.sentence or c.rival_of is not None:
        return False
    if f.told.another_act(c) and not f.told.several(whole):
        return False
    if c.scope == "cumulative" and REFERS.isdisjoint(c.reasons):
        return False
    if f.told.speaks(c):
        return f.alike(whole, c) and not surely_apart(whole, c)
    fighters = c.victims == "combatant"
    if f.told.mourned(c) and whole.victims == "unknown" and not f.told.spread(whole):
        return 2 * (value(c) or 0) < (value(whole) or 0) and f.placed_alike(whole, c)
    if (f.told.seen(c) or f.told.received(c)) and f.alike(whole, c) and fighters == (whole.victims == "combatant"):
        return (value(c) or 0) < NEARLY * (value(whole) or 0) and not surely_apart(whole, c)
    if c.victims == "combatant" != whole.victims:
        return f.told.counted_in(whole, c) and 2 * (value(c) or 0) < (value(whole) or 0) and f.told.eventless(c)
    named = "place:focus" not in c.reasons
    if not named and whole.victims == "unknown" and c.victims == "civilian" and f.told.of_one_name(whole, c):
        return True
    return named and (f.placed_alike(whole, c) or _in_one_of(f, whole, c)) and f.alike(whole, c)


def _besides_it(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """دفن 90 شهيدا … إن 14 جثمانا آخر في المشرحة: others than those told of last, who are all of `whole`."""
    last = next((m for m in reversed(f.all.values()) if m.id < c.id and m.kind == c.kind), whole)
    following = f.matches.document.texts[c.noun + 1 : c.noun + 2] if c.noun is not None else []
    return last.figure == whole.id and not _ANOTHER.isdisjoint(following)


def _in_one_of(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """مقتل ستة في مناطق س وص وع … قتل اثنان في مدينة ص: in one of the places that the lead listed."""
    return c.sentence - whole.sentence <= NEXT and f.listed(whole, c)
