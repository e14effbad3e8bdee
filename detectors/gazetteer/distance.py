"""Distances on the globe."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

EARTH = 12742.0
"""Mean diameter of the earth in kilometres (IUGG mean radius 6371 km)."""


@lru_cache(maxsize=1 << 14)
def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two WGS 84 points (haversine)."""
    rise = sin(radians(other_lat - lat) / 2) ** 2
    run = sin(radians(other_lon - lon) / 2) ** 2
    return EARTH * asin(min(1.0, sqrt(rise + cos(radians(lat)) * cos(radians(other_lat)) * run)))
