"""The questions behind the buttons: for how long and why, false why, the same as which."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from alerts.slack.text import clean, shorten
from alerts.slack.words import Words

HOURS = (1, 4, 12, 24, 72)
MAX_OPTIONS = 100
"""Slack's limit on a menu."""
MAX_REASON = 300


def silence(context: dict[str, Any], w: Words) -> dict[str, Any]:
    """How long and why; the reason is required, it is what colleagues see."""
    what = w("modal.silence_what", rule=str(context.get("r", "")), place=str(context.get("n", "")))
    options = [_option(w("modal.hours", n=hours), str(hours)) for hours in HOURS]
    menu = {"type": "static_select", "action_id": "hours", "options": options, "initial_option": options[1]}
    blocks = [_plain(what), _input("hours", w("modal.silence_for"), menu), _reason(w("modal.silence_reason"), False)]
    return _modal("silence", w("modal.silence_title"), blocks, context, w)


def false(context: dict[str, Any], w: Words) -> dict[str, Any]:
    """Why it is false; may stay empty."""
    blocks = [_plain(w("modal.false_what")), _reason(w("modal.reason"), True)]
    return _modal("false", w("modal.false_title"), blocks, context, w)


def duplicate(context: dict[str, Any], others: Iterable[tuple[str, str]], w: Words) -> dict[str, Any]:
    """Which alert it repeats, among `others` (alert id, title), and why."""
    options = [_option(shorten(clean(title) or identity, 75), identity) for identity, title in others][:MAX_OPTIONS]
    menu = {"type": "static_select", "action_id": "other", "options": options}
    blocks = [_input("other", w("modal.duplicate_of"), menu), _reason(w("modal.reason"), True)]
    return _modal("duplicate", w("modal.duplicate_title"), blocks, context, w)


def answers(view: dict[str, Any]) -> dict[str, str]:
    """What a submitted view says, by input."""
    out: dict[str, str] = {}
    for fields in view.get("state", {}).get("values", {}).values():
        for name, field in fields.items():
            value = (field.get("selected_option") or {}).get("value") or field.get("value")
            if value:
                out[name] = str(value)
    return out


def _modal(kind: str, title: str, blocks: list[dict[str, Any]], context: dict[str, Any], w: Words) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": f"rasid.{kind}",
        "private_metadata": json.dumps(context, ensure_ascii=False),
        "title": _text(title),
        "submit": _text(w("modal.submit")),
        "close": _text(w("modal.cancel")),
        "blocks": blocks,
    }


def _text(value: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": value, "emoji": False}


def _plain(value: str) -> dict[str, Any]:
    return {"type": "section", "text": _text(value)}


def _option(label: str, value: str) -> dict[str, Any]:
    return {"text": _text(label), "value": value}


def _input(name: str, label: str, element: dict[str, Any], *, optional: bool = False) -> dict[str, Any]:
    return {"type": "input", "block_id": name, "label": _text(label), "element": element, "optional": optional}


def _reason(label: str, optional: bool) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "reason", "max_length": MAX_REASON}
    return _input("reason", label, element, optional=optional)
