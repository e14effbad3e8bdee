"""Which tokens of a sentence its phrases cover, seen from each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detectors.reading.people import People


class Except:
    """Tokens that phrases cover or begin at, one phrase left out."""

    __slots__ = ("_first", "_last", "_times")

    def __init__(self, times: Mapping[int, int], first: int, last: int) -> None:
        """`times`: how many phrases hold a token; `first`…`last` (half-open): those of the phrase left out."""
        self._times, self._first, self._last = times, first, last

    def __contains__(self, i: int) -> bool:
        """Whether another phrase holds the token `i`."""
        times = self._times.get(i)
        return times is not None and times > (self._first <= i < self._last)


@dataclass(frozen=True, slots=True)
class Cover:
    """How many phrases of one sentence hold each token, and begin at it."""

    tokens: Mapping[int, int]
    starts: Mapping[int, int]
    own: frozenset[int]
    """Identities of the phrases: one that was changed since is another phrase."""

    @classmethod
    def of(cls, phrases: Sequence[People]) -> Cover:
        """The cover of `phrases`."""
        tokens: dict[int, int] = {}
        starts: dict[int, int] = {}
        for people in phrases:
            starts[people.first] = starts.get(people.first, 0) + 1
            for i in range(people.first, people.last):
                tokens[i] = tokens.get(i, 0) + 1
        return cls(tokens, starts, frozenset(map(id, phrases)))

    def without(self, people: People) -> tuple[Except, Except]:
        """Tokens that the other phrases hold, and where these begin."""
        first, last = (people.first, people.last) if id(people) in self.own else (0, 0)
        return Except(self.tokens, first, last), Except(self.starts, first, min(last, first + 1))
