"""A worker that comes to a standstill (`STUCK=waits`, `spins`, `commits`, `recovers`) or drops what it fetched.

`STUCK=drops` is what a rebalance does at the wrong moment, `STUCK=forgets` the same without the guard's seek.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from faust.transport.consumer import Consumer

from streams import guard
from streams.agent import Runner
from tests.faults import plain


async def _wait(self: Any, message: Any) -> bool:
    """A step that waits for what never comes; everything else goes on."""
    await asyncio.Event().wait()
    return True


async def _spin(self: Any, message: Any) -> bool:
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


_next_records = guard._original_wait
_DROPPED: list[str] = []


async def _drop(self: Any, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's signature
    """The first fetch of articles comes back while the flow is stopped: Faust drops it and seeks."""
    records, active = await _next_records(self, timeout)
    if not _DROPPED and any(tp.topic.endswith(".articles") for tp, found in (records or {}).items() if found):
        _DROPPED.append("articles")
        self.stop_flow()
        asyncio.get_running_loop().call_later(0.5, self.resume_flow)
    return records, active


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
        case how:
            guard._original_wait = _drop
            if how == "forgets":
                guard._perform_seek = guard._original_seek
    plain.main()
