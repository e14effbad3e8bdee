"""Names that nothing but what stands around them gives away: a parent, a side of a town, a town's first word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detectors.lexicon.entry import Entry
from detectors.reading.places.spot import Spot
from detectors.reading.places.spots import SETTLED, Page, extended, name_end
from detectors.reading.places.words import Words
from detectors.text import Document

LEADS = frozenset({"في", "قرب", "علي", "وفي", "داخل", "وسط", "استهدفت", "استهدف", "قصفت", "قصف", "طال", "طالت"})
"""Words behind which a name stands that only its parent gives away."""
_UNITS = frozenset({"قضاء", "ناحيه"})
"""Kinds that say where a village lies without a preposition (في كذا قضاء صور)."""
_TOWN_AGAIN = frozenset({"المدينه", "العاصمه", "البلده", "المحافظه"})
"""في كذا شرقي المدينة: what a name lies on a side of, named before."""
_SURELY = 4
"""Letters of a name that only its parent gives away, least."""
_ITS = ("ه", "ها", "هم", "هما")


def beside_spots(
    spots: Sequence[Spot], document: Document, words: Words, readings: Sequence[Mapping[str, Entry]]
) -> list[Spot]:
    """Names that only their parent or first word gives away: في كذا جنوبي تعز, في كذا بمحافظة لحج, في دير كذا."""
    if not readings:
        return []
    taken = {index for spot in spots for index in range(spot.begin, spot.last)}
    parents = {spot.begin: spot for spot in spots if spot.known}
    tokens, texts = document.tokens, document.texts
    if "في" not in texts and SETTLED.isdisjoint(texts):
        return []
    page = Page(tokens, words, readings, taken)
    found: list[Spot] = []
    for at, number in document.where(LEADS):
        end = document.sentences[number].last
        if at >= end - 2 or readings[at + 1] or at + 1 in taken or _no_name(texts[at + 1], words):
            continue
        last = name_end(at + 1, end, tokens, words, taken)
        town = last is not None and texts[at + 1] in SETTLED and last > at + 2 and not readings[at + 2]
        if last is None or last >= end or (len(tokens[at + 1].text) < _SURELY and not town):
            continue
        last = min(extended(last, end, page), end - 1)  # في كارته نو شرقي …
        behind = tokens[last + 1].text if last + 1 < end else ""
        sided = tokens[last].text in words.sides and (last + 1 in parents or behind in _TOWN_AGAIN)
        kind = words.types.get(tokens[last].text)
        prefixed = "ب" in kind.clitics if kind else tokens[last].text.startswith("ب")  # في سهول بلدة … has none
        led = last in parents and (prefixed or parents[last].kind in _UNITS)
        if sided or (led and parents[last].kind) or town:
            name = " ".join(t.text for t in tokens[at + 1 : last])
            found.append(Spot(at + 1, last, number, name, evidence=2))
    return found


def _no_name(text: str, words: Words) -> bool:
    """في مظاهرة, في مزرعته, داخل المعسكر: a word of the language, whose place it is, one named before."""
    if text in words["no_name"] or text in words.again:
        return True
    stems = (text.removesuffix(of) for of in _ITS if text.endswith(of))
    return any(stem in words["no_name"] or f"{stem[:-1]}ه" in words["no_name"] for stem in stems)
