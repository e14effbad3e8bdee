"""Whether the demo came out as it must: every expectation of samples/expected.yaml, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ruamel.yaml import YAML

from alerts.records import Alert
from detectors.records import Estimate, Incident
from streams.demo.sample import FOLDER

RAISED: Final = frozenset({"firing", "updated", "resolved"})
"""States of an alert that was right to be raised, whether or not its window is over by now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the pipeline left behind: the latest version of everything, and the keys of the messages in Slack."""

    read: int
    """Distinct articles that were read."""
    dead: Mapping[str, str]
    """Id of a refused article → reason."""
    incidents: Sequence[Incident]
    alerts: Sequence[Alert]
    message_keys: Sequence[str]
    """One per message; a key that stands twice is a message that was sent twice."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One expectation and whether it held; `wrong` says how it did not."""

    text: str
    wrong: str = ""

    @property
    def good(self) -> bool:
        """It held."""
        return not self.wrong


def expectations() -> dict[str, Any]:
    """samples/expected.yaml."""
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(FOLDER.joinpath("expected.yaml").read_text("utf-8"))
    return loaded


def judge(outcome: Outcome, expected: Mapping[str, Any] | None = None) -> list[Finding]:
    """All findings, in the order of the file."""
    wanted = expectations() if expected is None else expected
    return [
        *_intake(outcome, wanted),
        *judge_incidents(outcome.incidents, wanted["incidents"]),
        _hospitals(outcome.alerts, wanted["hospital_alerts"]),
        _killed(outcome.alerts, wanted["killed_alerts"]),
        _once(outcome.message_keys),
    ]


def judge_incidents(incidents: Sequence[Incident], rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """The findings about incidents alone."""
    each = [_incident(incidents, row) for row in rows]
    return [*each, _nowhere_else(incidents, rows), _whole(incidents, rows)]


def _compare(text: str, found: object, wanted: object) -> Finding:
    return Finding(text, "" if found == wanted else f"expected {wanted}, found {found}")


def _intake(outcome: Outcome, wanted: Mapping[str, Any]) -> Iterator[Finding]:
    yield _compare(f"{wanted['articles']} articles were read", outcome.read, wanted["articles"])
    yield _compare(
        f"{len(wanted['dead'])} records were refused, each with its reason", dict(outcome.dead), wanted["dead"]
    )


def _incident(incidents: Sequence[Incident], row: Mapping[str, Any]) -> Finding:
    here = [found for found in incidents if found.place.code == row["place"] and _counts(found, row)]
    text = f"{row['name']}: {row['why']}"
    if len(here) != 1:
        return Finding(text, f"expected one incident, found {len(here)}")
    return Finding(text, "; ".join(_differences(here[0], row)))


def _counts(found: Incident, row: Mapping[str, Any]) -> bool:
    """Whether it is one of those to compare: a clash without victims at the same place is an incident of its own."""
    harm = found.health is not None or found.killed.total.high != 0
    return found.status != "merged" and (harm or "killed" not in row)


def _differences(found: Incident, row: Mapping[str, Any]) -> Iterator[str]:
    if found.status != row.get("status", "active"):
        yield f"status {found.status}"
    for what, estimate in (("killed", found.killed.total), ("injured", found.injured.total)):
        if what in row and not _fits(estimate, row[what]):
            yield f"{what} {estimate.low}–{estimate.best}–{estimate.high}, expected {row[what]}"
    if found.killed.combatant.best != row.get("combatants", found.killed.combatant.best):
        yield f"combatants {found.killed.combatant.best}"
    if "sources" in row and len(found.sources) != row["sources"]:
        yield f"sources {', '.join(found.sources)}"
    if bool(row.get("part")) != (found.part_of is not None):
        yield "counted beside its whole" if row.get("part") else "taken for a part"
    if (found.health.target if found.health else None) != row.get("health") and row.get("status") != "retracted":
        yield f"health {found.health}"


def _fits(estimate: Estimate, wanted: Sequence[int | None]) -> bool:
    """Low and high as wanted; best too, unless the expectation leaves it open."""
    low, best, high = wanted
    return estimate.low == low and estimate.high == high and best in (None, estimate.best)


def _nowhere_else(incidents: Sequence[Incident], rows: Sequence[Mapping[str, Any]]) -> Finding:
    known = {row["place"] for row in rows}
    others = {one.place.name_en or one.place.name for one in incidents if one.status == "active"} - {
        one.place.name_en or one.place.name for one in incidents if one.place.code in known
    }
    return Finding(
        "no incident anywhere else: a denied report and a ruined hospital are none", ", ".join(sorted(others))
    )


def _whole(incidents: Sequence[Incident], rows: Sequence[Mapping[str, Any]]) -> Finding:
    """Everything together, parts left out: nothing is summed twice."""
    wanted = sum(row["killed"][0] for row in rows if "killed" in row and not row.get("part"))
    found = sum(item.killed.total.low for item in incidents if item.status == "active" and item.part_of is None)
    return _compare(f"{wanted} people killed in all, nobody counted twice", found, wanted)


def _hospitals(alerts: Sequence[Alert], wanted: Mapping[str, str]) -> Finding:
    found = {
        str(alert.district.code): "raised" if alert.state in RAISED else alert.state
        for alert in alerts
        if alert.rule_kind == "hospital_attack"
    }
    text = (
        "a hospital and an ambulance attacked, one false report taken back, no alert for a crowded or ruined hospital"
    )
    return _compare(text, found, dict(wanted))


def _killed(alerts: Sequence[Alert], wanted: Sequence[str]) -> Finding:
    found = sorted(
        str(alert.district.code) for alert in alerts if alert.rule == "killed-in-a-day" and alert.state in RAISED
    )
    return _compare(f"{len(wanted)} places with five or more killed in a day", found, sorted(wanted))


def _once(keys: Sequence[str]) -> Finding:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    return Finding(f"{len(keys)} messages in Slack, none twice", ", ".join(twice))
