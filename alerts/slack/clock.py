"""Time as the sender needs it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The current instant; waits go through the event loop, whose clock a test can advance."""

    def now(self) -> datetime:
        """Current UTC instant."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Current UTC instant."""
        return datetime.now(UTC)


async def wait_for(event: asyncio.Event, seconds: float | None) -> None:
    """Until `event` is set or `seconds` are over; None waits for the event alone."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
