"""Arabic in terminals. Some lay it out themselves; in the others letters stand apart and run the wrong way.

For those, lines are broken in reading order first, then each line is joined and turned, as print would show it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

import arabic_reshaper
from bidi.algorithm import get_display
from rich.cells import cell_len

Layout: TypeAlias = Literal["terminal", "rasid"]
"""Who joins letters and turns lines."""

_ARABIC: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ISOLATES: Final = re.compile("[\u2066-\u2069]")
_MARKS: Final = {"L": "\u200e", "R": "\u200f"}
"""Marks of direction, which the layout package follows; it knows no isolates."""
_WITH_BIDI: Final = ("VTE_VERSION", "KONSOLE_VERSION", "MLTERM")
"""Set by terminals that follow Unicode's bidirectional algorithm: GNOME's, KDE's, mlterm."""
_PROGRAMS_WITH_BIDI: Final = frozenset({"Apple_Terminal", "mintty"})

_SHAPER: Final = arabic_reshaper.ArabicReshaper({"delete_harakat": True, "support_ligatures": True})


def layout_of(environment: Mapping[str, str]) -> Layout:
    """Who has to lay out Arabic in the terminal that `environment` describes."""
    if environment.get("TMUX") or environment.get("STY"):  # their own screen model stands between
        return "rasid"
    if any(environment.get(name) for name in _WITH_BIDI) or environment.get("TERM_PROGRAM") in _PROGRAMS_WITH_BIDI:
        return "terminal"
    return "rasid"


def is_arabic(text: str) -> bool:
    """Whether the first strong letter is Arabic, which decides the side that a paragraph starts from."""
    for letter in text:
        if _ARABIC.match(letter):
            return True
        if letter.isalpha():
            return False
    return False


def lines(text: str, width: int, layout: Layout) -> list[str]:
    """`text` broken into lines of at most `width` columns, each as it is to be written to the terminal."""
    return [turn(line, layout) for paragraph in text.split("\n") for line in _wrap(paragraph, width)]


def turn(line: str, layout: Layout) -> str:
    """One line as it is to be written."""
    plain = _INVISIBLE.sub("", line)
    if layout == "terminal" or not _ARABIC.search(plain):
        return plain
    base: Literal["L", "R"] = "R" if is_arabic(plain) else "L"
    marked = _MARKS[base].join(_INVISIBLE.sub("", part) for part in _ISOLATES.split(line))
    # The package's faster implementation does not mirror brackets.
    return _INVISIBLE.sub("", str(get_display(_SHAPER.reshape(marked), base_dir=base)))


def _wrap(paragraph: str, width: int) -> list[str]:
    out, current = [], ""
    for word in paragraph.split(" "):
        longer = f"{current} {word}" if current else word
        if current and cell_len(_INVISIBLE.sub("", longer)) > width:
            out.append(current)
            current = word
        else:
            current = longer
    return [*out, current]
