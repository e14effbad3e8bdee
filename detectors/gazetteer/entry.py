"""One place of the gazetteer, as its row says."""

from __future__ import annotations

from typing import NamedTuple

from detectors.records import Level, Precision

LEVELS: tuple[Level, ...] = (
    "country", "governorate", "district", "subdistrict", "community", "neighbourhood", "landmark",
)  # fmt: skip
"""From the widest to the finest."""

DEPTH: dict[str, int] = {level: depth for depth, level in enumerate(LEVELS)}
"""Level → how fine it is."""

PRECISION: dict[str, Precision] = {
    "country": "country",
    "governorate": "governorate",
    "district": "district",
    "subdistrict": "subdistrict",
    "community": "community",
    "neighbourhood": "neighbourhood",
    "landmark": "neighbourhood",
}
"""Level → precision of a place that is resolved to it."""


ABROAD: dict[str, Level] = {
    "country": "country",
    "province": "governorate",
    "city": "community",
    "quarter": "neighbourhood",
}
"""Kind of a place outside the tree → the level that it would have in it."""


class Entry(NamedTuple):
    """A place with its code, names and position (WGS 84, degrees; None where only the name is known)."""

    code: str
    level: Level
    name_ar: str
    name_en: str
    parent: str
    """Code of the place that contains it; empty for the country."""
    lat: float | None
    lon: float | None
    aliases: tuple[str, ...]


class Facility(NamedTuple):
    """A hospital or medical point: its names and the code of its place. Positions are kept out on purpose."""

    name_ar: str
    name_en: str
    type: str
    place: str
    """Code of the place that it lies in."""
    aliases: tuple[str, ...]


class Region(NamedTuple):
    """A place outside the gazetteer's own tree, or an area without an official border."""

    name_ar: str
    kind: str
    """`country`, `province`, `city`, `quarter` (outside the tree) or `region` (an unofficial area)."""
    parent: str
    """Code of the official unit that holds a region; the Arabic name of what contains a place elsewhere."""
    aliases: tuple[str, ...]
