"""How fusion's state lies in a table: one small index per governorate and day, the claims of each article beside it.

| key | value |
|---|---|
| `SY02/2016-11-18` | `DayIndex`: which articles speak of the day, which incidents were published for it |
| `SY02/2016-11-18/<article id>` | that article's claims about the day |
| `SY02/@/<article id>` | `ArticleIndex`: version and days of the article, so that a newer one replaces it |
| `SY02/@@/2026-11-24` | `Touched`: the days that were last written on that day of the worker's clock |

Every key begins with the governorate, so all of one update lies in one partition.
"""

from __future__ import annotations

import hashlib
from bisect import insort
from datetime import date, datetime
from functools import lru_cache
from typing import Final

import msgspec

from detectors.fusion.evidence import governorate_of
from detectors.fusion.features import DAY, Features, features
from detectors.records import Claim, EventDate, EventType, Place, Record
from detectors.step import MAX_STATE_BYTES, StateView

HORIZON_DAYS: Final = 60
"""A day is forgotten this many days (of the worker's clock) after it was last written. Windows accept corrections for
7 days; the rest is for late investigations. The clock is the worker's, since one article's wrong date must not make
room for itself by emptying the state, and an archive that is replayed lies wholly in the past."""

MAX_ARTICLES: Final = 1000
"""Articles kept per governorate and day: the earliest published. With the two sizes below the index stays within
`MAX_STATE_BYTES`. The busiest day of the Aleppo siege had some 200 reports."""

MAX_PUBLISHED: Final = 700
"""Incidents remembered per governorate and day, those that stand before those that no longer do."""

SWEEP: Final = 3
"""Days of the clock that one update sweeps at most, so that no update is slow after a long silence."""


class Entry(Record, frozen=True, kw_only=True, array_like=True):
    """One article in a day's index."""

    published_at: datetime
    article_id: str
    digest: str
    witness: bool = False
    """It tells of no event that is fused here; such articles give way first when the day is full."""


class Published(Record, frozen=True, kw_only=True, array_like=True):
    """What was last published of an incident."""

    version: int
    digest: str
    """Empty once it was merged or retracted."""
    articles: tuple[int, ...] = ()
    """Short hashes of its members' articles: where they went tells what it was merged into."""
    place: Place | None = None
    type: EventType = "other"
    event_date: EventDate | None = None
    first_reported_at: datetime | None = None
    """Place, type and dates are for the notice that it no longer stands."""


class DayIndex(Record, frozen=True, kw_only=True, array_like=True):
    """One governorate's day."""

    articles: tuple[Entry, ...] = ()
    published: dict[str, Published] = msgspec.field(default_factory=dict)
    touched: date | None = None


class ArticleIndex(Record, frozen=True, kw_only=True, array_like=True):
    """The version of an article that counts, and where its claims are."""

    version: tuple[datetime, str]
    days: tuple[date, ...] = ()


class Touched(Record, frozen=True, kw_only=True, array_like=True):
    """Days last written on one day of the clock."""

    days: tuple[date, ...] = ()


_encode = msgspec.msgpack.Encoder().encode
_day = msgspec.msgpack.Decoder(DayIndex)
_article = msgspec.msgpack.Decoder(ArticleIndex)
_touched = msgspec.msgpack.Decoder(Touched)
_claims = msgspec.msgpack.Decoder(tuple[Claim, ...])


class StateOverflowError(Exception):
    """A value would exceed `MAX_STATE_BYTES` although its parts are bounded: a fault of the program, crash."""


class _Days:
    """Indices by the bytes that they are stored as; what was written is not decoded again."""

    def __init__(self) -> None:
        self._known: dict[bytes, DayIndex] = {}

    def read(self, value: bytes) -> DayIndex:
        """The index that `value` holds."""
        found = self._known.get(value)
        if found is None:
            found = _day.decode(value)
            self.keep(value, found)
        return found

    def keep(self, value: bytes, index: DayIndex) -> None:
        """Remember what `value` holds; the oldest give way."""
        if len(self._known) >= _KEPT_DAYS:
            del self._known[next(iter(self._known))]
        self._known[value] = index


_KEPT_DAYS: Final = 2_000
_days = _Days()


