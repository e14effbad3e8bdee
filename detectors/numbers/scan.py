"""Tokens → quantities: cardinals, ranges and vague words, with their bounds; decoys turned down by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from detectors.dates.months import MONTHS
from detectors.numbers.grammar import Cardinal, Grammar
from detectors.numbers.quantity import Quantity, Reason, RejectedNumber
from detectors.numbers.vocabulary import Vocabulary
from detectors.records import Qualifier
from detectors.text import Token

CLITICS: Final = frozenset({"ال", "ب", "ل", "بال", "لل", "وال", "ك"})
"""Proclitics that stand apart because digits follow (الـ54, بـ50)."""
TRAILING_REACH: Final = 5
"""Words between a number and a bound that trails it (ستة أشخاص من العائلة على الأقل)."""
RISE_REACH: Final = 8
"""Words between a verb of rising and "from … to …"."""
YEARS: Final = range(1900, 2101)
_WORD: Final = re.compile(r"[ء-يٮ-ۓ]+$")


@dataclass(slots=True)
class Scan:
    """Quantities of a text in order, and the numbers that count no people."""

    quantities: list[Quantity] = field(default_factory=list)
    rejected: list[RejectedNumber] = field(default_factory=list)
    durations: list[Quantity] = field(default_factory=list)
    """Those of the rejected that count hours, days and the like (72 ساعة، الأيام الـ26)."""


class Scanner:
    """Reads the quantities of one text."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._words = Vocabulary.load()
        self._grammar = Grammar(tokens, self._words)

    def scan(self) -> Scan:
        """All quantities."""
        found = Scan()
        i = 0
        while i < len(self._tokens):
            text = self._tokens[i].text
            if text[0].isdigit() or text in self._words.atoms:
                i = self._number(i, found)
            elif text in self._words.vague:
                i = self._vague(i, found)
            else:
                i += 1
        return found

    def _text(self, i: int) -> str:
        return self._tokens[i].text if 0 <= i < len(self._tokens) else ""

    def _number(self, i: int, found: Scan) -> int:
        """The number at `i`, if there is one; where to go on."""
        ordinal = self._ordinal(i)
        if ordinal:
            found.rejected.append(RejectedNumber(i, ordinal, "ordinal"))
            return ordinal
        cardinal = self._grammar.read(i)
        if cardinal is None:
            vague = self._vague(i, found) if self._text(i) in self._words.vague else i + 1
            if self._text(i)[0].isdigit():
                found.rejected.append(RejectedNumber(i, i + 1, "decimal"))
            return vague
        phrase = self._longer_vague(i, cardinal)
        if phrase:
            return self._vague(i, found)
        ranged = self._range(i, cardinal)
        if ranged is not None:
            low, cardinal, old = ranged
            if old:
                found.rejected.append(RejectedNumber(i, i + 1, "old_value"))
                i = self._core_of(cardinal, i)
                low = cardinal.value
        else:
            low = cardinal.value
        reason = self._decoy(i, cardinal)
        if reason is not None:
            start = i - 1 if self._text(i - 1) in CLITICS and self._text(i)[0].isdigit() else i
            found.rejected.append(RejectedNumber(start, cardinal.last, reason))
            if reason in {"time", "period"}:
                found.durations.append(Quantity(start, cardinal.last, low, cardinal.value, "exact", "duration", i))
            return cardinal.last + self._sign(cardinal.last) if reason == "percent" else cardinal.last
        found.quantities.append(self._quantity(i, low, cardinal, ranged is not None and low != cardinal.value))
        return cardinal.last

    def _sign(self, i: int) -> int:
        """Tokens of بالمئة, في المئة, % after a percentage."""
        return 2 if self._text(i) == "في" else 1

    def _core_of(self, cardinal: Cardinal, i: int) -> int:
        """First token of the second number of "from … to …"."""
        for j in range(cardinal.last - 1, i, -1):
            if self._text(j) in {"الي", "ل"}:
                return j + 1
        return cardinal.last - 1

    def _longer_vague(self, i: int, cardinal: Cardinal) -> bool:
        """A vague phrase that begins with a number word and says more than it (بضعة آلاف)."""
        return any(
            i + 1 + len(rest) > cardinal.last and self._follows(i + 1, rest)
            for rest, _ in self._words.vague.get(self._text(i), ())
        )

    def _follows(self, i: int, words: tuple[str, ...]) -> bool:
        return all(self._text(i + k) == word for k, word in enumerate(words))

    def _ordinal(self, i: int) -> int | None:
        """End of an ordinal at `i` (الثالثة، الحادي عشر، الثالث والعشرين)."""
        atom = self._grammar.atom(i, "ordinal")
        if atom is None:
            return None
        tail = self._grammar.atom(i + 1, "ten")
        if tail is not None and not tail.conjunction:
            return i + 2
        tens = self._grammar.atom(i + 1, "tens")
        if tens is not None and tens.conjunction and tens.definite:
            return i + 2
        return i + 1

    def _range(self, i: int, first: Cardinal) -> tuple[int, Cardinal, bool] | None:
        """A range that begins with `first`: its low end, its high end, whether it is an old value and a new one."""
        joint, start = self._text(first.last), first.last + 1
        if joint in {"-", "–", "—", "الي", "او", "ل", "و", "حتي"} and start < len(self._tokens):
            connector = joint
        else:
            atoms = self._words.atoms.get(joint, ())
            if not any(atom.conjunction for atom in atoms) or self._opener(i) != "between":
                return None
            connector, start = "و", first.last
        second = self._grammar.read(start)
        if second is None or not self._allowed(i, first, connector):
            return None
        low = self._inherited(first, second)
        if low >= second.value:
            return None
        return low, second, self._opener(i) == "from" and self._rises(i)

    def _inherited(self, first: Cardinal, second: Cardinal) -> int:
        """The low end, with the scale of the high one (من 3 إلى 5 آلاف)."""
        if not second.scaled or first.scaled or first.value >= 1000:
            return first.value
        scale = next((s for s in (10**9, 10**6, 1000) if second.value >= s), 1)
        return first.value * scale if first.value * scale < second.value else first.value

    def _opener(self, i: int) -> str:
        """What stands before the first number of a range."""
        before = self._text(i - 1)
        if before in {"بين", "وبين", "مابين"}:
            return "between"
        return "from" if before in {"من", "ومن"} else ""

    def _allowed(self, i: int, first: Cardinal, connector: str) -> bool:
        opener = self._opener(i)
        if connector in {"-", "–", "—"}:
            return self._text(first.last + 2) not in {"-", "/"} and self._text(i - 1) not in {"-", "/"}
        if connector == "و":
            return opener == "between"
        if connector == "حتي":
            return opener == "from"
        return connector != "ل" or opener == "from"

    def _rises(self, i: int) -> bool:
        """A verb of rising before "from … to …": the second number is the news."""
        for j in range(i - 1, max(-1, i - 1 - RISE_REACH), -1):
            text = self._text(j)
            if text in {".", "؟", "!", "؛"}:
                return False
            if self._words.decoys["before"].get(text) == "rise":
                return True
        return False

    def _quantity(self, i: int, low: int, cardinal: Cardinal, ranged: bool) -> Quantity:
        core, definite = i, bool(self._grammar.atom(i, "unit", "ten", "tens", "hundred", "hundreds", "scale", "two"))
        if definite:
            definite = self._words.atoms[self._text(i)][0].definite
        if self._text(i - 1) in CLITICS and self._text(i)[0].isdigit():
            core, definite = i - 1, "ال" in self._text(i - 1)
        start = core - 1 if ranged and self._text(core - 1) in {"بين", "من"} else core
        start = start - 1 if ranged and self._text(start - 1) == "ما" else start
        bound, first = self._bound_before(core if not ranged else start)
        trailing, span = self._bound_after(cardinal.last)
        qualifier: Qualifier = "range" if ranged else "exact"
        if not ranged and (bound or trailing):
            qualifier = bound or trailing or "exact"
        if ranged:
            lowest: int | None = low
            highest: int | None = cardinal.value
        else:
            lowest = None if qualifier == "up_to" else cardinal.value
            highest = None if qualifier in {"at_least", "more_than"} else cardinal.value
        rule = (
            "range"
            if ranged
            else "mixed"
            if cardinal.words and cardinal.digits
            else "words"
            if cardinal.words
            else "digits"
        )
        visible = first if bound else start if ranged else core
        return Quantity(visible, cardinal.last, lowest, highest, qualifier, rule, core, definite, span)

    def _bound_before(self, i: int) -> tuple[Qualifier | None, int]:
        """The bound whose words end just before `i`, and where it begins."""
        found = self._phrase_before(i)
        if found[0] == "approximately":
            outer = self._phrase_before(found[1])
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
        clitics = ("", "و", "ف", "ب", "ل", "وب", "ول")
        if not any(first == clitic + words[0] for clitic in clitics):
            return False
        return self._follows(start + 1, words[1:])

    def _bridged(self, i: int) -> tuple[Qualifier | None, int]:
        """تجاوز عدد القتلى 100: the bounding verb stands before the noun of the toll."""
        for j in range(i - 1, max(0, i - 6), -1):
            if not _WORD.match(self._text(j)) or self._text(j) in self._words.atoms:
                break
            if self._text(j) in self._words.bridge:
                qualifier, start = self._phrase_before(j)
                return (qualifier, start) if start < j else (None, i)
        return None, i

    def _bound_after(self, i: int) -> tuple[Qualifier | None, tuple[int, int] | None]:
        """A bound that trails the number, with words but no number or mark between them."""
        for j in range(i, min(i + TRAILING_REACH + 1, len(self._tokens))):
            text = self._text(j)
            for words, qualifier in self._words.after.get(text, ()):
                if self._follows(j, words):
                    return qualifier, (j, j + len(words))  # type: ignore[return-value]
            if not _WORD.match(text) or (j > i and self._counts(text)):
                break
        return None, None

    def _counts(self, text: str) -> bool:
        """A number word or vague class, but for واحد."""
        atoms = self._words.atoms.get(text, ())
        return text in self._words.vague or any(atom.value != 1 for atom in atoms)

    def _vague(self, i: int, found: Scan) -> int:
        for rest, qualifier in self._words.vague[self._text(i)]:
            if self._follows(i + 1, rest):
                last = i + 1 + len(rest)
                last -= rest[-1:] == ("من",)
                reason = self._decoy(i, Cardinal(0, last, True, False, False))
                if reason in {"time", "measure", "money"}:
                    found.rejected.append(RejectedNumber(i, last, reason))
                else:
                    _, first = self._bound_before(i)
                    found.quantities.append(Quantity(first, last, None, None, qualifier, "vague", i))  # type: ignore[arg-type]
                return last
        return i + 1

    def _decoy(self, i: int, cardinal: Cardinal) -> Reason | None:
        """Why the number counts no people, if something at its side says so."""
        before, after = self._text(i - 1), self._text(cardinal.last)
        if before in CLITICS or before == "/":
            before = self._text(i - 2)
        return self._by_marks(i, cardinal) or self._by_words(i, cardinal, before, after)

    def _by_marks(self, i: int, cardinal: Cardinal) -> Reason | None:
        text, before, after = self._text(i), self._text(i - 1), self._text(cardinal.last)
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
        if tied and before == "-" and re.fullmatch(r"[A-Za-z]+", self._text(i - 2)):
            return "label"
        if before and re.fullmatch(r"[A-Za-z]{1,4}", before) and text.isdigit():
            return "label"
        if glued and after in {"-", ")"} and text.isdigit() and self._text(i - 1) in {"", ".", "(", "\n"} and i == 0:
            return "list"
        return None

    def _by_words(self, i: int, cardinal: Cardinal, before: str, after: str) -> Reason | None:
        decoys = self._words.decoys
        if cardinal.value == 1 and cardinal.last == i + 1 and _WORD.match(self._text(i)) and self._described(before):
            return "one"
        value, text = cardinal.value, self._text(i)
        month = self._text(cardinal.last + 1) if after == "من" else after
        if value <= 31 and not cardinal.scaled and month in MONTHS and (text.isdigit() or len(month) > 2):
            return "date"
        unit = decoys["after"].get(after)
        if unit in {"time", "measure", "money"}:
            return self._unit(unit, before)
        if unit == "percent" or (
            after in {"في", "ب"} and self._text(cardinal.last + 1) in {"المئه", "المايه", "المائه"}
        ):
            return "percent"
        side = decoys["before"].get(before)
        if side == "label" and text.isdigit() and value < 1000:
            return "label"
        if (
            text.isdigit()
            and len(text) == 4
            and value in YEARS
            and (side == "year" or before in MONTHS or before == "في")
        ):
            return "year"
        definite = self._text(i - 1) == "ال" or any(a.definite for a in self._words.atoms.get(text, ()))
        if definite and side in {"ordinal", "period"}:
            return "ordinal" if side == "ordinal" else "period"
        return side if side in {"age", "clock"} else None  # type: ignore[return-value]

    def _described(self, before: str) -> bool:
        """واحد after a noun (عائلة واحدة)."""
        return bool(_WORD.match(before)) and before not in self._words.ones and before not in self._words.stop

    def _unit(self, unit: str, before: str) -> Reason:
        if unit == "time" and self._words.decoys["before"].get(before) == "age":
            return "age"
        return unit  # type: ignore[return-value]


def read_numbers(tokens: Sequence[Token]) -> Scan:
    """Quantities and rejected numbers of a text."""
    return Scanner(tokens).scan()


def find_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Quantities of a text, in order. Ordinals, dates, times, measures, money and labels are left out."""
    return Scanner(tokens).scan().quantities
