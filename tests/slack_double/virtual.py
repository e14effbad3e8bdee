"""An event loop whose clock jumps to the next timer: a day of retries passes in milliseconds."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
START = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


class VirtualLoop(asyncio.SelectorEventLoop):
    """Never waits: when nothing is ready, time moves to the next timer."""

    def __init__(self) -> None:
        self._virtual = 0.0
        super().__init__(_Jump(self))

    def time(self) -> float:
        """Virtual seconds since the start."""
        return self._virtual

    def advance(self, seconds: float) -> None:
        """Move time on."""
        self._virtual += seconds


class _Jump(selectors.DefaultSelector):
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("everything waits for nothing: the test would hang")
        if not ready and timeout:
            self._loop.advance(timeout)
        return ready


class VirtualClock:
    """The loop's time as instants."""

    def now(self) -> datetime:
        """Current virtual instant."""
        return START + timedelta(seconds=asyncio.get_running_loop().time())


def run(main: Coroutine[Any, Any, T]) -> T:
    """`main` in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
