"""A finished reading as something to show: each sentence with what was read from it, what was turned down, and why.

Pure: `explain` answers lines of words with marks, whoever prints them chooses colours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from detectors.numbers import read_numbers
from detectors.reading.model import Candidate, Reading
from detectors.reading.wording import Language, say
from detectors.records import HealthAttack, Interval, Report

Mark: TypeAlias = Literal["current", "cumulative", "part", "repeat", "rejected", "attack", "number", "place", "date"]


@dataclass(frozen=True, slots=True)
class Span:
    """Marked characters of a sentence, offsets into its text."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """One thing read from a sentence or turned down."""

    mark: Mark
    label: str
    """f1, f2 … as other lines refer to it; empty for what was turned down."""
    words: str
    """The words of the article that say it."""
    says: str
    why: tuple[str, ...]
    rule: str
    """Name of the rule, for whoever mends it."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence of the article."""

    text: str
    spans: tuple[Span, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A whole article: its sentences, and the sums."""

    sentences: tuple[Explained, ...]
    sums: tuple[str, ...]
    alert: bool


def explain(reading: Reading, report: Report, language: Language) -> Explanation:
    """What was read in each sentence and why; `report` is the one written from `reading`."""
    teller = _Teller(reading, report, language)
    sentences = tuple(teller.sentence(number) for number in range(len(reading.matches.document.sentences)))
    return Explanation(sentences, tuple(teller.sums()), report.health_alert)


def interval(value: Interval | None, language: Language) -> str:
    """A toll as people write it."""
    if value is None:
        return say("toll.none", language)
    low, high = value
    if low == high:
        return str(low)
    qualifier = "up_to" if low is None else "at_least" if high is None else "range"
    return say(f"qualifier.{qualifier}", language, low=low, high=high)


class _Teller:
    def __init__(self, reading: Reading, report: Report, language: Language) -> None:
        self._reading = reading
        self._document = reading.matches.document
        self._report = report
        self._language = language
        self._kept: dict[int, list[Candidate]] = defaultdict(list)
        for candidate in reading.kept:
            self._kept[candidate.sentence].append(candidate)
        self._fallen: dict[int, list[tuple[Candidate, str]]] = defaultdict(list)
        for rejected in reading.rejected:
            self._fallen[rejected.candidate.sentence].append((rejected.candidate, rejected.reason))

    def _say(self, key: str, **values: object) -> str:
        return say(key, self._language, **values)

    def _slice(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the original text of a token range."""
        tokens = self._document.tokens
        return self._document.start(tokens[first].start), self._document.end(tokens[last - 1].end)

    def sentence(self, number: int) -> Explained:
        """One sentence: its words as written, marked, and the lines below it."""
        bounds = self._document.sentences[number]
        start, end = self._slice(bounds.first, bounds.last)
        attacks = [a for a in self._report.health_attacks if self._inside(a, start, end)]
        lines = [self._fact(c) for c in self._kept[number]]
        lines += [self._attack(a) for a in attacks]
        lines += [self._rejected(c, reason) for c, reason in self._fallen[number]]
        lines += self._numbers(bounds.first, bounds.last)
        spans = sorted(self._spans(number, attacks), key=lambda s: (s.start, -s.end))
        return Explained(
            self._document.raw[start:end],
            tuple(Span(s.start - start, s.end - start, s.mark) for s in spans),
            tuple(lines),
        )

    def _offset(self, attack: HealthAttack) -> int:
        return self._reading.matches.title_end if attack.field == "text" else 0

    def _inside(self, attack: HealthAttack, start: int, end: int) -> bool:
        return start <= attack.start + self._offset(attack) < end

    def _spans(self, number: int, attacks: list[HealthAttack]) -> Iterator[Span]:
        for candidate in self._kept[number]:
            yield Span(*self._slice(candidate.first, candidate.last), _mark(candidate))
        for candidate, _ in self._fallen[number]:
            yield Span(*self._slice(candidate.first, candidate.last), "rejected")
        for attack in attacks:
            yield Span(attack.start + self._offset(attack), attack.end + self._offset(attack), "attack")
        for place in self._reading.matches.places:
            if place.sentence == number and not place.context_only:
                yield Span(*self._slice(place.first, place.last), "place")
        for when in self._reading.matches.dates:
            if when.sentence == number:
                yield Span(*self._slice(when.first, when.last), "date")

    def _words(self, candidate: Candidate) -> str:
        start, end = self._slice(candidate.first, candidate.last)
        return " ".join(self._document.raw[start:end].split())

    def _statement(self, c: Candidate) -> str:
        number = self._say(f"qualifier.{c.qualifier}", low=c.low, high=c.high)
        who = [self._say(f"group.{g}") for g in c.groups] or [self._say(f"victims.{c.victims}")]
        return (
            f"{self._say(f'kind.{c.kind}')} {number} ({'، '.join(who) if self._language == 'ar' else ', '.join(who)})"
        )

    def _fact(self, c: Candidate) -> Line:
        place = c.place.place.name if c.place else None
        says = [self._statement(c), self._say("place", what=place) if place else self._say("place.unknown")]
        if c.attributed_to:
            says.append(self._say("attributed", what=c.attributed_to))
        relations = [
            self._say(f"relation.{name}", of=f"f{whom + 1}")
            for name in ("same_as", "part_of", "superseded_by", "rival_of")
            if (whom := getattr(c, name)) is not None
        ]
        repeated = c.same_as is not None or c.superseded_by is not None
        says.append(relations[0] if repeated else self._say(f"scope.{c.scope}"))
        why = [self._say(f"rule.{c.rule}"), *(self._say(f"reason.{r}") for r in c.reasons), *relations]
        return Line(_mark(c), f"f{c.id + 1}", self._words(c), " — ".join(says), tuple(dict.fromkeys(why)), c.rule)

    def _rejected(self, c: Candidate, reason: str) -> Line:
        says = f"{self._say('rejected')}: {self._statement(c)}"
        return Line("rejected", "", self._words(c), says, (self._say(f"reason.{reason}"),), f"{c.rule} → {reason}")

    def _attack(self, attack: HealthAttack) -> Line:
        name = [attack.name] if attack.name else []
        says = [self._say(f"attack.{attack.target}"), *name, self._say(f"attack.{attack.scope}")]
        field = (self._report.title or "") if attack.field == "title" else None
        at = attack.start + self._offset(attack), attack.end + self._offset(attack)
        words = field[attack.start : attack.end] if field else self._document.raw[slice(*at)]
        return Line(
            "attack", "✚", " ".join(words.split()), " — ".join(says), (self._say(f"rule.{attack.rule}"),), attack.rule
        )

    def _numbers(self, first: int, last: int) -> list[Line]:
        """Numbers of the sentence that count no people."""
        tokens = self._document.tokens[first:last]
        lines = []
        for number in read_numbers(tokens).rejected:
            start, end = self._slice(first + number.first, first + number.last)
            words = self._document.raw[start:end]
            says = f"{self._say('rejected')}: {words}"
            lines.append(
                Line("number", "", words, says, (self._say(f"number.{number.reason}"),), f"number.{number.reason}")
            )
        return lines

    def sums(self) -> Iterator[str]:
        """The report's sums."""
        toll, language = self._report.toll, self._language
        if not self._report.facts and not self._report.health_attacks:
            yield self._say("quiet")
            return
        yield self._say("toll.killed", what=interval(toll.killed, language))
        yield self._say("toll.injured", what=interval(toll.injured, language))
        if self._report.combatants_killed is not None:
            yield self._say("toll.combatants", what=interval(self._report.combatants_killed, language))
        if self._report.health_alert:
            yield self._say("health.yes")


def _mark(c: Candidate) -> Mark:
    return "repeat" if c.same_as is not None or c.superseded_by is not None else c.scope
