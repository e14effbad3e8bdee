"""Clock: event time that two outlets have reached, so that one wrong clock moves nothing.

Of each outlet the two latest articles are remembered. The watermark is the second highest of the outlets' latest
instants; while only one outlet is known it is that outlet's second latest article. An instant after `now` counts as
now.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from detectors.records import Claim

KEPT_SOURCES = 8
"""Outlets remembered: two decide, the others take over when one of these is corrected downward. Bounds the state."""


class Heard(msgspec.Struct, frozen=True, array_like=True):
    """An outlet's latest and second latest article."""

    source: str
    latest: datetime
    article: str
    before: datetime | None = None


class Clock(msgspec.Struct, frozen=True, array_like=True):
    """The event time of one governorate."""

    heard: tuple[Heard, ...] = ()
    since: datetime | None = None
    """Publication of the oldest article seen."""

    @property
    def watermark(self) -> datetime | None:
        """Event time that two outlets (or one outlet's two articles) have reached; None before."""
        if len(self.heard) > 1:
            return self.heard[1].latest
        return self.heard[0].before if self.heard else None

    def observe(self, claims: Iterable[Claim], now: datetime) -> Clock:
        """The clock after these claims; a function of the set of articles seen."""
        heard = {item.source: item for item in self.heard}
        since = self.since
        for claim in claims:
            at = min(claim.published_at, now)
            since = at if since is None else min(since, at)
            heard[claim.source] = _later(heard.get(claim.source), claim, at)
        ranked = sorted(heard.values(), key=lambda item: (item.latest, item.source), reverse=True)
        return Clock(tuple(ranked[:KEPT_SOURCES]), since)


def _later(known: Heard | None, claim: Claim, at: datetime) -> Heard:
    if known is None:
        return Heard(claim.source, at, claim.article_id)
    if claim.article_id == known.article:
        return known if at <= known.latest else Heard(known.source, at, known.article, known.before)
    if at > known.latest:
        return Heard(known.source, at, claim.article_id, known.latest)
    before = at if known.before is None else max(known.before, at)
    return Heard(known.source, known.latest, known.article, before)
