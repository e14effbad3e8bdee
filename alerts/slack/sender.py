"""One step of one delivery: write the ledger, call Slack once, write what the answer means.

Every await is a place where the process may die. Before a POST the ledger says `dispatching` with the key that goes
into the message's metadata; whoever wakes up with such an entry looks into Slack's history before it posts again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, TypeAlias

import msgspec

from alerts.slack.answers import Answer, Class, classify
from alerts.slack.changes import told
from alerts.slack.clock import Clock
from alerts.slack.compose import Composer, Task, piece
from alerts.slack.ledger import Ledger
from alerts.slack.observer import Observer
from alerts.slack.plan import (
    WEBHOOK_TS,
    Work,
    fingerprint,
    is_repeat,
    key_of,
    next_work,
    peak,
    settled,
    withdrawn,
    without_parent,
)  # fmt: skip
from alerts.slack.records import Attempt, Delivery
from alerts.slack.settings import Policy
from alerts.slack.surroundings import Surroundings
from alerts.slack.transport import Transport

Verdict: TypeAlias = Literal["moved", "wait", "slow", "refused", "dead"]
"""moved: go on at once. wait: again after `seconds`. slow: Slack paused the method. refused: the channel's circuit."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step came to."""

    verdict: Verdict
    work: Work
    seconds: float = 0.0
    error: str = ""
    trouble: bool = False
    """No answer that could be used: the wire or Slack itself is unwell, other calls will fare no better."""


