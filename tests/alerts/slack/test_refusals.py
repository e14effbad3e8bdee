"""What becomes of a message whose answer is lost or that Slack refuses, in virtual time against the double."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from alerts.slack.routing import Match, Route, Routing
from tests.alerts.slack.bench import CHANNEL, Bench, sent
from tests.alerts.slack.samples import alert, raised
from tests.slack_double.virtual import run
from tests.slack_double.workspace import Fault, Reply, Workspace

LOST = {
    "disconnect": Reply("disconnect"),
    "timeout": Reply("hang"),
    "html 200": Reply("html", 200),
    "html 502": Reply("html", 502),
    "text 200": Reply("text", 200),
    "cut body": Reply("cut"),
    "fatal_error": Reply(body={"ok": False, "error": "fatal_error"}),
    "internal_error": Reply(body={"ok": False, "error": "internal_error"}),
    "request_timeout": Reply(body={"ok": False, "error": "request_timeout"}),
    "service_unavailable": Reply(status=503, body={"ok": False, "error": "service_unavailable"}),
}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after acceptance"])
@pytest.mark.parametrize("reply", LOST.values(), ids=LOST.keys())
def test_a_lost_answer_is_looked_up_before_posting_again(reply: Reply, after: bool) -> None:
    bench = Bench()
    bench.slack.faults.append(Fault("chat.postMessage", reply, after=after))
    sent(bench, alert())
    assert len(bench.slack.parents(CHANNEL)) == 1
    (parent,) = bench.slack.parents(CHANNEL)
    delivery = bench.ledger.delivery("5f0c7a91d2", CHANNEL)
    assert delivery is not None
    assert (delivery.status, delivery.ts) == ("delivered", parent.ts)
    assert bench.seen.repeats == (0 if after else 1)
    assert ("Possible repeat" in str(parent.arguments["blocks"])) is (not after)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after acceptance"])
@pytest.mark.parametrize("reply", LOST.values(), ids=LOST.keys())
def test_a_lost_answer_to_a_reply_is_looked_up_in_the_thread(reply: Reply, after: bool) -> None:
    bench = Bench()
    fault = Fault("chat.postMessage", reply, after=after, when=lambda a: "thread_ts" in a)
    bench.slack.faults.append(fault)
    sent(bench, alert(), raised(2, 40))
    assert len(bench.slack.posts(CHANNEL)) == 2
    assert len(set(bench.slack.keys())) == 2


def test_an_unreadable_history_means_a_marked_repeat_not_a_miss() -> None:
    bench = Bench()
    bench.slack.scopes.discard("channels:history")
    bench.slack.faults.append(Fault("chat.postMessage", Reply("disconnect"), after=True))
    sent(bench, alert())
    assert len(bench.slack.parents(CHANNEL)) == 2
    assert bench.seen.repeats == 1
    assert "Possible repeat" in str(bench.slack.parents(CHANNEL)[1].arguments["blocks"])


def test_refused_connections_are_retried_without_looking() -> None:
    bench = Bench()
    bench.slack.faults.append(Fault("chat.postMessage", Reply("refuse"), times=4))
    sent(bench, alert())
    assert len(bench.slack.parents(CHANNEL)) == 1
    assert not [r for r in bench.slack.journal if r.method == "conversations.history"]


def test_retry_after_pauses_the_method_for_the_workspace() -> None:
    bench = Bench(slack=Workspace("C0A", "C0B"))
    bench.routing = Routing((
        Route("a", "C0A", match=Match(severity=frozenset({"critical"}))), Route("b", "C0B"),
    ))  # fmt: skip
    limited = Reply(status=429, body={"ok": False, "error": "ratelimited"}, headers={"Retry-After": "30"})
    bench.slack.faults.append(Fault("chat.postMessage", limited))

    async def main() -> None:
        async with bench.running() as notifier:
            await notifier.offer(alert())
            await asyncio.sleep(1)
            await notifier.offer(alert(alert_id="other", severity="info"))
            await bench.drained(notifier)

    run(main())
    first, *later = [r for r in bench.slack.journal if r.method == "chat.postMessage"]
    assert len(later) == 2
    assert all(r.at - first.at >= timedelta(seconds=30) for r in later)


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel", "channel_not_found", "restricted_action"])
def test_a_channel_that_refuses_stops_and_the_fallback_takes_over(error: str) -> None:
    bench = Bench(slack=Workspace(CHANNEL, "C0FALL"))
    bench.routing = Routing((Route("default", CHANNEL),), fallback="C0FALL")
    refused = Fault("chat.postMessage", Reply(body={"ok": False, "error": error}), times=3,
                    when=lambda a: a["channel"] == CHANNEL)  # fmt: skip
    bench.slack.faults.append(refused)

    async def main() -> None:
        async with bench.running() as notifier:
            await notifier.offer(alert())
            await asyncio.sleep(5)
            assert len(bench.slack.parents("C0FALL")) == 1
            assert error in str(bench.slack.parents("C0FALL")[0].arguments["blocks"])
            await notifier.offer(alert(alert_id="second"))
            await asyncio.sleep(5)
            assert len(bench.slack.parents("C0FALL")) == 2
            assert len([r for r in bench.slack.journal if r.arguments["channel"] == CHANNEL]) == 1
            await bench.drained(notifier)

    run(main())
    assert len(bench.slack.parents(CHANNEL)) == 2
    assert bench.seen.circuits == [(CHANNEL, error), (CHANNEL, None)]


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive", "not_authed"])
def test_a_revoked_token_stops_everything_without_a_hot_loop_and_drains_once_mended(error: str) -> None:
    bench = Bench(slack=Workspace(CHANNEL, "C0FALL"))
    bench.routing = Routing((Route("default", CHANNEL),), fallback="C0FALL")
    bench.slack.revoked = error

    async def main() -> None:
        async with bench.running() as notifier:
            for n in range(20):
                await notifier.offer(alert(alert_id=f"a{n}"))
            await asyncio.sleep(86_400)
            assert notifier.pending == 20
            assert len(bench.slack.journal) < 160
            bench.slack.revoked = None
            await bench.drained(notifier)

    run(main())
    assert len(bench.slack.parents(CHANNEL)) == 20
    assert bench.slack.parents("C0FALL") == []
    assert bench.seen.circuits == [("*", error), ("*", None)]


@pytest.mark.parametrize("error", ["msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format",
                                   "no_text", "metadata_too_large"])  # fmt: skip
def test_a_refused_payload_is_sent_as_plain_text_once(error: str) -> None:
    bench = Bench()
    bench.slack.faults.append(Fault("chat.postMessage", Reply(body={"ok": False, "error": error})))
    sent(bench, alert())
    (parent,) = bench.slack.parents(CHANNEL)
    assert parent.arguments["blocks"] == []
    assert "Bustan al-Qasr" in parent.arguments["text"]
    assert "Killed: 12 (10–15)" in parent.arguments["text"].replace("∶", ":")


def test_a_payload_refused_in_every_form_is_dead_and_the_next_revision_lives() -> None:
    bench = Bench()
    bench.slack.faults.append(Fault("chat.postMessage", Reply(body={"ok": False, "error": "invalid_blocks"}), times=2))
    sent(bench, alert(), raised(2, 13))
    assert bench.seen.deaths == [(CHANNEL, "5f0c7a91d2", "invalid_blocks")]
    assert len(bench.slack.parents(CHANNEL)) == 1


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_parent_that_is_gone_is_replaced(error: str) -> None:
    bench = Bench()
    bench.slack.faults.append(Fault("chat.update", Reply(body={"ok": False, "error": error})))
    sent(bench, alert(), raised(2, 13, material=False))
    assert len(bench.slack.parents(CHANNEL)) == 2
    assert len(set(bench.slack.keys())) == 2


@pytest.mark.parametrize("reply", LOST.values(), ids=LOST.keys())
def test_an_edit_whose_answer_is_lost_is_simply_repeated(reply: Reply) -> None:
    bench = Bench()
    bench.slack.faults.append(Fault("chat.update", reply, after=True))
    sent(bench, alert(), raised(2, 13, material=False))
    assert len(bench.slack.posts(CHANNEL)) == 1
    assert bench.slack.posts(CHANNEL)[0].edits == 2


@pytest.mark.parametrize(
    "reply", [Reply("refuse"), Reply("html", 503), Reply("hang")], ids=["refused", "503", "silent"]
)
def test_slack_away_for_a_day_loses_nothing(reply: Reply) -> None:
    bench = Bench()
    away = Fault("chat.postMessage", reply, times=10**9)
    bench.slack.faults.append(away)

    async def main() -> None:
        async with bench.running() as notifier:
            for n in range(50):
                await notifier.offer(alert(alert_id=f"a{n}"))
            await asyncio.sleep(43_200)
        async with bench.running() as notifier:
            await asyncio.sleep(43_200)
            assert len(bench.slack.journal) < 5_000
            away.times = 0
            await bench.drained(notifier)

    run(main())
    assert sorted(p.arguments["metadata"]["event_payload"]["alert_id"] for p in bench.slack.parents(CHANNEL)) == sorted(
        f"a{n}" for n in range(50)
    )
