"""What the number grammar answers."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from detectors.records import Qualifier

Reason: TypeAlias = Literal[
    "age", "clock", "date", "decimal", "fraction", "label", "list", "measure", "money", "old_value",
    "one", "ordinal", "percent", "period", "time", "year",
]  # fmt: skip
"""Why a number counts no people. `one`: واحد said of the noun before it, which counts itself."""


class Quantity(Struct, frozen=True, gc=False):
    """A count in the text: an `Amount` of the reader's model. Positions are token indices, half-open."""

    first: int
    """First token, words that bound the number from before included (أكثر من 92: أكثر)."""
    last: int
    """Just after the number's last token; a bound that trails is in `bound`."""
    low: int | None
    high: int | None
    qualifier: Qualifier
    rule: str
    """`digits`, `words`, `mixed`, `vague` or `range`."""
    core: int
    """First token of the number itself."""
    definite: bool = False
    """Written with ال: it refers to people already counted."""
    bound: tuple[int, int] | None = None
    """Tokens of a bound that trails (400 شخص على الأقل)."""


class RejectedNumber(Struct, frozen=True, gc=False):
    """A number that counts no people, with the reason."""

    first: int
    last: int
    reason: Reason
