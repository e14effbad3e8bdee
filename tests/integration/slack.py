"""The Slack double on a thread of its own, so that worker processes and a test can talk to it."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from alerts.records import Alert
from tests.slack_double.server import Double, serve
from tests.slack_double.workspace import Workspace

CHANNEL = "C0ALERTS"


@contextmanager
def slack() -> Iterator[Double]:
    """A running double with one channel."""
    loop = asyncio.new_event_loop()
    started: list[Double] = []
    ready, done = threading.Event(), asyncio.Event()

    async def run() -> None:
        async with serve(Workspace(CHANNEL)) as double:
            started.append(double)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield started[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(20)


def environment(double: Double) -> dict[str, str]:
    """What a worker is told to send there."""
    return {"RASID_NOTIFY": "1", "RASID_SLACK_TOKEN": "xoxb-test", "RASID_SLACK_URL": double.url,
            "RASID_SLACK_CHANNEL": CHANNEL}  # fmt: skip


def told(double: Double) -> set[str]:
    """Ids of the alerts that have a message in the channel."""
    return {post.arguments["metadata"]["event_payload"]["alert_id"] for post in double.workspace.parents(CHANNEL)}


def repeats(double: Double) -> dict[str, int]:
    """Deliveries that stand in Slack more than once."""
    return {key: count for key, count in Counter(double.workspace.keys()).items() if count > 1}


def untold(double: Double, alerts: dict[str, Alert]) -> set[str]:
    """Alerts that people should have heard of and have not; a muted one is kept to itself."""
    return {key for key, alert in alerts.items() if alert.muted is None} - told(double)


def sent(double: Double) -> int:
    """Posts and edits that were asked for so far."""
    journal = list(double.workspace.journal)
    return sum(one.method in {"chat.postMessage", "chat.update"} for one in journal)
