"""Window assignment: the hour that an incident counts in, and how wide its date is.

Reports date events by the day. An event counts in the last hour in which it can have happened: that of its first
report, or, when that came on a later day, the last hour of the event's day. Days and hours are those of the place's
own calendar, so a window of one day is a calendar day there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from alerts.records import Span
from detectors.records import EventDate, Incident

HOURS = 24
DAY_SPAN = 3
"""Days that still count as one day's news: reports speak of "the last 24 to 72 hours"."""
WEEK_SPAN = 7
SPAN_DAYS: dict[Span, int] = {"day": 1, "week": 7, "month": 31}
"""Shortest window, in days, that an incident of each span counts in; day spans count in hour windows too."""


class Slot(NamedTuple):
    """Where in time an incident counts."""

    day: int
    """Proleptic ordinal of the local day."""
    hour: int
    span: Span


def slot(incident: Incident, zone: tzinfo) -> Slot:
    """The slot of `incident`: a function of its event date and first report alone."""
    reported = incident.first_reported_at.astimezone(zone).replace(tzinfo=None)
    at = reported
    when = incident.event_date
    if when.precision != "unknown":
        first, last = datetime.combine(when.start, time.min), datetime.combine(when.end, time(23))
        at = min(max(reported, first), last)
    return Slot(at.toordinal(), at.hour, span(when))


def span(when: EventDate) -> Span:
    """How long a stretch `when` leaves open."""
    days = (when.end - when.start).days + 1
    if when.precision == "month" or days > WEEK_SPAN:
        return "month"
    if when.precision == "week" or days > DAY_SPAN:
        return "week"
    return "day"


def local_day(instant: datetime, zone: tzinfo) -> int:
    """Ordinal of the local day of `instant`."""
    return instant.astimezone(zone).toordinal()


def local_hour(instant: datetime, zone: tzinfo) -> int:
    """Hours of the local clock since day 0, as `absolute`."""
    local = instant.astimezone(zone)
    return absolute(local.toordinal(), local.hour)


def absolute(day: int, hour: int) -> int:
    """Hours since day 0 of the hour `hour` of day `day`."""
    return day * HOURS + hour


def instant(hours: int, zone: tzinfo) -> datetime:
    """The instant at which the local hour `hours` (as `absolute`) begins; the first of two when clocks go back."""
    day, hour = divmod(hours, HOURS)
    local = datetime.combine(date.fromordinal(day), time(), tzinfo=zone) + timedelta(hours=hour)
    return local.astimezone(UTC)
