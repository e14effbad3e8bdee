"""Where most of those counted before were hit: وكان القسط الأكبر من القتلى في حي س، إذ قضى هناك 38 وجرح ستون."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from detectors.reading.comparison import other_day, value
from detectors.reading.figures import Figures
from detectors.reading.latest import THESE
from detectors.reading.model import Candidate
from detectors.reading.people import FATES

_SHARE: Final = frozenset({"النسبه", "الحصه", "النصيب", "العدد", "القسط", "القسم", "الجزء", "الشطر", "الحصيله", "الكم"})
_GREATEST: Final = frozenset({"الاكبر", "الاعلي", "الاوفر", "الاعظم", "الكبري", "العظمي", "الاوفي", "الاثقل"})
_MOST: Final = frozenset({"معظم", "اغلب", "غالبيه", "اغلبيه", "اكثريه", "جل"})
_LARGEST: Final = frozenset({"اكبر", "اعلي"})
_NUMBER: Final = frozenset({"عدد", "حصيله", "نسبه", "حصه"})
_THE_DEAD: Final = frozenset({"من", "الذين"})
_THAT: Final = frozenset({"ذلك", "تلك", "هذا", "هذه"})
_WORST: Final = frozenset({"اعنف", "اشد", "ادمي", "اكثر", "اسوا", "اكبر", "اضخم", "افدح"})
_OF_THEM: Final = frozenset({"اعنفها", "اشدها", "ادماها", "اكثرها", "اسواها", "اكبرها", "افدحها", "اخطرها"})
_WORDS: Final = frozenset(
    conjunction + word
    for conjunction in ("", "و", "ف", "وف")
    for word in _SHARE | {f"ب{word}" for word in _SHARE} | _MOST | _LARGEST | _WORST | _OF_THEM
)
"""Any of these, with a conjunction joined to it: the tokens worth a look."""
_BLOWS: Final = ("noun.attack", "noun.explosion")
_DAYS: Final = ("time.day", "time.adverb")
_BACK: Final = 2
"""Sentences between a count and where most of those counted were hit."""


def mostly(f: Figures) -> None:
    """The figures behind such words are parts of the counts that they speak of, the wounded of the wounded."""
    near = groupby(f.matches.document.where(_WORDS), lambda found: found[1])
    for number, found in near:
        at = next((i for i, _ in found if number and _said(f, i, number)), None)
        if at is None:
            continue
        told: Candidate | None = None
        beside: set[int] = set()
        for c in [c for c in f.all.values() if c.sentence == number and c.first >= at and value(c) is not None]:
            if f.all[c.id].same_as is not None:
                continue  # من قتلى المدينة السبعة والأربعين: who are meant
            if not f.stands(f.all[c.id]) or (told is not None and not _told_on(f, told, c)) or f.told.others(c):
                break
            named = {m.figure for m in f.all.values() if m.sentence == number and at <= m.first < c.first} | beside
            whole = _whole(f, c, named)
            if whole is None:
                break
            sentences = {m.sentence for m in f.mentions(whole, c.id)}
            beside = {m.figure for m in f.all.values() if m.sentence in sentences and m.kind != whole.kind}
            f.set(c, "relation:within-total", part_of=whole.id, scope="part")
            told = c


def _said(f: Figures, i: int, number: int) -> bool:
    """Whether the words at `i` say that most of them were hit there, or that this was the worst of the attacks."""
    last, texts = f.matches.document.sentences[number].last, f.matches.document.texts
    if i + 1 >= last:
        return False
    text = texts[i].removeprefix("و").removeprefix("ف")
    if text in _OF_THEM or (text.removeprefix("ب") in _SHARE and texts[i + 1] in _GREATEST):
        return True
    if text in _LARGEST and texts[i + 1] in _NUMBER:  # أكبر عدد من الضحايا سجل في حي س
        return True
    words = f.matches.words[i + 1]
    known = i + 2 < last and (texts[i + 2] in _THAT or texts[i + 2].startswith("ال"))  # أغلب قتلى ذلك اليوم
    fated = [(words[c], kind) for c, kind in FATES.items() if c in words]
    dead = known and any(entry.number == "p" and kind == "killed" for entry, kind in fated)
    those = dead or texts[i + 1] in _THE_DEAD or any("al" in entry.clitics for entry, _ in fated)
    if text in _MOST and those:
        return True
    blow = min(i + 1 + (texts[i + 1] in THESE), last - 1)
    entry = next((f.matches.words[blow][c] for c in _BLOWS if c in f.matches.words[blow]), None)
    return text in _WORST and entry is not None and entry.number == "p" and "al" in entry.clitics


def _told_on(f: Figures, told: Candidate, c: Candidate) -> bool:
    """قضى هناك 38 وجرح ستون: the other fate, right behind."""
    between = f.matches.document.texts[told.last : c.first]
    return c.kind != told.kind and "." not in between and c.first - told.last <= _BACK


def _whole(f: Figures, c: Candidate, named: set[int]) -> Candidate | None:
    """The count that was told shortly before, or is `named` again between the words and `c`."""
    for h in sorted(f.heads(c.kind), key=lambda h: (h.id not in named, -h.id)):
        near = any(0 < c.sentence - m.sentence <= _BACK for m in f.mentions(h, c.id)) or h.id in named
        wider = h.id < c.id and (value(h) or 0) > (value(c) or 0) and not f.told.apart(c)
        if near and wider and f.alike(h, c) and not other_day(h, c) and (h.id in named or not _news(f, h, c)):
            return h
    return None


def _news(f: Figures, whole: Candidate, c: Candidate) -> bool:
    """80 منذ مطلع العام. وكانت أعنف الغارات اليوم على س حيث قتل تسعة: whom today's attack killed."""
    sentence = f.matches.document.sentences[c.sentence]
    return whole.scope != c.scope and f.matches.standing.any(_DAYS, sentence.first, sentence.last)
