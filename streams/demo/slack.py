"""The Slack of the demo: a local server that takes what the sender sends and remembers it.

It is honest about being none: no limits, no failures, no people. What the sender does when Slack refuses, throttles or
breaks off is tested against a double that has all of these.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

CHANNELS: Final = {"C0HEALTH": "health-attacks", "C0URGENT": "urgent", "C0ARABIC": "عاجل", "C0DEMO": "rasid"}
"""Channel ids of samples/routes.yaml and what people call them."""
TOKEN: Final = "xoxb-demo"  # noqa: S105  accepted by the demo's own server alone


@dataclass(slots=True)
class Post:
    """One message as it stands; `versions` counts its edits, itself included."""

    channel: str
    ts: str
    text: str
    blocks: list[dict[str, Any]]
    thread_ts: str | None = None
    metadata: dict[str, Any] | None = None
    versions: int = 1


@dataclass(slots=True)
class DemoSlack:
    """Serves on a free port of this machine in a thread of its own, from `start()` to `stop()`."""

    posts: list[Post] = field(default_factory=list)
    url: str = ""
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _clock: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _thread: threading.Thread | None = None
    _runner: web.AppRunner | None = None

    def start(self) -> DemoSlack:
        """Listen. `url` is then what `RASID_SLACK_URL` takes."""
        self._thread = threading.Thread(target=self._loop.run_forever, name="demo-slack", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(timeout=10)
        return self

    def stop(self) -> None:
        """Stop listening; the posts stay."""
        if self._runner is not None and self._thread is not None:
            asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(timeout=10)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)
            self._loop.close()
            self._runner = None

    def parents(self) -> list[Post]:
        """Messages of the channels, oldest first."""
        return [post for post in self.posts if post.thread_ts is None]

    def replies(self, parent: Post) -> list[Post]:
        """The thread under a message, oldest first."""
        return [post for post in self.posts if post.thread_ts == parent.ts and post.channel == parent.channel]

    async def _listen(self) -> None:
        app = web.Application(client_max_size=2**22)
        app.router.add_post("/api/{method}", self._answer)
        app.router.add_get("/api/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}/api/"

    async def _answer(self, request: web.Request) -> web.Response:
        arguments = await _arguments(request)
        match request.match_info["method"]:
            case "chat.postMessage":
                answer = self._post(arguments)
            case "chat.update":
                answer = self._update(arguments)
            case "conversations.history" | "conversations.replies":
                answer = {"messages": [], "has_more": False}
            case "auth.test":
                answer = {"team": "demo", "user": "rasid", "user_id": "U0DEMO", "bot_id": "B0DEMO", "url": self.url}
            case _:
                answer = {}
        return web.json_response({"ok": True, **answer}, headers={"x-oauth-scopes": "chat:write,channels:history"})

    def _post(self, arguments: dict[str, Any]) -> dict[str, Any]:
        post = Post(
            channel=str(arguments["channel"]),
            ts=f"{next(self._clock):010d}.000000",
            text=str(arguments.get("text", "")),
            blocks=list(arguments.get("blocks") or []),
            thread_ts=arguments.get("thread_ts"),
            metadata=arguments.get("metadata"),
        )
        self.posts.append(post)
        return {"channel": post.channel, "ts": post.ts, "message": {"ts": post.ts, "text": post.text}}

    def _update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        for post in self.posts:
            if post.ts == arguments.get("ts"):
                post.text = str(arguments.get("text", post.text))
                post.blocks = list(arguments.get("blocks") or [])
                post.metadata = arguments.get("metadata", post.metadata)
                post.versions += 1
                return {"channel": post.channel, "ts": post.ts, "text": post.text}
        return {"ok": False, "error": "message_not_found"}


async def _arguments(request: web.Request) -> dict[str, Any]:
    """A call's arguments: JSON, or a form whose structured fields are JSON."""
    if request.content_type == "application/json":
        body: dict[str, Any] = await request.json()
        return body
    form = dict(request.query) | {key: str(value) for key, value in (await request.post()).items()}
    return {key: json.loads(value) if value[:1] in "[{" else value for key, value in form.items()}
