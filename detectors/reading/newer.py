"""What one sentence or person has come to in the end: the wounded who died, a toll that is told anew in one breath."""

from __future__ import annotations

from itertools import pairwise

from detectors.reading.comparison import value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import FATES

LIVE = 3
"""Sentences with a time of day before them that make a page a live one."""
MINUTES = 2
"""Digits of the minutes."""
BLOWS = ("noun.attack", "noun.explosion", "noun.massacre")
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


def live(f: Figures) -> None:
    """17:50 ارتفاع ضحايا الغارة إلى 11 … 13:10 تسعة قتلى في الغارة: on a page that tells the newest first, or last."""
    clocks = f.matches.made(_clocks)
    if len(clocks) < LIVE:
        return
    told = [*clocks.values()]
    if told == sorted(told):
        _grown(f)
    if told != sorted(told, reverse=True):
        return
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None and h.scope == "current"]
        for i, a in enumerate(heads):
            for b in heads[i + 1 :]:
                fewer = b.sentence > a.sentence and (value(b) or 0) < (value(a) or 0) and f.stands(f.all[b.id])
                if fewer and f.told.rises_to(a) and f.compatible(a, b) and f.placed_alike(a, b):
                    f.set(b, "relation:superseded", superseded_by=a.id)


def _grown(f: Figures) -> None:
    """09:35 العدد صار خمسة … 17:30 انتهاء البحث: ثمانية قتلى: the toll of one place goes on to the last told."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None and h.scope == "current"]
        for i, a in enumerate(heads):
            later = [b for b in heads[i + 1 :] if b.sentence > a.sentence and (value(b) or 0) > (value(a) or 0)]
            newer = [b for b in later if f.compatible(a, b) and f.placed_alike(a, b) and not _struck_anew(f, b)]
            if f.told.rises_to(a) and newer:
                f.set(a, "relation:superseded", superseded_by=newer[0].id)


def _struck_anew(f: Figures, c: Candidate) -> bool:
    """14:00 غارة على س توقع 9 قتلى: an attack not told of before; بعد توقف القصف is the one told of."""
    first, last = f.matches.document.sentences[c.sentence][:2]
    blows = f.matches.standing.of_any(BLOWS, first, last)
    known = all(any("al" in e.clitics for e in f.matches.words[i].values()) for i in blows)
    return not known or f.told.apart(c) or f.matches.standing.any(("verb.attack", "verb.explode"), first, last)


def live_on(f: Figures) -> None:
    """45 قتيلا in the headline, then 8:40 12 قتيلا … 11:05 34 … 14:10 45: on a page that goes on with the day.

    The earlier tolls of what the headline tells, unless they make it up together.
    """
    clocks = f.matches.made(_clocks)
    if len(clocks) < LIVE or list(clocks.values()) != sorted(clocks.values()):
        return
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None and h.scope == "current"]
        for a in [h for h in heads if h.sentence == f.headline]:
            last = max((c.sentence for c in f.all.values() if c.same_as == a.id and c.sentence in clocks), default=-1)
            told = [b for b in heads if b.sentence in clocks and b.sentence < last and f.compatible(a, b)]
            fewer = [b for b in told if (value(b) or 0) < (value(a) or 0) and f.placed_alike(a, b)]
            if sum(value(b) or 0 for b in fewer) != value(a):
                for b in fewer:
                    f.set(b, "relation:superseded", superseded_by=a.id)


def _clocks(matches: Matches) -> dict[int, int]:
    """Sentence that opens with the time of day → that time, in minutes."""
    found: dict[int, int] = {}
    for number, sentence in enumerate(matches.document.sentences):
        hour, colon, minute = (matches.document.texts[sentence.first : sentence.first + 3] + [""] * 3)[:3]
        if colon == ":" and hour.isdecimal() and minute.isdecimal() and len(minute) == MINUTES:
            found[number] = int(hour) * 60 + int(minute)
    return found


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
