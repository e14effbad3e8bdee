"""Cardinal numbers of Arabic: digits, words and both mixed, from token positions to values.

A number is groups below a thousand, each with its scale, joined by و: ثلاثة آلاف وخمسمئة واثنان وعشرون.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from detectors.numbers.vocabulary import Atom, Vocabulary
from detectors.text import Token

_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
_DECIMAL: Final = re.compile(r"(\d+)[.,](\d+)$")
BLANKS: Final = ("",) * 32
"""What is read behind the last word of a text."""
MAX_DIGITS: Final = 9
"""A longer string of digits is a telephone number or an identifier."""


class Cardinal(Struct, frozen=True, gc=False):
    """A number read at a token: its value, the tokens, how it is written."""

    value: int
    last: int
    words: bool
    digits: bool
    scaled: bool
    """Ends in a scale word (آلاف، مليون): what a range's lower end may inherit."""


class Numeral(Struct, frozen=True, gc=False):
    """A written digit string: whole value, or tenths and so on as numerator over a power of ten."""

    value: int
    over: int = 1


@lru_cache(maxsize=1 << 12)
def numeral(text: str) -> Numeral | None:
    """The value of `3500`, `3,500`, `3.500` or `1.5`; None when it is no number of things."""
    if text.isascii() and text.isdigit():
        return Numeral(int(text)) if len(text) <= MAX_DIGITS else None
    if _GROUPED.match(text) and not text.startswith("0"):
        digits = text.replace(",", "").replace(".", "")
        return Numeral(int(digits)) if len(digits) <= MAX_DIGITS else None
    found = _DECIMAL.match(text)
    if found and len(text) <= MAX_DIGITS:
        return Numeral(int(found[1] + found[2]), 10 ** len(found[2]))
    return None


