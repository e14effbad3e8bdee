"""Those left of a figure when the others were told: أربعة منهم مدنيون والأخير شرطي, والبقية من الجيش."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec.structs import replace

from detectors.reading.complements import Complements
from detectors.reading.model import Candidate, Matches
from detectors.reading.nouns import Nouns
from detectors.reading.people import PERSONS, WITHIN, People
from detectors.reading.roles import Role
from detectors.reading.state import State
from detectors.reading.stretches import ordinals

_ONE: Final = frozenset({"والاخير", "والاخيره", "والاخر", "والاخري"})
_TWO: Final = frozenset({"والاخران", "والاخرين", "والاخرتان"})
_MANY: Final = frozenset({"والباقون", "والباقين", "والباقي", "والبقيه", "والاخرون"})
_FIRST_OF_TWO: Final = frozenset({"احدهما", "احداهما", "احدهم", "اولهما", "الاول"})
_ALL: Final = _ONE | _TWO | _MANY


@cache
def _beginnings() -> frozenset[str]:
    """والأخير, والباقون, والثالث: words that may stand for them."""
    nth = frozenset("و" + text for text in ordinals() if text.startswith("ال"))
    return _ALL | nth | {"وال" + text for text in ordinals()}


class Rest:
    """Finds them in one article."""

    def __init__(self, matches: Matches, nouns: Nouns, complements: Complements) -> None:
        self._texts = matches.document.texts
        self._words = matches.words
        self._nouns = nouns
        self._complements = complements
        self.all = frozenset(i for i, _ in matches.document.where(_beginnings()))
        """Tokens that may stand for them."""

    def at(self, i: int, stop: int) -> People | None:
        """Them with what they are, right behind: a noun without ال, or من and a sort of people or a force."""
        if i not in self.all or i + 1 >= stop:
            return None
        of = self._texts[i + 1] == "من"
        j = i + 1 + of
        found = (self._nouns.at(j) or self._nouns.armed(j)) if j < stop else None
        if found is None or (found[1] not in PERSONS and found[1] != "force"):
            return None
        if not of and (found[0].state == "d" or found[0].clitics or found[0].number != self._number(i)):
            return None
        if found[0].tag("people") and self._of_two_lands(i):
            return None
        low = {"s": 1, "d": 2}.get(self._number(i))
        people = People(
            i, j + 1, low, low, "exact" if low else "unspecified", core=i, noun=j, counted=True, among=True
        )  # fmt: skip
        return self._complements.described(people, *found, stop)[0]

    def of_them(self, i: int) -> bool:
        """سبعة منهم, 14 من هؤلاء: what makes a number some of those told before, at its last word."""
        if self._texts[i] == "هؤلاء":
            return self._texts[i - 1] == "من"
        return "mark.subset" in self._words[i] and self._texts[i] in WITHIN

    def _of_two_lands(self, i: int) -> bool:
        """أحدهما شيشاني والثاني كويتي: whence both came, of whom neither is told apart."""
        first = any(entry.tag("people") for entry in self._words[i - 1].values())
        return first and i > 1 and self._texts[i - 2] in _FIRST_OF_TWO

    def _number(self, i: int) -> str:
        text = self._texts[i]
        return "d" if text in _TWO else "p" if text in _MANY else "s"


def left(people: People, whole: Candidate, state: State, candidates: Sequence[Candidate]) -> People | None:
    """والبقية من الشرطة: as many as the parts that the sentence told leave of the whole; None if nobody can say."""
    if not people.among or people.low is not None or people.qualifier != "unspecified":
        return people
    told = sum(c.low or 0 for c in candidates if c.part_of == whole.id and c.sentence == state.number)
    number = (whole.low or 0) - told
    if whole.low != whole.high or not told or number < 1:
        return None
    return replace(people, low=number, high=number, qualifier="exact")


def hurt_besides(people: People, role: object, state: State, told: Sequence[Candidate]) -> bool:
    """قتل من الجنود تسعة وأصيب منهم 14: of the same people, but none of the dead is wounded."""
    hurt = isinstance(role, Role) and role.kind == "injured" and role.governor == people.first - 2
    return hurt and state.whole is not None and told[state.whole].kind == "killed"
