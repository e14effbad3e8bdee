"""Does an alert need a new revision? A pure comparison that answers with a named reason, and what differs."""

from __future__ import annotations

from alerts.records import Alert, Change, Reason
from detectors.records import Estimate

GROWTH = 1.25
"""A figure that grew by a quarter since people were last told is worth telling them."""
_ANNOUNCED: frozenset[Reason] = frozenset({
    "tier_raised", "tier_lowered", "toll_lowered", "new_source", "facility_named", "out_of_service",
    "incident_retracted", "incident_merged", "marked_false", "marked_duplicate", "below_threshold", "repeat",
    "window_moved", "source_back", "undone",
})  # fmt: skip


def reason_for(before: Alert, after: Alert) -> Reason | None:
    """Why `after` must replace `before` while both stand; None when nobody would see a difference."""
    if after.tier != before.tier or after.severity != before.severity:
        return "tier_raised" if after.tier > before.tier else "tier_lowered"
    if after.rule_kind == "hospital_attack" and (found := _health(before, after)):
        return found
    old, new = _figures(before), _figures(after)
    if new != old:
        return "toll_raised" if new > old else "toll_lowered"
    if after.sources > before.sources:
        return "new_source"
    if after.grade != before.grade:
        return "grade_changed"
    if (after.window_start, after.window_end) != (before.window_start, before.window_end):
        return "window_moved"
    return _quiet(before, after) or ("evidence_changed" if _shown(before) != _shown(after) else None)


def is_material(reason: Reason, after: Alert, announced_best: int) -> bool:
    """The change is worth a reply in the thread."""
    if reason == "toll_raised":
        best = figure(after)
        return best > announced_best and best >= GROWTH * announced_best
    if reason == "window_moved":
        return after.state == "retracted"
    return reason in _ANNOUNCED or after.state == "firing"


def figure(alert: Alert) -> int:
    """The best figure that growth is measured by: people, or attacks where nobody was hurt."""
    people = alert.killed.total.best + alert.injured.total.best
    return max(alert.value.best, people) if alert.rule_kind == "hospital_attack" else alert.value.best


def changes(before: Alert | None, after: Alert) -> tuple[Change, ...]:
    """What differs, in words that a message can show."""
    if before is None:
        return ()
    pairs: list[tuple[str, str, str]] = [
        ("state", before.state, after.state),
        ("severity", before.severity, after.severity),
        ("killed", in_words(before.killed.total), in_words(after.killed.total)),
        ("injured", in_words(before.injured.total), in_words(after.injured.total)),
        ("sources", str(before.sources), str(after.sources)),
        ("grade", before.grade, after.grade),
        ("health", _facilities(before), _facilities(after)),
        ("incidents", str(before.incidents_total), str(after.incidents_total)),
        ("window", _window(before), _window(after)),
    ]
    return tuple(Change(what=what, before=old, after=new) for what, old, new in pairs if old != new)  # type: ignore[arg-type]


def in_words(value: Estimate) -> str:
    """`13`, `10–15`, `8–12 (best 10)` or `20 or more`."""
    if value.high is None:
        return f"{value.low} or more"
    if value.low == value.high:
        return str(value.low)
    best = f" (best {value.best})" if value.best not in (value.low, value.high) else ""
    return f"{value.low}–{value.high}{best}"


def _health(before: Alert, after: Alert) -> Reason | None:
    old, new = before.incidents[0].health if before.incidents else None, None
    new = after.incidents[0].health if after.incidents else None
    if new and new.out_of_service and not (old and old.out_of_service):
        return "out_of_service"
    if new and new.name and not (old and old.name):
        return "facility_named"
    return None


def _quiet(before: Alert, after: Alert) -> Reason | None:
    if after.muted != before.muted:
        if after.muted:
            return after.muted
        return "unsilenced" if before.muted == "silenced" else "uninhibited"
    if after.muted_until != before.muted_until:
        return "silenced" if after.muted == "silenced" else None
    if after.acknowledged_by != before.acknowledged_by:
        return "acknowledged" if after.acknowledged_by else "undone"
    return None


def _figures(alert: Alert) -> tuple[tuple[int, int, float], ...]:
    """Best, low and high of what is counted and shown, in the order in which a difference is named."""
    estimates = (alert.value, alert.killed.total, alert.injured.total, alert.killed.combatant, alert.injured.combatant)
    return tuple((e.best, e.low, float("inf") if e.high is None else e.high) for e in estimates)


def _shown(alert: Alert) -> tuple[object, ...]:
    incidents = tuple((i.incident_id, i.place, i.killed, i.injured, i.health, i.grade) for i in alert.incidents)
    return (
        incidents,
        alert.incidents_total,
        alert.evidence,
        alert.district,
        alert.context,
        alert.explanation,
        alert.route,
    )


def _facilities(alert: Alert) -> str:
    names = [i.health.name or i.health.target for i in alert.incidents if i.health]
    return ", ".join(dict.fromkeys(names))


def _window(alert: Alert) -> str:
    return f"{alert.window_start:%Y-%m-%d %H:%M} – {alert.window_end:%Y-%m-%d %H:%M} UTC"
