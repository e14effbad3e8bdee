"""The phenomena of Arabic reports, one sentence each with all that a careful reader takes from it.

Columns of `phenomena.tsv`: phenomenon, `+` (it shows) or `-` (a near miss), text (`\\n` a line break), facts, toll,
alert, day of the event (or `-`), who the first figure is from.
A fact is `kind low..high qualifier victims scope place[:precision] [superseded|rival]`; `?` is no bound, `*` is not
judged, `-` is none. A toll is `killed/injured`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from detectors.reading import Reader
from detectors.records import Article, Fact, Interval, Report

PUBLISHED = datetime(2023, 5, 5, 12, tzinfo=UTC)
"""A Friday."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text and its expected reading, in the notation of the data file."""

    phenomenon: str
    positive: bool
    text: str
    facts: tuple[str, ...]
    toll: str
    alert: bool
    day: str | None = None
    source: str | None = None


def load() -> tuple[Case, ...]:
    """All cases, in the file's order."""
    lines = Path(__file__).with_name("phenomena.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(_case(line.split("\t")) for line in lines if line and not line.startswith("#"))


def _case(cells: list[str]) -> Case:
    facts = () if cells[3] == "none" else tuple(cells[3].split("; "))
    day = cells[6] if len(cells) > 6 and cells[6] != "-" else None
    source = cells[7] if len(cells) > 7 else None
    text = cells[2].replace("\\n", "\n")
    return Case(cells[0], cells[1] == "+", text, facts, cells[4], cells[5] == "yes", day, source)


def differences(case: Case, reader: Reader) -> list[str]:
    """What the reader says otherwise than the case, one line each; empty when it reads alike."""
    report = reader.read(Article(id="a", source="s", published_at=PUBLISHED, text=case.text))
    found = [f for f in report.facts if f.same_as is None]
    wrong: list[str] = []
    for expected in case.facts:
        match = next((f for f in found if _agrees(expected, f)), None)
        if match is None:
            wrong.append(f"missing: {expected}")
        else:
            found.remove(match)
    wrong += [f"unexpected: {_written(f)}" for f in found]
    if case.source and report.facts[0].attributed_to != case.source:
        wrong.append(f"from {report.facts[0].attributed_to}, not {case.source}")
    return wrong + _totals(case, report)


def _totals(case: Case, report: Report) -> list[str]:
    toll = f"{_interval(report.toll.killed)}/{_interval(report.toll.injured)}"
    wrong = [] if toll == case.toll else [f"toll {toll}, not {case.toll}"]
    if report.health_alert != case.alert:
        wrong.append(f"alert {report.health_alert}")
    days = {e.date.start.isoformat() for e in report.events}
    if case.day is not None and days != {case.day}:
        wrong.append(f"days {sorted(days)}, not {case.day}")
    return wrong


def _agrees(expected: str, fact: Fact) -> bool:
    wanted, written = _split(expected), _split(_written(fact))
    return all(w in ("*", g) for w, g in zip(wanted, written, strict=True))


def _split(fact: str) -> tuple[str, ...]:
    """The five leading words, place, precision, relation; precision is `*` where it is not said."""
    kind, number, qualifier, victims, scope, *rest = fact.split(" ")
    relation = rest.pop() if rest[-1] in ("superseded", "rival") else "-"
    place, _, precision = " ".join(rest).partition(":")
    return kind, number, qualifier, victims, scope, place, precision or "*", relation


def _written(fact: Fact) -> str:
    place = "-" if fact.place is None else f"{fact.place.name}:{fact.place.precision}"
    relation = " superseded" if fact.superseded_by else " rival" if fact.rival_of else ""
    number = _interval((fact.low, fact.high))
    return f"{fact.kind} {number} {fact.qualifier} {fact.victims} {fact.scope} {place}{relation}"


def _interval(bounds: Interval | None) -> str:
    if bounds is None:
        return "-"
    low, high = bounds
    if low is None and high is None:
        return "?"
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
