"""Words that bound a number from either side (أكثر من 92، 400 شخص على الأقل)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from detectors.numbers.grammar import Grammar
from detectors.numbers.vocabulary import Vocabulary
from detectors.records import Qualifier
from detectors.text import Token

TRAILING_REACH: Final = 5
"""Words between a number and a bound that trails it (ستة أشخاص من العائلة على الأقل)."""
WORD: Final = re.compile(r"[ء-يٮ-ۓ]+$")
BRIDGE: Final = 16
"""Words between the noun of a toll and its number: since when it has been counted, where."""
_QUOTES: Final = frozenset('"«»“”')
_MONDAY: Final = "الاثنين"
_OF_OTHERS: Final = frozenset({"ان", "بان", "احدهم", "احدهما", "احداهن"})
"""Behind these a bound is of somebody else (أربعة يرجح أن أحدهم على الأقل كان السائق)."""
_WHO: Final = "من"
"""Opens who is counted, as the noun of a toll does (زاد من أصيبوا على 12)."""
_PARTED: Final = ("علي", "عن")
_ATTACHED: Final = frozenset({"", "و", "ف", "ب", "ل", "وب", "ول"})


class Bounds:
    """Finds the bounds around a position of one text."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._words = Vocabulary.load()
        self._grammar = Grammar(tokens, self._words)
        self._texts, self._text = self._grammar.texts, self._grammar.text

    def _follows(self, i: int, words: tuple[str, ...]) -> bool:
        return tuple(self._texts[i : i + len(words)]) == words if i >= 0 else not words

    def _counts(self, text: str) -> bool:
        """A number word or vague class, but for واحد."""
        if not self._words.begins[text]:
            return False
        return text in self._words.vague or any(atom.value != 1 for atom in self._words.atoms.get(text, ()))

    def _bound_before(self, i: int) -> tuple[Qualifier | None, int]:
        """The bound whose words end just before `i`, and where it begins."""
        found = self._phrase_before(i)
        if found[0] == "approximately" and not self._text(found[1]).startswith("و"):
            outer = self._phrase_before(found[1])  # قتيلان على الأقل ونحو عشرة جرحى: the bound trails the two
            if outer[0] is not None:
                return outer
        if found[0] is None:
            return self._bridged(i)
        return found

    def _phrase_before(self, i: int) -> tuple[Qualifier | None, int]:
        for words, qualifier in self._words.before.get(self._text(i - 1), ()):
            start = i - len(words)
            if start >= 0 and self._begins(start, words):
                return qualifier, start  # type: ignore[return-value]
        return None, i

    def _begins(self, start: int, words: tuple[str, ...]) -> bool:
        """`words` from `start` on; the first may carry و ف ب ل."""
        first = self._text(start)
        if not first.endswith(words[0]) or first[: -len(words[0])] not in _ATTACHED:
            return False
        return self._follows(start + 1, words[1:])

    def _split_by(self, j: int, i: int) -> tuple[Qualifier | None, int]:
        """زاد المصابون على 12, لم يقل عددهم عن 12: the verb before the toll at `j`, its particle before the number."""
        for words, qualifier in self._words.before.get(self._text(i - 1), ()):
            start = j + 1 - len(words)
            if len(words) > 1 and words[-1] in _PARTED and start >= 0 and self._begins(start, words[:-1]):
                return qualifier, start  # type: ignore[return-value]
        return None, i

    def _bridged(self, i: int) -> tuple[Qualifier | None, int]:
        """تجاوز عدد القتلى 100: the bounding verb stands before the noun of the toll."""
        near = max(0, i - BRIDGE)
        if self._words.bridge.isdisjoint(words := self._texts[near + 1 : i]) and _WHO not in words:
            return None, i
        for j in range(i - 1, near, -1):
            text = self._texts[j]
            if not (WORD.match(text) or text in _QUOTES) or (text in self._words.atoms and not self._no_number(j)):
                break
            if text == _WHO and (parted := self._split_by(j, i))[0] is not None:
                return parted[0], i  # زاد من أصيبوا بها على 12: the verb of harm between governs them
            if text == _WHO and (whole := self._phrase_before(j))[0] is not None:
                return whole  # تجاوز من استشهدوا منذ الهدنة 150
            if text in self._words.bridge:
                qualifier, start = self._phrase_before(j)
                qualifier, start = (qualifier, start) if start < j else self._split_by(j, i)
                if qualifier is not None:
                    return qualifier, start  # or farther before: تجاوز عدد القتلى 100
        return None, i

    def _no_number(self, j: int) -> bool:
        """الاثنين; منذ الحصار قبل أحد عشر شهرا: a day, or for how long it has been counted."""
        ahead = (self._words.decoys["after"].get(text) for text in self._texts[j + 1 : j + 3])
        return self._texts[j] == _MONDAY or "time" in ahead

    def _set_off(self, i: int) -> bool:
        """13 شخصا، على الأقل، بضربات: a bound between commas."""
        bounds = (words for words, _ in self._words.after.get(self._text(i + 1), ()))
        return any(self._follows(i + 1, words) and self._text(i + 1 + len(words)) in {"،", "."} for words in bounds)

    def _bound_after(self, i: int) -> tuple[Qualifier | None, tuple[int, int] | None]:
        """A bound that trails the number, with words but no number or mark between them."""
        behind = self._texts[i : i + TRAILING_REACH + 1]
        if self._words.after.keys().isdisjoint(behind):
            return None, None
        for j in range(i, i + len(behind)):
            text = self._texts[j]
            for words, qualifier in self._words.after.get(text, ()):
                if self._follows(j, words):
                    return qualifier, (j, j + len(words))  # type: ignore[return-value]
            if text == "،" and self._set_off(j):
                continue
            if not WORD.match(text) or (j > i and self._counts(text)) or text in _OF_OTHERS:
                break
        return None, None
