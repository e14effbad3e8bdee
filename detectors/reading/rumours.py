"""What went around as news, and was denied in the sentences behind: تداولت صفحات أنباء عن مقتل خمسة … نفت ذلك."""

from __future__ import annotations

from itertools import pairwise
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
RUMOURS: Final = frozenset({
    "الانباء", "انباء", "الاخبار", "اخبار", "ما", "المعلومات", "معلومات", "الشائعات", "خبر", "الخبر", "شائعه", "اشاعه",
    "شائعات", "اشاعات", "الاشاعات",
})  # fmt: skip
_FALSE: Final = ("مفبرك", "كاذب", "مضلل", "ملفق", "زايف", "زائف", "مزيف", "مختلق")
"""Beginnings of what says right behind it that it is not so (خبر مفبرك, منشور مضلل)."""
_POSTED: Final = frozenset({"منشور", "منشورا", "منشورات", "مقطع", "مقطعا", "روايه", "روايات", "شائعه", "تغريده"})
_FALSE_REACH: Final = 14
"""Tokens between it and what it says: where it went around."""
_RUMOUR_REACH: Final = 8
"""Tokens between the word for what others said and the count."""
_UNTRUE: Final[dict[str, frozenset[str]]] = {
    "غير": frozenset({"صحيح", "صحيحه", "دقيق", "دقيقه"}), "لا": frozenset({"اساس", "صحه"}), "عار": frozenset({"عن"}),
    "مو": frozenset({"صحيح", "صحيحه", "مظبوط"}), "مش": frozenset({"صحيح", "صحيحه", "مظبوط"}),
    "ليس": frozenset({"صحيحا", "دقيقا"}), "ليست": frozenset({"صحيحه", "دقيقه"}), "اشاعه": frozenset(),
    "عاريه": frozenset({"عن"}), "كاذب": frozenset(), "كاذبه": frozenset(), "ملفقه": frozenset(), "مفبركه": frozenset(),
}  # fmt: skip
"""What says behind it that it is not so: words, and those of which one must follow if any."""
_ANSWERING: Final = ("فلا", "فهو", "فغير", "فعار", "فليس", "فكاذب", "فهي")
"""Behind a comma, what أما ما قيل … is answered with."""
_BELIED_REACH: Final = 8
"""Tokens behind the count within which it is said to be untrue: where it was said to be."""


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


def belied(matches: Matches, sentence: int, begin: int, first: int, last: int) -> bool:
    """الأنباء عن مقتل عشرة غير صحيحة, ما نشر عن مقتل خمسة لا أساس له: what others said, and belied behind it.

    It is told from `begin`; the people or what was hit stand at `first`…`last`.
    """
    document, texts = matches.document, matches.document.texts
    bounds = document.sentences[sentence]
    near = max(bounds.first, begin - _RUMOUR_REACH)
    if any(that == "الا" and word in _UNTRUE["لا"] for that, word in pairwise(texts[near:begin])):
        return True  # ألا صحة للأنباء عن إصابة فلان
    said = pairwise(texts[max(bounds.first, begin - _FALSE_REACH) : begin])
    if any(what.lstrip("وب") in RUMOURS | _RUMOURS | _POSTED and how.startswith(_FALSE) for what, how in said):
        return True  # خبر مفبرك يزعم أن ستين امرأة قتلن
    if RUMOURS.isdisjoint(text.removeprefix("و") for text in texts[near:first]):
        return False
    end = min(bounds.last, last + _BELIED_REACH)
    stops = (i for i in range(last, end) if texts[i] in {"،", ",", "؛", "."})
    stop = next((i for i in stops if i + 1 >= end or not texts[i + 1].startswith(_ANSWERING)), end)
    pairs = pairwise([*(text.removeprefix("ف") for text in texts[last:stop]), ""])  # أما ما نشر عن …، فلا أساس له
    return any(word in _UNTRUE and (not _UNTRUE[word] or following in _UNTRUE[word]) for word, following in pairs)
