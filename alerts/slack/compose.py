"""The arguments of a call: what the message says, for the revision and the notes at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from alerts.records import Alert
from alerts.slack.changes import deltas, told
from alerts.slack.ledger import Ledger
from alerts.slack.observer import Lane
from alerts.slack.plan import WEBHOOK_TS, Work, is_broadcast, key_of, with_news
from alerts.slack.records import Attempt, Case, Delivery, Message, Notes
from alerts.slack.render import View, render
from alerts.slack.surroundings import Surroundings
from alerts.slack.thread import render_reply

EVENT_TYPE = "rasid_alert"


@dataclass(slots=True)
class Task:
    """One alert on its way into one channel, with what is only known in memory."""

    case: Case
    alert: Alert
    view: View
    lane: Lane
    looks: int = 0
    """Times that the history did not show the attempt."""
    failures: int = 0
    after_restart: bool = True
    """The attempt in the ledger is not ours, or from before a restart: its POST may still be under way."""


class Composer:
    """Makes messages and the arguments that carry them."""

    def __init__(self, ledger: Ledger, around: Surroundings, *, threads: bool) -> None:
        """`threads`: the transport can edit, answer and look back."""
        self._ledger = ledger
        self._around = around
        self._threads = threads

    def message(
        self, delivery: Delivery, task: Task, kind: Literal["parent", "reply"], now: datetime, *, repeat: bool
    ) -> tuple[Message, Delivery]:
        """The message as it is to be now, and the delivery with what it will say changed."""
        seen = told(task.alert, "")
        fresh = with_news(delivery, task.alert, seen) if kind == "parent" else delivery
        notes = Notes(
            changes=fresh.changes,
            changed_at=fresh.changed_at,
            reason=fresh.reason,
            marks=task.case.marks,
            peak=fresh.peak,
            possible_repeat=repeat,
            instead_of=fresh.instead_of,
            partition=task.case.partition,
            above=self._around.above(task.alert.district),
            wide=self._around.wide(task.alert.district),
            buttons=self._threads,
            threads=self._threads,
            extra={d.alert_id: d.told.title for m in task.case.marks if m.duplicate_of
                   for d in self._ledger.deliveries(m.duplicate_of) if d.told},
        )  # fmt: skip
        if kind == "parent":
            return render(task.alert, task.view, notes, now), fresh
        found = deltas(delivery.told, seen) if delivery.told else ()
        loud = is_broadcast(delivery, task.alert)
        return render_reply(task.alert, task.view, notes, found, broadcast=loud), delivery

    def post(self, delivery: Delivery, task: Task, message: Message, attempt: Attempt) -> dict[str, Any]:
        """Arguments of `chat.postMessage`."""
        arguments = {
            "channel": delivery.posted_to or delivery.channel,
            "metadata": _metadata(attempt.key, task.alert),
            "unfurl_links": False,
            "unfurl_media": False,
            "mrkdwn": False,
            **_body(message, plain=delivery.plain_for == piece(attempt.kind, task)),
        }
        if attempt.kind == "reply" and delivery.ts != WEBHOOK_TS:
            arguments["thread_ts"] = delivery.ts
            if is_broadcast(delivery, task.alert):
                arguments["reply_broadcast"] = True
        return arguments

    def edit(self, delivery: Delivery, task: Task, message: Message) -> dict[str, Any]:
        """Arguments of `chat.update`."""
        return {
            "channel": delivery.posted_to or delivery.channel,
            "ts": delivery.ts,
            "metadata": _metadata(key_of(delivery, task.alert, "parent"), task.alert),
            **_body(message, plain=delivery.plain_for == piece("edit", task)),
        }


def piece(work: Work, task: Task) -> str:
    """Which message a refusal of its payload is about."""
    return f"{work}:{task.alert.revision}"


def _metadata(key: str, alert: Alert) -> dict[str, Any]:
    payload = {"key": key, "alert_id": alert.alert_id, "revision": alert.revision}
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def _body(message: Message, *, plain: bool) -> dict[str, Any]:
    if plain:
        return {"text": message.plain, "blocks": []}
    return {"text": message.text, "blocks": list(message.blocks)}
