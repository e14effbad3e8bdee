"""Life of an alert in a channel, in virtual time against the double."""

from __future__ import annotations

import asyncio

from alerts.records import Action
from alerts.slack.routing import Route, Routing
from detectors.records import Estimate
from tests.alerts.slack.bench import CHANNEL, Bench, sent
from tests.alerts.slack.samples import NOW, alert, hospital, people, raised
from tests.slack_double.virtual import run
from tests.slack_double.workspace import Room, Workspace


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
                await notifier.offer(raised(n, 10 + n, material=False))
            await bench.drained(notifier)

    run(main())
    delivery = bench.ledger.delivery("5f0c7a91d2", CHANNEL)
    assert delivery is not None and delivery.revision == 59
    assert len(bench.slack.journal) < 6


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
