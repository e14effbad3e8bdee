"""The lines of a message's parts: facts, what changed, places, evidence, why."""

from __future__ import annotations

from datetime import datetime

from alerts.records import Alert
from alerts.slack import phrases, rich
from alerts.slack.headline import health_of, hides, is_wide
from alerts.slack.records import Delta, Notes
from alerts.slack.rich import Line
from alerts.slack.text import clean, isolate, safe_url, shorten
from alerts.slack.words import Words
from detectors.records import Casualties, Estimate, Incident, Place

MAX_SENTENCE = 420
"""Characters of one quoted sentence: eight lines on a phone."""
MAX_PLACES = 10
MAX_EVIDENCE = 5

_NEAR = {"neighbourhood", "community"}


def fact_lines(alert: Alert, w: Words, notes: Notes, now: datetime, *, hide: bool) -> list[Line]:
    """Where, killed, injured, health care, when, reported, sources: one line each."""
    lines = [
        *_where_lines(alert, w, notes.above, hide=hide),
        *_toll_lines(alert, w, notes),
        *_health_lines(alert, w, hide=hide),
    ]
    return [*lines, *_time_lines(alert, w, now), *_source_lines(alert, w)]


def standing_lines(alert: Alert, w: Words, notes: Notes, *, hide: bool) -> list[Line]:
    """What a thread's reply repeats: the counts as they stand, and how sure they are."""
    return [*_toll_lines(alert, w, notes), *_health_lines(alert, w, hide=hide), *_source_lines(alert, w)]


def _source_lines(alert: Alert, w: Words) -> list[Line]:
    if alert.rule_kind == "flatline":
        return []
    grade = w(f"grade.{alert.grade}") if f"grade.{alert.grade}" in w else shorten(clean(alert.grade), 30)
    return [(_label("sources", w), rich.text(grade, bold=True), rich.text(f" · {phrases.sources(alert, w)}"))]


def _where_lines(alert: Alert, w: Words, above: Place | None, *, hide: bool) -> list[Line]:
    if hide and hides(alert):
        withheld = rich.text(w("line.withheld"), italic=True)
        if not is_wide(alert.district):
            return [(_label("where", w), withheld)]
        return [(_label("where", w), rich.text(_both(alert.district, w), bold=True), rich.text(" · "), withheld)]
    single = alert.incidents[0] if len(alert.incidents) == 1 and alert.incidents_total <= 1 else None
    place = single.place if single else alert.district
    line: Line = (
        _label("where", w),
        rich.text(_both(place, w), bold=True),
        rich.text(f" · {w(_precision(place))}"),
    )
    if place.candidates:
        line += (rich.text(" · " + w("line.ambiguous", n=len(place.candidates))),)
    address = _map(single) if single and single.health is None else None
    if address:
        line += (rich.text(" · "), rich.link(address, w("line.map")))
    outer = alert.district if single and phrases.is_within(place, alert.district) else above
    if outer is None or phrases.name(outer, w) == phrases.name(place, w):
        return [line]
    level = w(f"level.{outer.level or 'district'}")
    return [line, (rich.text(f"{level}: {_both(outer, w)}"),)]


def _toll_lines(alert: Alert, w: Words, notes: Notes) -> list[Line]:
    lines: list[Line] = []
    over = alert.state in {"resolved", "retracted"}
    for kind, casualties in (("killed", alert.killed), ("injured", alert.injured)):
        old = (notes.peak.killed if kind == "killed" else notes.peak.injured) if notes.peak else None
        shown = casualties.total
        if over:
            before = old if old is not None else shown
            if phrases.is_none(before):
                continue
            gone = alert.state == "retracted"
            line: Line = (_label(kind, w), *phrases.low_best_high(before, w, strike=gone or before != shown))
            lines.append(line if gone or before == shown else (*line, rich.text(_now(shown, w))))
        elif not phrases.is_none(shown) or not phrases.is_none(casualties.combatant):
            lines.append(_toll_line(kind, casualties, w))
    return lines


