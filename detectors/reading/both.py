"""Dead and wounded counted together, and then each: 12 بين قتيل وجريح، هم خمسة قتلى وسبعة جرحى."""

from __future__ import annotations

from detectors.reading.comparison import value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate

NEXT = 1
"""Sentences between the people of both fates and those of each."""


def of_both(f: Figures) -> None:
    """سقوط 8 ضحايا: ثلاثة قتلى وخمسة جرحى: victims of both fates, of whom the text tells how many of each."""
    for whole in list(f.all.values()):
        together = whole.kind == "killed_or_injured" or (whole.kind == "killed" and _victims(f, whole))
        if not together or not f.stands(whole) or value(whole) is None:
            continue
        dead, hurt = (_behind(f, whole, kind) for kind in ("killed", "injured"))
        if not dead or not hurt or sum(value(c) or 0 for c in (*dead, *hurt)) != value(whole):
            continue
        for c in (*_told_before(f, whole), whole):
            f.set(c, "relation:of-both-fates", kind="killed_or_injured")
        for c in (*dead, *hurt):
            if c.part_of == whole.id:
                f.set(c, "relation:of-both-fates", part_of=None, scope=whole.scope)


def _victims(f: Figures, c: Candidate) -> bool:
    """8 ضحايا, بلغ عدد ضحايا التفجير 90 شخصا: the number or its toll is of victims."""
    return f.told.victims(c) or (
        c.rule.startswith("toll") and f.matches.standing.any(("noun.victim",), c.trigger, max(c.first, c.trigger + 1))
    )


def _told_before(f: Figures, whole: Candidate) -> list[Candidate]:
    """The same victims, as the headline or the lead has them."""
    alike = (c for c in f.all.values() if c.id < whole.id and value(c) == value(whole) and f.alike(c, whole))
    return [c for c in alike if c.kind == "killed" and c.scope == whole.scope and f.told.victims(c) and f.stands(c)]


def as_one(f: Figures) -> None:
    """9 شهداء وجرحى … أن 9 أشخاص استشهدوا وأصيبوا: one number for both, as the text then says."""
    for whole in f.heads("killed_or_injured"):
        for dead in f.heads("killed"):
            hurt = f.all.get(dead.id + 1)
            if value(whole) is None or value(dead) != value(whole) or hurt is None:
                continue
            if dead.id > whole.id:  # 7 شهداء وجرحى … أن 7 استشهدوا وأصيب 12: of the dead alone, as it turns out
                if hurt.kind == "injured" and hurt.sentence == dead.sentence and value(hurt) and f.alike(whole, dead):
                    f.set(whole, "relation:of-both-fates", kind="killed")
                continue
            beside = hurt.kind == "injured" and hurt.qualifier == "unspecified" and hurt.first == dead.last
            if beside and hurt.others:  # قتل عشرة وأصيب آخرون … خلفت عشرة ضحايا وجرحى: the ten are the dead
                f.set(whole, "relation:of-both-fates", kind="killed")
            elif beside:
                f.set(dead, "relation:of-both-fates", kind=whole.kind)
                f.set(hurt, "relation:of-both-fates", kind=whole.kind, same_as=dead.id)


def beside_part(f: Figures) -> None:
    """33 شهيدا و90 إصابة، بينهم 12 شهيدا و50 إصابة في س: the second of some of both is some of the second."""
    for c in [c for c in f.all.values() if c.rule.startswith("joined") and f.stands(c) and value(c)]:
        part = f.all.get(c.id - 1)
        whole = f.all[part.part_of] if part is not None and part.part_of is not None else None
        if part is None or whole is None or part.kind == c.kind or whole.sentence != c.sentence:
            continue
        for other in (f.all.get(whole.id - 1), f.all.get(whole.id + 1)):
            told = other is not None and other.id < part.id and other.sentence == c.sentence and f.stands(other)
            if other is not None and told and other.kind == c.kind and (value(other) or 0) > (value(c) or 0):
                f.set(c, "relation:of-both-fates", part_of=other.id, scope="part")


def _behind(f: Figures, whole: Candidate, kind: str) -> list[Candidate]:
    """The figures of one fate that the text tells first behind the people of both, in one sentence near them."""
    behind = (c for c in f.all.values() if c.id > whole.id and c.sentence - whole.sentence <= NEXT and c.kind == kind)
    found = [c for c in behind if c.same_as is None and c.part_of in {None, whole.id} and value(c)]
    return [c for c in found if (c.sentence, c.part_of) == (found[0].sentence, found[0].part_of)]
