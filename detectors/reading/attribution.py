"""Who is quoted for a figure: قال المرصد السوري …, … بحسب وزارة الصحة."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from detectors.reading.model import Candidate, Matches

SAYS: Final = ("verb.say", "noun.say", "verb.count")
NAME_MOST: Final = 5
"""Words of a source's name at most."""
ENDS: Final = (
    "verb.", "mark.connector", "mark.since", "time.", "noun.death", "noun.injury", "noun.attack", "mark.cause",
)  # fmt: skip
STOPS: Final = frozenset({"في", "ان", "عن", "علي", "عبر", "من", "الي", "لـ", "ل", "،", ",", ".", ":", "؛", "(", ")"})


class Attribution:
    """Finds the sources of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._found: dict[int, list[tuple[int, str]]] = {}

    def all(self, candidates: list[Candidate]) -> list[Candidate]:
        """Every candidate with whom its sentence quotes for it."""
        return [self._attributed(c) for c in candidates]

    def _attributed(self, c: Candidate) -> Candidate:
        sources = self._found.get(c.sentence)
        if sources is None:
            sources = self._found[c.sentence] = self._of(c.sentence)
        if not sources:
            return c
        before = [name for at, name in sources if at < c.first]
        return replace(c, attributed_to=before[-1] if before else sources[0][1])

    def _of(self, number: int) -> list[tuple[int, str]]:
        """Where the sentence names sources, and their names."""
        sentence = self._m.document.sentences[number]
        found: list[tuple[int, str]] = []
        for i in self._m.standing.of_any(SAYS, sentence.first, sentence.last - 1):
            name = self._name(i + 1, sentence.last)
            if name:
                found.append((i, name))
        return found

    def _name(self, first: int, last: int) -> str:
        """The name that begins at a token, empty when none does."""
        first += self._tokens[first].text in {"عن", "ل", "لـ"}
        end = first
        while end < min(first + NAME_MOST, last) and not self._ends(end):
            end += 1
        known = any(c in self._words[i] for i in range(first, end) for c in ("noun.source", "org.rescue", "force"))
        if not known:
            return ""
        document = self._m.document
        name = document.raw[document.start(self._tokens[first].start) : document.end(self._tokens[end - 1].end)]
        return "ا" + name[1:] if name.startswith("لل") else name

    def _ends(self, i: int) -> bool:
        if self._tokens[i].text in STOPS:
            return True
        return any(category.startswith(ENDS) for category in self._words[i] if category != "verb.say")
