"""Slack's limits and our budgets, held for the longest possible alert.

Lists give way line by line, the least important part first, and say how many lines are missing. Sources of the
limits: Slack's Block Kit reference, and experiments for the limit on the blocks together (9,597 characters passed,
11,341 did not).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alerts.slack import rich
from alerts.slack.text import escape

MAX_BLOCKS = 45
MAX_SECTION = 2_800
MAX_TOGETHER = 9_000
MAX_TEXT = 3_500
MAX_HEADER = 150
MAX_VALUE = 2_000
"""Characters of a button's value."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that stand or fall together in one place of the message."""

    name: str
    lines: tuple[rich.Line, ...]
    build: Callable[[Sequence[rich.Line]], list[dict[str, Any]]]
    rank: int
    """Parts with the highest rank give way first."""
    keep: int = 0
    """Lines that never give way."""
    missing: int = 0
    """Lines left out so far, those that the alert itself left out included."""
    more: Callable[[int], rich.Line] | None = None

    def blocks(self) -> list[dict[str, Any]]:
        """The part as blocks, with its "N more" line."""
        if not self.lines and not (self.missing and self.more):
            return []
        tail = (self.more(self.missing),) if self.missing and self.more else ()
        return self.build((*self.lines, *tail))


def fit(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts within every budget, with as few lines left out as possible."""
    fitted = [_narrow(part) for part in parts]
    measures = [_measure(part) for part in fitted]
    while sum(m[0] for m in measures) > MAX_TOGETHER or sum(m[1] for m in measures) > MAX_BLOCKS:
        loose = [n for n, part in enumerate(fitted) if len(part.lines) > part.keep]
        if not loose:
            raise ValueError("the fixed parts of a message exceed Slack's budget")
        victim = max(loose, key=lambda n: (fitted[n].rank, len(fitted[n].lines)))
        fitted[victim] = _without_last(fitted[victim])
        measures[victim] = _measure(fitted[victim])
    return tuple(fitted)


def assemble(parts: Sequence[Part]) -> tuple[dict[str, Any], ...]:
    """All blocks in order."""
    return tuple(block for part in parts for block in part.blocks())


def cut_lines(lines: Sequence[str], limit: int, more: Callable[[int], str]) -> str:
    """`lines` escaped and joined within `limit` characters; cut by whole line before escaping, counted after."""
    for kept in range(len(lines), -1, -1):
        shown = list(lines[:kept]) + ([more(len(lines) - kept)] if kept < len(lines) else [])
        text = "\n".join(escape(line) for line in shown)
        if len(text) <= limit:
            return text
    return ""


def problems(blocks: Sequence[dict[str, Any]], text: str) -> list[str]:
    """What Slack or our budgets would refuse; empty for a message that may go out. The SDK checks far less."""
    out = []
    if len(blocks) > MAX_BLOCKS:
        out.append(f"{len(blocks)} blocks")
    if (together := rich.size(blocks)) > MAX_TOGETHER:
        out.append(f"{together} characters of blocks")
    if not text or len(text) > MAX_TEXT:
        out.append(f"text of {len(text)} characters")
    identities = [e["action_id"] for b in blocks if b["type"] == "actions" for e in b["elements"]]
    if len(set(identities)) != len(identities):
        out.append("two buttons with one action id")
    for block in blocks:
        out.extend(_block_problems(block))
    return out


def _block_problems(block: dict[str, Any]) -> list[str]:
    kind = block["type"]
    if kind == "header" and not 0 < len(block["text"]["text"]) <= MAX_HEADER:
        return [f"header of {len(block['text']['text'])} characters"]
    if kind == "section" and len(block["text"]["text"]) > MAX_SECTION:
        return [f"section of {len(block['text']['text'])} characters"]
    if kind == "rich_text" and (length := _rich_length(block)) > MAX_SECTION:
        return [f"rich text of {length} characters"]
    if kind == "context" and (
        len(block["elements"]) > 10 or any(not 0 < len(e["text"]) <= MAX_SECTION for e in block["elements"])
    ):
        return ["context of over 10 or empty or long elements"]
    if kind == "actions" and (
        len(block["elements"]) > 25 or any(len(e.get("value", "")) > MAX_VALUE for e in block["elements"])
    ):
        return ["actions of over 25 elements or a value over 2,000 characters"]
    return []


def _rich_length(block: dict[str, Any]) -> int:
    return sum(
        len(escape(str(e.get("text", e.get("fallback", ""))))) for group in block["elements"] for e in group["elements"]
    )


def _narrow(part: Part) -> Part:
    while len(part.lines) > part.keep and any(_block_problems(block) for block in part.blocks()):
        part = _without_last(part)
    return part


def _without_last(part: Part) -> Part:
    return replace(part, lines=part.lines[:-1], missing=part.missing + 1)


def _measure(part: Part) -> tuple[int, int]:
    """Characters (with brackets and commas, so that sums never fall short of the whole) and blocks."""
    blocks = part.blocks()
    return (rich.size(blocks) if blocks else 0), len(blocks)
