"""Governments that are called by their seats and are no places then: أنقرة تتحدث عن, موسكو ودمشق تقصفان."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words
from detectors.text import Token

_SEATS: Final = frozenset({"انقره", "موسكو", "واشنطن", "طهران", "تل ابيب", "باريس", "لندن", "دمشق", "بغداد", "الرياض"})
_STRUCK: Final = frozenset({"دمشق", "بغداد", "الرياض", "طهران", "تل ابيب"})
"""Seats on which arms fall as often as they come from them."""
_REGIMES: Final = frozenset({"النظام", "الاسد"})
_SAYS: Final = frozenset({
    "تتحدث", "تعلن", "تؤكد", "تقر", "تقول", "تكشف", "تحصي", "تزعم", "تنفي", "تعترف", "تفيد", "تدعي", "تتهم", "تتوعد",
    "زعمت", "ادعت",
})  # fmt: skip
_WAGES: Final = frozenset({
    "تزعم", "وتزعم", "زعمت", "تدعي", "تنفذه", "تنفذها", "تشنه", "تشنها", "تشنهما", "اطلقتها", "اطلقته", "تقودها",
    "نفذتها", "نفذته", "دخلت", "تدخلت",
})  # fmt: skip
_ARMS: Final = ("نيران", "طائرات", "مقاتلات", "صواريخ", "مدفعيه", "قوات", "قنابل", "يد")
"""What is somebody's, before his name."""
_RAIDS: Final = ("غارات", "ضربات", "قصف")
"""What is waged by one and falls on the other (غارات موسكو, غارات دمشق)."""
_STRIKES: Final = frozenset(
    {"قصفت", "تقصف", "استهدفت", "تستهدف", "قتلت", "ضربت", "تضرب", "اغارت", "تغير", "شنت", "تشن"}
)
_ON: Final = frozenset({"علي", "مواقع", "مناطق", "مدن", "قري", "بلدات"})
"""What follows a government that strikes: where, or whose."""
_AT: Final = frozenset(
    {"في", "وفي", "علي", "من", "الي", "بين", "مدينتي", "قرب", "داخل", "بمدينتي", "استهدفت", "قصف", "هزت"}
)
"""Before two cities in which something happened."""
_BOTH: Final = ("ان", "ا")
"""Endings of a verb behind two that do it (موسكو ودمشق تقصفان, أعلنتا)."""
_PREFIXES: Final = ("وب", "ب", "و", "ل", "")


def power(spot: Spot, tokens: Sequence[Token], words: Words, first: int) -> bool:
    """أنقرة تتحدث عن, عملية أطلقتها أنقرة, بنيران موسكو, غارات النظام وموسكو: a government, called by its seat."""
    if not seated(spot):
        return False
    before = tokens[spot.begin - 1].text if spot.begin > first else ""
    after = tokens[spot.last].text if spot.last < len(tokens) else ""
    if spot.clitics:
        return before in _REGIMES
    if after in words["saying"] or after in _SAYS or before in _WAGES or _with_another(spot, tokens, before):
        return True
    stems = {before.removeprefix(prefix) for prefix in _PREFIXES}
    if not stems.isdisjoint(_ARMS):
        return True
    foreign = spot.key not in _STRUCK
    if not stems.isdisjoint(_STRIKES):
        return foreign or after in _ON or after in words.types
    return foreign and not stems.isdisjoint(_RAIDS)


def seated(spot: Spot) -> bool:
    """Whether the bare name is that of a government's seat, alone or one more behind another."""
    return spot.kind is None and spot.clitics in ("", "و") and spot.key in _SEATS


def _with_another(spot: Spot, tokens: Sequence[Token], before: str) -> bool:
    """موسكو ودمشق تقصفان, حض موسكو وواشنطن: two governments, and not in both of their cities."""
    other, verb = (tokens[i].text if i < len(tokens) else "" for i in (spot.last, spot.last + 1))
    if not (other.startswith("و") and other[1:] in _SEATS):
        return False
    abroad = before not in _AT and _STRUCK.isdisjoint((spot.key, other[1:]))
    return abroad or (verb.startswith("ت") and verb.endswith(_BOTH))
