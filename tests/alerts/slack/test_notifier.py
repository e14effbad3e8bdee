"""Life of an alert in a channel, in virtual time against the double."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from alerts.records import Action
from alerts.slack.routing import Match, Route, Routing
from detectors.records import Estimate
from tests.alerts.slack.bench import CHANNEL, Bench
from tests.alerts.slack.samples import NOW, alert, hospital, people
from tests.slack_double.virtual import run
from tests.slack_double.workspace import Fault, Reply, Room, Workspace

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


def raised(revision: int, best: int, **changes: object) -> object:
    value = Estimate(low=best, best=best, high=best)
    return alert(revision=revision, state="updated", killed=people(best, best, best), value=value,
                 reason="toll_raised", **changes)  # fmt: skip


def sent(bench: Bench, *alerts: object) -> None:
    async def main() -> None:
        async with bench.running() as notifier:
            for one in alerts:
                await notifier.offer(one)  # type: ignore[arg-type]
                await bench.drained(notifier)

    run(main())


def test_one_parent_then_edit_and_a_reply_for_what_matters() -> None:
    bench = Bench()
    sent(bench, alert(), raised(2, 13, material=False), raised(3, 16, material=False))
    parent, reply = bench.slack.posts(CHANNEL)
    assert parent.edits == 2
    assert reply.thread_ts == parent.ts
    assert "killed 12 → 16" in reply.arguments["text"]
    assert "reply_broadcast" not in reply.arguments


def test_a_higher_tier_is_broadcast() -> None:
    bench = Bench()
    sent(bench, alert(severity="warning"), raised(2, 60, severity="critical", tier=1))
    assert bench.slack.posts(CHANNEL)[1].arguments["reply_broadcast"] is True


def test_the_same_revision_twice_or_an_older_one_sends_nothing() -> None:
    bench = Bench()
    sent(bench, raised(2, 12), alert(), raised(2, 12))
    assert len(bench.slack.journal) == 1


def test_a_retraction_edits_the_parent_and_tells_the_thread() -> None:
    bench = Bench()
    gone = alert(revision=2, state="retracted", reason="incident_retracted", killed=people(0, 0, 0), value=Estimate())
    sent(bench, alert(), gone)
    parent, reply = bench.slack.posts(CHANNEL)
    struck = [
        e["text"] for b in parent.arguments["blocks"] if b["type"] == "rich_text" for g in b["elements"]
        for e in g["elements"] if e.get("style", {}).get("strike")
    ]  # fmt: skip
    assert "12 (10–15)" in struck
    assert "Do not act on the earlier number" in reply.arguments["text"]


def test_a_muted_alert_is_edited_but_never_announced() -> None:
    bench = Bench()
    sent(bench, alert(muted="silenced"))
    assert bench.slack.journal == []
    sent(bench, alert(revision=2), raised(3, 90, muted="silenced"))
    assert [p.edits for p in bench.slack.posts(CHANNEL)] == [1]


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


def test_hospital_alerts_overtake_a_backlog() -> None:
    bench = Bench()

    async def main() -> None:
        async with bench.running() as notifier:
            for n in range(100):
                await notifier.offer(alert(alert_id=f"a{n}", severity="warning"))
            await asyncio.sleep(10)
            await notifier.offer(hospital())
            await asyncio.sleep(2.5)
            assert any("🏥" in p.arguments["text"] for p in bench.slack.parents(CHANNEL))
            await bench.drained(notifier)

    run(main())
    assert len(bench.slack.parents(CHANNEL)) == 101


def test_edits_coalesce_and_end_at_the_latest_revision() -> None:
    bench = Bench()

    async def main() -> None:
        async with bench.running() as notifier:
            await notifier.offer(alert())
            for n in range(2, 60):
                await notifier.offer(raised(n, 10 + n, material=False))  # type: ignore[arg-type]
            await bench.drained(notifier)

    run(main())
    delivery = bench.ledger.delivery("5f0c7a91d2", CHANNEL)
    assert delivery is not None and delivery.revision == 59
    assert len(bench.slack.journal) < 6


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


def test_what_people_did_is_shown_once_and_survives_a_restart() -> None:
    bench = Bench()
    action = Action(action_id="x1", alert_id="5f0c7a91d2", kind="acknowledge", by="U0ABC123", at=NOW)

    async def main() -> None:
        async with bench.running() as notifier:
            await notifier.offer(alert())
            await bench.drained(notifier)
            assert await notifier.act(action)
            await bench.drained(notifier)
        async with bench.running() as notifier:
            await bench.drained(notifier)
            assert not await notifier.act(action)
            await bench.drained(notifier)

    run(main())
    (parent,) = bench.slack.posts(CHANNEL)
    assert parent.edits == 1
    assert "U0ABC123" in str(parent.arguments["blocks"])
    assert "rasid.acknowledge" not in str(parent.arguments["blocks"])


def test_release_waits_for_what_is_under_way_and_leaves_the_rest() -> None:
    bench = Bench()

    async def main() -> None:
        async with bench.running() as notifier:
            for n in range(5):
                await notifier.offer(alert(alert_id=f"a{n}"))
            await asyncio.sleep(0.05)
            await notifier.release({0})
            assert notifier.pending == 0
            before = len(bench.slack.journal)
            await asyncio.sleep(60)
            assert len(bench.slack.journal) == before
            notifier.restore({0})
            await bench.drained(notifier)

    run(main())
    assert len(bench.slack.parents(CHANNEL)) == 5
    assert len(set(bench.slack.keys())) == 5


def test_rooms_are_independent() -> None:
    bench = Bench(slack=Workspace("C0A", "C0B"))
    bench.slack.rooms["C0A"] = Room(archived=True)
    bench.routing = Routing((Route("a", "C0A", goes_on=True), Route("b", "C0B")))

    async def main() -> None:
        async with bench.running() as notifier:
            await notifier.offer(alert())
            await asyncio.sleep(3)
            assert len(bench.slack.parents("C0B")) == 1
            bench.slack.rooms["C0A"].archived = False
            await bench.drained(notifier)

    run(main())
    assert len(bench.slack.parents("C0A")) == 1
