"""What stands between a verb and its people without commas: who is quoted (قتل بحسب مجلس المدينة العسكري سبعة مسلحين),
and what struck whom where (قتل في غارة جوية على سوق في مدينة سرمين خمسة مدنيين)."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence
from typing import Final

from detectors.reading.governors import GOVERNING
from detectors.reading.losses import HOMES
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, QUOTES, WHICH, People
from detectors.reading.places.words import load
from detectors.reading.roles import FATE_VERBS
from detectors.reading.things import HOLDS, STRIKES, WITHIN
from detectors.reading.word import Word
from detectors.text import Sentence

REACH: Final = 12
"""Tokens of what names the source."""
STRUCK: Final = 14
"""Tokens of what struck, and of what and where it struck."""
IN_IT: Final = frozenset({"في", "خلال", "جراء", "اثر", "نتيجه", "بسبب"})
BACK: Final = 4
"""Tokens between the verb and who says so: where it happened, the strike."""
STOPS: Final = COMMAS | {".", ":", "؛"}
_FIRED: Final = ("verb.fall", "verb.drop", "verb.shoot", "verb.attack", "verb.explode")
"""What is said of arms right behind them (قتلت قذائف سقطت على س سبعة)."""
_LIES: Final = frozenset({"وهي", "وهو", "الواقعه", "الواقع", "التابعه", "التابع"})
"""What opens an aside on where a place lies."""
_POINTING: Final = frozenset({"فيه", "فيها", "فيهما", "خلاله", "خلالها", "منهم", "هناك", "في", "علي", "ايضا"})
_FATES: Final = tuple(FATE_VERBS)
VERBS: Final = (*FATE_VERBS, "verb.take_life")
DEEDS: Final = ("verb.kill", "verb.injure", "verb.take_life")
"""What a blow does to people."""
FOUGHT: Final = (*STRIKES, "noun.span")
"""A blow, or the war or siege in which people fell."""
AIMED: Final = frozenset({"علي", "في", "قرب", "وسط", "عند", "داخل", "التي", "الذي"})
"""Behind a blow: where it fell, or what is said of it."""
_WHICH: Final = WHICH | {"اللذين", "اللذان", "اللتين", "اللتان"}
_DEATH: Final = frozenset({"حتفه", "مصرعه", "حتفهم", "مصرعهم", "حياته", "حياتهم"})
BESIDE: Final = frozenset({"من", "علي", "في", "ل", "الي", "مع", "ضد", "بين"})
"""Before people to whom nothing is said to have been done."""


class Insets:
    """Finds them in one article."""

    def __init__(self, matches: Matches, verbs: MutableMapping[int, int]) -> None:
        """`verbs`: last token before people → the verb that they are of; what is found is added to it."""
        self._m = matches
        self._texts = matches.document.texts
        self._verbs = verbs
        self._placed = matches.placed
        self._dated = {i for d in matches.dates for i in range(d.first, d.last)}

    def without(self, found: Iterable[People], sentence: Sentence) -> list[People]:
        """Those of a sentence's phrases that stand for no source, in their order."""
        phrases = sorted(found, key=lambda p: p.first)
        dropped: set[int] = set()
        for i in self._m.standing.of("noun.say", sentence.first, sentence.last):
            verb = self._verb(i, sentence.first)
            told = None if verb is None else self._told(i, phrases)
            if verb is not None and told is not None:
                self._verbs[told.first - 1] = verb
                dropped.update(range(i, told.first))
        return [p for p in phrases if p.first not in dropped] if dropped else phrases

    def struck(self, phrases: Sequence[People], sentence: Sentence) -> None:
        """Give those behind a blow to the verb before it."""
        for i in self._m.standing.of_any(_FATES, sentence.first, sentence.last - 1):
            verb = next(self._m.words[i][c] for c in FATE_VERBS if c in self._m.words[i])
            if self._texts[self._behind_home(i)] not in IN_IT or verb.pronoun or verb.number != "s":
                continue
            people = next((p for p in phrases if p.first > i and not self._did(p)), None)
            if people is None or not people.amount or people.definite or people.first - 1 in self._verbs:
                continue
            between = range(i + 1, people.first)
            blow = self._m.standing.any(FOUGHT, i + 1, people.first)
            if blow and len(between) <= STRUCK and not any(self._parts(j) for j in between):
                self._verbs[people.first - 1] = i
        self._dealt(phrases, sentence)

    def _dealt(self, phrases: Sequence[People], sentence: Sentence) -> None:
        """Give those far behind a blow to what it did (حصدت غارات الليل وقذائف الدبابات على تلك الأحياء 20 مدنيا).

        So those behind since when forces have killed (قتلت قوات النظام منذ بدء حملتها على س 210 مدنيين).
        """
        for i in self._m.standing.of_any(DEEDS, sentence.first, sentence.last - 1):
            verb = next(self._m.words[i][c] for c in DEEDS if c in self._m.words[i])
            if verb.pronoun or verb.number != "s" or not self._m.words[i + 1].any((*STRIKES, "force")):
                continue
            people = next((p for p in phrases if p.first > i and (p.amount or p.counted)), None)
            if people is None or not people.amount or people.bare or people.first - 1 in self._verbs:
                continue
            between = self._without_asides(i + 1, people.first)
            since = self._m.standing.of("mark.since", i + 1, people.first)
            aimed = next((j for j in between if self._texts[j] in AIMED or "verb.attack" in self._m.words[j]), None)
            aimed = aimed if self._m.words[i + 1].any(STRIKES) else next(iter(since), None)
            apart = self._texts[people.first - 1] in BESIDE or "noun.life" in self._m.words[people.first - 1]
            apart = apart or people.definite or people.fate is not None
            told = all(self._of_blow(j) or j - 1 in since for j in between)  # منذ بدأت حملتها
            if aimed is not None and not apart and len(between) <= STRUCK + 2 and told:
                self._verbs[people.first - 1] = i

    def _without_asides(self, first: int, last: int) -> list[int]:
        """The tokens between, but for where a place lies (قذائف على مدينة س، وهي من أعمال ص، تسعة مدنيين)."""
        between = list(range(first, last))
        for j in range(first, last - 1):
            aside = self._texts[j] in COMMAS and (self._texts[j + 1] in _LIES or self._texts[j + 1] in load().sides)
            end = next((k for k in range(j + 2, last) if self._texts[k] in COMMAS), None) if aside else None
            if end is not None and end - j <= REACH:
                return [k for k in between if not j <= k <= end]
        return between

    def _of_blow(self, i: int) -> bool:
        """A word of what struck and where, that what is said of it included (القذائف التي سقطت على, قذائف أطلقها)."""
        words, text = self._m.words[i], self._texts[i]
        fired = words.any(_FIRED) or any(entry.pronoun for entry in words.values())
        told = self._texts[i - 1] in AIMED or (fired and self._m.words[i - 1].any(STRIKES))
        verb = words.verb and not words.noun and not words.any(STRIKES) and not told
        return not (verb or text in STOPS or text in WITHIN or text in HOLDS or "mark.connector" in words)

    def _behind_home(self, i: int) -> int:
        """Behind a verb and the place that it is said of (فقدت تعز في الحرب), or what belongs to it (لقي حتفه)."""
        at = i + 1
        while at + 1 < len(self._texts) and (at in self._placed or self._texts[at] in HOMES | _DEATH):
            at += 1
        return at

    def _parts(self, i: int) -> bool:
        """A mark or a verb, or a و: whatever follows is told otherwise; but what is said of the blow.

        قتل في الغارة التي شنتها الطائرات خمسة مدنيين; but not في الهجوم الذي قتل فيه, in that استهدف خمسة.
        """
        words, text = self._m.words[i], self._texts[i]
        if text in _WHICH and self._m.words[i - 1].any(FOUGHT):
            return False
        if words.verb and self._texts[i - 1] in _WHICH:
            own = any(entry.pronoun for entry in words.values())  # في القصف الذي طالها ثلاثون
            return self._takes(words) or self._of_people(i) or (i + 1 in self._m.amount_at and not own)
        verb = words.verb and not words.any((*STRIKES, "time.adverb"))  # وقع فجرا
        joined = text.startswith("و") and i not in self._placed
        return verb or joined or text in STOPS or "mark.connector" in words

    def _takes(self, words: Word) -> bool:
        """A verb of harm, of whomever it is said (التي قتل فيها); not التي طالت الحي, whose object no person is."""
        harm = (words[c] for c in (*VERBS, "verb.result") if c in words)
        return any(not entry.pronoun and entry.tag("needs") is None for entry in harm)

    def _of_people(self, i: int) -> bool:
        """التي استهدفت مدنيين: somebody stands right behind the verb, and not those who did it (التي شنها الحوثيون)."""
        words = self._m.words[i + 1]
        return any(category.startswith("person.") and "al" not in words[category].clitics for category in words)

    def _did(self, people: People) -> bool:
        """التي شنها الحوثيون: who is told of in what is said of the blow, right behind its verb."""
        i = people.first - 1
        return people.definite and i > 1 and bool(self._m.words[i].verb) and self._texts[i - 1] in _WHICH

    def _verb(self, i: int, first: int) -> int | None:
        """The verb before the word that quotes, with nothing between but where and by what."""
        for j in range(i - 1, max(first, i - BACK) - 1, -1):
            words = self._m.words[j]
            if any(c in words and not words[c].pronoun for c in VERBS):
                return j
            means = words.any(STRIKES) and not words.verb
            if not (means or words.filler or self._texts[j] in _POINTING or j in self._placed or j in self._dated):
                return None
        return None

    def _told(self, i: int, phrases: Sequence[People]) -> People | None:
        """The first people behind who is quoted: counted, and not those quoted themselves."""
        for people in phrases:
            if people.first <= i + 1:
                continue
            between = range(i + 1, people.first)
            if len(between) > REACH or any(self._closes(j) for j in between):
                return None
            joined = self._texts[people.first].startswith("و") and not self._m.words[people.first].noun
            if people.counted and not people.definite and not joined:
                return people
        return None

    def _closes(self, i: int) -> bool:
        """A mark, or a word that tells of other people's fate; a force's or an office's name is none."""
        words = self._m.words[i]
        told = not GOVERNING.isdisjoint(words) and "al" not in {c for e in words.values() for c in e.clitics}
        return self._texts[i] in STOPS or "mark.connector" in words or (told and self._texts[i] not in QUOTES)
