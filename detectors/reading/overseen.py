"""Whose dead a running count tells: of the province that who counts them is over, of the place it is counted in."""

from __future__ import annotations

from msgspec.structs import replace

from detectors.gazetteer.entry import DEPTH
from detectors.reading.extent import bare_governorate, depth, inside
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.people import FATES
from detectors.reading.places.words import load


def of_office(matches: Matches, c: Candidate) -> PlaceMention | None:
    """وأوضحت مديرية صحة إدلب أن 16 قضوا: of the province that who counts them is over."""
    texts, charge = matches.document.texts, load()["charge"]
    for m in matches.places:
        over = m.sentence == c.sentence and m.role in ("actor", "source") and m.last < c.first
        if over and c.place is not None and inside(c.place, m) and texts[m.first - 1].removeprefix("ال") in charge:
            return whole(m) if depth(m) <= DEPTH["governorate"] or bare_governorate(m) else None
    return None


def of_place(matches: Matches, place: PlaceMention) -> bool:
    """حصيلة القتلى في محافظة س خلال الحرب: what is counted, by its place."""
    at = place.first - 1
    at -= at > 0 and matches.document.texts[at] in load().types
    there = at > 0 and matches.document.texts[at] in {"في", "داخل"}
    return there and matches.words[at - 1].any((*FATES, "noun.toll"))


def whole(land: PlaceMention) -> PlaceMention:
    """The land itself, without the side of it that the text named."""
    return replace(land, place=replace(land.place, name=_named(land.place.name)))


def _named(name: str) -> str:
    """The land without the side of it that the text named (شمالي اليمن)."""
    words = name.split()
    while len(words) > 1 and words[0] in load().sides:
        words = words[1:]
    return " ".join(words)
