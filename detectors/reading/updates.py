"""Figures of one event that differ: a newer one replaces, another source's stands beside."""

from __future__ import annotations

from itertools import pairwise

from detectors.reading.aftermath import of_day_before
from detectors.reading.comparison import contains, in_two_towns, other_day, surely_apart, value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate
from detectors.reading.rivalry import RIVAL_RATIO, ratio, rival, set_against
from detectors.reading.someof import of_wounded
from detectors.reading.tallies import BY_TRADE
from detectors.reading.tickers import older

LEAST_TOLL = 2
"""An earlier toll that is replaced counts so many: one person named stays."""
_CHOKED = frozenset({"بالاختناق", "الاختناق", "اختناق", "باختناق"})
_HOW = 2
"""Tokens behind people in which it is told how they were hurt."""
_STONES = frozenset({"بالحجاره", "الحجاره", "حجاره"})
LEAP = 20
"""So many times more is no newer toll of one event, where each is told of another place."""


def earlier(f: Figures) -> None:
    """وكانت الشرطة قد ذكرت أن 3 قتلوا: replaced by the larger figure that the report tells besides."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for c in heads:
            if c.scope != "current" or (value(c) or 0) < LEAST_TOLL or c.groups:
                continue
            if not f.told.earlier_word(c) or (c.others and kind == "killed"):
                continue  # وكان أربعة آخرون قتلوا فجر اليوم: beside them
            told = [h for h in heads if h.id < c.id and (value(h) or 0) > (value(c) or 0)]
            if f.told.rises_to(c) and not told:
                continue  # وكان مصدر أفاد بأن الحصيلة ارتفعت إلى تسعة, behind بلغت الحصيلة 30, is no newest toll
            known = [h for h in heads if (value(h) or 0) > (value(c) or 0) and f.alike(h, c) and h.scope == c.scope]
            known = [h for h in known if not h.groups and (f.told.names_toll(c) or not surely_apart(h, c))]
            known = [h for h in known if not in_two_towns(h, c) or (f.told.preliminary(c, ahead=True) and h.id < c.id)]
            known = [h for h in known if f.placed_alike(h, c) or (value(h) or 0) <= LEAP * (value(c) or 0)]
            larger = [h for h in known if not f.told.earlier_word(h) and not _one_of_several(f, h, c)]
            if larger and not _adds_up(f, c, larger):
                newest = next((h for h in reversed(larger) if h.id < c.id), larger[0])
                f.set(c, "relation:superseded", superseded_by=newest.id, scope=newest.scope)
                _beside_superseded(f, c, newest)
                _died_since(f, c, newest)
            elif not larger:
                _lowered(f, c, heads)


def _one_of_several(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """20 في غارات على عدة مناطق … مجزرة في س أوقعت 6 قتلى في حصيلة أولية: the first toll of one of the strikes."""
    own = "place:focus" not in c.reasons and c.place is not None and not f.told.several(c)
    elsewhere = "place:focus" in whole.reasons or not f.placed_alike(whole, c)
    return whole.id < c.id and own and elsewhere and f.told.several(whole) and f.told.first_toll(c)


def _lowered(f: Figures, c: Candidate, heads: list[Candidate]) -> None:
    """مقتل 84، بعد أن كانت السلطات قد أعلنت مقتل 103: the count was brought down."""
    beside = [h for h in heads if h.sentence == c.sentence and h.id < c.id and h.scope == c.scope and f.alike(h, c)]
    beside = [h for h in beside if not in_two_towns(h, c)]
    if beside and f.told.lead(beside[-1]) and not f.told.earlier_word(beside[-1]):
        f.set(c, "relation:superseded", superseded_by=beside[-1].id)


def _died_since(f: Figures, old: Candidate, new: Candidate) -> None:
    """أشار إلى 8 قتلى، قبل وفاة ستة من المصابين: those who make up the new toll with the earlier one are among it."""
    rest = (value(new) or 0) - (value(old) or 0)
    for c in f.heads(old.kind):
        since = c.id > old.id and c.sentence - old.sentence in {0, 1} and value(c) == rest
        moved = not f.compatible(new, c) and of_wounded(f, c) and f.alike(new, c)  # in another town's hospital
        if since and c.id != new.id and c.scope == new.scope and (moved or f.compatible(new, c)):
            f.set(c, "relation:raised-by", part_of=new.id, scope="part", place=new.place if moved else c.place)


def _adds_up(f: Figures, c: Candidate, larger: list[Candidate]) -> bool:
    """With a later figure beside it, one of the larger: that is the toll of both, and no newer one of the first."""
    after = [h for h in f.heads(c.kind) if h.id > c.id and h.scope == c.scope and h.sentence != c.sentence]
    own = "place:focus" not in c.reasons  # told of no place, it is of the one before, and no share beside another's
    later = {value(h) for h in after if _same_side(f, h, c) and (own or f.compatible(h, c))}
    sums = {(value(h) or 0) - (value(c) or 0) for h in larger if h.id < c.id and not f.told.rises_to(c)}
    return not sums.isdisjoint(later)


def _beside_superseded(f: Figures, old: Candidate, new: Candidate) -> None:
    """وكانت قد ذكرت أن 3 قتلوا وأصيب 5: the wounded beside a toll that was replaced are replaced as well."""
    told = [c for c in f.all.values() if c.kind != old.kind and f.stands(c) and c.scope == new.scope and value(c)]
    same = old.sentence == new.sentence  # إلى 19 قتيلا و30 جريحا، بعدما كانت 14 قتيلا و25 جريحا
    for c in [c for c in told if c.sentence == old.sentence and (not same or (c.id == old.id + 1 and old.id > new.id))]:
        near = {m.sentence for m in f.all.values() if new.id in {m.id, m.same_as}}
        larger = [h for h in told if h.sentence in near and h.kind == c.kind and h.id != c.id]
        newer = larger and ((value(larger[0]) or 0) > (value(c) or 0) or f.told.earlier_word(c))
        if newer:
            f.set(c, "relation:superseded", superseded_by=larger[0].id)


def raises(f: Figures) -> None:
    """ارتفعت الحصيلة إلى 31: the figures of the event told before are its earlier toll, or part of it."""
    _up_front(f)
    for kind in f.kinds():
        for b in [h for h in f.heads(kind) if value(h) is not None]:
            if not f.told.rises_to(b) or b.scope != "current" or b.rival_of is not None:
                continue  # another source's, however it came to so many
            before = [h for h in f.heads(kind) if h.id < b.id and _grew(f, h, b)]
            before += _complements(f, before, b) or _mates(f, before, b)
            f.learn(b, before)
            for a in before:
                if sum(value(h) or 0 for h in before) + _since(f, b) != value(b) and _toll(f, a, b):
                    f.set(a, "relation:superseded", superseded_by=b.id)
                else:
                    f.set(a, "relation:raised-by", part_of=b.id, scope="part")


def _up_front(f: Figures) -> None:
    """مقتل 3 … قتل شخصان … ثم ارتفعت الحصيلة إلى 3: the headline gives what the toll rose to in the end."""
    for m in [c for c in f.all.values() if c.same_as is not None and f.told.rises_to(c)]:
        head = f.all[m.figure]
        if head.scope != "current":
            continue  # خلال خمسة أيام: no toll of the day
        for a in [h for h in f.heads(m.kind) if head.id < h.id < m.id and f.stands(head)]:
            if _grew(f, a, m) and _toll(f, a, m):
                f.set(a, "relation:superseded", superseded_by=head.id)


def _complements(f: Figures, before: list[Candidate], b: Candidate) -> list[Candidate]:
    """Figures behind a risen toll that, with those before it, make it up."""
    rest = (value(b) or 0) - sum(value(h) or 0 for h in before)
    after = [h for h in f.heads(b.kind) if h.id > b.id and value(h) is not None and h.scope == b.scope]
    return after[:1] if after and before and value(after[0]) == rest and f.compatible(after[0], b) else []


def _since(f: Figures, b: Candidate) -> int:
    """How many are told to have died since, of those whom a toll counts now."""
    later = [c for c in f.all.values() if c.part_of == b.id and c.same_as is None and "relation:raised-by" in c.reasons]
    return sum(value(c) or 0 for c in later if c.sentence == b.sentence)


def _mates(f: Figures, before: list[Candidate], b: Candidate) -> list[Candidate]:
    """استشهاد شرطي و4 مصلين … ليرتفع عدد الشهداء إلى 6: the policeman who makes up the toll with the others."""
    told = {c.sentence for c in before}
    beside = [h for h in f.heads(b.kind) if h.sentence in told and h.victims == "combatant" and h.id < b.id]
    rest = (value(b) or 0) - _since(f, b) - sum(value(h) or 0 for h in before)
    fits = b.victims == "unknown" and rest == sum(value(h) or 0 for h in beside)
    return [h for h in beside if h.scope == b.scope] if fits and before else []


def _toll(f: Figures, a: Candidate, b: Candidate) -> bool:
    """An earlier toll, not some of the dead by name or trade."""
    if f.told.earlier_word(a) or f.told.rises_to(a) or 2 * (value(a) or 0) >= (value(b) or 0):
        return True
    return f.told.lead(a) and not a.groups


def _grew(f: Figures, a: Candidate, b: Candidate) -> bool:
    """`a` is a smaller figure of the event whose toll `b` tells anew."""
    if value(a) is None or (value(a) or 0) >= (value(b) or 0) or a.scope != b.scope or a.sentence == b.sentence:
        return False
    if not f.alike(a, b) or ("combatant" in {a.victims, b.victims} and a.victims != b.victims):
        return False
    if other_day(a, b) or f.told.apart(b) or f.told.other_topic(a):
        return False
    return f.compatible(a, b) or f.told_again(a, b) or (f.told.resumes(b) and not surely_apart(a, b))


def inherited(f: Figures) -> None:
    """5 قتلى بينهم جنديان … ارتفعت الحصيلة إلى 7: those told apart of the earlier toll are among the new one."""
    own = {(p.part_of, p.kind, p.victims) for p in f.all.values() if p.part_of is not None}
    for c in list(f.all.values()):
        old = f.all[c.part_of] if c.part_of is not None and c.same_as is None else None
        new = f.all.get(old.superseded_by) if old is not None and old.superseded_by is not None else None
        if new is None or new.part_of is not None or (value(c) or 0) > (value(new) or 0):
            continue
        if (new.id, c.kind, c.victims) not in own:
            f.set(c, "relation:part-of-newer", part_of=new.id)


def contrasts(f: Figures) -> None:
    """بينما قال المرصد إن 58 قتلوا، ونقلت رويترز أن الحصيلة بلغت 60: another source's figure."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, b in enumerate(heads):
            before = [a for a in heads[:i] if a.scope == b.scope and f.all[a.id].rival_of is None]
            before = [a for a in before if b.groups or not a.groups]
            told = [a for a in reversed(before) if any(set_against(f, m, b) for m in f.mentions(a, b.id))]
            told += before[-1:] if f.told.resumes(b) and not f.told.shared_out(b) else []
            fitting = [a for a in told if rival(f, a, b)]
            if fitting and f.stands(f.all[b.id]):
                f.set(b, "relation:other-source", rival_of=_told_of(f, fitting, b).id)


