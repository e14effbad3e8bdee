"""What a press of a button leads to: an `Action`, a question, or a word to the one who may not.

An action counts once it is published; the message shows it when it comes back through the topic. Every press has an id
that its repetition shares.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias, get_args

from alerts.records import Action
from alerts.slack import modals
from alerts.slack.clock import Clock
from alerts.slack.ledger import Ledger
from alerts.slack.routing import Routing
from alerts.slack.text import clean, is_user, shorten
from alerts.slack.transport import Transport
from alerts.slack.words import Words, words

Kind: TypeAlias = Literal["acknowledge", "false", "duplicate", "silence", "unsilence", "undo"]
Outcome: TypeAlias = Literal["accepted", "refused"]
KINDS: tuple[str, ...] = get_args(Kind)
NEEDS = {"unsilence": "silence", "undo": "false"}
"""Whose permission an action needs where it has none of its own: taking back is as grave as doing."""
MEMBERS_FRESH = timedelta(minutes=5)
MAX_SILENCE_HOURS = max(modals.HOURS)


class NotKeptError(Exception):
    """The action could not be stored: the person must press again."""


class Buttons:
    """Takes Slack's interaction payloads."""

    def __init__(
        self,
        transport: Transport,
        ledger: Ledger,
        routing: Routing,
        publish: Callable[[Action, int], Awaitable[None]],
        *,
        clock: Clock,
        counted: Callable[[str, Outcome], None],
    ) -> None:
        """`publish` stores an action durably in a partition, or raises `NotKeptError`."""
        self.routing = routing
        self._transport = transport
        self._ledger = ledger
        self._publish = publish
        self._clock = clock
        self._counted = counted
        self._members: dict[str, tuple[datetime, frozenset[str]]] = {}

    async def take(self, payload: dict[str, Any]) -> dict[str, Any] | None:
        """Handle one payload; the answer is what goes back with Slack's acknowledgement."""
        if payload.get("type") == "block_actions":
            for press in payload.get("actions", ())[:1]:
                await self._pressed(payload, press)
        elif payload.get("type") == "view_submission":
            return await self._submitted(payload)
        return None

    async def _pressed(self, payload: dict[str, Any], press: dict[str, Any]) -> None:
        kind = _kind(str(press.get("action_id", "")))
        context = _context(str(press.get("value", "")))
        user = str((payload.get("user") or {}).get("id", ""))
        if kind is None or context is None or not is_user(user):
            return
        context["c"] = str((payload.get("channel") or {}).get("id", ""))
        w = self._words(context)
        refusal = await self._refusal(kind, user, w)
        if refusal is not None:
            self._counted(kind, "refused")
            await self._tell(context, user, refusal)
            return
        if kind in {"silence", "false", "duplicate"}:
            await self._ask(kind, payload, context, user, w)
            return
        action = self._action(kind, context, payload, str(press.get("action_ts", "")), {})
        try:
            await self._keep(action, context)
        except NotKeptError:
            await self._tell(context, user, w("word.not_kept"))

    async def _ask(self, kind: Kind, payload: dict[str, Any], context: dict[str, Any], user: str, w: Words) -> None:
        if kind == "silence":
            view = modals.silence(context, w)
        elif kind == "false":
            view = modals.false(context, w)
        else:
            others = self._others(str(context["a"]))
            if not others:
                await self._tell(context, user, w("word.no_other"))
                return
            view = modals.duplicate(context, others, w)
        answer = await self._transport.call("views.open", {"trigger_id": payload.get("trigger_id"), "view": view})
        if not answer.ok:
            await self._tell(context, user, w("word.not_kept"))

    async def _submitted(self, payload: dict[str, Any]) -> dict[str, Any] | None:
        view = payload.get("view") or {}
        kind = _kind(str(view.get("callback_id", "")))
        context = _context(str(view.get("private_metadata", "")))
        user = str((payload.get("user") or {}).get("id", ""))
        if kind is None or context is None or not is_user(user):
            return None
        w = self._words(context)
        refusal = await self._refusal(kind, user, w)
        if refusal is not None:
            self._counted(kind, "refused")
            return {"response_action": "errors", "errors": {"reason": refusal}}
        action = self._action(kind, context, payload, str(view.get("id", "")), modals.answers(view))
        try:
            await self._keep(action, context)
        except NotKeptError:
            return {"response_action": "errors", "errors": {"reason": w("word.not_kept")}}
        return None

    async def _keep(self, action: Action, context: dict[str, Any]) -> None:
        await self._publish(action, int(context.get("p", 0)))
        self._counted(action.kind, "accepted")

    def _action(
        self, kind: Kind, context: dict[str, Any], payload: dict[str, Any], press: str, said: dict[str, str]
    ) -> Action:
        person = payload.get("user") or {}
        user = str(person.get("id", ""))
        now = self._clock.now()
        hours = min(int(said.get("hours", "4")), MAX_SILENCE_HOURS)
        identity = hashlib.sha256(f"{context['a']}|{kind}|{user}|{press}".encode()).hexdigest()[:24]
        reason = shorten(clean(said.get("reason", "")), modals.MAX_REASON)
        return Action(
            action_id=identity,
            alert_id=str(context["a"]),
            kind=kind,
            by=user,
            at=now,
            by_name=shorten(clean(str(person.get("username") or person.get("name") or "")), 80) or None,
            reason=reason or None,
            duplicate_of=said.get("other") if kind == "duplicate" else None,
            rule=context.get("r"),
            district_code=context.get("d"),
            expires_at=now + timedelta(hours=hours) if kind == "silence" else None,
            governorate=str(context.get("g", "unresolved")),
        )

    async def _refusal(self, kind: Kind, user: str, w: Words) -> str | None:
        """Why `user` may not, or None."""
        needed = kind if kind in self.routing.permissions else NEEDS.get(kind, kind)
        label = w(f"button.{kind}")
        groups = self.routing.permissions.get(needed)
        if groups is None:
            return w("word.nobody_allowed", action=label) if needed == "silence" else None
        unread = False
        for group in groups:
            members = await self._members_of(group)
            if members is None:
                unread = True
            elif user in members:
                return None
        if unread:
            return w("word.unknown_members", action=label)
        return w("word.not_allowed", action=label, groups=", ".join(f"<!subteam^{g}>" for g in groups))

    async def _members_of(self, group: str) -> frozenset[str] | None:
        now = self._clock.now()
        known = self._members.get(group)
        if known is not None and now - known[0] < MEMBERS_FRESH:
            return known[1]
        answer = await self._transport.call("usergroups.users.list", {"usergroup": group})
        if not answer.ok:
            return None
        members = frozenset(str(u) for u in answer.data.get("users", ()))
        self._members[group] = (now, members)
        return members

    async def _tell(self, context: dict[str, Any], user: str, text: str) -> None:
        await self._transport.call("chat.postEphemeral", {"channel": context.get("c"), "user": user, "text": text})

    def _words(self, context: dict[str, Any]) -> Words:
        channel = str(context.get("c", ""))
        delivery = self._ledger.delivery(str(context.get("a")), channel)
        return words(self.routing.view(delivery.route if delivery else "default", channel).language)

    def _others(self, alert_id: str) -> list[tuple[str, str]]:
        """Other alerts that stand, latest first, those of the same partition before the rest."""
        mine = self._ledger.case(alert_id)
        found: list[tuple[bool, datetime, str, str]] = []
        for case in self._ledger.cases():
            told = next((d.told for d in self._ledger.deliveries(case.alert_id) if d.told), None)
            if case.alert_id != alert_id and told is not None and told.state in {"firing", "updated"}:
                near = mine is not None and case.partition == mine.partition
                found.append((near, case.updated_at, case.alert_id, told.title))
        found.sort(reverse=True)
        return [(identity, title) for _, _, identity, title in found]


def _kind(name: str) -> Kind | None:
    kind = name.removeprefix("rasid.")
    return next((k for k in get_args(Kind) if k == kind and name.startswith("rasid.")), None)


def _context(text: str) -> dict[str, Any] | None:
    """The value of a button; None for anything that is not ours."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) and isinstance(value.get("a"), str) else None
