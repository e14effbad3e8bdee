"""Sentences → clauses: a connective, a relative pronoun, a result or a semicolon begins one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from detectors.reading.model import Clause
from detectors.reading.word import Word
from detectors.text import Document, Sentence, Token

RELATIVES = frozenset({"الذي", "التي", "الذين", "اللذين", "اللتين", "اللذان", "اللتان", "اللواتي", "اللاتي"})
RESULTS = frozenset({"ما", "مما", "الامر"})
OUTCOMES = frozenset({"verb.result", "verb.raise", "verb.rise"})
PREPOSITIONS = frozenset({"في", "من", "علي", "الي", "عن"})
"""What follows one is no verb (في وادي)."""
BREAKS = frozenset({"؛", ";"})
COUNTS = frozenset({"وحصيله", "وبذلك", "وبهذا", "وبهم", "وبهما", "وبهؤلاء"})
"""Begins another count: استشهاد خمسة في س وحصيلة العدوان 583, 70 قتيلا، وبذلك يصبح عددهم 1120 منذ شباط."""
OPENERS = RESULTS | RELATIVES | {clitic + word for word in RELATIVES for clitic in "وفبلك"}


def find_clauses(document: Document, words: Sequence[Word]) -> tuple[Clause, ...]:
    """The clauses of all sentences, in order, without gaps."""
    found: list[Clause] = []
    tokens = document.tokens
    may, at = [*_may_begin(document, words), len(tokens)], 0
    for number, sentence in enumerate(document.sentences):
        first, opener = sentence.first, "start"
        while may[at] <= first:
            at += 1
        while may[at] < sentence.last:
            begins = _begins(may[at], sentence, tokens, words)
            if begins:
                found.append(Clause(first, may[at], number, opener))
                first, opener = may[at], begins
            at += 1
        found.append(Clause(first, sentence.last, number, opener))
    return tuple(found)


def _may_begin(document: Document, words: Sequence[Word]) -> list[int]:
    """Tokens at which a clause may begin, in order: few of all."""
    opening = compress(range(len(words)), [word.opens for word in words])
    behind = (i + 1 for i, _ in document.where(BREAKS))
    return sorted({*opening, *behind, *(i for i, _ in document.where(OPENERS | COUNTS))})


def _begins(i: int, sentence: Sentence, tokens: tuple[Token, ...], words: Sequence[Word]) -> str:
    """What kind of clause begins at a token, empty when none does."""
    text, known = tokens[i].text, words[i]
    if text in COUNTS:
        return "and"
    if text in OPENERS and text not in RESULTS:
        return "relative"
    if text in RESULTS and i + 1 < sentence.last and not OUTCOMES.isdisjoint(words[i + 1]):
        rise = words[i + 1].get("verb.rise")
        return "" if text == "ما" and rise is not None and rise.aspect == "iv" else "result"  # ما يزيد عن عشرين
    after = "after" if tokens[i - 1].text in BREAKS else ""
    if not known:
        return after
    if "mark.subset" in known:
        return "subset"
    rise = known.get("verb.rise")
    if rise and "li" in rise.clitics:
        return "result"
    if "mark.connector" in known:
        return "said" if text.startswith(("ان", "وان")) else "when"
    if known.verb and text.startswith("و") and tokens[i - 1].text not in PREPOSITIONS:
        verb = next(c for c in known if c.startswith("verb."))
        if _joined_blow(i, words):
            return after
        if "wa" in known[verb].clitics:
            return "result" if verb == "verb.result" else "and"
    return after


def _joined_blow(i: int, words: Sequence[Word]) -> bool:
    """في غارات جوية وقصف بري: by its letters a verb, and yet the next of what they were hit with."""
    if "noun.attack" not in words[i] or "verb.attack" not in words[i] or i + 1 >= len(words):
        return False
    return "weapon" in words[i + 1] and words[i - 1].any(("noun.attack", "weapon"))


def resulted(clause: Clause, words: Sequence[Word]) -> bool:
    """وتسبب بجروح لآخرين: a clause that begins so has no subject of its own; وأدت غارات إلى مقتل has one."""
    at = clause.first + 1
    harm = (words[at].get(c) for c in ("noun.injury", "noun.death")) if at < clause.last else ()
    return clause.opener == "result" and any(noun is not None and "bi" in noun.clitics for noun in harm)
