"""Month names of the Levant, Iraq, Egypt, the Gulf and the Maghreb (CLDR ar_SY, ar_EG, ar_MA, ar_DZ, ar_TN)."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from detectors.text import fold


def _load() -> dict[str, dict[str, int]]:
    """First word → second word (empty when there is none) → month."""
    names: dict[str, dict[str, int]] = {}
    text = (files("detectors.dates") / "data" / "months.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        month, spellings = line.split("\t")
        for spelling in spellings.split():
            first, _, second = spelling.partition("_")
            names.setdefault(fold(first), {})[fold(second)] = int(month)
    return names


MONTHS: Final = _load()
"""Folded first word of a month's name → folded second word or "" → month, 1 to 12."""
