"""Who was killed by what fell in by itself, and not by an attack that brought it down."""

from __future__ import annotations

from detectors.reading.mishaps import CAUSES, COLLAPSES, DEEDS
from detectors.reading.model import Matches
from detectors.text import Sentence


def collapsed(matches: Matches, sentence: Sentence) -> bool:
    """قتل 32 إثر انهيار جسر, قتل عمال بانهيار نفق: killed by what fell in, and of no attack a word."""
    fallen = matches.standing.of_any(COLLAPSES, sentence.first + 1, sentence.last)
    entries = ((i, entry) for i in fallen for c, entry in matches.words[i].items() if c in COLLAPSES)
    caused = any(matches.document.texts[i - 1] in CAUSES or "bi" in entry.clitics for i, entry in entries)
    return caused and not matches.standing.any((*DEEDS, "weapon"), sentence.first, sentence.last)


def fell_in(matches: Matches) -> bool:
    """البرج الذي تداعى. وانتشل من تحت ركامه 12 جثمانا: the report is of what fell in by itself."""
    told = matches.standing.any(("verb.collapse",), 0, len(matches.words))
    return told or any(collapsed(matches, sentence) for sentence in matches.document.sentences)


def took_many(matches: Matches, sentence: Sentence) -> bool:
    """حصيلة انهيار مبنى سكني, قتلى انهيار جسر: all whom it took; انهيار المبنى may be told of one that was struck."""
    fallen = matches.standing.of_any(COLLAPSES, sentence.first + 1, sentence.last - 1)
    named = (i for i in fallen if not matches.document.texts[i + 1].startswith("ال"))
    toll = any(matches.words[i - 1].any(("noun.toll", "noun.victim", "noun.killed", "noun.injured")) for i in named)
    return toll and not matches.standing.any((*DEEDS, "weapon"), sentence.first, sentence.last)
