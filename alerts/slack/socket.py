"""Socket Mode: Slack's interactions over a connection that we open, so that no public address is needed."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from alerts.slack.buttons import Buttons

_LOG = logging.getLogger(__name__)
ACKNOWLEDGE_WITHIN = 2.5
"""Seconds. Slack shows the person a failure after three."""


class ButtonSocket:
    """Keeps the connection and hands every interaction to `Buttons`."""

    def __init__(self, app_token: str, client: AsyncWebClient, buttons: Buttons) -> None:
        self._buttons = buttons
        self._socket = SocketModeClient(app_token=app_token, web_client=client, ping_interval=10)
        self._socket.socket_mode_request_listeners.append(self._take)
        self._running: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Connect; slack_sdk reconnects by itself from then on."""
        await self._socket.connect()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Close the connection and let what is under way end."""
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._socket.close()  # type: ignore[no-untyped-call]

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if request.type != "interactive":
            await self._acknowledge(request.envelope_id, None)
            return
        task = asyncio.ensure_future(self._buttons.take(request.payload))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        answer: dict[str, Any] | None = None
        try:
            answer = await asyncio.wait_for(asyncio.shield(task), ACKNOWLEDGE_WITHIN)
        except TimeoutError:
            _LOG.warning("a button took over %s s; it goes on in the background", ACKNOWLEDGE_WITHIN)
        finally:
            await self._acknowledge(request.envelope_id, answer)

    async def _acknowledge(self, envelope: str, answer: dict[str, Any] | None) -> None:
        await self._socket.send_socket_mode_response(SocketModeResponse(envelope_id=envelope, payload=answer))
