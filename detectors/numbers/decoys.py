"""Numbers that count no people, told by what stands beside them: dates, times, measures, names, shares."""

from __future__ import annotations

import re
from typing import Final

from detectors.dates.months import MONTHS
from detectors.numbers.bounds import WORD, Bounds
from detectors.numbers.grammar import Cardinal
from detectors.numbers.quantity import Reason

CLITICS: Final = frozenset({"ال", "ب", "ل", "بال", "لل", "وال", "ك"})
"""Proclitics that stand apart because digits follow (الـ54, بـ50)."""
_LATIN: Final = re.compile(r"[A-Za-z]+")
_LABEL: Final = re.compile(r"[A-Za-z]{1,4}")
_MARKS: Final = frozenset("%٪/:-)")
_QUOTES: Final = frozenset("\"'«»“”")
_OUTLETS: Final = frozenset({"موقع", "قناه", "منصه", "صحيفه", "شبكه", "اذاعه"})
_HOURS: Final = 24
_UNTIL: Final = frozenset({"حتي", "لغايه", "الي"})
"""Before الساعة, which then is this hour when a count of people follows."""
_OF_DAY: Final = frozenset({"صباحا", "مساء", "ظهرا", "فجرا", "ليلا", "عصرا"})
YEARS: Final = range(1900, 2101)


class Decoys(Bounds):
    """Names the reason why a number is no count."""

    def _decoy(self, i: int, cardinal: Cardinal) -> Reason | None:
        """Why the number counts no people, if something at its side says so."""
        before, after = self._text(i - 1), self._text(cardinal.last)
        if before in CLITICS or before == "/":
            before = self._text(i - 2)
        if self._of_outlet(i, cardinal):
            return "label"
        return self._by_marks(i, cardinal) or self._by_words(i, cardinal, before, after)

    def _of_outlet(self, i: int, cardinal: Cardinal) -> bool:
        """قناة فرانس24, "دارفور24": digits written in one with a name in quotes, or with that of an outlet."""
        name, leading = self._text(i - 1), self._text(i - 2)
        tied = i > 1 and self._tokens[i - 1].end == self._tokens[i].start
        if not (tied and self._text(i).isdigit() and name.isalpha() and name not in CLITICS):
            return False
        quoted = leading in _QUOTES and self._text(cardinal.last) in _QUOTES
        return quoted or leading.lstrip("ولب") in _OUTLETS

    def _by_marks(self, i: int, cardinal: Cardinal) -> Reason | None:
        text, before, after = self._text(i), self._text(i - 1), self._text(cardinal.last)
        if after not in _MARKS and before not in _MARKS and not before.isascii():
            return None  # between words of Arabic, as most numbers stand
        glued = (
            cardinal.last < len(self._tokens)
            and self._tokens[cardinal.last].start == self._tokens[cardinal.last - 1].end
        )
        tied = i > 0 and self._tokens[i - 1].end == self._tokens[i].start
        if after in {"%", "٪"} or before in {"%", "٪"}:
            return "percent"
        if glued and after == "/" and self._text(cardinal.last + 1)[:1].isdigit():
            return "date"
        if tied and before == "/" and self._text(i - 2)[:1].isdigit():
            return "date"
        if (glued and after == ":" and self._text(cardinal.last + 1)[:1].isdigit()) or (
            tied and before == ":" and self._text(i - 2)[:1].isdigit()
        ):
            return "clock"
        if tied and before == "-" and (_LATIN.fullmatch(self._text(i - 2)) or self._named(self._text(i - 2))):
            return "label"
        if text.isdigit() and _LABEL.fullmatch(before):
            return "label"
        if glued and after in {"-", ")"} and text.isdigit() and self._text(i - 1) in {"", ".", "(", "\n"} and i == 0:
            return "list"
        return None

    def _named(self, text: str) -> bool:
        """كيه-47, إف-16: the letters that a model's number goes with."""
        return self._words.decoys["before"].get(text) == "label"

    def _by_words(self, i: int, cardinal: Cardinal, before: str, after: str) -> Reason | None:
        decoys = self._words.decoys
        if cardinal.value == 1 and cardinal.last == i + 1 and WORD.match(self._text(i)) and self._described(i, before):
            return "one"
        value, text = cardinal.value, self._text(i)
        month = self._text(cardinal.last + 1) if after == "من" else after
        if value <= 31 and not cardinal.scaled and month in MONTHS and (text.isdigit() or len(month) > 2):
            return "date"
        unit = decoys["after"].get(after)
        spelt = not text.isdigit() and before not in {"الساعه", "عند"}
        if after in _OF_DAY and (spelt or before in self._words.ones):
            unit = None  # استشهد اثنا عشر فجرا, أصيب 12 مساء أمس; the hour is an ordinal (الثانية عشرة ظهرا)
        if unit in {"time", "measure", "money"}:
            return self._unit(unit, before)
        if unit == "percent" or (
            after in {"في", "ب"} and self._text(cardinal.last + 1) in {"المئه", "المايه", "المائه"}
        ):
            return "percent"
        if after == "من" and decoys["before"].get(self._text(cardinal.last + 1)) == "age":
            return "age"  # في الستين من عمره
        side = decoys["before"].get(before)
        if side == "label" and text.isdigit() and value < 1000 and self._text(i - 2) != "ما":
            return "label"  # ما مجموعه 6
        if (
            text.isdigit()
            and len(text) == 4
            and value in YEARS
            and (side == "year" or self._behind_month(i) or before in MONTHS or before == "في")
        ):
            return "year"
        definite = self._text(i - 1) == "ال" or any(a.definite for a in self._words.atoms.get(text, ()))
        if definite and side in {"ordinal", "period"}:
            return "ordinal" if side == "ordinal" else "period"
        hours = side == "clock" and not before.startswith("ال") and self._numeral(i - 2)  # في 24 ساعة 43 شهيدا
        people = value > _HOURS or (after.endswith("ا") and after not in _OF_DAY)  # سقط حتى الساعة 12 قتيلا
        counts = hours or (side == "clock" and self._text(i - 2) in _UNTIL and people)
        return side if side in {"age", "clock"} and not counts else None  # type: ignore[return-value]

    def _numeral(self, i: int) -> bool:
        """24, وعشرين: the last word of a number."""
        text = self._text(i)
        return text[:1].isdigit() or text.removeprefix("و") in self._words.atoms

    def _behind_month(self, i: int) -> bool:
        """أيار 2021, تشرين الأول 2021: the year of a month."""
        before = self._text(i - 1)
        return before in MONTHS or (before in {"الاول", "الثاني"} and self._text(i - 2) in MONTHS)

    def _described(self, i: int, before: str) -> bool:
        """واحد after a noun (عائلة واحدة); و3 في إدلب وواحد في الحسكة counts itself."""
        if self._text(i).startswith("وواحد") and self._text(i + 1) == "في":
            return False
        if self._text(i) == "واحدا" and before.startswith("ال"):
            return False  # قتلت الغارة واحدا من السكان
        return bool(WORD.match(before)) and before not in self._words.ones and before not in self._words.stop

    def _unit(self, unit: str, before: str) -> Reason:
        if unit == "time" and self._words.decoys["before"].get(before) == "age":
            return "age"
        return unit  # type: ignore[return-value]
