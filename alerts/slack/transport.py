"""How messages leave: one method, so that tests replace the wire and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from alerts.slack.answers import Answer


class Transport(Protocol):
    """Calls one Web API method once. Never retries, never sleeps, never raises for what Slack or the network do."""

    @property
    def threads(self) -> bool:
        """False for a webhook: no edits, no threads, no history to look into."""

    async def call(self, method: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer to `method`, whatever happened."""
