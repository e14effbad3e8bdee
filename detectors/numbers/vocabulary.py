"""The number words, bounds and decoys of `data/*.tsv`, folded and with clitics, ready to look up."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import compress
from typing import Final

from msgspec import Struct

from detectors.text import fold

CONJUNCTIONS: Final = ("", "و", "ف")
PREPOSITIONS: Final = ("", "ب", "ل", "ك")

_REMEMBERED: Final = 1 << 16
"""Words of which it is remembered that nothing begins with them, or something."""
QUANTITIES: Final = frozenset({"كميه"})
"""Spellings that would be a hundred with a preposition, and mean a quantity."""


class Atom(Struct, frozen=True, gc=False):
    """One number word as written: what it is, its value, its clitics."""

    kind: str
    value: int
    conjunction: bool = False
    definite: bool = False
    preposition: bool = False


def _lines(name: str) -> Iterator[list[str]]:
    text = (files("detectors.numbers") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _spellings(word: str) -> Iterator[tuple[str, bool, bool, bool]]:
    """The word with its proclitics: spelling, conjunction?, definite?, preposition?"""
    for conjunction in CONJUNCTIONS:
        for preposition in PREPOSITIONS:
            yield conjunction + preposition + word, bool(conjunction), False, bool(preposition)
            article = "لل" if preposition == "ل" else preposition + "ال"
            yield conjunction + article + word, bool(conjunction), True, bool(preposition)


class Beginnings(dict[str, bool]):
    """Word as written → whether something begins with it: a digit, or a word of the vocabulary. Fills itself."""

    def __init__(self, words: Container[str]) -> None:
        """`words`: the vocabulary."""
        super().__init__()
        self._words = words

    def __missing__(self, text: str) -> bool:
        """Look `text` up, and remember it unless too many have been."""
        begins = text in self._words or text[0].isdigit()
        if len(self) < _REMEMBERED:
            self[text] = begins
        return begins

    def among(self, texts: Sequence[str]) -> list[int]:
        """Which of the words of a text begin something."""
        return [*compress(range(len(texts)), map(self.__getitem__, texts))]


@dataclass(frozen=True)
class Vocabulary:
    """All words of the number grammar."""

    atoms: dict[str, tuple[Atom, ...]] = field(default_factory=dict)
    """Written word → readings, plain cardinals before ordinals."""
    before: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    """Last word of a bound that stands before → (its words, qualifier), longest first."""
    after: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    """First word of a bound that trails → (its words, qualifier), longest first."""
    vague: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    """First word, clitics included → (the other words, qualifier), longest first."""
    decoys: dict[str, dict[str, str]] = field(default_factory=dict)
    """`before` or `after` → word → reason."""
    bridge: frozenset[str] = frozenset()
    """Nouns that may stand between a bounding verb and its number (تجاوز عدد القتلى 100)."""
    ones: frozenset[str] = frozenset()
    """Words after which واحد counts by itself (مقتل واحد)."""
    stop: frozenset[str] = frozenset()
    """Words that no counted noun begins with."""

    @cached_property
    def begins(self) -> Beginnings:
        """What a number or a vague phrase begins with."""
        return Beginnings(self.atoms.keys() | self.vague.keys())

    @staticmethod
    @cache
    def load() -> Vocabulary:
        """The package's words, read once per process."""
        words = Vocabulary(
            bridge=frozenset(_side("bridge")), ones=frozenset(_side("one")), stop=frozenset(_side("stop"))
        )
        words.atoms.update(_atoms())
        for where, qualifier, phrase in _lines("phrases"):
            words._add(where, qualifier, tuple(fold(phrase).split()))
        for index in (words.before, words.after, words.vague):
            for found in index.values():
                found.sort(key=lambda entry: -len(entry[0]))
        words.decoys.update({side: _decoys(side) for side in ("before", "after")})
        return words

    def _add(self, where: str, qualifier: str, phrase: tuple[str, ...]) -> None:
        if where == "after":
            self.after.setdefault(phrase[0], []).append((phrase, qualifier))
        elif where == "before":
            self.before.setdefault(phrase[-1], []).append((phrase, qualifier))
            if len(phrase) == 1:
                for clitic in ("و", "ف", "ب", "ل", "وب", "ول"):
                    self.before.setdefault(clitic + phrase[0], []).append(((clitic + phrase[0],), qualifier))
        else:
            for conjunction in CONJUNCTIONS:
                for preposition in ("", "ب", "ل", "ك"):
                    attached = phrase[0]
                    if preposition == "ل" and attached.startswith("ال"):
                        attached = "ل" + attached[1:]
                    first = conjunction + preposition + attached
                    self.vague.setdefault(first, []).append((phrase[1:], qualifier))


def _atoms() -> dict[str, tuple[Atom, ...]]:
    found: dict[str, list[Atom]] = {}
    for kind, value, spellings in _lines("words"):
        for word in spellings.split():
            for spelling, *clitics in _spellings(fold(word)):
                if spelling.removeprefix("و").removeprefix("ف") in QUANTITIES:
                    continue
                atom = Atom(kind, int(value), *clitics)
                known = found.setdefault(spelling, [])
                if atom not in known:
                    known.append(atom)
    return {spelling: tuple(atoms) for spelling, atoms in found.items()}


def _side(side: str) -> list[str]:
    return [fold(word) for where, _, words in _lines("decoys") if where == side for word in words.split()]


_NOW: Final = frozenset({"يوم", "ليله", "اسبوع", "شهر", "عام", "سنه"})
"""With the article they say when and are no measure of time: قتل سبعة اليوم."""


def _decoys(side: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for where, reason, words in _lines("decoys"):
        if where != side:
            continue
        for word in map(fold, words.split()):
            known = [] if word in _NOW else ["ال" + word]
            forms = [word, *known] if side == "after" else [word, "و" + word, "ب" + word, "ل" + word]
            for form in forms:
                found.setdefault(form, reason)
    return found