class Sender:
    """Moves deliveries on, one call at a time."""

    def __init__(
        self,
        transport: Transport,
        ledger: Ledger,
        *,
        clock: Clock,
        observer: Observer,
        policy: Policy,
        around: Surroundings,
    ) -> None:
        self._transport = transport
        self._ledger = ledger
        self._clock = clock
        self._observer = observer
        self._policy = policy
        self._compose = Composer(ledger, around, threads=transport.threads)

    async def step(self, delivery: Delivery, task: Task) -> Outcome:
        """Do the next thing for `delivery`. Raises `FencedError` when another notifier owns it now."""
        work = next_work(delivery, task.case, task.alert)
        if work == "reconcile":
            return await self._reconcile(delivery, task)
        if work == "edit":
            return await self._edit(delivery, task)
        if work in {"parent", "reply"}:
            return await self._post(delivery, task, "parent" if work == "parent" else "reply")
        return Outcome("moved", "done")

    async def _post(self, delivery: Delivery, task: Task, kind: Literal["parent", "reply"]) -> Outcome:
        now = self._clock.now()
        repeat = is_repeat(delivery, kind)
        message, delivery = self._compose.message(delivery, task, kind, now, repeat=repeat)
        attempt = Attempt(
            key=key_of(delivery, task.alert, kind),
            kind=kind,
            revision=task.alert.revision,
            at=now,
            told=told(task.alert, message.title),
            marks_shown=fingerprint(delivery, task.case),
        )
        delivery = msgspec.structs.replace(
            delivery,
            status="dispatching",
            attempt=attempt,
            updated_at=now,
            repeats=delivery.repeats + repeat,
            parent_repeat=delivery.parent_repeat or (repeat and kind == "parent"),
        )
        await self._ledger.write(delivery)
        task.looks, task.after_restart = 0, False
        answer = await self._transport.call("chat.postMessage", self._compose.post(delivery, task, message, attempt))
        return await self._posted(delivery, task, attempt, answer)

    async def _posted(self, delivery: Delivery, task: Task, attempt: Attempt, answer: Answer) -> Outcome:
        kind = self._answered("chat.postMessage", answer)
        if is_repeat(delivery, attempt.kind) and kind in {"accepted", "ambiguous"}:
            self._observer.possible_repeat(task.lane)
        if kind == "accepted":
            ts = str(answer.data.get("ts") or WEBHOOK_TS)
            return await self._arrived(delivery, task, attempt, ts, answer.data.get("channel"))
        if kind == "ambiguous":
            if self._transport.threads:
                return Outcome("wait", "reconcile", self._policy.look_after, trouble=True)
            await self._ledger.write(withdrawn(delivery, self._clock.now(), unsure=attempt.key))
            return self._later(task, attempt.kind)
        sure = withdrawn(delivery, self._clock.now())
        await self._ledger.write(sure)
        return await self._unsent(sure, task, attempt.kind, kind, answer)

    async def _reconcile(self, delivery: Delivery, task: Task) -> Outcome:
        attempt = delivery.attempt
        if attempt is None:
            return Outcome("moved", "reconcile")
        now = self._clock.now()
        settles = attempt.at + timedelta(seconds=self._policy.in_flight)
        if task.after_restart and now < settles:
            return Outcome("wait", "reconcile", (settles - now).total_seconds())
        if self._transport.threads:
            found, unread = await self._look(delivery, attempt)
            if unread is not None and unread.verdict != "moved":
                return unread
            if found is not None:
                return await self._arrived(delivery, task, attempt, str(found["ts"]), None)
            task.looks += 1
            if unread is None and task.looks < self._policy.looks:
                return Outcome("wait", "reconcile", self._policy.look_again)
        await self._ledger.write(withdrawn(delivery, now, unsure=attempt.key))
        return Outcome("moved", "reconcile")

    async def _look(self, delivery: Delivery, attempt: Attempt) -> tuple[dict[str, Any] | None, Outcome | None]:
        """The message of `attempt` in Slack, or why it could not be looked for (`moved`: never will be)."""
        cursor = ""
        for _ in range(self._policy.history_pages):
            method, arguments = self._look_arguments(delivery, attempt, cursor)
            answer = await self._transport.call(method, arguments)
            kind = self._answered(method, answer)
            if kind == "deferred":
                return None, self._slow(method, answer, "reconcile")
            if kind in {"ambiguous", "not_sent"}:
                return None, Outcome("wait", "reconcile", self._policy.look_again)
            if kind == "edit" or answer.error == "thread_not_found":
                return None, Outcome("moved", "reconcile", error=answer.error or "")
            if kind != "accepted":
                return None, Outcome("moved", "reconcile", error=answer.error or "unreadable")
            for message in answer.data.get("messages", ()):
                payload = (message.get("metadata") or {}).get("event_payload") or {}
                if payload.get("key") == attempt.key:
                    return message, None
            cursor = str((answer.data.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return None, None

    async def _edit(self, delivery: Delivery, task: Task) -> Outcome:
        now = self._clock.now()
        message, delivery = self._compose.message(delivery, task, "parent", now, repeat=delivery.parent_repeat)
        arguments = self._compose.edit(delivery, task, message)
        answer = await self._transport.call("chat.update", arguments)
        kind = self._answered("chat.update", answer)
        if kind == "accepted":
            seen = told(task.alert, message.title)
            shown = msgspec.structs.replace(
                delivery,
                status="delivered",
                revision=task.alert.revision,
                marks_shown=fingerprint(delivery, task.case),
                peak=peak(delivery, seen),
                updated_at=now,
            )
            await self._ledger.write(shown)
            self._observer.delivered("edit", task.lane, self._clock.now(), task.alert.published_at)
            task.failures = 0
            return Outcome("moved", "edit")
        if kind == "ambiguous":
            return self._later(task, "edit")
        return await self._unsent(delivery, task, "edit", kind, answer)

    async def _arrived(self, delivery: Delivery, task: Task, attempt: Attempt, ts: str, channel: str | None) -> Outcome:
        await self._ledger.write(
            msgspec.structs.replace(settled(delivery, attempt, ts, channel), updated_at=self._clock.now())
        )
        self._observer.delivered(attempt.kind, task.lane, self._clock.now(), task.alert.published_at)
        task.looks = task.failures = 0
        return Outcome("moved", attempt.kind)

    async def _unsent(self, delivery: Delivery, task: Task, work: Work, kind: Class, answer: Answer) -> Outcome:
        """What follows an answer that says: nothing was stored."""
        method = "chat.update" if work == "edit" else "chat.postMessage"
        error = answer.error or kind
        if kind == "deferred":
            return self._slow(method, answer, work)
        if kind == "not_sent":
            return self._later(task, work)
        if kind == "edit":
            await self._ledger.write(without_parent(delivery, self._clock.now()))
            return Outcome("moved", work, error=error)
        if kind == "payload":
            if delivery.plain_for != piece(work, task):
                await self._ledger.write(msgspec.structs.replace(delivery, plain=error, plain_for=piece(work, task)))
                return Outcome("moved", work, error=error)
            await self._ledger.write(
                msgspec.structs.replace(delivery, status="dead", error=error, revision=task.alert.revision)
            )
            self._observer.dead(delivery.channel, delivery.alert_id, error)
            return Outcome("dead", work, error=error)
        return Outcome("refused", work, error=error)

    def _look_arguments(self, delivery: Delivery, attempt: Attempt, cursor: str) -> tuple[str, dict[str, Any]]:
        oldest = attempt.at - timedelta(seconds=self._policy.look_before)
        arguments: dict[str, Any] = {
            "channel": delivery.posted_to or delivery.channel,
            "oldest": f"{oldest.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": 100,
            **({"cursor": cursor} if cursor else {}),
        }
        if attempt.kind == "reply":
            return "conversations.replies", {**arguments, "ts": delivery.ts}
        return "conversations.history", arguments

    def _answered(self, method: str, answer: Answer) -> Class:
        kind = classify(answer)
        self._observer.answered(method, kind, answer.error)
        return kind

    def _slow(self, method: str, answer: Answer, work: Work) -> Outcome:
        seconds = max(answer.retry_after or 1.0, 1.0)
        self._observer.paused(method, seconds)
        return Outcome("slow", work, seconds, error=method)

    def _later(self, task: Task, work: Work) -> Outcome:
        task.failures += 1
        return Outcome("wait", work, self._policy.backoff(task.failures), trouble=True)
