"""Lines of a form: القتلى: 12, الجرحى المبلغ عنهم: نحو 30, ومن أصيبوا: 46."""

from __future__ import annotations

from typing import Final

from detectors.reading.falls import COUNTABLE, WHO
from detectors.reading.mishaps import CAUSES
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, People
from detectors.reading.roles import FATE_VERBS, Role

_ACTS: Final = ("noun.attack", "noun.explosion", "noun.massacre")
_LONGEST: Final = 7
"""Tokens of a label: who, and how it is known of them (القتلى بحسب المصادر المحلية)."""
_BEGIN: Final = frozenset({":", "-", "–", ".", "*", "•", "|", "؛", *COMMAS})
"""Before a label that does not open its line."""
_END: Final = frozenset({".", "؛", "-", "–", "*", "•", "|", ")", "امس", "اليوم", *CAUSES, *COMMAS})
_MEANS: Final = frozenset({"weapon", "noun.attack", "noun.explosion"})
_NOW: Final = frozenset({"الان", "اللحظه", "الساعه"})


def labelled(m: Matches, people: People) -> Role | None:
    """A number behind a colon, and in front of that nothing but those whom it counts; والإصابات 30 needs no colon."""
    words, tokens, sentence = m.words, m.document.tokens, m.document.sentences[m.sentence_of[people.first]]
    colon = tokens[people.first - 1].text == ":"
    last = people.first - colon
    if not people.bare or last <= sentence.first or not (colon or "noun.injury" in words[last - 1]):
        return None
    numbers = {amount.last for amount in m.amounts if sentence.first <= amount.first < last} if colon else ()
    opens = (i for i in range(last - 1, sentence.first, -1) if i in numbers or tokens[i - 1].text in _BEGIN)
    noun = next(opens, sentence.first)
    if not colon and tokens[last - 1].text.startswith("و"):
        noun = last - 1
    noun += noun < last - 1 and "noun.toll" in words[noun]  # عدد الجرحى المؤكد: 5
    fate = next((kind for c, kind in COUNTABLE.items() if c in words[noun] and words[noun][c].number == "p"), None)
    rest = words[noun + 1 : last]
    of_attack = bool(rest) and any(c in rest[0] and "al" in rest[0][c].clitics for c in _ACTS)  # ضحايا الغارة: 3
    if fate and (of_attack or tokens[noun].text.removeprefix("و").startswith("ال")):
        others = any(c in w for w in rest for c, kind in COUNTABLE.items() if kind != fate)  # القتلى والجرحى: 12
        plain = len(rest) < (_LONGEST if colon else 1) and not others and not any(w.verb for w in rest)
        return Role(fate, noun, "toll:count") if plain and _ends(m, _behind(m, people), sentence.last) else None
    kind = next((kind for c, kind in FATE_VERBS.items() if c in words[last - 1]), None)
    return Role(kind, last - 1, "toll:count") if kind and tokens[last - 2].text.removeprefix("و") in WHO else None


def _behind(m: Matches, people: People) -> int:
    """The token behind the number and what bounds it or says until when (5 على الأقل, 8 حتى الآن)."""
    bound = m.amount_at[people.first].bound if people.first in m.amount_at else None
    i = max(people.last, bound[1] if bound is not None else 0)
    texts = m.document.texts[i : i + 2]
    return i + 2 if texts[:1] == ["حتي"] and texts[1:] and texts[1] in _NOW else i


def _ends(m: Matches, i: int, last: int) -> bool:
    """Nothing is said of the number but what did it: the line ends behind it, or another label begins."""
    if i >= last or m.document.texts[i] in _END or m.document.texts[i].startswith("و"):
        return True
    return any(c in _MEANS and "bi" in e.clitics for c, e in m.words[i].items())  # الجرحى: 10 بقذائف
