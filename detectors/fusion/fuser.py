"""Claims, one article at a time → incidents that are the same whatever the order of arrival."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final
from zlib import crc32

import msgspec

from detectors.fusion.assembly import LOOKOUT, Sketch, assemble
from detectors.fusion.buckets import MAX_PUBLISHED, ArticleIndex, Buckets, Published
from detectors.fusion.features import DAY, features
from detectors.fusion.incident import stamped
from detectors.records import Casualties, Claim, EventDate, Incident, Place, ReportClaims
from detectors.step import StateView, Step

AFFECTED: Final = 4
"""Days on either side of a changed one whose incidents may become others: two for groups, two for their wholes."""

_REMEMBERED: Final = 40
"""Articles by which a published incident is followed when it dissolves."""


class Fuser:
    """Active incidents, their ids and their whole content are a function of the set of articles' latest versions.

    What depends on history is `version`, `updated_at` and the notices that an id which once stood was merged or
    retracted.
    """

    def step(self, state: StateView, item: ReportClaims, now: datetime) -> Step[Incident]:
        """The incidents that `item` changes, those that no longer stand first said so, and the state to store."""
        buckets = Buckets(state, item.governorate, now)
        before = buckets.article(item.article_id)
        if before and before.version >= item.version:
            return Step()
        days = _by_day(item.claims)
        buckets.sweep()
        changed = [
            day
            for day in sorted({*days, *(before.days if before else ())})
            if buckets.replace(day, item.article_id, days.get(day, ()))
        ]
        buckets.put_article(item.article_id, ArticleIndex(version=item.version, days=tuple(sorted(days))))
        outputs = _refresh(buckets, item.governorate, changed, now) if changed else []
        return Step(tuple(outputs), buckets.writes)


def _by_day(claims: Iterable[Claim]) -> dict[date, tuple[Claim, ...]]:
    found: dict[date, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[features(claim).day].append(claim)
    return {day: tuple(list_) for day, list_ in found.items()}


def _around(days: Iterable[date], reach: int) -> list[date]:
    return sorted({day + DAY * n for day in days for n in range(-reach, reach + 1)})


def _refresh(buckets: Buckets, governorate: str, changed: Sequence[date], now: datetime) -> list[Incident]:
    """Assemble the neighbourhood of the changed days anew and publish what differs from what was published."""
    known = {day: buckets.day(day) for day in _around(changed, AFFECTED + LOOKOUT)}
    wanted = [d for d in _around(changed, AFFECTED) if known[d].articles or known[d].published]
    claims = {day: buckets.claims(day) for day, index in known.items() if index.articles}
    sketches = assemble(governorate, claims, wanted)
    standing = [sketch for sketch in sketches if not sketch.elsewhere]
    placed = {sketch.id for sketch in sketches if sketch.elsewhere}
    registry = {i: (day, p) for day in wanted for i, p in known[day].published.items()}
    outputs: list[Incident] = []
    homes: dict[date, dict[str, Published]] = {day: dict(known[day].published) for day in wanted}
    for sketch in standing:
        day, last = registry.pop(sketch.id, (sketch.day, None))
        if day != sketch.day:
            del homes[day][sketch.id]
        if last is not None and last.digest == sketch.digest:
            homes[sketch.day][sketch.id] = last
            continue
        version = last.version + 1 if last else 1
        incident = sketch.build()
        outputs.append(stamped(incident, version, now))
        homes[sketch.day][sketch.id] = _published(sketch, incident, version)
    gone = []
    for id_, (day, last) in sorted(registry.items()):
        if last.digest:
            gone.append(_gone((id_, day, last), standing, governorate, now, placed=id_ in placed))
            homes[day][id_] = msgspec.structs.replace(last, version=last.version + 1, digest="", articles=())
    for day, published in homes.items():
        if published != known[day].published:
            buckets.put_day(day, msgspec.structs.replace(buckets.day(day), published=_bounded(published)))
    return [*gone, *outputs]


def _published(sketch: Sketch, incident: Incident, version: int) -> Published:
    articles = {crc32(f.claim.article_id.encode("utf-8", "surrogatepass")) for f in sketch.members}
    return Published(
        version=version,
        digest=sketch.digest,
        articles=tuple(sorted(articles)[:_REMEMBERED]),
        place=incident.place,
        type=incident.type,
        event_date=incident.event_date,
        first_reported_at=incident.first_reported_at,
    )


def _bounded(published: dict[str, Published]) -> dict[str, Published]:
    """At the bound those that no longer stand are forgotten first, then by id, in every run alike."""
    if len(published) <= MAX_PUBLISHED:
        return published
    kept = sorted(published, key=lambda i: (not published[i].digest, i))[:MAX_PUBLISHED]
    return {i: published[i] for i in kept}


def _gone(
    was: tuple[str, date, Published], standing: Sequence[Sketch], governorate: str, now: datetime, *, placed: bool
) -> Incident:
    """The notice that an id no longer stands: merged into what holds most of its articles, else retracted.

    It says where and when it was, and counts nobody. `placed`: it turned out to be an incident of some governorate,
    which is fused by itself, so its id is not known here.
    """
    id_, day, last = was
    votes: Counter[str] = Counter()
    own = set(last.articles)
    for sketch in standing:
        votes[sketch.id] = sum(
            1 for a in {f.claim.article_id for f in sketch.members} if crc32(a.encode("utf-8", "surrogatepass")) in own
        )
    heir = None if placed else min((i for i, n in votes.items() if n), key=lambda i: (-votes[i], i), default=None)
    return Incident(
        incident_id=id_,
        version=last.version + 1,
        status="merged" if heir or placed else "retracted",
        merged_into=heir,
        place=last.place or Place(name=""),
        event_date=last.event_date or EventDate(start=day, end=day),
        type=last.type,
        killed=Casualties(),
        injured=Casualties(),
        grade="single-source",
        first_reported_at=last.first_reported_at or now,
        updated_at=now,
        governorate=governorate,
    )
