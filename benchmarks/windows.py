"""What an incident costs the window and alert stages, with few and with many incidents held.

usage: python -m benchmarks windows [INCIDENTS…]

For each number of incidents (500, 5,000 and 20,000 when none is given) over the horizon's days and 60 places it prints
microseconds per update of an incident that is held already, and the largest value stored. The cost must not grow with
the number held; it grows a little with those of one place and day, whose members are listed.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

from alerts.rehearsal import Chain
from alerts.rules import default
from detectors.records import Casualties, Claim, Estimate, Event, EventDate, Incident, Place

_START = date(2016, 11, 1)
_DAYS, _QUARTERS, _UPDATES = 7, 60, 500


def made(number: int, version: int, rng: random.Random) -> Incident:
    """One version of the incident `number`: its place and day follow from the number, its toll is drawn."""
    quarter, day = number % _QUARTERS, _START + timedelta(days=number // _QUARTERS % _DAYS)
    path = (f"N{quarter}", f"C{quarter // 10}", f"T{quarter // 20}", f"D{quarter // 30}", "SY02", "SY")
    spot = Place(name=path[0], code=path[0], level="neighbourhood", precision="neighbourhood", path=path)
    when = EventDate(start=day, end=day)
    reported = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    event = Event(id="e1", type="airstrike", place=spot, date=when, start=0, end=1)
    claim = Claim(
        claim_id=f"{number}-{version}", article_id=str(number), source=f"outlet {number % 20}", published_at=reported,
        event=event, facts=(), sentence="قصف الطيران الحي", text_hash=str(version),
    )  # fmt: skip
    killed = rng.randrange(3)
    toll = Estimate(low=killed, best=killed, high=killed)
    return Incident(
        incident_id=f"incident-{number}", version=version, status="active", place=spot, event_date=when,
        type="airstrike", killed=Casualties(total=toll, unknown=toll), injured=Casualties(), grade="single-source",
        first_reported_at=reported, updated_at=reported, governorate="SY02", claims=(claim,), sources=(claim.source,),
    )  # fmt: skip


def measure(held: int) -> tuple[float, float, int]:
    """Microseconds per update in the window stage and in both, and bytes of the largest value, with `held` held."""
    rng = random.Random(held)
    chain = Chain(default())
    now = datetime(2016, 11, _DAYS + 1, tzinfo=UTC)
    for number in range(held):
        chain.incident(made(number, 1, rng), now)
    again = [made(rng.randrange(held), 2, rng) for _ in range(_UPDATES)]
    begun = time.process_time()
    for incident in again:
        chain.windows.step(chain.window_state, incident, now)
    windows = time.process_time() - begun
    begun = time.process_time()
    for incident in again:
        chain.incident(incident, now)
    both = time.process_time() - begun
    largest = max(len(value) for state in (chain.window_state, chain.alert_state) for value in state.values())
    return windows / _UPDATES * 1e6, both / _UPDATES * 1e6, largest


def main(arguments: list[str]) -> int:
    """Print the table."""
    print(f"{'held':>8} {'windows µs':>12} {'both µs':>10} {'largest value':>15}")
    for held in map(int, arguments or ["500", "5000", "20000"]):
        windows, both, largest = measure(held)
        print(f"{held:>8,} {windows:>12.0f} {both:>10.0f} {largest:>13,} B")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