class Grammar:
    """Reads cardinals from the tokens of one text."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self._tokens = tokens
        self.texts = [token.text for token in tokens]
        self.text: Callable[[int], str] = [*self.texts, *BLANKS].__getitem__
        """The word at a position; none just before the first, which Python counts from the end, and behind the last."""
        self._known = vocabulary.atoms
        self._stop = vocabulary.stop

    def atom(self, i: int, *kinds: str) -> Atom | None:
        """The word at `i` as one of `kinds`."""
        known = self._known.get(self.texts[i]) if i < len(self.texts) else None
        for atom in known or ():
            if atom.kind in kinds:
                return atom
        return None

    def _joined(self, i: int, *kinds: str) -> tuple[Atom, int] | None:
        """و and one of `kinds`, whether written together or apart: the word and the position after it."""
        atom = self.atom(i, *kinds)
        if atom is not None and atom.conjunction:
            return atom, i + 1
        if i < len(self.texts) and self.texts[i] == "و":
            atom = self.atom(i + 1, *kinds)
            if atom is not None and not atom.conjunction:
                return atom, i + 2
        return None

    def read(self, i: int) -> Cardinal | None:
        """The longest cardinal that begins at `i`."""
        text = self.texts[i]
        if text[0].isdigit():
            return self._from_digits(i)
        if text not in self._known:
            return None
        half = self.atom(i, "half")
        if half is not None and (scale := self.atom(i + 1, "scale")):
            return Cardinal(scale.value // 2, i + 2, True, False, True)
        return self._sum(i, 0, "")

    def _from_digits(self, i: int) -> Cardinal | None:
        number = numeral(self._tokens[i].text)
        if number is None:
            return None
        last = i + 1
        if self.texts[last : last + 1] == ["،"] and self._spaced_group(i):
            number, last = Numeral(number.value * 1000 + int(self._tokens[i + 2].text)), i + 3
        last += i > 0 and self.texts[i - 1] == "(" and self.texts[last : last + 1] == [")"] and self._scales(last + 1)
        scale = self.atom(last, "scale", "scales", "accusative")
        if scale is None or scale.conjunction:
            return Cardinal(number.value, last, False, True, False) if number.over == 1 else None
        value = number.value * scale.value // number.over
        end = self._half_more(last + 1, scale.value)
        if end:
            return Cardinal(value + scale.value // 2, end, True, True, True)
        return self._rest(Cardinal(value, last + 1, True, True, True), scale.value)

    def _scales(self, i: int) -> bool:
        """(15) ألف: what stands behind the bracket goes on with the number in it."""
        scale = self.atom(i, "scale", "scales", "accusative")
        return scale is not None and not scale.conjunction

    def _spaced_group(self, i: int) -> bool:
        """`3،500` written with the Arabic comma and no blanks."""
        t = self._tokens
        return (
            i + 2 < len(t)
            and t[i + 1].text == "،"
            and t[i].end == t[i + 1].start
            and t[i + 1].end == t[i + 2].start
            and re.fullmatch(r"\d{3}", t[i + 2].text) is not None
            and re.fullmatch(r"[1-9]\d{0,2}", t[i].text) is not None
        )

    def _sum(self, i: int, limit: int, join: str) -> Cardinal | None:
        """Groups with falling scales; `limit` is the scale that they must stay under (0: none)."""
        group = self._group(i)
        scaled = self._scaled(i, group)
        if scaled is None:
            return None
        value, last, scale = scaled
        if limit and scale >= limit:
            return None
        found = Cardinal(value, last, True, False, scale > 1)
        if scale == 1:
            return found
        end = self._half_more(last, scale)
        if end:
            return Cardinal(value + scale // 2, end, True, False, True)
        return self._rest(found, scale)

    def _scaled(self, i: int, group: tuple[int, int] | None) -> tuple[int, int, int] | None:
        """Value, end and scale of the first group."""
        if group is None:
            two = self.atom(i, "two")
            if two is not None:
                return two.value, i + 1, two.value // 2
            scale = self.atom(i, "scale")
            if scale is not None:
                return scale.value, i + 1, scale.value
            accusative = self.atom(i, "accusative")
            if accusative is not None:
                times = 2 if self._construct(i + 1) else 1
                return times * accusative.value, i + 1, accusative.value
            return None
        value, last = group
        one = self._joined(last, "scale")
        if one and value % 100 == 0 and (again := self.atom(one[1], "scale")) and not again.conjunction:
            return (value + 1) * again.value, one[1] + 1, again.value
        scale = self.atom(last, "scale", "scales", "accusative")
        if scale is not None and not scale.conjunction and not scale.preposition:
            return value * scale.value, last + 1, scale.value
        return value, last, 1

    def _construct(self, i: int) -> bool:
        """A noun follows: ألفا قتيل are two thousand, بلغت ألفاً is one."""
        if i >= len(self._tokens):
            return False
        text = self._tokens[i].text
        return "ء" <= text[0] <= "ي" and not text.startswith("و") and text not in self._stop and len(text) > 2

    def _half_more(self, i: int, scale: int) -> int | None:
        """End of ونصف المليون after a scale word."""
        half = self._joined(i, "half")
        if half is None:
            return None
        named = self.atom(half[1], "scale")
        return half[1] + 1 if named is not None and named.value == scale else half[1]

    def _rest(self, head: Cardinal, scale: int) -> Cardinal:
        """What و adds under the scale of `head`."""
        i = head.last
        if i >= len(self._tokens):
            return head
        text = self._tokens[i].text
        start = i + 1 if text == "و" else i
        if start < len(self._tokens) and start != i and self._tokens[start].text[0].isdigit():
            number = numeral(self._tokens[start].text)
            scaled = self.atom(start + 1, "scale", "scales", "accusative")
            again = scaled is not None and not scaled.conjunction and scaled.value >= scale
            if number is None or number.over != 1 or number.value >= scale or again:
                return head  # بين 88 ألفا و97 ألفا
            return Cardinal(head.value + number.value, start + 1, True, True, False)
        if start == i and not any(atom.conjunction for atom in self._known.get(text, ())):
            return head
        more = self._sum(start, scale, "و")
        if more is None:
            return head
        return Cardinal(head.value + more.value, more.last, True, head.digits, more.scaled)

    def _group(self, i: int) -> tuple[int, int] | None:
        """A number below a thousand: value and end."""
        fused = self.atom(i, "hundreds", "hundred")
        if fused is not None:
            return self._under_hundred(i + 1, fused.value)
        unit = self.atom(i, "unit")
        if unit is not None:
            hundred = self.atom(i + 1, "hundred")
            if hundred is not None and not hundred.conjunction and unit.value > 2:
                return self._under_hundred(i + 2, unit.value * 100)
        return self._small(i)

    def _under_hundred(self, i: int, hundreds: int) -> tuple[int, int]:
        """و and a number below a hundred after hundreds."""
        text = self._tokens[i].text if i < len(self._tokens) else ""
        start = i + 1 if text == "و" else i
        joined = start != i or any(atom.conjunction for atom in self._known.get(text, ()))
        if not joined or start >= len(self._tokens):
            return hundreds, i
        if start != i and self._tokens[start].text.isdigit():
            return hundreds, i
        more = self._small(start)
        return (hundreds + more[0], more[1]) if more else (hundreds, i)

    def _small(self, i: int) -> tuple[int, int] | None:
        """A number below a hundred."""
        head = self.atom(i, "unit", "teen1")
        if head is not None:
            tail = self.atom(i + 1, "ten")
            if tail is not None and not tail.conjunction and not tail.preposition:
                return 10 + head.value, i + 2
        unit = self.atom(i, "unit") or self._eleventh(i)
        if unit is not None:
            tens = self._joined(i + 1, "tens")
            if tens is not None:
                return unit.value + tens[0].value, tens[1]
        plain = self.atom(i, "unit", "ten", "tens", "zero")
        return (plain.value, i + 1) if plain is not None else None

    def _eleventh(self, i: int) -> Atom | None:
        """أحد، إحدى before وعشرون."""
        atom = self.atom(i, "teen1")
        return atom if atom is not None and atom.value == 1 else None
