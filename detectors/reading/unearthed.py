"""Those under the rubble: pulled out beside the dead (فضلا عن انتشال 9 آخرين), or not reached yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.model import Candidate, Matches
from detectors.reading.people import People
from detectors.reading.roles import Role

_PULLED: Final = ("noun.recover", "verb.recover")
_OUT: Final = frozenset({"انتشل", "انتشال"})
"""What is done to the dead rather than to the living (إخراج، إنقاذ)."""
_REACH: Final = 4
"""Tokens between that and whom: who pulled them out."""
_ALIVE: Final = frozenset({"احياء", "حيا", "حيه", "حيين", "الحياه", "ناجين", "ناجيا", "مصابين", "جرحي"})
_ALIVE_REACH: Final = 8
_BURIED_REACH: Final = 5
"""Tokens between people and the rubble that they lie under."""
_STUCK: Final = ("عالق", "محاصر", "مطمور", "محتجز", "مدفون")
"""How those are said to be under the rubble whom rescuers try to reach."""
_SEARCHING: Final = (
    *(p + stem for p in "يت" for stem in ("بحث", "فتش", "نقب", "حفر", "نبش", "عمل", "نقذ", "نتشل", "رفع")),
    *("بحثا", "باحث", "الباحث"),
)
"""Beginnings of what rescuers do at the rubble."""
_LIFTED: Final = ("رفع", "ازال", "ازيل", "يرفع", "ترفع")
_FOR_THEM: Final = frozenset({"عنه", "عنها", "عنهم", "عنهما", "عنهن"})
_MANAGED: Final = ("تمكن", "نجح", "استطاع", "افلح")
_MANAGED_REACH: Final = 8


def buried(matches: Matches, people: People) -> Role | None:
    """Still under the rubble (تحت الأنقاض): missing; not قتل أب وأطفاله تحت الأنقاض."""
    texts, words = matches.document.texts, matches.words
    own = people.noun is not None and any(e.pronoun and e.clitics for e in words[people.noun].values())
    if own or _reached(matches, people):
        return None
    if _uncovered(matches, people):
        return Role("killed", people.first - 1, "noun.body")
    if not matches.standing.any(("noun.rubble",), people.first - 1, people.last + _BURIED_REACH + 1):
        return None
    for i in range(people.last, min(people.last + _BURIED_REACH, len(texts) - 1)):
        if words[i].any(("verb.die", "verb.kill", "verb.injure", "thing.vehicle")):
            break  # 130 مدنيا لقوا حتفهم تحت أنقاض منازلهم, دفع أمه على عربة بين الأنقاض
        if texts[i].startswith(_SEARCHING) and texts[i + 1] not in _FOR_THEM:
            return None  # متطوعان يبحثان بين الأنقاض; ستة يبحث عنهم تحت الأنقاض lie there
        if texts[i] in {"تحت", "بين"} and "noun.rubble" in words[i + 1]:
            if texts[i - 1] == "من" or any("noun.missing" in words[j] for j in range(people.last, i)):
                return None  # 200 وهناك مفقودون تحت, انتشال رجل وطفل من تحت الأنقاض
            return Role("missing", i + 1, "under-rubble")
    i = people.first - 1
    under = people.amount and i > 0 and "noun.rubble" in words[i] and texts[i - 1] == "تحت"
    if under and (i < 2 or texts[i - 2] != "من"):
        return Role("missing", i, "under-rubble")
    return None


def _uncovered(matches: Matches, people: People) -> bool:
    """أنهى الدفاع المدني رفع الردم عن ثمانية من آل فلان: the dead, unless something is said of their being alive."""
    texts, at = matches.document.texts, people.first - 1
    if at < 2 or texts[at] != "عن" or "noun.rubble" not in matches.words[at - 1] or not people.amount:
        return False
    lifted = any(text.lstrip("وف").startswith(_LIFTED) for text in texts[max(0, at - 1 - _REACH) : at - 1])
    return lifted and _ALIVE.isdisjoint(texts[people.last : people.last + _REACH])


def _reached(matches: Matches, people: People) -> bool:
    """إلى خمسة بعد العثور على جثة تحت الأنقاض: a toll; الوصول إلى ثلاثة عالقين تحت الأنقاض: still there, or saved."""
    texts, first = matches.document.texts, people.first
    if not people.bare or first < 1 or texts[first - 1] != "الي":
        return False
    stuck = people.last < len(texts) and texts[people.last].startswith(_STUCK)
    return not stuck or any(text.startswith(_MANAGED) for text in texts[max(0, first - _MANAGED_REACH) : first])


def unearthed(matches: Matches, people: People, told: Sequence[Candidate]) -> Role | None:
    """What befell `people`, who are counted as others than the dead whom the sentence told of last."""
    texts, words, first = matches.document.texts, matches.words, people.first
    number = matches.sentence_of[first]
    last = told[-1] if told and told[-1].sentence == number else None
    if last is None or last.kind != "killed" or not (people.others and people.amount) or people.fate is not None:
        return None
    for i in range(first - 1, max(last.last, first - _REACH) - 1, -1):
        pulled = next((words[i][category] for category in _PULLED if category in words[i]), None)
        if pulled is not None:
            end = min(people.last + _ALIVE_REACH, matches.document.sentences[number].last)
            alive = pulled.lemma not in _OUT or not _ALIVE.isdisjoint(texts[people.last : end])
            return None if alive else Role("killed", i, "noun.body")
    return None
