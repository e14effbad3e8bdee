"""المدينة, البلدة, الحي, الريف said again: the nearest place of that kind is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from detectors.gazetteer import Gazetteer
from detectors.gazetteer.entry import DEPTH
from detectors.reading.model import PlaceMention
from detectors.reading.places.words import Words
from detectors.text import Document

_LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "مدينه": ("community",),
    "بلده": ("community",),
    "قريه": ("community",),
    "مخيم": ("community", "neighbourhood", "landmark"),
    "حي": ("neighbourhood", "landmark"),
    "محافظه": ("governorate",),
}
_PLACED: Final = frozenset({"في", "من", "الي", "علي", "داخل", "وسط"})


def refer_back(
    mentions: Sequence[PlaceMention], document: Document, words: Words, gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """`mentions` with those that only repeat a type word, each with the place that it refers to."""
    taken = {i for m in mentions for i in range(m.first, m.last)}
    out = list(mentions)
    tokens, again = document.tokens, words.again
    for number, sentence in enumerate(document.sentences):
        for at in range(sentence.first, sentence.last):
            kind = again.get(tokens[at].text)
            if kind is None or at in taken or not _stands(document, at, words):
                continue
            earlier = [m for m in mentions if m.first < at and not m.context_only]
            found = _antecedent(kind, earlier, gazetteer)
            if found is not None:
                out.append(replace(found, first=at, last=at + 1, sentence=number, chain=None, role=""))
    out.sort(key=lambda m: m.first)
    return tuple(out)


def _stands(document: Document, at: int, words: Words) -> bool:
    """Whether the word names where something is: behind a preposition, a direction or a type word of parts."""
    tokens = document.tokens
    text = tokens[at].text
    if text.startswith(("ب", "لل", "وب")):
        return True
    before = tokens[at - 1].text if at else ""
    return before in _PLACED or before in words["part"] or before in words["locative"] or before in words.types


def _antecedent(kind: str, earlier: Sequence[PlaceMention], gazetteer: Gazetteer) -> PlaceMention | None:
    if kind == "ريف":
        return _countryside(earlier, gazetteer)
    levels = _LEVELS[kind]
    for mention in reversed(earlier):
        if mention.kind == kind:
            return mention
        if mention.place.level in levels and mention.kind in (None, kind):
            return mention
    if kind == "مدينه":  # the city of a quarter that was named
        for mention in reversed(earlier):
            code = mention.place.code
            if code and gazetteer.level(code) == "neighbourhood":
                city = gazetteer.path(code)[1]
                return replace(mention, place=gazetteer.place(city), kind=kind)
    return None


def _countryside(earlier: Sequence[PlaceMention], gazetteer: Gazetteer) -> PlaceMention | None:
    """الريف is that of the governorate spoken of."""
    for mention in reversed(earlier):
        if mention.kind == "ريف":
            return mention
    for mention in reversed(earlier):
        code = mention.place.code
        governorate = gazetteer.governorate(code) if code else None
        if governorate and DEPTH[gazetteer.level(governorate)] == DEPTH["governorate"]:
            name = f"ريف {gazetteer.entry(governorate).name_ar}"
            return replace(mention, place=gazetteer.place(governorate, name), kind="ريف")
    return None
