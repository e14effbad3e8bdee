"""The places that reports name: their tree, their positions, and all the ways to write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from detectors.gazetteer.check import check
from detectors.gazetteer.distance import kilometres
from detectors.gazetteer.entry import DEPTH, PRECISION, Entry, Facility, Region
from detectors.gazetteer.index import Index
from detectors.gazetteer.tables import EXTRA, SEAT, GazetteerError, Row, read, split
from detectors.records import Level, Place
from detectors.text import fold


class Gazetteer:
    """Immutable once loaded. Codes that it does not know raise KeyError."""

    def __init__(
        self,
        entries: Iterable[Entry],
        facilities: Iterable[Facility] = (),
        regions: Iterable[Region] = (),
        gated: Mapping[str, str] | None = None,
    ) -> None:
        """`gated`: folded name → `yes` or `maybe`, names that are ordinary words, persons or countries."""
        self._entries = {entry.code: entry for entry in entries}
        self.facilities = tuple(facilities)
        self.regions = tuple(regions)
        self.gated = dict(gated or {})
        self._paths: dict[str, tuple[str, ...]] = {}
        self._governorates: dict[str, str | None] = {}
        self._positions: dict[str, tuple[float, float] | None] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> Gazetteer:
        """The package's gazetteer, replaced or extended by the tables in `folder` (`tables.sources` says which).

        Raises:
            GazetteerError: a user's folder has mistakes; all of them at once.
        """
        if folder is not None and (problems := check(folder)):
            raise GazetteerError(problems)
        tables = {name: found for name, found, _ in read(folder)}
        places = [*tables.get(SEAT, ()), *tables.get(EXTRA, ())]
        return cls(
            map(_entry, places),
            map(_facility, tables.get("facilities.csv", ())),
            map(_region, tables.get("world.csv", ())),
            {
                row["name_norm"]: row["common_word"]
                for row in tables.get("ambiguous_names.csv", ())
                if row["common_word"]
            },
        )

    def __len__(self) -> int:
        """How many places it holds."""
        return len(self._entries)

    def __contains__(self, code: object) -> bool:
        """Whether `code` is a place."""
        return code in self._entries

    def __iter__(self) -> Iterator[Entry]:
        """All places in the order of the file."""
        return iter(self._entries.values())

    def entry(self, code: str) -> Entry:
        """The place of `code`."""
        return self._entries[code]

    def path(self, code: str) -> tuple[str, ...]:
        """Codes from the place itself up to the country."""
        path = self._paths.get(code)
        if path is None:
            parent = self._entries[code].parent
            path = self._paths[code] = (code, *(self.path(parent) if parent else ()))
        return path

    def level(self, code: str) -> Level:
        """How wide the place is."""
        return self._entries[code].level

    def ancestor(self, code: str, level: Level) -> str | None:
        """The place itself or the one above it at `level`."""
        return next((above for above in self.path(code) if self._entries[above].level == level), None)

    def governorate(self, code: str) -> str | None:
        """Code of the governorate that holds the place; None for the country."""
        if code not in self._governorates:
            self._governorates[code] = self.ancestor(code, "governorate")
        return self._governorates[code]

    def governorates(self) -> tuple[str, ...]:
        """Codes of all governorates, in order."""
        return tuple(sorted(entry.code for entry in self._entries.values() if entry.level == "governorate"))

    def contains(self, outer: str, inner: str) -> bool:
        """Whether `outer` is `inner` or lies above it."""
        return outer in self.path(inner)

    def position(self, code: str) -> tuple[float, float] | None:
        """Latitude and longitude; of the nearest place above for one that is known by name alone."""
        if code not in self._positions:
            place = self._located(code)
            known = place.lat is not None and place.lon is not None
            self._positions[code] = (place.lat, place.lon) if known else None  # type: ignore[assignment]
        return self._positions[code]

    def _located(self, code: str) -> Entry:
        """The place whose position is its own: itself, or the nearest above; itself where none has one."""
        places = (self._entries[above] for above in self.path(code))
        return next((p for p in places if p.lat is not None and p.lon is not None), self._entries[code])

    def distance(self, code: str, other: str) -> float | None:
        """Kilometres between two places' positions; None where one has none."""
        here, there = self.position(code), self.position(other)
        return kilometres(*here, *there) if here and there else None

    def nearest(self, lat: float, lon: float, level: Level = "community") -> tuple[str, float] | None:
        """The place of `level` closest to a point, and its distance in kilometres."""
        found = (
            (kilometres(lat, lon, e.lat, e.lon), e.code)
            for e in self._entries.values()
            if e.level == level and e.lat is not None and e.lon is not None
        )
        best = min(found, default=None)
        return (best[1], best[0]) if best else None

    def place(self, code: str, name: str | None = None, note: str | None = None) -> Place:
        """The record of a place, `name` as the report writes it.

        Its precision is that of the position: a quarter known by name alone is put on its city, and says so.
        """
        entry = self._entries[code]
        position = self.position(code)
        return Place(
            name=name or entry.name_ar,
            precision=PRECISION[self._located(code).level],
            code=code,
            level=entry.level,
            path=self.path(code),
            name_ar=entry.name_ar,
            name_en=entry.name_en,
            lat=position[0] if position else None,
            lon=position[1] if position else None,
            note=note,
        )

    def by_name(self, name: str) -> tuple[str, ...]:
        """Codes of the places that bear `name` (any spelling, no type word), widest first."""
        return self.index.codes.get(fold(name), ())

    @cached_property
    def index(self) -> Index:
        """Every spelling of every name."""
        return Index.build(self._entries.values(), self.regions)

    def finer(self, code: str, other: str) -> bool:
        """Whether `code` is of a finer level than `other`."""
        return DEPTH[self.level(code)] > DEPTH[self.level(other)]


def _entry(row: Row) -> Entry:
    lat, lon = row["lat"], row["lon"]
    return Entry(
        row["code"],
        row["level"],  # type: ignore[arg-type]
        row["name_ar"],
        row["name_en"],
        row["parent_code"],
        float(lat) if lat else None,
        float(lon) if lon else None,
        split(row["aliases_ar"]),
    )


def _facility(row: Row) -> Facility:
    return Facility(row["name_ar"], row["name_en"], row["type"], row["place_code"], split(row["aliases_ar"]))


def _region(row: Row) -> Region:
    return Region(row["name_ar"], row["kind"], row["parent"], split(row["aliases_ar"]))
