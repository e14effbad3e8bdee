"""A whole archive at once: the incidents of many reports, without a stream's state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from detectors.fusion.assembly import assemble
from detectors.fusion.evidence import claims_of, version_of
from detectors.fusion.features import Features, features
from detectors.fusion.hearing import Hearing
from detectors.fusion.incident import stamped
from detectors.fusion.locator import by_governorate
from detectors.records import Incident, Report


def fuse_all(reports: Iterable[Report], now: datetime, hearing: Hearing | None = None) -> list[Incident]:
    """The active incidents of `reports`, by governorate, day and id. What a stream of them in any order ends in."""
    newest: dict[str, Report] = {}
    for report in reports:
        known = newest.get(report.article_id)
        if known is None or version_of(report) > version_of(known):
            newest[report.article_id] = report
    hearing = Hearing.default() if hearing is None else hearing
    days: dict[str, dict[date, list[Features]]] = defaultdict(lambda: defaultdict(list))
    for article in sorted(newest):
        for governorate, claims in by_governorate(claims_of(newest[article]), hearing).items():
            for one in map(features, claims):
                days[governorate][one.day].append(one)
    found = [
        sketch
        for governorate in sorted(days)
        for sketch in assemble(governorate, days[governorate], sorted(days[governorate]))
        if not sketch.elsewhere
    ]
    found.sort(key=lambda s: (s.governorate, s.day, s.id))
    return [stamped(sketch.build(), 1, now) for sketch in found]
