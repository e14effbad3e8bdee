"""A Slack workspace in memory: token, scopes, membership, limits, pace, threads, metadata, late history, faults.

Knows no network and no clock: `handle` is given the instant. The server puts HTTP before it, `direct` does without.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from tests.slack_double.limits import refusal

Wire = Literal["json", "html", "text", "disconnect", "hang", "cut", "refuse"]
SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.postEphemeral": "chat:write",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "conversations.info": "channels:read",
    "usergroups.users.list": "usergroups:read",
}
ALL_SCOPES = frozenset(SCOPES.values())
EXPENSIVE = {"chat.update", "conversations.history", "conversations.replies"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over the wire."""

    wire: Wire = "json"
    status: int = 200
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Fault:
    """One scripted failure. `after` lets the call take effect first and loses only the answer."""

    method: str
    reply: Reply
    after: bool = False
    times: int = 1
    when: Callable[[Mapping[str, Any]], bool] = lambda _: True


@dataclass(slots=True)
class Post:
    """One stored message."""

    ts: str
    channel: str
    at: datetime
    arguments: dict[str, Any]
    thread_ts: str | None = None
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the journal."""

    at: datetime
    method: str
    arguments: Mapping[str, Any]
    outcome: str
    """`ok`, Slack's error, or the fault."""
    accepted: bool


@dataclass(slots=True)
class Room:
    """One channel."""

    archived: bool = False
    member: bool = True
    posts: list[Post] = field(default_factory=list)
    next_post: datetime | None = None


