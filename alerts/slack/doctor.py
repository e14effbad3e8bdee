"""What `rasid doctor` asks Slack: token, scopes, channels, groups, buttons; and what to do about each answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alerts.slack.answers import Answer
from alerts.slack.routing import Routing
from alerts.slack.transport import Transport

SCOPES: Mapping[str, str] = {
    "chat:write": "post, edit and answer messages",
    "channels:history": "see whether a message whose answer was lost has arrived (public channels)",
    "groups:history": "the same in private channels",
    "channels:read": "let `rasid doctor` check channels",
    "usergroups:read": "let only configured groups silence",
}
"""Bot scope → what it is for. The manifest in docs/slack.md lists the same; a test compares them."""
OPTIONAL = {"groups:history"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    good: bool
    what: str
    mend: str = ""
    """What to do, empty when good."""


async def examine(transport: Transport, routing: Routing, app: Transport | None) -> list[Finding]:
    """All findings; sends no message. `app` speaks with the app-level token, None without one."""
    if not transport.threads:
        text = "an incoming webhook: messages are never edited, have no threads, no buttons, and may repeat"
        return [Finding(True, text), Finding(False, "no bot token", "set RASID_SLACK_TOKEN for the full service")]
    who = await transport.call("auth.test", {})
    if not who.ok:
        return [
            Finding(False, f"Slack refuses the token: {_why(who)}", "set RASID_SLACK_TOKEN to the app's xoxb-… token")
        ]
    findings = [Finding(True, f"token works: {who.data.get('user')} in {who.data.get('team')}")]
    findings += scopes(who.headers.get("x-oauth-scopes"))
    for channel in routing.channels():
        findings.append(await _channel(transport, channel))
    for group in sorted({g for groups in routing.permissions.values() for g in groups}):
        findings.append(await _group(transport, group))
    findings.append(await _buttons(app))
    return findings + _local(routing)


def scopes(header: str | None) -> list[Finding]:
    """What is missing among the scopes that Slack says the token has."""
    if header is None:
        return [Finding(False, "Slack did not say which scopes the token has", "compare them with docs/slack.md")]
    have = {s.strip() for s in header.split(",")}
    missing = [s for s in SCOPES if s not in have and s not in OPTIONAL]
    mend = "add it under OAuth & Permissions, then reinstall the app"
    lacking = [Finding(False, f"scope {s} is missing: without it Rasid cannot {SCOPES[s]}", mend) for s in missing]
    return lacking or [Finding(True, f"scopes: {', '.join(sorted(have & set(SCOPES)))}")]


async def _channel(transport: Transport, channel: str) -> Finding:
    answer = await transport.call("conversations.info", {"channel": channel})
    if not answer.ok:
        mend = "use the channel's id (C…), and invite the app with /invite @Rasid when it is private"
        return Finding(False, f"channel {channel}: {_why(answer)}", mend)
    info: Mapping[str, Any] = answer.data.get("channel") or {}
    name = f"channel {channel} (#{info.get('name', '?')})"
    if info.get("is_archived"):
        return Finding(False, f"{name} is archived", "unarchive it or take it out of routes.yaml")
    if not info.get("is_member"):
        return Finding(False, f"{name}: the app is not a member", "write /invite @Rasid in the channel")
    return Finding(True, name)


async def _group(transport: Transport, group: str) -> Finding:
    answer = await transport.call("usergroups.users.list", {"usergroup": group})
    if not answer.ok:
        return Finding(
            False, f"user group {group}: {_why(answer)}", "use the group's id (S…) and grant usergroups:read"
        )
    members = answer.data.get("users") or []
    if not members:
        return Finding(False, f"user group {group} has no members", "nobody could use what it permits: add members")
    return Finding(True, f"user group {group}: {len(members)} members")


async def _buttons(app: Transport | None) -> Finding:
    mend = "set RASID_SLACK_APP_TOKEN to an app-level token (xapp-…) with connections:write"
    if app is None:
        return Finding(False, "no app-level token: the buttons do nothing", mend)
    answer = await app.call("apps.connections.open", {})
    if not answer.ok:
        return Finding(False, f"Slack refuses the app-level token: {_why(answer)}; the buttons do nothing", mend)
    return Finding(True, "app-level token opens Socket Mode: the buttons work")


def _local(routing: Routing) -> list[Finding]:
    findings = []
    if not routing.permissions.get("silence"):
        mend = "name user groups under `permissions: silence:` in routes.yaml"
        findings.append(Finding(False, "nobody may silence", mend))
    if routing.fallback is None:
        mend = "name a channel under `fallback:` in routes.yaml"
        findings.append(Finding(False, "no fallback channel for when another is archived or refuses", mend))
    return findings


def _why(answer: Answer) -> str:
    return answer.error or f"HTTP {answer.status}"
