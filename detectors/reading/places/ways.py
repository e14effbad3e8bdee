"""Places of a way or a name only: whither people went, the ends of a road, the outlet called after a town, a seat."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from detectors.reading.people import COMMAS
from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words
from detectors.text import Token

_BESIDE: Final = 2
"""Words between what leads somewhere and its name."""
_WAY: Final = 5
"""The same where the way's beginning is named as well."""
_TOWARDS: Final = frozenset({"باتجاه", "نحو", "صوب"})
_ON_THE_WAY: Final = ["في", "الطريق"]
_DIED: Final = ("مات", "توفي", "توفو", "قضي", "قضو", "فارق", "نقل", "اسعف", "لفظ")
"""Beginnings of what befalls the wounded on their way."""
WHITHER: Final = _TOWARDS | {"الي"}
_ROADS: Final = frozenset({"طريق", "الطريق", "اوتستراد", "اوتوستراد", "الاوتوستراد", "الاوتستراد"})
_DASHES: Final = frozenset({"-", "–", "—", "ـ", "/"})
_ON_ROAD: Final = 6
"""Tokens between the far end of a road and the place on it that is named."""
_LANDS: Final = frozenset({"ريف", "محافظه", "قضاء", "لواء", "ولايه", "اقليم"})
_BETWEEN: Final = 3
"""Tokens from a road to the first of the two towns it lies between (الطريق الرابط بين س وص)."""
_LEADING: Final = frozenset({"المؤدي", "المؤديه", "المفضي", "المفضيه", "الواصل", "الموصل", "الموصله", "المتجه"})
"""Behind a road, before إلى and whither it leads."""
_ALONG: Final = 12
"""Tokens between a place on a road and where the road leads."""
_ON: Final = frozenset({"قرب", "بالقرب", "عند", "في", "قرابه"})
_INSET: Final = 9
"""Tokens of what is set between commas, at most."""
_AMONG: Final = frozenset({"بينهم", "وبينهم", "بينهن", "منهم", "ومنهم"})
_OPENING: Final = frozenset({'"', "«", "“"})
_CLOSING: Final = frozenset({'"', "»", "”"})
_CAPITAL: Final = frozenset({"عاصمه", "حاضره"})
_WHICH: Final = frozenset({"وهي", "وهو", "التي", "الذي"})
_BELONGS: Final = frozenset({"اعمال", "تتبع", "يتبع", "تابعه", "تابع", "نواحي", "توابع", "قري", "بلدات", "تقع", "يقع"})
_APPOSED: Final = 2
_BELONGS_REACH: Final = 6
"""Tokens between a town and the land that it is said to be of."""
_FRONTED: Final = frozenset({"في", "وفي", "ومن", "من"})
_NAMED: Final = 5
"""Tokens of an outlet's name before the land in it."""


def leading(tokens: Sequence[Token], first: int, begin: int, reach: int) -> list[str]:
    """The words before a name, without who is set between commas: نقل الجرحى، وبينهم أربعة عناصر من الشرطة، إلى س."""
    texts = [token.text for token in tokens[max(first, begin - reach - _INSET) : begin]]
    commas = [i for i, text in enumerate(texts) if text in COMMAS]
    if len(commas) > 1 and commas[-1] >= len(texts) - 1 - _BESIDE:
        opened = texts[commas[-2] + 1 : commas[-2] + 1 + _BESIDE]
        if not _AMONG.isdisjoint(opened):
            texts = texts[: commas[-2]] + texts[commas[-1] + 1 :]
    return texts[-reach:]


def underway(spot: Spot, before: list[str], bare: list[str], words: Words, after: str) -> str:
    """كانت تقلهم من س باتجاه ص, عبر س, متجهين إلى س: the ends of a way, where nothing happened."""
    last = before[-1] if before else ""
    if last == "من" and (after in _TOWARDS or bare[-_BESIDE:][0] in words["bound"]):
        return "origin"
    whither = last in WHITHER or spot.clitics.endswith("ل")
    way = _WAY if "من" in before[-_WAY:] else _BESIDE  # متجهة من س إلى ص
    bound = whither and not words["bound"].isdisjoint(bare[-way:])
    onward = last in _TOWARDS and "من" in before and words["fired"].isdisjoint(bare)
    return "brought" if last == "عبر" or bound or onward else ""


