"""Dead and wounded without a word of who they are, of an attack that the text tells as one on fighters."""

from __future__ import annotations

from detectors.reading.comparison import apart, other_day, value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate

NEXT = 2
"""Sentences behind an attack in which somebody else tells how many it killed."""
MOST = 2
"""So many times as many may be told without a word that the attacker tells it: beyond that there were others."""


def ranks(f: Figures) -> None:
    """قتل خمسة جنود … وقال مصدر إن الهجوم أوقع ثمانية قتلى: the eight are counted as fighters, as the five were."""
    for kind in ("killed", "injured"):
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, b in enumerate(heads):
            if not _unnamed(f, b):
                continue
            before = [a for a in heads[:i] if a.scope == b.scope]
            fighters = [a for a in before if a.victims == "combatant"]
            alone = f.told.claimed(b) or len(fighters) == len(before)
            if fighters and alone and _of_one_attack(f, fighters[-1], b):
                f.set(b, "relation:of-the-same-ranks", victims="combatant")


def mixed(f: Figures) -> None:
    """14 قتيلا معظمهم عسكريون … قتل 14، عشرة منهم جنود: once the fighters are counted, the others are none."""
    marks = f.matches.standing.of("mark.subset", 0, len(f.matches.words))
    mostly = any(f.matches.words[i]["mark.subset"].tag("share") == "most" for i in marks)
    for whole in [c for c in f.all.values() if mostly and c.victims == "combatant"]:
        if "victims:all-of-them" not in whole.reasons:
            continue
        told = {c.id for c in f.all.values() if {c.id, c.same_as} & {whole.id, whole.same_as} - {None}}
        parts = (p for p in f.all.values() if p.part_of in told and p.victims == "combatant")
        if any((value(whole) or 0) / 2 < (value(p) or 0) < (value(whole) or 0) for p in parts):
            for c in [f.all[i] for i in told]:
                f.set(c, "relation:mixed", victims="unknown")


def shared(f: Figures) -> None:
    """مقتل 12 وإصابة 14 من عناصر الفصيل: both numbers are of those whom the second names."""
    texts = f.matches.document.texts
    for dead in list(f.all.values()):
        hurt = f.all.get(dead.id + 1)
        if hurt is None or dead.kind != "killed" or hurt.kind != "injured" or hurt.victims != "combatant":
            continue
        bare = dead.noun is None and dead.victims == "unknown" and not dead.groups
        if bare and hurt.first == dead.last and "من" in texts[hurt.first : hurt.last]:
            f.set(dead, "relation:of-the-same-ranks", victims="combatant")


def parts(f: Figures) -> None:
    """قتل 40 مسلحا وأصيب 30 … ومعهم 30 مصابا جراح 12 منهم بليغة: some of them are what the figure first told was."""
    for c in [c for c in f.all.values() if c.part_of is not None and c.victims == "unknown" and not c.groups]:
        whole = f.all[f.all[c.part_of].figure] if c.part_of is not None else c
        if whole.victims == "combatant" and c.noun is None:
            f.set(c, "relation:of-the-same-ranks", victims="combatant")


def _unnamed(f: Figures, b: Candidate) -> bool:
    """ثمانية قتلى, عدد القتلى تسعة, 12 قتلوا: no word of who they are."""
    return b.victims == "unknown" and not b.groups and (b.noun is None or f.told.fated(b))


def _of_one_attack(f: Figures, a: Candidate, b: Candidate) -> bool:
    """Told of the attack on `a` by another, or as its toll."""
    claimed = f.told.claimed(b)
    if not (claimed or f.told.resumes(b) or f.told.sources(b) - f.told.sources(a)):
        return False
    near = b.sentence - a.sentence > 0 and (claimed or b.sentence - a.sentence <= NEXT)
    most = MOST * (value(a) or 0)
    if not near or not (claimed or (value(b) or 0) <= most) or (value(b) or 0) < 2:
        return False
    anew = f.told.apart(b) or f.told.another_act(b) or other_day(a, b)
    return not anew and not apart(a, b) and ("place:focus" in b.reasons or f.placed_alike(a, b))
