"""Words of violence that tell of none where they stand: هاجم خصومه في كلمة, معركة انتخابية, ضربت موجة حر.

An ordinary news stream is full of them: of such a report without figures no incident must come.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from detectors.reading.another import HIT
from detectors.reading.model import Matches

_BEFORE: Final = 3
"""Tokens before the word within which its company may stand: الخطة تستهدف, عيد الشهداء."""
_BEHIND: Final = 6
"""Tokens behind it: who did it and to whom may come first (هاجم رئيس الحزب خصومه في كلمة)."""
_JOINED: Final = ("", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "فال")
_LAUNCHED: Final = "verb.shoot"
_SHOTS: Final = ("noun.attack", "weapon")
_FIRE: Final = frozenset({"النار", "نار", "نارا", "نيرانه", "نيرانها", "نيرانهم", "النيران"})
_SHOTS_REACH: Final = 8
"""Tokens behind أطلق within which it is told what was shot: who shot it, and whence."""
_IDIOMS: Final = frozenset({"قضي", "استشهد", "وقع", "ضحيه", "جرح", "تصفيه", "صفي"})
"""Words whose company alone says what is meant, in a report of war as well (قضى خمسة نازحين ليلتهم في العراء)."""
_STROKE: Final = "ضربه"
_SUN: Final = "شمس"
_PLAY: Final = "mark.sport"
_GROUNDS: Final = frozenset({"ملعب", "ملاعب"})
"""Where people play and shells may fall."""
_PATROL: Final = "دوريه"
_ARMS: Final = ("weapon", "person.combatant")
_ARMED: Final = ("weapon", "force", "person.combatant", "noun.killed", "noun.injured", "noun.body")


@cache
def _company() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Lemma → where, and beginnings of words, folded as in texts, with which it tells of no violence there."""
    text = (files("detectors.reading") / "figurative.tsv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            lemma, where, words = line.split("\t")
            joined = tuple(before + word for word in words.split() for before in _JOINED)
            found.setdefault(lemma, []).append((where, joined))
    return found


def figurative(matches: Matches, i: int) -> bool:
    """Whether the word of violence at `i` tells of none."""
    if _LAUNCHED in matches.words[i]:  # أطلقت البلدية حملة نظافة; أطلقت النار
        last = min(i + _SHOTS_REACH, matches.document.sentences[matches.sentence_of[i]].last)
        shots = matches.standing.any(_SHOTS, i + 1, last)
        return not shots and _FIRE.isdisjoint(matches.document.texts[i + 1 : last])
    number = matches.sentence_of[i]
    span = matches.document.sentences[number][:2]
    if _in_company(matches, i):  # استهدفت الخطة زيادة الإنتاج; استهدفت طائرة مشروع مياه
        return _idiom(matches, i) or not matches.standing.any(_ARMS, *span)
    return at_play(matches, number) and not _armed(matches, i, *span)


def bloodless(matches: Matches, i: int) -> bool:
    """Whether whom the word at `i` tells of came to no harm by it: قضوا ليلتهم, استشهد بأرقام, وقع 14 لاعبا عقودهم.

    Of students who fell in an examination hall a text that speaks of arms anywhere may tell otherwise.
    """
    sunstruck = _sunstruck(matches, i)
    if not (sunstruck or _in_company(matches, i)):
        return False
    sentences = matches.document.sentences
    near = [matches.sentence_of[i]] if _idiom(matches, i) else range(len(sentences))
    return not any(_armed(matches, i, *sentences[number][:2]) for number in near)


def _idiom(matches: Matches, i: int) -> bool:
    return any(entry.lemma in _IDIOMS for entry in matches.words[i].values())


def _sunstruck(matches: Matches, i: int) -> bool:
    """أصيب 25 عاملا بضربة شمس."""
    texts = matches.document.texts[i + 1 : i + 1 + _BEHIND]
    return any(a.endswith(_STROKE) and b.removeprefix("ال") == _SUN for a, b in pairwise(texts))


def _armed(matches: Matches, i: int, first: int, last: int) -> bool:
    """Whether the tokens tell of arms, forces, the dead, or of a blow besides `i` that is one (no ضربة شمس)."""
    if matches.standing.any(_ARMED, first, last):
        return True
    return any(j != i and not _in_company(matches, j) for j in matches.standing.of_any(HIT, first, last))


def _in_company(matches: Matches, i: int) -> bool:
    """Whether a word beside the one at `i` gives it another sense."""
    texts, sentence = matches.document.texts, matches.document.sentences[matches.sentence_of[i]]
    company = [row for entry in matches.words[i].values() for row in _company().get(entry.lemma, ())]
    if not company:
        return False
    near = {
        "next": texts[i + 1 : i + 2],
        "last": texts[max(sentence.first, i - 1) : i],
        "behind": texts[i + 1 : min(i + 1 + _BEHIND, sentence.last)],
    }
    near["beside"] = texts[max(sentence.first, i - _BEFORE) : i] + near["behind"]
    return any(text.startswith(known) for where, known in company for text in near[where])


def at_play(matches: Matches, sentence: int) -> bool:
    """قصف المنتخب مرمى ضيفه, خسر الفريق 12 لاعبا: the sentence speaks of sport, and not of a playground alone."""
    played = matches.standing.of(_PLAY, *matches.document.sentences[sentence][:2])
    texts = matches.document.texts  # دورية: a patrol, and no league
    return any(matches.words[j][_PLAY].lemma not in _GROUNDS and not texts[j].endswith(_PATROL) for j in played)