def _toll_line(kind: str, casualties: Casualties, w: Words) -> Line:
    shown = casualties.total
    line: Line = (_label(kind, w),)
    if phrases.is_none(shown):
        line += (rich.text(w("estimate.none")),)
    else:
        line += (*phrases.low_best_high(shown, w), rich.text(phrases.victims(casualties, w)))
    if not phrases.is_none(casualties.combatant):
        line += (rich.text(f" · {w('victims.combatant')}: {phrases.short(casualties.combatant, w)}"),)
    return line


def _now(shown: Estimate, w: Words) -> str:
    return f" → {w('estimate.none') if phrases.is_none(shown) else phrases.spread(shown, w)}"


def _health_lines(alert: Alert, w: Words, *, hide: bool) -> list[Line]:
    over = alert.state == "retracted"
    return [
        (_label("health", w), rich.text(phrases.health(i, w, hide=hide), bold=not over, strike=over))
        for i in health_of(alert)[:3]
    ]


def _time_lines(alert: Alert, w: Words, now: datetime) -> list[Line]:
    lines: list[Line] = []
    if alert.incidents:
        first = alert.incidents[0]
        kinds = list(dict.fromkeys(w(f"type.{i.type}") for i in alert.incidents))[:3]
        what = rich.text(f" · {', '.join(kinds) if w.language == 'en' else '، '.join(kinds)}")
        lines.append((_label("when", w), *phrases.event_day(first.event_date, w), what))
    told = [i.first_reported_at for i in alert.incidents]
    latest = alert.published_at or (max(i.updated_at for i in alert.incidents) if alert.incidents else None)
    if latest is not None:
        line: Line = (_label("reported", w),)
        if told and min(told) < latest:
            line += (rich.text(f"{w('line.first')} "), *phrases.instant(min(told), w), rich.text(" · "))
            line += (rich.text(f"{w('line.latest')} "),)
        ago = "" if w.language == "en" else f" ({phrases.ago(latest, now, w)})"
        lines.append((*line, *phrases.instant(latest, w, ago=True), *((rich.text(ago),) if ago else ())))
    return lines


def saying(notes: Notes, w: Words) -> list[Line]:
    """What changed since readers were last told, and why the revision came."""
    if not notes.changes:
        return []
    said = [delta_text(d, w) for d in notes.changes]
    reason = f" · {w(f'reason.{notes.reason}')}" if notes.reason and f"reason.{notes.reason}" in w else ""
    first: Line = (_label("changed", w), rich.text(said[0], bold=True), rich.text(reason))
    if notes.changed_at is not None:
        first += (rich.text(" · "), *phrases.instant(notes.changed_at, w))
    return [first, *((rich.text(text),) for text in said[1:])]


def delta_text(delta: Delta, w: Words) -> str:
    """One difference in words."""
    if delta.what == "health":
        return w("changed.health", after=w("reason.out_of_service") if "True" in str(delta.after) else "⟳")
    before, after = delta.before, delta.after
    if isinstance(before, Estimate) and isinstance(after, Estimate) and before.best != after.best:
        return w(f"changed.{delta.what}", before=phrases.number(before, w), after=phrases.number(after, w))
    return w(f"changed.{delta.what}", before=_side(delta.what, before, w), after=_side(delta.what, after, w))


def _side(what: str, value: str | int | Estimate, w: Words) -> str:
    if isinstance(value, Estimate):
        return phrases.spread(value, w)
    for family in ("severity", "grade", "state"):
        if what == family and f"{family}.{value}" in w:
            return w(f"{family}.{value}")
    return clean(str(value))


def place_lines(alert: Alert, w: Words, *, hide: bool) -> tuple[list[Line], int]:
    """Every incident behind a value of several, and how many more the alert did not carry."""
    total = max(alert.incidents_total, len(alert.incidents))
    if total < 2:
        return [], 0
    shown = alert.incidents[:MAX_PLACES]
    return [_place_line(i, w, hide=hide) for i in shown], total - len(shown)


