"""Slack's rich text, in which nothing is parsed: article text put there can neither mention, link nor format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from alerts.slack.text import clean, escape, is_group, is_user, isolate, shorten

Element: TypeAlias = dict[str, Any]
Line: TypeAlias = tuple[Element, ...]


def text(value: str, *, bold: bool = False, strike: bool = False, italic: bool = False) -> Element:
    """A run of text."""
    style = {k: True for k, on in (("bold", bold), ("strike", strike), ("italic", italic)) if on}
    return {"type": "text", "text": value, **({"style": style} if style else {})}


def link(url: str, label: str) -> Element:
    """A link; the caller has validated `url`."""
    return {"type": "link", "url": url, "text": label}


def date(at: datetime, form: str, fallback: str) -> Element:
    """An instant that every reader sees in their own zone; `form` is Slack's, e.g. `{date_short_pretty} {time}`."""
    return {"type": "date", "timestamp": int(at.timestamp()), "format": form, "fallback": fallback}


def user(identity: str) -> Element:
    """A person's name as each reader sees it. Anything that is not a Slack id is plain text."""
    return {"type": "user", "user_id": identity} if is_user(identity) else text(isolate(shorten(clean(identity), 40)))


def section(lines: Sequence[Line]) -> Element:
    """Lines under one another."""
    return {"type": "rich_text_section", "elements": _joined(lines)}


def quote(line: Line) -> Element:
    """A quotation with its bar."""
    return {"type": "rich_text_quote", "elements": _joined([line])}


def block(*elements: Element) -> dict[str, Any]:
    """A `rich_text` block."""
    return {"type": "rich_text", "elements": list(elements)}


def header(value: str) -> dict[str, Any]:
    """A header block; Slack's limit is 150 characters."""
    return {"type": "header", "text": {"type": "plain_text", "text": value, "emoji": False}}


def context(*lines: str) -> dict[str, Any]:
    """Small print, as plain text; at most ten lines."""
    return {
        "type": "context",
        "elements": [{"type": "plain_text", "text": line, "emoji": False} for line in lines[:10]],
    }


def mentions(targets: Iterable[str]) -> dict[str, Any]:
    """The one place where mentions are made: from a route's configuration alone."""
    marks = [
        f"<!{t}>" if t in {"here", "channel"} else f"<!subteam^{t}>" if is_group(t) else f"<@{t}>"
        for t in targets
        if t in {"here", "channel"} or is_group(t) or is_user(t)
    ]
    return {"type": "section", "text": {"type": "mrkdwn", "text": " ".join(marks)}}


def size(blocks: Sequence[dict[str, Any]]) -> int:
    """Characters of the blocks together, counted as JSON after escaping: never less than what Slack counts."""
    return len(escape(json.dumps(list(blocks), ensure_ascii=False, separators=(",", ":"))))


def plain(lines: Iterable[Line]) -> list[str]:
    """Lines as a reader sees them, without formatting."""
    return ["".join(_plain(e) for e in line) for line in lines]


def _plain(element: Element) -> str:
    kind = element["type"]
    if kind == "date":
        return str(element["fallback"])
    if kind == "user":
        return f"{element['user_id']}"
    return str(element["text"])


def _joined(lines: Sequence[Line]) -> list[Element]:
    """Slack refuses empty runs of text."""
    out: list[Element] = []
    for number, line in enumerate(lines):
        out.extend([text("\n")] if number else [])
        out.extend(element for element in line if element["type"] != "text" or element["text"])
    return out
