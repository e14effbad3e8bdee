"""The words of the messages, one YAML file per language."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, Literal, TypeAlias

from ruamel.yaml import YAML

Language: TypeAlias = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = ("en", "ar")


class Words:
    """Templates of one language, by dotted key."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        text = resources.files(__name__).joinpath(f"{language}.yaml").read_text("utf-8")
        self._entries = dict(_flat(YAML(typ="safe", pure=True).load(text), ""))

    def __call__(self, key: str, **values: object) -> str:
        """The template `key` with `values` filled in. An unknown key is a programming error: KeyError."""
        template = self._entries[key]
        return template.format(**values) if values else template

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._entries)


@cache
def words(language: Language) -> Words:
    """The words of `language`, read once."""
    return Words(language)


def _flat(node: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for key, value in node.items():
        name = f"{prefix}{key}"
        out.extend(_flat(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))])
    return out
