"""What holds work back: the pace of each method, pauses that Slack asks for, refusals, and a Slack that is unwell."""

from __future__ import annotations

from datetime import datetime, timedelta

from alerts.slack.answers import stops_workspace
from alerts.slack.observer import Observer
from alerts.slack.pace import Bucket, Circuit, Pauses
from alerts.slack.plan import METHODS
from alerts.slack.queue import Channel, Entry
from alerts.slack.settings import Policy

EVERYWHERE = "*"
"""Stands for all channels where a refusal is the token's."""
UPDATE_BURST = 5.0


class Gates:
    """Of one workspace. An entry may go when every gate on its way is open."""

    def __init__(self, policy: Policy, observer: Observer) -> None:
        self._policy = policy
        self._observer = observer
        self._pauses = Pauses()
        self._workspace = self.circuit()
        reserve = policy.updates_reserve
        self._updates = Bucket(policy.updates_per_minute / 60, UPDATE_BURST + reserve, reserve)
        self._reads = Bucket(policy.history_per_minute / 60, UPDATE_BURST)
        self._troubles = 0

    @property
    def closed(self) -> bool:
        """Whether the token itself is refused."""
        return self._workspace.is_open

    def circuit(self) -> Circuit:
        """A new, closed circuit."""
        return Circuit(timedelta(seconds=self._policy.probe_first), timedelta(seconds=self._policy.probe_longest))

    def bucket(self) -> Bucket:
        """The pace of posts of a new channel."""
        return Bucket(self._policy.posts_per_second, 1.0)

    def ready_at(self, channel: Channel, now: datetime, entry: Entry) -> datetime:
        """When `entry` may go, its channel's own circuit apart."""
        bucket = self._bucket(channel, entry)
        return max(
            self._workspace.ready_at(now),
            self._pauses.ready_at(METHODS[entry.work], now),
            bucket.ready_at(now, reserved=entry.lane == "hospital"),
        )

    def take(self, channel: Channel, entry: Entry, now: datetime) -> None:
        """`entry` goes now."""
        self._bucket(channel, entry).take(now)
        for circuit in (channel.circuit, self._workspace):
            circuit.begin(now)

    def pause(self, method: str, now: datetime, seconds: float) -> None:
        """Slack asked for it."""
        self._pauses.pause(method, now + timedelta(seconds=seconds))

    def refuse(self, channel: Channel, error: str, now: datetime) -> None:
        """A configuration error: stop the channel, or everything when it is the token's."""
        everywhere = stops_workspace(error)
        circuit = self._workspace if everywhere else channel.circuit
        if circuit.refuse(error, now):
            self._observer.circuit(EVERYWHERE if everywhere else channel.name, error)

    def trouble(self, now: datetime) -> None:
        """After failures in a row one call at a time finds out whether Slack is back, for everything that waits."""
        self._troubles += 1
        if self._troubles >= self._policy.troubles:
            rest = self._policy.backoff(self._troubles - self._policy.troubles + 1)
            for method in ("chat.postMessage", "chat.update"):
                self.pause(method, now, rest)

    def works(self, channel: Channel) -> None:
        """Slack took a message."""
        self._troubles = 0
        for name, circuit in ((channel.name, channel.circuit), (EVERYWHERE, self._workspace)):
            if circuit.accept():
                self._observer.circuit(name, None)

    def _bucket(self, channel: Channel, entry: Entry) -> Bucket:
        if entry.work == "edit":
            return self._updates
        return self._reads if entry.work == "reconcile" else channel.bucket
