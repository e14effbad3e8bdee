"""What differs between what readers know and what is true now, and whether that is worth disturbing them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from alerts.records import Alert, Severity
from alerts.slack.records import Delta, Told
from detectors.records import Estimate

RAISED_BY = 1.25
"""A count that grew to at least this multiple of what readers know is material (docs/slack.md)."""

_RANK: dict[Severity, int] = {"info": 0, "warning": 1, "critical": 2}

Material: TypeAlias = Literal[
    "retracted", "resolved", "reopened", "tier_raised", "raised", "corrected_down", "new_source", "out_of_service",
    "health_named", "asked",
]  # fmt: skip


def told(alert: Alert, title: str) -> Told:
    """What a reader knows after seeing `alert`."""
    health = sorted(
        f"{i.health.target}/{i.health.name or ''}/{i.health.out_of_service}" for i in alert.incidents if i.health
    )
    return Told(
        revision=alert.revision,
        state=alert.state,
        severity=alert.severity,
        tier=alert.tier,
        value=alert.value,
        killed=alert.killed.total,
        injured=alert.injured.total,
        sources=alert.sources,
        grade=alert.grade,
        health=";".join(health),
        out_of_service=any(i.health is not None and i.health.out_of_service for i in alert.incidents),
        places=max(alert.incidents_total, len(alert.incidents)),
        window_end=alert.window_end,
        title=title,
    )


def deltas(before: Told, after: Told) -> tuple[Delta, ...]:
    """Differences that a reader can use, most important first."""
    out: list[Delta] = []

    def note(what: _What, old: str | int | Estimate, new: str | int | Estimate) -> None:
        if old != new:
            out.append(Delta(what=what, before=old, after=new))

    stands = {"firing": "firing", "updated": "firing"}
    note("state", stands.get(before.state, before.state), stands.get(after.state, after.state))
    note("severity", before.severity, after.severity)
    note("killed", before.killed, after.killed)
    note("injured", before.injured, after.injured)
    note("health", before.health, after.health)
    note("sources", before.sources, after.sources)
    note("grade", before.grade, after.grade)
    note("incidents", before.places, after.places)
    return tuple(out)


_What: TypeAlias = Literal[
    "killed", "injured", "severity", "sources", "grade", "health", "incidents", "state", "window"
]


def material(before: Told, after: Told, asked: bool) -> Material | None:
    """Why the thread should hear of it, or None. `asked` is the alerting engine's own verdict on the revision."""
    over = {"resolved", "retracted"}
    if after.state == "retracted":
        return None if before.state == "retracted" else "retracted"
    if after.state == "resolved":
        return None if before.state == "resolved" else "resolved"
    if before.state in over:
        return "reopened"
    if rises(before, after):
        return "tier_raised"
    measures = ((before.value, after.value), (before.killed, after.killed), (before.injured, after.injured))
    if any(new.best < old.best for old, new in measures[1:]) or (
        after.value.best < before.value.best and after.window_end == before.window_end
    ):
        return "corrected_down"
    if any(new.best >= old.best * RAISED_BY and new.best > old.best for old, new in measures):
        return "raised"
    if after.out_of_service and not before.out_of_service:
        return "out_of_service"
    if after.sources > before.sources:
        return "new_source"
    return "asked" if asked else None


def rises(before: Told, after: Told) -> bool:
    """Whether the tier rose, the only change that is broadcast to the whole channel."""
    return after.tier > before.tier or _RANK[after.severity] > _RANK[before.severity]
