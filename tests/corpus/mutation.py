"""The reader with one rule, step or sort of word taken away, and whether the sentences notice.

Rules that propose (a method that answers `… | None`) are made to decline; steps and relations are left out of their
order; a lexicon category is made unknown.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pytest

from detectors.gazetteer import Gazetteer
from detectors.lexicon import Entry, Lexicon
from detectors.reading import Reader
from detectors.reading.accidents import Accidents
from detectors.reading.care import Carers
from detectors.reading.cues import Cues
from detectors.reading.doubt import Doubts
from detectors.reading.frames import Frames
from detectors.reading.governors import Governors
from detectors.reading.harm import Harm
from detectors.reading.heads import Heads
from detectors.reading.healthscope import HealthScope
from detectors.reading.members import Members
from detectors.reading.nouns import Nouns
from detectors.reading.phrases import Phrases
from detectors.reading.pronouns import Pronouns
from detectors.reading.scope import Scopes
from detectors.reading.stretches import Stretches
from detectors.reading.subjects import Subjects
from detectors.records import Article
from detectors.text import Document
from tests.corpus.cases import differences, load
from tests.detectors.reading import test_bare as bare
from tests.detectors.reading import test_corpus as sentences
from tests.detectors.reading import test_health as health

FAMILIES: tuple[type, ...] = (
    Accidents, Carers, Cues, Doubts, Frames, Governors, Harm, Heads, HealthScope, Members, Nouns, Phrases, Pronouns,
    Scopes, Stretches, Subjects,
)  # fmt: skip
"""Where the rules that propose a reading, or turn one down, live."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One sentence with its known reading. `agrees`: whether a reader still reads it so."""

    text: str
    agrees: Callable[[Reader], bool]


@cache
def probes() -> tuple[Probe, ...]:
    """All sentences of the corpora whose reading is written down."""
    phenomena = [Probe(c.text, lambda r, c=c: not differences(c, r)) for c in load()]  # type: ignore[misc]
    counts = [
        Probe(text, lambda r, t=text, e=expected, s=scoped: _counts(r, t, s) == e)  # type: ignore[misc]
        for name, scoped in (("casualties", False), ("scopes", True))
        for text, expected in sentences.rows(name)
    ]
    care = [Probe(text, lambda r, t=text, e=expected: _care(r, t, e)) for expected, text in health.CASES]  # type: ignore[misc]
    acts = [Probe(text, lambda r, t=text, e=expected: bare.told(r, t) == e) for expected, text in bare.CASES]  # type: ignore[misc]
    return (*phenomena, *counts, *care, *acts)


def _counts(reader: Reader, text: str, scoped: bool) -> str:
    article = Article(id="a", source="s", published_at=sentences.PUBLISHED, text=text)
    told = (f"{c.kind} {sentences.number(c)}" + (f" {c.scope}" if scoped else "") for c in reader.explain(article).kept)
    return ", ".join(sorted(told))


def _care(reader: Reader, text: str, expected: str) -> bool:
    published = datetime(2020, 5, 10, 12, tzinfo=UTC)
    attacks = reader.read(Article(id="a", source="s", published_at=published, text=text)).health_attacks
    news = {attack.target for attack in attacks if attack.scope == "current"}
    if expected in ("none", "past"):
        return not news and bool(attacks) == (expected == "past")
    return expected in news


def noticed(reader: Reader, among: tuple[Probe, ...]) -> bool:
    """Whether any sentence is read otherwise, or no longer at all."""
    for probe in among:
        try:
            if not probe.agrees(reader):
                return True
        except (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError):
            return True
    return False


def rules() -> Iterator[tuple[type, str]]:
    """Every rule that may decline."""
    for family in FAMILIES:
        for name, method in vars(family).items():
            if inspect.isfunction(method) and str(method.__annotations__.get("return", "")).endswith("| None"):
                yield family, name


class Forgetful(Lexicon):
    """The lexicon without one category."""

    def __init__(self, category: str) -> None:
        self._category, self._backoff = category, None

    def lookup(self, token: str) -> tuple[Entry, ...]:
        """Readings of any other category."""
        return tuple(entry for entry in Lexicon.load().lookup(token) if entry.category != self._category)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


def forgetful(category: str) -> Reader:
    """A reader that knows no word of `category`."""
    return Reader(_gazetteer(), Forgetful(category))


@cache
def by_category() -> dict[str, tuple[Probe, ...]]:
    """The sentences that hold a word of each category of the lexicon."""
    lexicon = Lexicon.load()
    found: dict[str, list[Probe]] = {category: [] for _, category in sorted(lexicon.lemmas)}
    for probe in probes():
        tokens = {token.text for token in Document(probe.text).tokens}
        for category in {entry.category for token in tokens for entry in lexicon.lookup(token)}:
            found[category].append(probe)
    return {category: tuple(among) for category, among in sorted(found.items())}


def decline(patch: pytest.MonkeyPatch, family: type, rule: str) -> None:
    """Make a rule answer None."""
    patch.setattr(family, rule, lambda *_: None)
