"""The notifier on a broker: the same suite on librdkafka's mock cluster and on a real Apache Kafka."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaAdminClient

from alerts.records import Alert
from alerts.slack.records import Notes
from alerts.slack.render import View, render
from streams import admin, topics
from streams.broker.mock import MockBroker
from streams.notify.ledger import KafkaLedger
from streams.notify.service import connection
from streams.settings import Settings
from tests.alerts.slack.samples import NOW, alert, people
from tests.slack_double.server import Double, serve
from tests.slack_double.workspace import Fault, Reply, Workspace
from tests.streams.notify.bench import CHANNEL, PARTITIONS, publish, running, settings, until

NAMES = (topics.ALERTS, topics.ACTIONS, topics.DELIVERIES)


@pytest.fixture(params=["mock", pytest.param("real", marks=pytest.mark.kafka)])
def broker(request: pytest.FixtureRequest, prefix: str) -> Iterator[tuple[str, bool]]:
    if request.param == "mock":
        with MockBroker() as mock:
            mock.create((prefix + t.name for t in NAMES), PARTITIONS)
            yield mock.bootstrap, True
    else:
        real = request.getfixturevalue("kafka")
        given = Settings(kafka=real.bootstrap, topic_prefix=prefix, partitions=PARTITIONS)
        with admin.connected(given) as client:
            admin.create(client, given)
        yield real.bootstrap, False


def workspace() -> Workspace:
    one = Workspace(CHANNEL)
    one.paced = False
    one.history_delay = timedelta()
    return one


def many(count: int, revision: int = 1, **changes: Any) -> list[Alert]:
    places = ("SY01", "SY02", "SY07", "SY11", "SY13")
    return [alert(alert_id=f"a{n}", governorate=places[n % 5], revision=revision, **changes) for n in range(count)]


def unique(double: Double, count: int) -> None:
    keys = double.workspace.keys()
    assert len(keys) == len(set(keys)) == count


async def test_alerts_arrive_and_a_restart_sends_nothing_again(broker: tuple[str, bool], prefix: str) -> None:
    async with serve(workspace()) as double:
        given = settings(broker[0], prefix, double, mock=broker[1])
        await publish(given, many(20))
        async with running(given):
            await until(lambda: len(double.workspace.parents(CHANNEL)) == 20)
        async with running(given) as service:
            await publish(given, many(20))
            await publish(given, many(20, revision=2, killed=people(40, 40, 40)))
            await until(lambda: len(double.workspace.posts(CHANNEL)) == 40)
            await service.notifier.idle()
        unique(double, 40)
        assert len(double.workspace.parents(CHANNEL)) == 20


@pytest.mark.parametrize("broker", ["real"], indirect=True)
@pytest.mark.kafka
async def test_two_notifiers_share_the_work_and_nobody_hears_twice(broker: tuple[str, bool], prefix: str) -> None:
    async with serve(workspace()) as double:
        given = settings(broker[0], prefix, double, mock=broker[1])
        async with running(given):
            await publish(given, many(30))
            await until(lambda: len(double.workspace.parents(CHANNEL)) > 5)
            async with running(given) as second:
                await publish(given, many(60))
                await until(lambda: len(double.workspace.parents(CHANNEL)) == 60)
                await publish(given, many(60, revision=2, killed=people(40, 40, 40)))
                await until(lambda: len(double.workspace.posts(CHANNEL)) == 120)
                assert second.ledger.cases()
            await publish(given, many(60, revision=3, killed=people(90, 90, 90)))
            await until(lambda: len(double.workspace.posts(CHANNEL)) == 180)
        unique(double, 180)


async def test_a_press_comes_back_through_the_topic_onto_the_message(broker: tuple[str, bool], prefix: str) -> None:
    async with serve(workspace()) as double:
        given = settings(broker[0], prefix, double, mock=broker[1])
        async with running(given) as service:
            await publish(given, [alert()])
            await until(lambda: double.workspace.parents(CHANNEL))
            await double.connected.wait()
            partition = topics.partition_of("SY02", PARTITIONS)
            message = render(alert(), View(), Notes(partition=partition), NOW)
            value = next(b for b in message.blocks if b["type"] == "actions")["elements"][0]["value"]
            await double.interact({
                "type": "block_actions", "user": {"id": "U0DUTY", "username": "samar"}, "channel": {"id": CHANNEL},
                "actions": [{"action_id": "rasid.acknowledge", "value": value, "action_ts": "1"}],
            })  # fmt: skip
            await until(lambda: "U0DUTY" in str(double.workspace.parents(CHANNEL)[0].arguments["blocks"]))
        async with running(given) as service:
            await until(lambda: (case := service.ledger.case("5f0c7a91d2")) and case.marks)  # its log is still read
            case = service.ledger.case("5f0c7a91d2")
            assert case is not None and [m.by for m in case.marks] == ["U0DUTY"]


async def test_the_log_fences_a_notifier_that_lost_its_partition(broker: tuple[str, bool], prefix: str) -> None:
    from alerts.slack.ledger import FencedError, pack
    from alerts.slack.records import Case

    async with serve(workspace()) as double:
        given = settings(broker[0], prefix, double, mock=broker[1])
        old, new = (
            KafkaLedger(given.topic("deliveries"), PARTITIONS, name, connection(given)) for name in ("old", "new")
        )
        await old.start()
        await new.start()
        case = Case(alert_id="x", revision=1, body=pack(alert()), partition=0, updated_at=NOW)
        await old.acquire(0)
        await old.write(case)
        await new.acquire(0)
        assert new.case("x") == case
        await asyncio.gather(new.write(case), *(_fenced(old, case, FencedError) for _ in range(3)))
        await new.forget(case)
        assert new.case("x") is None
        await old.stop()
        await new.stop()


async def _fenced(ledger: KafkaLedger, case: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        await ledger.write(case)


@pytest.mark.kafka
async def test_kill_9_between_acceptance_and_the_ledger(
    kafka: Any, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is killed while Slack's answers hang after acceptance: history tells the next one what arrived."""
    slack = workspace()
    slack.faults.append(Fault("chat.postMessage", Reply("hang"), after=True, times=1, when=lambda a: "a3" in str(a)))
    async with serve(slack) as double:
        given = settings(kafka.bootstrap, prefix, double, mock=False)
        with admin.connected(given) as client:
            admin.create(client, given)
        await publish(given, many(12))
        process = await _notify(given, tmp_path)
        await until(lambda: not [f for f in slack.faults if f.times])
        process.send_signal(signal.SIGKILL)
        await process.wait()
        second = await _notify(given, tmp_path)
        await until(lambda: len(slack.parents(CHANNEL)) >= 12, 90)
        await until(lambda: not [r for r in slack.journal if r.method == "chat.postMessage"][12:], 5)
        second.send_signal(signal.SIGTERM)
        assert await second.wait() == 0, (tmp_path / "log").read_text()
        unique(double, 12)
        assert isinstance(client, KafkaAdminClient)


async def _notify(given: Settings, folder: Path) -> asyncio.subprocess.Process:
    environment = {
        "PATH": "/usr/bin:/bin", "RASID_KAFKA": given.kafka, "RASID_TOPIC_PREFIX": given.topic_prefix,
        "RASID_PARTITIONS": str(PARTITIONS), "RASID_SLACK_TOKEN": "xoxb-test", "RASID_SLACK_URL": given.slack_url,
        "RASID_SLACK_CHANNEL": CHANNEL, "RASID_METRICS_PORT": "0", "RASID_SESSION_TIMEOUT": "6",
    }  # fmt: skip
    log = (folder / "log").open("ab")
    command = "from streams.cli import main; main(['notify'])"
    return await asyncio.create_subprocess_exec(sys.executable, "-c", command, env=environment, stderr=log, stdout=log)
