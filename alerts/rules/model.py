"""Rules as the life cycle uses them: checked, complete, immutable. Hours are whole local hours, counts whole people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from alerts.records import RuleKind, Severity
from alerts.windows.sums import Victims
from detectors.records import EventType, Grade, HealthTarget, Level, Place

Measure: TypeAlias = Literal["killed", "injured", "killed_and_injured", "incidents"]
Bound: TypeAlias = Literal["low", "best", "high"]
RuleLevel: TypeAlias = Literal["finest"] | Level
Reach: TypeAlias = Literal["same", "above", "inside", "governorate"]
GRADES: tuple[Grade, ...] = ("single-source", "contested", "corroborated", "official")
"""Weakest first: the order in which a rule's minimum is understood."""
SEVERITIES: tuple[Severity, ...] = ("info", "warning", "critical")


@dataclass(frozen=True, slots=True)
class Tier:
    """From `at` on an alert has this severity and route."""

    at: int
    severity: Severity
    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What all rules have."""

    name: str
    kind: RuleKind
    severity: Severity = "warning"
    route: str = "default"
    repeat: timedelta | None = None
    """Remind while the alert fires and nobody acknowledged it; None never does."""
    resolve_after: timedelta = timedelta(hours=6)
    """How long after its window's end an alert still counts as firing."""
    hold: timedelta = timedelta(hours=2)
    """How long a value may lie under its threshold, not under `hold_share` of it, before the alert gives way."""
    hold_share: float = 0.7
    where: tuple[str, ...] = ()
    """Codes of places: only incidents in one of them; empty is everywhere."""
    outside: tuple[str, ...] = ()
    grade: Grade = "single-source"
    types: tuple[EventType, ...] = ()
    """Event types that count; empty is all."""

    def covers(self, place: Place) -> bool:
        """The rule looks at `place`."""
        codes = set(place.path or ((place.code,) if place.code else ()))
        return (not self.where or bool(codes & set(self.where))) and not codes & set(self.outside)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRule(Rule):
    """A rule over a district's counts."""

    measure: Measure = "killed"
    estimate: Bound = "low"
    victims: Victims = "non_combatant"
    level: tuple[RuleLevel, ...] = ("finest",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdRule(CountRule):
    """People in a window reach a number."""

    tiers: tuple[Tier, ...]
    """Ascending; the first is the threshold."""
    hours: int = 24
    sliding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpikeRule(CountRule):
    """A day stands out from the district's own history."""

    factor: float
    minimum: int
    """The day counts at least this many."""
    baseline_days: int = 28
    history_days: int = 7
    """Days that must have been watched before a baseline means anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlaceRule(CountRule):
    """Violence where there was none for a while."""

    quiet_days: int
    minimum: int = 1
    history_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalRule(Rule):
    """An attack on health care: the reader's own judgement, widened by the user's words."""

    targets: tuple[HealthTarget, ...] = ("facility", "transport", "personnel")
    facility_words: tuple[str, ...] = ()
    attack_words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatlineRule(Rule):
    """A source went quiet."""

    sources: tuple[str, ...]
    """Names; `*` is every source that published `minimum_articles`."""
    quiet_for: timedelta
    minimum_articles: int = 20


@dataclass(frozen=True, slots=True)
class Inhibition:
    """While one of the rules in `when` fires, those in `mute` are not announced nearby."""

    when: tuple[str, ...]
    mute: tuple[str, ...]
    reach: Reach


@dataclass(frozen=True, slots=True)
class Silence:
    """A mute with author, reason and expiry."""

    rule: str
    """Name, or `*`."""
    place: str
    """Code (everything inside of it as well), or `*`."""
    author: str
    reason: str
    until: datetime
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A whole rules file."""

    rules: tuple[Rule, ...]
    inhibitions: tuple[Inhibition, ...] = ()
    silences: tuple[Silence, ...] = ()
    timezone: str = "Asia/Damascus"
    lateness: timedelta = timedelta(days=7)
    source: str = field(default="rules.yaml", compare=False)

    def named(self, name: str) -> Rule | None:
        """The rule of that name."""
        return next((rule for rule in self.rules if rule.name == name), None)
