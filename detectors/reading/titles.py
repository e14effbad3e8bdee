"""Two titles of one person, and two persons each with his name: المسعف والناشط خالد العمر, المسعف علي والسائق …."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.lexicon.entry import Entry
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, SUPPOSED, THEY_ARE, groups_of
from detectors.reading.places.words import load
from detectors.text import Token

_NAME: Final = 3
"""Words of a name up to its given one."""
_BEHIND: Final = 5
"""Tokens between a second title and the name: of what, or whose."""
_LED: Final = frozenset({"في", "من", "قرب", "علي"})
"""Before a word of no dictionary that may be a place."""
_ENDS: Final = COMMAS | {".", "؛", ":"}
_SHORT: Final = 3
"""Letters of a name of no dictionary, least."""


def one_man(matches: Matches, first: Entry, at: int, second: Entry, i: int) -> bool:
    """قتل الناشط والمتطوع في الدفاع المدني كرم علي: what one did, twice, and his one name behind both.

    Not whoever is told by his age or kin (الأب والطفل خالد), nor two of one ambulance (الطبيب والممرض خالد).
    """
    if second.clitics != ("wa", "al") or first.clitics != ("al",) or first.gender != second.gender:
        return False
    if any(e.category != "person.civilian" or e.number != "s" or e.tag("somebody") for e in (first, second)):
        return False
    if first.tag("kin") or second.tag("kin") or groups_of(first) == groups_of(second) == ("health",):
        return False
    return (at == i - 1 or matches.document.texts[i - 1].startswith("ال")) and _named_behind(matches, i)


def _named_behind(matches: Matches, i: int) -> bool:
    """A name within the next words, before a verb or a comma: a given one, or a word of no dictionary."""
    texts = matches.document.texts
    for j in range(i + 1, min(i + 1 + _BEHIND, len(texts))):
        words, text = matches.words[j], texts[j]
        if words.verb or text in _ENDS or j in matches.placed:
            return False
        strange = not words and text.isalpha() and len(text) >= _SHORT and not text.startswith("ال")
        if text in load()["given"] or (strange and texts[j - 1] not in _LED):
            return True
    return False


def after_name(matches: Matches, i: int) -> bool:
    """قتل المسعف سامر الأحمد والسائق …, من طيبة الإمام والسائق …: behind a person's name, or a place."""
    if i - 1 in matches.placed:
        return True
    for j in range(i - 1, max(-1, i - 1 - _NAME), -1):
        if matches.words[j]:
            return False
        if matches.document.texts[j] in load()["given"]:
            return True
    return False


def supposed(tokens: Sequence[Token], i: int) -> bool:
    """أربعة أشخاص يعتقد أنهم أعضاء في التنظيم، قتلوا: what those just told of are taken for."""
    they = i - 1 - (tokens[i - 1].text == "من")
    if they < 2 or tokens[they].text not in THEY_ARE:
        return False
    return tokens[they - 1 - (tokens[they - 1].text == "في")].text.startswith(SUPPOSED)
