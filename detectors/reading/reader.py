"""One article → one report. The order of the steps is written once, in `STEPS`."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

import msgspec

from detectors.gazetteer import Gazetteer
from detectors.lexicon import Lexicon
from detectors.reading.attribution import Attribution
from detectors.reading.doubt import Doubts
from detectors.reading.lands import widen
from detectors.reading.matching import Matcher
from detectors.reading.mentions import Mentions
from detectors.reading.model import Candidate, Matches, Reading, Rejected
from detectors.reading.places.entities import Entities
from detectors.reading.placing import place_candidates
from detectors.reading.refining import refine_places
from detectors.reading.relations import related
from detectors.reading.report import write_report
from detectors.reading.returned import return_places
from detectors.reading.scope import Scopes
from detectors.reading.state import telling
from detectors.records import Article, Report
from detectors.text import Document

EPOCH_YEAR: Final = 1970
"""An article of this year has no known date: nothing in it is judged by its distance from publication."""
MAX_RELATED: Final = 150
"""Figures of one article that are compared with each other: the work grows with the square of their number."""
MAX_CHARACTERS: Final = 60_000
"""Title and text are read up to here, some 9,000 words or ten long reports: what is longer is a book, a feed's whole
archive or an attack, and would hold up its partition. The report says where reading ended (`Report.read_until`)."""
READER_VERSION: Final = "1"
"""Changes whenever the same article may be read differently than before."""


@dataclass(slots=True)
class _Work:
    """What one article's reading has come to."""

    matches: Matches
    published: date | None
    kept: list[Candidate] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def _mention(work: _Work) -> None:
    """Phrases and governors → candidates."""
    if not work.matches.made(telling):
        return
    mentions = Mentions(work.matches)
    mentions.collect(range(len(work.matches.document.sentences)))
    work.kept, work.rejected = mentions.candidates, mentions.rejected


def _doubt(work: _Work) -> None:
    """Turn down what is denied, feared, or no act of violence; a part falls with its whole."""
    doubts = Doubts(work.matches, work.kept)
    fallen: dict[int, str] = {}
    kept: list[Candidate] = []
    for candidate in work.kept:
        whole = candidate.part_of
        reason = fallen.get(whole) if whole is not None else None
        reason = reason or doubts.reason(candidate)
        if reason is None:
            kept.append(candidate)
        else:
            fallen[candidate.id] = reason
            work.rejected.append(Rejected(candidate, reason))
    mishaps = {(r.candidate.kind, r.candidate.low) for r in work.rejected if r.reason == "accident"}
    headlined = [c for c in kept if c.sentence == work.matches.headline and (c.kind, c.low) in mishaps]
    work.rejected += [Rejected(c, "accident") for c in headlined if c.low is not None]
    work.kept = [c for c in kept if c not in headlined or c.low is None]


def _place(work: _Work) -> None:
    """Which place each candidate is said of."""
    work.kept = list(place_candidates(work.matches, work.kept))


def _scope(work: _Work) -> None:
    """News, running total or background."""
    scopes = Scopes(work.matches, work.published, work.kept)
    work.kept = scopes.all(work.kept)


def _attribute(work: _Work) -> None:
    """Whom the report quotes for each figure."""
    work.kept = Attribution(work.matches).all(work.kept)


def _relate(work: _Work) -> None:
    """Repeats, parts, newer and rival figures."""
    kept = refine_places([c for block in _blocks(work.kept) for c in related(work.matches, block)])
    work.kept = widen(work.matches, return_places(work.matches, kept, work.rejected))


def _blocks(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """Candidates that may be related: all of an article; a digest of hundreds goes in blocks of whole sentences."""
    block: list[Candidate] = []
    for candidate in candidates:
        apart = candidate.part_of is None and bool(block) and candidate.sentence != block[-1].sentence
        if len(block) >= MAX_RELATED and apart:
            yield block
            block = []
        block.append(candidate)
    yield block


STEPS: Final[tuple[Callable[[_Work], None], ...]] = (_mention, _doubt, _place, _scope, _attribute, _relate)


class Reader:
    """Reads articles. Holds only dictionaries: one instance serves a process, and reading changes nothing in it."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon | None = None, entities: Entities | None = None) -> None:
        self._gazetteer = gazetteer
        lexicon = lexicon or Lexicon.load()
        self._matcher = Matcher(lexicon, gazetteer, entities)
        helpers = (lexicon.name, entities.name if entities else "")
        self.version = "+".join([READER_VERSION, *filter(None, helpers)])
        """Rules and whatever else takes part: `1`, `1+calima-msa-r13`."""

    @staticmethod
    @cache
    def default() -> Reader:
        """The reader with the package's own gazetteer and lexicon, made once per process."""
        collecting = gc.isenabled()
        gc.disable()  # a table holds no cycles: to look for them while it is read only takes time
        try:
            return Reader(Gazetteer.load())
        finally:
            gc.freeze()
            if collecting:
                gc.enable()

    def explain(self, article: Article) -> Reading:
        """All candidates of an article, those that stand and those that fell with their reasons."""
        raw, title_end = _joined(article)
        matches = self._matcher.match(Document(raw[:MAX_CHARACTERS]), article.published_at, title_end)
        day = article.published_at.date()
        work = _Work(matches, day if day.year > EPOCH_YEAR else None)
        for step in STEPS:
            step(work)
            if not work.kept:
                break
        return Reading(matches, tuple(work.kept), tuple(work.rejected))

    def read(self, article: Article) -> Report:
        """The report of an article."""
        report = write_report(article, self.explain(article), self.version)
        raw, title_end = _joined(article)
        if len(raw) <= MAX_CHARACTERS:
            return report
        return msgspec.structs.replace(report, read_until=max(MAX_CHARACTERS - title_end, 0))


def _joined(article: Article) -> tuple[str, int]:
    """Title and text as one document, unless the text begins with its title; where the text begins."""
    title = (article.title or "").strip()
    if not title or article.text.lstrip().startswith(title):
        return article.text, 0
    return f"{title}\n{article.text}", len(title) + 1
