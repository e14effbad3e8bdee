"""Observers move the metrics that dashboards and alert rules read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry

from alerts.slack.observer import Observer
from streams import metrics
from streams.instruments import SlackInstruments
from streams.metrics import Metrics

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def slack() -> tuple[Observer, Metrics]:
    live = Metrics(CollectorRegistry())
    return SlackInstruments(live, configured=True), live


def test_first_message_tells_the_latency_an_edit_does_not() -> None:
    observer, live = slack()
    observer.delivered("parent", "hospital", NOW, NOW - timedelta(seconds=4))
    observer.delivered("edit", "hospital", NOW, NOW - timedelta(seconds=400))
    lane = {"lane": "hospital"}
    assert live.registry.get_sample_value("rasid_publish_to_slack_seconds_count", lane) == 1
    assert live.registry.get_sample_value("rasid_publish_to_slack_seconds_sum", lane) == 4
    assert live.value(metrics.SLACK_DELIVERIES, outcome="posted", lane="hospital") == 1
    assert live.value(metrics.SLACK_DELIVERIES, outcome="edited", lane="hospital") == 1
    assert live.value(metrics.SLACK_SUCCESS) == NOW.timestamp()


def test_channel_that_refuses_twice_is_one_stopped_channel() -> None:
    observer, live = slack()
    for error in ("not_in_channel", "is_archived"):
        observer.circuit("C1", error)
    observer.circuit("C2", "is_archived")
    assert live.value(metrics.SLACK_STOPPED) == 2
    observer.circuit("C1", None)
    assert live.value(metrics.SLACK_STOPPED) == 1


def test_nothing_pending_is_zero_not_an_instant() -> None:
    observer, live = slack()
    observer.pending(3, 900, NOW)
    assert live.value(metrics.SLACK_OLDEST) == NOW.timestamp()
    observer.pending(0, 0, None)
    assert live.value(metrics.SLACK_OLDEST) == 0
    assert live.value(metrics.SLACK_PENDING) == 0


def test_dead_and_repeated_messages_are_counted_apart() -> None:
    observer, live = slack()
    observer.possible_repeat("warning")
    observer.dead("C1", "a1", "invalid_blocks")
    assert live.value(metrics.SLACK_DELIVERIES, outcome="possible_repeat", lane="warning") == 1
    assert live.value(metrics.SLACK_DELIVERIES, outcome="dead", lane="other") == 1


def test_answers_pauses_and_token_show() -> None:
    observer, live = slack()
    observer.answered("chat.update", "deferred", "ratelimited")
    observer.answered("apps.connections.open", "accepted", None)
    observer.paused("chat.update", 12.0)
    assert live.value(metrics.SLACK_REQUESTS, method="chat.update", answer="deferred") == 1
    assert live.value(metrics.SLACK_REQUESTS, method="other", answer="accepted") == 1
    assert live.value(metrics.SLACK_PAUSED, method="chat.update") == 12
    assert live.value(metrics.SLACK_CONFIGURED) == 1
