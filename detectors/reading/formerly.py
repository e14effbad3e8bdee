"""Attacks on health care that a sentence without a day of its own dates to before the news."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.care import Care
from detectors.reading.healthwords import unjoined
from detectors.reading.model import Matches
from detectors.reading.people import WHICH
from detectors.reading.service import OTHERS
from detectors.reading.stretches import Cue

_DATED: Final = frozenset({"تاريخ", "بتاريخ"})
"""Before the day of what the sentence tells, however far behind it stands (استهدفه الطيران …، بتاريخ 6 آب)."""
_EARLIER: Final = "في وقت سابق"
_REBUILT: Final = ("اعمار", "تاهيل", "ترميم", "افتتاح")
"""What is done to a ruin."""
_OPENING: Final = 1
"""Words before منذ where a sentence opens with it."""


def before_news(care: Care, trigger: int, cues: Sequence[Cue], matches: Matches) -> bool:
    """What a day behind, a stretch that opens the sentence, or the state of the facility since tells of the time."""
    texts = matches.document.texts
    if any(cue.span == "past" and unjoined(texts, cue.token - 1) in _DATED for cue in cues):
        return True
    opening = matches.document.sentences[care.sentence].first + _OPENING
    if care.number == "p" and any(cue.span != "now" and cue.token <= opening for cue in cues):
        return True  # منذ بداية الحملة … واستهداف المشافي
    if matches.words[trigger].any(("noun.halt", "verb.halt")):
        return _long_halted(care, trigger, matches)
    return _rebuilt(care, trigger, matches)


def _long_halted(care: Care, trigger: int, matches: Matches) -> bool:
    """خرج المشفى عن الخدمة في وقت سابق, بعد خروج باقي المشافي عن الخدمة: no news of today."""
    texts = matches.document.texts
    rest = unjoined(texts, trigger - 1) == "بعد" and not OTHERS.isdisjoint(texts[trigger + 1 : trigger + 2])
    return rest or _EARLIER in " ".join(texts[care.last : matches.document.sentences[care.sentence].last])


def _rebuilt(care: Care, trigger: int, matches: Matches) -> bool:
    """مشفى س الذي دمره المسلحون، وأعلن بدء إعماره; الدمار الذي لحق بالمشافي والعجز عن إعمارها: a ruin to build up."""
    texts = matches.document.texts
    which = not WHICH.isdisjoint((texts[trigger - 1], *texts[trigger + 1 : trigger + 2]))
    ahead = texts[trigger : matches.document.sentences[care.sentence].last]
    return which and any(text.startswith(_REBUILT) for text in ahead)
