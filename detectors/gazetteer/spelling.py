"""How else a place's name may be written: joined or split compounds, with and without the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from detectors.text import fold

HEADS = (
    "كفر",
    "تل",
    "خان",
    "دير",
    "عين",
    "بيت",
    "ابو",
    "ام",
    "جب",
    "معر",
    "معره",
    "بير",
    "راس",
    "حوش",
    "جسر",
    "باب",
    "مير",
)
"""First words of compounds that writers join to the next (كفرنبل) or part from it (كفر نبل)."""
_SPLIT = ("كفر", "معر", "بير")
"""Heads that are safe to part where the gazetteer joins them."""
_SHORTEST = 4
"""Letters that a bare variant needs, so that it does not turn into an ordinary word."""
_PREFIXES = ("ناحيه ", "منطقه ", "مدينه ", "مركز ", "محافظه ", "قريه ", "بلده ", "حي ", "ولايه ", "اقليم ", "مقاطعه ")
"""Type words at the head of an alias: the reader handles those by itself."""


_TWINS = frozenset({"كبير", "كبيره", "صغير", "صغيره", "فوقاني", "تحتاني", "الكبير", "الكبيره", "الصغير", "الصغيره"})
"""Last words that tell two places of one name apart; reports leave them out."""
SIDES = frozenset({"شرقي", "غربي", "شمالي", "جنوبي", "شاميه", "جزيره", "فوقا", "تحتا", *_TWINS})
"""The same of villages that face each other, across the Euphrates or a road."""


@lru_cache(maxsize=1 << 14)
def plain(name: str) -> str:
    """`name` folded, without a leading type word and with brackets and signs as blanks."""
    folded = fold(name)
    if _SIGNS.search(folded):
        folded = " ".join(_SIGNS.sub(" ", folded).split())
    if folded.startswith(_PREFIXES):
        return folded[len(next(prefix for prefix in _PREFIXES if folded.startswith(prefix))) :]
    return folded


_SIGNS = re.compile("[()/\\-.،']")


def variants(name: str) -> Iterator[str]:
    """Other spellings of a folded name. Each is used only where no place bears it as its own name."""
    first, _, rest = name.partition(" ")
    if rest and first in HEADS:
        yield first + rest
        bare = rest.removeprefix("ال")
        if bare != rest:
            yield f"{first} {bare}"
        elif len(rest) >= _SHORTEST:
            yield f"{first} ال{rest}"
    for head in _SPLIT:
        if not rest and name.startswith(head) and len(name) - len(head) >= _SHORTEST - 1:
            yield f"{head} {name[len(head) :]}"
    if name.startswith("ال") and len(name) > _SHORTEST + 2:
        yield name[2:]
    elif (not rest or rest.isdigit()) and len(name) > _SHORTEST and not name.startswith("ال"):
        yield f"ال{name}"
    base, _, last = name.rpartition(" ")
    if last in _TWINS and " " in base:
        yield base
    if base and last.removeprefix("ال") in SIDES:
        yield f"ال{base.removeprefix('ال')} ال{last.removeprefix('ال')}"
        yield f"{base} {last.removeprefix('ال')}"
    yield from _endings(name)


def _endings(name: str) -> Iterator[str]:
    """ا and ه change places at the end of names that are not Arabic words (بزاعا, بزاعه)."""
    if len(name) > _SHORTEST:
        if name.endswith("ا"):
            yield name[:-1] + "ه"
        elif name.endswith("ه"):
            yield name[:-1] + "ا"
