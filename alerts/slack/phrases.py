"""Values of an alert as short phrases in one language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from alerts.records import Alert
from alerts.slack.rich import Line
from alerts.slack.rich import date as date_element
from alerts.slack.rich import text as run
from alerts.slack.text import clean, isolate, shorten
from alerts.slack.words import Words
from detectors.records import Casualties, Estimate, EventDate, Incident, Place

MAX_NAME = 60
"""Characters of one name; the longest in the gazetteer has 47."""


def number(estimate: Estimate, words: Words) -> str:
    """The best count for a headline: `12`, `12+` when the reports leave it open."""
    return words("estimate.more", best=estimate.best) if estimate.high is None else str(estimate.best)


def spread(estimate: Estimate, words: Words) -> str:
    """best (low–high), or one number when all agree."""
    low, best, high = estimate.low, estimate.best, estimate.high
    if high is None:
        text = words("estimate.open_from" if low == best else "estimate.open", low=low, best=best)
    elif low == best == high:
        text = words("estimate.exact", best=best)
    else:
        text = words("estimate.range", low=low, best=best, high=high)
    return words("estimate.vague", text=text) if estimate.vague else text


def low_best_high(estimate: Estimate, words: Words, *, strike: bool = False) -> Line:
    """**best** (low–high), the number to act on first and in bold; struck through, all of it."""
    text, best = spread(estimate, words), str(estimate.best)
    if strike or not text.startswith(best) or text == best:
        return (run(text, bold=not strike, strike=strike),)
    return (run(best, bold=True), run(text.removeprefix(best)))


def short(estimate: Estimate, words: Words) -> str:
    """`2 (0–5)`, for what stands beside the main number."""
    low, best, high = estimate.low, estimate.best, estimate.high
    if low == best == high:
        return str(best)
    if high is None:
        return words("estimate.open_from" if low == best else "estimate.short_open", best=best, low=low)
    return words("estimate.short", best=best, low=low, high=high)


def stamp(at: datetime, words: Words) -> str:
    """`24 Nov 02:41 UTC`: month names in English, numbers in Arabic, whose month names differ by country."""
    utc = at.astimezone(UTC)
    return f"{day(utc.date(), words)} {utc:%H:%M} UTC"


def day(when: date, words: Words) -> str:
    """`24 Nov` or `24/11`."""
    return f"{when.day}{words('months').split()[when.month - 1]}".replace("_", " ")


def is_none(estimate: Estimate) -> bool:
    """Nobody is reported."""
    return estimate.best == 0 and estimate.low == 0 and estimate.high == 0


def victims(casualties: Casualties, words: Words) -> str:
    """` · civilian 9 · status unknown 3`, empty when nothing is known by status; no word on whom nobody counted."""
    parts = [
        f"{words(f'victims.{status}')} {short(estimate, words)}"
        for status, estimate in (("civilian", casualties.civilian), ("unknown", casualties.unknown))
        if estimate.best > 0
    ]
    return "".join(f" · {part}" for part in parts)


def name(place: Place, words: Words) -> str:
    """The place in the message's language, isolated; as written when the gazetteer does not know it."""
    first, second = (place.name_ar, place.name_en) if words.language == "ar" else (place.name_en, place.name_ar)
    known = (clean(n or "") for n in (first, second, place.name, place.code))
    return isolate(shorten(next((n for n in known if n), "?"), MAX_NAME))


def other_name(place: Place, words: Words) -> str:
    """The place in the other language, isolated; empty when there is none."""
    other = place.name_en if words.language == "ar" else place.name_ar
    shown = isolate(shorten(clean(other or ""), MAX_NAME))
    return "" if shown == name(place, words) else shown


def is_within(inner: Place, outer: Place) -> bool:
    """Whether naming `outer` after `inner` adds something."""
    return (inner.code or inner.name) != (outer.code or outer.name)


def instant(at: datetime, words: Words, *, ago: bool = False) -> Line:
    """An instant in the reader's zone (UTC in the fallback), with how long ago it was where asked."""
    form = "{date_short_pretty} {time}" + (" ({ago})" if ago and words.language == "en" else "")
    return (date_element(at, form, stamp(at, words)),)


def event_day(when: EventDate, words: Words) -> Line:
    """The day or days of an event. Noon UTC shows the same calendar day from UTC-12 to UTC+11."""
    if when.precision == "unknown":
        return (run(words("date_precision.unknown")),)
    form = "{date_short_pretty}"
    line: Line = (date_element(_noon(when.start), form, f"{day(when.start, words)} {when.start.year}"),)
    if when.end != when.start:
        line += (run(" – "), date_element(_noon(when.end), form, f"{day(when.end, words)} {when.end.year}"))
    detail = words(f"date_part.{when.part}" if when.part else f"date_precision.{when.precision}")
    if not when.stated:
        detail += ", " + words("implied") if words.language == "en" else "، " + words("implied")
    return (*line, run(f" ({detail})"))


def ago(at: datetime, now: datetime, words: Words) -> str:
    """How long before `now`, coarse: 12 min, 5 h, 3 days. An instant in the future counts as now."""
    gap = max(now - at, timedelta())
    if gap < timedelta(minutes=90):
        return words("line.ago_minutes", n=int(gap.total_seconds() // 60))
    if gap < timedelta(hours=48):
        return words("line.ago_hours", n=int(gap.total_seconds() // 3600))
    return words("line.ago_days", n=gap.days)


def window(alert: Alert, words: Words) -> str:
    """The alert's window in UTC."""
    start, end = (stamp(at, words).removesuffix(" UTC") for at in (alert.window_start, alert.window_end))
    return words("line.window", start=start, end=end)


def sources(alert: Alert, words: Words) -> str:
    """Number and names of the independent outlets."""
    names: dict[str, None] = {}
    for outlet in (o for i in alert.incidents for o in i.sources):
        names[outlet] = None
    for evidence in alert.evidence:
        names.setdefault(evidence.source)
    shown = [isolate(shorten(clean(n), 40)) for n in list(names)[:6]]
    joined = ("، " if words.language == "ar" else ", ").join(s for s in shown if s)
    if alert.sources <= 1:
        return words("line.sources_one", names=joined or "?")
    return words("line.sources", n=alert.sources, names=joined or "?")


def health(incident: Incident, words: Words, *, hide: bool) -> str:
    """What was done to health care: target, its name unless hidden, and whether it still works."""
    impact = incident.health
    if impact is None:
        return ""
    parts = [words(f"target.{impact.target}")]
    if impact.name and not hide:
        parts.append(isolate(shorten(clean(impact.name), MAX_NAME)))
    if impact.out_of_service:
        parts.append(words("header.out_of_service"))
    return " · ".join(parts)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
