"""How a figure is told: as a toll that rose, as an earlier word, against another voice, by whom."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Candidate, Matches

RISE_REACH: Final = 20
"""Tokens between ارتفع and the figure that it reached."""
COORDINATED: Final = 8
"""Tokens between two figures that one rise reached (إلى 31 شهيدا و48 جريحا)."""
RAISE_REACH: Final = 20
CONTRAST_REACH: Final = 12
"""Tokens between بينما and the voice that it brings in."""
FIRST_REACH: Final = 4
"""Tokens between a figure and what calls it a first toll."""
HEAD: Final = 3
FAR: Final = 4
"""Sentences between a figure and another that its sentence sets against it from its first word on."""
TURNS: Final = frozenset({"غير", "الا", "علي"})
"""With أن behind them they set another voice against the one before."""
THAT: Final = ("ان", "انه", "انها")
TOLD: Final = ("verb.say", "verb.count", "noun.say")
TOLLS: Final = ("noun.toll", "noun.total")


class Tellings:
    """Looks at the sentences that tell the figures of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._amounts = sorted(amount.first for amount in matches.amounts)
        self._bounds = {i for amount in matches.amounts for i in range(amount.first, amount.core)}
        """Words that bound a number (ما يصل إلى 10): no toll rises by them."""

    def _number(self, c: Candidate) -> int:
        """Token of its number, its first one without."""
        return next((i for i in self._amounts if c.first <= i < c.last), c.first)

    def rises_to(self, c: Candidate) -> bool:
        """A toll is said to have reached the figure (ارتفعت الحصيلة إلى 31 شهيدا و48 جريحا)."""
        sentence = self._m.document.sentences[c.sentence]
        number = self._number(c)
        joined = self._tokens[number - 1].text == "و" or self._tokens[number].text.startswith("و")
        reach = COORDINATED if joined else 0
        targets = [i for i in self._amounts if max(sentence.first, number - reach) <= i <= number]
        reached = [i for i in targets if self._tokens[i - 1].text == "الي" and self._told_on(i, number)]
        if not reached:
            return False
        before = range(max(sentence.first, reached[-1] - RISE_REACH), reached[-1])
        rises = any(self._rise(i) for i in before)
        counts = (*TOLLS, "noun.killed", "noun.injured", "noun.victim")
        return rises and any(c in self._words[i] for i in range(sentence.first, sentence.last) for c in counts)

    def _rise(self, i: int) -> bool:
        words = self._words[i]
        return ("verb.rise" in words or "noun.rise" in words) and i not in self._bounds

    def _told_on(self, first: int, last: int) -> bool:
        """No verb stands between."""
        return not any(self._words[i].verb for i in range(first, last))

    def resumes(self, c: Candidate) -> bool:
        """الحصيلة، عدد الضحايا: the toll of what was told before, as it stands now."""
        sentence = self._m.document.sentences[c.sentence]
        for i in range(max(sentence.first, self._number(c) - RISE_REACH), self._number(c)):
            toll = self._words[i].get("noun.toll")
            if toll is None:
                continue
            following = self._words[i + 1] if i + 1 < sentence.last else {}
            if "al" in toll.clitics or any(k in following for k in ("noun.killed", "noun.injured", "noun.victim")):
                return True
        return self._first_toll(c)

    def earlier_word(self, c: Candidate) -> bool:
        """Told as what was said at first: حصيلة أولية، وكانت الشرطة قد ذكرت، وكانت 5 قبل ساعات."""
        sentence = self._m.document.sentences[c.sentence]
        for i in range(sentence.first, min(c.first, sentence.last - 1)):
            words, following = self._words[i], self._words[i + 1]
            first = "time.past" in following or "mark.first" in following
            if first and ("noun.toll" in words or "noun.source" in words):
                return True
            was = words.get("verb.was")
            if was is not None and was.aspect == "pv" and self._was_told(i, c):
                return True
        return self._first_toll(c)

    def _first_toll(self, c: Candidate) -> bool:
        """… كحصيلة أولية، في حصيلة غير نهائية."""
        behind = range(c.last, min(c.last + FIRST_REACH, self._m.document.sentences[c.sentence].last - 1))
        return any("noun.toll" in self._words[i] and "mark.first" in self._words[i + 1] for i in behind)

    def _was_told(self, i: int, c: Candidate) -> bool:
        """كانت … قد ذكرت أن 3: what had been told before; كانت 5: what the count was."""
        if c.first == i + 1:
            return True
        between = range(i + 1, c.first)
        if any(self._turn(j) or self._tokens[j].text == "قبل" for j in between):
            return False
        return any(category in self._words[j] for j in between for category in TOLD)

    def raised(self, c: Candidate) -> bool:
        """ارتفع إلى 20, or a source has raised its count (رفعت الوزارة الحصيلة إلى)."""
        if self.rises_to(c):
            return True
        sentence = self._m.document.sentences[c.sentence]
        before = range(max(sentence.first, c.first - RAISE_REACH), c.last)
        raises = any("verb.raise" in self._words[i] for i in before)
        return raises and any(self._tokens[i].text in {"الي", "لـ", "ل"} and i not in self._bounds for i in before)

    def contrasted(self, a: Candidate, b: Candidate) -> bool:
        """بينما تحدث المرصد عن 58: another voice sets its figure against one just given, or against the report's."""
        sentence = self._m.document.sentences[b.sentence]
        near = b.sentence - a.sentence <= 1
        turns = [i for i in range(a.last, b.first) if self._turn(i)]
        heads = range(sentence.first, sentence.first + HEAD)
        return any(self._speaks(i, b) for i in turns if near or (i in heads and b.sentence - a.sentence <= FAR))

    def _speaks(self, i: int, b: Candidate) -> bool:
        """What follows a turn is first of all a word of saying, in the sentence of the figure."""
        for j in range(i + 1, min(i + 1 + CONTRAST_REACH, b.first)):
            words = self._words[j]
            if any(category in words for category in ("verb.say", "verb.count", "noun.source")):
                return self._m.sentence_of[j] == b.sentence
            if any(category.startswith("verb.") and entry.aspect == "pv" for category, entry in words.items()):
                return False
        return False

    def _turn(self, i: int) -> bool:
        """بينما، غير أن، إلا أن، في وقت."""
        if "mark.contrast" in self._words[i]:
            return True
        if "noun.moment" in self._words[i]:  # في وقت قال فيه; not في وقت سابق
            return self._tokens[i - 1].text == "في" and self._words[i + 1].verb
        return self._tokens[i].text in TURNS and self._tokens[i + 1].text in THAT

    def sources(self, c: Candidate) -> frozenset[str]:
        """Words of the sentence that name who says it."""
        sentence = self._m.document.sentences[c.sentence]
        found: set[str] = set()
        for i in range(sentence.first, sentence.last):
            words = self._words[i]
            if "noun.source" in words:
                found |= {token.text for token in self._tokens[i : i + 2]}
            elif "verb.say" in words or "noun.say" in words:
                found |= {token.text for token in self._tokens[i + 1 : i + 3]}
        return frozenset(word for word in found if len(word) > 2)
