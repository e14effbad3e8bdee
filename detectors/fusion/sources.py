"""Who is a source: an outlet, once, however often and under however many names its words are carried."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import NamedTuple

from detectors.fingerprint import same_text
from detectors.fusion.features import Features
from detectors.text import fold


class Body(NamedTuple):
    """An organisation that counts casualties and that others quote."""

    name: str
    official: bool
    """It records at the scene or in the wards, or is the state's own health authority."""
    aliases: tuple[str, ...]


@cache
def bodies() -> tuple[Body, ...]:
    """The organisations of `data/bodies.csv`."""
    text = (files("detectors.fusion") / "data" / "bodies.csv").read_text("utf-8")
    return tuple(
        Body(row["name"], row["official"] == "yes", tuple(_plain(a) for a in (row["name"], *row["aliases"].split(";"))))
        for row in csv.DictReader(text.splitlines())
    )


@cache
def body(name: str) -> Body | None:
    """The organisation that `name` (an outlet, or whom a report quotes) speaks of."""
    plain = f" {_plain(name)} "
    return next((b for b in bodies() if any(f" {a} " in plain or _joined(a, plain) for a in b.aliases if a)), None)


def _joined(alias: str, plain: str) -> bool:
    """Arabic names also stand with a clitic before them (والدفاع المدني)."""
    return any(f" {c}{alias} " in plain for c in ("و", "ل", "ب", "وب"))


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(name).casefold()).split())


@cache
def voice(outlet: str) -> str:
    """Name under which an outlet's own reports count: its organisation's, or its own without the platform's."""
    known = body(outlet)
    if known:
        return known.name
    head, _, tail = outlet.partition(":")
    return _plain(tail if tail and head.strip().casefold() in _PLATFORMS else outlet) or outlet


_PLATFORMS = {"facebook", "x", "twitter", "telegram", "youtube", "instagram"}


def independent(members: Sequence[Features]) -> tuple[tuple[Features, ...], ...]:
    """Members by source: of one outlet, copied from each other, or quoting one organisation for their figures."""
    ordered = sorted(members, key=lambda f: f.order)
    heads = list(range(len(ordered)))
    seen: dict[tuple[str, str], int] = {}
    texts: dict[tuple[int, ...], int] = {}
    for i, member in enumerate(ordered):
        for mark in _marks(member):
            _join(heads, seen.setdefault(mark, i), i)
        if member.claim.fingerprint:
            _join(heads, texts.setdefault(member.claim.fingerprint, i), i)
    outlets = [_head(heads, i) for i in heads]
    for i, j in combinations(texts.values(), 2):
        if outlets[i] != outlets[j] and _copied(ordered[i], ordered[j]):
            _join(heads, i, j)
    groups: dict[int, list[Features]] = defaultdict(list)
    for i, member in enumerate(ordered):
        groups[_head(heads, i)].append(member)
    return tuple(map(tuple, groups.values()))


def _marks(f: Features) -> Iterator[tuple[str, str]]:
    """What makes two claims one source's when they have it in common."""
    yield "article", f.claim.article_id
    yield "origin", origin(f)
    if f.claim.text_hash:
        yield "text", f.claim.text_hash


@lru_cache(maxsize=200_000)
def _copied(a: Features, b: Features) -> bool:
    """Remembered, since an incident's sources are told apart again with every claim that joins it."""
    return same_text(a.claim.fingerprint, b.claim.fingerprint)


def _head(heads: list[int], i: int) -> int:
    """The first member of the source that member `i` belongs to."""
    while heads[i] != i:
        i = heads[i]
    return i


def _join(heads: list[int], i: int, j: int) -> None:
    """Make the two members' sources one, which the earlier one's first member leads."""
    first, second = sorted((_head(heads, i), _head(heads, j)))
    heads[second] = first


@lru_cache(maxsize=20_000)
def origin(f: Features) -> str:
    """Who the figures come from: the organisation that the report quotes for them, else the outlet itself."""
    quoted = {known.name for fact in f.claim.facts if fact.attributed_to and (known := body(fact.attributed_to))}
    return min(quoted) if len(quoted) == 1 else voice(f.claim.source)


def is_official(f: Features) -> bool:
    """Whether the outlet, or whom it quotes for the figures, records casualties itself by office."""
    names = [f.claim.source, *(fact.attributed_to for fact in f.claim.facts if fact.attributed_to)]
    return any(known.official for name in names if (known := body(name)))
