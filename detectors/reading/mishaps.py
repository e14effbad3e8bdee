"""Mishaps that more than one word tells: what fell, what left its rails, an hour that looks like a blast."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches
from detectors.reading.word import Word

AIRCRAFT: Final = frozenset({"طائره", "مروحيه", "مروحي"})
_REMOTE: Final = frozenset({"مسيره", "مسير", "استطلاع", "انتحاريه", "مفخخه", "ملغمه"})
"""Behind an aircraft: its fall is a way of attacking."""
_BLOWS: Final = ("noun.attack", "verb.attack", "verb.explode", "verb.shoot", "noun.massacre", "verb.hit")
_FIRE: Final = frozenset({"برصاص", "بنيران", "رصاص", "نيران"})
_HOURS: Final = frozenset({"اول", "يوم", "هذا"})
"""Behind فجر, besides words of time: the hour."""
_PAIRS: Final = {
    ("عن", "القضبان"): "",
    ("عن", "سكته"): "",
    ("موجه", "حر"): "",
    ("موجه", "الحر"): "",
    ("بضربات", "الشمس"): "",
    ("حوادث", "دهس"): "other",
    ("حادث", "دهس"): "other",
    ("حوادث", "الدهس"): "other",
    ("في", "منجم"): "explosion",
    ("داخل", "منجم"): "explosion",
    ("بمنجم", "للفحم"): "explosion",
    ("العاب", "ناريه"): "explosion",
    ("الالعاب", "الناريه"): "explosion",
    ("للالعاب", "الناريه"): "explosion",
    ("بالالعاب", "الناريه"): "explosion",
}
"""Mishaps that take two words, with the sort of violence that they explain away."""


def aircraft(word: Word) -> bool:
    """Whether a word is an aircraft."""
    return "weapon" in word and word["weapon"].lemma in AIRCRAFT


def pairs(matches: Matches) -> dict[int, str]:
    """Where a mishap of two words begins, with what it explains away."""
    texts = matches.document.texts
    starts = (i for i, _ in matches.document.where(frozenset(first for first, _ in _PAIRS)))
    named = ((i, (texts[i], texts[i + 1])) for i in starts if i + 1 < len(texts))
    return {i: _PAIRS[words] for i, words in named if words in _PAIRS}


def fallen(matches: Matches, i: int) -> bool:
    """سقوط سقف، سقوط طائرة: a thing that came down; a drone does so on purpose."""
    words = matches.words
    if "noun.fall" not in words[i] or i + 1 >= len(words):
        return False
    thing = words[i + 1].get("thing.building")
    if thing is not None and thing.tag("falls"):
        return True
    after = matches.document.texts[i + 2] if i + 2 < len(words) else ""
    arms = matches.standing.of("weapon", 0, len(words))
    if matches.standing.any(_BLOWS, 0, len(words)) or not all(aircraft(words[j]) for j in arms):
        return False  # in a text that tells of attacks, one of them may have brought it down
    return aircraft(words[i + 1]) and after.removeprefix("ال") not in _REMOTE


def falls(matches: Matches) -> list[int]:
    """Where things came down."""
    return [i for i in matches.standing.of("noun.fall", 0, len(matches.words)) if fallen(matches, i)]


def dawn(matches: Matches, i: int) -> bool:
    """فجر أمس: the hour, and nobody blew anything up."""
    if "time.adverb" not in matches.words[i] or i + 1 >= len(matches.words):
        return False
    return matches.words[i + 1].any(("time.day", "time.adverb")) or matches.document.texts[i + 1] in _HOURS


def illness(word: Word) -> bool:
    """A word for what one falls ill of."""
    return "noun.accident" in word and word["noun.accident"].tag("illness") is not None


def by_force(matches: Matches, first: int, last: int) -> bool:
    """قتل بالخطأ برصاص عناصر القوات، القوات تقتل مدنيا بالخطأ: a force shot others, whatever it meant."""
    for i in range(first, last - 1):
        if matches.document.texts[i] in _FIRE and any(c in matches.words[i + 1] for c in ("force", "person.combatant")):
            return True
        kills = matches.words[i].get("verb.kill")
        near = range(max(first, i - 2), i)
        if kills and (kills.aspect == "iv" or kills.gender == "f") and any("force" in matches.words[j] for j in near):
            return True
    return False
