"""What Slack's answer means for the message that was sent: the table of docs/slack.md, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Class: TypeAlias = Literal["accepted", "not_sent", "deferred", "ambiguous", "configuration", "payload", "edit"]
"""What may be done next depends on nothing else.

accepted: stored by Slack. not_sent: certainly not. deferred: wait and repeat. ambiguous: perhaps stored, look before
repeating. configuration: nothing can be sent here until somebody mends it. payload: this message as it is never can.
edit: the message to change or to answer is gone.
"""

Fault: TypeAlias = Literal["not_sent", "lost"]
"""No answer at all: the request certainly never left, or nobody knows."""

CLASSES: Mapping[Class, frozenset[str]] = {
    "deferred": frozenset({"ratelimited", "rate_limited", "rollup_error_rate_limited"}),
    "ambiguous": frozenset({
        "fatal_error", "internal_error", "request_timeout", "service_unavailable", "update_failed", "rollup_error",
        "external_channel_migrating", "team_added_to_org",
    }),
    "payload": frozenset({
        "msg_too_long", "msg_blocks_too_long", "no_text", "too_many_attachments", "attachment_payload_limit_exceeded",
        "invalid_payload", "invalid_arguments", "invalid_json", "json_not_object", "invalid_form_data",
        "invalid_charset", "invalid_attachments", "invalid_arg_name", "invalid_array_arg", "block_mismatch",
        "markdown_text_conflict",
    }),
    "edit": frozenset({
        "message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "cannot_reply_to_message",
        "is_inactive",
    }),
}  # fmt: skip

_PAYLOAD_FAMILIES = ("invalid_blocks", "metadata_")

WORKSPACE = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "team_access_not_granted", "org_login_required"}
)
"""Configuration errors that stop every channel: the token itself, not the channel (with the `token_*` family)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one call."""

    ok: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None
    """Slack's error, or a word for what happened instead of an answer."""
    fault: Fault | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """With names in lower case."""
    retry_after: float | None = None
    """Seconds."""


def classify(answer: Answer) -> Class:
    """The class of `answer`. An error that nobody listed stops the channel: nothing is lost and somebody looks."""
    if answer.fault == "not_sent":
        return "not_sent"
    if answer.status == 429:
        return "deferred"
    if answer.fault == "lost" or answer.status >= 500:
        return "ambiguous"
    if answer.ok:
        return "accepted"
    error = answer.error or ""
    for name, members in CLASSES.items():
        if error in members:
            return name
    return "payload" if error.startswith(_PAYLOAD_FAMILIES) else "configuration"


def stops_workspace(error: str) -> bool:
    """Whether a configuration error is the token's, so that no other channel is worth trying."""
    return error in WORKSPACE or error.startswith("token_")
