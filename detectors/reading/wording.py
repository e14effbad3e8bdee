"""What the reader's rules and reasons are called by people: Arabic and English, from `wording.tsv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["ar", "en"]


@cache
def _table() -> dict[str, tuple[str, str]]:
    text = (files("detectors.reading") / "wording.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {key: (arabic, english) for key, arabic, english in rows}


def known(key: str) -> bool:
    """`key` or a more general form of it has words."""
    return _find(key) is not None


def _find(key: str) -> tuple[str, str] | None:
    """The words of `key`, else of what it is a kind of: each `:` or `.` ends a level."""
    table = _table()
    while key not in table:
        cut = max(key.rfind(":"), key.rfind("."))
        if cut <= 0 or "." not in key:
            return None
        key = key[:cut]
    return table[key]


def say(key: str, language: Language, **values: object) -> str:
    """The words of `key` with `values` filled in; the bare name where it has none."""
    found = _find(key)
    if found is None:
        return key.partition(".")[2] or key
    return found[language == "en"].format(**values)
