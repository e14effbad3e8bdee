"""Names of places that are none where they stand: a number, people counted, a body, a bank of a river."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from detectors.lexicon.entry import Entry
from detectors.numbers.vocabulary import Vocabulary
from detectors.reading.places.spot import Spot
from detectors.reading.places.words import SETTLEMENTS, Words
from detectors.text import Token

_BANK: Final = "الضفه"
_WHICH_BANK: Final = frozenset({"المقابله", "الاخري", "اليمني", "اليسري", "الشرقيه", "الشماليه", "الجنوبيه"})
_RIVER: Final = frozenset({"لنهر", "نهر", "النهر", "للنهر"})
_STATE: Final = ["الدوله", "الاسلاميه", "في"]
_STATE_WORDS: Final = 3
_AREA: Final = "المنطقه "
_UNIT: Final = "SY"
"""How the codes of a governorate, a district and what is their seat begin."""
_SHORT: Final = 4
"""Letters from which a name behind two that are attached to it (وبـ, ولـ) is no word's end."""
_OPENING: Final = frozenset('«"“')
_CLOSING: Final = frozenset('»"”')
_FRIDAY: Final = "جمعه"
_SLOGANS: Final = frozenset({_FRIDAY, "شعار", "عنوان", "اسم", "مسمي", "وسم", "هاشتاغ", "مليونيه"})
_TITLE_REACH: Final = 6
"""Tokens of a slogan on either side of a place in it."""
_MEDIA: Final = frozenset({
    "حمله", "شبكه", "وكاله", "موقع", "صحيفه", "جريده", "مجله", "منصه", "قناه", "اذاعه", "راديو", "مبادره", "منظمه",
    "مركز", "فريق", "مجموعه", "صفحه",
})  # fmt: skip
_SPOKE: Final = ("تحدث", "يتحدث", "صرح", "وتحدث")
_NAME_REACH: Final = 4
"""Tokens of such a name on either side of a place in it."""
_FOG, _DENSE = "الضباب", "الكثيف"
_WORKS: Final = ("يعمل", "تعمل", "عمل", "يشتغل", "تشتغل", "اشتغل", "عامل", "مهنه", "مهنته")
_TRADE_REACH: Final = 4
"""Tokens before a trade within which somebody is said to work."""
_MIDST: Final = frozenset({"في", "وسط", "بوسط", "داخل"})
"""Between a street and the town that it lies in."""


def _number_or_birth(spot: Spot, tokens: Sequence[Token]) -> bool:
    """الأربعة before آلاف, مسقط before رأسه; قتل في س مئة مدني is at the place."""
    numbers = Vocabulary.load().atoms
    return tokens[spot.last].text not in numbers or tokens[spot.last - 1].text in numbers


def no_place(spot: Spot, tokens: Sequence[Token], words: Words, readings: Sequence[Mapping[str, Entry]]) -> bool:
    """حاجز الأربعة آلاف, في مسقط رأسه, عناصر القاعدة, 30 مدني, ضفة أخرى: something else is called so here."""
    if spot.last < len(tokens) and tokens[spot.last].text in words["scale"] and _number_or_birth(spot, tokens):
        return True
    within = spot.begin > 0 and tokens[spot.begin - 1].text == _STATE[-1]
    if within and [t.text for t in tokens[max(0, spot.begin - _STATE_WORDS) : spot.begin]] == _STATE:
        return True  # الدولة الإسلامية في العراق والشام
    if spot.key.startswith(_AREA) and spot.last < len(tokens) and tokens[spot.last].text == "من":
        return True  # المنطقة الشرقية من محافظة س: no province of that name
    if spot.kind is None and spot.key in words["namesake"]:
        return True
    if spot.key == _FOG and spot.last < len(tokens) and tokens[spot.last].text == _DENSE:
        return True
    return (
        _ending(spot)
        or _people(spot, tokens, readings)
        or _riverside(spot, tokens)
        or _of_title(spot, tokens)
        or _trade(spot, tokens, words)
    )


def _trade(spot: Spot, tokens: Sequence[Token], words: Words) -> bool:
    """يعمل في الحدادة: what he did for a living; يعمل في دوما, في سوق الحدادة are where."""
    if (
        spot.kind is not None
        or spot.key not in words["trade"]
        or spot.begin <= 1
        or tokens[spot.begin - 1].text != "في"
    ):
        return False
    near = (token.text.lstrip("و") for token in tokens[max(0, spot.begin - _TRADE_REACH) : spot.begin - 1])
    return any(text.startswith(_WORKS) for text in near)


