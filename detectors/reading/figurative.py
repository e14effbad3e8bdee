"""Words of violence that tell of none where they stand: هاجم خصومه في كلمة, معركة انتخابية, ضربت موجة حر.

An ordinary news stream is full of them: of such a report without figures no incident must come.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

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
_PLAY: Final = "mark.sport"
_GROUNDS: Final = frozenset({"ملعب", "ملاعب"})
"""Where people play and shells may fall."""
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
    sentence = matches.document.sentences[matches.sentence_of[i]]
    words, texts, standing = matches.words[i], matches.document.texts, matches.standing
    if _LAUNCHED in words:  # أطلقت البلدية حملة نظافة; أطلقت النار
        last = min(i + _SHOTS_REACH, sentence.last)
        return _FIRE.isdisjoint(texts[i + 1 : last]) and not standing.any(_SHOTS, i + 1, last)
    near = {
        "next": texts[i + 1 : i + 2],
        "last": texts[max(sentence.first, i - 1) : i],
        "behind": texts[i + 1 : min(i + 1 + _BEHIND, sentence.last)],
    }
    near["beside"] = texts[max(sentence.first, i - _BEFORE) : i] + near["behind"]
    company = (row for entry in words.values() for row in _company().get(entry.lemma, ()))
    if any(text.startswith(known) for where, known in company for text in near[where]):
        return True
    return at_play(matches, matches.sentence_of[i]) and not standing.any(_ARMED, sentence.first, sentence.last)


def at_play(matches: Matches, sentence: int) -> bool:
    """قصف المنتخب مرمى ضيفه, خسر الفريق 12 لاعبا: the sentence speaks of sport, and not of a playground alone."""
    played = matches.standing.of(_PLAY, *matches.document.sentences[sentence][:2])
    return any(matches.words[j][_PLAY].lemma not in _GROUNDS for j in played)
