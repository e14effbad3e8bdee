"""All names by their first word, found in the normalised words of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final, NamedTuple, TypeAlias

from detectors.gazetteer.entry import DEPTH, Entry, Region
from detectors.gazetteer.spelling import HEADS, SIDES, plain, variants

PROCLITICS = frozenset(a + b for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك"))
"""What may stand before a name in the same word."""
_CONTRACTED: Final = ("لل", "ولل")
"""ل with the article of the name behind it."""
_UNPARENTED: Final = 4
"""Letters of an official name without its parent's, least."""
_ARTICLED: Final = 4
"""Letters of a name that reports write with the article and the table without: longer ones are `variants`."""
_NUMBERS: Final = frozenset({"ثلاثه", "اربعه", "خمسه", "سبعه", "ثمانيه", "تسعه", "عشره"})
"""Numbers that villages are called by (أربعة كبيرة): alone they count."""
_REMEMBERED: Final = 1 << 16
"""Words whose names are remembered: most words of a text were met before, and begin no name."""

_SINGULAR = frozenset({"country", "province", "region"})
"""Kinds of places whose name is not taken for another spelling of a village."""


_Name: TypeAlias = tuple[str, str, list[str]]
"""What is attached before a name; the name; its words behind the first."""


class _Start(NamedTuple):
    """The names that a word begins."""

    alone: _Name | None
    """The one of one word: of two readings that without clitics."""
    longer: dict[str, list[_Name]]
    """Second word → those that go on with it, the longest first."""


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
    aliases: dict[str, set[str]]
    """Of `codes`, those that bear the name beside an official one that is another, the article aside."""
    clipped: frozenset[str]
    """Of `spelled`, official names without their parent's or with an article, which no place bears in full."""
    regions: dict[str, Region]
    above: dict[str, frozenset[str]]
    """Folded name of a place outside the tree → folded names of all that contains one of its bearers."""
    starts: Starts

    @classmethod
    def build(cls, entries: Iterable[Entry], regions: Iterable[Region]) -> Index:
        """Index the names themselves first; places that are spelled otherwise come behind."""
        ordered = sorted(entries, key=lambda entry: DEPTH[entry.level])
        names = {entry.code: [plain(name) for name in (entry.name_ar, *entry.aliases)] for entry in ordered}
        codes: dict[str, list[str]] = {}
        aliases: dict[str, set[str]] = {}
        for code, own in names.items():
            for name in {name for name in own if name}:
                codes.setdefault(name, []).append(code)
            for name in own[1:]:
                if name.removeprefix("ال") != own[0].removeprefix("ال"):
                    aliases.setdefault(name, set()).add(code)
        regions = tuple(regions)
        world: dict[str, Region] = {}
        for region in sorted(regions, key=lambda region: region.kind == "quarter"):  # نابلس, العريش: the city
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
        bare = [(n, code) for n, code in _unparented(ordered, names) if n not in world and code not in codes.get(n, ())]
        taken = world.keys() | spelled.keys() | {name for name, _ in bare}
        bare += [(n, code) for n, code in _with_article(codes) if n not in taken]
        clipped = {name for name, _ in bare} - codes.keys() - spelled.keys()
        for name, code in bare:
            spelled.setdefault(name, []).append(code)
        for name, found in spelled.items():
            codes.setdefault(name, []).extend(found)
        known_names = {name: tuple(found) for name, found in codes.items() if found}
        others = {name: frozenset(found) for name, found in spelled.items() if found}
        return cls(
            known_names, others, aliases, frozenset(clipped), world, _above(regions), Starts([*known_names, *world])
        )

    def find(self, words: list[str]) -> list[Hit]:
        """The longest names in `words`, none inside another, from left to right."""
        hits: list[Hit] = []
        end = 0
        starts = [*map(self.starts.__getitem__, words)]
        for at in compress(range(len(words)), starts):
            start = starts[at]
            if start is None or at < end:
                continue
            found = start.alone
            for name in start.longer.get(words[at + 1], ()) if start.longer and at + 1 < len(words) else ():
                if words[at + 1 : at + 1 + len(name[2])] == name[2]:
                    found = name
                    break
            if found is not None:
                end = at + 1 + len(found[2])
                hits.append(Hit(at, end, found[1], found[0]))
        return hits


class Starts(dict[str, _Start | None]):
    """Word as written → names that it begins, with what is attached before them. Fills itself as words are met."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names`: folded, their words parted by one blank."""
        super().__init__()
        self._by_first: dict[str, list[str]] = {}
        for name in names:
            self._by_first.setdefault(name.partition(" ")[0], []).append(name)

    def __missing__(self, word: str) -> _Start | None:
        """Look `word` up, and remember it unless too many have been."""
        start = self._start(word)
        if len(self) < _REMEMBERED:
            self[word] = start
        return start

    def _start(self, word: str) -> _Start | None:
        heads = [(clitics, word[len(clitics) :]) for clitics in PROCLITICS if word.startswith(clitics)]
        heads += [(clitics, "ال" + word[len(clitics) :]) for clitics in _CONTRACTED if word.startswith(clitics)]
        names = [
            (clitics, name, name.split(" ")[1:]) for clitics, first in heads for name in self._by_first.get(first, ())
        ]
        names.sort(key=lambda name: (-len(name[2]), len(name[0])))
        longer: dict[str, list[_Name]] = {}
        for name in names:
            if name[2]:
                longer.setdefault(name[2][0], []).append(name)
        return _Start(next((name for name in names if not name[2]), None), longer) if names else None


def _with_article(codes: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """السكيك, which the table has without the article: names too short to be told from a word by themselves."""
    for name, found in codes.items():
        article = f"ال{name}"
        if len(name) == _ARTICLED and name.isalpha() and not name.startswith("ال") and article not in codes:
            yield from ((article, code) for code in found)


def _unparented(entries: Sequence[Entry], names: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Official names without what tells them apart, each with its code; `names`: code → folded names.

    That is their parent's name (غزاوية عفرين) or the side that they lie on (طابية جزيرة, علوك شرقي).
    """
    by_code = {entry.code: entry for entry in entries}
    known: dict[str, list[str]] = {}
    for entry in entries:
        if entry.level != "community":
            continue
        if entry.parent not in known:
            known[entry.parent] = _parents(entry, by_code, names)
        parents = known[entry.parent]
        for name in names[entry.code]:
            first, _, last = name.rpartition(" ")
            if not first or name in parents or name.replace(" ال", " ") in parents:
                continue
            base = next((name[: -len(p) - 1] for p in parents if name.endswith(f" {p}")), "")
            if last.removeprefix("ال") in SIDES and (" " in first or len(first) > _UNPARENTED):
                base = first if first.removeprefix("ال") not in SIDES else ""
            if len(base) >= _UNPARENTED and base not in HEADS and base.removeprefix("ال") not in _NUMBERS:
                for bare in {base, *variants(base)}:
                    yield bare, entry.code


def _parents(entry: Entry, by_code: Mapping[str, Entry], names: Mapping[str, Sequence[str]]) -> list[str]:
    """Names of what contains `entry` below its country, with and without the article, the longest first."""
    found: set[str] = set()
    above = by_code.get(entry.parent)
    while above is not None and above.level != "country":
        for name in names[above.code]:
            bare = name.removeprefix("جبل ")
            found |= {bare, bare.removeprefix("ال"), f"ال{bare.removeprefix('ال')}"}
        above = by_code.get(above.parent)
    return sorted(found - {"", "ال"}, key=lambda name: (-len(name), name))


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
