"""500 alerts in 10 s, 20 of them hospital attacks, into a channel at 1 message/s with storms of 429.

Virtual time against the double of the tests: the minutes that Slack takes pass in seconds, the order of events is real.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from datetime import datetime, timedelta

from alerts.records import Alert
from alerts.slack.clock import Clock
from alerts.slack.ledger import MemoryLedger
from alerts.slack.notifier import Notifier, lane_of
from alerts.slack.observer import LANES, Silent
from alerts.slack.routing import single
from tests.alerts.slack.samples import alert, hospital, people
from tests.slack_double.direct import DirectTransport
from tests.slack_double.virtual import START, VirtualClock, run
from tests.slack_double.workspace import Fault, Reply, Workspace

CHANNEL = "C0ALERTS"
COUNT, HOSPITALS, SECONDS = 500, 20, 10.0
UPDATED = 100
"""Alerts whose toll is raised once more, during the same ten seconds."""


def alerts(dice: random.Random) -> list[Alert]:
    """The burst, shuffled: hospital attacks anywhere in it, a few alerts twice."""
    ordinary = [
        alert(alert_id=f"a{n}", severity=dice.choice(["critical", "warning", "info"])) for n in range(COUNT - HOSPITALS)
    ]
    attacks = [hospital(alert_id=f"h{n}") for n in range(HOSPITALS)]
    first = [*ordinary, *attacks]
    dice.shuffle(first)
    raised = [
        alert(alert_id=a.alert_id, severity=a.severity, revision=2, state="updated", killed=people(40, 40, 40))
        for a in dice.sample(ordinary, UPDATED)
    ]
    return [*first, *raised]


def storms(slack: Workspace, clock: Clock, dice: random.Random) -> None:
    """Every now and then Slack refuses for up to half a minute, and some answers are lost after acceptance."""

    def stormy(_: object) -> bool:
        return int((clock.now() - START).total_seconds()) % 60 < 10

    for wait in (5, 15, 30):
        limited = Reply(status=429, body={"ok": False, "error": "ratelimited"}, headers={"Retry-After": str(wait)})
        slack.faults.append(Fault("chat.postMessage", limited, times=dice.randint(3, 6), when=stormy))
    slack.faults.append(Fault("chat.postMessage", Reply("disconnect"), after=True, times=5))


async def burst() -> tuple[Workspace, dict[str, Alert], dict[str, datetime]]:
    """Run it; the workspace, the alerts, and when each was offered."""
    dice, clock = random.Random(7), VirtualClock()
    slack = Workspace(CHANNEL)
    storms(slack, clock, dice)
    transport = DirectTransport(slack, clock, delay=0.25)
    notifier = Notifier(transport, MemoryLedger(), single(CHANNEL), clock=clock, observer=Silent())
    running = asyncio.create_task(notifier.run())
    offered: dict[str, datetime] = {}
    burst_alerts = alerts(dice)
    for one in burst_alerts:
        offered.setdefault(one.alert_id, clock.now())
        await notifier.offer(one)
        await asyncio.sleep(SECONDS / len(burst_alerts))
    await notifier.idle()
    await notifier.stop()
    await running
    return slack, {a.alert_id: a for a in reversed(burst_alerts)}, offered


def main(arguments: list[str]) -> int:
    """Print the table; 1 when something was lost, doubled or out of order."""
    slack, sent, offered = run(burst())
    first: dict[str, datetime] = {}
    for post in slack.parents(CHANNEL):
        first.setdefault(post.arguments["metadata"]["event_payload"]["alert_id"], post.at)
    rows = {lane: sorted(first[i] - offered[i] for i in first if lane_of(sent[i]) == lane) for lane in LANES}
    out = sys.stdout
    out.write(f"{'class':<10}{'alerts':>7}{'first':>9}{'median':>9}{'p95':>9}{'last':>9}   seconds to Slack\n")
    for lane, times in rows.items():
        cells = [times[0], times[len(times) // 2], times[int(len(times) * 0.95)], times[-1]]
        out.write(f"{lane:<10}{len(times):>7}" + "".join(f"{c / timedelta(seconds=1):>9.1f}" for c in cells) + "\n")
    keys, outcomes = Counter(slack.keys()), Counter(r.outcome for r in slack.journal)
    doubled, missed = sum(n - 1 for n in keys.values()), len(sent) - len(first)
    order = _out_of_order(slack)
    overtaken = sum(1 for t in rows["hospital"] if t > min(rows["info"][-1:] or [t]))
    out.write(f"calls {sum(outcomes.values())}, of these {dict(outcomes)}\n")
    out.write(f"missed {missed}, duplicates {doubled}, threads out of order {order}\n")
    return 1 if missed or doubled or order or overtaken else 0


def _out_of_order(slack: Workspace) -> int:
    """Threads whose reply came before their parent or whose revisions fall."""
    seen: dict[str, int] = {}
    wrong = 0
    for post in slack.posts(CHANNEL):
        payload = post.arguments["metadata"]["event_payload"]
        revision = 0 if post.thread_ts is None else payload["revision"]
        wrong += revision < seen.get(payload["alert_id"], 0) or (revision > 0 and payload["alert_id"] not in seen)
        seen[payload["alert_id"]] = revision
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