@lru_cache(maxsize=10_000)
def _read_claims(value: bytes) -> tuple[Features, ...]:
    return tuple(features(claim) for claim in _claims.decode(value))


class Buckets:
    """One governorate's part of the state, with the writes of the update under way laid over it."""

    def __init__(self, state: StateView, governorate: str, now: datetime) -> None:
        self._state = state
        self._root = governorate
        self._today = now.date()
        self.writes: dict[str, bytes | None] = {}

    def _get(self, key: str) -> bytes | None:
        return self.writes[key] if key in self.writes else self._state.get(key)

    def _put(self, key: str, record: object) -> None:
        self._write(key, _encode(record))

    def _write(self, key: str, value: bytes) -> None:
        if len(value) > MAX_STATE_BYTES:
            raise StateOverflowError(f"{key}: {len(value)} bytes")
        self.writes[key] = value

    def article(self, article_id: str) -> ArticleIndex | None:
        """What is known of an article."""
        value = self._get(f"{self._root}/@/{article_id}")
        return _article.decode(value) if value else None

    def put_article(self, article_id: str, index: ArticleIndex) -> None:
        """Remember the version that counts."""
        self._put(f"{self._root}/@/{article_id}", index)

    def day(self, day: date) -> DayIndex:
        """The index of a day; empty when nothing is known of it."""
        value = self._get(f"{self._root}/{day.isoformat()}")
        return _days.read(value) if value else DayIndex()

    def put_day(self, day: date, index: DayIndex) -> None:
        """Store a day's index and note that it was written today."""
        if index.touched != self._today:
            key = f"{self._root}/@@/{self._today.isoformat()}"
            value = self._get(key)
            before = _touched.decode(value) if value else Touched()
            self._put(key, Touched(days=(*before.days, day)))
            index = msgspec.structs.replace(index, touched=self._today)
        value = _encode(index)
        self._write(f"{self._root}/{day.isoformat()}", value)
        _days.keep(value, index)

    def claims(self, day: date) -> tuple[Features, ...]:
        """All claims about a day."""
        folder = self._claims_key(day, "")
        values = [self._get(folder + e.article_id) for e in self.day(day).articles]
        return tuple(f for value in values if value for f in _read_claims(value))

    def _claims_key(self, day: date, article_id: str) -> str:
        return f"{self._root}/{day.isoformat()}/{article_id}"

    def replace(self, day: date, article_id: str, claims: tuple[Claim, ...]) -> bool:
        """Make `claims` all that the article says about `day`; whether the day's claims are others than before.

        A full day keeps the articles that were published first, whichever came first.
        """
        index = self.day(day)
        kept = [e for e in index.articles if e.article_id != article_id]
        if claims:
            digest = hashlib.sha256("".join(c.claim_id for c in claims).encode()).hexdigest()[:16]
            witness = all(c.event.witness or governorate_of(c) != self._root for c in claims)
            entry = Entry(published_at=claims[0].published_at, article_id=article_id, digest=digest, witness=witness)
            insort(kept, entry, key=lambda e: (e.witness, e.published_at, e.article_id))
            del kept[MAX_ARTICLES:]
        if tuple(kept) == index.articles:
            return False
        ids = {e.article_id for e in kept}
        for gone in index.articles:
            if gone.article_id not in ids:
                self.writes[self._claims_key(day, gone.article_id)] = None
        if claims and article_id in ids:
            self._put(self._claims_key(day, article_id), claims)
        self.put_day(day, msgspec.structs.replace(index, articles=tuple(kept)))
        return True

    def sweep(self) -> None:
        """Forget the days that were last written longer ago than the horizon; looks at `SWEEP` days of the clock."""
        for age in range(HORIZON_DAYS, HORIZON_DAYS + SWEEP):
            on = self._today - DAY * age
            key = f"{self._root}/@@/{on.isoformat()}"
            value = self._get(key)
            if not value:
                continue
            for day in _touched.decode(value).days:
                if self.day(day).touched == on:
                    self._forget(day)
            self.writes[key] = None

    def _forget(self, day: date) -> None:
        for entry in self.day(day).articles:
            self.writes[self._claims_key(day, entry.article_id)] = None
            self.writes[f"{self._root}/@/{entry.article_id}"] = None
        self.writes[f"{self._root}/{day.isoformat()}"] = None
