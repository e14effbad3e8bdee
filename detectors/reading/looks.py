"""Looks at the words around a figure, which stay as they are while it is related to others: each is taken once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from detectors.reading.model import Candidate

L = TypeVar("L", bound="Looks")
T = TypeVar("T")


class Looks:
    """What has been seen around the figures of one article."""

    def __init__(self) -> None:
        self.taken: defaultdict[str, dict[int, Any]] = defaultdict(dict)
        """Name of a look → figure → what was seen."""


def once(look: Callable[[L, Candidate], T]) -> Callable[[L, Candidate], T]:
    """`look`, whose answer is kept for each figure: it may depend on nothing of it but where it stands."""

    name = look.__name__

    @wraps(look)
    def seen(self: L, c: Candidate) -> T:
        known: dict[int, T] = self.taken[name]
        if c.id not in known:
            known[c.id] = look(self, c)
        return known[c.id]

    return seen
