"""What a place is named for: where something happened, or who did it, where people come from, where shots came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.gazetteer.spelling import plain
from detectors.reading.people import COMMAS
from detectors.reading.places.datelines import bracketed, dateline, filed
from detectors.reading.places.homes import home, of_somebody
from detectors.reading.places.launching import fires_from, fires_there, shot_over
from detectors.reading.places.locating import located, struck, unprefixed
from detectors.reading.places.namesakes import site_called
from detectors.reading.places.officials import PREPOSITIONS, officer, quoted
from detectors.reading.places.powers import power, seated
from detectors.reading.places.spot import Spot
from detectors.reading.places.wards import shared, to_clinic, to_ward, treated
from detectors.reading.places.ways import WHITHER, belonging, leading, outlet, roads, roads_to, spoken, underway
from detectors.reading.places.words import SETTLEMENTS, Words
from detectors.text import Token

_REACH: Final = 5
"""Words before a name that are looked at."""
_BROUGHT_REACH: Final = 7
_MARKS: Final = frozenset("#_\"'«»“”")
_STRUCK: Final = 4
"""Words between a strike and the state that it fell on, and its على."""
_INSIDE: Final = 2
_PLANES: Final = frozenset({"طائرات", "مقاتلات", "مدفعيه", "صواريخ"})
"""A state's; behind others stands what they struck (قصفت طائرات دوما, قصفت طائرات شمال قطاع غزة)."""
_GOVERNMENTS: Final = frozenset({"حكومه", "محافظه"})
_FOLK: Final = frozenset({"اهالي", "ابناء", "سكان", "اهل", "مواطني", "شباب", "شبان", "وجهاء"})
"""People of a place: they are in it unless somebody is one of them (من أبناء …)."""
_SEAT: Final = frozenset({"مقرا", "مقره", "مقرها", "ومقره", "ومقرها", "مقرهم", "ومقرهم"})
"""Where a body sits (ومقره في جنيف): nothing happened there."""
_AT: Final = frozenset({"علي", "في", "داخل", "قرب", "امام", "مدخل", "بوابه", "محيط", "باحه", "ساحه", "مبني"})
_HIT: Final = frozenset({
    "استهدف", "استهدفت", "قصف", "قصفت", "اصاب", "اصابت", "طال", "طالت", "دمر", "دمرت", "استهداف", "تدمير",
})  # fmt: skip
_BESIDE: Final = 2
"""Words between what leads somewhere or lies by something, and its name."""
_WARD_REACH: Final = 4
"""Words before a name within which somebody is brought to a hospital of that name."""
_NAMED: Final = 3
"""Words of a person's name before his home."""
_SHARED: Final = frozenset({"origin", "launch", "brought", "treated", "named", "beside"})
"""Roles that the members of a list share."""
_PROVINCES: Final = frozenset({"ولايه", "محافظه", "اقليم"})
_OFFICES: Final = frozenset({"رئيس", "نائب", "عضو", "عضوه", "اعضاء", "رئاسه", "الرئاسه"})
_GROUNDS: Final = frozenset({"جامعه", "كليه"})
_WITHIN: Final = frozenset({"حرم", "في", "داخل", "علي", "محيط"})
"""Words before a seat of learning that make its town a place."""
_BASES: Final = ("قاعده ", "مطار ")
_BORDERING: Final = 3
"""على الحدود مع …, على حدودها الإدارية مع …: words up to the neighbour that a place borders on."""
_FROM_THERE: Final = ["من", "اتجاه"]
_CAME: Final = frozenset({"قدم", "قدموا", "قدمت", "قادمين", "القادمين", "قادمه", "القادمه", "القادم"})
_HURT: Final = frozenset({
    "جريح", "جريحا", "جريحين", "جريحان", "جرحي", "مصاب", "مصابا", "مصابين", "مصابون", "جثه", "جثث", "اصابه", "اصابات",
})  # fmt: skip
_COMMANDS: Final = frozenset({"قائد", "القائد", "امر", "اركان"})
_COMMANDED: Final = frozenset({"محور", "جبهه", "قطاع", "حاميه"})
_OF: Final = frozenset({"من", "بين", "تقل", "يقل"})


