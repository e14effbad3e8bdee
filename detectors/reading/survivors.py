"""Those who came away from a blow with wounds, or who barely live: خرج منها 208 بجروح, ضابط يصارع الموت."""

from __future__ import annotations

from typing import Final

from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, People
from detectors.reading.roles import Role

CARRY_REACH: Final = 3
"""Tokens between a verb of bringing and those who are brought: who brings them, when."""
BROUGHT_REACH: Final = 6
"""Tokens between a verb of bringing and the wounded: who brings them."""
STATE_REACH: Final = 10
"""Tokens between those who are brought and the state that they are in: the hospital."""
LIMB_REACH: Final = 4
"""Tokens between the verb's people and the limb that they lost: a name."""
CARRIED: Final = "state:carried"
LIMBS: Final = (
    "ساق", "ساقا", "ساقي", "قدم", "قدما", "قدمي", "يد", "يدا", "يدي", "ذراع", "ذراعا", "ذراعي", "اطراف", "اصابع",
    "اصبع", "كف", "كفا", "كفي", "عين", "عينا", "عيني", "بصر", "ساعد", "ساعدا", "ساعدي",
)  # fmt: skip
"""What may be cut off."""
WHOSE: Final = ("ه", "ها", "هم", "هما")
_ENDS: Final = COMMAS | {".", ":", "؛"}
_WOUNDS: Final = ("noun.wound", "noun.injury")
_CAME_OUT: Final = frozenset({"خرج", "خرجت", "خرجوا", "عاد", "عادت", "عادوا"})
_ROOMS: Final = frozenset({"العنايه", "العمليات", "الانعاش"})
_STRUGGLES: Final = ("يصارع", "تصارع", "يصارعون", "يصارعان")


def came_out(matches: Matches, people: People, first: int, last: int) -> Role | None:
    """خرج منها 208 بجروح متفاوتة, خرج من المبنى بجروح ثلاثة: who came away from a blow, and with what."""
    if people.definite:
        return None
    return _with_wounds_before(matches, people, first) or _with_wounds_behind(matches, people, first, last)


def _with_wounds_before(matches: Matches, people: People, first: int) -> Role | None:
    """خرج من المبنى بجروح ثلاثة من سكانه."""
    at = people.first - 1
    at -= matches.words[at].any(("adj.grave", "adj.light"))
    wounds = [matches.words[at][c] for c in _WOUNDS if c in matches.words[at]] if at > first else []
    if not any("bi" in wound.clitics and wound.number == "p" for wound in wounds):
        return None
    return Role("injured", at, CARRIED) if _left(matches, max(first, at - BROUGHT_REACH), at) else None


def _with_wounds_behind(matches: Matches, people: People, first: int, last: int) -> Role | None:
    """خرج منها 208 بجروح متفاوتة, خرج تسعة من الحافلة مصابين; who leaves a hospital was hurt before."""
    if not _left(matches, max(first, people.first - CARRY_REACH), people.first):
        return None
    if matches.standing.any(("health.facility",), people.last, min(last, people.last + STATE_REACH)):
        return None
    for i in range(people.last, min(last, people.last + BROUGHT_REACH)):
        wounds = [matches.words[i][c] for c in (*_WOUNDS, "noun.injured") if c in matches.words[i]]
        if any("bi" in e.clitics or (e.category == "noun.injured" and not e.clitics) for e in wounds):
            return Role("injured", i, CARRIED)
        if matches.document.texts[i] in _ENDS or matches.words[i].verb:
            return None
    return None


def _left(matches: Matches, first: int, last: int) -> bool:
    return any(text.lstrip("وف") in _CAME_OUT for text in matches.document.texts[first:last])


def own_limb(text: str) -> bool:
    """ذراعه, عينها: a limb with whose it is."""
    return text.startswith(LIMBS) and text.endswith(WHOSE)


def barely_alive(matches: Matches, people: People) -> bool:
    """ثلاثة قتلى وضابط يصارع الموت, وطفلة بين الحياة والموت, وأخته في غرفة العمليات, وصياد مزق الرصاص ساعده."""
    texts, i = matches.document.texts, people.last
    near = texts[i : i + LIMB_REACH]
    if near[:1] and near[0] in _STRUGGLES:
        return near[1:2] in (["الموت"], ["جراحه"], ["جراحها"], ["جراحهم"])
    if near[:3] == ["بين", "الحياه", "والموت"]:
        return True
    theirs = people.noun is not None and any(entry.pronoun for entry in matches.words[people.noun].values())
    if theirs and near[:1] == ["في"] and texts[people.first - 1] in COMMAS:
        return not _ROOMS.isdisjoint(near[1:3])
    maimed = i < len(matches.words) and "noun.maim" in matches.words[i]
    return maimed and any(map(own_limb, near))
