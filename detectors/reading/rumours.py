"""What went around as news, and was denied in the sentences behind: تداولت صفحات أنباء عن مقتل خمسة … نفت ذلك."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches

_SPREAD: Final = frozenset(
    {"تداولت", "تداول", "تناقلت", "تناقل", "انتشرت", "انتشر", "شاعت", "اشيع", "راجت", "سرت", "ترددت"}
)
_RUMOURS: Final = frozenset(
    {"انباء", "الانباء", "اخبار", "اخبارا", "خبر", "خبرا", "شائعات", "شائعه", "معلومات", "اشاعات"}
)
_SPREAD_REACH: Final = 6
"""Words between what went around and that it did: where, and when."""
_BEHIND: Final = 2
"""Sentences behind in which it is denied."""
_OBJECTS: Final = frozenset(
    {"ذلك", "الخبر", "الانباء", "الامر", "صحه", "هذه", "تلك", "الشائعات", "الاشاعه", "المعلومات"}
)
_DENIED_REACH: Final = 3


def rumours(matches: Matches) -> frozenset[int]:
    """Sentences of which a later one says that nothing in them is so."""
    document, texts = matches.document, matches.document.texts
    found: set[int] = set()
    for i, number in document.where(_SPREAD):
        last = document.sentences[number].last
        if not _RUMOURS.isdisjoint(texts[i + 1 : min(i + 1 + _SPREAD_REACH, last)]):
            behind = document.sentences[number + 1 : number + 1 + _BEHIND]
            denials = (j for s in behind for j in matches.standing.of("verb.deny", s.first, s.last))
            if any(not _OBJECTS.isdisjoint(texts[j + 1 : j + 1 + _DENIED_REACH]) for j in denials):
                found.add(number)
    return frozenset(found)
