"""What has to happen next for one alert in one channel: pure, so that every step of a crash can be asked about."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from alerts.records import Alert
from alerts.slack.changes import Material, deltas, material, rises, told
from alerts.slack.records import Attempt, Case, Delivery, Told

Work: TypeAlias = Literal["reconcile", "parent", "edit", "reply", "done"]

METHODS: dict[Work, str] = {
    "reconcile": "conversations.history",
    "parent": "chat.postMessage",
    "reply": "chat.postMessage",
    "edit": "chat.update",
}
"""The method whose pace and pauses hold each kind of work back."""

WEBHOOK_TS = "webhook"
"""Stands for a message that was accepted but can be neither edited nor answered."""


def next_work(delivery: Delivery, case: Case, alert: Alert) -> Work:
    """The next step for `alert`, the latest revision of `case`, or `done`."""
    if delivery.attempt is not None:
        return "reconcile"
    if delivery.status == "dead" and alert.revision <= delivery.revision:
        return "done"
    if delivery.ts is None:
        return "done" if alert.muted else "parent"
    stale = alert.revision > delivery.revision or fingerprint(delivery, case) != delivery.marks_shown
    if delivery.ts != WEBHOOK_TS and stale:
        return "edit"
    return "reply" if alert.revision >= delivery.revision and why_reply(delivery, case, alert) else "done"


def why_reply(delivery: Delivery, case: Case, alert: Alert) -> Material | None:
    """Why the thread should hear of this revision, or None."""
    if alert.muted or delivery.told is None or alert.revision <= delivery.told.revision:
        return None
    return material(delivery.told, told(alert, ""), case.asked > delivery.told.revision)


def is_broadcast(delivery: Delivery, alert: Alert) -> bool:
    """Whether the reply is shown to the whole channel: the tier rose and the alert stands."""
    return delivery.told is not None and alert.state in {"firing", "updated"} and rises(delivery.told, told(alert, ""))


def fingerprint(delivery: Delivery, case: Case) -> str:
    """What the parent shows besides its revision: marks and stand-in notes."""
    shown = "|".join([*(m.action_id for m in case.marks), delivery.instead_of or ""])
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def key_of(delivery: Delivery, alert: Alert, kind: Literal["parent", "reply"]) -> str:
    """The message's key: the same however often it is tried, by whichever notifier."""
    base = f"{delivery.alert_id}:{delivery.channel}:{delivery.generation}:{kind}"
    return base if kind == "parent" else f"{base}:{alert.revision}"


def withdrawn(delivery: Delivery, now: datetime, *, unsure: str | None = None) -> Delivery:
    """The delivery once its attempt is over without a message; `unsure` names one that may exist all the same."""
    status: Literal["pending", "delivered"] = "pending" if delivery.ts is None else "delivered"
    return msgspec.structs.replace(
        delivery, status=status, attempt=None, updated_at=now, unsure=unsure or delivery.unsure
    )


def is_repeat(delivery: Delivery, kind: Literal["parent", "reply"]) -> bool:
    """Whether a message of this kind may already be there."""
    return delivery.unsure is not None and f":{kind}" in delivery.unsure


def without_parent(delivery: Delivery, now: datetime) -> Delivery:
    """The delivery once its parent can be neither edited nor answered: a new one follows under a new key."""
    return msgspec.structs.replace(
        delivery, ts=None, status="pending", generation=delivery.generation + 1, told=None, revision=0, updated_at=now
    )


def with_news(delivery: Delivery, alert: Alert, now_told: Told) -> Delivery:
    """The delivery with what the parent will say changed; an edit for a mark alone keeps what it said before."""
    if delivery.told is None or alert.revision <= delivery.revision:
        return delivery
    found = deltas(delivery.told, now_told)
    if not found:
        return delivery
    return msgspec.structs.replace(delivery, changes=found, changed_at=alert.updated_at, reason=alert.reason)


def settled(delivery: Delivery, attempt: Attempt, ts: str, channel: str | None) -> Delivery:
    """The delivery once Slack is known to hold the message of `attempt`."""
    common = msgspec.structs.replace(delivery, status="delivered", attempt=None, unsure=None, told=attempt.told)
    if attempt.kind == "reply":
        return common
    return msgspec.structs.replace(
        common,
        ts=ts,
        posted_to=channel or delivery.posted_to,
        revision=attempt.revision,
        marks_shown=attempt.marks_shown,
        peak=peak(delivery, attempt.told),
    )


def peak(delivery: Delivery, now_told: Told | None) -> Told | None:
    """The last numbers told while the alert stood."""
    if now_told is None or now_told.state in {"resolved", "retracted"}:
        return delivery.peak
    return now_told
