"""What one sentence or person has come to in the end: the wounded who died, a toll that is told anew in one breath."""

from __future__ import annotations

from itertools import pairwise

from detectors.reading.comparison import value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import FATES

RESULTS = ("verb.result", "noun.result")
LED_REACH = 4
"""Tokens between what led to a death and the death (أدى على الفور إلى مقتله)."""
PRONOUNS = {"3ms": "m", "3fs": "f"}
ALONE = "subject:both"
"""A verb that tells by itself what befell somebody named before."""


def died(f: Figures) -> None:
    """أصيب شاب … ثم توفي: one person, and the dead count him."""
    for c in f.heads("killed"):
        if c.rule != ALONE or c.noun is not None:
            continue
        hurt = [a for a in f.heads("injured") if a.sentence == c.sentence and a.id < c.id and value(a) == 1]
        if hurt and f.alike(hurt[-1], c):
            f.set(hurt[-1], "relation:superseded", superseded_by=c.id)


def dead_already(f: Figures) -> None:
    """قتل المزارع بلغم، ما أدى إلى مقتله; استشهد … بطلق أدى إلى استشهاده: of whose death the sentence told before."""
    m = f.matches
    for before, c in pairwise(list(f.all.values())):
        pronouns = {e.pronoun for e in m.words[c.first].values()} & PRONOUNS.keys()
        one = before.kind == c.kind == "killed" and value(before) == value(c) == 1 and f.alike(before, c)
        if not pronouns or not one or before.sentence != c.sentence or not f.stands(f.all[before.id]):
            continue
        genders = {PRONOUNS[pronoun] for pronoun in pronouns} | {""}
        led = m.standing.any(RESULTS, max(before.last, c.first - LED_REACH), c.first)
        if led and f.told.gender(before) in genders and not _anybody(m, before.last, c.first):
            f.set(c, "relation:repeats", same_as=before.id)


def _anybody(matches: Matches, first: int, last: int) -> bool:
    """Who else may be meant by the pronoun (أطلق النار على شقيقه، ما أدى إلى مقتله); برصاص قناص tells who shot."""
    words, texts = matches.words, matches.document.texts
    people = (i for i in range(first, last) if any(c.startswith("person.") for c in words[i]))
    return any("رصاص" not in texts[i - 1] and "نيران" not in texts[i - 1] for i in people)


def died_since(f: Figures) -> None:
    """قتل مستوطنان … وكانت الإذاعة قد ذكرت إصابة شخصين: an earlier word of as many, who have died since."""
    dead = [h for h in f.heads("killed") if (value(h) or 0) > 0 and h.scope == "current"]
    for c in f.heads("injured"):
        before = [h for h in dead if h.id < c.id and value(h) == value(c) and f.alike(h, c)]
        if before and f.told.earlier_word(c) and f.told.sources(c) and f.told.eventless(c) and not c.others:
            f.set(c, "relation:superseded", superseded_by=before[-1].id, scope=before[-1].scope)


def of_same_attack(f: Figures) -> None:
    """في نيسان الماضي قتل زميله. وأصيب هو في الغارة ذاتها: of the time of that attack."""
    found = list(f.all.values())
    for c in found:
        if c.scope != "current" or not f.told.same_attack(c):
            continue
        before = [p for p in found if p.sentence == c.sentence - 1]
        if before and all(p.scope == "cumulative" for p in before):
            f.set(c, "relation:of-same-attack", scope="cumulative")


def retold(f: Figures) -> None:
    """راح ضحيته نحو مئة، وقالت في تحديث إن العدد بلغ 124: in one sentence, the toll and its newer figure."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for a in heads:
            behind = [b for b in heads if b.sentence == a.sentence and b.id > a.id and b.scope == a.scope]
            newer = [b for b in behind if (value(b) or 0) > (value(a) or 0) and f.compatible(a, b)]
            newer = [b for b in newer if f.told.resumes(b) or _they_are(f.matches, b)]
            newest = next((b for b in reversed(newer) if f.told.later(a, b)), None)
            if newest is not None:
                f.set(a, "relation:superseded", superseded_by=newest.id)


def _they_are(matches: Matches, c: Candidate) -> bool:
    """ثم قالت في بيان لاحق إن القتلى تسعة: the known dead, and how many they are."""
    words = matches.words[c.first]
    those = any(words[k].number == "p" and "al" in words[k].clitics for k in FATES if k in words)
    return those and c.first > 0 and matches.document.texts[c.first - 1] == "ان"
