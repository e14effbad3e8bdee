"""Health care put out of service: by an attack, or for want of something."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from detectors.reading.care import Care
from detectors.reading.healthwords import unjoined, vocabulary
from detectors.reading.mishaps import CAUSES
from detectors.reading.model import Matches

_REACH: Final = 9
"""Words between health care and the word that says that it no longer works."""
_CLOSE: Final = 4
_CAUSE_REACH: Final = 2
"""Words between what names a cause and the shortage."""
_LEAVING: Final = 14
"""Words between خرج and عن الخدمة: the facility, its name and where it lies."""
_FALLING: Final = frozenset({"القاء", "سقوط", "بسقوط", "بالقاء"})
_DROPPED: Final = 5
"""Words between a verb of dropping and the bomb: who dropped it."""
_SINCE: Final = frozenset({"بعدما", "عندما", "حين", "حينما", "لما"})
_ATTACK: Final = "verb.attack"
_ATTACKS: Final = ("noun.attack", _ATTACK)
_BLOWS: Final = ("verb.hit", "verb.destroy", "verb.injure")
"""Of these only what a weapon did is an attack; a storm may do them as well."""
_DONE: Final = (_ATTACK, *_BLOWS)
OTHERS: Final = frozenset({"البقيه", "بقيه", "الباقي", "باقي", "سائر", "معظم", "غيره", "غيرها"})
"""Right behind خروج: the rest of them, not the one that is spoken of."""
_HALTS: Final = ("verb.halt", "noun.halt")


class Service:
    """Finds in one text what no longer works."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._texts = matches.document.texts
        self._v = vocabulary()

    def halted(self, care: Care) -> tuple[int, str] | None:
        """خروج المشفى عن الخدمة جراء غارة: only with an attack as the cause, and no shortage."""
        at = self.halt(care)
        if at is None:
            return self._shut(care)
        if self._wanting(at, care.sentence):
            return None
        if self._attacked(care.sentence) or self._attacked(care.sentence - 1):
            return at, "halt"
        return self._struck(care, max(at, care.last))

    def _shut(self, care: Care) -> tuple[int, str] | None:
        """أغلق المستشفى أبوابه بعدما اقتحمه مسلحون: shut, and the attack told behind is on it."""
        sentence = self._m.document.sentences[care.sentence]
        near = range(max(sentence.first, care.first - _CLOSE), min(sentence.last, care.last + _LEAVING))
        shut = next((i for i in near if unjoined(self._texts, i) in self._v["shut"]), None)
        if shut is None:
            return None
        return self._struck(care, max(shut, care.last))

    def _struck(self, care: Care, first: int) -> tuple[int, str] | None:
        """بعدما اقتحمه مسلحون, بعد أن دمرته الطائرات, بعدما أصابته قذائف: what was done to it, told behind."""
        last = self._m.document.sentences[care.sentence].last
        for i in self._m.standing.of_any(_DONE, first, last):
            category, verb = next((c, e) for c, e in self._m.words[i].items() if c in _DONE)
            after = unjoined(self._texts, i - 1) in _SINCE or self._texts[i - 2 : i] == ["بعد", "ان"]
            armed = category == _ATTACK or self._m.standing.any(("weapon",), i + 1, min(last, i + 1 + _CAUSE_REACH))
            if after and armed and verb.aspect == "pv" and verb.pronoun in {"3ms", "3fs"}:
                return i, "halt"
        return None

    def _wanting(self, at: int, number: int) -> bool:
        """Something is short: told before the halt, with it, or behind it as its cause (، بسبب نقص الوقود)."""
        sentence = self._m.document.sentences[number]
        clause = self._m.clauses[self._m.clause_of[at]]
        for i in range(sentence.first, sentence.last):
            if unjoined(self._texts, i) in self._v["shortage"]:
                near = range(max(sentence.first, i - _CAUSE_REACH), i)
                if i < clause.last or any("mark.cause" in self._m.words[j] or self._texts[j] in CAUSES for j in near):
                    return True
        return False

    def halt(self, care: Care) -> int | None:
        """The token that says that `care` is out of service."""
        sentence = self._m.document.sentences[care.sentence]
        near = range(max(sentence.first, care.first - _CLOSE - 1), min(sentence.last, care.last + _REACH))
        if self._v["service"].isdisjoint(self._texts[near.start : sentence.last]):
            return None
        for i in near:
            halts = self._m.words[i].any(_HALTS)
            if not halts and unjoined(self._texts, i) not in self._v["out"]:
                continue
            reach = _LEAVING if i < care.first else _REACH
            ahead = self._texts[i + 1 : min(sentence.last, i + 1 + reach)]
            if i >= care.last and ahead[:1] and ahead[0] in OTHERS:
                continue  # سوى مستشفى واحد بعد خروج البقية عن الخدمة
            if halts and (left := _leaves(ahead, self._v["service"])) is not None:
                if i >= care.last and self._m.standing.any(("health.facility",), i + 1, i + 1 + left):
                    continue  # مدراء مستشفيات، كما أخرج 30 مستشفى عن الخدمة
                return i
            if unjoined(self._texts, i) in self._v["out"] and ahead[:1] and ahead[0] in self._v["service"]:
                return i
        return None

    def _attacked(self, sentence: int) -> bool:
        """Whether a sentence speaks of an attack."""
        if sentence < 0:
            return False
        bounds = self._m.document.sentences[sentence]
        launched = self._m.standing.of_any(("verb.launch", "verb.drop"), bounds.first, bounds.last)
        dropped = any(self._m.standing.any(("weapon",), i, min(i + _DROPPED, bounds.last)) for i in launched)
        weapons = self._m.standing.of("weapon", bounds.first + 1, bounds.last)
        dropped = dropped or any(
            self._texts[i - 1] in _FALLING or "bi" in self._m.words[i]["weapon"].clitics for i in weapons
        )  # أخرج المشفى عن الخدمة بصاروخ
        return dropped or self._m.standing.any(_ATTACKS, bounds.first, bounds.last)


def _leaves(ahead: list[str], service: frozenset[str]) -> int | None:
    """How far behind عن الخدمة, من العمل stands."""
    return next((k for k, (a, b) in enumerate(pairwise(ahead)) if a in {"عن", "من"} and b in service), None)
