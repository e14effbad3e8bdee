"""The first line: what happened and where, in some sixty characters."""

from __future__ import annotations

import msgspec

from alerts.records import Alert
from alerts.slack import phrases
from alerts.slack.budget import MAX_HEADER
from alerts.slack.surroundings import WIDE
from alerts.slack.text import clean, isolate, shorten
from alerts.slack.words import Words
from detectors.records import Estimate, Incident, Place

_EMOJI = {"critical": "🔴", "warning": "🟠", "info": "🔵"}


def headline(alert: Alert, w: Words, *, hide: bool, above: Place | None = None) -> str:
    """Emoji, what, where: within Slack's header."""
    if alert.state in {"resolved", "retracted"}:
        emoji = "✅" if alert.state == "resolved" else "⛔"
        what = w(f"header.{alert.state}")
    else:
        emoji = "🏥" if is_hospital(alert) else _EMOJI[alert.severity]
        what = _what(alert, w, hide=hide)
    return shorten(f"{emoji} {what} · {where(alert, w, hide=hide, above=above)}", MAX_HEADER)


def is_hospital(alert: Alert) -> bool:
    """An alert that the reserved lane is for."""
    return alert.rule_kind == "hospital_attack"


def where(alert: Alert, w: Words, *, hide: bool, above: Place | None = None) -> str:
    """The place of a single incident within its district, or the district within what lies above it."""
    if hide and hides(alert):
        return phrases.name(alert.district, w) if is_wide(alert.district) else w("line.withheld")
    total = max(alert.incidents_total, len(alert.incidents))
    district = phrases.name(alert.district, w)
    comma = "، " if w.language == "ar" else ", "
    if total == 1 and alert.incidents:
        place = alert.incidents[0].place
        if phrases.is_within(place, alert.district) and phrases.name(place, w) != district:
            return f"{phrases.name(place, w)}{comma}{district}"
    if above is not None and phrases.name(above, w) != district:
        district += comma + phrases.name(above, w)
    return f"{district} ({w('header.places', n=total)})" if total > 1 else district


def hides(alert: Alert) -> bool:
    """Whether the alert speaks of an attacked health facility at all."""
    return is_hospital(alert) or any(i.health is not None for i in alert.incidents)


def is_wide(place: Place) -> bool:
    """Whether naming the place leaves a facility's position open."""
    return place.level in WIDE


def veiled(alert: Alert, wide: Place | None) -> Alert:
    """The alert of the nearest wide place, where naming its own would give a facility's position away."""
    if not hides(alert) or is_wide(alert.district) or wide is None:
        return alert
    return msgspec.structs.replace(alert, district=wide)


def health_of(alert: Alert) -> list[Incident]:
    """Incidents that hit health care."""
    return [i for i in alert.incidents if i.health is not None]


def _what(alert: Alert, w: Words, *, hide: bool) -> str:
    measure = (
        w(f"header.{alert.measure}", n=phrases.number(alert.value, w))
        if _known(alert, w)
        else shorten(clean(alert.measure), 30)
    )
    if is_hospital(alert):
        return _hospital(alert, w, hide=hide)
    if alert.rule_kind in {"spike", "new_place"}:
        return w(f"header.{alert.rule_kind}", what=measure)
    if alert.rule_kind == "flatline":
        return w("header.flatline")
    return measure


def _hospital(alert: Alert, w: Words, *, hide: bool) -> str:
    hit = health_of(alert)
    impact = hit[0].health if hit else None
    what = w(f"header.hospital_{impact.target if impact else 'facility'}")
    if impact and impact.name and not hide:
        what += f": {isolate(shorten(clean(impact.name), phrases.MAX_NAME))}"
    if any(i.health is not None and i.health.out_of_service for i in hit):
        what += f" ({w('header.out_of_service')})"
    killed: Estimate = alert.killed.total
    return what if killed.best == 0 else f"{what} · {w('header.killed', n=phrases.number(killed, w))}"


def _known(alert: Alert, w: Words) -> bool:
    return f"header.{alert.measure}" in w