def assign(spots: Sequence[Spot], tokens: Sequence[Token], words: Words, firsts: Sequence[int]) -> None:
    """Set each spot's role. `firsts`: index of the first token of each sentence."""
    listed: dict[int, str] = {}
    condemning: dict[int | None, str] = {}
    for before, spot in zip((None, *spots), spots, strict=False):
        spot.role = "" if spot.heading else role_of(spot, tokens, words, firsts[spot.sentence])
        if spot.role == "launch" and before is not None and before.role == "launch":
            spot.role = "" if before.last == spot.begin < spot.first else "launch"  # المتمركزة في معسكر س بلدة ص
        if spot.chain is not None and spot.role == "" and spot.clitics in ("", "و"):
            spot.role = listed.get(spot.chain, "")  # مسلحين من س وص
        if spot.role == "actor" and spot.clitics == "و" and spot.chain is not None and _state(spot):
            spot.role = listed.get(spot.chain, spot.role)  # في العراق وسوريا
        if spot.role == "" and before is not None and (before.role, before.last) == ("actor", spot.begin):
            spot.role = "actor" * (spot.clitics == "و" and seated(spot) and seated(before))  # بنيران دمشق وموسكو
        if spot.role == "" and spot.clitics == "و" and spot.kind is None:
            spot.role = condemning.get(spot.chain, "")  # دانت بيروت وموسكو
        if spot.role == "actor" and spot.begin and unprefixed(tokens[spot.begin - 1].text) in words["saying"]:
            condemning[spot.chain] = spot.role
        between = spot.role == "actor" and tokens[spot.begin - 1].text == "بين"  # بين طهران وتل أبيب
        if spot.chain is not None and (between or spot.role in _SHARED or (spot.role == "" and _state(spot))):
            listed[spot.chain] = spot.role
    roads(spots, tokens, words)
    roads_to(spots, tokens)
    belonging(spots, tokens)
    shot_over(spots, tokens, words)


def role_of(spot: Spot, tokens: Sequence[Token], words: Words, first: int) -> str:
    """The role of one name whose sentence begins at token `first`."""
    begin = spot.begin if spot.side_first is None else min(spot.begin, spot.side_first)
    before = [text for text in leading(tokens, first, begin, _BROUGHT_REACH) if text not in _MARKS]
    after = tokens[spot.last].text if spot.last < len(tokens) else ""
    last = before[-1] if before else ""
    land = spot.begin == first + 2 and tokens[first + 1].text in COMMAS and _state(spot)  # دمشق، سوريا (CNN)
    if spot.begin == first + 2 and bracketed(spot, tokens) and _state(spot):
        return "source"
    if ((land or spot.begin <= first + 1) and dateline(spot, tokens)) or filed(spot, tokens):
        return "source"
    called = outlet(spot, tokens, words) or spoken(spot, tokens, words, first) or power(spot, tokens, words, first)
    if called or after in _SEAT or _seated(before) or _is_actor(spot, before, last, after, words):
        return "actor"
    shots = before[-_INSIDE:] == ["من", "داخل"] and not (words["fired"] | words["fire"]).isdisjoint(before)
    post = spot.key.startswith(_BASES) or tokens[spot.begin].text in words["launch"]  # من حاجز س على بلدة ص
    base = last == "من" and post and not (words["fired"] | words["fire"]).isdisjoint(before)
    if shots or base or before[-2:] == _FROM_THERE:
        return "launch"  # أطلقت صواريخ من داخل الأراضي …, فتحوا النار من داخل …, من اتجاه الجولان
    if _state(spot):
        return _state_role(spot, before, after, words)
    if officer(spot, tokens, before, words):
        return "source"
    bare = [word[1:] if len(word) > 3 and word[0] in "وفب" else word for word in before]
    led = last == "من" or spot.clitics.endswith("ل") or _typed_to(spot, tokens)
    if by := _by(before, bare, words, led=led):
        return by
    moved = underway(spot, before, bare, words, after)
    if moved == "" and not words.telling.isdisjoint(bare):
        moved = _moved(spot, before, bare, words, after)
        moved = "" if moved == "origin" and _within(spot, tokens, words) else moved
    if moved or home(spot, tokens, words, bare):
        return moved or "origin"
    if site_called(spot, tokens, words):
        return "beside"
    if after in words["medical"] and (spot.kind is None or bare[-1:] == ["مشفي"] or bare[-1:] == ["مستشفي"]):
        return "named"  # مركز بنغازي الطبي, مشفى ريف دمشق التخصصي
    if _sits(spot, tokens, before, bare, words):
        return "source"
    return "treated" if treated(tokens[spot.begin].text, bare, after, words) else ""


def _sits(spot: Spot, tokens: Sequence[Token], before: list[str], bare: list[str], words: Words) -> bool:
    """مراسل حلب, مصدر طبي في حلب, مسؤول في حكومة ولاية س: where who is quoted sits."""
    last = before[-1] if before else ""
    told = last in words["told"] or last in words["body"] or not words["body"].isdisjoint(bare[-1:])
    if told and spot.kind is None and not spot.clitics:
        return True
    after = tokens[spot.last].text if spot.last < len(tokens) else ""
    if (last in ("في", "ب", "من") or "ب" in _seat(spot, tokens)) and quoted(before, words, after):
        return True
    governed = not (words["charge"] | _GOVERNMENTS).isdisjoint(bare[-1:])
    return governed and before[-2:-1] == ["في"] and quoted(before[:-1], words)


