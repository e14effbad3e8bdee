"""The whole chain over plain dicts: articles are read, located, fused, counted and judged in virtual time."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from pathlib import Path

from alerts.records import Alert
from alerts.rehearsal.chain import Chain
from alerts.rules.model import RuleSet
from detectors.fusion import Fuser, Hearing, Locator
from detectors.gazetteer import Gazetteer
from detectors.reading import Reader
from detectors.records import Article, Place, Report
from detectors.step import apply


class Newsroom:
    """Articles in, alert revisions out; `chain` holds windows and alerts and takes ticks and actions."""

    def __init__(self, rules: RuleSet, folder: Path | None = None) -> None:
        self._gazetteer = Gazetteer.load(folder)
        self._reader, self._fuser = Reader(self._gazetteer), Fuser()
        self._locator = Locator(Hearing(self._gazetteer))
        self._begin(rules)

    def _begin(self, rules: RuleSet) -> None:
        self.chain = Chain(rules, self.lookup)
        self._located: dict[str, bytes] = {}
        self._fused: dict[str, bytes] = {}

    def afresh(self, rules: RuleSet) -> Newsroom:
        """Another one that has heard nothing yet; gazetteer and lexicon are not read again."""
        other = copy(self)
        other._begin(rules)
        return other

    def lookup(self, code: str) -> Place | None:
        """The gazetteer's place."""
        return self._gazetteer.place(code) if code in self._gazetteer else None

    @property
    def reader_version(self) -> str:
        """That of its reports."""
        return self._reader.version

    def read(self, article: Article) -> Report:
        """What one article says, whatever came before it."""
        return self._reader.read(article)

    def article(self, article: Article, now: datetime) -> list[Alert]:
        """One article, at `now`."""
        return self.report(self.read(article), now)

    def report(self, report: Report, now: datetime) -> list[Alert]:
        """One article that was read, at `now`."""
        out = self.chain.heartbeat(report.source, report.published_at, now)
        located = self._locator.step(self._located, report, now)
        apply(located.writes, self._located)
        for claims in located.outputs:
            fused = self._fuser.step(self._fused, claims, now)
            apply(fused.writes, self._fused)
            for incident in fused.outputs:
                out += self.chain.incident(incident, now)
        return out
