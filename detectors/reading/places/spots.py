"""Names in a document: what the gazetteer knows, and what a type word announces."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from detectors.gazetteer import Gazetteer
from detectors.lexicon.entry import Entry
from detectors.numbers.vocabulary import Vocabulary
from detectors.reading.places.described import described
from detectors.reading.places.spot import Spot, counted_thing
from detectors.reading.places.words import Type, Words
from detectors.text import Document, Token

_JOINERS = frozenset("_#")
"""Marks of hashtags: they stand between the words of a name."""
_QUOTES = frozenset("\"'«»“”‘’()#")
_BREAK = "¦"
"""Stands between sentences, so that no name crosses them."""
_ENDS_NAME = frozenset(".,،؛:!?؟…¦-–—/")
_ALIVE = "احياء"  # quarters, and those who are alive
_LOOSE = frozenset({"منطقه", "موقع", "دوار", "محافظه"})
"""Kinds whose type word is mostly followed by something else than a name."""
_SITES = frozenset({"موقع", "دوار", "جبل"})
"""Kinds whose type word with the article is a name among quarters."""
_HEADS = frozenset({"وادي", "تل", "جبل", "عين", "نهر", "قصر", "باب", "جسر", "دير", "ابو", "ام", "راس", "سيدي"})
"""Ordinary words that begin names of sites."""
SETTLED = frozenset({"دير", "كفر"})
"""… and of towns, of which no table has all (دير س, كفر ص)."""
_VILLAGES = frozenset({"قريه", "بلده"})
_TOWARDS = frozenset({"شمالي", "جنوبي", "شرقي", "غربي"})
"""Last words of a name that belong to the place named right behind (طريق المطار جنوبي طرابلس)."""
_SON = frozenset({"بن", "ابن", "ابي"})
"""ذراع بن خدة: the word behind belongs to the name."""
_NO_NAME = frozenset(
    {"ال", "عبد", "ابو", "ابا", "ابي", "ام", "اهل", "سد", "طريق", "شارع", "سوق", "جسر", "دوار", "ساحه"}
)
"""Words that begin a name and are none alone: what follows has been read as a place of its own."""
_EXTRA_WORDS = 2
"""Words of the language of no dictionary that may follow the first of an unknown name."""
_OWNED = ("تهم", "تها", "تهما")  # whose something is
UNKNOWN_MIN = 3
"""Letters of an unknown name, least."""


def gazetteer_spots(document: Document, gazetteer: Gazetteer) -> list[Spot]:
    """Every name of the gazetteer's index, longest first."""
    words: list[str] = []
    origin: list[int] = []
    sentences: list[int] = []
    texts = document.texts
    hashed = "_" in document.norm or "#" in document.norm
    for number, sentence in enumerate(document.sentences):
        indices: Sequence[int] = range(sentence.first, sentence.last)
        if hashed:
            indices = [index for index in indices if texts[index] not in _JOINERS]
            words += [texts[index] for index in indices]
        else:
            words += texts[sentence.first : sentence.last]
        words.append(_BREAK)
        origin += indices
        origin.append(sentence.last)
        sentences += [number] * (len(indices) + 1)
    index_, hits = gazetteer.index, gazetteer.index.find(words)
    starts = {hit.first for hit in hits}
    return [
        Spot(
            origin[hit.first],
            origin[hit.last - 1] + 1,
            sentences[hit.first],
            hit.name,
            hit.clitics,
            index_.codes.get(hit.name, ()),
            index_.regions.get(hit.name),
        )
        for hit in hits
        if not (hit.last in starts and hit.last > hit.first + 1 and words[hit.last - 1] in _TOWARDS)
        and not (words[hit.last - 1].endswith("ا") and counted_thing(document, origin[hit.last - 1]))
    ]


def typed(spots: Sequence[Spot], tokens: Sequence[Token], words: Words) -> list[Spot]:
    """Give each spot the type word before it; drop spots that are type words themselves."""
    taken = {spot.first: spot for spot in spots}
    kept: list[Spot] = []
    for spot in spots:
        state = spot.codes[:1] == ("SY",) or (spot.region is not None and spot.region.kind == "country")
        word = spot.key in words["stop"] or _is_type(spot, tokens, words, taken)
        if spot.last == spot.first + 1 and ((word and not state) or _halved(spot, tokens, words, taken)):
            continue
        if spot.key.startswith("ريف "):
            spot.kind, spot.number, spot.begin = "ريف", "s", spot.first
        elif not spot.clitics:
            _announce(spot, tokens, words)
        kept.append(spot)
    return kept


