"""Messages as an HTML page in Slack's layout, for the demo and for looking at what a responder sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import Any

from alerts.slack.records import Message


@dataclass(frozen=True, slots=True)
class Shown:
    """One message of the page, with the replies of its thread."""

    channel: str
    message: Message
    at: str
    """As Slack would show it, for example `02:45`."""
    replies: tuple[tuple[str, Message], ...] = ()
    edited: bool = False


def page(shown: Sequence[Shown], title: str = "Rasid") -> str:
    """A complete HTML document; needs nothing from the network."""
    style = resources.files(__package__ or "alerts.slack").joinpath("picture.css").read_text("utf-8")
    body = "\n".join(_message(s) for s in shown)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>{body}</body></html>"
    )


def _message(shown: Shown) -> str:
    edited = '<span class="edited">(edited)</span>' if shown.edited else ""
    replies = "".join(f'<div class="reply">{_frame("", at, _body(message))}</div>' for at, message in shown.replies)
    thread = (
        f'<div class="thread"><div class="count">{len(shown.replies)} in thread</div>{replies}</div>' if replies else ""
    )
    lock = f'<div class="lock"><b>Rasid</b> #{escape(shown.channel)}<br>{_lines(_unescape(shown.message.text))}</div>'
    return f'{lock}<div class="message">{_frame(shown.channel, shown.at, _body(shown.message) + edited)}{thread}</div>'


def _frame(channel: str, at: str, body: str) -> str:
    place = f'<span class="channel">#{escape(channel)}</span>' if channel else ""
    return (
        f'<div class="avatar">ر</div><div class="body"><div class="who"><b>Rasid</b><span class="app">APP</span>'
        f'<span class="at">{escape(at)}</span>{place}</div>{body}</div>'
    )


def _body(message: Message) -> str:
    if not message.blocks:
        return f'<div class="rich" dir="auto">{_lines(_unescape(message.text))}</div>'
    return "".join(_block(block) for block in message.blocks)


def _block(block: dict[str, Any]) -> str:
    kind = block["type"]
    if kind == "header":
        return f'<div class="header" dir="auto">{escape(block["text"]["text"])}</div>'
    if kind == "section":
        return f'<div class="rich"><span class="mention">{escape(_named(block["text"]["text"]))}</span></div>'
    if kind == "context":
        rows = "".join(f'<div dir="auto">{escape(e["text"])}</div>' for e in block["elements"])
        return f'<div class="context">{rows}</div>'
    if kind == "actions":
        return f'<div class="actions">{"".join(_button(e) for e in block["elements"])}</div>'
    return "".join(_group(group) for group in block["elements"])


def _group(group: dict[str, Any]) -> str:
    """A line break starts a paragraph, and every paragraph finds its own direction, as in Slack's clients."""
    inner = "".join(_element(e) for e in group["elements"])
    rows = "".join(f'<div dir="auto">{row or "<br>"}</div>' for row in inner.split("\n"))
    return f'<div class="{"quote" if group["type"] == "rich_text_quote" else "rich"}">{rows}</div>'


def _element(element: dict[str, Any]) -> str:
    kind = element["type"]
    if kind == "link":
        return f'<a href="{escape(element["url"])}">{escape(element["text"])}</a>'
    if kind == "date":
        return f'<span class="date">{escape(element["fallback"])}</span>'
    if kind == "user":
        return f'<bdi class="mention">@{escape(element["user_id"])}</bdi>'
    text = escape(element["text"])
    for style, tag in (("bold", "b"), ("italic", "i"), ("strike", "s")):
        if element.get("style", {}).get(style):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _button(element: dict[str, Any]) -> str:
    return f'<span class="button {escape(element.get("style", ""))}">{escape(element["text"]["text"])}</span>'


def _named(mentions: str) -> str:
    return re.sub(r"<[!@](?:subteam\^)?([^>]+)>", r"@\1", mentions)


def _lines(text: str) -> str:
    return "".join(f'<div dir="auto">{escape(line)}</div>' for line in text.split("\n"))


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
