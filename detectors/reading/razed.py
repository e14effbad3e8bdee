"""Hospitals that are levelled: سوت الجرافات المشفى بالأرض."""

from __future__ import annotations

from typing import Final

from detectors.reading.care import Care
from detectors.reading.healthwords import unjoined, vocabulary
from detectors.reading.model import Matches

_RAZED: Final = frozenset({"سوت", "سووا", "سويت", "سوي", "تسوي", "يسوي", "تسويه", "بتسويه", "سوته", "سوتها"})
_TO_THE_GROUND: Final = frozenset({"بالارض", "بالتراب"})
_NEAR: Final = 5
"""Words between health care and what befell it."""


def levelled(matches: Matches, care: Care, first: int) -> tuple[int, str] | None:
    """سوت الجرافات بالأرض مراكز الهلال الأحمر, سوي المشفى بالأرض, المشفى سوي بالأرض: razed, by whatever means."""
    texts = matches.document.texts
    if care.last + 1 < len(texts) and texts[care.last] in _RAZED:
        return (care.last, "damage") if texts[care.last + 1] in _TO_THE_GROUND else None
    near = range(care.first - 1, max(first, care.first - _NEAR) - 1, -1)
    verb = next((i for i in near if unjoined(texts, i) in _RAZED), None)
    if verb is None or any(unjoined(texts, i) in vocabulary()["landmark"] for i in range(verb, care.first)):
        return None
    if matches.standing.any(("mark.negation",), verb, care.first):
        return None  # سويت بالأرض ولا بد من مستشفيات ميدانية
    ground = texts[verb : min(care.last + _NEAR, len(texts))]
    return None if _TO_THE_GROUND.isdisjoint(ground) else (verb, "damage")
