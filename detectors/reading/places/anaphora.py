"""المدينة, البلدة, الحي, الريف said again: the nearest place of that kind is meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from msgspec.structs import replace

from detectors.gazetteer import Gazetteer
from detectors.gazetteer.spelling import plain
from detectors.reading.model import PlaceMention
from detectors.reading.places.roles import role_of
from detectors.reading.places.spot import Spot, of_site
from detectors.reading.places.states import States
from detectors.reading.places.words import HALVES, Words, load
from detectors.text import Document

_LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "مدينه": ("community",),
    "بلده": ("community",),
    "قريه": ("community",),
    "مخيم": ("community", "neighbourhood", "landmark"),
    "حي": ("neighbourhood", "landmark"),
    "ضاحيه": (),
    "محافظه": ("governorate",),
}
_ALSO: Final = {"بلده": ("مدينه", "قريه"), "قريه": ("بلده",)}
"""Kinds that a place said again by another may be announced by."""
_SPOKEN_OF: Final = frozenset({"", "source"})
"""Roles of a place that a text goes on to speak of."""
_RETURNED: Final = frozenset({"source", "brought", "treated"})
"""Roles of a place said again; people of it (من أهالي البلدة) are in it."""
_TOWARDS: Final = "جهه"
"""Kind of what is told by the side of a town on which it lies."""
_STATE: Final = "دوله"
_CAPITAL: Final = "عاصمه"
_QUARTER: Final = "حي"
_CAMP: Final = "مخيم"
_SITE: Final = "موقع"
_QUARTERS: Final = "احياء"
_STRIP: Final = "قطاع"
_SIDED: Final = {"n": "شمال", "s": "جنوب", "e": "شرق", "w": "غرب"}
_MEMBERS: Final = {"1": 0, "2": 1, "-1": -1}
_WHOSE: Final = 5
"""Words behind the quarters of a side in which their city is named."""
_CLOCK: Final = frozenset({"من", "عشره", "عشر", "و", "بعد", "قبل", "ظهرا", "فجرا", "صباحا", "مساء", "ليلا", "عصرا"})
"""What follows an ordinal that says when, or which of other things (في الثانية ظهرا، الأولى من نوعها)."""
_ASSAULT_REACH: Final = 6
"""Tokens from what was done to a place to it (تحاصر قوات الدعم السريع المدينة)."""
_SITES: Final = frozenset({"سوق", "مطار", "معبر", "جسر", "قاعده", "دوار", "ساحه", "شارع", "ميدان", "حاجز", "سد"})
_PLACED: Final = frozenset({"في", "من", "الي", "علي", "داخل", "وسط"})


def halved(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """الغوطة, in a text that names one half of it alone (الغوطة الشرقية): that half."""
    found = list(mentions)
    named = [m for m in mentions if m.key.endswith(HALVES)]
    for i, m in enumerate(found) if named else ():
        if " " in m.key or not m.key.startswith("ال"):
            continue
        halves = {o.key: o for o in named if o.key.startswith(m.key + " ")}
        if len(halves) == 1:
            half = next(iter(halves.values()))
            found[i] = replace(m, place=half.place, key=half.key, seat=half.seat)
    return found


def refer_back(
    mentions: Sequence[PlaceMention], document: Document, words: Words, gazetteer: Gazetteer, states: States
) -> tuple[PlaceMention, ...]:
    """`mentions` with those that only repeat a type word, each with the place that it refers to."""
    taken = {i for m in mentions for i in range(m.first, m.last)}
    out = list(mentions)
    texts, again = document.texts, words.again
    named = [m for m in mentions if not m.context_only]
    # sides before a name may put it before its neighbour: from here on, all begin there or later
    later = list(accumulate((m.first for m in reversed(named)), min))[::-1]
    for at, number in document.where(again.keys()):
        if at in taken or not _stands(document, at, words):
            continue
        if at + 1 in taken or (at + 2 in taken and texts[at + 1].startswith("ال") and texts[at + 1].endswith("يه")):
            continue  # العاصمة مقديشو, المدينة العراقية كركوك
        kind = again[texts[at]]
        if kind == _QUARTER and texts[at + 1 : at + 2] and texts[at + 1] in words.sides:
            continue  # الحي الشرقي is another
        earlier = _Earlier(named, bisect_left(later, at), at)
        if kind in _MEMBERS:
            clock = at + 1 < len(texts) and (texts[at + 1] in _CLOCK or texts[at + 1].startswith(("والعشر", "والثلاث")))
            found = None if clock else _member(_MEMBERS[kind], earlier, number)
        elif kind == _QUARTERS:
            sided = texts[at + 1 : at + 2] and texts[at + 1] in words.sides
            whose = any(at + 1 < m.first <= at + _WHOSE and m.sentence == number for m in named)
            found = _city(earlier, gazetteer) if sided and not whose else None
        elif kind == _STRIP:
            known = (m for m in reversed(earlier) if m.key in words["strip"])
            found = None if texts[at + 1 : at + 2] and texts[at + 1].startswith("ال") else next(known, None)
        elif kind == _SITE:
            found = _site(texts, at, earlier)
        elif kind == _STATE:
            found = _state(earlier, mentions, states)
        elif kind == _CAPITAL:
            state = states.called(texts[at + 1], at, number) if at + 1 < len(texts) else None
            found = _capital(earlier, mentions, states) if state is None else states.capital(state, mentions)
            found = replace(found, kind="مدينه") if found is not None else None
        else:
            found = _antecedent(kind, earlier, gazetteer, number)
        if found is not None:
            role = _said_as(at, kind, number, document, words)
            said = replace(found, first=at, last=at + 1, sentence=number, chain=None, role=role, context_only=False)
            out.append(_sided(said, texts[at - 1] if at else "", words))
    out.sort(key=lambda m: m.first)
    return tuple(out)


def _sided(mention: PlaceMention, before: str, words: Words) -> PlaceMention:
    """غربي العاصمة: beside it; شمال القطاع is a part of its own."""
    if words.sides.get(before) in (None, "c") or before.startswith("ال"):
        return mention
    if mention.key in words["strip"]:
        place = replace(mention.place, name=f"{before} {_STRIP} {mention.place.name.removeprefix(_STRIP).strip()}")
        strip = max(words["strip"], key=len)
        key, above = f"{_SIDED[words.sides[before]]} {strip}", mention.above | {strip}
        return replace(mention, first=mention.first - 1, place=place, key=key, above=above)
    return replace(mention, kind=_TOWARDS) if mention.kind in (None, "مدينه") else mention


_AGAIN: Final = 2
"""Sentences behind a bare name in which it is still meant, where the lead spoke of a place of that sort."""


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Mentions that begin before a token, the nearest first."""

    mentions: Sequence[PlaceMention]
    count: int
    at: int

    def __reversed__(self) -> Iterator[PlaceMention]:
        for number in range(self.count - 1, -1, -1):
            if self.mentions[number].first < self.at:
                yield self.mentions[number]


