"""Whose office or seat a name tells, where nothing need have happened: أعلن رئيس بلدية س, وفق غرفة طوارئ س."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.places.locating import unprefixed
from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words
from detectors.text import Token

_SAYS: Final = 6
"""Words between what says that somebody spoke and the name: his title and what he is over."""
_COUNTED: Final = frozenset({"احصي", "احصت", "سجل", "سجلت", "رصد", "رصدت", "حصر", "حصرت", "قدر", "قدرت"})
"""Verbs of who counts the dead, as others say how many there are."""
_OF: Final = frozenset({"في", "ب", "ل", "عن", "باسم", "لدي", "من"})
"""Prepositions within a title."""
_OWN: Final = frozenset({"مخيم", "حي", "قريه", "موقع"})
"""Kinds of places whose people speak of what happened there."""
_ARTICLE: Final = "ال"
PREPOSITIONS: Final = frozenset({"في", "من", "الي", "ب", "علي"})
_MINISTRY: Final = "وزاره"
_TITLES: Final = 6
"""Words between who is quoted and the place (مصدر أمني عراقي رفيع في …)."""
_THAT: Final = frozenset({"ان", "انه", "انها", "بان", "حيث", "عندما", "بعد", "جراء", "اثر", "،", ","})
_BY: Final = frozenset({"عن", "بحسب", "حسب", "وفق", "وفقا", "بحسبما", "بيان", "حصيله"})
"""Words by which somebody is quoted who are no verbs (خرج مشفى في س عن الخدمة)."""
_SAYING: Final = 4
"""Words between what says that somebody is quoted and who it is."""


def officer(spot: Spot, tokens: Sequence[Token], before: Sequence[str], words: Words) -> bool:
    """Whether the words before a name are, from what says so on, nothing but the title of who spoke.

    `before`: folded words up to the name. مقتل رئيس بلدية س, أعلن القائد هجوماً على س: no titles alone, and so places.
    """
    if spot.kind in _OWN or tokens[spot.first].text in words.again:
        return False
    titles, saying = words.titles, words["saying"]
    headed = False
    for word in reversed(before[-_SAYS:]):
        stem = word[1:] if word[:1] in "وف" else word
        bare = word[1:] if word[:1] in "وفبل" and word[1:] in titles else word
        bare = bare.removeprefix(_ARTICLE) if bare.removeprefix(_ARTICLE) in titles else bare
        if bare in titles:
            headed = True
        elif headed and any(said in saying or said in _COUNTED for said in (word, stem)):
            return True
        elif word not in _OF and not (word.startswith(_ARTICLE) and word.endswith(("ي", "يه"))):
            return False
    return False


def quoted(before: list[str], words: Words, after: str = "") -> bool:
    """Whether the place says where a source sits: مصدر طبي في …, قال مسؤول في …; مقتل مسؤول في … is where.

    Or what it says follows the place (وكانت وزارة الصحة بالولاية قالت إن).
    """
    at = len(before) - 1
    if at >= 0 and before[at] in PREPOSITIONS:
        at -= 1
    for _ in range(_TITLES):
        source, bare = (before[at], unprefixed(before[at])) if at >= 0 else ("", "")
        if source in words["told"] or bare in words["told"]:
            return True
        if not words["teller"].isdisjoint((source, bare, source.removeprefix("ل"))):
            said = before[max(0, at - _SAYING) : at]
            saying = words["saying"] | (words["counting"] if source == _MINISTRY else frozenset())
            spoke = [i for i, word in enumerate(said) if unprefixed(word) in saying or word in saying]
            if not spoke and after in words["saying"] - _BY:
                return words["victim"].isdisjoint(said)
            if spoke and words["victim"].isdisjoint(said[spoke[-1] :]):  # أكدت مصادر مقتل مسؤولين في …: where
                return True
        if not source or source in _THAT or source in words["victim"]:
            return False
        at -= 1
    return False
