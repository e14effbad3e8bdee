"""Waits, paces and bounds of the sender. Defaults follow Slack's documented limits and docs/slack.md."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.slack import pace


@dataclass(frozen=True, slots=True)
class Policy:
    """All in seconds, messages per second, or bytes, as the names say."""

    posts_per_second: float = 1.0
    """Per channel: Slack's documented rate of chat.postMessage."""
    updates_per_minute: float = 50.0
    """Per workspace: tier 3 of Slack's limits."""
    updates_reserve: float = 5.0
    """Updates kept free for hospital alerts."""
    history_per_minute: float = 50.0
    timeout: float = 10.0
    """Of one call, in all."""
    in_flight: float = 15.0
    """How long after its dispatch a POST of a notifier that is gone may still arrive: its timeout and some."""
    look_after: float = 3.0
    """Wait before the history is read after an ambiguous answer: it shows messages with a delay of 2 to 5 s."""
    look_again: float = 5.0
    look_before: float = 60.0
    """How far before the dispatch the history is read, for clocks that differ."""
    looks: int = 2
    """Reads of the history without the message before it is posted again."""
    history_pages: int = 5
    backoff_first: float = 1.0
    backoff_longest: float = 60.0
    troubles: int = 3
    """Failures of the wire or of Slack itself in a row, after which posts and edits rest."""
    probe_first: float = 30.0
    """First wait of a channel that refused; doubles."""
    probe_longest: float = 600.0
    pending: int = 20_000
    """Entries that wait before reading of the topic pauses: beyond it the topic itself is the queue. About 60 MB."""
    keep_days: int = 90
    """How long the ledger remembers an alert that is over."""

    def backoff(self, failures: int) -> float:
        """Seconds to wait after `failures` failures in a row."""
        return pace.backoff(failures, self.backoff_first, self.backoff_longest)
