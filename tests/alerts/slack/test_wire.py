"""The same protocol over real HTTP: what slack_sdk and aiohttp make of every failure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from alerts.slack.answers import Class, classify
from alerts.slack.ledger import MemoryLedger
from alerts.slack.notifier import Notifier
from alerts.slack.routing import single
from alerts.slack.settings import Policy
from alerts.slack.web import WebhookTransport, WebTransport, session, web_client, webhook_client
from tests.alerts.slack.bench import CHANNEL, Seen
from tests.alerts.slack.samples import alert, people
from tests.slack_double.server import Double, serve
from tests.slack_double.workspace import Fault, Reply, Workspace

QUICK = Policy(timeout=2.0, in_flight=2.5, look_after=0.05, look_again=0.1, posts_per_second=200.0, backoff_first=0.02)
POST = {"channel": CHANNEL, "text": "x", "metadata": {"event_type": "t", "event_payload": {"key": "k"}}}

CASES: dict[str, tuple[Reply, Class]] = {
    "429": (Reply(status=429, body={"ok": False, "error": "ratelimited"}, headers={"Retry-After": "7"}), "deferred"),
    "429 html": (Reply("html", 429), "deferred"),
    "disconnect": (Reply("disconnect"), "ambiguous"),
    "timeout": (Reply("hang"), "ambiguous"),
    "500 html": (Reply("html", 500), "ambiguous"),
    "503 html": (Reply("html", 503), "ambiguous"),
    "200 html": (Reply("html", 200), "ambiguous"),
    "200 text": (Reply("text", 200), "ambiguous"),
    "cut": (Reply("cut"), "ambiguous"),
    "fatal_error": (Reply(body={"ok": False, "error": "fatal_error"}), "ambiguous"),
    "invalid_auth": (Reply(body={"ok": False, "error": "invalid_auth"}), "configuration"),
    "token_expired": (Reply(body={"ok": False, "error": "token_expired"}), "configuration"),
    "is_archived": (Reply(body={"ok": False, "error": "is_archived"}), "configuration"),
    "msg_too_long": (Reply(body={"ok": False, "error": "msg_too_long"}), "payload"),
    "invalid_blocks_format": (Reply(body={"ok": False, "error": "invalid_blocks_format"}), "payload"),
    "message_not_found": (Reply(body={"ok": False, "error": "message_not_found"}), "edit"),
}


@asynccontextmanager
async def wired(workspace: Workspace) -> AsyncIterator[tuple[WebTransport, Double]]:
    async with serve(workspace) as double, session(QUICK.timeout) as http:
        yield WebTransport(web_client(workspace.token, http, base_url=double.url)), double


@pytest.mark.parametrize(("reply", "kind"), CASES.values(), ids=CASES.keys())
async def test_every_answer_gets_its_class(reply: Reply, kind: Class) -> None:
    workspace = Workspace(CHANNEL)
    workspace.faults.append(Fault("chat.postMessage", reply))
    async with wired(workspace) as (transport, _):
        answer = await transport.call("chat.postMessage", POST)
    assert classify(answer) == kind
    assert len(workspace.journal) == 1, "the SDK must not repeat a post by itself"
    if reply.headers:
        assert answer.retry_after == 7.0


async def test_a_refused_connection_and_an_unknown_name_were_certainly_not_sent() -> None:
    async with session(10.0) as http:
        for url in ("http://127.0.0.1:1/api/", "http://slack.invalid/api/"):
            answer = await WebTransport(web_client("x", http, base_url=url)).call("chat.postMessage", POST)
            assert classify(answer) == "not_sent", answer


def test_a_client_that_repeats_by_itself_is_not_accepted() -> None:
    with pytest.raises(ValueError, match="retry_handlers"):
        WebTransport(AsyncWebClient(token="x"))


class Now:
    def now(self) -> datetime:
        return datetime.now(UTC)


async def delivered(workspace: Workspace, transport: WebTransport | WebhookTransport, *alerts: object) -> Seen:
    seen = Seen()
    notifier = Notifier(transport, MemoryLedger(), single(CHANNEL), clock=Now(), observer=seen, policy=QUICK)
    running = asyncio.create_task(notifier.run())
    await asyncio.sleep(0)
    async with asyncio.timeout(60):
        for one in alerts:
            await notifier.offer(one)  # type: ignore[arg-type]
            await notifier.idle()
    await notifier.stop()
    await running
    return seen


@pytest.mark.parametrize("after", [False, True], ids=["before", "after acceptance"])
@pytest.mark.parametrize("name", [n for n, (_, kind) in CASES.items() if kind == "ambiguous"])
async def test_lost_answers_over_http_leave_one_message(name: str, after: bool) -> None:
    workspace = Workspace(CHANNEL)
    workspace.paced = False
    workspace.history_delay = timedelta()
    workspace.faults.append(Fault("chat.postMessage", CASES[name][0], after=after))
    async with wired(workspace) as (transport, _):
        seen = await delivered(workspace, transport, alert())
    assert len(workspace.parents(CHANNEL)) == 1
    assert seen.repeats == (0 if after else 1)


async def test_a_life_over_http() -> None:
    workspace = Workspace(CHANNEL)
    workspace.paced = False
    async with wired(workspace) as (transport, _):
        await delivered(workspace, transport, alert(), alert(revision=2, state="updated", killed=people(30, 30, 30)))
    parent, reply = workspace.posts(CHANNEL)
    assert (parent.edits, reply.thread_ts) == (1, parent.ts)


async def test_a_webhook_posts_what_matters_and_says_what_it_cannot() -> None:
    workspace = Workspace(CHANNEL)
    workspace.paced = False
    quiet = alert(revision=2, state="updated", material=False)
    loud = alert(revision=3, state="updated", killed=people(30, 30, 30))
    async with serve(workspace) as double, session(QUICK.timeout) as http:
        transport = WebhookTransport(webhook_client(double.webhook, http))
        await delivered(workspace, transport, alert(), quiet, loud)
    first, second = workspace.posts(CHANNEL)
    assert "cannot edit" in str(first.arguments["blocks"])
    assert "rasid.acknowledge" not in str(first.arguments["blocks"])
    assert "killed" in second.arguments["text"]
    assert "thread_ts" not in second.arguments


@pytest.mark.parametrize("after", [False, True], ids=["before", "after acceptance"])
async def test_a_webhook_cannot_look_so_it_repeats_and_says_so(after: bool) -> None:
    workspace = Workspace(CHANNEL)
    workspace.paced = False
    workspace.faults.append(Fault("chat.postMessage", Reply("disconnect"), after=after))
    async with serve(workspace) as double, session(QUICK.timeout) as http:
        seen = await delivered(workspace, WebhookTransport(webhook_client(double.webhook, http)), alert())
    assert len(workspace.posts(CHANNEL)) == (2 if after else 1)
    assert seen.repeats == 1
    assert "Possible repeat" in str(workspace.posts(CHANNEL)[-1].arguments["blocks"])
