"""Given names, from `given.tsv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from detectors.text import fold


@cache
def given_names() -> frozenset[str]:
    """Given names that mean nothing else, folded."""
    text = (files("detectors.reading") / "given.tsv").read_text(encoding="utf-8")
    return frozenset(fold(name) for line in text.splitlines() if not line.startswith("#") for name in line.split())
