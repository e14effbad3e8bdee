"""How people are said to have come to harm, and the words that say so."""

from __future__ import annotations

from msgspec import Struct

from detectors.records import Kind

EVENT_NOUNS: dict[str, Kind] = {"noun.death": "killed", "noun.injury": "injured", "noun.loss": "missing"}
FATE_VERBS: dict[str, Kind] = {
    "verb.kill": "killed",
    "verb.die": "killed",
    "verb.injure": "injured",
    "verb.miss": "missing",
}
GOVERNORS = EVENT_NOUNS | FATE_VERBS
DYING = frozenset({"noun.death", "verb.die"})
"""What the wounded do in the end (وفاة جريح)."""
ARRIVALS = ("verb.carry", "noun.carry", "verb.receive", "noun.receive", "verb.rise", "noun.rise")
"""Words by which people come to a hospital."""


class Role(Struct, frozen=True, gc=False):
    """How a phrase is said to have come to harm."""

    kind: Kind
    governor: int
    rule: str


class Decoy(Struct, frozen=True, gc=False):
    """Why a phrase tells of no harm."""

    reason: str