def _halved(spot: Spot, tokens: Sequence[Token], words: Words, taken: Container[int]) -> bool:
    """دير سريان: the first or second word of a town's name, of which the gazetteer knows the halves alone."""
    if spot.clitics:
        return False
    behind = tokens[spot.first - 1].text if spot.first else ""
    following = tokens[spot.last].text if spot.last < len(tokens) else ""
    led = behind in words["compound"] and behind not in words.types and spot.first > 1 and spot.first - 1 not in taken
    kind = words.types.get(tokens[spot.first - 2].text) if led else None
    if kind is not None and kind.kind in _VILLAGES and kind.number != "p":
        return True  # قرية بيت بيش, قريتي تل سكين وص
    return behind in SETTLED or (spot.key in SETTLED and not spot.codes and _nameable(following, words))


def _is_type(spot: Spot, tokens: Sequence[Token], words: Words, taken: dict[int, Spot]) -> bool:
    """حي and مدينة are also names of villages: here they announce what follows, or announce nothing."""
    text = tokens[spot.first].text
    before = words.types.get(tokens[spot.first - 1].text) if spot.first else None
    if text in words.sides or spot.key in words.sides:
        return before is None or before.kind != "حي"
    known = words.types.get(text.removeprefix("ال")) if text.startswith("ال") else None
    if known is not None:
        named = before is not None and before.kind == "حي" and known.kind in _SITES  # حيي الميدان والسريان
        return not named and (before is None or before.number != "s")
    return text in words.types and (before is None or spot.last in taken)


def _announce(spot: Spot, tokens: Sequence[Token], words: Words) -> None:
    at = spot.first - 1
    while at >= 0 and (tokens[at].text in _QUOTES or tokens[at].text == "_"):  # #حي_الصاخور
        at -= 1
    if at > 0 and tokens[at].text == "العاصمه" and tokens[at - 1].text.endswith("ريف"):
        at -= 1  # ريف العاصمة دمشق
    found = words.types.get(tokens[at].text) if at >= 0 else None
    if found is None:
        return
    spot.kind, spot.number, spot.begin = found.kind, found.number, at
    outer = words.types.get(tokens[at - 1].text) if at else None
    if outer and outer.kind == "ريف":  # ريف مدينة الباب
        spot.kind, spot.number, spot.begin = "ريف", outer.number, at - 1


class Page(NamedTuple):
    """What is asked of the words of a text while unknown names are looked for."""

    tokens: Sequence[Token]
    words: Words
    readings: Sequence[Mapping[str, Entry]]
    taken: set[int]
    """Tokens that belong to names."""

    def closes(self, end: int, limit: int) -> bool:
        """Whether a name is over at `end`: a parent, a direction, a mark, or the sentence's end follows."""
        if end >= limit or end in self.taken:
            return True
        text, words = self.tokens[end].text, self.words
        if text in _ENDS_NAME or text in _QUOTES or text in words.types or text in words.sides:
            return True
        if text == "الي" and end + 1 < limit and self.tokens[end + 1].text.removeprefix("ال") in words.sides:
            return True  # محلة كذا كذا إلى الشمال من س
        return any(text in words[name] for name in ("parental", "near", "part"))  # قرية كذا أطراف ناحية كذا

    def typed(self, at: int) -> bool:
        """Whether a type word with its preposition stands there (بريف, بناحية)."""
        kind = self.words.types.get(self.tokens[at].text) if at < len(self.tokens) else None
        return kind is not None and kind.clitics == "ب"

    def strange(self, at: int) -> bool:
        """Whether the word at `at` is no word of the language, so that a name may go on with it."""
        text = self.tokens[at].text
        if text.removeprefix("و") in Vocabulary.load().atoms:
            return False  # حي الميسر وستة
        prefixed = text.startswith(("ب", "ل")) and not self.typed(at + 1)  # قرية تقل بقل بريف س
        return bool(self.readings) and not self.readings[at] and not text.startswith("ال") and not prefixed


def unknown_spots(
    spots: Sequence[Spot], document: Document, words: Words, readings: Sequence[Mapping[str, Entry]]
) -> list[Spot]:
    """Names that only a type word gives away (قرية كذا), where the gazetteer has none."""
    taken = {index for spot in spots for index in range(spot.begin, spot.last)}
    tokens, texts, types = document.tokens, document.texts, words.types
    page = Page(tokens, words, readings, taken)
    found: list[Spot] = []
    for at, number in document.where(types.keys()):
        end = document.sentences[number].last
        kind = types[texts[at]]
        if at >= end - 1 or at in taken or kind.kind in ("ريف", "سهل"):
            continue
        first = at + 1
        while first < end and tokens[first].text in _QUOTES:
            first += 1
        last = name_end(first, end, tokens, words, taken)
        if last is not None and kind.number == "s":
            last = extended(last, end, page)
        if last is not None and _credible(first, last, kind, page):
            spot = Spot(first, last, number, " ".join(t.text for t in tokens[first:last]))
            spot.begin, spot.kind, spot.number, spot.evidence = at, kind.kind, kind.number, 2
            taken |= set(range(at, last))
            found.append(spot)
    return found


