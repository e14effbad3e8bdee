"""Tokens → quantities: cardinals, ranges and vague words, with their bounds; decoys turned down by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from detectors.numbers.decoys import CLITICS, YEARS, Decoys
from detectors.numbers.grammar import Cardinal
from detectors.numbers.quantity import Quantity, RejectedNumber
from detectors.records import Qualifier
from detectors.text import Token

RISE_REACH: Final = 8
"""Words between a verb of rising and "from … to …"."""

VARIES: Final = frozenset({"يتراوح", "تتراوح", "تراوح", "يتراوحون"})
OF_A_RANGE: Final = frozenset({"ما", "عدد", "عددا", "لعدد", "بعدد", "لما", "بما"})
"""Before a verb that gives a range: they count as the range does (مقتل ما يتراوح بين 40 و60)."""


@dataclass(slots=True)
class Scan:
    """Quantities of a text in order, and the numbers that count no people."""

    quantities: list[Quantity] = field(default_factory=list)
    rejected: list[RejectedNumber] = field(default_factory=list)
    durations: list[Quantity] = field(default_factory=list)
    """Those of the rejected that count hours, days and the like (72 ساعة، الأيام الـ26)."""


class Scanner(Decoys):
    """Reads the quantities of one text."""

    def scan(self) -> Scan:
        """All quantities."""
        found = Scan()
        atoms, end = self._words.atoms, 0
        for i in self._words.begins.among(self._texts):
            if i < end:
                continue
            text = self._texts[i]
            end = self._number(i, found) if text in atoms or text[0].isdigit() else self._vague(i, found)
        return found

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
        phrases = self._words.vague.get(self._texts[i])
        return phrases is not None and any(
            i + 1 + len(rest) > cardinal.last and self._follows(i + 1, rest) for rest, _ in phrases
        )

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
            atoms = self._words.atoms.get(joint)
            if not atoms or not any(atom.conjunction for atom in atoms) or self._opener(i) != "between":
                return None
            connector, start = "و", first.last
        if self._text(i).startswith("ال") and not self._opener(i):
            return None  # الاثنين إلى 102: a Monday
        if connector == "الي" and first.value in YEARS and self._behind_month(i):
            return None  # منذ أكتوبر 2023 إلى 4000 قتيل
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
        if ranged and self._text(start - 1) in VARIES and self._text(start - 2) in OF_A_RANGE:
            start -= 2  # عدد يتراوح بين 40 و60
        slash = self._text(start - 1) == "/" and self._text(cardinal.last) == "/"  # ما لا يقل عن /17/
        bound, first = self._bound_before((start if ranged else core) - slash)
        definite = definite and not bound  # تخطى حاجز الأربعة آلاف
        if bound and self._and(core):
            bound, first = None, core  # سبعة أطفال على الأقل وأربعة رجال: the bound trails the seven
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

    def _and(self, i: int) -> bool:
        """The number word carries و itself."""
        return any(atom.conjunction for atom in self._words.atoms.get(self._text(i), ()))

    def _vague(self, i: int, found: Scan) -> int:
        for rest, qualifier in self._words.vague[self._text(i)]:
            if self._follows(i + 1, rest):
                last = i + 1 + len(rest)
                last -= rest[-1:] in {("من",), ("منهم",)}
                reason = self._decoy(i, Cardinal(0, last, True, False, False))
                if reason in {"time", "measure", "money"}:
                    found.rejected.append(RejectedNumber(i, last, reason))
                else:
                    _, first = self._bound_before(i)
                    found.quantities.append(Quantity(first, last, None, None, qualifier, "vague", i))  # type: ignore[arg-type]
                return last
        return i + 1


def read_numbers(tokens: Sequence[Token]) -> Scan:
    """Quantities and rejected numbers of a text."""
    return Scanner(tokens).scan()


def find_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Quantities of a text, in order. Ordinals, dates, times, measures, money and labels are left out."""
    return Scanner(tokens).scan().quantities
