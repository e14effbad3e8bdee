"""Some of those counted before: one of them, or those who are in a grave state."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from detectors.reading.comparison import other_day, value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate
from detectors.reading.people import FATES

NEAR = 2
"""Sentences between the dead and what is told of their bodies."""
AFTER = frozenset({"بعد", "بعدما", "اثر", "عقب"})
OWN = frozenset({
    "جيراننا", "جيراني", "اقاربنا", "اقاربي", "عائلتي", "عائلتنا", "اسرتي", "اسرتنا", "اهلي", "اهلنا", "اصدقائي",
    "اصدقائنا", "زملائي", "زملائنا", "ابنائي", "اولادي", "اخوتي", "اشقائي",
})  # fmt: skip
"""Whom a witness calls his own."""
OWN_REACH = 3
"""Tokens behind a figure in which he does (ستة أشخاص من جيراننا, ثلاثة من أفراد عائلتي)."""
THESE = ("وهو", "وهي", "وهما", "وهم", "والضحي", "الضحي", "وجميعهم", "وكلاهما", "والقتيل", "والمصاب")
OPENING = 9
"""Tokens of a sentence within which it says that those told right before were counted already."""
COUNTED_IN = frozenset({"ضمن", "بين", "من", "في"})
TOTALS = frozenset({"الحصيله", "الاعداد", "العدد", "الارقام", "الاحصاء", "الاحصائيه", "المجموع", "الضحايا", "القتلي"})
KIN_REACH = 4
"""Tokens behind a figure within which the family is named that they were of."""
ONE = frozenset({"واحده", "بكاملها", "باكملها"})
NEAR_DEAD = 3
"""Sentences between a toll and one of its dead (أحد ضحايا الهجوم)."""


def one_of(f: Figures) -> None:
    """وإصابة أحد الأطفال خطيرة: one of those counted before, just now or where nothing else happened."""
    for kind in f.kinds():
        heads = f.heads(kind)
        for i, c in enumerate(heads):
            if value(c) != 1 or not f.told.one_of(c) or of_wounded(f, c):
                continue
            known = [h for h in heads[:i] if (value(h) or 0) > 1 and h.scope == c.scope and f.alike(h, c)]
            known = [h for h in known if f.told.fated(c) or f.compatible(h, c)]  # أحد شهداء الأربعاء, wherever he fell
            known = [h for h in known if not (c.groups and _struck_since(f, h, c))]
            if not f.told.eventless(c):
                known = [h for h in known if any(_just_told(f, m, c) for m in f.mentions(h, c.id))]
            if known:
                f.set(c, "relation:one-of-them", part_of=known[-1].id, scope="part")


def _struck_since(f: Figures, told: Candidate, c: Candidate) -> bool:
    """سقطت دانات في المشفى. … أحد الكوادر لقي حتفه: of another blow than the dead of the market told before it."""
    sentences, last = f.matches.document.sentences, max(m.sentence for m in f.mentions(told, c.id))
    since = sentences[last + 1 : c.sentence]
    return any(f.matches.standing.any(("verb.fall", "verb.attack", "verb.hit"), s.first, s.last) for s in since)


def of_wounded(f: Figures, c: Candidate) -> bool:
    """مقتل طفلين وجرح 11 … أحد الجرحى فارق الحياة: he was none of the dead told before."""
    return c.kind == "killed" and c.noun is not None and "noun.injured" in f.matches.words[c.noun]


def _just_told(f: Figures, a: Candidate, c: Candidate) -> bool:
    """و4 أطفال نقل أحد الأطفال: people of the same word, in the same sentence or the one before."""
    near = 0 <= c.sentence - a.sentence <= (NEAR_DEAD if f.told.fated(c) else 1)
    return near and not f.told.apart(c) and (f.told.same_word(a, c) or f.told.fated(c))


def bodies(f: Figures) -> None:
    """96 شهيدا، وقال إن عشرين جثمانا لم يتعرف عليها أحد; انتشل 18 جثة: some of the dead told before, as found."""
    heads = f.heads("killed")
    for i, c in enumerate(heads):
        known = f.told.identified(c) and "place:behind" not in c.reasons
        since = _since(f, c)
        there = f.told.eventless(c) or ("place:focus" in c.reasons and f.told.of_that(c))  # بعد ساعات من القصف
        raised = f.told.found(c) is True and there and not f.told.long_dead(c) and not f.told.apart(c)
        if value(c) is None or c.rival_of is not None or not (known or raised or since):
            continue
        near = [h for h in heads[:i] if c.sentence - h.sentence <= NEAR]
        before = [h for h in near if known or (h.sentence != c.sentence) != since]
        more = [h for h in before if (value(h) or 0) > (value(c) or 0) and h.scope == c.scope and f.compatible(h, c)]
        if more and not other_day(more[-1], c) and not f.added(more[-1], c):
            for found in (c, *_listed_on(more[-1], c, heads[i + 1 :])):
                f.set(found, "relation:share", part_of=more[-1].id, scope="part")
            for b in [b for b in heads if b.rival_of == c.id]:
                f.set(b, "relation:other-source", rival_of=more[-1].id)  # of the dead, not of those found so far


def _listed_on(whole: Candidate, c: Candidate, after: Sequence[Candidate]) -> list[Candidate]:
    """جثث رجلين وطفلين: who else is found in one breath, as far as the dead told of before are so many."""
    found, left = list[Candidate](), (value(whole) or 0) - (value(c) or 0)
    for h in after:
        left -= value(h) or 0
        listed = h.rule.startswith("joined") and h.clause == c.clause and h.scope == c.scope
        if not listed or value(h) is None or left < 0 or h.rival_of is not None:
            break
        found.append(h)
    return found


def _since(f: Figures, c: Candidate) -> bool:
    """بلغ عدد القتلى 34، بعد انتشال ست جثث أخرى: those found last, among the toll that the sentence gives."""
    m, at = f.matches, c.first - 1
    at -= "noun.recover" not in m.words[at] and m.document.texts[at] == "من"
    return at > 0 and "noun.recover" in m.words[at] and m.document.texts[at - 1] == "بعد"


def of_wounds(f: Figures) -> None:
    """بلغ عدد الضحايا 16 قتيلا بعد وفاة ثلاثة من الجرحى: who died since is among the toll that the sentence gives."""
    for c in [h for h in f.heads("killed") if value(h) is not None]:
        if not of_wounded(f, c) or f.matches.document.texts[c.trigger - 1] not in AFTER:
            continue
        said = [h for h in f.all.values() if h.kind == c.kind and h.sentence == c.sentence and h.id < c.id]
        toll = [h for h in said if h.part_of is None and (value(h) or 0) > (value(c) or 0)]
        if toll and toll[-1].scope == c.scope:
            f.set(c, "relation:raised-by", part_of=toll[-1].figure, scope="part")  # the headline may have given it, too


def of_ones_own(f: Figures) -> None:
    """قتل 12 … وقال بائع: استشهد ستة من جيراننا: those whom a witness lost are some of all the dead told before."""
    texts = f.matches.document.texts
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, c in enumerate(heads):
            if OWN.isdisjoint(texts[c.first : c.last + OWN_REACH]) or f.told.apart(c):
                continue
            known = [h for h in heads[:i] if h.sentence != c.sentence and (value(h) or 0) > (value(c) or 0)]
            known = [h for h in known if h.scope == c.scope and f.compatible(h, c)]
            if known:
                f.set(c, "relation:one-of-them", part_of=known[-1].id, scope="part")


def counted_above(f: Figures) -> None:
    """قتل 17 … وقتل مسعف وأصيب زميله. وهما محسوبان ضمن الأعداد المذكورة: those told right before are of the toll."""
    m = f.matches
    for number, sentence in enumerate(m.document.sentences):
        opening = m.document.texts[sentence.first : min(sentence.first + OPENING, sentence.last)]
        if not opening or not opening[0].startswith(THESE) or "لا" in opening or "ليس" in opening:
            continue
        counts = any(a in COUNTED_IN and b in TOTALS for a, b in pairwise(opening))
        told = [c for c in f.all.values() if c.sentence == number - 1 and f.stands(c)] if counts else []
        for c in told:
            before = [h for h in f.heads(c.kind) if h.sentence < c.sentence and (value(h) or 0) > (value(c) or 0)]
            before = [h for h in before if h.scope == c.scope and f.alike(h, c)]
            if before:
                f.set(c, "relation:within-total", part_of=before[-1].id, scope="part")
        for again in [c for c in f.all.values() if told and c.first <= sentence.first == c.trigger]:
            f.set(again, "relation:repeats", same_as=told[0].id)  # والضحيتان


def of_family(f: Figures) -> None:
    """قتل 12 في غارة. وهناك ستة قتلى من عائلة واحدة: with no blow or place of their own, some of those just told."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, c in enumerate(heads):
            if not _kin(f, c) or c.others or not f.told.eventless(c) or f.told.apart(c):
                continue
            known = [h for h in heads[:i] if 0 < c.sentence - h.sentence <= NEAR and h.scope == c.scope]
            known = [h for h in known if (value(h) or 0) > (value(c) or 0) > 1 and f.alike(h, c)]
            if known and not other_day(known[-1], c):
                f.set(c, "relation:one-of-them", part_of=known[-1].id, scope="part")


