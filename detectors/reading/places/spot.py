"""A name in the text on its way to become a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from detectors.gazetteer.entry import Region
from detectors.text import Document


@dataclass(slots=True)
class Spot:
    """A name at tokens `first`…`last`; `begin` is where its type word begins. Steps fill in the rest."""

    first: int
    last: int
    sentence: int
    key: str
    """Folded name as the gazetteer's index has it; the written name where it is unknown."""
    clitics: str = ""
    codes: tuple[str, ...] = ()
    region: Region | None = None
    begin: int = -1
    kind: str | None = None
    number: str = ""
    """`s`, `d` or `p`: how many places the type word announces."""
    chain: int | None = None
    sides: list[str] = field(default_factory=list)
    """Directions that belong to it (ريف حلب الغربي, شمال غربي سوريا)."""
    side_first: int | None = None
    """Token where directions before the name begin and belong to it (شمال غربي سوريا)."""
    role: str = ""
    """`` (where something is), `actor`, `origin`, `launch`, `brought`, `source`."""
    heading: bool = False
    """A paragraph of a digest opens with it, before a dash (طفس - عثر على …)."""
    evidence: int = 0
    """0: the bare name, 1: after a word of place, 2: typed, in a list with a typed one, or beside its parent."""

    def __post_init__(self) -> None:
        """A name begins where it is written until a type word is found."""
        if self.begin < 0:
            self.begin = self.first

    @property
    def known(self) -> bool:
        """Whether the gazetteer or the table of the world has it."""
        return bool(self.codes) or self.region is not None


def counted_thing(document: Document, at: int) -> bool:
    """60 برميلاً: written with the ending of a thing counted, which no name has."""
    end = document.end(document.tokens[at].end)
    return "\u064b" in document.raw[max(0, end - 2) : end + 1]


def of_site(texts: Sequence[str], at: int) -> bool:
    """المدينة الصناعية, المدينة الجامعية: a site is named, and no town."""
    return any(text.startswith("ال") and text.endswith("يه") for text in texts[at + 1 : at + 2])
