"""What the words around a figure say of it: told in the lead, set apart, raised, set against another, by whom."""

from __future__ import annotations

from detectors.reading.model import Candidate, Matches

LEAD_SENTENCES = 2
"""The headline and the sentence after it: what they say is told again in detail."""
RISE_REACH = 9
"""Tokens between ارتفع and the end of the figure that it reached."""
CONTRAST_REACH = 6
"""Tokens between بينما and the voice that it brings in."""
_DISTINCT = ("mark.distinct",)
_TOLD = ("noun.toll", "noun.source")
_RISES = ("noun.rise", "verb.rise", "verb.raise")
_SAYS = ("noun.source", "verb.say", "noun.say")


class Circumstances:
    """Looks around the figures of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words

    def lead(self, c: Candidate) -> bool:
        return c.sentence < LEAD_SENTENCES and (self._m.headline is not None or c.sentence == 0)

    def apart(self, c: Candidate) -> bool:
        """Words at the head of the sentence or clause set another event apart (كما أصيب، من جهة أخرى)."""
        sentence = self._m.document.sentences[c.sentence]
        clause = self._m.clauses[c.clause]
        distinct = self._m.standing.any
        return distinct(_DISTINCT, sentence.first, min(sentence.first + 4, c.first)) or distinct(
            _DISTINCT, clause.first, clause.first + 2
        )

    def rises_to(self, c: Candidate) -> bool:
        """A toll is said to have reached the figure."""
        sentence = self._m.document.sentences[c.sentence]
        span = range(max(sentence.first, c.last - RISE_REACH), c.last)
        rises = self._m.standing.of_any(("verb.rise", "noun.rise"), span.start, span.stop)
        counts = self._m.standing.any(("noun.toll",), sentence.first, sentence.last)
        reached = range(max(rises[-1], c.first - 3), c.last) if rises else ()
        return counts and any(self._tokens[i].text == "الي" for i in reached)

    def earlier_word(self, c: Candidate) -> bool:
        """Its sentence speaks of an earlier or first toll."""
        sentence = self._m.document.sentences[c.sentence]
        return any(
            "time.past" in self._words[i + 1] or "mark.first" in self._words[i + 1]
            for i in self._m.standing.of_any(_TOLD, sentence.first, min(c.first, sentence.last - 1))
        )

    def raised(self, c: Candidate) -> bool:
        first = max(self._m.document.sentences[c.sentence].first, c.first - 20)
        return self._m.standing.any(_RISES, first, c.last) and any(
            text in {"الي", "لـ", "ل"} for text in self._m.document.texts[first : c.last]
        )

    def contrasted(self, a: Candidate, b: Candidate) -> bool:
        """بينما تحدث المرصد عن 58: another voice sets its figure against the one just given."""
        between = range(a.last, b.first)
        turns = self._m.standing.of("mark.contrast", between.start, between.stop)
        if not turns or b.sentence - a.sentence > 1:
            return False
        said = range(turns[0] + 1, min(turns[0] + 1 + CONTRAST_REACH, b.first))
        return any("verb.say" in self._words[i] or "noun.source" in self._words[i] for i in said)

    def sources(self, c: Candidate) -> frozenset[str]:
        """Words of the sentence that name who says it."""
        sentence = self._m.document.sentences[c.sentence]
        found: set[str] = set()
        for i in self._m.standing.of_any(_SAYS, sentence.first, sentence.last):
            if "noun.source" in self._words[i]:
                found |= {token.text for token in self._tokens[i : i + 2]}
            else:
                found |= {token.text for token in self._tokens[i + 1 : i + 3]}
        return frozenset(word for word in found if len(word) > 2)
