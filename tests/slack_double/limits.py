"""What Slack refuses in a message, from its reference and from experiments; independent of Rasid's own budgets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

BLOCKS_TOGETHER = 9_600
RICH = {"rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted"}
ELEMENTS = {"text", "link", "date", "user", "usergroup", "broadcast", "emoji", "channel"}


def refusal(arguments: Mapping[str, Any], *, update: bool) -> str | None:
    """Slack's error for the message, or None."""
    text, blocks = arguments.get("text") or "", arguments.get("blocks") or []
    if not text and not blocks:
        return "no_text"
    if update and len(text) > 4_000:
        return "msg_too_long"
    if len(blocks) > 50 or any(_bad(block) for block in blocks):
        return "invalid_blocks"
    if len(json.dumps(blocks, ensure_ascii=False)) > BLOCKS_TOGETHER + 40 * len(blocks):
        return "msg_blocks_too_long"
    identities = [e.get("action_id") for b in blocks if b["type"] == "actions" for e in b["elements"]]
    if len(set(identities)) != len(identities):
        return "invalid_blocks"
    return _metadata(arguments.get("metadata"))


def _metadata(metadata: Any) -> str | None:
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or set(metadata) - {"event_type", "event_payload", "entities"}:
        return "invalid_metadata_format"
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        return "invalid_metadata_schema"
    return "metadata_too_large" if len(json.dumps(metadata)) > 8_000 else None


def _bad(block: Any) -> bool:
    kind = block.get("type")
    if kind == "header":
        return block["text"]["type"] != "plain_text" or not 0 < len(block["text"]["text"]) <= 150
    if kind == "section":
        fields = block.get("fields", [])
        long = len(fields) > 10 or any(len(f["text"]) > 2_000 for f in fields)
        return long or ("text" in block and not 0 < len(block["text"]["text"]) <= 3_000)
    if kind == "context":
        return not 0 < len(block["elements"]) <= 10 or any(not e.get("text") for e in block["elements"])
    if kind == "actions":
        return not 0 < len(block["elements"]) <= 25 or any(_bad_button(e) for e in block["elements"])
    if kind == "rich_text":
        return not block["elements"] or any(_bad_rich(group) for group in block["elements"])
    return kind not in {"divider"}


def _bad_button(element: Any) -> bool:
    return (
        element["type"] != "button"
        or not 0 < len(element["text"]["text"]) <= 75
        or len(element.get("value", "")) > 2_000
        or not 0 < len(element["action_id"]) <= 255
    )


def _bad_rich(group: Any) -> bool:
    if group["type"] not in RICH or not group["elements"]:
        return True
    return any(e["type"] not in ELEMENTS or (e["type"] == "text" and not e["text"]) for e in group["elements"])
