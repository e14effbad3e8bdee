"""A worker that comes to a standstill, in either of two ways: `STUCK=waits` or `STUCK=spins`."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from streams.agent import Runner
from tests.faults import plain


async def _wait(self: Any, message: Any) -> None:
    """A step that waits for what never comes; everything else goes on."""
    await asyncio.Event().wait()


async def _spin(self: Any, message: Any) -> None:
    """A step that computes for ever and holds the event loop."""
    while True:
        pass


if __name__ == "__main__":
    Runner.handle = _spin if os.environ["STUCK"] == "spins" else _wait  # type: ignore[method-assign]
    plain.main()
