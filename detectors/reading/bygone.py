"""Whom one figure's own words set before the news: the whole war's wounded, the dead whose mourners were struck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.anniversaries import of_years_ago
from detectors.reading.cues import HAPPENED
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import WHICH

_STRUCK: Final = ("noun.attack", "noun.explosion", "verb.attack", "verb.explode", "verb.hit", "verb.shoot", "weapon")
_STRUCK_REACH: Final = 9
"""Tokens between the blow and the mourning that it hit (استهدف الطيران موكب تشييع)."""
_GATHERED_REACH: Final = 6
"""Tokens between a mourning and the word for whom (مجلس عزاء كان يقام في المكان لـ)."""
_MOURNERS: Final = ("مشيع", "المشيع", "معزين", "المعزين")
_BEFORE: Final = frozenset({"قبله", "قبلها", "قبلهم", "قبلهما"})
_TAKEN: Final = "idiom:life"
_SOULS: Final = "ارواح"
_SEASONS: Final = frozenset({"الشتاء", "الربيع", "الصيف", "الخريف", "شتاء", "ربيع", "صيف", "خريف"})
_HAPPENED: Final = frozenset({"جرت", "وقعت", "حدثت", "حصلت", "جري", "وقع", "حدث", "حصل"})
_THERE: Final = frozenset({"فيها", "فيه", "ضحيتها", "ضحيته", "خلالها", "خلاله"})
_POINTING: Final = 3
"""Tokens from what tells of the dead to the pronoun that points back at the attack."""
_DATED: Final = 6
"""Tokens from التي to the season that it is dated to."""
_FOR: Final = frozenset({"ل", "لـ"})


def of_old(matches: Matches, candidate: Candidate) -> str | None:
    """Why those counted without a time of their own are of old, if they are."""
    if _of_war(matches, candidate):
        return "scope:of-the-war"
    if _of_a_season(matches, candidate):
        return f"scope:{HAPPENED}"
    return "scope:time:anniversary" if of_years_ago(matches, candidate) else None


def _of_a_season(matches: Matches, candidate: Candidate) -> bool:
    """مجزرة س التي حدثت في مطلع الربيع وقضى فيها 14: of the attack that the clause before dates to a season."""
    texts, first = matches.document.texts, matches.document.sentences[candidate.sentence].first
    there = not _THERE.isdisjoint(texts[candidate.trigger : candidate.trigger + _POINTING])
    which = (i for i in range(candidate.first - 1, first, -1) if texts[i] in WHICH)
    at = next(which, None) if there else None
    if at is None or texts[at + 1] not in _HAPPENED:
        return False
    return not _SEASONS.isdisjoint(texts[at + 2 : min(at + _DATED, candidate.first)])


def _of_war(matches: Matches, candidate: Candidate) -> bool:
    """جرحى الحرب: of the whole war."""
    noun = candidate.noun
    if noun is None or candidate.low == 1:
        return False  # الشاب محمود الحروب
    spans = (word.get("noun.span") for word in matches.words[noun + 1 : noun + 3])
    return any(span is not None and "al" in span.clitics for span in spans)


def bygone(matches: Matches, candidate: Candidate) -> str | None:
    """Why those counted had died when the news happened, if they had."""
    return _mourned(matches, candidate) or _before_him(matches, candidate) or _remembered(matches, candidate)


def _remembered(matches: Matches, candidate: Candidate) -> str | None:
    """صمت على أرواح 42 من أبنائها: who are prayed or stood silent for died before, unless it is said to be of today."""
    texts, at = matches.document.texts, candidate.trigger
    souls = candidate.rule == _TAKEN and texts[at : at + 1] == [_SOULS] and texts[at - 1] == "علي"
    last = matches.document.sentences[candidate.sentence].last
    today = souls and matches.standing.any(("time.adverb", "time.day"), candidate.last, last)
    return None if not souls or today or _attacked(matches, candidate.last, last) else "scope:mourned"


def _attacked(matches: Matches, first: int, last: int) -> bool:
    """خمسة أشخاص قضوا في التفجير في حلب: the mourning itself tells of what they died in."""
    died = next((i for i in range(first, last) if matches.words[i].any(("verb.die", "verb.kill"))), last)
    attacks = matches.standing.of_any(("noun.attack", "noun.explosion"), died, last)
    texts = matches.document.texts
    return any("ال" in texts[i][:3] or any(t.startswith("ال") for t in texts[i + 1 : i + 2]) for i in attacks)


def _before_him(matches: Matches, candidate: Candidate) -> str | None:
    """صور ثلاثة مسعفين قتلوا قبله, واستشهد قبله خمسة: whom he of the news followed; قبله بساعات was the same day."""
    texts, behind = matches.document.texts, candidate.trigger + 1
    before = candidate.kind == "killed" and texts[behind : behind + 1] and texts[behind] in _BEFORE
    hours = (word.get("time.unit") for word in matches.words[behind + 1 : behind + 2])
    return f"scope:{HAPPENED}" if before and not any(hours) else None


def _mourned(matches: Matches, candidate: Candidate) -> str | None:
    """قصف خيمة عزاء لستة قتلوا الخميس, انفجار خلال تشييع أربعة سقطوا أمس: who are mourned died before the blow.

    Not so where nobody came to harm at the mourning (شيع الأهالي أربعة قتلوا أمس), or where the same blow is meant
    (تشييع أربعة قتلوا في الهجوم).
    """
    if candidate.kind != "killed" or candidate.definite:
        return None
    sentence = matches.document.sentences[candidate.sentence]
    mournings = matches.standing.of("noun.mourning", sentence.first, candidate.first)
    if not mournings or not _for_them(matches, mournings[-1], candidate.first):
        return None
    attacks = (word.get("noun.attack") for word in matches.words[candidate.last : sentence.last])
    if any(attack is not None and "al" in attack.clitics for attack in attacks):
        return None
    struck = any(_hit(matches, i) for i in _gatherings(matches, candidate))
    return "scope:mourned" if struck else None


def _for_them(matches: Matches, mourning: int, first: int) -> bool:
    """تشييع أربعة, عزاء كان يقام لستة: the mourning is for those counted at `first`, and nobody fell in between."""
    if first == mourning + 1:
        return True
    near = first - mourning <= _GATHERED_REACH and not matches.standing.any(_STRUCK, mourning, first)
    return near and (matches.document.texts[first - 1] in _FOR or matches.document.texts[first].startswith("ل"))


def _gatherings(matches: Matches, candidate: Candidate) -> list[int]:
    """Where the text names a mourning or mourners, up to these."""
    named = matches.standing.of("noun.mourning", 0, candidate.first)
    return named + [i for i in range(candidate.first) if matches.document.texts[i].startswith(_MOURNERS)]


def _hit(matches: Matches, i: int) -> bool:
    """A blow is told of right before it, in the same sentence."""
    first = matches.document.sentences[matches.sentence_of[i]].first
    return matches.standing.any(_STRUCK, max(first, i - _STRUCK_REACH), i)


def known_again(matches: Matches, candidate: Candidate, told: Sequence[Candidate]) -> bool:
    """إن جل القتلى الـ59 سقط في انفجارين حصيلتهما 46: of those of long ago, whom the sentence names by their number."""
    first = matches.document.sentences[candidate.sentence].first
    again = {a.low for a in matches.amounts if first <= a.first and a.last <= candidate.first and a.definite}
    old = (c for c in told if c.scope == "cumulative" and c.sentence < candidate.sentence and (c.low or 0) > 1)
    return any(c.low in again and c.low == c.high for c in old)
