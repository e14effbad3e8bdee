"""What should stand now under one rule at one place: computed afresh from the series, whatever was sent before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from alerts.lifecycle.episodes import WEEK, Episode, calendar, grid, sliding
from alerts.lifecycle.series import MAX_DAY, Series, tested
from alerts.rules.model import CountRule, NewPlaceRule, SpikeRule, ThresholdRule
from alerts.windows import sums
from alerts.windows.assignment import HOURS
from alerts.windows.sums import Vector


@dataclass(frozen=True, slots=True)
class Frame:
    """What a rule may look at: days before `first` are final, history began on day `since`, `sealed` hours are used."""

    first: int
    since: int | None
    sealed: int = -1
    changed: tuple[int, int] | None = None
    """First and last day that changed; None when any may have. Calendar windows elsewhere are left alone."""


def episodes(rule: CountRule, series: Series, own: bool, frame: Frame) -> list[tuple[Episode, str]]:
    """The episodes of `rule`, each with the words that say why."""
    if isinstance(rule, ThresholdRule):
        return list(_threshold(rule, series, own, frame))
    if isinstance(rule, SpikeRule):
        return list(_spike(rule, series, own, frame))
    if isinstance(rule, NewPlaceRule):
        return list(_new_place(rule, series, own, frame))
    raise TypeError(f"no episodes for {type(rule).__name__}")


def touched(size: int, frame: Frame) -> tuple[int, int]:
    """First and last hour of the calendar windows of `size` hours that may have changed."""
    if frame.changed is None:
        return (frame.first - max(size // HOURS, 1)) * HOURS, MAX_DAY * HOURS
    first, last = frame.changed
    return grid(first * HOURS, size), grid(last * HOURS + HOURS - 1, size) + size - 1


def reach(rule: CountRule) -> int:
    """Days of history that `rule` needs behind the days that can still change."""
    if isinstance(rule, ThresholdRule):
        return 2 * (rule.hours // HOURS) + WEEK // HOURS + 2
    return rule.baseline_days + 1 if isinstance(rule, SpikeRule) else getattr(rule, "quiet_days", 1) + 1


def _threshold(rule: ThresholdRule, series: Series, own: bool, frame: Frame) -> Iterator[tuple[Episode, str]]:
    """Windows of fixed or sliding position in which the measure reaches the first tier."""

    def value(vector: Vector) -> int:
        return tested(vector, rule)

    least, size = rule.tiers[0].at, rule.hours
    if not rule.sliding:
        first, last = touched(size, frame)
        found = calendar(series.hours(rule, own, first // HOURS, last // HOURS), size, least, value)
    else:
        hours = [item for item in series.hours(rule, own, frame.first - reach(rule)) if item[0] > frame.sealed]
        found = sliding(hours, size, least, value, WEEK)
    for episode in found:
        yield episode, f"reached {episode.peak} within {_length(size)}, threshold {least}"


def _spike(rule: SpikeRule, series: Series, own: bool, frame: Frame) -> Iterator[tuple[Episode, str]]:
    """Days that exceed the average day of the baseline before them `factor` times."""
    if frame.since is None:
        return
    values = {day: series.figure(day, rule, own) for day in series.days if day >= frame.first - reach(rule)}
    for day in (day for day in values if day >= frame.first and values[day] >= rule.minimum):
        watched = min(rule.baseline_days, day - frame.since)
        if watched < rule.history_days:
            continue
        before = sum(value for other, value in values.items() if day - watched <= other < day)
        if values[day] * watched >= rule.factor * before:
            average = f"{before / watched:.1f}"
            text = (
                f"{values[day]} in one day, {rule.factor:g} times the average of {average} over {watched} days before"
            )
            yield _day(day, series.day(day, rule, own), values[day]), text


def _new_place(rule: NewPlaceRule, series: Series, own: bool, frame: Frame) -> Iterator[tuple[Episode, str]]:
    """Days of violence after `quiet_days` without any."""
    if frame.since is None:
        return
    quiet = rule.quiet_days
    for day in (day for day in series.days if day >= frame.first and day - frame.since >= rule.history_days):
        if (value := series.figure(day, rule, own)) < rule.minimum:
            continue
        earlier = (other for other in reversed(series.days) if day - quiet <= other < day)
        if not any(series.figure(other, rule, own) for other in earlier):
            yield _day(day, series.day(day, rule, own), value), f"{value} in one day, none in the {quiet} days before"


def _day(day: int, vector: sums.Vector, value: int) -> Episode:
    start = day * HOURS
    return Episode(
        date.fromordinal(day).isoformat(), start, start + HOURS, start + HOURS, vector, value, start + HOURS - 1
    )


def _length(hours: int) -> str:
    if hours % HOURS:
        return f"{hours} hours"
    return "1 day" if hours == HOURS else f"{hours // HOURS} days"