def _stands(document: Document, at: int, words: Words) -> bool:
    """Whether the word names where something is: behind a preposition, a direction or a type word of parts."""
    tokens = document.tokens
    text = tokens[at].text
    if text.startswith(("ب", "لل", "وب")):
        return True
    before = tokens[at - 1].text if at else ""
    before = before[1:] if before[:1] in "وف" and before[1:] in (_PLACED | words["witness"]) else before
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if before in words["witness"] or after in words["witness"]:
        return True
    stands = before in _PLACED or before in words["part"] or before in words["locative"] or before in words.types
    return stands or _assaulted(document, at, words)


def _assaulted(document: Document, at: int, words: Words) -> bool:
    """حصار المدينة, تحاصر قوات المعارضة البلدة: what is attacked, with no more between than who attacks it."""
    for i in range(at - 1, max(-1, at - _ASSAULT_REACH), -1) if not of_site(document.texts, at) else ():
        text = document.tokens[i].text
        if text in words["assault"] or (text[:1] in "وف" and text[1:] in words["assault"]):
            return i == at - 1 or document.tokens[at - 1].text.startswith("ال")  # no مجلس المدينة
        if not text.isalpha():
            return False
    return False


def _said_as(at: int, kind: str, number: int, document: Document, words: Words) -> str:
    """مدير الدفاع المدني في المحافظة, إلى مشافي المدينة: where the source sits or victims went, as a name would be."""
    text = document.texts[at]
    clitics = next((c for c in ("وب", "وال", "لل", "ب") if text.startswith(c)), "").removesuffix("ال")
    role = role_of(
        Spot(at, at + 1, number, text, clitics, kind=kind), document.tokens, words, document.sentences[number].first
    )
    return role if role in _RETURNED else ""


