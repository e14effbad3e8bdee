"""The workspace without HTTP, for virtual time: what the wire would make of each reply."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from alerts.slack.answers import Answer
from alerts.slack.clock import Clock
from tests.slack_double.workspace import Reply, Workspace


class DirectTransport:
    """A transport into a `Workspace`; every call takes `delay` seconds of the loop's time."""

    threads = True

    def __init__(self, workspace: Workspace, clock: Clock, *, delay: float = 0.1, timeout: float = 10.0) -> None:
        self.workspace = workspace
        self._clock = clock
        self._delay = delay
        self._timeout = timeout

    async def call(self, method: str, arguments: Mapping[str, Any]) -> Answer:
        """Call once."""
        reply = self.workspace.handle(method, self.workspace.token, arguments, self._clock.now())
        await asyncio.sleep(self._timeout if reply.wire == "hang" else self._delay)
        return answer(reply)


def answer(reply: Reply) -> Answer:
    """What the sender learns from `reply`."""
    if reply.wire == "refuse":
        return Answer(error="connection refused", fault="not_sent", status=0)
    if reply.wire in {"disconnect", "hang", "cut"}:
        return Answer(error=reply.wire, fault="lost", status=0)
    wait = float(reply.headers["Retry-After"]) if "Retry-After" in reply.headers else None
    if reply.wire in {"html", "text"}:
        return Answer(error="not_json", fault="lost", status=reply.status, retry_after=wait)
    return Answer(
        ok=reply.status == 200 and bool(reply.body.get("ok")),
        data=reply.body,
        error=reply.body.get("error"),
        status=reply.status,
        headers={k.lower(): v for k, v in reply.headers.items()},
        retry_after=wait,
    )
