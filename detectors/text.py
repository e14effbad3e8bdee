"""One article's text: normalised for matching, with every position leading back to the original.

Normalisation folds what writers use interchangeably (hamza seats on alif, ة/ه, ى/ي, digit scripts) character by
character, and drops what carries no letter (diacritics, tatweel, zero-width and bidi marks, HTML tags). Only
the dropped and expanded characters shift offsets; `Document.start`/`Document.end` undo the shift.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, compress
from typing import NamedTuple

from msgspec import Struct

_FOLD = tuple(
    zip(
        "أإآٱٲٳىیېۍةۃکڪگھہ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬\u00a0\u202f",
        "اااااا" + "يييي" + "هه" + "ككك" + "هه" + "0123456789" * 2 + ".,  ",
        strict=True,
    )
)
"""Letter → what it is folded to. Looked for one after another: most are absent, and that is quickly seen."""
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_CENSORED = r"(?<=[ء-ي])\u0640+[ .*_\-]{1,2}\u0640+(?=[ء-ي])|(?<=[ء-ي])(?:\u0640+[.*_]|[ .*_]\u0640+)(?=[ء-ي])"
"""Self-censored words (شـ ـهـ ـداء, شهـ.ـداء, شه ـيد): a separator in a word, a tatweel before or behind it."""
_STARRED = r"(?<=[ء-ي\u064b-\u0652])[*٭](?=[ء-ي])"
"""The same with a star (قت*ل)."""
_DROPPED = re.compile(rf"{_CENSORED}|{_STARRED}|[{_MARKS}]+")
_MARKED = re.compile(rf"[{_MARKS}]+")
"""`_DROPPED` in a text with neither tatweel nor stars, which censors no word."""
_NEWS = "إصاب|أصيب|استشه|مقتل|قتل|قتيل|جرح|جريح|شهيد|شهد|سقوط|ارتق|غار|قصف|انفج"
"""What a post tells right behind عاجل."""
_THREE = "[ء-ي][ء-ي][ء-ي]"
_NO_DUAL = "(?!ن(?![ء-ي]))"
"""A tanwin ends a noun of three letters or more; عناًصر and طفلًان have a stray one, and are one word each."""
_GLUED = tuple(
    re.compile(end)
    for end in (
        *(
            end + "(?=[ء-غف-ي])"
            for end in (
                r"ة[\u064b-\u0652]*",
                rf"\u064bا(?<={_THREE}\u064bا){_NO_DUAL}",
                rf"ا\u064b(?<={_THREE}ا\u064b){_NO_DUAL}",
                "على",
                "إلى",
                "الى",
            )
        ),
        "[ءؤئت-غقم-هىي](?=إ|أصيب|أسفر|استشه|مقتل)",  # سوريةمقتل, الحيأصيب: no clitic comes before these
        rf"عاج(?<![ء-ي]عاج)\u0640*ل(?={_NEWS})",
    )
)
"""The end of a word that lost the blank behind it (قطاع غزةلليوم, شهيداًو194, علىشارع): no word has these within it.

