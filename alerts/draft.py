"""What one step reads and means to write: typed values over a byte-valued state, stored when the step ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

import msgspec

from detectors.step import MAX_STATE_BYTES, StateView

T = TypeVar("T")
_ENCODER = msgspec.msgpack.Encoder()
_DECODERS: dict[type, msgspec.msgpack.Decoder[Any]] = {}


_REMEMBERED: Final = 32 * 1024 * 1024
"""Bytes of stored values whose decoded form is remembered."""


class _Recall:
    """Values by the bytes that they are stored as: most of what a step reads is as it was at the step before."""

    def __init__(self) -> None:
        self._known: dict[tuple[type, bytes], Any] = {}
        self._size = 0

    def read(self, raw: bytes, kind: type[T]) -> T:
        """What `raw` holds. It is shared with other steps: whoever changes a part of it changes a copy."""
        known = (kind, raw)
        found: T | None = self._known.get(known)
        if found is None:
            found = self._known[known] = _decoder(kind).decode(raw)
            self._size += len(raw)
            while self._size > _REMEMBERED:
                oldest = next(iter(self._known))
                del self._known[oldest]
                self._size -= len(oldest[1])
        return found


_recall = _Recall()


class StateTooLargeError(ValueError):
    """A value would exceed `MAX_STATE_BYTES`: a bound in the core is wrong. Crash, do not store."""


class Draft:
    """A step's view of its state: reads see the step's own writes; `writes()` is what the caller is to store."""

    def __init__(self, state: StateView) -> None:
        self._state = state
        self._values: dict[str, Any] = {}
        self._changed: set[str] = set()
        self._read: set[str] = set()

    def trace(self) -> set[str]:
        """The keys that are read from now on; the set grows until the next is asked for."""
        self._read = set()
        return self._read

    def stored(self, keys: Iterable[str]) -> dict[str, bytes | None] | None:
        """What is stored under `keys`; None when this step means to change any of it."""
        if not self._changed.isdisjoint(keys):
            return None
        return {key: self._state.get(key) for key in keys}

    def is_as(self, stored: Mapping[str, bytes | None]) -> bool:
        """Whether all of `stored` is still so, in this step too."""
        return self._changed.isdisjoint(stored) and all(self._state.get(key) == raw for key, raw in stored.items())

    def get(self, key: str, kind: type[T]) -> T | None:
        """The value under `key` decoded as `kind`, or None."""
        self._read.add(key)
        if key in self._values:
            found: T | None = self._values[key]
            return found
        raw = self._state.get(key)
        value = None if raw is None else _recall.read(raw, kind)
        self._values[key] = value
        return value

    def put(self, key: str, value: Any) -> None:
        """Store `value` when the step ends."""
        self._values[key] = value
        self._changed.add(key)

    def delete(self, key: str) -> None:
        """Forget `key` when the step ends."""
        self._values[key] = None
        self._changed.add(key)

    def writes(self) -> dict[str, bytes | None]:
        """What to store: key → bytes, or None to delete. Raises `StateTooLargeError`."""
        return {key: _encode(key, self._values[key]) for key in sorted(self._changed)}


def _encode(key: str, value: Any) -> bytes | None:
    if value is None:
        return None
    raw = _ENCODER.encode(value)
    if len(raw) > MAX_STATE_BYTES:
        raise StateTooLargeError(f"{key}: {len(raw)} bytes, at most {MAX_STATE_BYTES}")
    return raw


def _decoder(kind: type[T]) -> msgspec.msgpack.Decoder[T]:
    found = _DECODERS.get(kind)
    if found is None:
        found = _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    return found