class Workspace:
    """The state of one workspace."""

    def __init__(self, *channels: str, token: str = "xoxb-test") -> None:
        self.token = token
        self.revoked: str | None = None
        self.scopes = set(ALL_SCOPES)
        self.rooms = {name: Room() for name in channels}
        self.groups: dict[str, list[str]] = {}
        self.faults: list[Fault] = []
        self.journal: list[Request] = []
        self.post_interval = timedelta(seconds=1)
        self.paced = True
        self.history_delay = timedelta(seconds=2)
        self._calls: dict[str, list[datetime]] = {}
        self._numbers = itertools.count(1)

    def handle(self, method: str, token: str, arguments: Mapping[str, Any], now: datetime) -> Reply:
        """The answer to one call; the journal has it in every case."""
        fault = next((f for f in self.faults if f.method == method and f.times > 0 and f.when(arguments)), None)
        if fault is not None:
            fault.times -= 1
            if not fault.after:
                self._note(now, method, arguments, fault.reply.wire, accepted=False)
                return fault.reply
        reply = self._answer(method, token, arguments, now)
        accepted = bool(reply.body.get("ok"))
        outcome = "ok" if accepted else str(reply.body.get("error"))
        self._note(now, method, arguments, fault.reply.wire if fault else outcome, accepted=accepted)
        return fault.reply if fault else reply

    def posts(self, channel: str) -> list[Post]:
        """Everything in a channel, threads included, in order."""
        return self.rooms[channel].posts

    def parents(self, channel: str) -> list[Post]:
        """Messages outside threads."""
        return [p for p in self.rooms[channel].posts if p.thread_ts is None]

    def keys(self) -> list[str]:
        """Delivery keys of all stored messages: two equal ones are a duplicate."""
        return [
            p.arguments["metadata"]["event_payload"]["key"]
            for room in self.rooms.values()
            for p in room.posts
            if "metadata" in p.arguments
        ]

    def _note(self, now: datetime, method: str, arguments: Mapping[str, Any], outcome: str, *, accepted: bool) -> None:
        self.journal.append(Request(now, method, dict(arguments), outcome, accepted))

    def _answer(self, method: str, token: str, arguments: Mapping[str, Any], now: datetime) -> Reply:
        if self.revoked or token != self.token:
            return _error(self.revoked or "invalid_auth")
        scope = SCOPES.get(method)
        if scope is not None and scope not in self.scopes:
            return _error("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))
        wait = self._too_fast(method, arguments, now)
        if wait is not None:
            return Reply(status=429, body={"ok": False, "error": "ratelimited"}, headers={"Retry-After": str(wait)})
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            return _error("unknown_method")
        answer: Reply = handler(arguments, now)
        return answer

    def _too_fast(self, method: str, arguments: Mapping[str, Any], now: datetime) -> int | None:
        if not self.paced:
            return None
        if method == "chat.postMessage":
            room = self.rooms.get(str(arguments.get("channel")))
            if room is None:
                return None
            slack = timedelta(milliseconds=50)
            if room.next_post is not None and now < room.next_post - slack:
                return 1
            room.next_post = now + self.post_interval
        if method in EXPENSIVE:
            recent = [at for at in self._calls.get(method, []) if now - at < timedelta(minutes=1)]
            self._calls[method] = recent
            if len(recent) >= 60:
                return 5
            recent.append(now)
        return None

    def _room(self, arguments: Mapping[str, Any], *, write: bool = True) -> Room | Reply:
        room = self.rooms.get(str(arguments.get("channel")))
        if room is None:
            return _error("channel_not_found")
        if not room.member:
            return _error("not_in_channel")
        return _error("is_archived") if room.archived and write else room

    def _chat_postMessage(self, arguments: Mapping[str, Any], now: datetime) -> Reply:  # noqa: N802
        room = self._room(arguments)
        if isinstance(room, Reply):
            return room
        wrong = refusal(arguments, update=False)
        if wrong:
            return _error(wrong)
        thread = arguments.get("thread_ts")
        if thread and not any(p.ts == thread for p in room.posts):
            return _error("thread_not_found")
        ts = f"{now.timestamp():.0f}.{next(self._numbers):06d}"
        room.posts.append(Post(ts, str(arguments["channel"]), now, dict(arguments), thread))
        return Reply(
            body={"ok": True, "ts": ts, "channel": arguments["channel"], "message": {"text": arguments["text"]}}
        )

    def _chat_update(self, arguments: Mapping[str, Any], now: datetime) -> Reply:
        room = self._room(arguments)
        if isinstance(room, Reply):
            return room
        post = next((p for p in room.posts if p.ts == arguments.get("ts")), None)
        if post is None:
            return _error("message_not_found")
        wrong = refusal(arguments, update=True)
        if wrong:
            return _error(wrong)
        post.arguments.update(arguments)
        post.edits += 1
        return Reply(body={"ok": True, "ts": post.ts, "channel": post.channel, "text": arguments["text"]})

    def _chat_postEphemeral(self, arguments: Mapping[str, Any], now: datetime) -> Reply:  # noqa: N802
        room = self._room(arguments)
        return room if isinstance(room, Reply) else Reply(body={"ok": True, "message_ts": f"{now.timestamp():.6f}"})

    def _conversations_history(self, arguments: Mapping[str, Any], now: datetime) -> Reply:
        return self._read(arguments, now, lambda p: p.thread_ts is None or bool(p.arguments.get("reply_broadcast")))

    def _conversations_replies(self, arguments: Mapping[str, Any], now: datetime) -> Reply:
        return self._read(arguments, now, lambda p: arguments.get("ts") in {p.ts, p.thread_ts})

    def _read(self, arguments: Mapping[str, Any], now: datetime, wanted: Callable[[Post], bool]) -> Reply:
        room = self._room(arguments, write=False)
        if isinstance(room, Reply):
            return room
        oldest = float(arguments.get("oldest") or 0)
        shown = [p for p in room.posts if wanted(p) and now - p.at >= self.history_delay and p.at.timestamp() >= oldest]
        shown.reverse()
        start, limit = int(arguments.get("cursor") or 0), int(arguments.get("limit") or 100)
        page = shown[start : start + limit]
        meta = str(arguments.get("include_all_metadata", "")).lower() in {"true", "1"}
        messages = [
            {"ts": p.ts, "text": p.arguments.get("text"), **({"metadata": p.arguments.get("metadata")} if meta else {})}
            for p in page
        ]
        cursor = str(start + limit) if start + limit < len(shown) else ""
        return Reply(body={"ok": True, "messages": messages, "response_metadata": {"next_cursor": cursor}})

    def _conversations_info(self, arguments: Mapping[str, Any], now: datetime) -> Reply:
        room = self.rooms.get(str(arguments.get("channel")))
        if room is None:
            return _error("channel_not_found")
        channel = {"id": arguments["channel"], "name": "alerts", "is_member": room.member, "is_archived": room.archived}
        return Reply(body={"ok": True, "channel": channel})

    def _usergroups_users_list(self, arguments: Mapping[str, Any], now: datetime) -> Reply:
        users = self.groups.get(str(arguments.get("usergroup")))
        return _error("no_such_subteam") if users is None else Reply(body={"ok": True, "users": users})

    def _auth_test(self, arguments: Mapping[str, Any], now: datetime) -> Reply:
        headers = {"X-OAuth-Scopes": ",".join(sorted(self.scopes))}
        body = {"ok": True, "team": "Test", "user": "rasid", "user_id": "U0BOT", "bot_id": "B0BOT"}
        return Reply(body=body, headers=headers)

    def _views_open(self, arguments: Mapping[str, Any], now: datetime) -> Reply:
        return (
            Reply(body={"ok": True, "view": {"id": "V1"}}) if arguments.get("trigger_id") else _error("invalid_trigger")
        )

    def _apps_connections_open(self, arguments: Mapping[str, Any], now: datetime) -> Reply:
        return Reply(body={"ok": True, "url": "set by the server"})


def _error(name: str, **more: str) -> Reply:
    return Reply(body={"ok": False, "error": name, **more})
