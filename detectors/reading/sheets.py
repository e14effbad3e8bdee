"""What a report adds up itself: the total under a list, and a toll whose people several hospitals took in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from detectors.reading.care import Care, cares
from detectors.reading.comparison import value
from detectors.reading.extent import depth, inside
from detectors.reading.figures import Figures
from detectors.reading.healthwords import vocabulary
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.roles import ARRIVALS

_REACH: Final = 3
"""Tokens between a hospital and those it took in, between the word of total and its number."""
_NEAR: Final = 2
"""Sentences between a toll and the hospitals that share its people."""
_LEAST: Final = 2
"""Hospitals that share a toll, figures that a total adds up."""
_INTO: Final = frozenset({"في", "الي", "نحو", "ب"})
_LOOSE: Final = frozenset({":", "-", "–", "(", "و", "اي", "ما", "هو", "الكلي", "العام", "يبلغ", "بلغ"})
_IN_ALL: Final = frozenset({"المجمل", "بالمجمل", "بالمجموع", "اجمالا", "مجملا"})

_DEEDS: Final = frozenset({"verb.kill", "noun.death"})
"""Rules of those who were killed there; a hospital takes in those whom a blow elsewhere has hit."""


class Sheets:
    """The hospitals and totals among the words of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._spread = {matches.sentence_of[i] for i, _ in matches.document.where(vocabulary()["share"])}

    @cached_property
    def _facilities(self) -> list[Care]:
        return [c for c in self._m.made(cares) if c.target == "facility" and c.number == "s"]

    def ward(self, c: Candidate, with_it: Candidate | None) -> Care | None:
        """The hospital that took these people in: مشفى س 11 شهيدا و19 إصابة, 7 منهم في مشفى ص.

        `with_it`: the figure that `c` is joined to.
        """
        if c.rule in _DEEDS or not self._shared(c.sentence):
            return None
        start = min(c.first, with_it.first) if with_it is not None and with_it.sentence == c.sentence else c.first
        for care in self._facilities:
            if care.sentence != c.sentence:
                continue
            if 0 <= start - care.last <= _REACH:
                return care
            into = 0 < care.first - c.last <= _REACH and self._tokens[care.first - 1].text in _INTO
            if into or (care.first == c.last and self._tokens[care.first].text[0] in "بل"):
                return care
        return None

    def _shared(self, sentence: int) -> bool:
        """The sentence, or the one before, tells who was taken where."""
        first = self._m.document.sentences[max(0, sentence - 1)].first
        last = self._m.document.sentences[sentence].last
        return not self._spread.isdisjoint((sentence - 1, sentence)) or self._m.standing.any(ARRIVALS, first, last)

    def total(self, c: Candidate) -> bool:
        """المجموع: 31 شهيدا, ليكون المجموع 9, أي ما مجموعه 6: its statement opens with the word of total.

        11 شخصا في المجمل: so many in all.
        """
        first = self._m.document.sentences[c.sentence].first
        start = min(c.first, c.trigger)
        near = self._m.document.texts[max(first, c.first - _REACH) : c.last + _REACH]
        if not _IN_ALL.isdisjoint(near):
            return True
        totals = self._m.standing.of("noun.total", max(first, start - _REACH), start)
        if not totals:
            return False
        return all(self._tokens[i].text in _LOOSE for i in range(totals[-1] + 1, start))


def sheets(f: Figures) -> None:
    """Shares of a toll that hospitals took in, and figures that the writer adds up, are parts."""
    if len(f.all) > _LEAST:
        found = Sheets(f.matches)
        _wards(f, found)
        _totals(f, found)


def _wards(f: Figures, found: Sheets) -> None:
    """30 جريحا، توزعوا كالتالي: مشفى س 12، ومشفى ص 10: as many of those just told as each of them took in."""
    taken = [(c, found.ward(c, _joined(f.all, c))) for c in f.all.values() if value(c) is not None]
    shared = [(c, care) for c, care in taken if care is not None]
    if len({care.first for _, care in shared}) < _LEAST:
        return
    first = min(c.id for c, _ in shared)
    for kind in ("killed", "injured"):
        parts = [c for c, _ in shared if c.kind == kind and f.stands(f.all[c.id])]
        heads = [h for h in f.heads(kind) if h.id < first and shared[0][0].sentence - h.sentence <= _NEAR]
        _put(f, heads[-1:], parts)


def _joined(told: Mapping[int, Candidate], c: Candidate) -> Candidate | None:
    """11 شهيدا و19 إصابة: the figure before one that is joined to it."""
    before = told.get(c.id - 1)
    return before if before is not None and c.rule.startswith("joined") and before.kind != c.kind else None


def _totals(f: Figures, found: Sheets) -> None:
    """المجموع: 5 شهداء و12 جريحا: the figures before are its parts."""
    in_all: dict[int, Candidate] = {}
    for c in list(f.all.values()):
        before = _joined(f.all, c)
        others = c.others and c.sentence in in_all  # 11 في المجمل قتلوا، وأن عشرة آخرين أصيبوا
        if value(c) is None or not (others or found.total(c) or (before is not None and found.total(before))):
            continue
        if others and in_all[c.sentence].place is not None:
            f.set(c, "place:whole", place=in_all[c.sentence].place)
        in_all.setdefault(c.sentence, c)
        if f.stands(f.all[c.id]):
            parts = [h for h in f.heads(c.kind) if h.id < c.id and value(h) is not None]
            added = parts[len(parts) - _added(parts, c) :]
            _put(f, [f.all[c.id]], added, 1)
            around = _around(f, c, added)
            if around is not None:
                f.set(c, "place:whole-of-parts", place=around)


def _added(parts: Sequence[Candidate], whole: Candidate) -> int:
    """How many of the last figures come to the total; all, should they stay below it."""
    total = 0
    for n, part in enumerate(reversed(parts), 1):
        total += value(part) or 0
        if total >= (value(whole) or 0):
            return n if total == value(whole) else 0
    return len(parts)


def _around(f: Figures, whole: Candidate, parts: Sequence[Candidate]) -> PlaceMention | None:
    """What the text names and all the places of the parts lie in, where the total was placed at one of them."""
    places = {p.place.key: p.place for p in parts if p.place is not None}
    if len(places) < _LEAST or whole.place is None or whole.place.key not in places:
        return None
    named = [m for m in f.matches.places if m.role in ("", "source") and not m.context_only]
    return max((m for m in named if all(inside(place, m) for place in places.values())), key=depth, default=None)


def _put(f: Figures, wholes: Sequence[Candidate], parts: Sequence[Candidate], least: int = _LEAST) -> None:
    for whole in wholes:
        fitting = [p for p in parts if p.scope == whole.scope and f.alike(whole, p) and p.id != whole.id]
        total = sum(value(p) or 0 for p in fitting)
        if least <= len(fitting) == len(parts) and total <= (value(whole) or 0):
            reason = "relation:adds-up" if total == value(whole) else "relation:within-total"
            for part in fitting:
                f.set(part, reason, part_of=whole.id, scope="part")
