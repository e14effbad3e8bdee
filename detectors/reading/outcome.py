"""A reading's health attacks and events as records: offsets into the original, their sentences as evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import msgspec

from detectors.reading.bare import BareActs
from detectors.reading.bystanders import Bystanders
from detectors.reading.estimates import casualties
from detectors.reading.events import Act, Acts
from detectors.reading.health import HealthReader, HealthReading, HealthStrike
from detectors.reading.model import Candidate, Matches, Reading
from detectors.reading.moments import Moments
from detectors.reading.settings import Settings
from detectors.reading.told import Told
from detectors.records import Event, Field, HealthAttack, HealthImpact

SpanOf = Callable[[int, int], tuple[int, int, Field]]
"""Token range → start, end and field."""
_TARGETS: Final = ("facility", "transport", "personnel")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a report says beyond its facts."""

    health_attacks: tuple[HealthAttack, ...]
    events: tuple[Event, ...]
    witnesses: tuple[Event, ...]
    """What the report says of events that only others tell."""
    health: HealthReading
    """With what was turned down, for `rasid explain`."""

    @property
    def health_alert(self) -> bool:
        """Whether an attack on health care is this report's news."""
        return any(attack.scope == "current" for attack in self.health_attacks)


def conclude(reading: Reading, span: SpanOf, day: date, known_day: bool = True) -> Outcome:
    """Health attacks and events of a finished reading. `day`: the article's own; `known_day` False: a stand-in."""
    matches = reading.matches
    settings = Settings(matches)
    health = HealthReader(matches, settings, day if known_day else None).read(reading.kept)
    moments = Moments(matches, day)
    bare = BareActs(matches, settings, moments, day)
    acts = Acts(matches, bare, moments).told(reading.kept, health.strikes, partial(_doubted, reading))
    seen = Bystanders(matches, settings, moments, bare).beside(acts)
    told = Told(matches, acts, seen)
    numbers = {id(act): f"e{number}" for number, act in enumerate(acts, 1)}
    numbers |= {id(act): f"w{number}" for number, act in enumerate(seen, 1)}
    return Outcome(
        tuple(_attack(strike, reading, span) for strike in health.strikes),
        tuple(_event(act, numbers, told, reading, span) for act in acts),
        tuple(msgspec.structs.replace(_event(act, numbers, told, reading, span), witness=True) for act in seen),
        health,
    )


_UNTRUE: Final = ("denied", "hypothesis", "feared", "purpose", "no-violence")
"""Reasons (their first word) to turn a figure down which say that nothing befell those people, or no violence."""
_PEACEFUL: Final = ("accident", "court", "crime", "fiction", "figurative", "rehearsed", "sport", "unhurt")
"""Those which say that its sentence tells of no attack, but for clauses of arms."""
_ARMED: Final = ("weapon", "force", "person.combatant")


def _doubted(reading: Reading) -> set[int]:
    """Tokens that tell of no act: of a figure that was turned down, or of its whole sentence."""
    tokens: set[int] = set()
    for rejected in reading.rejected:
        c, reason = rejected.candidate, rejected.reason.partition(":")[0]
        if reason in _UNTRUE:
            tokens.update((c.trigger, *range(c.first, c.last)))
        elif reason in _PEACEFUL:
            tokens.update(_peaceful(reading.matches, c))
    return tokens


def _peaceful(matches: Matches, c: Candidate) -> Iterator[int]:
    """قصفت الطائرات قرى في س، بينما غرق طفلان في ص: the clause of the aircraft goes on to tell of an attack."""
    first, last = matches.document.sentences[c.sentence][:2]
    for number in dict.fromkeys(matches.clause_of[first:last]):
        clause = matches.clauses[number]
        if number == c.clause or not matches.standing.any(_ARMED, clause.first, clause.last):
            yield from range(clause.first, clause.last)


def _impact(strikes: Sequence[HealthStrike]) -> HealthImpact | None:
    """What was hit: the facility before the vehicle before the people who work in them, named if any words name it."""
    if not strikes:
        return None
    gravest = min(strikes, key=lambda s: (_TARGETS.index(s.target), s.name is None))
    return HealthImpact(target=gravest.target, name=gravest.name, out_of_service=any(s.out_of_service for s in strikes))


def _sentence(number: int, reading: Reading, span: SpanOf) -> tuple[int, int]:
    sentence = reading.matches.document.sentences[number]
    return span(sentence.first, sentence.last)[:2]


def _attack(strike: HealthStrike, reading: Reading, span: SpanOf) -> HealthAttack:
    start, end, field = span(strike.first, strike.last)
    return HealthAttack(
        target=strike.target,
        scope=strike.scope,
        start=start,
        end=end,
        rule=strike.rule,
        name=strike.name,
        place=strike.place.place if strike.place else None,
        out_of_service=strike.out_of_service,
        sentence=_sentence(strike.sentence, reading, span),
        field=field,
    )


def _event(act: Act, numbers: dict[int, str], told: Told, reading: Reading, span: SpanOf) -> Event:
    start, end, field = span(act.first, act.last)
    return Event(
        id=numbers[id(act)],
        type=act.manner.type,
        place=told.place(act),
        date=act.date,
        start=start,
        end=end,
        weapon=act.manner.weapon,
        actor=act.manner.actor,
        part_of=numbers[id(act.whole)] if act.whole else None,
        facts=tuple(f"f{c.id + 1}" for c in act.members),
        killed=casualties("killed", act.members),
        injured=casualties("injured", act.members),
        health=_impact(act.strikes),
        sentence=_sentence(act.sentence, reading, span),
        field=field,
        terms=told.terms(act),
        raised=act.raised,
        again=act.manner.again,
    )
