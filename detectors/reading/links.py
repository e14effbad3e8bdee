"""Lines that lead to other articles: lists under "الأكثر قراءة" or "روابط ذات علاقة", titles between paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from detectors.reading.model import Candidate, Matches
from detectors.text import Sentence, fold

HEADING: Final = 5
"""Most words of a line that heads a list of links."""
LINE: Final = 24
"""Most words of a line in such a list."""
LONG: Final = 32
"""The same in an article whose sentences all end with a full stop: titles run on to two lines at most."""
SUBHEADING: Final = 16
"""Most words of a line between paragraphs that changes nothing of what is spoken of."""
TAIL: Final = 3
"""Lines without a full stop behind the last paragraph that are a list of links though nothing heads it."""
ENDS: Final = frozenset({".", "؟", "!", "…"})
STOPS: Final = frozenset({".", "…"})
"""What ends a sentence of an article; a title may ask or cry out."""


@cache
def _openings() -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """Class → first word → the folded words with which a line begins (`links.tsv`)."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    text = (files("detectors.reading") / "links.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, opening = line.split("\t")
            words = tuple(fold(opening).split())
            found.setdefault(name, {}).setdefault(words[0], []).append(words)
    return found


class Links:
    """The lines of one article that are titles of others."""

    def __init__(self, matches: Matches, lead: int) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._sentences = matches.document.sentences
        self.listed = self._listed()
        """Lines under a heading such as "روابط ذات علاقة", up to the next full sentence, and those that call on the
        reader (اقرأ أيضا: …)."""
        self.inserted = self._inserted(lead)
        """Short lines between full sentences or behind the last: subheadings, or links to other articles."""

    def stray(self, candidate: Candidate, told: Sequence[Candidate]) -> bool:
        """In a short line between full sentences, and told nowhere else in the article: the line of another one."""
        if candidate.sentence not in self.inserted or candidate.low is None:
            return False
        known = (candidate.kind, candidate.low)
        return not any((c.kind, c.low) == known and c.sentence not in self.inserted for c in told)

    def subheading(self, number: int) -> bool:
        """A short line of its own without a full stop."""
        sentence = self._sentences[number]
        return not self._closed(sentence) and self._words(sentence) <= SUBHEADING

    def _closed(self, sentence: Sentence) -> bool:
        """It ends with a mark; dots are none, they stand where a title was cut off (كنيسة مار...)."""
        last = sentence.last - 1
        if last < sentence.first or self._tokens[last].text not in ENDS:
            return False
        return self._tokens[last].text not in STOPS or last == sentence.first or self._tokens[last - 1].text not in ENDS

    def _prose(self, number: int) -> bool:
        """Most lines before it end with a full stop, as those of a written article do."""
        lines = [s for s in self._sentences[:number] if s.first < s.last]
        return 2 * sum(self._tokens[s.last - 1].text in STOPS for s in lines) > len(lines)

    def _words(self, sentence: Sentence) -> int:
        return sum(token.text.isalnum() for token in self._tokens[sentence.first : sentence.last])

    def _listed(self) -> set[int]:
        found: set[int] = set()
        listing, prose = False, False
        for number, sentence in enumerate(self._sentences):
            call = self._opens(sentence, "call")
            heads = call or self._opens(sentence, "head")
            if not (heads or listing):
                continue
            words = self._words(sentence)
            if call and words > HEADING:
                found.add(number)
            elif heads and words <= HEADING:
                listing, prose = True, prose or self._prose(number)
            elif listing:
                full = sentence.first < sentence.last and self._tokens[sentence.last - 1].text in STOPS
                listing = not full and words <= (LONG if prose else LINE)
                if listing:
                    found.add(number)
        return found

    def _opens(self, sentence: Sentence, name: str) -> bool:
        """The line begins with words of the class."""
        if sentence.first >= sentence.last:
            return False
        openings = _openings()[name].get(self._tokens[sentence.first].text)
        if openings is None:
            return False
        texts = tuple(t.text for t in self._tokens[sentence.first : sentence.first + HEADING])
        return any(texts[: len(words)] == words for words in openings)

    def _inserted(self, lead: int) -> set[int]:
        full = [self._closed(s) for s in self._sentences]
        found: set[int] = set()
        run: list[int] = []
        for number in range(lead + 1, len(self._sentences)):
            if not full[number] and self.subheading(number):
                run.append(number)
                continue
            if run and full[number] and full[run[0] - 1]:
                found |= {*run}
            run = []
        return found | self._tail(lead, full)

    def _tail(self, lead: int, full: Sequence[bool]) -> set[int]:
        """Lines behind the last full sentence."""
        first = len(full)
        while first > lead + 1 and not full[first - 1] and self._words(self._sentences[first - 1]) <= LINE:
            first -= 1
        tail = range(first, len(full))
        return {*tail} if len(tail) >= TAIL and full[first - 1] and self._prose(first) else set()
