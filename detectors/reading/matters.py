"""Where a report leaves one matter for another: وعلى صعيد آخر, في خبر آخر."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches

_MATTERS: Final = frozenset({"صعيد", "شان", "سياق", "خبر", "نبا"})
"""In these a report tells of something else; في حادث آخر is of the same sort, من جهة أخرى may go on with the first."""
_ANOTHER: Final = frozenset({"اخر", "منفصل", "مختلف", "مغاير"})
_OPENING: Final = 3
"""Words at the head of a sentence that turn to another matter."""


def matters(matches: Matches) -> list[int]:
    """For each sentence, the one with which its matter began."""
    found: list[int] = []
    for number, sentence in enumerate(matches.document.sentences):
        opening = range(sentence.first, min(sentence.first + _OPENING, sentence.last - 1))
        topics = (i for i in opening if (topic := matches.words[i].get("mark.topic")) and topic.lemma in _MATTERS)
        turned = any(matches.document.texts[i + 1] in _ANOTHER for i in topics)
        found.append(number if turned or not found else found[-1])
    return found
