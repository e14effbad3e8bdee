"""The alert stage: after every change it works out what should stand, and sends what differs from what stood."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from alerts.draft import Draft
from alerts.lifecycle.desired import reach
from alerts.lifecycle.memory import Memory
from alerts.lifecycle.turn import Bylaw, Turn
from alerts.records import Action, Alert, Heartbeat, Tick, WindowUpdate
from alerts.rules.model import CountRule, Rule, RuleSet
from alerts.windows.assignment import local_day
from detectors.step import StateView, Step

Item: TypeAlias = WindowUpdate | Action | Tick | Heartbeat
SPARE_DAYS = 2
SOURCES = "sources"
"""Governorate of heartbeats and of the ticks for them."""


class Alerting:
    """`step` answers with the alerts' new revisions; see `alerts.lifecycle.state` for what is stored.

    `rules` may be exchanged between two steps (`alerts.rules.reload`): alerts of rules that are gone stay as they are.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    @property
    def rules(self) -> RuleSet:
        """The rules in force."""
        return self._rules

    @rules.setter
    def rules(self, rules: RuleSet) -> None:
        self._rules = rules
        self.memory = Memory()
        self._zone = ZoneInfo(rules.timezone)
        self._bylaw = Bylaw(rules, in_order(rules), self._zone, hashlib.sha256(repr(rules).encode()).hexdigest()[:16])
        counting = (reach(rule) for rule in rules.rules if isinstance(rule, CountRule))
        self._history = timedelta(days=max(counting, default=1) + SPARE_DAYS)

    def step(self, state: StateView, item: Item, now: datetime) -> Step[Alert]:
        """What to send and to store for `item` at `now`."""
        turn = Turn(self._bylaw, Draft(state), item.governorate, now, self.memory)
        _HANDLERS[type(item)](turn, item)
        time = turn.store.time
        watermark = time.ticked if item.governorate == SOURCES else time.watermark
        floor = 0
        if watermark is not None:
            floor = local_day(watermark - self._rules.lateness - self._history, self._zone)
        turn.store.forget(floor)
        return Step(tuple(turn.alerts), turn.store.close())


def in_order(rules: RuleSet) -> tuple[Rule, ...]:
    """The rules so that one which keeps others quiet comes before them."""
    muted = {name for inhibition in rules.inhibitions for name in inhibition.mute}
    return tuple(sorted(rules.rules, key=lambda rule: rule.name in muted))


_HANDLERS: dict[type, Callable[[Turn, Item], None]] = {
    WindowUpdate: Turn.window,  # type: ignore[dict-item]
    Action: Turn.action,  # type: ignore[dict-item]
    Tick: Turn.tick,  # type: ignore[dict-item]
    Heartbeat: Turn.heartbeat,  # type: ignore[dict-item]
}
