"""Who is a source: an outlet, once, however often and under however many names its words are carried."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from detectors.fusion.features import Features
from detectors.fusion.fingerprint import same_text
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
    groups: list[list[Features]] = []
    for member in sorted(members, key=lambda f: f.order):
        touching = [g for g in groups if any(_one_source(member, other) for other in g)]
        merged = [f for g in touching for f in g] + [member]
        groups = [g for g in groups if all(g is not t for t in touching)] + [merged]
    ordered = (tuple(sorted(g, key=lambda f: f.order)) for g in groups)
    return tuple(sorted(ordered, key=lambda g: g[0].order))


def _one_source(a: Features, b: Features) -> bool:
    return (
        a.claim.article_id == b.claim.article_id
        or origin(a) == origin(b)
        or (a.claim.text_hash != "" and a.claim.text_hash == b.claim.text_hash)
        or same_text(a.claim.fingerprint, b.claim.fingerprint)
    )


@lru_cache(maxsize=20_000)
def origin(f: Features) -> str:
    """Who the figures come from: the organisation that the report quotes for them, else the outlet itself."""
    quoted = {known.name for fact in f.claim.facts if fact.attributed_to and (known := body(fact.attributed_to))}
    return min(quoted) if len(quoted) == 1 else voice(f.claim.source)


def is_official(f: Features) -> bool:
    """Whether the outlet, or whom it quotes for the figures, records casualties itself by office."""
    names = [f.claim.source, *(fact.attributed_to for fact in f.claim.facts if fact.attributed_to)]
    return any(known.official for name in names if (known := body(name)))
