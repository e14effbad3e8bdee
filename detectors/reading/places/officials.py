"""Whose office or seat a name tells: أعلن رئيس بلدية س, وفق غرفة طوارئ س, النائب عن س; nothing happened there by that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.places.words import Words

_SAYS: Final = 6
"""Words between what says that somebody spoke and the name: his title and what he is over."""
_OF: Final = frozenset({"في", "ب", "ل", "عن", "باسم", "لدي", "من"})
"""Prepositions within a title."""
_ARTICLE: Final = "ال"


def officer(before: Sequence[str], words: Words) -> bool:
    """Whether the words before a name are, from what says so on, nothing but the title of who spoke.

    `before`: folded words up to the name. مقتل رئيس بلدية س, أعلن القائد هجوماً على س: no titles alone, and so places.
    """
    titles = words["office"] | words["charge"]
    headed = False
    for word in reversed(before[-_SAYS:]):
        bare = word[1:] if word[:1] in "وفبل" and word[1:] in titles else word
        bare = bare.removeprefix(_ARTICLE) if bare.removeprefix(_ARTICLE) in titles else bare
        if bare in titles:
            headed = True
        elif headed and (word in words["saying"] or (word[:1] in "وف" and word[1:] in words["saying"])):
            return True
        elif word not in _OF and not (word.startswith(_ARTICLE) and word.endswith(("ي", "يه"))):
            return False
    return False