def _typed_to(spot: Spot, tokens: Sequence[Token]) -> bool:
    """لمدينة س, لبلدة س."""
    return spot.kind is not None and tokens[spot.begin].text.startswith("ل")


def _by(before: list[str], bare: list[str], words: Words, *, led: bool) -> str:
    """الموالية لطهران, القريبة من س, على الحدود مع محافظة س: whose they are, or what only lies beside it."""
    if led and not words["loyal"].isdisjoint(before[-_BESIDE:]):
        return "actor"
    borders = before[-1:] == ["مع"] and any(word.endswith("حدود") for word in bare[-_BORDERING:])
    return "beside" if borders or (led and not words["beside"].isdisjoint(before[-_BESIDE:])) else ""


def _within(spot: Spot, tokens: Sequence[Token], words: Words) -> bool:
    """مدرسة تؤوي نازحين بدير البلح, مخيمات النازحين بريف إدلب: they are in it."""
    kind = words.types.get(tokens[spot.begin].text) if spot.begin < spot.first else None
    return "ب" in (kind.clitics if kind else spot.clitics)


def _seat(spot: Spot, tokens: Sequence[Token]) -> str:
    """What is attached before the place, or before the word for a province that it is (وزارة الصحة بولاية …)."""
    return tokens[spot.begin].text[:1] if spot.kind in _PROVINCES else spot.clitics


def _moved(spot: Spot, before: list[str], bare: list[str], words: Words, after: str) -> str:
    """Whence people or shots came, where the wounded went, what a hospital is called: `origin`, `launch` …, or none."""
    near, last = before[-_REACH:], before[-1]
    fled = after == "الي" and not words["fled"].isdisjoint(bare)  # نزحت عائلة من س إلى ص
    if last == "من" and (fled or bare[-2:][0] in words["all_of_them"]):
        return "origin"
    came = _whence(near[-_REACH + 1 :], words["origin"], words["near"])
    if came and not _CAME.isdisjoint(bare[-_REACH + 1 :]) and not _HURT.isdisjoint(bare):
        return ""  # استقبل المشفى 20 جريحا قدموا من س: where they were hit
    if came or (last == "من" and bare[-2:][0] in words["fighters"]):
        return "origin"
    named = spot.kind is None and not spot.clitics and not words["given"].isdisjoint(bare[-_NAMED:])
    if last == "من" and (named or spot.kind in SETTLEMENTS) and of_somebody(bare[-_BROUGHT_REACH:-1], words):
        return "origin"
    if last == "في" and not words["born"].isdisjoint(bare[-3:-1]):
        return "origin"
    if not words["launch"].isdisjoint(bare[-2:]) and not _raided(bare, words):
        return "launch"
    aside = before[-2:] == ["من", "جهه"]  # قذيفة أطلقها تنظيم داعش من جهة حي س
    fired = not words["fired"].isdisjoint(bare if aside else bare[-3:])
    if fired and (last == "من" or aside) and words["near"].isdisjoint(near):
        return "launch"
    if (last == "من" and fires_from(bare, after, words)) or (last == "في" and fires_there(near, bare, words)):
        return "launch"
    taken = next((i for i, word in enumerate(bare) if word in words["brought"]), None)
    if taken is not None and ("ل" in spot.clitics or not WHITHER.isdisjoint(before[taken:]) or shared(bare, words)):
        return "brought"
    called = spot.kind is None and "ب" not in spot.clitics and last not in PREPOSITIONS
    hurt = not _HURT.isdisjoint(word.removeprefix("ال") for word in bare)  # وصول الجرحى إلى مستشفى س ص في ع
    arrived = to_ward(before if hurt else before[-_WARD_REACH:], words) or to_clinic(before, words)
    if arrived and (called or (spot.kind is None and "ب" in spot.clitics) or last == "في"):
        return "brought"  # وصلوا إلى مستشفيي س وص, إلى مشفى الأسد بدير الزور, لمشفى في الأتارب
    reached = "الي" in before[-3:-1]
    if bare[-1] in words["ward"] and (reached or (spot.kind is None and "ب" not in spot.clitics)):
        return "brought" if reached else "named"
    return ""


