"""The plain cases against an independent Slack: npm's `emulate`, so that our idea of Slack is not only ours.

It has no limits, no 429 and no Socket Mode; those are the double's. It is installed once into `.cache/emulate`, which
git ignores. Without Node on the machine these tests say so and are skipped; with Node they must run.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from alerts.slack.answers import Answer
from alerts.slack.ledger import MemoryLedger
from alerts.slack.notifier import Notifier
from alerts.slack.routing import single
from alerts.slack.settings import Policy
from alerts.slack.web import WebTransport, session, web_client
from detectors.records import Estimate
from tests.alerts.slack.bench import Seen
from tests.alerts.slack.samples import alert, hospital, longest, people

VERSION = "0.8.0"
CACHE = Path(__file__).parents[2] / ".cache" / "emulate"
SEED = {
    "slack": {
        "users": [{"name": "rasid"}],
        "channels": [{"name": "alerts"}],
        "tokens": [{
            "token": "xoxb-test", "user": "rasid",
            "scopes": ["chat:write", "channels:read", "channels:history", "channels:join"],
        }],
    }
}  # fmt: skip
QUICK = Policy(
    timeout=5.0, in_flight=0.2, look_after=0.05, look_again=0.05, posts_per_second=100.0, updates_per_minute=6e3
)
pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not on this machine: emulate needs it")


@pytest.fixture(scope="module")
def emulated() -> Iterator[str]:
    """Base URL of a running emulator."""
    program = CACHE / "node_modules" / "emulate" / "dist" / "index.js"
    if not program.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / "package.json").write_text('{"private": true}')
        subprocess.run(["npm", "install", "--no-save", "--silent", f"emulate@{VERSION}"], cwd=CACHE, check=True)
    seed = CACHE / "seed.json"
    seed.write_text(json.dumps(SEED))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["node", str(program), "start", "--service", "slack", "--port", str(port), "--seed", str(seed)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=CACHE)
    try:
        yield f"http://127.0.0.1:{port}/api/"
    finally:
        process.terminate()
        process.wait(60)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[tuple[WebTransport, str]]:
    async with session(5.0) as http:
        transport = WebTransport(web_client("xoxb-test", http, base_url=url))
        async with asyncio.timeout(30):
            while not (await transport.call("auth.test", {})).ok:  # noqa: ASYNC110 - another process starts
                await asyncio.sleep(0.2)
        channels: list[dict[str, Any]] = (await transport.call("conversations.list", {})).data["channels"]
        channel = next(c["id"] for c in channels if c["name"] == "alerts")
        await transport.call("conversations.join", {"channel": channel})
        yield transport, channel


class Now:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Once:
    """Loses the answer of the first post, after the emulator took it."""

    threads = True

    def __init__(self, inner: WebTransport) -> None:
        self._inner = inner
        self.lost = 0

    async def call(self, method: str, arguments: Any) -> Answer:
        answer = await self._inner.call(method, arguments)
        if method == "chat.postMessage" and not self.lost:
            self.lost = 1
            return Answer(error="timeout", fault="lost", status=0)
        return answer


async def deliver(transport: WebTransport | Once, channel: str, *alerts: Any) -> tuple[Seen, MemoryLedger]:
    seen, ledger = Seen(), MemoryLedger()
    notifier = Notifier(transport, ledger, single(channel), clock=Now(), observer=seen, policy=QUICK)
    running = asyncio.create_task(notifier.run())
    async with asyncio.timeout(60):
        for one in alerts:
            await notifier.offer(one)
            await notifier.idle()
    await notifier.stop()
    await running
    return seen, ledger


async def history(transport: WebTransport, channel: str, ledger: MemoryLedger, alert_id: str) -> list[dict[str, Any]]:
    """The alert's thread as the emulator tells it, parent first."""
    delivery = ledger.delivery(alert_id, channel)
    assert delivery is not None and delivery.ts is not None
    arguments = {"channel": channel, "ts": delivery.ts, "include_all_metadata": True, "limit": 100}
    answer = await transport.call("conversations.replies", arguments)
    assert answer.ok, answer
    found: list[dict[str, Any]] = answer.data["messages"]
    return found


def raised(alert_id: str, revision: int, best: int) -> Any:
    value = Estimate(low=best, best=best, high=best)
    return alert(alert_id=alert_id, revision=revision, state="updated", killed=people(best, best, best), value=value,
                 reason="toll_raised")  # fmt: skip


async def test_post_edit_and_reply(emulated: str) -> None:
    async with connected(emulated) as (transport, channel):
        seen, ledger = await deliver(transport, channel, alert(alert_id="e1"), raised("e1", 2, 40))
        parent, reply = await history(transport, channel, ledger, "e1")
        assert parent["text"].startswith("🔴 40 killed")
        assert "40" in reply["text"]
        assert {o for _, o, _ in seen.answers} == {"accepted"}


async def test_metadata_survives_an_edit_and_finds_a_lost_answer(emulated: str) -> None:
    async with connected(emulated) as (transport, channel):
        seen, ledger = await deliver(Once(transport), channel, alert(alert_id="e2"), raised("e2", 2, 13))
        assert seen.repeats == 0
        (parent, *_) = await history(transport, channel, ledger, "e2")
        assert parent["metadata"]["event_payload"]["alert_id"] == "e2"
        everything = await transport.call("conversations.history", {"channel": channel, "limit": 100})
        assert sum("13 killed" in m["text"] for m in everything.data["messages"]) == 1


@pytest.mark.parametrize("one", [hospital(alert_id="e3"), longest(alert_id="e4")], ids=["hospital", "longest"])
async def test_what_we_send_is_taken(emulated: str, one: Any) -> None:
    async with connected(emulated) as (transport, channel):
        seen, ledger = await deliver(transport, channel, one)
        (parent,) = await history(transport, channel, ledger, one.alert_id)
        assert parent["blocks"][0]["type"] == "header"
        assert seen.deaths == []


async def test_an_unknown_channel_is_a_configuration_error(emulated: str) -> None:
    async with connected(emulated) as (transport, _):
        answer = await transport.call("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"})
        assert answer.error == "channel_not_found"


async def test_a_message_that_is_gone_is_replaced(emulated: str) -> None:
    async with connected(emulated) as (transport, channel):
        answer = await transport.call("chat.update", {"channel": channel, "ts": "1.000001", "text": "x"})
        assert answer.error == "message_not_found"


def test_the_pinned_version_is_what_runs(emulated: str) -> None:
    package = json.loads((CACHE / "node_modules" / "emulate" / "package.json").read_text("utf-8"))
    assert package["version"] == VERSION
    assert aiohttp.__version__
