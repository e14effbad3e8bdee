"""A YAML text as a tree whose every key and value knows its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode

Scalar: TypeAlias = str | int | float | bool | None
_DEEPEST = 20
"""Levels of nesting; rules use five. An alias that contains itself ends here."""
_LONGEST = 1024 * 1024
"""Characters of one file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, and what to write instead."""

    line: int
    where: str
    """Path of the value, as `rules[2].window`."""
    text: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{self.line}: {place}{self.text}"


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a list or a mapping with the line (1-based) at which it begins."""

    line: int
    value: Scalar = None
    items: list[Node] | None = None
    entries: dict[str, tuple[int, Node]] | None = None
    """Key → line of the key, value."""
    repeated: list[tuple[int, str]] = field(default_factory=list)
    """Keys that stand twice in the mapping."""

    @property
    def shape(self) -> str:
        """What this is, in words for a message."""
        if self.entries is not None:
            return "a mapping"
        if self.items is not None:
            return "a list"
        if self.value is None:
            return "nothing"
        return {"bool": "true or false", "int": "a whole number", "float": "a number"}.get(
            type(self.value).__name__, f"the text {str(self.value)[:40]!r}"
        )


def read(text: str) -> tuple[Node | None, list[Problem]]:
    """The tree of `text`, or the one problem that makes it no YAML."""
    if len(text) > _LONGEST:
        return None, [Problem(1, "", f"the file has {len(text):,} characters; at most {_LONGEST:,}")]
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return None, [Problem(line, "", f"not YAML: {error.problem or error.context}; check the indentation here")]
    except (YAMLError, ValueError) as error:
        return None, [Problem(1, "", f"not YAML: {error}")]
    if root is None:
        return None, [Problem(1, "", "the file is empty; write at least `version: 1` and `rules:`")]
    return _convert(root, 0), []


def _convert(node: YamlNode, depth: int) -> Node:
    line = node.start_mark.line + 1
    if depth > _DEEPEST:
        return Node(line)
    if isinstance(node, SequenceNode):
        return Node(line, items=[_convert(child, depth + 1) for child in node.value])
    if isinstance(node, MappingNode):
        return _mapping(node, line, depth)
    return Node(line, _scalar(node) if isinstance(node, ScalarNode) else None)


def _mapping(node: MappingNode, line: int, depth: int) -> Node:
    entries: dict[str, tuple[int, Node]] = {}
    repeated: list[tuple[int, str]] = []
    for key, value in node.value:
        name, at = str(key.value), key.start_mark.line + 1
        if name in entries:
            repeated.append((at, name))
        entries[name] = (at, _convert(value, depth + 1))
    return Node(line, entries=entries, repeated=repeated)


def _scalar(node: ScalarNode) -> Scalar:
    """The value by its YAML 1.2 tag; whatever is neither number nor truth value stays text."""
    tag, text = str(node.tag).rsplit(":", 1)[-1], str(node.value)
    try:
        if tag == "int":
            return int(text.replace("_", ""), 0)
        if tag == "float":
            return float(text.replace("_", ""))
    except ValueError:
        return text
    if tag == "bool":
        return text.lower() == "true"
    return None if tag == "null" else text
