"""The workspace over HTTP: Web API, incoming webhook and Socket Mode."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import WSMsgType, web

from tests.slack_double.workspace import Reply, Workspace

HTML = "<!DOCTYPE html><html><body><h1>Something went wrong</h1></body></html>"
HANG = 3_600.0


@dataclass
class Double:
    """A running server."""

    workspace: Workspace
    url: str = ""
    webhook: str = ""
    app_token: str = "xapp-test"
    acknowledged: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def interact(self, payload: dict[str, Any], within: float = 30.0) -> dict[str, Any]:
        """Send an interaction as Slack does; the acknowledgement that came back."""
        envelope = f"e{next(self._numbers)}"
        self.acknowledged[envelope] = asyncio.get_running_loop().create_future()
        await self._sockets[-1].send_str(
            json.dumps(
                {"type": "interactive", "envelope_id": envelope, "accepts_response_payload": True, "payload": payload}
            )
        )
        return await asyncio.wait_for(self.acknowledged[envelope], within)

    async def drop_sockets(self) -> None:
        """Close the connections as Slack does when it refreshes them."""
        self.connected.clear()
        for socket in self._sockets:
            await socket.close()
        self._sockets.clear()

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        arguments = await _arguments(request)
        now = datetime.now(UTC)
        if method == "apps.connections.open":
            good = token == self.app_token
            url = str(request.url.with_scheme("ws").with_path("/link"))
            return web.json_response({"ok": True, "url": url} if good else {"ok": False, "error": "invalid_auth"})
        return await _respond(request, self.workspace.handle(method, token, arguments, now))

    async def hook(self, request: web.Request) -> web.StreamResponse:
        arguments = {"channel": next(iter(self.workspace.rooms)), **await request.json()}
        reply = self.workspace.handle("chat.postMessage", self.workspace.token, arguments, datetime.now(UTC))
        if reply.wire != "json":
            return await _respond(request, reply)
        if reply.body.get("ok"):
            return web.Response(text="ok")
        error = str(reply.body.get("error"))
        status = {"ratelimited": 429, "channel_not_found": 404, "is_archived": 410}.get(error, 400)
        return web.Response(text=error, status=status, headers=dict(reply.headers))

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0"}}))
        self.connected.set()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                answer = json.loads(message.data)
                self.acknowledged[answer["envelope_id"]].set_result(answer.get("payload") or {})
        return socket


@asynccontextmanager
async def serve(workspace: Workspace) -> AsyncIterator[Double]:
    """A double on a free port of this machine."""
    double = Double(workspace)
    app = web.Application(client_max_size=2**22)
    app.router.add_route("*", "/api/{method}", double.api)
    app.router.add_post("/services/T0/B0/secret", double.hook)
    app.router.add_get("/link", double.link)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    double.url, double.webhook = f"{address}/api/", f"{address}/services/T0/B0/secret"
    try:
        yield double
    finally:
        await runner.cleanup()


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        body: dict[str, Any] = await request.json()
        return body
    form = await request.post()
    return {**dict(request.query), **{k: str(v) for k, v in form.items()}}


async def _respond(request: web.Request, reply: Reply) -> web.StreamResponse:
    if reply.wire == "hang":
        await asyncio.sleep(HANG)
    if reply.wire in {"disconnect", "refuse"}:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()
    if reply.wire == "html":
        return web.Response(text=HTML, status=reply.status, content_type="text/html")
    if reply.wire == "text":
        return web.Response(text="upstream says no", status=reply.status)
    if reply.wire == "cut":
        return await _cut(request)
    return web.json_response(dict(reply.body), status=reply.status, headers=dict(reply.headers))


async def _cut(request: web.Request) -> web.StreamResponse:
    """Headers, half a body, then a dead connection."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "400"})
    await response.prepare(request)
    await response.write(b'{"ok": true, "ts": "17')
    assert request.transport is not None
    request.transport.abort()
    return response


def main() -> None:
    """Serve until killed, for tests in other processes: prints the URL, keeps the journal in the given file."""
    import sys

    async def run(journal: str, *channels: str) -> None:
        workspace = Workspace(*channels)
        async with serve(workspace) as double:
            print(double.url, flush=True)  # noqa: T201
            while True:
                await asyncio.sleep(0.05)
                lines = [f"{r.method} {r.outcome} {r.accepted} {r.arguments.get('channel')}" for r in workspace.journal]
                with open(journal, "w", encoding="utf-8") as file:  # noqa: ASYNC230, PTH123
                    file.write("\n".join([*lines, "KEYS", *workspace.keys()]))

    asyncio.run(run(*sys.argv[1:]))


if __name__ == "__main__":
    main()
