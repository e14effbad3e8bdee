"""The demo's own check sees when the pipeline came out wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from detectors.records import Casualties, Estimate, EventDate, HealthImpact, Incident, Place
from streams.demo.verdict import Outcome, expectations, judge

DAY = datetime(2027, 5, 3, tzinfo=UTC)
ABOUT_ALERTS = ("an ambulance attacked", "five or more killed")
"""Of the two findings about alerts, which have none to look at here."""


def estimate(numbers: list[int | None]) -> Casualties:
    low, best, high = numbers
    assert low is not None
    return Casualties(total=Estimate(low=low, best=best if best is not None else low, high=high))


def incident(row: dict[str, Any], **changes: Any) -> Incident:
    killed = estimate(row.get("killed", [0, 0, 0]))
    killed = Casualties(total=killed.total, combatant=Estimate(best=row.get("combatants", 0)))
    values: dict[str, Any] = {
        "incident_id": row["place"], "version": 1, "status": row.get("status", "active"), "type": "airstrike",
        "place": Place(name=row["place"], code=row["place"]), "grade": "corroborated", "killed": killed,
        "event_date": EventDate(start=date(2027, 5, 3), end=date(2027, 5, 3)),
        "injured": estimate(row.get("injured", [0, 0, 0])), "first_reported_at": DAY, "updated_at": DAY,
        "part_of": "C1007" if row.get("part") else None,
        "sources": tuple(f"s{n}" for n in range(row.get("sources", 1))),
        "health": HealthImpact(target=row["health"]) if "health" in row else None,
    }  # fmt: skip
    return Incident(**(values | changes))


def judged(**changes: dict[str, Any]) -> list[str]:
    """What is found wrong when the incidents are as expected but for `changes` (place → fields)."""
    wanted = expectations()
    rows = [incident(row, **changes.get(row["place"].replace("-", "_"), {})) for row in wanted["incidents"]]
    outcome = Outcome(read=wanted["articles"], dead=wanted["dead"], incidents=rows, alerts=[], message_keys=["a", "b"])
    return [one.text for one in judge(outcome) if not one.good and not any(word in one.text for word in ABOUT_ALERTS)]


def test_what_is_expected_is_good() -> None:
    assert judged() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"N0130": {"part_of": None}},
        {"N0195": {"killed": estimate([27, 27, 27])}},
        {"N0209": {"health": HealthImpact(target="facility")}},
        {"C1139": {"status": "active"}},
        {"C1015": {"killed": estimate([14, 14, 14])}},
    ],
    ids=[
        "part counted beside its whole",
        "raised toll added",
        "crowded hospital",
        "withdrawn stands",
        "combatants counted",
    ],
)
def test_what_is_wrong_is_seen(changes: dict[str, Any]) -> None:
    assert judged(**changes)


def test_message_sent_twice_is_seen() -> None:
    wanted = expectations()
    outcome = Outcome(read=wanted["articles"], dead=wanted["dead"], incidents=[], alerts=[], message_keys=["a", "a"])
    assert "a" in judge(outcome)[-1].wrong
