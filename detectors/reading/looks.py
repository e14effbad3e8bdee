"""Looks at the words around a figure, which stay as they are while it is related to others: each is taken once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from detectors.reading.model import Candidate

L = TypeVar("L", bound="Looks")
T = TypeVar("T")


class Looks:
    """What has been seen around the figures of one article."""

    def __init__(self) -> None:
        self.taken: dict[str, dict[int, object]] = {}
        """Name of a look → figure → what was seen."""


def once(look: Callable[[L, Candidate], T]) -> Callable[[L, Candidate], T]:
    """`look`, whose answer is kept for each figure: it may depend on nothing of it but where it stands."""

    @wraps(look)
    def seen(self: L, c: Candidate) -> T:
        known = self.taken.get(look.__name__)
        if known is None:
            known = self.taken[look.__name__] = {}
        if c.id not in known:
            known[c.id] = look(self, c)
        return cast(T, known[c.id])

    return seen
