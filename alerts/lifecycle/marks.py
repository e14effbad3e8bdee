"""What people decided about an alert: a function of the set of their actions, whatever order they arrive in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from alerts.records import Action


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decisions that stand on one alert."""

    acknowledged: Action | None = None
    judged: Action | None = None
    """`false` or `duplicate`: the alert is retracted while this stands."""
    silence: Action | None = None
    """The latest `silence` or `unsilence`."""


def fold(actions: Iterable[Action]) -> Verdict:
    """The verdict after all `actions`; `undo` takes back the latest one that still stands."""
    standing: list[Action] = []
    for action in sorted(set_of(actions), key=lambda item: (item.at, item.action_id)):
        if action.kind != "undo":
            standing.append(action)
        elif standing:
            standing.pop()
    return Verdict(
        acknowledged=_latest(standing, "acknowledge"),
        judged=_latest(standing, "false", "duplicate"),
        silence=_latest(standing, "silence", "unsilence"),
    )


def set_of(actions: Iterable[Action]) -> list[Action]:
    """Each action once, by its id."""
    return list({action.action_id: action for action in actions}.values())


def silencing(verdicts: Iterable[Verdict], now: datetime) -> Action | None:
    """The silence in force at `now` among those made on several alerts of one rule and place."""
    decided = [verdict.silence for verdict in verdicts if verdict.silence]
    last = max(decided, key=lambda item: (item.at, item.action_id), default=None)
    if last is None or last.kind == "unsilence" or (last.expires_at is not None and last.expires_at <= now):
        return None
    return last


def _latest(standing: list[Action], *kinds: str) -> Action | None:
    return next((action for action in reversed(standing) if action.kind in kinds), None)
