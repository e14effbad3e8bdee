"""One alert's next revision: what should stand, what stood, and what people decided, compared.

The order of decisions is written once, in `settle`. Nothing here knows how the wanted alert came about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from alerts.lifecycle.compose import Wanted
from alerts.lifecycle.marks import Verdict
from alerts.lifecycle.needs import changes, figure, is_material, reason_for
from alerts.lifecycle.state import Live
from alerts.records import Alert, Mute, Reason
from alerts.rules.model import Rule, ThresholdRule


@dataclass(frozen=True, slots=True)
class Muting:
    """Why an alert is not to be announced."""

    kind: Mute
    by: str
    until: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When, and because of what, an alert is looked at."""

    now: datetime
    passed: bool
    """Its window, and the time in which it still counts as firing, are over."""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What people and other rules say about one alert."""

    verdict: Verdict = field(default_factory=Verdict)
    muting: Muting | None = None


def settle(rule: Rule, wanted: Wanted, live: Live | None, standing: Standing, moment: Moment) -> Live | None:
    """The alert's next revision; None when nothing that anybody would see has changed."""
    alert = marked(wanted.alert, standing)
    wavering = None
    if live is not None:
        alert, wavering = _steady(rule, alert, live, moment.now)
    judged = standing.verdict.judged
    if judged is not None:
        return _judged(alert, wanted, live, moment, "marked_false" if judged.kind == "false" else "marked_duplicate")
    if live is None:
        return _next(alert, wanted, None, moment, "firing", alert.reason)
    before = live.alert
    if before.state == "retracted":
        return _next(alert, wanted, live, moment, "firing", "undone" if before.marked_by else alert.reason)
    state, reason = _state(before, alert, moment)
    if reason is None and _due(rule, live, alert, moment):
        reason = "repeat"
    if reason is None:
        return live_if_changed(live, wavering)
    return _next(alert, wanted, live, moment, state, reason, wavering)


def retract(rule: Rule, live: Live, fallen: Alert | None, reason: Reason, moment: Moment) -> Live | None:
    """The revision of an alert whose episode is gone. While the value only wavers (`fallen` holds the alert with the
    lower figures) the alert is held for `rule.hold` first; None when nothing changed."""
    before = live.alert
    if before.state == "retracted":
        return None
    since = live.wavering_since or moment.now
    if fallen is not None and reason != "window_moved" and moment.now - since < rule.hold:
        lowered = reason_for(before, fallen)
        if lowered is None:
            return live_if_changed(live, since)
        wanted = Wanted(fallen, live.subject, live.passes)
        state = "resolved" if before.state == "resolved" else "updated"
        return _next(fallen, wanted, live, moment, state, lowered, since)
    alert = fallen or before
    return _next(alert, Wanted(alert, live.subject, live.passes), live, moment, "retracted", reason)


def wavers(rule: Rule, peak: int, threshold: int) -> bool:
    """`peak` lies under `threshold`, yet not so far that the alert should give way at once."""
    return rule.hold_share * threshold <= peak < threshold and peak > 0


def live_if_changed(live: Live, wavering: datetime | None) -> Live | None:
    """`live` with the time since which it wavers, without a new revision; None when that is known."""
    if live.wavering_since == wavering:
        return None
    return msgspec.structs.replace(live, wavering_since=wavering)


def _state(before: Alert, alert: Alert, moment: Moment) -> tuple[str, Reason | None]:
    reason = reason_for(before, alert)
    if before.state != "resolved" and moment.passed:
        return "resolved", "source_back" if alert.rule_kind == "flatline" else "window_passed"
    if before.state == "resolved":
        return "resolved", reason
    return "updated", reason


def _steady(rule: Rule, alert: Alert, live: Live, now: datetime) -> tuple[Alert, datetime | None]:
    """`alert`, kept at its tier while its figure only wavers under it; and since when it wavers."""
    before = live.alert
    if not isinstance(rule, ThresholdRule) or before.state == "retracted" or before.tier >= len(rule.tiers):
        return alert, None
    if alert.tier >= before.tier or not wavers(rule, alert.peak, rule.tiers[before.tier].at):
        return alert, None
    since = live.wavering_since or now
    if now - since >= rule.hold:
        return alert, None
    held = rule.tiers[before.tier]
    kept = {"tier": before.tier, "severity": held.severity, "route": held.route, "threshold": held.at}
    return msgspec.structs.replace(alert, **kept), since


def _due(rule: Rule, live: Live, alert: Alert, moment: Moment) -> bool:
    """It is time to remind: nobody acknowledged, nothing mutes it."""
    if rule.repeat is None or live.alert.state == "resolved" or alert.muted or alert.acknowledged_by:
        return False
    return live.announced_at is not None and moment.now - live.announced_at >= rule.repeat


def _judged(alert: Alert, wanted: Wanted, live: Live | None, moment: Moment, reason: Reason) -> Live | None:
    if live is not None and live.alert.state == "retracted" and live.alert.marked_by == alert.marked_by:
        return None
    return _next(alert, wanted, live, moment, "retracted", reason)


def marked(alert: Alert, standing: Standing) -> Alert:
    """`alert` with what people decided, and why it is muted."""
    verdict, muting = standing.verdict, standing.muting
    judged, ack = verdict.judged, verdict.acknowledged
    return msgspec.structs.replace(
        alert,
        acknowledged_by=ack and (ack.by_name or ack.by),
        marked_by=judged and (judged.by_name or judged.by),
        mark_reason=judged and judged.reason,
        duplicate_of=judged.duplicate_of if judged else None,
        muted=muting and muting.kind,
        muted_by=muting and muting.by,
        muted_until=muting and muting.until,
        muted_reason=muting and muting.reason,
    )


def _next(  # noqa: PLR0917 - the parts of a revision, each once
    alert: Alert, wanted: Wanted, live: Live | None, moment: Moment, state: str, reason: Reason,
    wavering: datetime | None = None,
) -> Live:  # fmt: skip
    """The revision after `live`."""
    before = live.alert if live else None
    alert = msgspec.structs.replace(
        alert, state=state, reason=reason, revision=before.revision + 1 if before else 1, updated_at=moment.now,
        first_fired_at=before.first_fired_at if before else moment.now,
        published_at=moment.published_at or (before.published_at if before else None),
    )  # fmt: skip
    material = live is None or is_material(reason, alert, live.announced_best)
    alert = msgspec.structs.replace(alert, changed=changes(before, alert), material=material)
    told = material and not alert.muted
    return Live(
        alert, wanted.subject, wanted.passes, wavering,
        moment.now if told or live is None else live.announced_at,
        figure(alert) if material or live is None else live.announced_best,
    )  # fmt: skip
