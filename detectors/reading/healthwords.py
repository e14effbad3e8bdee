"""The words of `health.tsv`, by class, and a word without what is joined before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

STOPS: Final = frozenset(".؛:!?؟…")
_WHOLE: Final = frozenset({"وراء", "وقف", "واجهه"})
"""Words whose first letter is no و before them."""


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """Class → words of `health.tsv`."""
    found: dict[str, set[str]] = {}
    text = (files("detectors.reading") / "health.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, words = line.split("\t")
            found.setdefault(name, set()).update(words.split())
    return {name: frozenset(words) for name, words in found.items()}


def unjoined(texts: Sequence[str], i: int) -> str:
    """The word at `i` without و or ف; empty before the first."""
    text = texts[i] if i >= 0 else ""
    return text[1:] if len(text) > 2 and text[0] in "وف" and text not in _WHOLE else text


def past_sections(texts: Sequence[str], i: int, first: int) -> int:
    """سقف عنبر الولادة في المستشفى: behind `i`, where health care is named, the first of its parts named before it."""
    sections = vocabulary()["part"] | vocabulary()["ward"] | vocabulary()["within"]
    while i > first and texts[i - 1] in sections:
        i -= 1
    return i
