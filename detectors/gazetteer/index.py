"""All names in one Aho-Corasick automaton over space-delimited normalised words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import ahocorasick

from detectors.gazetteer.entry import DEPTH, Entry, Region
from detectors.gazetteer.spelling import plain, variants

PROCLITICS = frozenset(a + b for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك"))
"""What may stand before a name in the same word."""


_SINGULAR = frozenset({"country", "province", "region"})
"""Kinds of places whose name is not taken for another spelling of a village."""


class Hit(NamedTuple):
    """A name at words `first`…`last` (half-open) of the line searched."""

    first: int
    last: int
    name: str
    """Folded, as indexed: the key of `Index.codes` or `Index.regions`."""
    clitics: str
    """What is attached before it: و, ب, وب, لل … (with لل the article of the name is contracted)."""


@dataclass(frozen=True, slots=True)
class Index:
    """Folded name → codes (widest first, other spellings last), folded name → region, and what finds both in text."""

    codes: dict[str, tuple[str, ...]]
    spelled: dict[str, frozenset[str]]
    """Of `codes`, those that bear the name only in another spelling."""
    regions: dict[str, Region]
    above: dict[str, frozenset[str]]
    """Folded name of a place outside the tree → folded names of all that contains one of its bearers."""
    automaton: ahocorasick.Automaton

    @classmethod
    def build(cls, entries: Iterable[Entry], regions: Iterable[Region]) -> Index:
        """Index the names themselves first; places that are spelled otherwise come behind."""
        ordered = sorted(entries, key=lambda entry: DEPTH[entry.level])
        codes: dict[str, list[str]] = {}
        for entry in ordered:
            for name in {plain(name) for name in (entry.name_ar, *entry.aliases)}:
                if name:
                    codes.setdefault(name, []).append(entry.code)
        regions = tuple(regions)
        world: dict[str, Region] = {}
        for region in regions:
            for name in map(plain, (region.name_ar, *region.aliases)):
                world.setdefault(name, region)
        spelled: dict[str, list[str]] = {}
        wide = {entry.code for entry in ordered if entry.level in ("country", "governorate")}
        for name, found in codes.items():
            if not wide.isdisjoint(found) and " " not in name:
                continue
            for variant in variants(name):
                if variant not in world or world[variant].kind not in _SINGULAR:
                    known = spelled.setdefault(variant, [])
                    known += [code for code in found if code not in known and code not in codes.get(variant, ())]
        for name, found in spelled.items():
            codes.setdefault(name, []).extend(found)
        known_names = {name: tuple(found) for name, found in codes.items() if found}
        others = {name: frozenset(found) for name, found in spelled.items() if found}
        return cls(known_names, others, world, _above(regions), _automaton([*known_names, *world]))

    def find(self, words: list[str]) -> list[Hit]:
        """The longest names in `words`, none inside another, from left to right."""
        line = f" {' '.join(words)} "
        firsts = list(accumulate(map(len, words), lambda at, length: at + length + 1, initial=1))
        starts = {at: index for index, at in enumerate(firsts)}
        hits: list[Hit] = []
        for end, name in self.automaton.iter(line):
            hit = _hit(line, end, starts[end + 1], name, starts)
            if hit:
                hits.append(hit)
        return _longest(hits)


def _above(regions: Iterable[Region]) -> dict[str, frozenset[str]]:
    """What contains each place outside the tree, up to its country; of homonyms, what contains any of them."""
    parents: dict[str, set[str]] = {}
    for region in regions:
        if region.kind != "region":
            for name in map(plain, (region.name_ar, *region.aliases)):
                parents.setdefault(name, set()).update({plain(region.parent)} - {"", name})
    spelled = _spellings(regions)
    out: dict[str, frozenset[str]] = {}
    for name, direct in parents.items():
        found: set[str] = set()
        queue = [*direct]
        while queue:
            parent = queue.pop()
            if parent not in found:
                found.add(parent)
                queue += parents.get(parent, ())
        out[name] = frozenset(other for parent in found for other in spelled.get(parent, (parent,)))
    return out


def _spellings(regions: Iterable[Region]) -> dict[str, set[str]]:
    """Main name of a place outside the tree → all its names."""
    out: dict[str, set[str]] = {}
    for region in regions:
        out.setdefault(plain(region.name_ar), set()).update(map(plain, (region.name_ar, *region.aliases)))
    return out


def _automaton(names: Iterable[str]) -> ahocorasick.Automaton:
    """Each name ends at a blank; its beginning is checked when it is found, so that clitics need no entries."""
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(f"{name} ", name)
        if name.startswith("ال"):
            automaton.add_word(f" لل{name[2:]} ", name)
            automaton.add_word(f" ولل{name[2:]} ", name)
    automaton.make_automaton()
    return automaton


def _hit(line: str, end: int, last: int, name: str, starts: dict[int, int]) -> Hit | None:
    """The match that ends just before the blank at `end`, when it begins a word or follows a proclitic."""
    begin = end - len(name)
    first = starts.get(begin)
    if first is not None and line.startswith(name, begin):
        return Hit(first, last, name, "")
    word = line.rindex(" ", 0, begin) + 1
    before = line[word:begin]
    if line.startswith(name, begin) and before in PROCLITICS:
        return Hit(starts[word], last, name, before)
    if name.startswith("ال"):
        word = line.rindex(" ", 0, end - len(name) + 2) + 1
        before = line[word : end - len(name) + 2]
        if before in ("لل", "ولل"):
            return Hit(starts[word], last, name, before)
    return None


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop what a longer hit covers; of two readings of one stretch the one without clitics stays."""
    hits.sort(key=lambda hit: (hit.first, -hit.last, len(hit.clitics)))
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.first >= kept[-1].last:
            kept.append(hit)
    return kept