def _place_line(incident: Incident, w: Words, *, hide: bool) -> Line:
    withheld = hide and incident.health is not None
    line: Line = (rich.text(w("line.withheld") if withheld else _both(incident.place, w), bold=not withheld),)
    counts = [
        f"{w('labels.' + kind)} {phrases.spread(c.total, w)}"
        for kind, c in (("killed", incident.killed), ("injured", incident.injured))
        if not phrases.is_none(c.total)
    ]
    line += (rich.text(" · " + " · ".join([w(f"type.{incident.type}"), *counts])),)
    if incident.health is not None:
        line += (rich.text(f" · 🏥 {phrases.health(incident, w, hide=hide)}"),)
    return line


def evidence_lines(alert: Alert, w: Words, *, hide: bool) -> tuple[list[Line], int]:
    """The sentences behind the number, each with outlet, time and link, and how many more there are.

    Withheld whole where facilities are hidden.
    """
    if hide and hides(alert) and alert.evidence:
        outlets = dict.fromkeys(isolate(shorten(clean(e.source), 40)) for e in alert.evidence)
        names = ", ".join(o for o in outlets if o)
        return [(rich.text(f"{w('line.sentence_withheld')} ({names})", italic=True),)], 0
    lines: list[Line] = []
    for evidence in alert.evidence[:MAX_EVIDENCE]:
        sentence = isolate(shorten(clean(evidence.sentence), MAX_SENTENCE))
        if not sentence:
            continue
        outlet = isolate(shorten(clean(evidence.source), 40)) or "?"
        url = safe_url(evidence.url)
        source = rich.link(url, outlet) if url else rich.text(outlet)
        said = rich.text(f"{sentence}\n{w('labels.source')}: ")  # our own word first: it sets the line's direction
        lines.append((said, source, rich.text(" · "), *phrases.instant(evidence.published_at, w)))
    return lines, len(alert.evidence) - len(alert.evidence[:MAX_EVIDENCE])


def why_line(alert: Alert, w: Words, *, hide: bool) -> str:
    """Rule, measured value, threshold, place and window."""
    threshold = "" if alert.threshold is None else w("line.threshold", n=alert.threshold)
    measure = w(f"measure.{alert.measure}") if f"measure.{alert.measure}" in w else shorten(clean(alert.measure), 30)
    withheld = hide and hides(alert) and not is_wide(alert.district)
    fired = w(
        "line.fired",
        rule=isolate(shorten(clean(alert.rule), 60)),
        measure=measure,
        value=phrases.spread(alert.value, w),
        threshold=threshold,
        place=w("line.withheld") if withheld else phrases.name(alert.district, w),
        window=phrases.window(alert, w),
    )
    told = isolate(shorten(clean(alert.explanation), 240))
    if told and w.language == "en" and not (hide and hides(alert)):
        fired = f"{told} {phrases.window(alert, w)}"  # the engine's own words are English and say more
    return f"{w('labels.why')}: {w(f'reason.{alert.reason}')}. {fired}."


def _label(key: str, w: Words) -> rich.Element:
    return rich.text(f"{w(f'labels.{key}')}: ")


def _both(place: Place, w: Words) -> str:
    other = phrases.other_name(place, w)
    return phrases.name(place, w) + (f" · {other}" if other else "")


def _precision(place: Place) -> str:
    """Key of how closely the place is known; a quarter known by name alone has the position of its town."""
    at_town = place.level in {"neighbourhood", "landmark"} and place.precision == "community"
    return "precision.at_town" if at_town else f"precision.{place.precision}"


def _map(incident: Incident) -> str | None:
    place = incident.place
    if place.lat is None or place.lon is None or place.precision not in _NEAR:
        return None
    return f"https://www.openstreetmap.org/?mlat={place.lat:.4f}&mlon={place.lon:.4f}#map=14/{place.lat:.4f}/{place.lon:.4f}"
