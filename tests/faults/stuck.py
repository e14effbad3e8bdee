"""A worker that comes to a standstill, in one of four ways: `STUCK=waits`, `spins`, `commits` or `recovers`."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from faust.transport.consumer import Consumer

from streams import guard
from streams.agent import Runner
from tests.faults import plain


async def _wait(self: Any, message: Any) -> None:
    """A step that waits for what never comes; everything else goes on."""
    await asyncio.Event().wait()


async def _spin(self: Any, message: Any) -> None:
    """A step that computes for ever and holds the event loop."""
    while True:
        pass


async def _commit(self: Any, *args: Any, **kwargs: Any) -> bool:
    """A commit that is never answered, as when aiokafka has lost the group's coordinator."""
    await asyncio.Event().wait()
    return False


_completed = guard._original_completed


async def _recover(self: Any, generation_id: int = 0) -> None:
    """A recovery that never completes, but for the first; the streams wait for it."""
    if self.app.rebalancing_count > 1:
        await asyncio.Event().wait()
    await _completed(self, generation_id)


if __name__ == "__main__":
    match os.environ["STUCK"]:
        case "waits":
            Runner.handle = _wait  # type: ignore[method-assign]
        case "spins":
            Runner.handle = _spin  # type: ignore[method-assign]
        case "commits":
            Consumer.force_commit = _commit
        case "recovers":
            guard._original_completed = _recover
    plain.main()
