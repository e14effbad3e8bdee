"""The words around place names, from `words.tsv`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from detectors.gazetteer.spelling import plain
from detectors.reading.given import given_names

_BEFORE = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "ك")
"""Proclitics that a type word may carry."""

SETTLEMENTS = frozenset({"مدينه", "بلده", "قريه"})
"""Kinds of places that people live in and that nothing but an area holds."""
HALVES = ("الشرقيه", "الغربيه", "الشماليه", "الجنوبيه", "الشرقي", "الغربي", "الشمالي", "الجنوبي")
"""Last words of the names of halves of a land (الغوطة الشرقية)."""
_TELLING = (
    "all_of_them", "origin", "launch", "mounted", "post", "fired", "brought", "ward", "clinic", "fighters", "person",
    "given", "born", "fled",
)  # fmt: skip


class Type(NamedTuple):
    """A type word: what it calls the place, and how many places it announces (`s`, `d`, `p`)."""

    kind: str
    number: str
    clitics: str


class Words(dict[str, frozenset[str]]):
    """Class of `words.tsv` → its words, and the classes that say something of each word."""

    def __init__(
        self,
        classes: Mapping[str, Iterable[str]],
        types: dict[str, Type],
        sides: dict[str, str],
        again: dict[str, str],
        *,
        capitals: dict[str, str],
        nations: dict[str, str],
    ) -> None:
        """The words of the file."""
        super().__init__((name, frozenset(words)) for name, words in classes.items())
        self.types = types
        """Surface form, proclitics included → type."""
        self.sides = sides
        """Direction word → n, s, e, w or c."""
        self.again = again
        """Type word with the article, proclitics included → kind of the place that it refers back to."""
        self.capitals = capitals
        """Folded name of a state → its capital as it is written."""
        self.nations = nations
        """الصومالية, folded → the state as it is written."""
        self.linking = frozenset().union(types, sides, self["parental"], self["part"])
        """في, شمال, التابعة ل, a comma or a type word: what stands between a place and its parent."""
        self.features = {clitics + word: clitics for word in self["feature"] for clitics in _BEFORE}
        """Word for a feature of the land, proclitics included → those."""
        self.leading = self["locative"] | self["part"] | self["near"] | self.features.keys()
        """Words that stand before a place."""
        self.titles = self["office"] | self["charge"]
        """Offices, and what they are over or sit in."""
        self.telling = frozenset().union(*(self[name] for name in _TELLING))
        """What may say that something came from the place, or was brought there."""


def _placed_forms(word: str) -> list[str]:
    """A word with the article and what may be attached before it."""
    return [*(clitic + word for clitic in ("", "و", "ف", "ب", "ل", "وب", "ول")), "لل" + word[2:], "ولل" + word[2:]]


@cache
def load() -> Words:
    """The words, read once per process."""
    types: dict[str, Type] = {}
    sides: dict[str, str] = {}
    again: dict[str, str] = {}
    capitals: dict[str, str] = {}
    nations: dict[str, str] = {}
    classes: dict[str, set[str]] = {}
    text = (files("detectors.reading.places") / "words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, listed, *value = line.split("\t")
        words = [word.replace("_", " ") for word in listed.split()]
        if name == "type":
            kind, number = value[0].split()
            types |= {c + word: Type(kind, number, c) for word in words for c in _BEFORE}
        elif name == "side":
            sides |= dict.fromkeys(words, value[0])
        elif name == "again":
            again |= {form: value[0] for word in words for form in _placed_forms(word)}
        elif name == "capital":
            state = value[0].replace("_", " ")
            capitals[plain(state)] = words[0]
            nations |= {plain(f"ال{adjective}"): state for adjective in value[1:]}
        else:
            classes.setdefault(name, set()).update(words)
    classes["given"] |= given_names()
    types = {word: kind for word, kind in types.items() if word not in classes["no_type"]}
    return Words(classes, types, sides, again, capitals=capitals, nations=nations)