def _member(index: int, earlier: _Earlier, sentence: int) -> PlaceMention | None:
    """The first, second or last of the two places that the same sentence, or the one before, listed last."""
    last = next((m for m in reversed(earlier) if m.chain is not None), None)
    if last is None or sentence - last.sentence > 1:
        return None
    listed = [m for m in reversed(earlier) if m.chain == last.chain][::-1]
    return listed[index] if len(listed) == 2 else None


def _antecedent(kind: str, earlier: _Earlier, gazetteer: Gazetteer, sentence: int) -> PlaceMention | None:
    if kind == "ريف":
        return _countryside(earlier, gazetteer)
    levels = _LEVELS[kind]
    any_other = (m for m in reversed(earlier) if m.role != "named")
    told = [*_just_named(kind, earlier, sentence), *_told_of(earlier), *any_other]
    if kind == "محافظه":  # that of the place spoken of, before that where the report was filed
        there = [m for m in reversed(earlier) if m.role == ""]
        spoken = next(filter(None, (_governorate(m, gazetteer) for m in there)), None)
        told = [m for m in told if m.role != "source" or spoken is None]
    told = _one_camp(told) if kind == _CAMP else told
    led = next((m for m in earlier.mentions if m.sentence <= 1 and m.kind == kind and m.role == ""), None)
    for mention in sorted(told, key=_listed):
        if mention.kind == kind:
            return mention
        if led is not None and sentence - mention.sentence > _AGAIN:
            return led  # مدينة س … وفي ص القريبة قتل اثنان. … . وشنت الطائرات غارات على المدينة
        if mention.place.level in levels and mention.kind in (None, kind) and not _site_named(mention):
            return mention
        if kind == "مدينه" and _seated(mention):
            return mention
    if kind == "محافظه":  # that of the nearest place
        return next(filter(None, (_governorate(mention, gazetteer) for mention in reversed(earlier))), None)
    if kind in _ALSO:  # a town may be called by the next word
        return next((m for m in told if m.place.level == "community" and m.kind in _ALSO[kind]), None)
    if kind == "مدينه":  # the city of a quarter that was named
        for mention in reversed(earlier):
            code = mention.place.code
            if code and gazetteer.level(code) == "neighbourhood":
                city = gazetteer.path(code)[1]
                return replace(mention, place=gazetteer.place(city), kind=kind)
    return None


def _site_named(mention: PlaceMention) -> bool:
    """سوق صابرين, مطار س: no town, whatever the tables have it as."""
    first, _, more = mention.key.partition(" ")
    return bool(more) and first in _SITES and mention.place.code is None


def _seated(mention: PlaceMention) -> bool:
    """A province abroad, called after its city: no شمال دارفور."""
    sided = mention.key.partition(" ")[0] in load().sides
    return mention.abroad == "governorate" and mention.kind is None and not sided


def _one_camp(told: list[PlaceMention]) -> list[PlaceMention]:
    """مخيم س قرب مدينة ص: of the places told of, the one camp that was named, whatever town was named since."""
    camps = [m for m in told if m.kind == _CAMP]
    return camps if len({m.key for m in camps}) == 1 else told


