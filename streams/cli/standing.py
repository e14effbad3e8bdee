"""How incidents and alerts look in a table."""

from __future__ import annotations

from detectors.records import Estimate, Place


def count(value: Estimate) -> str:
    """low–best–high, short where they agree; an open end as `+`."""
    high = "+" if value.high is None else str(value.high)
    if value.low == value.best and high == str(value.best):
        text = str(value.best)
    elif high == "+":
        text = f"{value.best}+" if value.low == value.best else f"{value.low}–{value.best}+"
    else:
        text = f"{value.low}–{value.best}–{high}"
    return f"{text}~" if value.vague else text


def where(place: Place) -> str:
    """English and Arabic name, with the precision."""
    names = " · ".join(name for name in (place.name_en, place.name_ar or place.name) if name)
    return f"{names} ({place.precision})"
