"""Windows and alerts over plain dicts with virtual time: what tests of rules and backtests run on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from alerts.lifecycle import Alerting
from alerts.lifecycle.core import SOURCES, Item
from alerts.records import Action, Alert, Heartbeat, Tick
from alerts.rules.model import RuleSet
from alerts.windows import Windows
from alerts.windows.cover import Lookup
from detectors.records import Incident
from detectors.step import Step, apply

_NOTHING = msgspec.msgpack.encode({})


class Chain:
    """Incidents, actions and time in; alert revisions out, in the order in which Kafka would carry them."""

    def __init__(self, rules: RuleSet, lookup: Lookup | None = None) -> None:
        self.windows = Windows(lookup, rules.timezone, rules.lateness)
        self.alerting = Alerting(rules)
        self.window_state: dict[str, bytes] = {}
        self.alert_state: dict[str, bytes] = {}
        self.governorates: dict[str, None] = {}
        """Those that have been heard of: ticks go to each."""

    def incident(self, incident: Incident, now: datetime) -> list[Alert]:
        """One incident's new version, at `now`."""
        return self._window(incident, now)

    def _window(self, item: Incident | Tick, now: datetime) -> list[Alert]:
        step = self.windows.step(self.window_state, item, now)
        apply(step.writes, self.window_state)
        out: list[Alert] = []
        for update in step.outputs:
            self.governorates[update.governorate] = None
            out += self._alert(update, now)
        return out

    def action(self, action: Action) -> list[Alert]:
        """What a person did, at the action's own instant."""
        return self._alert(action, action.at)

    def heartbeat(self, source: str, at: datetime, now: datetime) -> list[Alert]:
        """A source published at `at`."""
        self.governorates[SOURCES] = None
        return self._alert(Heartbeat(source=source, at=at), now)

    def tick(self, now: datetime, sources: bool = True) -> list[Alert]:
        """Time has come to `now` everywhere; without `sources` nobody looks whether one went quiet."""
        out: list[Alert] = []
        for name in [*self.governorates]:
            if sources if name == SOURCES else self._waits(name):
                tick = Tick(governorate=name, at=now)
                out += self._window(tick, now) + self._alert(tick, now)
        return out

    def _waits(self, governorate: str) -> bool:
        """Time can change something there: an alert is open, or a merged incident waits for its successor."""
        held = (self.alert_state.get(f"{governorate}/open"), self.window_state.get(f"{governorate}/merging"))
        return any(value is not None and value != _NOTHING for value in held)

    def _alert(self, item: Item, now: datetime) -> list[Alert]:
        step: Step[Alert] = self.alerting.step(self.alert_state, item, now)
        apply(step.writes, self.alert_state)
        return list(step.outputs)


def standing(alerts: Iterable[Alert]) -> dict[str, Alert]:
    """The last revision of each alert, by id."""
    return {alert.alert_id: alert for alert in alerts}