def _city(earlier: _Earlier, gazetteer: Gazetteer) -> PlaceMention | None:
    """الأحياء الشرقية, القسم الغربي: of the city whose quarter was told of, else of the town told of last."""
    there = [m for m in reversed(earlier) if m.role == ""]
    for mention in there:
        code = mention.place.code
        if code and gazetteer.level(code) == "neighbourhood":
            city = gazetteer.place(gazetteer.path(code)[1])
            return replace(mention, place=city, key=plain(city.name), kind="مدينه", seat=None)
    filed = (m for m in reversed(earlier) if m.role == "source")
    return next((m for m in (*there, *filed) if m.place.level == "community"), None)


def _listed(mention: PlaceMention) -> bool:
    """A member of a list is not meant by the one word as long as another place may be."""
    return mention.chain is not None


def _just_named(kind: str, earlier: _Earlier, sentence: int) -> list[PlaceMention]:
    """The nearest in the same sentence that bears the word itself (ينحدر من بلدة س، قتل في البلدة)."""
    return [m for m in reversed(earlier) if m.sentence == sentence and m.kind == kind][:1]


def _told_of(earlier: _Earlier) -> Iterator[PlaceMention]:
    """Places where something is: not whence people came, nor what a hospital is called after that lies elsewhere.

    Where a source sits, unless that is all the province of a town spoken of (مراسلنا في إدلب, of أريحا).
    """
    there = [mention for mention in reversed(earlier) if mention.role == ""]
    own = {mention.key for mention in there}
    towns = [mention.place for mention in there if mention.place.level == "community"]
    for m in reversed(earlier):
        wide = m.role == "source" and any(t.code != m.place.code and m.seat in t.path for t in towns)
        if (m.role in _SPOKEN_OF and not wide) or (m.role == "named" and m.key in own):
            yield m


def _site(texts: Sequence[str], at: int, earlier: _Earlier) -> PlaceMention | None:
    """في معسكر س شمالي ص، فقتل في المعسكر: the nearest site that was called by the same word."""
    called = texts[at].lstrip("وفب").removeprefix("ال").removeprefix("لل")
    return next((m for m in reversed(earlier) if m.kind == _SITE and texts[m.first].endswith(called)), None)


def _state(earlier: _Earlier, mentions: Sequence[PlaceMention], states: States) -> PlaceMention | None:
    """البلاد is the state of the place spoken of, or a state that something happened in."""
    named = [m for m in mentions if m.place.level == "country"]
    for mention in reversed(earlier):
        for state in named:
            if state.key in mention.above or (state.place.code and state.place.code in mention.place.path):
                return state
    return next(filter(None, map(states.of, reversed(earlier))), None)


def _capital(earlier: _Earlier, mentions: Sequence[PlaceMention], states: States) -> PlaceMention | None:
    """العاصمة is that of the state of the place spoken of: of a state that the text names, if there is one."""
    named = {m.place.name for m in mentions if m.place.level == "country"}
    told = sorted(filter(None, map(states.of, reversed(earlier))), key=lambda state: state.place.name not in named)
    return next(filter(None, (states.capital(state, mentions) for state in told)), None)


def _countryside(earlier: _Earlier, gazetteer: Gazetteer) -> PlaceMention | None:
    """الريف is that of the governorate spoken of."""
    for mention in reversed(earlier):
        if mention.kind == "ريف":
            return mention
    found = next(filter(None, (_governorate(mention, gazetteer) for mention in reversed(earlier))), None)
    if found is None or found.place.code is None:
        return None
    return replace(found, place=gazetteer.place(found.place.code, f"ريف {found.place.name}"), kind="ريف")


def _governorate(mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention | None:
    code = gazetteer.governorate(mention.place.code) if mention.place.code else None
    if code is None:
        return None
    return replace(mention, place=gazetteer.place(code, gazetteer.entry(code).name_ar), kind="محافظه", seat=None)