def _ending(spot: Spot) -> bool:
    """قسم ولادة: a village's short name behind وب or ول ends another word; a city's may stand there (وبحلب)."""
    village = bool(spot.codes) and not any(code.startswith(_UNIT) for code in spot.codes)
    short = len(spot.key) < _SHORT and len(spot.clitics) > 1 and not spot.clitics.endswith("لل")
    return village and short and spot.kind is None


def _of_title(spot: Spot, tokens: Sequence[Token]) -> bool:
    """حملة «الرقة توثّق», قال لـ«حوران الآن»: a word of the name of a medium or campaign, in quotes; a slogan's."""
    if _of_slogan(spot, tokens) or _in_name(spot, tokens):
        return True
    opening, closing = spot.begin - 1, spot.last + 1
    if spot.kind is not None or opening < 1 or closing >= len(tokens) or tokens[opening].text not in _OPENING:
        return False
    called = tokens[opening - 1].text.lstrip("وبل").removeprefix("ال")
    told = opening > 1 and tokens[opening - 1].text == "الي" and tokens[opening - 2].text.startswith(_SPOKE)
    return tokens[closing].text in _CLOSING and (called in _MEDIA or told or tokens[opening - 1].text == "ل")


def _in_name(spot: Spot, tokens: Sequence[Token]) -> bool:
    """رصد «مركز السلامة المدنية»: a word of the name of who tells; «مركز حلب» may be the town's middle."""
    if spot.kind is not None or any(code.startswith(_UNIT) for code in spot.codes):
        return False
    near = range(spot.begin - 1, max(0, spot.begin - _NAME_REACH), -1)
    opened = next((i for i in near if tokens[i].text in _OPENING), None)
    if opened is None or tokens[opened + 1].text.removeprefix("ال") not in _MEDIA:
        return False
    closed = next((i for i, t in enumerate(tokens[spot.last : spot.last + _NAME_REACH]) if t.text in _CLOSING), None)
    return closed is not None and closed > 0


def _of_slogan(spot: Spot, tokens: Sequence[Token]) -> bool:
    """تحت شعار «داريا إخوة العنب والدم», جمعة «لن ننسى حماة», جمعة حماة تنزف: a word of what a day is called."""
    if spot.kind is not None or not spot.begin:
        return False
    if tokens[spot.begin - 1].text.removeprefix("ب") == _FRIDAY:
        return True
    near = range(spot.begin - 1, max(0, spot.begin - _TITLE_REACH), -1)
    opened = next((i for i in near if tokens[i].text in _OPENING), None)
    if opened is None or tokens[opened - 1].text.lstrip("وب") not in _SLOGANS:
        return False
    closed = next((i for i, t in enumerate(tokens[spot.last : spot.last + _TITLE_REACH]) if t.text in _CLOSING), None)
    return closed is not None and closed + spot.begin - opened > 1  # باسم «منبج» is the town


def _people(spot: Spot, tokens: Sequence[Token], readings: Sequence[Mapping[str, Entry]]) -> bool:
    """5 شهداء، وحي …, 30 مدني في …: people whom a number counts."""
    if not readings or spot.kind is not None or spot.key.startswith("ال"):
        return False
    read = readings[spot.first]
    number = spot.first > 0 and bool(Vocabulary.load().begins[tokens[spot.first - 1].text])
    return "noun.killed" in read or (number and any(category.startswith("person.") for category in read))


def _riverside(spot: Spot, tokens: Sequence[Token]) -> bool:
    """الضفة المقابلة, الضفة الغربية لنهر …: a bank of a river, and not the West Bank."""
    if not spot.key.startswith(_BANK):
        return False
    following = [token.text for token in tokens[spot.last : spot.last + 2]]
    return following[:1] != [] and (following[0] in _WHICH_BANK or not _RIVER.isdisjoint(following))


def site_called(spot: Spot, tokens: Sequence[Token], words: Words) -> bool:
    """ساحة راجو بمدينة عفرين: a site named after another town than the one that it lies in."""
    site = tokens[spot.begin if spot.begin < spot.first else spot.begin - 1].text if spot.first else ""
    bare = site[1:] if site[:1] in ("و", "ب", "ل") and site[1:] in words["site"] else site
    if bare not in words["site"] or spot.clitics or spot.last >= len(tokens):
        return False
    inside = tokens[spot.last].text in _MIDST  # شارع راجو وسط مدينة عفرين
    following = tokens[spot.last + inside].text if spot.last + inside < len(tokens) else ""
    kind = words.types.get(following)
    return bool(spot.codes) and kind is not None and (inside or kind.clitics == "ب") and kind.kind in SETTLEMENTS
