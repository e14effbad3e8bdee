"""What an alert's revision and a person's action make of its case: pure."""

from __future__ import annotations

from datetime import datetime

import msgspec

from alerts.records import Action, Alert
from alerts.slack.ledger import pack
from alerts.slack.records import MAX_MARKS, Case, Mark, Target
from alerts.slack.routing import Routing


def revised(case: Case | None, alert: Alert, routing: Routing, partition: int, now: datetime) -> Case:
    """The case with a newer revision. Channels that heard of the alert keep hearing, whatever the routes say now."""
    targets = {t.channel: t for t in (case.targets if case else ())}
    for route in routing.destinations(alert):
        targets.setdefault(route.channel, Target(channel=route.channel, route=route.name))
    return Case(
        alert_id=alert.alert_id,
        revision=alert.revision,
        body=pack(alert),
        partition=partition,
        updated_at=now,
        asked=alert.revision if alert.material else (case.asked if case else 0),
        since=now,
        targets=tuple(targets.values()),
        marks=case.marks if case else (),
    )


def marked(case: Case, action: Action, now: datetime) -> Case:
    """The case with what a person did; the oldest marks go beyond `MAX_MARKS`, the actions topic keeps them all."""
    mark = Mark(
        action_id=action.action_id,
        kind=action.kind,
        by=action.by,
        at=action.at,
        by_name=action.by_name,
        reason=action.reason,
        duplicate_of=action.duplicate_of,
        expires_at=action.expires_at,
    )
    marks = tuple(sorted((*case.marks, mark), key=lambda m: (m.at, m.action_id)))[-MAX_MARKS:]
    return msgspec.structs.replace(case, marks=marks, updated_at=now)