def with_features(spots: list[Spot], document: Document, words: Words) -> list[Spot]:
    """`spots`, and names that begin with the word for a feature of the land (في تلة الملك, بوادي السلام)."""
    tokens, texts = document.tokens, document.texts
    found: list[Spot] = []
    taken: set[int] = set()
    for at, number in document.where(words.features.keys()):
        taken = taken or {i for spot in spots for i in range(spot.begin, spot.last)}
        sentence = document.sentences[number]
        clitics = words.features[texts[at]]
        led = clitics.endswith("ب") or (at > sentence.first and texts[at - 1] in words.leading)
        if not led or at in taken or at + 1 >= sentence.last or texts[at + 1] in words.again:
            continue
        last = name_end(at + 1, sentence.last, tokens, words, taken)
        if last is not None and (texts[at + 1].startswith("ال") or last > at + 2):
            name = " ".join(texts[at:last])[len(clitics) :]
            found.append(Spot(at, last, number, name, clitics, begin=at, kind="موقع", number="s", evidence=2))
            taken |= set(range(at, last))
    return sorted((*spots, *found), key=lambda spot: spot.begin) if found else spots


def extended(last: int, limit: int, page: Page) -> int:
    """Where an unknown name ends whose second or third word is no word of the language (كركي خجو التابعة لـ …).

    It goes on only up to what surely follows a name.
    """
    for end in range(last, min(last + _EXTRA_WORDS, limit) + 1):
        if end > last and page.closes(end, limit):
            return end
        if page.closes(end, limit) or not page.strange(end) or not _nameable(page.tokens[end].text, page.words):
            break
    return last


def _credible(first: int, last: int, kind: Type, page: Page) -> bool:
    """Whether what follows a type word is a name: areas and sites are mostly followed by something else."""
    text = page.tokens[first].text
    if described(page.tokens[first:last], page.tokens[last:][:1], kind) or text.startswith(("لل", "بال", "كال", "وال")):
        return False
    if page.tokens[first - 1].text == _ALIVE and (
        (first > 1 and page.tokens[first - 2].text.endswith("وا")) or text.startswith("كان")
    ):
        return False  # من بقوا أحياء كأنهم
    known = bool(page.readings) and bool(page.readings[first])
    several = last > first + 1
    loose = kind.kind in _LOOSE and kind.kind != "منطقه"
    if text in _HEADS or (several and text in page.words["compound"] and not loose):
        return True  # منطقة بئر كذا
    if kind.kind == "قضاء" and text in page.words["bureau"]:
        return False
    if first > 0 and last < len(page.tokens) and {page.tokens[first - 1].text, page.tokens[last].text} <= _QUOTES:
        return not known  # بمنطقة "بينديك" في اسطنبول
    if kind.kind in _LOOSE:
        return not known and kind.number != "p" and (last in page.taken or text[0] not in "لب")
    return not known or text.startswith("ال")


def name_end(first: int, limit: int, tokens: Sequence[Token], words: Words, taken: set[int]) -> int | None:
    """Index after the last word of an unknown name that begins at `first`; None when no name begins there."""
    if first >= limit or first in taken or not _nameable(tokens[first].text, words):
        return None
    last = first + 1
    if last < limit and tokens[last].text in words["second"] and tokens[last].text.startswith("ال"):
        return last + 1  # النهر الأبيض, although الأبيض alone is a place too
    if last >= limit or last in taken:
        return last if tokens[first].text not in _NO_NAME else None
    following = tokens[last].text
    if following in _SON and last + 1 < limit and _nameable(tokens[last + 1].text, words):
        return last + 2
    if tokens[first].text in words["compound"] and (_nameable(following, words) or following in words["second"]):
        return last + 1
    return last


def _nameable(text: str, words: Words) -> bool:
    return (
        len(text) >= UNKNOWN_MIN - 1
        and "ء" <= text[0] <= "ي"
        and text not in words["stop"]
        and text not in words.types
        and text not in words["ordinary_head"]
        and not (text[0] in "وفبل" and text[1:] in words["stop"] and text not in words["compound"])
        and not text.endswith(_OWNED)  # استهدف مدرعتهم جنوب العريش
    )
