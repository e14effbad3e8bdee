"""The kinds of value in a rules file: each reads a node, says what to write instead, and knows its JSON Schema."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any, Protocol

from alerts.rules.tree import Node, Problem

_DURATION = re.compile(r"(?:(\d{1,4})w)?(?:(\d{1,5})d)?(?:(\d{1,6})h)?(?:(\d{1,7})m)?")
DURATION_PATTERN = r"^(?=\d)(\d{1,4}w)?(\d{1,5}d)?(\d{1,6}h)?(\d{1,7}m)?$"
BAD = object()
"""A value that could not be read; the problem is reported already."""


class Problems:
    """What is wrong so far, and where the reading stands."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, line: int, where: str, text: str) -> object:
        """Report, and answer `BAD`."""
        self.found.append(Problem(line, where, text))
        return BAD


class Field(Protocol):
    """One kind of value."""

    @property
    def doc(self) -> str:
        """What the value means."""

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """The value, or `BAD` with a problem added."""

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the value."""


def suggestion(word: str, known: list[str]) -> str:
    """`; did you mean 'x'?` when one of `known` is close to `word`."""
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.65)
    return f"; did you mean {close[0]!r}?" if close else ""


@dataclass(frozen=True)
class Text:
    """A text that is not empty."""

    doc: str
    pattern: str | None = None
    example: str = ""

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """See `Field`."""
        if not isinstance(node.value, str) or not node.value.strip():
            return problems.add(node.line, where, f"expected a text, found {node.shape}{self._example()}")
        text = node.value.strip()
        if self.pattern and not re.fullmatch(self.pattern, text):
            return problems.add(node.line, where, f"{text!r} does not fit{self._example()}")
        return text

    def _example(self) -> str:
        return f"; write for example {self.example}" if self.example else ""

    def schema(self) -> dict[str, Any]:
        """See `Field`."""
        pattern = f"^{self.pattern}$" if self.pattern else r"\S"
        return {"type": "string", "pattern": pattern, "description": self.doc}


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    doc: str
    options: tuple[str, ...]

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """See `Field`."""
        if isinstance(node.value, str) and node.value in self.options:
            return node.value
        listed = ", ".join(self.options)
        hint = suggestion(str(node.value), list(self.options))
        return problems.add(node.line, where, f"expected one of {listed}; found {node.shape}{hint}")

    def schema(self) -> dict[str, Any]:
        """See `Field`."""
        return {"enum": list(self.options), "description": self.doc}


@dataclass(frozen=True)
class Number:
    """A number from `least` to `most`, whole unless `fraction`."""

    doc: str
    least: float
    most: float
    fraction: bool = False

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """See `Field`."""
        value = node.value
        kinds = (int, float) if self.fraction else (int,)
        if isinstance(value, bool) or not isinstance(value, kinds):
            kind = "number" if self.fraction else "whole number"
            return problems.add(node.line, where, f"expected a {kind} from {self.least:,}, found {node.shape}")
        if not self.least <= value <= self.most:
            return problems.add(node.line, where, f"{value} is outside of {self.least:,} to {self.most:,}")
        return value

    def schema(self) -> dict[str, Any]:
        """See `Field`."""
        kind = "number" if self.fraction else "integer"
        return {"type": kind, "minimum": self.least, "maximum": self.most, "description": self.doc}


@dataclass(frozen=True)
class Flag:
    """true or false."""

    doc: str

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """See `Field`."""
        if isinstance(node.value, bool):
            return node.value
        hint = {"yes": "; write true", "on": "; write true", "no": "; write false", "off": "; write false"}
        text = f"expected true or false, found {node.shape}{hint.get(str(node.value).lower(), '')}"
        return problems.add(node.line, where, text)

    def schema(self) -> dict[str, Any]:
        """See `Field`."""
        return {"type": "boolean", "description": self.doc}


@dataclass(frozen=True)
class Duration:
    """A stretch of time such as 90m, 24h, 1d12h, 2w."""

    doc: str
    least: timedelta
    most: timedelta

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """See `Field`."""
        value = duration(node.value) if isinstance(node.value, str) else None
        if value is None:
            hint = f"; {node.value}h?" if isinstance(node.value, int) and not isinstance(node.value, bool) else ""
            text = f"expected a duration such as 90m, 24h, 1d12h or 2w, found {node.shape}{hint}"
            return problems.add(node.line, where, text)
        if not self.least <= value <= self.most:
            text = f"{node.value} is outside of {in_words(self.least)} to {in_words(self.most)}"
            return problems.add(node.line, where, text)
        return value

    def schema(self) -> dict[str, Any]:
        """See `Field`."""
        return {"type": "string", "pattern": DURATION_PATTERN, "description": self.doc}


@dataclass(frozen=True)
class Instant:
    """A point in time with its zone."""

    doc: str

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """See `Field`."""
        try:
            value = datetime.fromisoformat(str(node.value))
        except ValueError:
            value = None
        if value is None or value.tzinfo is None:
            text = f"expected a date and time with zone such as 2016-11-30T18:00:00+02:00, found {node.shape}"
            return problems.add(node.line, where, text)
        return value.astimezone(UTC)

    def schema(self) -> dict[str, Any]:
        """See `Field`."""
        return {"type": "string", "format": "date-time", "description": self.doc}


@dataclass(frozen=True)
class Many:
    """A list of one kind of value."""

    doc: str
    of: Field
    least: int = 0

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """See `Field`."""
        if node.items is None:
            return problems.add(node.line, where, f"expected a list, found {node.shape}; begin each entry with `- `")
        if len(node.items) < self.least:
            return problems.add(node.line, where, f"expected at least {self.least} entries")
        values = [self.of.read(item, f"{where}[{at}]", problems) for at, item in enumerate(node.items)]
        return tuple(value for value in values if value is not BAD)

    def schema(self) -> dict[str, Any]:
        """See `Field`."""
        return {"type": "array", "items": self.of.schema(), "minItems": self.least, "description": self.doc}


@dataclass(frozen=True)
class Section:
    """A mapping with known keys. Reads to a dict of those that are given, with `line` added."""

    doc: str
    keys: dict[str, Field]
    needed: tuple[str, ...] = ()
    kind: str = ""
    """Value of the key `kind` that this section is for, shown in messages."""
    extra: dict[str, Any] = field(default_factory=dict)

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """See `Field`."""
        if node.entries is None:
            return problems.add(node.line, where, f"expected a mapping of keys, found {node.shape}")
        for line, key in node.repeated:
            problems.add(line, _join(where, key), "stands twice; keep one")
        values: dict[str, Any] = {"line": node.line}
        for key, (line, child) in node.entries.items():
            known = self.keys.get(key)
            if known is None:
                problems.add(line, _join(where, key), self._unknown(key))
                continue
            value = known.read(child, _join(where, key), problems)
            if value is not BAD:
                values[key] = value
        for key in self.needed:
            if key not in node.entries:
                problems.add(node.line, where, f"lacks `{key}`: {self.keys[key].doc}")
        return values

    def _unknown(self, key: str) -> str:
        owner = f" in a {self.kind} rule" if self.kind else ""
        hint = suggestion(key, list(self.keys)) or f"; known are {', '.join(sorted(self.keys))}"
        return f"unknown key{owner}{hint}"

    def schema(self) -> dict[str, Any]:
        """See `Field`."""
        properties = {key: known.schema() for key, known in self.keys.items()}
        return {
            "type": "object", "description": self.doc, "properties": properties, "required": list(self.needed),
            "additionalProperties": False, **self.extra,
        }  # fmt: skip


@dataclass(frozen=True)
class OneOf:
    """A mapping whose key `kind` says which section it is."""

    doc: str
    sections: dict[str, Section]

    def read(self, node: Node, where: str, problems: Problems) -> Any:
        """See `Field`."""
        if node.entries is None:
            return problems.add(node.line, where, f"expected a mapping of keys, found {node.shape}")
        if "kind" not in node.entries:
            return problems.add(node.line, where, f"lacks `kind`: one of {', '.join(self.sections)}")
        kind = Choice("", tuple(self.sections)).read(node.entries["kind"][1], _join(where, "kind"), problems)
        return BAD if kind is BAD else self.sections[kind].read(node, where, problems)

    def schema(self) -> dict[str, Any]:
        """See `Field`."""
        return {"oneOf": [section.schema() for section in self.sections.values()], "description": self.doc}


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def duration(text: str) -> timedelta | None:
    """`1d12h` as a timedelta; None when it is none."""
    match = _DURATION.fullmatch(text.strip())
    if not match or not any(match.groups()):
        return None
    weeks, days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


def in_words(value: timedelta) -> str:
    """The shortest form that `duration` reads back."""
    minutes = int(value.total_seconds() // 60)
    parts = [(minutes // 1440, "d"), (minutes % 1440 // 60, "h"), (minutes % 60, "m")]
    return "".join(f"{count}{unit}" for count, unit in parts if count) or "0m"
