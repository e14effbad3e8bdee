"""One place's cells over time, read day by day and only where a rule looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from alerts.lifecycle.state import Day, Index, Member
from alerts.rules.model import GRADES, CountRule, Rule, ThresholdRule
from alerts.windows import sums
from alerts.windows.assignment import HOURS, SPAN_DAYS, absolute
from alerts.windows.sums import Vector
from detectors.records import Place

MAX_DAY = date.max.toordinal()


class Key(NamedTuple):
    """A cell's key, taken apart."""

    hour: int
    grade: int
    """Index in `GRADES`."""
    type: str
    days: int
    """Shortest window, in days, that the cell counts in."""
    own: bool


@lru_cache(maxsize=4096)
def key(text: str) -> Key:
    """The parts of a cell's key (`alerts.windows.state.cell_key`)."""
    hour, grade, kind, span, own = text.split("|")
    days = SPAN_DAYS[span]  # type: ignore[index]
    return Key(int(hour), [*GRADES].index(grade), kind, days, own == "1")  # type: ignore[arg-type]


class Series:
    """The cells of one place under one rule."""

    def __init__(
        self,
        index: Index,
        load: Callable[[int, str], Day | None],
        names: Callable[[int, str], dict[str, Member] | None],
    ) -> None:
        self._index, self._load, self._names = index, load, names

    @property
    def place(self) -> Place:
        """The place."""
        return self._index.place

    @property
    def days(self) -> tuple[int, ...]:
        """Ordinals of the days with cells, in order."""
        return self._index.days

    def hours(self, rule: CountRule, own: bool, first: int, last: int = MAX_DAY) -> list[tuple[int, Vector]]:
        """From day `first` to day `last`, each hour with something in it that `rule` counts, in order."""
        out: dict[int, Vector] = {}
        for day in self._index.days:
            if first <= day <= last:
                for hour, vector in self._of(day, rule, own):
                    out[hour] = sums.add(out[hour], vector) if hour in out else vector
        return sorted(out.items())

    def day(self, day: int, rule: CountRule, own: bool) -> Vector:
        """The sums of one day that `rule` counts."""
        return sums.total(vector for _, vector in self._of(day, rule, own))

    def figure(self, day: int, rule: CountRule, own: bool) -> int:
        """What `rule` tests of one day."""
        return sum(tested(vector, rule) for _, vector in self._of(day, rule, own))

    def _of(self, day: int, rule: CountRule, own: bool) -> Iterator[tuple[int, Vector]]:
        for share in self._index.shares:
            held = self._load(day, share)
            for text, vector in held.cells.items() if held else ():
                parts = key(text)
                if accepts(rule, parts, own):
                    yield absolute(day, parts.hour), vector

    def members(self, rule: CountRule, own: bool, first: int, last: int) -> list[str]:
        """Ids of the incidents counted in the hours `first` to `last` (both inclusive), heaviest first."""
        found: list[tuple[int, str]] = []
        for day in self._index.days:
            if first // HOURS <= day <= last // HOURS:
                counted: dict[str, bool] = {}
                for share in self._index.shares:
                    for name, member in (self._names(day, share) or {}).items():
                        cell = member.cell
                        if cell not in counted:
                            parts = key(cell)
                            inside = first <= absolute(day, parts.hour) <= last
                            counted[cell] = inside and accepts(rule, parts, own)
                        if counted[cell]:
                            found.append((-member.weight, name))
        return [name for _, name in sorted(found)]


def accepts(rule: CountRule, cell: Key, own: bool) -> bool:
    """`rule` counts the incidents of this cell."""
    return (
        (cell.own or not own)
        and (cell.days <= 1 or (isinstance(rule, ThresholdRule) and cell.days <= rule.hours // HOURS))
        and cell.grade >= GRADES.index(rule.grade)
        and (not rule.types or cell.type in rule.types)
    )


def tested(vector: Vector, rule: CountRule) -> int:
    """The figure that `rule` compares with its threshold, in people (or incidents)."""
    if rule.measure == "incidents":
        return vector[sums.INCIDENTS]
    counts = (count for count in sums.COUNTS if count in rule.measure)
    return sum(sums.figure(vector, count, rule.victims, rule.estimate) for count in counts)


def scope(rule: Rule, place: Place) -> bool | None:
    """How `rule` looks at `place`: None not at all, True at what happened in the place itself, False at all in it."""
    if not isinstance(rule, CountRule) or not rule.covers(place):
        return None
    if place.level in rule.level:
        return False
    return True if "finest" in rule.level else None


def only_own(rule: Rule) -> bool:
    """`rule` never counts what happened inside of a place: a place without own incidents need not be looked at."""
    return isinstance(rule, CountRule) and rule.level == ("finest",)