def _told_of(f: Figures, fitting: list[Candidate], b: Candidate) -> Candidate:
    """46 قتيلا … 19 منهم في س … وأحصى المرصد 52: of the lead's total, which lies closer, and not of the last detail."""
    last = next((a for a in fitting if ratio(a, b) <= RIVAL_RATIO), fitting[0])  # 16 في المخيم. و5 في السوق … أنهم 18
    totals = [a for a in fitting if f.told.lead(a) and (value(a) or 0) > (value(last) or 0)]
    if "place:focus" not in b.reasons or not totals:
        return last
    return min((last, *totals), key=lambda a: ratio(a, b))


def claims(f: Figures) -> None:
    """أعلنت الحركة مسؤوليتها وقالت إن 30 جنديا قتلوا: the attacker's figure beside that of the other side."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, b in enumerate(heads):
            if b.scope != "current" or not f.told.claimed(b):
                continue
            known = [a for a in heads[:i] if a.scope == b.scope and a.rival_of is None and _same_side(f, a, b)]
            most = max(known, key=lambda a: value(a) or 0, default=None)
            of = most if most is not None and f.told.lead(most) else known[-1] if known else None  # of all attacks
            if of is not None and (value(of) or 0) < (value(b) or 0) and not in_two_towns(of, b):
                f.set(b, "relation:claimed", rival_of=of.id)


def _same_side(f: Figures, a: Candidate, b: Candidate) -> bool:
    return f.alike(a, b) and (a.victims == "combatant") == (b.victims == "combatant")


def updates(f: Figures) -> None:
    """A raised toll, or a larger one of the same place later on, replaces the earlier figure."""
    for kind in f.kinds():
        for a, b in pairwise([h for h in f.heads(kind) if value(h) is not None]):
            low, high = value(a) or 0, value(b) or 0
            if ("combatant" in {a.victims, b.victims}) and a.victims != b.victims and not f.told.raised(b):
                continue
            if a.scope != b.scope or a.sentence == b.sentence or high <= low or older(f, b):
                continue
            if not f.compatible(a, b) and not (f.alike(a, b) and f.told_again(a, b)):
                continue
            if any(c.same_as == a.id and c.sentence == b.sentence for c in f.all.values()):
                continue  # told again beside the other figure
            if other_day(a, b) or f.told.apart(b) or b.rival_of is not None or rival(f, a, b):
                continue
            if (a.scope == "cumulative" and high > LEAP * low) or of_day_before(f.matches, b):
                continue  # 26 in these days, 300 thousand in all the war
            other = f.told.other_means(a, b) or f.told.another_act(b) or _hurt_otherwise(f, a, b)
            if other and not f.told.raised(b):
                continue
            if _one_of_trade(f, a, b):
                continue
            least = a.qualifier in {"at_least", "more_than"} and b.qualifier == "exact" and f.told_again(a, b)
            if f.told.raised(b) or least or (f.told.lead(a) and _one_event(f, a, b)):
                f.set(a, "relation:superseded", superseded_by=b.id)


def _hurt_otherwise(f: Figures, a: Candidate, b: Candidate) -> bool:
    """3 بالرصاص … و14 إصابة بالاختناق: those whom the gas choked are others than those who were shot or stoned."""
    texts, sentences = f.matches.document.texts, f.matches.document.sentences
    choked = [not _CHOKED.isdisjoint(texts[c.first : c.last + _HOW]) for c in (a, b)]
    if a.kind != "injured" or choked[0] == choked[1]:
        return False
    first, last = sentences[(b if choked[0] else a).sentence][:2]
    return f.matches.standing.any(("weapon", "noun.attack"), first, last) or not _STONES.isdisjoint(texts[first:last])


def _one_of_trade(f: Figures, a: Candidate, b: Candidate) -> bool:
    """أصيب مسعف … يذكر أن 15 أصيبوا: the only one told of by his trade is no toll of all."""
    alone = value(a) == 1 and not BY_TRADE.isdisjoint(a.groups) and not b.groups
    if f.told.raised(b) or b.rule.startswith("toll"):
        return False
    return alone and all(h.id == a.id or h.groups != a.groups for h in f.heads(a.kind))


def rivals(f: Figures) -> None:
    """Another source's different figure for the same people."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, b in enumerate(heads):
            last = next((a.id for a in reversed(heads[:i]) if _same_side(f, a, b)), None)
            known = [a for a in heads[:i] if a.id == last or f.mirrored(a, b)]
            known = [a for a in known if a.scope == b.scope and f.all[a.id].rival_of is None and b.rival_of is None]
            other = next((a for a in reversed(known) if rival(f, a, b)), None)
            if other is not None and _some_of(other, b):
                f.set(other, "relation:within-total", part_of=b.id, scope="part")  # 29 طفلا, then 50 قتيلا in all
            elif other is not None:
                f.set(b, "relation:other-source", rival_of=other.id)
                _beside_rival(f, other, b)


