"""Names that a text has made known: bare repeats of typed ones, quarters old and new, two names of one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from detectors.gazetteer import Gazetteer
from detectors.gazetteer.entry import DEPTH
from detectors.lexicon.entry import Entry
from detectors.numbers.vocabulary import Vocabulary
from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words
from detectors.text import Document

_QUARTER: Final = "حي"
_OLD: Final = frozenset({"القديمه", "العتيقه"})
_TOWN_KINDS: Final = frozenset({"مدينه", "بلده", "قريه", "محافظه", "ناحيه"})
_TOWNS: Final = frozenset({"المدينه", "البلده", "بالمدينه", "بالبلده", "والمدينه", "والبلده"})
_OPENING: Final = frozenset({'"', "«", "“", "'"})
_CLOSING: Final = frozenset({'"', "»", "”", "'"})
_OPENS: Final = _OPENING | {"("}
_CLOSES: Final = _CLOSING | {")"}
_VILLAGES: Final = frozenset({"قريه", "بلده"})
_COLOURS: Final = frozenset(
    {"الابيض", "الاسود", "الاحمر", "الاخضر", "الازرق", "الاصفر", "البيضاء", "السوداء", "الحمراء", "الخضراء", "الزرقاء",
     "الصفراء", "الفوقا", "التحتا", "الفوقاني", "التحتاني"}
)  # fmt: skip
"""What tells two villages of one name apart."""
_IN: Final = frozenset({"في"})
_MORE: Final = frozenset({"واخر", "واخري", "وثالث", "وثالثه", "ورابع", "ورابعه"})
_ITEM: Final = 4
"""Tokens of an item of a list before its place."""
_NAME: Final = 4
"""Letters of a name that nothing but its list gives away, least."""
_SETTLED: Final = frozenset({"مخيم", "قريه", "بلده", "حي"})
"""Kinds of places that reports name in quotes."""
_BEFORE_QUOTES: Final = 3
"""Words from a type word to the quotes behind it, at most."""
_GREATER: Final = frozenset({"city", "province", "country"})
"""Kinds of what streets elsewhere are called after."""
_CALLED_AFTER: Final = ("شارع", "قلعه")
_PROCLITICS: Final = ("", "و", "ب", "ل", "وب", "ول", "ف")


def old_towns(spots: Sequence[Spot], document: Document) -> list[Spot]:
    """المدينة القديمة, البلدة القديمة: a quarter of a town, called so."""
    named = document.where(_OLD)
    taken = {index for spot in spots for index in range(spot.begin, spot.last)} if named else set()
    found: list[Spot] = []
    texts = document.texts
    for old, number in named:
        at = old - 1
        if at >= document.sentences[number].first and texts[at] in _TOWNS and at not in taken:
            clitics = texts[at].removesuffix("المدينه").removesuffix("البلده")
            key = f"{texts[at][len(clitics) :]} {texts[old]}"
            found.append(Spot(at, old + 1, number, key, clitics, kind=_QUARTER, number="s", evidence=2))
    return found


def coloured(spots: Sequence[Spot], document: Document) -> None:
    """بلدة السعن الأسود, قرية س الفوقا: the word behind tells the village from another that the tables know."""
    texts, sentences = document.texts, document.sentences
    begun = {spot.begin for spot in spots}
    for spot in spots:
        at = spot.last
        named = spot.kind in _VILLAGES and spot.number == "s" and spot.codes and not spot.clitics
        if named and at not in begun and at < sentences[spot.sentence].last and texts[at] in _COLOURS:
            spot.last, spot.key, spot.codes, spot.evidence = at + 1, f"{spot.key} {texts[at]}", (), 2


def counted_on(
    spots: Sequence[Spot], document: Document, words: Words, readings: Sequence[Mapping[str, Entry]]
) -> list[Spot]:
    """قتيلان في حي س و5 قتلى في الزبيرية، وثالث في ص: with an item of the list before, the word behind في is a name."""
    before: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.kind in _SETTLED and spot.number == "s":
            before.setdefault(spot.sentence, []).append(spot)
    if not before or not readings:
        return []
    taken = {index for spot in spots for index in range(spot.begin, spot.last)}
    texts = document.texts
    found: list[Spot] = []
    for at, number in document.where(_IN):
        name, end = at + 1, document.sentences[number].last
        item = next((s for s in reversed(before.get(number, ())) if s.last < at <= s.last + _ITEM), None)
        if item is None or name >= end or name in taken or readings[name] or texts[item.begin - 1] != "في":
            continue
        text, after = texts[name], texts[name + 1] if name + 1 < end else "."
        strange = len(text) >= _NAME and text.isalpha() and text not in words["stop"] and text not in words["no_name"]
        if strange and (not after.isalpha() or after.startswith("و")) and _item(texts, item.last, at):
            found.append(Spot(name, name + 1, number, text, "", kind=item.kind, number="s", evidence=2))
    return found


def _item(texts: Sequence[str], first: int, last: int) -> bool:
    """و5 قتلى, ، وثالث: nothing but a number with its noun, or one more."""
    said = [text for text in texts[first:last] if text.isalnum() and text != "و"]
    opened = any(text.startswith("و") for text in texts[first:last])
    number = said[:1] and (said[0].isdigit() or said[0] in _MORE or Vocabulary.load().begins[said[0].removeprefix("و")])
    return opened and bool(number)


def quoted(spots: Sequence[Spot], document: Document, words: Words) -> list[Spot]:
    """مخيماً للنازحين "كذا": a name in quotes behind a type word and what says more of it."""
    openings = document.where(_OPENING)
    taken = {index for spot in spots for index in range(spot.begin, spot.last)} if openings else set()
    texts = document.texts
    found: list[Spot] = []
    for opening, number in openings:
        sentence = document.sentences[number]
        for at in range(max(sentence.first, opening - _BEFORE_QUOTES), opening):
            kind = words.types.get(texts[at]) or words.types.get(texts[at].removesuffix("ا"))
            if kind is None or kind.kind not in _SETTLED or at in taken:
                continue
            if not _OPENING.isdisjoint(texts[at + 1 : opening]):
                continue
            limit = min(opening + 6, sentence.last)
            closing = next((i for i in range(opening + 2, limit) if texts[i] in _CLOSING), None)
            if closing is not None and taken.isdisjoint(range(at, closing)):
                key = " ".join(texts[opening + 1 : closing])
                found.append(Spot(opening + 1, closing, number, key, "", (), None, at, kind.kind, "s", evidence=2))
    return found


def two_names(spots: Sequence[Spot], document: Document, gazetteer: Gazetteer) -> None:
    """One place by its two names (تربه سبيه (القحطانية), قرية أوبين "اليونسية"): each may be what both may be."""
    for spot, other in pairwise(spots):
        if other.begin != other.first or other.clitics or not _enclosed(spot, other, document.texts):
            continue
        codes = [[c for c in s.codes if DEPTH[gazetteer.level(c)] >= DEPTH["community"]] for s in (spot, other)]
        wider = len(codes[1]) < len(other.codes) and not codes[0]
        if spot.chain is not None or not codes[1] or wider or _within(codes[0], other.codes, gazetteer):
            continue
        both = [code for code in codes[0] if code in codes[1]] or [*codes[0], *codes[1]]
        spot.codes = other.codes = tuple(both)
        spot.evidence = other.evidence = 2 if spot.kind else max(spot.evidence, other.evidence)


def _enclosed(spot: Spot, other: Spot, texts: Sequence[str]) -> bool:
    """Whether nothing but an opening mark stands between two names, and a closing one behind the second."""
    marked = other.first - spot.last == 1 and texts[spot.last] in _OPENS
    return marked and other.last < len(texts) and texts[other.last] in _CLOSES


def _within(inner: Sequence[str], outer: Sequence[str], gazetteer: Gazetteer) -> bool:
    """الباب (حلب): the second names what contains the first."""
    return any(above != own and gazetteer.contains(above, own) for above in outer for own in inner)


def repeats(
    spots: Sequence[Spot], document: Document, words: Words, readings: Sequence[Mapping[str, Entry]]
) -> list[Spot]:
    """Places of no table that the text names again without the type word, or the list, that announced them."""
    named = (spot for spot in spots if not spot.known and spot.kind)
    known = {spot.key: spot for spot in named if spot.number == "s" or spot.chain is not None}
    known = {key: spot for key, spot in known.items() if " " in key or not (readings and readings[spot.first])}
    if not known:
        return []
    taken = {index for spot in spots for index in range(spot.begin, spot.last)}
    first_words = {clitic + key.partition(" ")[0]: (clitic, key.split(" ")) for key in known for clitic in _PROCLITICS}
    texts = document.texts
    found: list[Spot] = []
    for at, number in document.where(first_words.keys()):
        if at in taken:
            continue
        clitic, parts = first_words[texts[at]]
        last = at + len(parts)
        inside = at > document.sentences[number].first
        placed = clitic.endswith(("ب", "ل")) or (inside and (len(parts) > 1 or texts[at - 1] in words["locative"]))
        if placed and list(texts[at + 1 : last]) == parts[1:]:
            key = " ".join(parts)
            found.append(Spot(at, last, number, key, clitic, kind=known[key].kind, number="s", evidence=2))
    return found


def streets(spots: Sequence[Spot], document: Document) -> None:
    """قذيفة في شارع بغداد, قرب قلعة القاهرة: a street or castle that is called after what is not where it lies."""
    texts = document.texts
    for spot in spots:
        word = texts[spot.first - 1] if spot.first else ""
        site = next((site for site in _CALLED_AFTER if word.endswith(site)), None)
        if site is None or spot.begin != spot.first or spot.clitics or spot.region is None:
            continue
        if site != "شارع" or (spot.region.kind in _GREATER and not spot.codes):
            spot.first = spot.begin = spot.first - 1
            spot.clitics = word.removesuffix(site)
            spot.key, spot.codes, spot.region = f"{site} {spot.key}", (), None
            spot.kind, spot.number = "دوار", "s"


def quarters(spots: Sequence[Spot]) -> None:
    """حيا السلام والرديف … في الرديف: a quarter stays one where it is named again, whatever town is called alike."""
    announced = {spot.key for spot in spots if spot.kind == _QUARTER}
    announced -= {spot.key for spot in spots if spot.kind in _TOWN_KINDS}
    for spot in spots if announced else ():
        if spot.kind is None and spot.key in announced:
            spot.kind, spot.number = _QUARTER, "s"
