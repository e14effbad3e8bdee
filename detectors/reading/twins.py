"""One of the blows that a report tells together: قتل 23 بغارتين … أسفرت الغارة الأولى عن 15."""

from __future__ import annotations

from typing import Final

from detectors.reading.comparison import value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate
from detectors.reading.shares import holding

_BLOWS: Final = ("noun.attack", "noun.explosion")
_TIMES: Final = frozenset({"مرات", "مرتين"})
_NTH: Final = frozenset({"الاول", "الاولي", "الثاني", "الثانيه"})


def one_of_two(f: Figures) -> None:
    """The dead of the first blow, or of the second, among those of both that were told before."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, c in enumerate(heads):
            if not _of_nth(f, c):
                continue
            fitting = [h for h in holding(f, heads[:i], c) if any(_of_both(f, m) for m in f.mentions(h, c.id))]
            if fitting:
                f.set(c, "relation:within-total", part_of=fitting[-1].id, scope="part")


def _of_nth(f: Figures, c: Candidate) -> bool:
    """الانفجار الأول, before the figure in its sentence."""
    texts, first = f.matches.document.texts, f.matches.document.sentences[c.sentence].first
    blows = f.matches.standing.of_any((*_BLOWS, "weapon"), first, c.first)
    return any(texts[i + 1] in _NTH and texts[i].removeprefix("و").startswith("ال") for i in blows)


def _of_both(f: Figures, m: Candidate) -> bool:
    """بغارتين, التفجيرين, للقصف ثلاث مرات: several blows in the sentence of the figure."""
    words, sentence = f.matches.words, f.matches.document.sentences[m.sentence]
    blows = f.matches.standing.of_any(_BLOWS, sentence.first, sentence.last)
    if not _TIMES.isdisjoint(f.matches.document.texts[sentence.first : sentence.last]):
        return bool(blows)
    return any(entry.number == "d" for i in blows for c, entry in words[i].items() if c in _BLOWS)
