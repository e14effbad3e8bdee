"""Live pages, whose lines open with the time of day: which line is newer, and whose earlier toll it replaces."""

from __future__ import annotations

from detectors.gazetteer.entry import DEPTH
from detectors.reading.comparison import value
from detectors.reading.extent import depth
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate, Matches

_LINES = 3
"""Lines with a time of day before them that make a page a live one."""
_MINUTES = 2
"""Digits of the minutes."""
_HEAD = 3
"""Marks and words before the time (- [18:20], ● الساعة 18:20)."""
_HOUR = frozenset({"الساعه", "س"})
_MORNING = frozenset({"ص", "صباحا", "فجرا"})
_EVENING = frozenset({"م", "مساء", "ظهرا", "عصرا"})
_BLOWS = ("noun.attack", "noun.explosion", "noun.massacre")
_STRIKING = ("verb.attack", "verb.explode")


def older(f: Figures, c: Candidate) -> bool:
    """Whether it stands in a line of a page that tells the newest first: older than all above it."""
    clocks = f.matches.made(_clocks)
    told = [*clocks.values()]
    return c.sentence >= min(clocks, default=c.sentence + 1) and len(told) >= _LINES and _falls(told)


def _falls(told: list[int]) -> bool:
    return told == sorted(told, reverse=True) and told[0] != told[-1]


def live(f: Figures) -> None:
    """17:50 ارتفاع ضحايا الغارة إلى 11 … 13:10 تسعة قتلى في الغارة: on a page that tells the newest first, or last."""
    clocks = f.matches.made(_clocks)
    if len(clocks) < _LINES:
        return
    told = [*clocks.values()]
    if told == sorted(told):
        _grown(f)
    elif _falls(told):
        _latest_first(f)


def _latest_first(f: Figures) -> None:
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None and h.scope == "current"]
        for i, a in enumerate(heads):
            below = [b for b in heads[i + 1 :] if b.sentence > a.sentence and f.stands(f.all[b.id])]
            for b in _lesser(f, a, below) if _goes_on(f, a) else ():
                f.set(b, "relation:superseded", superseded_by=a.id)


def _grown(f: Figures) -> None:
    """09:35 العدد صار خمسة … 17:30 انتهاء البحث: ثمانية قتلى: the toll of one place goes on to the last told."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None and h.scope == "current"]
        for i, b in enumerate(heads):
            above = [a for a in heads[:i] if a.sentence < b.sentence and f.stands(f.all[a.id])]
            for a in [] if _struck_anew(f, b) else _lesser(f, b, above):
                if f.told.rises_to(a) or _goes_on(f, b):
                    f.set(a, "relation:superseded", superseded_by=b.id)


def _lesser(f: Figures, newer: Candidate, told: list[Candidate]) -> list[Candidate]:
    """Smaller figures of one place, unless they make up the newer one together (3 … 6 … عدد القتلى بلغ تسعة)."""
    fewer = [c for c in told if (value(c) or 0) < (value(newer) or 0)]
    fewer = [c for c in fewer if f.compatible(newer, c) and f.placed_alike(newer, c)]
    return [] if len(fewer) > 1 and sum(value(c) or 0 for c in fewer) == value(newer) else fewer


def _goes_on(f: Figures, c: Candidate) -> bool:
    """18:20 الدفاع المدني: 8 قتلى في القصف على س: the toll of what an earlier line told; not that of a whole city."""
    if f.told.rises_to(c):
        return True
    fine = c.place is not None and depth(c.place) >= DEPTH["community"]
    first, last = f.matches.document.sentences[c.sentence][:2]
    other = f.matches.standing.any(("weapon",), first, last)
    return fine and not other and not _struck_anew(f, c)


def _struck_anew(f: Figures, c: Candidate) -> bool:
    """14:00 غارة على س توقع 9 قتلى: an attack not told of before; بعد توقف القصف, حصيلة غارة س is the one told of."""
    m = f.matches
    first, last = m.document.sentences[c.sentence][:2]
    blows = m.standing.of_any(_BLOWS, first, last)
    known = all(any("al" in e.clitics for e in m.words[i].values()) or _of_this(m, i, last) for i in blows)
    struck = [i for i in m.standing.of_any(_STRIKING, first, last) if i not in blows]
    return not known or f.told.apart(c) or bool(struck)


def _of_this(matches: Matches, blow: int, last: int) -> bool:
    """غارة س, قصف سوق المدينة, مجزرة السوق: known by what was hit; غارة على س is not."""
    behind = [*range(blow + 1, min(blow + 3, last))]
    texts, placed = matches.document.texts, matches.placed
    if not behind or texts[behind[0]] in ("علي", "في") or texts[behind[0]].startswith("ب"):
        return False
    return behind[0] in placed or texts[behind[0]].startswith("ال") or any(i in placed for i in behind)


def _clocks(matches: Matches) -> dict[int, int]:
    """Sentence that opens with the time of day → that time, in minutes."""
    found: dict[int, int] = {}
    texts = matches.document.texts
    for number, sentence in enumerate(matches.document.sentences):
        at = sentence.first
        while at < min(sentence.first + _HEAD, sentence.last - 1) and (not texts[at].isalnum() or texts[at] in _HOUR):
            at += 1
        hour, colon, minute, half = (*texts[at : min(at + 4, sentence.last)], "", "", "", "")[:4]
        if colon == ":" and hour.isdecimal() and minute.isdecimal() and len(minute) == _MINUTES:
            found[number] = _hour(int(hour), half) * 60 + int(minute)
    return found


def _hour(hour: int, half: str) -> int:
    """5:45 م, 11:30 ص: of the half of the day that is told."""
    if half in _MORNING:
        return hour % 12
    return hour % 12 + 12 if half in _EVENING else hour
