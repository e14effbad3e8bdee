"""Creates and checks topics, and checks that the broker allows our session timeout."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from typing import Any, Final

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from streams.settings import Settings, SettingsError
from streams.topics import TOPICS, Difference, compare, existing

SPREAD: Final = 20.0
"""Seconds that a new topic may take until every broker knows it."""


@contextmanager
def connected(settings: Settings) -> Iterator[Any]:
    """An admin client. Raises `KafkaError` when the broker cannot be reached."""
    admin = KafkaAdminClient(**settings.client(), client_id=f"{settings.topic_prefix}admin")
    try:
        yield admin
    finally:
        admin.close()


def check(admin: Any, settings: Settings) -> list[Difference]:
    """What is missing or wrong among the topics."""
    return compare(existing(admin), settings.topic_prefix, settings.partitions)


def create(admin: Any, settings: Settings) -> list[str]:
    """Create the missing topics and wait until the broker serves them; their full names. Raises `KafkaError`."""
    missing = {one.topic for one in check(admin, settings) if one.missing}
    new = [
        NewTopic(settings.topic(topic.name), settings.partitions, settings.replication, topic_configs=topic.config())
        for topic in TOPICS if settings.topic(topic.name) in missing
    ]  # fmt: skip
    with suppress(TopicAlreadyExistsError):  # another worker was faster
        if new:
            admin.create_topics(new)
    give_up = monotonic() + SPREAD
    while any(one.missing for one in check(admin, settings)) and monotonic() < give_up:
        sleep(0.1)
    return sorted(missing)


def check_session(admin: Any, settings: Settings) -> None:
    """Raises SettingsError when the broker's least session timeout is above ours: Faust would hang, ready and idle."""
    least = None if settings.mock else least_session(admin)
    if least is not None and settings.session_timeout < least:
        raise SettingsError(
            f"RASID_SESSION_TIMEOUT: {settings.session_timeout:g} s is under the broker's "
            f"group.min.session.timeout.ms ({least:g} s); raise it"
        )


def least_session(admin: Any) -> float | None:
    """The broker's `group.min.session.timeout.ms` in seconds; None when it does not tell (a mock, or no permission)."""
    name = "group.min.session.timeout.ms"
    try:
        node = str(admin.describe_cluster()["brokers"][0]["broker_id"])
        resource = ConfigResource(ConfigResourceType.BROKER, node)
        answer = admin.describe_configs([resource], config_filter="all")
        return int(answer["broker"][node][name]["value"]) / 1000
    except (KafkaError, KeyError, IndexError):
        return None
