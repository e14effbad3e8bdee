"""Where what an operation or a campaign took is counted: in the province or area that the lead tells of."""

from __future__ import annotations

from typing import Final

from detectors.gazetteer.entry import DEPTH
from detectors.reading.bylines import bylines
from detectors.reading.extent import bare_governorate, depth
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.overseen import whole
from detectors.reading.places.words import load

_WIDE: Final = DEPTH["governorate"]
_LEAD: Final = 1
_SPAN: Final = frozenset({"منذ", "بدء", "بدايه", "انطلاق", "اطلاق", "حصيله"})
OPERATION: Final = frozenset(
    {"العمليه", "عمليه", "الحمله", "حمله", "الهجوم", "المعركه", "معركه", "المعارك", "الاشتباكات", "الحصار", "التصعيد"}
)
"""An operation has a field of its own; a war is the whole land's."""


def field(matches: Matches, c: Candidate) -> PlaceMention | None:
    """منذ بدء العملية, حصيلة الحملة: a count of one operation is of the province or area that the lead tells of."""
    clause = matches.clauses[c.clause]
    texts = matches.document.texts
    start = matches.document.sentences[c.sentence].first
    if not any(texts[at] in _SPAN and texts[at + 1] in OPERATION for at in range(start, clause.last - 1)):
        return None
    wide = (
        m
        for m in matches.places
        if m.sentence <= _LEAD + matches.made(bylines) and m.role == "" and m.place.level != "country"
    )
    found = min((m for m in wide if not m.context_only), key=lambda m: (depth(m), m.first), default=None)
    return found if found is not None and (depth(found) <= _WIDE or bare_governorate(found)) else None


def theatre(matches: Matches, c: Candidate, land: PlaceMention | None, *, war: bool) -> PlaceMention | None:
    """إدلب: … قتل منذ نهاية نيسان 810: of the province that headline and text tell of, where nobody names the land.

    A count of thousands is of the land all the same.
    """
    counted = c.scope == "cumulative" and "scope:large-count" not in c.reasons
    if not counted or c.place is None or land is None or land.place.level != "country":
        return None
    told = [m for m in matches.places if not m.context_only and m.role in ("", "source")]
    if any(m.place.name == land.place.name for m in told) or war:
        return None
    led = (m for m in told if m.sentence <= _LEAD + matches.made(bylines) and m.place.code is not None)
    head = next((m for m in led if bare_governorate(m) or m.place.level == "governorate"), None)
    sided = head is not None and not load().sides.keys().isdisjoint(head.place.name.split()[1:])
    if head is None or sided or 2 * sum(m.place.path[-2:] == head.place.path[-2:] for m in told) < len(told):
        return None
    return whole(head)
