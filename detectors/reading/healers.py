"""Who works for the health of others, where no word for a trade says it: مدير مستشفى, عاملا صحيا, عناصر التمريض."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.reading.care import cares
from detectors.reading.healthwords import unjoined, vocabulary
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import People
from detectors.reading.roles import ARRIVALS

_WARD_REACH: Final = 4
"""Words between a ward and the hospital that it is in."""
_IN: Final = frozenset({"في", "داخل"})
AFTER: Final = 12
"""Words around somebody hurt in which his work or his home is told."""
_BODY: Final = 4
"""Words between members and the name of what they belong to."""
_PEOPLE: Final = ("person.civilian", "person.combatant")
_ITS: Final = frozenset({"3ms", "3fs"})
_FAMILY: Final = frozenset({"children", "women"})
_SYSTEM: Final = "منظومه"
_EMERGENCY: Final = "الاسعاف"
_NURSING: Final = "التمريض"
_OWNER: Final = ("تابع", "التابع")
"""Beginnings of what stands between a body and the side that runs it."""
_OWNER_REACH: Final = 4
_RANKS: Final = frozenset({"صفوف", "بين", "من", "اوساط"})
_CARED_FOR: Final = ("health.facility", "verb.treat", "noun.treat")
_WARDS: Final = frozenset({"الخيمه", "خيمه", "القسم", "الجناح", "العنبر", "الغرفه", "الردهه", "العياده"})
_STRUCK: Final = (
    "weapon", "noun.attack", "verb.attack", "verb.result", "noun.explosion", "noun.death", "noun.injury", "noun.killed",
    "verb.kill", "verb.die", "verb.injure", "verb.fall", "noun.fall", *ARRIVALS,
)  # fmt: skip
"""What tells that those named in one breath with the wounded were hit as well, or brought there."""
_RANKS_REACH: Final = 4
"""Words between a toll and those of whose ranks it is (عدد القتلى في صفوف الطواقم الطبية)."""


def runs_care(matches: Matches, i: int) -> bool:
    """مدير مستشفى, رئيس قسم في مستشفى, مدير منظومة الإسعاف: a title at `i` of who runs health care."""
    first, texts = i, matches.document.texts
    while i < len(texts) and "noun.title" in matches.words[i]:
        i += 1
    if i == first:
        return False
    if ambulances(matches, i) or texts[i : i + 1] == [_EMERGENCY]:
        return True
    ours = [care.first for care in matches.made(cares) if care.target == "facility"]
    ward = range(i + 2, i + 2 + _WARD_REACH) if i < len(texts) and texts[i] in vocabulary()["part"] else range(0)
    return i in ours or any(at in ours and texts[at - 1] in _IN for at in ward)


def ambulances(matches: Matches, i: int) -> bool:
    """منظومة الإسعاف: a body at `i` that goes out to the wounded."""
    called = matches.document.texts[i : i + 2]
    return len(called) > 1 and called[0].endswith(_SYSTEM) and called[1] in vocabulary()["ambulance"]


def tends_sick(matches: Matches, i: int) -> bool:
    """عاملا صحيا, مقدمي الرعاية الصحية, موظف في القطاع الطبي: a noun at `i` of who works for the health of others."""
    texts, words, at = matches.document.texts, matches.words, i + 1
    if "person.civilian" not in words[i]:
        return False
    at += texts[at : at + 1] == ["في"]
    at += not vocabulary()["field"].isdisjoint(texts[at : at + 1])
    return at < len(texts) and "adj.health" in words[at]


def nurses(matches: Matches, i: int) -> bool:
    """عناصر التمريض: what follows the members at `i` - 1."""
    return matches.document.texts[i : i + 1] == [_NURSING]


def heals(matches: Matches, i: int) -> bool:
    """الهيئة الصحية, جمعية طبية, الكوادر الطبية: those who care for the sick, told by their adjective at `i`."""
    if i == 0 or "adj.health" not in matches.words[i]:
        return False
    return matches.document.texts[i - 1] in vocabulary()["body"] or "health.staff" in matches.words[i - 1]


def runs_healers(matches: Matches, i: int) -> bool:
    """الهيئة الصحية التابعة لحزب …: a side at `i` that only runs the body before it, whose people are none of its."""
    owned = i > 0 and matches.document.texts[i - 1].startswith(_OWNER)
    return owned and any(heals(matches, j) for j in range(max(0, i - _OWNER_REACH), i - 1))


def counts_healers(matches: Matches, i: int, end: int) -> bool:
    """عدد القتلى في صفوف فرق الإسعاف: whose dead the toll counts that begins at `i`, and has its number at `end`."""
    reach, texts = range(i + 1, min(end, i + 1 + _RANKS_REACH)), matches.document.texts
    ours = (care for care in matches.made(cares) if care.target == "personnel")
    return any(care.first in reach and texts[care.first - 1] in _RANKS for care in ours)


def goes_out(matches: Matches, c: Candidate) -> bool:
    """Members of the Red Crescent, the Red Cross or an ambulance service who were not at home."""
    texts, home, sentence = matches.document.texts, vocabulary()["home"], matches.document.sentences[c.sentence]
    reach = range(c.first, min(c.last + _BODY, sentence.last - 1))
    named = range(c.first, min(c.last + 1, sentence.last))
    own = c.victims == "civilian" and any(_theirs(matches, i) for i in named)
    if own:  # أعلن الهلال الأحمر مقتل أحد متطوعيه, نعت منظومة الإسعاف ثلاثة من عناصرها
        reach = range(max(sentence.first, c.first - AFTER), c.last)
    body = next((i for i in reach if _red(texts, i) or ambulances(matches, i)), None)
    if body is not None and matches.standing.any(("mark.connector",), c.last, body):
        return False  # جرحى بينهم أطفال، وإن فرق الصليب الأحمر
    if body is None or (not own and vocabulary()["member"].isdisjoint(texts[c.first : body])):
        return False
    return home.isdisjoint(unjoined(texts, i) for i in range(body, min(sentence.last, body + AFTER)))


def _red(texts: Sequence[str], i: int) -> bool:
    """الهلال الأحمر, الصليب الأحمر."""
    return texts[i] in vocabulary()["redcross"] and texts[i + 1].startswith("الاحمر")


def _theirs(matches: Matches, i: int) -> bool:
    """متطوعيه, عناصرها: of the body spoken of; no woman, who ends like them (امرأة), and nobody's child."""
    people = (e for c, e in matches.words[i].items() if c in _PEOPLE)
    return any(e.pronoun in _ITS and not e.tag("kin") and e.tag("group") not in _FAMILY for e in people)


def tends(matches: Matches, before: People, people: People) -> bool:
    """في المستشفى أربعون جريحا وثلاثة أطباء: whoever lies there, and who treats them, with no word of what hit them."""
    if before.fate != "injured" or "health" not in people.groups or people.fate is not None:
        return False
    sentence = matches.document.sentences[matches.sentence_of[before.first]]
    there = matches.standing.any(_CARED_FOR, sentence.first, before.first) or (
        not _WARDS.isdisjoint(matches.document.texts[sentence.first : before.first])
    )
    return there and not matches.standing.any(_STRUCK, sentence.first, sentence.last)
