"""Makes the pure cores from the settings: the only place that knows all of them."""

from __future__ import annotations

from dataclasses import dataclass

from alerts import rules
from alerts.lifecycle import Alerting
from alerts.rules import RuleSet
from alerts.windows import Windows
from detectors.fusion import Fuser, Hearing, Locator
from detectors.gazetteer import Gazetteer
from detectors.reading.reader import Reader
from detectors.records import Place
from streams.reading import make_reader
from streams.settings import Settings
from streams.stages import SOURCES

UNRESOLVED = "unresolved"


@dataclass
class Loaded:
    """The cores of a worker. `use` replaces the rules; everything else stays."""

    gazetteer: Gazetteer
    rules: RuleSet
    reader: Reader
    locator: Locator
    fuser: Fuser
    windows: Windows
    alerting: Alerting

    def use(self, rules: RuleSet) -> None:
        """Go on with other rules, from the next record on."""
        self.rules = rules
        self.alerting.rules = rules

    def partitions(self) -> tuple[str, ...]:
        """All keys that state is partitioned by: governorates, countries, `unresolved` and `sources`."""
        codes = [one.code for one in self.gazetteer if one.level in {"country", "governorate"}]
        return (*codes, UNRESOLVED, SOURCES)


def load(settings: Settings) -> Loaded:
    """All cores. Raises RulesError, or what the gazetteer's loader raises, with every mistake in the files."""
    gazetteer = Gazetteer.load(settings.gazetteer)
    ruleset = rules.load(settings.rules) if settings.rules else rules.default()

    def lookup(code: str) -> Place | None:
        return gazetteer.place(code) if code in gazetteer else None

    windows = Windows(lookup, ruleset.timezone, ruleset.lateness)
    return Loaded(
        gazetteer,
        ruleset,
        make_reader(settings, gazetteer),
        Locator(Hearing(gazetteer)),
        Fuser(),
        windows,
        Alerting(ruleset),
    )
