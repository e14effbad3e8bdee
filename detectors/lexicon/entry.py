"""One reading of a surface form."""

from __future__ import annotations

from msgspec import Struct


class Entry(Struct, frozen=True, gc=False):
    """What a word may be: its dictionary entry and how it is inflected. Empty strings mean "says nothing of it"."""

    lemma: str
    """Dictionary form, folded as article text is."""
    category: str
    """What the word does in a report, `group.what` (README.md lists them)."""
    pos: str
    """`noun` (and adjectives), `verb`, `part`, `name`."""
    number: str = ""
    """`s`, `d` or `p`; of the subject for verbs."""
    gender: str = ""
    """`m` or `f`; of the subject for verbs."""
    person: str = ""
    """Subject of a verb: 3ms 3fs 3md 3fd 3mp 3fp 1p."""
    aspect: str = ""
    """`pv` (perfect) or `iv` (imperfect)."""
    voice: str = ""
    """`active`, `passive`, or `either` where unvowelled spelling does not tell."""
    state: str = ""
    """`d` with the article, `c` in construct or with a pronoun, `i` indefinite by its form."""
    clitics: tuple[str, ...] = ()
    """Of wa, fa, bi, li, ka, sa, al, in the order written."""
    pronoun: str = ""
    """Attached pronoun: 3ms 3fs 3d 3mp 3fp 1p."""
    tags: tuple[tuple[str, str], ...] = ()
    """The row's tags in the order of the file."""

    def tag(self, name: str) -> str | None:
        """Value of the first tag called `name`."""
        for key, value in self.tags:
            if key == name:
                return value
        return None

    def every(self, name: str) -> tuple[str, ...]:
        """Values of all tags called `name`."""
        return tuple(value for key, value in self.tags if key == name)
