"""What people were about when they were hit, before who was hit beside them: ثلاثة رجال كانوا في محلهم، وطفلة."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.people import COMMAS
from detectors.reading.word import Word

BEFORE: Final = frozenset({"قبل", "بعد"})
_WERE: Final = frozenset({"verb.was", "mark.attempt", "verb.work"})


def doing(words: Sequence[Word], texts: Sequence[str], i: int) -> bool:
    """ثلاثة شرطيين كانوا يحرسون المكان قبل أن يصل الموكب، إضافة إلى مصور: of that, the word at `i`."""
    near = texts[i - 2 : i + 1]
    if near[1] in BEFORE and near[2] == "ان":
        return True
    if near[0] in BEFORE and near[1] == "ان":
        return words[i].verb and not words[i].tells
    return _plural(words[i], _WERE)


def begun(words: Sequence[Word], texts: Sequence[str], gap: range, behind: int) -> int | None:
    """خمسة عمال كانوا يقطفون الزيتون، وسائقهم: where it begins, if it ends with the comma before who was hit as well.

    Whoever has a verb of his own behind him, at `behind`, may have been spared (، وسائق قال).
    """
    if not gap or texts[gap.stop - 1] not in COMMAS or (behind < len(words) and words[behind].verb):
        return None
    at = next((i for i in gap if _plural(words[i], frozenset({"verb.was"}))), None)
    inside = range(at + 1, gap.stop - 1) if at is not None else range(0)
    acts = [i for i in inside if words[i].verb]
    past = any(entry.aspect == "pv" for i in acts for c, entry in words[i].items() if c.startswith("verb."))
    told = past or len(acts) > 1 or any("mark.connector" in words[i] or texts[i] in COMMAS for i in inside)
    return None if told else at


def _plural(word: Word, categories: frozenset[str]) -> bool:
    return any(e.number in {"d", "p"} and not e.clitics for c, e in word.items() if c in categories)