def roads(spots: Sequence[Spot], tokens: Sequence[Token], words: Words) -> None:
    """على طريق س - ص قرب بلدة ع: the ends of a road lie beside what happened at the place on it."""
    for (begin, end), on in zip(pairwise(spots), spots[2:], strict=False):
        if begin.sentence != end.sentence or end.sentence != on.sentence or on.begin - end.last > _ON_ROAD:
            continue
        road = tokens[begin.begin - 1].text if begin.begin else ""
        between = [t.text for t in tokens[begin.last : end.begin]]
        ends = road in _ROADS and len(between) == 1 and between[0] in _DASHES
        back = {t.text for t in tokens[max(0, begin.begin - _BETWEEN) : begin.begin]}
        ends = ends or (road == "بين" and not back.isdisjoint(_ROADS) and end.clitics == "و" and not between)
        led = {t.text for t in tokens[end.last : on.first]}
        wide = on.kind in _LANDS or bool(on.sides)  # الطريق بين س وص في ريف ع: they lie in it
        placed = not wide and not (_ON | words["near"]).isdisjoint(led)
        if ends and placed and begin.role == end.role == on.role == "":
            begin.role = end.role = "beside"


def roads_to(spots: Sequence[Spot], tokens: Sequence[Token]) -> None:
    """عند معبر س على الطريق المؤدي إلى ص: whither a road leads, where the place on it was named right before."""
    for on, end in pairwise(spots):
        led = [t.text for t in tokens[max(0, end.begin - _BESIDE) : end.begin]]
        near = on.sentence == end.sentence and end.begin - on.last <= _ALONG and on.role == end.role == ""
        between = tokens[on.last : end.begin]
        if near and led[-1:] == ["الي"] and led[0] in _LEADING and not any(t.text in COMMAS for t in between):
            end.role = "beside"
    _on_the_way(spots, tokens)


def _on_the_way(spots: Sequence[Spot], tokens: Sequence[Token]) -> None:
    """توفي في الطريق إلى س: whither somebody was brought, if they died then or it names another place."""
    for end in spots:
        led = [t.text for t in tokens[max(0, end.begin - len(_ON_THE_WAY) - 1) : end.begin]]
        others = any(s.sentence == end.sentence and s.role == "" and s is not end for s in spots)
        died = any(t.text.lstrip("وف").startswith(_DIED) for t in tokens[max(0, end.begin - _ALONG) : end.begin])
        if end.role == "" and (others or died) and led[:2] == _ON_THE_WAY and led[2:] and led[2] in WHITHER:
            end.role = "brought"


def belonging(spots: Sequence[Spot], tokens: Sequence[Token]) -> None:
    """مدينة س، عاصمة ولاية ص، ; بلدة س، وهي من أعمال محافظة ص، : what only says of which land the town is."""
    for town, land in pairwise(spots):
        said = [t.text for t in tokens[town.last : land.begin]]
        near = town.sentence == land.sentence and 1 < len(said) <= _BELONGS_REACH and said[0] in COMMAS
        if not near or town.role not in ("", "source") or land.role:
            continue
        which = said[1] in _WHICH
        if (which and not _BELONGS.isdisjoint(said[2:])) or (said[-1] in _CAPITAL and len(said) == _APPOSED + which):
            land.role = "beside"


def outlet(spot: Spot, tokens: Sequence[Token], words: Words) -> bool:
    """موقع "سهل س", شبكة «ريف س», «شبكة رصد جنوب س»: the name of an outlet that holds the word for a land."""
    begin = spot.begin if spot.side_first is None else min(spot.begin, spot.side_first)
    at = begin - 1
    if at < 1:
        return False
    if spot.kind is not None and tokens[at].text in _OPENING:
        return tokens[at - 1].text in words["head"]
    if tokens[at].text in words["outlet_of"] and _outlet(tokens[at - 1].text, words):  # شبكة أخبار وسط س
        return True
    if spot.last >= len(tokens) or tokens[spot.last].text not in _CLOSING:
        return False
    opened = next((i for i in range(at, max(0, at - _NAMED), -1) if tokens[i].text in _OPENING), None)
    if opened is None or opened == at or any(t.text in ("في", "الي") for t in tokens[opened:begin]):
        return False
    first = tokens[opened + 1].text
    return first in words["outlet_of"] or _outlet(first, words) or _outlet(tokens[opened - 1].text, words)


def spoken(spot: Spot, tokens: Sequence[Token], words: Words, first: int) -> bool:
    """وفي جنيف أكد متحدث أممي أن: the seat where an official speaks of what happened elsewhere."""
    if spot.begin != first + 1 or tokens[first].text not in _FRONTED or spot.key not in words["seat"]:
        return False
    at = spot.last + (spot.last < len(tokens) and tokens[spot.last].text in COMMAS)
    who = [t.text.removeprefix("ال") for t in tokens[at + 1 : at + 2 + _BESIDE]]
    said = at < len(tokens) and tokens[at].text in words["saying"] and words["at_home"].isdisjoint(who)
    return said and not words["official"].isdisjoint(who[:_BESIDE])


def _outlet(text: str, words: Words) -> bool:
    """شبكة, لموقع, وتجمع."""
    return text in words["outlet"] or (text[:1] in ("و", "ل", "ف") and text[1:] in words["outlet"])
