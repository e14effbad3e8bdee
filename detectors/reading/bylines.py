"""Lines between a headline and the lead that only name the agency, the writer, the town."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches

BYLINE: Final = 9
"""Most tokens of such a line."""
_TELLS: Final = ("verb.say", "verb.kill", "verb.die", "verb.injure", "verb.attack", "verb.explode")


def bylines(matches: Matches) -> int:
    """How many of them stand right behind the headline."""
    sentences, tokens = matches.document.sentences, matches.document.tokens
    amounts = [amount.first for amount in matches.amounts]
    number = 1
    while matches.headline == 0 and number < len(sentences) - 1:
        first, last = sentences[number].first, sentences[number].last
        told = matches.standing.any(_TELLS, first, last) or any(first <= i < last for i in amounts)
        closed = last > first and tokens[last - 1].text == "."
        if told or closed or last - first > BYLINE:
            break
        number += 1
    return number - 1
