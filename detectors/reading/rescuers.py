"""Rescuers whom a word for fighters tells: عناصر من الدفاع المدني, عنصرين في مركزه."""

from __future__ import annotations

from typing import Final

from detectors.lexicon.entry import Entry
from detectors.reading.healthwords import vocabulary
from detectors.reading.model import Matches
from detectors.reading.people import PERSONS, People

_REACH: Final = 4
"""Tokens between members and the service that they are of, and between an attack and the rescuers whose post it hit."""
_OWN: Final = ("تابع", "يتبع")
_ITS: Final = frozenset({"له", "لها"})
_DEFENCES: Final = frozenset({"الوطني", "المحلي", "الذاتي"})
_MEMBER: Final = "عنصر"
_MAN: Final = "رجل"
_PEOPLE: Final = ("person.civilian", "person.combatant", "health.staff")
_DEAD: Final = ("verb.mourn", "noun.death", "verb.die", "verb.kill")
_ATTACKS: Final = ("noun.attack", "verb.attack")
_OTHERS: Final = ("force", "noun.recover", "verb.recover")
"""Behind a post: another side, or fighters whom the rescuers found."""
_SUBUNITS: Final = frozenset({"وحده", "سريه", "فصيله"})
_CARING: Final = frozenset({
    "العنايه", "الانقاذ", "الاسعاف", "الدم", "الاطفاء", "الاستجابه", "الطوارئ", "الرعايه", "الحروق",
})  # fmt: skip
"""What units do that do not fight."""


def rescues(matches: Matches, i: int, stop: int) -> bool:
    """عناصر من الدفاع المدني, أعلن الدفاع المدني … 6 عناصر تابعين له: rescuers, no fighters."""
    if _own(matches, i, stop):
        return True
    reach = range(i, min(i + _REACH, stop, len(matches.words)))
    named = [j for j in reach if _serves(matches, j)]
    if named and defends(matches, named[0]):
        return False  # عناصر الدفاع الوطني جرى نقلهم بسيارة إسعاف
    return any(not militia(matches, j) and not _of_other(matches, i, j) for j in named)


def men_of(matches: Matches, entry: Entry, i: int) -> bool:
    """رجال الإطفاء, رجل من الدفاع المدني: men by the service right behind them, at `i`; رجال وسيارة إسعاف are none."""
    i += i + 1 < len(matches.words) and matches.document.texts[i] in {"من", "في"}
    named = entry.lemma == _MAN and i < len(matches.words) and _serves(matches, i)
    return named and not militia(matches, i) and matches.document.texts[i].startswith("ا")


def _serves(matches: Matches, i: int) -> bool:
    """A service; إسعافهم is what was done with the wounded."""
    transport = matches.words[i].get("health.transport")
    return "org.rescue" in matches.words[i] or (transport is not None and not transport.pronoun)


def _own(matches: Matches, i: int, stop: int) -> bool:
    """تابعين له: of the service that the sentence begins with, and no side told since."""
    if i + 1 >= stop or not matches.document.texts[i].startswith(_OWN) or matches.document.texts[i + 1] not in _ITS:
        return False
    first = matches.document.sentences[matches.sentence_of[i]].first
    named = matches.standing.of("org.rescue", first, i)
    sides = matches.standing.any(("force",), named[0], i) if named else True
    return not sides and not militia(matches, named[0])


def at_post(matches: Matches, entry: Entry, people: People) -> bool:
    """قصفت الطائرات مركز الدفاع المدني، ما أدى إلى مقتل 5 عناصر: of nobody named, where rescuers were hit."""
    words, texts, post = matches.words, matches.document.texts, people.first
    whose = texts[people.last : people.last + 1]
    if entry.lemma != _MEMBER or entry.clitics or not people.counted or (whose and whose[0].startswith("ال")):
        return False
    sentence = matches.document.sentences[matches.sentence_of[post]]
    while post > sentence.first and "org.rescue" not in words[post]:
        if words[post].any(_OTHERS):
            return False
        post -= 1
    hit = range(max(sentence.first, post - _REACH), post)
    near = not vocabulary()["landmark"].isdisjoint(texts[hit.start : post])
    struck = not near and any(words[j].any(_ATTACKS) for j in hit)
    return (
        not militia(matches, post) and "org.rescue" in words[post] and (struck or _mourns(matches, post, people.first))
    )


def _mourns(matches: Matches, post: int, first: int) -> bool:
    """نعى الدفاع المدني ستة من كوادره …، ما أدى إلى مقتل 5 عناصر: its own dead are told of before."""
    own = matches.standing.of_any(_PEOPLE, post, first)
    theirs = (j for j in own for c, e in matches.words[j].items() if c in _PEOPLE and e.pronoun == "3ms")
    return any(matches.standing.any(_DEAD, max(0, post - _REACH), j) for j in theirs)


def militia(matches: Matches, i: int) -> bool:
    """الدفاع الوطني, وزارة الدفاع: by its first word alone like الدفاع المدني."""
    texts = matches.document.texts
    following = texts[i + 1] if i + 1 < len(texts) else ""
    return texts[i].endswith("دفاع") and not following.startswith(("المدني", "مدني"))


def defends(matches: Matches, i: int) -> bool:
    """الدفاع الوطني, الدفاع المحلي: a force that fights, named without its first word (قوات)."""
    return militia(matches, i) and not _DEFENCES.isdisjoint(matches.document.texts[i + 1 : i + 2])


def in_unit(matches: Matches, i: int) -> bool:
    """سبعة من وحدة الهندسة, أربعة من سرية الاستطلاع: of a force, by its branch; in وحدة العناية are patients."""
    texts, behind = matches.document.texts, i + 1
    if texts[i - 1 : i + 2] == ["من", "حمله", "السلاح"]:
        return True  # تسعة من حملة السلاح
    if i < 1 or behind >= len(texts) or texts[i] not in _SUBUNITS or texts[i - 1] != "من":
        return False
    heals = matches.words[behind].any(("org.rescue", "health.facility", "noun.treat")) or texts[behind] in _CARING
    return texts[behind].startswith("ال") and not heals


def _of_other(matches: Matches, i: int, j: int) -> bool:
    """عنصر أمن وسائق سيارة إسعاف: somebody else begins between."""
    joined = (e for k in range(i, j) for c, e in matches.words[k].items() if c in PERSONS)
    return any("wa" in entry.clitics for entry in joined)
