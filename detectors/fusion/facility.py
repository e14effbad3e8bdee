"""A hospital's name as two reports may write it: مشفى القدس and مستشفى القدس الميداني are one name."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from detectors.text import fold


@cache
def _words() -> dict[str, frozenset[str]]:
    text = files("detectors.fusion").joinpath("data/facility_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in rows}


@lru_cache(maxsize=10_000)
def proper(name: str) -> str:
    """What of `name` tells the facility from others, folded and without articles; empty when nothing does."""
    titles = _words()["kind"] | _words()["sort"]
    own = (word for word in fold(name).split() if word not in titles)
    return " ".join(word.removeprefix("و" * word.startswith("وال")).removeprefix("ال") for word in own)


def telling(name: str) -> bool:
    """Whether a proper name is one that hardly two towns' hospitals share."""
    return not _words()["common"].issuperset(name.split())