So does عاجل, that opens a post, where the line break behind it was lost (#عاجلمقتل). What stands before is looked at
behind the letters themselves: those are looked for many times as fast.
"""
_COUNTED = (
    "شخص|شهيد|شهداء|قتيل|قتلى|جريح|جرحى|مصاب|مدني|طفل|أطفال|امرأ|نساء|سيد|رجل|رجال|عنصر|عناصر|جندي|جنود|مقاتل|مسلح|مواطن"
    "|ضحي|ضحايا|آخر|ألف|آلاف|مليون|حال|إصاب|مفقود|يوم|أيام|ساع|شهر|أشهر|عام|أعوام|سنوات"
)
_FRAMED = re.compile(
    rf"(?:\(\d{{1,6}}\)|/\d{{1,6}}/)(?= (?:{_COUNTED}))|(?<=\s[وبل])\(\d{{1,6}}\)(?=\s)"
    r"|(?<=[،,:] )\(\d{1,6}\)(?= في )|(?<=نهم )\(\d{1,6}\)(?= [ء-ي])"
)
"""Numbers that an outlet sets in brackets or between slashes as its style: (28) شخصا, /17/ مدنيا, و(9) في حمص.

A number in brackets behind a place (حمورية (14)) says how many there, and keeps its brackets.
"""
_MARKUP = re.compile(
    r"<(?:script|style)\b[^<>]{0,2000}>[^<]*(?:<(?!/?(?:script|style))[^<]*)*</(?:script|style)>"
    r"|<!--(?:(?!<!--|-->).)*-->|</?[a-zA-Z][^<>]{0,2000}>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});",
    re.DOTALL,
)
"""No branch runs past the next opening of its own kind, so that a text of nothing but openings stays linear."""
_BLOCK = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|table|section|article|blockquote)\b", re.IGNORECASE)
_PLAIN = re.compile("[ء-غف-ي ]*")
"""Letters without tatweel and signs."""
_PLAIN_FOLD = tuple(pair for pair in _FOLD if _PLAIN.fullmatch(pair[0]))
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_TOKEN = re.compile(r"([ء-يٮ-ۓ]+|\d+(?:[.,]\d+)*|[A-Za-z]+|[^\w\s]|_)")
_CLOSING = "\"'»”’)\\]"
_SENTENCE_END = re.compile(
    r"[.!?؟\n](?:"
    rf"(?<![.!?؟…][.!?؟])(?<!\n)(?:(?<!\.)|(?!\.))[!?؟.]*+[{_CLOSING}]*+(?=\s|$)"
    rf"|(?<=[ء-ي{_CLOSING}\s][ء-ي{_CLOSING}\s]\.)[{_CLOSING}]*+(?=[ء-ي])(?!(?:نت|كوم|نيوز|اورغ|تي في)\b|[ء-ي]\.)"
    r"|(?<=\n)\n*)"
)
"""A terminal mark with its closing quotes before a blank, a full stop that lacks its blank, or a line break.

Two dots are no end: headlines set a place apart with them (حلب.. قتلى وجرحى), nor are those of initials (ي.ب.ك). The
mark itself comes first, what stands before it after: so only marks are looked at.
"""
_VOWELS = frozenset(map(chr, (*range(0x64B, 0x653), 0x670)))


MAX_SENTENCE: int = 400
"""Tokens. Text without marks is cut after so many (at a comma, if there is one): the longest of news have 170,
and the work on one sentence may grow with the square of its length."""
_PAUSES = frozenset({"،", ",", "؛", ";", ":"})


class Token(Struct, frozen=True, gc=False):
    """A word, number or punctuation mark."""

    text: str
    """Normalised."""
    start: int
    """Offset in `Document.norm`."""
    end: int


class Sentence(NamedTuple):
    """Half-open range of token indices, and of offsets in `Document.norm`."""

    first: int
    last: int
    start: int
    end: int


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """`name` normalised as article text is (for dictionaries and gazetteer names), blanks collapsed."""
    plain = _PLAIN.fullmatch(name) is not None  # nothing to drop or unescape: nearly every name
    return " ".join((_folded(name, _PLAIN_FOLD) if plain else Document(name).norm).split())


def _folded(text: str, folding: Iterable[tuple[str, str]] = _FOLD) -> str:
    """`text` with the letters that writers use interchangeably as one, character by character."""
    for letter, folded in folding:
        if letter in text:
            text = text.replace(letter, folded)
    return text


def _compatible(match: re.Match[str]) -> str:
    """Letters in place of their presentation forms."""
    return unicodedata.normalize("NFKC", match.group())


def _dash(raw: str, match: re.Match[str]) -> str:
    """7 ـ 9: a tatweel between numbers is a dash."""
    if match[0].strip("\u0640"):
        return ""
    before, after = raw[max(0, match.start() - 2) : match.start()], raw[match.end() : match.end() + 2]
    return "-" if before.strip()[-1:].isdigit() and after.strip()[:1].isdigit() else ""


@dataclass(frozen=True, eq=False)
class Document:
    """`raw` as written and `norm`, its normalised form. `start` and `end` lead from `norm` back to `raw`."""

    raw: str

    @cached_property
    def _normal(self) -> tuple[str, list[int], list[tuple[int, int, bool]]]:
        """The normalised text; where its pieces start; each piece's range in `raw` and whether it was replaced."""
        pieces: list[str] = []
        starts: list[int] = []
        origins: list[tuple[int, int, bool]] = []
        length = at = 0
        for start, end, text in [*self._edits(), (len(self.raw), len(self.raw), "")]:
            for piece, origin in ((self.raw[at:start], (at, start, False)), (text, (start, end, True))):
                if piece:
                    pieces.append(piece)
                    starts.append(length)
                    origins.append(origin)
                    length += len(piece)
            at = end
        return _folded("".join(pieces)), starts, origins

    def _edits(self) -> list[tuple[int, int, str]]:
        """Pieces of `raw` to replace, in order, not overlapping."""
        raw = self.raw
        dropped = _DROPPED if "\u0640" in raw or "*" in raw or "٭" in raw else _MARKED
        edits = [(*m.span(), _dash(raw, m)) for m in dropped.finditer(raw)]
        edits += [(m.end(), m.end(), " ") for end in _GLUED for m in end.finditer(raw)]
        if "(" in raw or "/" in raw:
            marks = (i for m in _FRAMED.finditer(raw) for i in range(*m.span()) if raw[i] in "()/")
            edits += [(i, i + 1, "") for i in marks]
        if "<" in raw or "&" in raw:
            for m in _MARKUP.finditer(raw):
                tag = m.group()
                text = html.unescape(tag) if tag[0] == "&" else "\n" if _BLOCK.match(tag) else ""
                edits.append((m.start(), m.end(), _DROPPED.sub("", _PRESENTATION.sub(_compatible, text))))
        if _PRESENTATION.search(raw):
            for m in _PRESENTATION.finditer(raw):
                edits.append((m.start(), m.end(), _DROPPED.sub("", _compatible(m))))
        edits.sort()
        kept: list[tuple[int, int, str]] = []
        for edit in edits:
            if not kept or edit[0] >= kept[-1][1]:
                kept.append(edit)
        return kept

    @cached_property
    def norm(self) -> str:
        """The normalised text."""
        return self._normal[0]

    def start(self, position: int) -> int:
        """Offset in `raw` of the character at `position` of `norm`; of a replaced piece, where that begins."""
        norm, starts, origins = self._normal
        if position >= len(norm):
            return len(self.raw)
        index = bisect_right(starts, position) - 1
        first, _, replaced = origins[index]
        return first if replaced else first + position - starts[index]

    def end(self, position: int) -> int:
        """Offset in `raw` just after the character before `position` of `norm`, its vowel signs included."""
        if position <= 0:
            return 0
        _, starts, origins = self._normal
        index = bisect_right(starts, position - 1) - 1
        first, last, replaced = origins[index]
        after = last if replaced else first + position - starts[index]
        raw = self.raw
        while after < len(raw) and raw[after] in _VOWELS:
            after += 1
        return after

    def written(self, token: int) -> str:
        """The token as it is written, with its vowel signs."""
        found = self.tokens[token]
        return self.raw[self.start(found.start) : self.end(found.end)]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Words, numbers and punctuation marks."""
        pieces = _TOKEN.split(self.norm)  # what stands between tokens and the tokens, by turns
        ends = list(accumulate(map(len, pieces)))
        return tuple(map(Token, pieces[1::2], ends[::2], ends[1::2]))

    @cached_property
    def texts(self) -> list[str]:
        """The texts of the tokens."""
        return [token.text for token in self.tokens]

    def where(self, words: Set[str]) -> list[tuple[int, int]]:
        """Each token whose text is one of `words`, with the number of its sentence: (token, sentence), in order."""
        met = self._distinct & words
        if not met:
            return []
        at = compress(range(len(self.texts)), map(met.__contains__, self.texts))
        return [(i, bisect_right(self._firsts, i) - 1) for i in at]

    @cached_property
    def _distinct(self) -> set[str]:
        """Each word of the text once: fewer than a text has tokens, and than a vocabulary has words."""
        return set(self.texts)

    @cached_property
    def _firsts(self) -> list[int]:
        """First tokens of the sentences."""
        return [sentence.first for sentence in self.sentences]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences: a terminal mark with its closing quotes, or a line break, ends one."""
        ends = [m.end() for m in _SENTENCE_END.finditer(self.norm)]
        if not ends or ends[-1] < len(self.norm):
            ends.append(len(self.norm))
        out: list[Sentence] = []
        starts = [token.start for token in self.tokens]
        first, start = 0, 0
        for end in ends:
            last = bisect_right(starts, end - 1)
            if last > first:
                out.extend(self._pieces(Sentence(first, last, start, end)))
            first, start = last, end
        return tuple(out)

    def _pieces(self, sentence: Sentence) -> Iterator[Sentence]:
        """The sentence, cut where it is too long to be one."""
        first, last, start, end = sentence
        while last - first > MAX_SENTENCE:
            cut = first + MAX_SENTENCE
            pauses = (i + 1 for i in range(cut - 1, first + MAX_SENTENCE // 2, -1) if self.tokens[i].text in _PAUSES)
            cut = next(pauses, cut)
            yield Sentence(first, cut, start, self.tokens[cut].start)
            first, start = cut, self.tokens[cut].start
        yield Sentence(first, last, start, end)