def _raided(bare: list[str], words: Words) -> bool:
    """هجوم على ثكنة في كيسمايو, اقتحام قاعدة جنوب مقديشو: what was attacked, no place that shots came from."""
    at = next(i for i in range(len(bare) - 1, -1, -1) if bare[i] in words["launch"])
    return at > 0 and bare[at - 1] in words["raid"]


def _whence(near: list[str], heads: frozenset[str], beside: frozenset[str]) -> bool:
    """Whether people are told by where they come from: من أهالي …, نازح من …; أهالي … are there themselves."""
    found = max((i for i, word in enumerate(near) if unprefixed(word) in heads), default=None)
    if found is None or not {"في", "عند", "علي", "خارج", "داخل"}.isdisjoint(near[found + 1 :]):
        return False  # عند معبر …, طالبا بقصف على …, إيواء النازحين خارج مدينة س
    if any(near[i] in beside and near[i - 1] != "من" for i in range(found + 1, len(near))):
        return False  # نازحين بالقرب من …; القادمين من محيط … come from there
    if unprefixed(near[found]) not in _FOLK:
        return True
    return found > 0 and (near[found - 1] in _OF or near[found - 1].startswith("ل"))


def _is_actor(spot: Spot, before: list[str], last: str, after: str, words: Words) -> bool:
    """The name of an outlet, a force, a body or a person."""
    bare = last if last in words["head"] else unprefixed(last)
    if bare not in words["head"] and last[:1] == "ل" and last[1:] in words["head"]:
        bare = last[1:]  # لمجلس … المدني
    office = bare == "مجلس" and not _OFFICES.isdisjoint(before[-_STRUCK:])  # نائب رئيس مجلس دير الزور
    if office or f"{bare} {spot.key}" in words["idiom"]:
        return True
    if last in _COMMANDED and unprefixed(before[-2] if len(before) > 1 else "") in _COMMANDS:
        return True  # قتل قائد جبهة س بعبوة في ص
    if bare == "تحرير" and len(before) > 1 and unprefixed(before[-2]) in words["army"]:
        return True
    if spot.clitics in ("ب", "ل", "وب"):
        return False
    doing = spot.kind is None and not spot.clitics and last not in words["mourning"]  # ودعت داريا: no ودعت …
    if doing and (bare in words["waged"] or (bare in words["saying"] and bare != "عن")):
        return True  # تقول تل أبيب إن, هجمات شنتها طهران
    if doing and _defended(before, words):
        return True
    if after in words["tail"] and (bare in words["head"] or spot.kind is None):
        return bare in words["head"]
    if spot.kind is None and bare in words["head"] and bare not in words["soft_head"]:
        sided = spot.side_first is not None or spot.key.partition(" ")[0] in words.sides
        owned = _state(spot) or spot.key in map(plain, words.capitals.values())
        return bare not in _PLANES or (owned and not sided)
    if bare in _GROUNDS and len(before) > 1 and (before[-2] in words["part"] or before[-2] in _WITHIN):
        return False  # داخل حرم جامعة حلب
    if (spot.kind == "محافظه" and before) or (spot.kind is None and len(before) > 1):
        body = unprefixed(before[-1]) if spot.kind else unprefixed(before[-2])
        return body in ("مجلس", "مديريه", "غرفه", "مركز") and (bare in ("صحه", "عمليات") or spot.kind == "محافظه")
    return False


def _defended(before: Sequence[str], words: Words) -> bool:
    """سرايا الدفاع عن بنغازي, التوتر بين طهران وتل أبيب: in a force's name, of powers that deal with each other."""
    if before[-2:] == ["الدفاع", "عن"]:
        return not (words["army"] | words["head"]).isdisjoint(before[-3:-2])
    return len(before) > 1 and before[-1] == "بين" and unprefixed(before[-2]) in words["dealings"]


def _seated(before: Sequence[str]) -> bool:
    """مقرها في لندن, ومقره العاصمة البريطانية لندن; a blow على مقرهم في البلدة, a death داخل مقره happened there."""
    while before and before[-1].startswith("ال") and before[-1].endswith(("عاصمه", "يه")):
        before = before[:-1]
    at = next((k for k in range(max(0, len(before) - 2), len(before)) if before[k] in _SEAT), None)
    return at is not None and before[at - 1] not in _AT and _HIT.isdisjoint(map(unprefixed, before[:at]))


def _state(spot: Spot) -> bool:
    return (spot.region is not None and spot.region.kind == "country") or spot.codes[:1] == ("SY",)


def _state_role(spot: Spot, before: list[str], after: str, words: Words) -> str:
    """A state's name is an actor, unless something happened in it."""
    if not (located(spot, before) or struck(before, words) or (after == ":" and not before)):
        return "actor"
    return "source" if "ب" in spot.clitics and quoted(before, words) else ""
