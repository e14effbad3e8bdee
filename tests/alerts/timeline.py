"""Incidents for timelines in tests: a small country with two governorates, and short ways to say what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from alerts.records import Action, Alert
from alerts.rehearsal import Chain
from alerts.rules import parse
from detectors.records import (
    Casualties,
    Claim,
    Estimate,
    Event,
    EventDate,
    HealthImpact,
    Incident,
    Place,
)

PATHS = {
    "N1": ("N1", "C1", "D1", "G1", "SY"),
    "N2": ("N2", "C1", "D1", "G1", "SY"),
    "C1": ("C1", "D1", "G1", "SY"),
    "C2": ("C2", "D2", "G1", "SY"),
    "G1": ("G1", "SY"),
    "M1": ("M1", "D9", "G2", "SY"),
    "G2": ("G2", "SY"),
    "D1": ("D1", "G1", "SY"),
    "D2": ("D2", "G1", "SY"),
    "D9": ("D9", "G2", "SY"),
    "SY": ("SY",),
}
LEVELS = {"N": "neighbourhood", "C": "community", "M": "community", "D": "district", "G": "governorate", "S": "country"}
DAY0 = date(2016, 11, 20)


def place(code: str) -> Place:
    """A place of the small country."""
    level = LEVELS[code[0]]
    return Place(name=code, code=code, path=PATHS[code], level=level, precision=level)  # type: ignore[arg-type]


def at(day: float, hour: float = 9) -> datetime:
    """`hour` o'clock UTC of day `day` (day 0 is 20 November 2016)."""
    return datetime(2016, 11, 20, tzinfo=UTC) + timedelta(days=day, hours=hour)


def people(low: int, best: int | None = None, high: int | None = -1) -> Casualties:
    """Casualties of unknown status."""
    best = low if best is None else best
    estimate = Estimate(low=low, best=best, high=best if high == -1 else high)
    return Casualties(total=estimate, unknown=estimate)


def incident(
    name: str,
    killed: int | Casualties = 0,
    *,
    where: str = "N1",
    day: int = 0,
    version: int = 1,
    injured: int | Casualties = 0,
    sources: Iterable[str] = ("SNN",),
    published: datetime | None = None,
    health: HealthImpact | None = None,
    **more: object,
) -> Incident:
    """One version of an incident on day `day`, reported at 9:00 UTC of that day (12:00 or 11:00 in Damascus)."""
    reported = published or at(day)
    when = EventDate(start=DAY0 + timedelta(days=day), end=DAY0 + timedelta(days=day))
    spot = place(where)
    event = Event(id="e1", type="airstrike", place=spot, date=when, start=0, end=1)
    claims = tuple(
        Claim(
            claim_id=f"{name}-{source}", article_id=f"{name}-{source}", source=source, published_at=reported,
            event=event, facts=(), sentence="قصف الطيران الحي.", text_hash=name,
        )
        for source in sources
    )  # fmt: skip
    content: dict[str, object] = {
        "incident_id": name, "version": version, "status": "active", "place": spot, "event_date": when,
        "type": "airstrike", "grade": "single-source", "first_reported_at": reported, "updated_at": reported,
        "governorate": next((code for code in PATHS[where] if code[0] == "G"), "unresolved"), "claims": claims,
        "killed": people(killed) if isinstance(killed, int) else killed,
        "injured": people(injured) if isinstance(injured, int) else injured,
        "sources": tuple(sources), "article_ids": tuple(claim.article_id for claim in claims), "health": health,
    }  # fmt: skip
    return Incident(**{**content, **more})  # type: ignore[arg-type]


def chain(*rules: str, extra: str = "") -> Chain:
    """A chain under these rules (each the inside of a YAML flow mapping)."""
    lines = "\n".join(f"  - {{{rule}}}" for rule in rules)
    return Chain(parse(f"version: 1\ntimezone: UTC\nrules:\n{lines}\n{extra}"), place)


DAILY = "name: daily, kind: threshold, measure: killed, window: 1d, threshold: 10"
TIERED = DAILY + ", tiers: [{at: 20, severity: critical, route: urgent}]"
HOSPITAL = "name: hospital, kind: hospital_attack, severity: critical"


def said(alerts: Iterable[Alert]) -> list[tuple[str, str, int]]:
    """State, reason and best figure of each revision: what a timeline in a test is compared with."""
    return [(alert.state, alert.reason, alert.value.best) for alert in alerts]


def press(alert: Alert, kind: str, when: datetime, number: int = 1, **more: object) -> Action:
    """Somebody presses a button on `alert`."""
    return Action(
        action_id=f"{kind}-{number}", alert_id=alert.alert_id, kind=kind, by="U1", by_name="Huda", at=when,  # type: ignore[arg-type]
        governorate=alert.governorate, rule=alert.rule, district_code=alert.district.code, **more,  # type: ignore[arg-type]
    )  # fmt: skip
