"""Alerts into a broker, a service before a double, and waits that end with the condition, not with the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaProducer

from alerts.records import Action, Alert
from alerts.slack.observer import Silent
from alerts.slack.settings import Policy
from detectors.records import encode
from streams import topics
from streams.notify.assembly import service
from streams.notify.service import NotifyService, connection
from streams.settings import Secret, Settings
from tests.slack_double.server import Double

CHANNEL = "C0ALERTS"
PARTITIONS = 4
QUICK = Policy(
    timeout=2.0, in_flight=2.5, look_after=0.1, look_again=0.2, posts_per_second=100.0, backoff_first=0.1,
    updates_per_minute=6_000.0, history_per_minute=6_000.0,
)  # fmt: skip


def settings(bootstrap: str, prefix: str, double: Double, *, mock: bool) -> Settings:
    """Settings of a notifier for one test."""
    return Settings(
        kafka=bootstrap, topic_prefix=prefix, partitions=PARTITIONS, mock=mock, session_timeout=6.0, metrics_port=0,
        slack_token=Secret(double.workspace.token), slack_app_token=Secret(double.app_token), slack_url=double.url,
        slack_channel=CHANNEL,
    )  # fmt: skip


async def publish(given: Settings, records: Iterable[Alert | Action]) -> None:
    """Alerts and actions into their topics, in the partition of their governorate."""
    producer = AIOKafkaProducer(**connection(given))
    await producer.start()
    try:
        for one in records:
            name, key = (topics.ALERTS, one.alert_id) if isinstance(one, Alert) else (topics.ACTIONS, one.action_id)
            partition = topics.partition_of(one.governorate, PARTITIONS)
            await producer.send_and_wait(given.topic(name.name), encode(one), key=key.encode(), partition=partition)
    finally:
        await producer.stop()


@asynccontextmanager
async def running(given: Settings, policy: Policy = QUICK) -> AsyncIterator[NotifyService]:
    """A service from start to orderly stop."""
    async with service(given, Silent(), lambda *_: None, policy) as one:
        task = asyncio.create_task(one.run())
        try:
            yield one
        finally:
            one.stop()
            await asyncio.wait_for(task, 120)


async def until(condition: Callable[[], Any], seconds: float = 120.0) -> None:
    """Wait for `condition`; a test that waits in vain fails."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
