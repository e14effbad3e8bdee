"""How people are said to have come to harm, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from detectors.records import Kind

EVENT_NOUNS: dict[str, Kind] = {"noun.death": "killed", "noun.injury": "injured", "noun.loss": "missing"}
FATE_VERBS: dict[str, Kind] = {
    "verb.kill": "killed",
    "verb.die": "killed",
    "verb.injure": "injured",
    "verb.miss": "missing",
}
GOVERNORS = EVENT_NOUNS | FATE_VERBS


@dataclass(frozen=True, slots=True)
class Role:
    """How a phrase is said to have come to harm."""

    kind: Kind
    governor: int
    rule: str


@dataclass(frozen=True, slots=True)
class Decoy:
    """Why a phrase tells of no harm."""

    reason: str
