"""What a sentence has told so far, while its phrases are read one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from detectors.reading.model import Candidate
from detectors.reading.people import People
from detectors.text import Sentence


@dataclass(slots=True)
class Told:
    """A phrase with what became of it."""

    people: People
    candidate: Candidate


@dataclass(slots=True)
class State:
    """What the sentence has told so far."""

    number: int
    sentence: Sentence
    phrases: list[People]
    told: list[Told] = field(default_factory=list)
    whole: int | None = None
    """Candidate that a following subset belongs to."""
    untold: bool = False
    """The nearest phrase that a subset could belong to came to no harm."""
    composed: People | None = None
    """People without a number who are among the whole (بينهم أطفال): counted ones may follow (و3 سيدات)."""
