"""Near-duplicate text: a small signature by which wire copies and reposts are known.

The signature is a bottom-k sketch (Broder 1997): every run of three words is hashed once and the smallest hashes are
kept. Two signatures estimate both how much two texts share and how much of the shorter one stands in the longer one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

SIZE = 64
"""Hashes kept (integers of 32 bit). The standard error of the resemblance is at most 0.5/√64 = 0.06."""

COPY = 0.5
"""Resemblance from which a text is a copy: an agency's text with a new headline and one paragraph cut stays above it,
two reporters of one event, who share names and set phrases, stay below 0.2."""

CONTAINED = 0.8
"""Share of the shorter text found in the longer one from which it is an excerpt."""

_SHINGLE = 3
_LEAST_COMMON = 8
"""Fewer hashes in common prove nothing: a slogan, a caption."""

_WORD = re.compile(r"\w+")


def signature(text: str) -> tuple[int, ...]:
    """Sorted hashes of `text`'s word triples (of its words when there are fewer than three). Pass normalised text."""
    written = " ".join(_WORD.findall(text)).encode("utf-8", "surrogatepass")
    words = written.split(b" ")
    runs = map(b" ".join, zip(*(words[shift:] for shift in range(_SHINGLE)), strict=False))
    hashes = set(map(crc32, runs)) if len(words) >= _SHINGLE else {crc32(written)} if written else set()
    return tuple(sorted(hashes)[:SIZE])


def resemblance(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Estimated share of word triples that two texts have in common, of all that either has (0…1)."""
    if not a or not b:
        return 0.0
    first, second = set(a), set(b)
    common = first & second
    if not common:
        return 0.0
    union = sorted(first | second)[:SIZE]
    return len(common.intersection(union)) / len(union)


def containment(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Estimated share of the shorter text's word triples that stand in the longer one (0…1)."""
    if not a or not b:
        return 0.0
    limit = min(a[-1] if len(a) == SIZE else 1 << 32, b[-1] if len(b) == SIZE else 1 << 32)
    first, second = {h for h in a if h <= limit}, {h for h in b if h <= limit}
    least = min(len(first), len(second))
    common = len(first & second)
    return common / least if least and common >= min(_LEAST_COMMON, least) and least >= _LEAST_COMMON else 0.0


def same_text(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether one text is a copy or an excerpt of the other."""
    if not a or not b:
        return False
    first, second = _hashes(a), _hashes(b)
    common = len(first & second)
    if not common or not _may_be_copies(common, len(first), len(second)):
        return False
    return a == b or resemblance(a, b) >= COPY or containment(a, b) >= CONTAINED


def _may_be_copies(common: int, first: int, second: int) -> bool:
    """What two signatures share at all bounds both measures from above, and most pairs share too little."""
    return common >= _LEAST_COMMON or common >= COPY * min(SIZE, first + second - common)


@lru_cache(maxsize=20_000)
def _hashes(signature: tuple[int, ...]) -> frozenset[int]:
    return frozenset(signature)
