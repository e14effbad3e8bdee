"""Whether two figures for one event contradict each other: another source's, or one that a text sets against it."""

from __future__ import annotations

from detectors.reading.comparison import in_two_towns, own_places_apart, value
from detectors.reading.extent import inside
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate
from detectors.reading.risen import ANOTHER

RIVAL_LEAST = 4
RIVAL_RATIO = 1.9
"""Two sources' figures for one event are at most so far apart."""
BOUNDS = frozenset({"at_least", "more_than"})
BOUND_RATIO = 2.5
"""Where both only say how many there were at least."""
OPPOSITE = frozenset({"المقابل", "بالمقابل"})
KNOWN = frozenset({"المصدر", "المصادر", "المراسل", "المتحدث", "الناطق", "المسؤول", "المسوول"})
"""Who spoke before, and no other source (وأوضحت المصادر أن)."""
ONE = frozenset({"واحد", "واحدا", "واحده"})
CONTRAST_RATIO = 4
"""Figures that a text sets against each other (بينما تحدث …) may be farther apart."""


def ratio(a: Candidate, b: Candidate) -> float:
    """How many times one figure is the other; never below one."""
    low, high = sorted((value(a) or 0, value(b) or 0))
    return high / max(low, 1)


def set_against(f: Figures, a: Candidate, b: Candidate) -> bool:
    """The text sets `b` against `a`, or another voice does."""
    return b.rule == ANOTHER or f.told.contrasted(a, b) or f.told.another_voice(a, b)


def rival(f: Figures, a: Candidate, b: Candidate) -> bool:
    """`b` is another's figure for those whom `a` counts."""
    low, high = sorted((value(a) or 0, value(b) or 0))
    if not f.alike(a, b) or low == high or (a.victims == "combatant") != (b.victims == "combatant"):
        return False
    fewer = (value(b) or 0) < (value(a) or 0)
    unknown = fewer and f.told.identified(b)  # more charred bodies than dead are a rival
    lesser = (fewer and a.sentence != b.sentence) or f.told.received(a)
    taken_in = lesser and f.told.received(b)  # each hospital its own
    if f.told.shared_out(b) or unknown or taken_in or (f.told.seen(a) and f.told.seen(b)):
        return False
    if any(set_against(f, m, b) for m in f.mentions(a, b.id)):
        if _own_act(f, a, b):
            return False
        beside = a.sentence == b.sentence and not in_two_towns(a, b)
        there = beside or f.told.resumes(b) or not own_places_apart(a, b)
        beyond = 2 if any(m.sentence == b.sentence for m in f.mentions(a, b.id)) else 1
        near = high <= beyond * CONTRAST_RATIO * low or f.told.lowered(b)
        return (low > 1 or _only_one(f, a, b)) and near and there
    if a.sentence == b.sentence or f.told.apart(b) or f.told.another_act(b) or f.told.raised(b):
        return False
    mine, theirs = _voices(f, a), f.told.sources(b) - KNOWN
    again = f.retold(a, b)
    if again is not None and (f.placed_alike(again, b) or not own_places_apart(a, b)) and high <= CONTRAST_RATIO * low:
        return bool(theirs - mine) or (value(b) or 0) < (value(a) or 0)
    bounds = a.qualifier in BOUNDS and b.qualifier in BOUNDS
    near, mirrored = high <= (BOUND_RATIO if bounds else RIVAL_RATIO) * low, f.mirrored(a, b)
    anew = f.told.resumes(b)
    sure = f.told.verified(b) and f.told.eventless(b) and f.told.lead(a)
    other = bool(theirs and (mine or anew or mirrored or sure or f.told.recovered(b))) and mine.isdisjoint(theirs)
    there = anew or sure or f.placed_alike(a, b) or a.place is b.place is None or _less_around(a, b) or _no_finer(a, b)
    return near and other and (low >= RIVAL_LEAST or (mirrored and low > 1)) and there


def _less_around(a: Candidate, b: Candidate) -> bool:
    """21 في مستشفى الناصرية … وأحصت المفوضية 17 في محافظة ذي قار: fewer in the province than in its town alone."""
    around = a.place is not None and b.place is not None and inside(a.place, b.place)
    return around and (value(b) or 0) < (value(a) or 0)


def _no_finer(a: Candidate, b: Candidate) -> bool:
    """15 في حلب، عشرة منهم في حي س … وأحصى الدفاع المدني 23: of no place of its own, it is of all of the town."""
    return "place:focus" in b.reasons and a.place is not None and b.place is not None and inside(b.place, a.place)


def _only_one(f: Figures, a: Candidate, b: Candidate) -> bool:
    """لكن الدفاع المدني قال إن ممرضا واحدا قتل: one and no more, of those of whom the other told."""
    return not ONE.isdisjoint(f.matches.document.texts[b.first : b.last]) and f.told.same_word(a, b)


def _own_act(f: Figures, a: Candidate, b: Candidate) -> bool:
    """في المقابل قالت سانا إن 15 قتلوا بقذائف على حي …: of another attack, at a place of its own."""
    if a.sentence == b.sentence or a.place is None or b.place is None or "place:behind" not in b.reasons:
        return False
    m, first = f.matches, f.matches.document.sentences[b.sentence].first
    facing = not OPPOSITE.isdisjoint(m.document.texts[first : first + 2])
    blows = m.standing.of_any(("noun.attack", "weapon", "noun.explosion"), b.last, b.place.first)
    own = any("al" not in e.clitics for i in blows for e in m.words[i].values())
    return facing and own and not f.placed_alike(a, b)


def _voices(f: Figures, a: Candidate) -> frozenset[str]:
    """Who says so; of a headline, who says it where the text comes to it."""
    again = (c for c in f.all.values() if c.same_as == a.id and a.sentence == f.headline)
    return f.told.sources(a) or frozenset().union(*(f.told.sources(c) for c in again))