def _beside_rival(f: Figures, a: Candidate, b: Candidate) -> None:
    """82 قتيلا و534 جريحا … وتحدثت منظمة عن 140 قتيلا و525 جريحا: the wounded beside it are the same source's."""
    told = {m.sentence for m in f.all.values() if a.id in {m.id, m.same_as}}
    for c in [c for c in f.all.values() if c.sentence == b.sentence and c.kind != b.kind and c.part_of is not None]:
        whole = f.all[c.part_of] if c.part_of is not None else c
        near = whole.sentence in told and value(c) != value(whole) and 2 * (value(c) or 0) > (value(whole) or 0)
        if near and "relation:within-total" in c.reasons and f.stands(whole):
            f.set(c, "relation:other-source", part_of=None, scope=whole.scope, rival_of=whole.id)


def _some_of(a: Candidate, b: Candidate) -> bool:
    """Children, women or people of one trade, and a larger figure of everybody; النازحين in a camp are everybody."""
    return bool({*a.groups} - {"displaced"}) and not b.groups and (value(b) or 0) > (value(a) or 0)


def _one_event(f: Figures, a: Candidate, b: Candidate) -> bool:
    """Both speak of one place, or one is the headline that names a wider one or none."""
    if f.placed_alike(a, b) or f.told_again(a, b):
        return True
    return f.told.lead(a) and (a.place is None or b.place is None or contains(a.place.place, b.place.place))


def recovered(f: Figures) -> None:
    """ارتفعت الحصيلة إلى 11 بعد انتشال جثث جديدة: those found since, however many, are among the new figure."""
    texts = f.matches.document.texts
    for kind in f.kinds():
        for whole in [h for h in f.heads(kind) if value(h) is not None and f.told.rises_to(h)]:
            for part in [h for h in f.heads(kind) if value(h) is None and h.sentence == whole.sentence]:
                if part.scope == whole.scope and "بعد" in texts[whole.last : part.first]:
                    f.set(part, "relation:raised-by", part_of=whole.id, scope="part")
