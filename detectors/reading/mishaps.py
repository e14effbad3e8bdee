"""Mishaps that more than one word tells: what fell, what left its rails, an hour that looks like a blast."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches
from detectors.reading.word import Word

AIRCRAFT: Final = frozenset({"طائره", "مروحيه", "مروحي"})
_REMOTE: Final = frozenset({"مسيره", "مسير", "استطلاع", "انتحاريه", "مفخخه", "ملغمه"})
"""Behind an aircraft: its fall is a way of attacking."""
DEEDS: Final = ("noun.attack", "verb.attack", "verb.explode", "verb.shoot", "noun.massacre", "verb.hit")
"""Words of violence that somebody did."""
KILLINGS: Final = (*DEEDS, "verb.kill")
ATTACKS: Final = (*KILLINGS, "weapon")
_FIRE: Final = frozenset({"برصاص", "بنيران", "رصاص", "نيران"})
_BY_ARMS: Final = frozenset({"امنيه", "عسكريه", "الامنيه", "العسكريه", "انزال", "الانزال", "دهم", "مداهمه"})
"""Behind an operation, what makes it one of forces."""
_POSTS: Final = frozenset({"دوريه", "الدوريه", "دوريات", "حاجز", "الحاجز"})
"""Behind fire: forces that the lexicon knows as no force."""
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


def falls(matches: Matches) -> list[int]:
    """سقوط سقف، سقوط طائرة: where things came down; a drone does so on purpose."""
    words, texts = matches.words, matches.document.texts
    starts = matches.standing.of("noun.fall", 0, len(words) - 1)
    downed = bool(starts) and _downed(matches)
    found: list[int] = []
    for i in starts:
        thing = words[i + 1].get("thing.building")
        after = texts[i + 2] if i + 2 < len(words) else ""
        crashed = not downed and aircraft(words[i + 1]) and after.removeprefix("ال") not in _REMOTE
        if crashed or (thing is not None and thing.tag("falls")):
            found.append(i)
    return found


def _downed(matches: Matches) -> bool:
    """Whether the text tells of attacks, or of arms besides aircraft: one of them may have brought it down."""
    arms = matches.standing.of("weapon", 0, len(matches.words))
    return matches.standing.any(DEEDS, 0, len(matches.words)) or not all(aircraft(matches.words[j]) for j in arms)


def dawn(matches: Matches, i: int) -> bool:
    """فجر أمس: the hour, and nobody blew anything up."""
    if "time.adverb" not in matches.words[i] or i + 1 >= len(matches.words):
        return False
    return matches.words[i + 1].any(("time.day", "time.adverb")) or matches.document.texts[i + 1] in _HOURS


def illness(word: Word) -> bool:
    """A word for what one falls ill of."""
    return "noun.accident" in word and word["noun.accident"].tag("illness") is not None


def by_force(matches: Matches, first: int, last: int) -> bool:
    """قتل بالخطأ برصاص عناصر القوات، القوات تقتل مدنيا بالخطأ، خلال مداهمة: a force shot others, whatever it meant."""
    if matches.standing.any(("noun.raid",), first, last):
        return True
    for i in range(first, last - 1):
        if "noun.operation" in matches.words[i] and matches.document.texts[i + 1] in _BY_ARMS:
            return True
        armed = matches.document.texts[i + 1] in _POSTS or matches.words[i + 1].any(("force", "person.combatant"))
        if matches.document.texts[i] in _FIRE and armed:
            return True
        kills = matches.words[i].get("verb.kill")
        near = range(max(first, i - 2), i)
        if kills and (kills.aspect == "iv" or kills.gender == "f") and any("force" in matches.words[j] for j in near):
            return True
    return False
