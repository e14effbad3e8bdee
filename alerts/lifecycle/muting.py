"""Silences and inhibitions: why an alert is kept from being announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from alerts.lifecycle.marks import fold, silencing
from alerts.lifecycle.reconcile import Muting
from alerts.lifecycle.state import Open
from alerts.lifecycle.store import Store
from alerts.records import Action, Alert
from alerts.rules.model import Reach, RuleSet
from detectors.records import Place


def muting(rules: RuleSet, alert: Alert, store: Store, now: datetime) -> Muting | None:
    """The first that holds: a silence of the file, a silence from a person's button, an inhibition."""
    return _filed(rules, alert, now) or _pressed(alert, store, now) or _inhibited(rules, alert, store)


def _filed(rules: RuleSet, alert: Alert, now: datetime) -> Muting | None:
    for silence in rules.silences:
        begun = silence.since is None or silence.since <= now
        here = silence.place == "*" or silence.place in codes(alert.district)
        if silence.rule in ("*", alert.rule) and here and begun and now < silence.until:
            return Muting("silenced", silence.author, silence.until, silence.reason)
    return None


def _pressed(alert: Alert, store: Store, now: datetime) -> Muting | None:
    """A silence made on an alert of the same rule and the very same place: the place next door is another one."""
    ids = store.get(silence_key(alert.rule, alert.district), list[str]) or ()
    verdicts = [fold(store.marks(alert_id).actions) for alert_id in ids]
    action: Action | None = silencing(verdicts, now)
    if action is None:
        return None
    return Muting("silenced", action.by_name or action.by, action.expires_at, action.reason)


def ends(alert: Alert, store: Store) -> Iterator[datetime]:
    """When silences from people's buttons run out that may keep `alert` quiet."""
    for alert_id in store.get(silence_key(alert.rule, alert.district), list[str]) or ():
        silence = fold(store.marks(alert_id).actions).silence
        if silence is not None and silence.expires_at is not None:
            yield silence.expires_at


def _inhibited(rules: RuleSet, alert: Alert, store: Store) -> Muting | None:
    for inhibition in rules.inhibitions:
        if alert.rule not in inhibition.mute:
            continue
        for _, other in sorted(store.opened.items()):
            if other.rule in inhibition.when and other.state != "retracted" and _near(alert, other, inhibition.reach):
                return Muting("inhibited", other.rule)
    return None


def _near(alert: Alert, other: Open, reach: Reach) -> bool:
    """`other` lies where `reach` says, and its window meets the alert's."""
    if other.end <= alert.window_start or alert.window_end <= other.start:
        return False
    code = alert.district.code or ""
    if reach == "same":
        return bool(code) and code == other.code
    if reach == "above":
        return bool(code) and code in other.path
    if reach == "inside":
        return bool(other.code) and other.code in codes(alert.district)
    return True


def codes(place: Place) -> tuple[str, ...]:
    """The place's code and those of all above it."""
    return place.path or ((place.code,) if place.code else ())


def silence_key(rule: str, place: Place) -> str:
    """Where silences of a rule in one place are noted."""
    return f"s/{rule}/{place.code or place.name}"
