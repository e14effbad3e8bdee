"""What an article costs the locate and fuse stages on a busy day, and beside a large archive.

usage: python -m benchmarks fusing [ARTICLES…]

For each number of articles of one day (0, 300 and 1,200 when none is given) it prints milliseconds per further article:
of one whose place is known, of one whose governorate is not (all governorates hear of it), and of the first kind when
5,000 articles of other days are held as well. The last must not differ from the first.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

from detectors.fusion import Fuser, Locator
from detectors.gazetteer import Gazetteer
from detectors.records import Casualties, Estimate, Event, EventDate, EventType, Place, Report
from detectors.step import apply

_DAY = date(2016, 11, 18)
_NOW = datetime(2016, 12, 1, tzinfo=UTC)
_ARCHIVE_DAYS, _ARCHIVE = 400, 5_000
_FURTHER = 40
_UNPLACED = 0.1
"""Share of a day's articles that name no governorate."""
_TYPES: tuple[EventType, ...] = ("airstrike", "shelling", "shooting", "explosion")


class Desk:
    """Both stages over plain dicts."""

    def __init__(self, seed: int) -> None:
        gazetteer = Gazetteer.load()
        self._places = [gazetteer.place(e.code) for e in gazetteer if e.level in ("community", "neighbourhood")]
        self._rng = random.Random(seed)
        self._located: dict[str, bytes] = {}
        self._fused: dict[str, bytes] = {}
        self._locator, self._fuser = Locator(), Fuser()
        self._number = 0

    def report(self, day: date, placed: bool) -> Report:
        """A made-up article of `day`: one act, a toll, some names that others may tell too."""
        rng = self._rng
        self._number += 1
        killed = rng.randrange(6)
        toll = Estimate(low=killed, best=killed, high=killed)
        event = Event(
            id="e1", type=rng.choice(_TYPES), place=rng.choice(self._places) if placed else Place(name=""),
            date=EventDate(start=day, end=day, stated=True), start=0, end=1,
            killed=Casualties(total=toll, unknown=toll), terms=tuple(sorted(rng.sample(range(5_000), 8))),
        )  # fmt: skip
        return Report(
            article_id=f"a{self._number}", source=f"outlet {self._number % 60}", reader_version="benchmark",
            published_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(seconds=self._number),
            events=(event,), quotes={"e1": f"قصف الطيران الحي {killed} {self._number}"}, text_hash=str(self._number),
            fingerprint=tuple(sorted(rng.sample(range(1 << 32), 64))),
        )  # fmt: skip

    def take(self, report: Report) -> None:
        """The article's way through both stages."""
        told = self._locator.step(self._located, report, _NOW)
        apply(told.writes, self._located)
        for claims in told.outputs:
            apply(self._fuser.step(self._fused, claims, _NOW).writes, self._fused)

    def fill(self, articles: int) -> None:
        """The day so far."""
        for number in range(articles):
            self.take(self.report(_DAY, placed=number % round(1 / _UNPLACED) != 0))

    def archive(self) -> None:
        """Articles of other days: none is near enough to be looked at."""
        for number in range(_ARCHIVE):
            self.take(self.report(_DAY - timedelta(days=30 + number % _ARCHIVE_DAYS), placed=True))

    def cost(self, placed: bool) -> float:
        """Milliseconds per further article of the day."""
        further = [self.report(_DAY, placed) for _ in range(_FURTHER)]
        begun = time.process_time()
        for report in further:
            self.take(report)
        return (time.process_time() - begun) / _FURTHER * 1e3


def main(arguments: list[str]) -> int:
    """Print the table."""
    print(f"{'that day':>8} {'placed ms':>10} {'unplaced ms':>12} {'placed, archive held, ms':>25}")
    for articles in map(int, arguments or ["0", "300", "1200"]):
        desk, old = Desk(articles), Desk(articles)
        desk.fill(articles)
        placed, unplaced = desk.cost(placed=True), desk.cost(placed=False)
        old.archive()
        old.fill(articles)
        print(f"{articles:>8,} {placed:>10.1f} {unplaced:>12.1f} {old.cost(placed=True):>25.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