def _kin(f: Figures, c: Candidate) -> bool:
    """من عائلة واحدة, ينتمون لعائلة واحدة: what follows them is the one family that they were of."""
    texts, families = f.matches.document.texts, f.matches.standing.of("person.family", c.last, c.last + KIN_REACH)
    first, last = f.matches.document.sentences[c.sentence][:2]
    blow = f.matches.standing.any(("weapon", "noun.explosion"), first, last)  # وقتل ستة من أسرة واحدة بسقوط قذيفة
    return not blow and any(texts[i + 1] in ONE for i in families if i + 1 < len(texts))


def by_name(f: Figures) -> None:
    """82 قتيلا … ونشرت قائمة تضم أسماء 67 قتيلا: those of the dead whose names are known."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, c in enumerate(heads):
            if not f.told.by_name(c) or f.told.apart(c):
                continue
            known = [h for h in heads[:i] if (value(h) or 0) > (value(c) or 0) and h.scope == c.scope]
            known = [h for h in known if f.compatible(h, c)]
            if known:
                f.set(c, "relation:within-total", part_of=known[-1].id, scope="part")


def by_place(f: Figures) -> None:
    """87 شهيدا، من بينهم ضحايا دير البلح ورفح: those told before of the places that the total names are among it."""
    m = f.matches
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, whole in enumerate(heads):
            last = m.document.sentences[whole.sentence].last
            opens = (j for j in m.standing.of("mark.subset", whole.last, last - 1) if m.words[j + 1].any(tuple(FATES)))
            first = next(opens, last)
            named = {p.key for p in m.places if first < p.first < last}
            for c in heads[:i] if named else ():
                fewer = (value(c) or 0) < (value(whole) or 0) and c.scope == whole.scope
                if fewer and c.place is not None and c.place.key in named:
                    f.set(c, "relation:within-total", part_of=whole.id, scope="part")


def told_in_headline(f: Figures) -> None:
    """3 قتلى بينهم عنصران … لقي عنصران مصرعهما: a part that the headline has told of is one."""
    for c in [c for c in f.all.values() if c.part_of is not None and c.same_as is None]:
        if "relation:adds-up" not in c.reasons and "relation:within-total" not in c.reasons:
            continue
        parts = [p for p in f.all.values() if p.part_of == c.part_of and p.sentence == f.headline and p.same_as is None]
        first = next((p for p in parts if p.rule.startswith("subset") and _alike(f, p, c)), None)
        if first is not None:
            f.set(c, "relation:repeats", same_as=first.id)


def _alike(f: Figures, p: Candidate, c: Candidate) -> bool:
    """As many of the same kind and sort."""
    return p.id != c.id and (p.kind, p.victims, value(p)) == (c.kind, c.victims, value(c)) and f.told.same_word(p, c)


def grave(f: Figures) -> None:
    """خمسة من المصابين في حالة حرجة: some of the wounded told before, by the state that they are in."""
    heads = f.heads("injured")
    for i, c in enumerate(heads):
        if value(c) is None or not f.told.grave(c):
            continue
        known = [
            h for h in heads[:i] if (value(h) or 0) > (value(c) or 0) and h.scope == c.scope and f.compatible(h, c)
        ]
        known = [h for h in known if c.victims != "combatant" or f.told.counted_in(h, c)]
        if known:
            f.set(c, "relation:one-of-them", part_of=known[-1].id, scope="part")


def in_attack(f: Figures) -> None:
    """قضيا في التفجير الذي قتل فيه 70: those told of before are among all whom the attack killed."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for whole in [h for h in heads if f.tallies.in_attack(h)]:
            for c in [h for h in heads if h.sentence == whole.sentence and h.id < whole.id]:
                if (value(c) or 0) < (value(whole) or 0) and c.scope == whole.scope:
                    f.set(c, "relation:one-of-them", part_of=whole.id, scope="part")
