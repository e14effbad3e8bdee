"""Prefixes and suffixes of Arabic as almor tables: what may stand before and after a stem of which category.

Every affix is written as in unvowelled text. Feature names are camel-tools': prc0 the article, prc1 preposition or
future, prc2 conjunction, enc0 attached pronoun, num, gen, per, asp, vox, stt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple


class Affix(NamedTuple):
    """One prefix or suffix: how it is written, its category, what it adds."""

    text: str
    category: str
    features: tuple[tuple[str, str], ...] = ()


CONJUNCTIONS: Final = (("", "0"), ("و", "wa"), ("ف", "fa"))
PREPOSITIONS: Final = (("ب", "bi"), ("ل", "li"), ("ك", "ka"))
PRONOUNS: Final = (("ه", "3ms"), ("ها", "3fs"), ("هما", "3d"), ("هم", "3mp"), ("هن", "3fp"), ("نا", "1p"))
IMPERFECT: Final = (("ي", "IY"), ("ت", "IT"), ("ن", "IN"))


def prefixes() -> Iterator[Affix]:
    """Nouns: P0 nothing, PA the article, PP a preposition. Verbs: V0 perfect; IY, IT, IN imperfect; C particles."""
    for text, conj in CONJUNCTIONS:
        prc2 = ("prc2", conj)
        for category in ("P0", "V0", "C0"):
            yield Affix(text, category, (prc2,))
        yield Affix(text + "ال", "PA", (prc2, ("prc0", "al"), ("stt", "d")))
        yield Affix(text + "لل", "PA", (prc2, ("prc0", "al"), ("prc1", "li"), ("stt", "d")))
        for prep, name in PREPOSITIONS:
            yield Affix(text + prep, "PP", (prc2, ("prc1", name)))
            if name != "li":
                yield Affix(text + prep + "ال", "PA", (prc2, ("prc0", "al"), ("prc1", name), ("stt", "d")))
        for letter, category in IMPERFECT:
            for future, name in (("", "0"), ("س", "sa"), ("ل", "li")):
                yield Affix(text + future + letter, category, (prc2, ("prc1", name)))


def _owned(text: str, category: str, *features: tuple[str, str]) -> Iterator[Affix]:
    """The suffix with each pronoun."""
    for pronoun, name in PRONOUNS:
        yield Affix(text + pronoun, category, (*features, ("enc0", name), ("stt", "c")))


def noun_suffixes() -> Iterator[Affix]:
    """S… singular, D… dual, M sound masculine plural, F sound feminine plural; the second letter is the state.

    0 bare, A tanween, P with a pronoun, C construct. Those in ة carry an H.
    """
    yield Affix("", "N0")
    yield Affix("ا", "NA", (("stt", "i"), ("cas", "a")))
    yield from _owned("", "NP")
    yield Affix("ة", "H0")
    yield from _owned("ت", "HP")
    for stem, mark in (("", "D"), ("ت", "HD")):
        dual = ("num", "d")
        for ending in ("ان", "ين"):
            yield Affix(stem + ending, mark + "0", (dual,))
        for ending in ("ا", "ي"):
            yield Affix(stem + ending, mark + "C", (dual, ("stt", "c")))
            yield from _owned(stem + ending, mark + "P", dual)
    plural = ("num", "p")
    for ending in ("ون", "ين"):
        yield Affix(ending, "M0", (plural, ("gen", "m")))
    for ending in ("و", "ي"):
        yield Affix(ending, "MC", (plural, ("gen", "m"), ("stt", "c")))
        yield from _owned(ending, "MP", plural, ("gen", "m"))
    yield Affix("ات", "F0", (plural, ("gen", "f")))
    yield from _owned("ات", "FP", plural, ("gen", "f"))


PERFECT: Final = (
    # ending, with object, category, person
    ("", "", "V", "3ms"), ("ت", "ت", "V", "3fs"), ("ا", "ا", "V", "3md"), ("تا", "تا", "V", "3fd"),
    ("وا", "و", "V", "3mp"), ("ن", "ن", "C", "3fp"), ("نا", "نا", "C", "1p"),
)  # fmt: skip
"""Endings of the perfect: V follow the vowel stem, C the consonant stem."""

DEFECTIVE_PERFECT: Final = (
    # ى: قضى قضت قضيا قضتا قضوا قضين قضينا
    ("ى", "ا", "LA", "3ms"), ("ت", "ت", "LA", "3fs"), ("يا", "يا", "LA", "3md"), ("تا", "تا", "LA", "3fd"),
    ("وا", "و", "LA", "3mp"), ("ين", "ين", "LA", "3fp"), ("ينا", "ينا", "LA", "1p"),
    # ا: دعا دعت دعوا
    ("ا", "ا", "LW", "3ms"), ("ت", "ت", "LW", "3fs"), ("وا", "و", "LW", "3mp"), ("ونا", "ونا", "LW", "1p"),
    # ي: لقي لقيت لقيا لقوا لقين لقينا
    ("ي", "ي", "LY", "3ms"), ("يت", "يت", "LY", "3fs"), ("يا", "يا", "LY", "3md"), ("يتا", "يتا", "LY", "3fd"),
    ("وا", "و", "LY", "3mp"), ("ين", "ين", "LY", "3fp"), ("ينا", "ينا", "LY", "1p"),
)  # fmt: skip

IMPERFECT_ENDINGS: Final = (
    # ending, with object, category, {prefix category: person}
    ("", "", "IV", {"IY": "3ms", "IT": "3fs", "IN": "1p"}),
    ("ون", "ون", "IV", {"IY": "3mp"}),
    ("وا", "و", "IV", {"IY": "3mp"}),
    ("ان", "ان", "IV", {"IY": "3md", "IT": "3fd"}),
    ("ا", "ا", "IV", {"IY": "3md", "IT": "3fd"}),
    ("", "", "IC", {"IY": "3ms", "IT": "3fs"}),
    ("ن", "ن", "IC", {"IY": "3fp"}),
    ("ي", "ي", "LI", {"IY": "3ms", "IT": "3fs", "IN": "1p"}),
    ("ون", "ون", "LI", {"IY": "3mp"}),
    ("وا", "و", "LI", {"IY": "3mp"}),
    ("يان", "يان", "LI", {"IY": "3md", "IT": "3fd"}),
    ("ين", "ين", "LI", {"IY": "3fp"}),
    ("ى", "ا", "LE", {"IY": "3ms", "IT": "3fs", "IN": "1p"}),
    ("ون", "ون", "LE", {"IY": "3mp"}),
    ("وا", "و", "LE", {"IY": "3mp"}),
    ("يان", "يان", "LE", {"IY": "3md", "IT": "3fd"}),
    ("ين", "ين", "LE", {"IY": "3fp"}),
    ("و", "و", "LU", {"IY": "3ms", "IT": "3fs", "IN": "1p"}),
    ("ون", "ون", "LU", {"IY": "3mp"}),
    ("وا", "و", "LU", {"IY": "3mp"}),
)
"""Endings of the imperfect. LI ends in ي (يقضي), LE in ى (يلقى), LU in و (يدعو)."""

NUMBER: Final = {"3ms": "s", "3fs": "s", "3md": "d", "3fd": "d", "3mp": "p", "3fp": "p", "1p": "p"}
GENDER: Final = {"3ms": "m", "3fs": "f", "3md": "m", "3fd": "f", "3mp": "m", "3fp": "f", "1p": ""}


def _subject(person: str) -> tuple[tuple[str, str], ...]:
    return (("per", person), ("num", NUMBER[person]), ("gen", GENDER[person] or "u"))


def verb_suffixes() -> Iterator[tuple[Affix, str, tuple[str, ...]]]:
    """Suffix, the stem category that it follows, the prefix categories before it. Suffixes with an object end in +O."""
    for ending, before, category, person in (*PERFECT, *DEFECTIVE_PERFECT):
        name = f"{category}.{person}"
        yield Affix(ending, name, _subject(person)), category, ("V0",)
        for pronoun, owner in PRONOUNS:
            yield Affix(before + pronoun, name + "+O", (*_subject(person), ("enc0", owner))), category, ("V0",)
    for number, (ending, before, category, persons) in enumerate(IMPERFECT_ENDINGS):
        for prefix, person in persons.items():
            name = f"{category}.{person}.{number}"
            yield Affix(ending, name, _subject(person)), category, (prefix,)
            for pronoun, owner in PRONOUNS:
                yield Affix(before + pronoun, name + "+O", (*_subject(person), ("enc0", owner))), category, (prefix,)
