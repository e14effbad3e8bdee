"""The contract between a pure, stateful core and whoever keeps its state.

A core never writes: it is given a read-only view of its state and answers with what to send and what to store.
The caller sends the outputs, waits until the broker holds them, and only then applies the writes. State first would
lose the output when the process dies in between, since a replay would then look stale.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)

MAX_STATE_BYTES = 512 * 1024
"""No core stores a value larger than this (bytes). Faust's changelog refuses 1 MB and the worker then crash-loops."""


class StateView(Protocol):
    """Read access by key. Cores never iterate: a table holds the keys of other partitions too."""

    def get(self, key: str, /) -> bytes | None:
        """The stored value, or None."""


@dataclass(frozen=True, slots=True)
class Step(Generic[T_co]):
    """What one input leads to: `outputs` to send in order, then `writes` to store (None deletes the key)."""

    outputs: tuple[T_co, ...] = ()
    writes: Mapping[str, bytes | None] = field(default_factory=dict)


def apply(writes: Mapping[str, bytes | None], state: MutableMapping[str, bytes]) -> None:
    """Store `writes` in a dict-like `state`."""
    for key, value in writes.items():
        if value is None:
            state.pop(key, None)
        else:
            state[key] = value
