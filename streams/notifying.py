"""The Slack sender inside of a worker: it may fail and start again, but neither ends the other in silence."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

from streams import metrics
from streams.app import Pipeline
from streams.instruments import SlackInstruments
from streams.notify.assembly import is_configured, routing_of, service

log: Final = logging.getLogger("rasid.notify")

FIRST_WAIT: Final = 1.0
"""Seconds before a sender that failed starts again; doubles up to LONGEST_WAIT, and starts over after a good hour."""
LONGEST_WAIT: Final = 60.0


def attach(line: Pipeline) -> bool:
    """Run the sender as a task of the worker's app; False when no way to Slack is configured.

    A worker that stops lets it finish what is in hand. Raises `SettingsError` or `RoutesError` when it cannot work.
    """
    if not is_configured(line.settings):
        return False
    routing_of(line.settings)
    live = line.telemetry.live
    observer = SlackInstruments(live, configured=is_configured(line.settings))

    def counted(kind: str, outcome: str) -> None:
        live.add(metrics.ACTIONS, kind=kind, outcome=outcome)

    async def once() -> None:
        async with service(line.settings, observer, counted) as running:
            task = asyncio.ensure_future(running.run())
            stopping = asyncio.ensure_future(_stopping(line.app))
            try:
                await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                stopping.cancel()
                running.stop()
            await task

    line.app.task(sender(once, lambda: bool(line.app.should_stop), live))
    return True


def sender(once: Callable[[], Any], stopped: Callable[[], bool], live: metrics.Metrics) -> Callable[[], Any]:
    """A task that starts `once` again whenever it ends."""

    async def duty() -> None:
        wait = FIRST_WAIT
        while not stopped():
            began = asyncio.get_running_loop().time()
            try:
                await once()
            except Exception:
                live.add(metrics.STAGE_ERRORS, stage="notify", reason="retry")
                log.exception("the Slack sender failed; it starts again in %.0f s", wait)
            if stopped():
                return
            if asyncio.get_running_loop().time() - began > LONGEST_WAIT:
                wait = FIRST_WAIT
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    return duty


async def _stopping(app: Any) -> None:
    while not app.should_stop:  # noqa: ASYNC110 - Faust tells its stop by a flag
        await asyncio.sleep(0.2)
