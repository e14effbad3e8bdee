"""Slack's blocks as lines of a terminal: the same content, none of the layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from streams.demo.lettering import Layout, is_arabic, lines


@dataclass(frozen=True, slots=True)
class Canvas:
    """How wide the lines are and who lays out Arabic."""

    width: int
    layout: Layout

    def write(self, content: str, style: str = "", indent: str = "") -> Iterator[Text]:
        """`content` as styled lines, Arabic from the right edge."""
        width = max(self.width - len(indent), 20)
        for line in lines(content, width, self.layout):
            right = is_arabic(content)
            body = Text(line, style=style, no_wrap=True)
            if right:
                body.pad_left(max(width - body.cell_len, 0))
            yield Text.assemble((indent, "dim"), body) if not right else Text.assemble(body, (indent[::-1], "dim"))


def render(blocks: list[dict[str, Any]], canvas: Canvas) -> Iterator[Text]:
    """The lines of a message."""
    for block in blocks:
        match block["type"]:
            case "header":
                yield from canvas.write(block["text"]["text"], "bold")
            case "section":
                yield from canvas.write(block["text"]["text"], "yellow")
            case "context":
                for element in block["elements"]:
                    yield from canvas.write(element["text"], "dim")
            case "actions":
                yield Text("  ".join(f"[{button['text']['text']}]" for button in block["elements"]), style="cyan")
            case "rich_text":
                for group in block["elements"]:
                    yield from _group(group, canvas)


def _group(group: dict[str, Any], canvas: Canvas) -> Iterator[Text]:
    content = "".join(map(_plain, group["elements"]))
    if group["type"] == "rich_text_quote":
        yield from canvas.write(content, "italic", "▌ ")
        return
    for row in content.split("\n"):
        yield from canvas.write(row)


def _plain(element: dict[str, Any]) -> str:
    match element["type"]:
        case "link":
            return str(element["text"])
        case "date":
            return str(element["fallback"])
        case "user":
            return f"@{element['user_id']}"
    text = str(element.get("text", ""))
    # A terminal strikes through nothing that must be copied; a number that no longer holds is put in brackets.
    return f"[{text}]" if element.get("style", {}).get("strike") else text
