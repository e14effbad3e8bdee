"""Wounds told before those whom they befell: إصابات طفيفة لحقت بستة مدنيين, جروح طالت ثلاثة عمال."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detectors.reading.model import Matches
from detectors.reading.people import People

_BEFELL: Final = frozenset(c + v for v in ("لحقت", "الحقت", "طالت", "طاولت") for c in ("", "و", "ف"))
_CAME_OUT: Final = frozenset({"خرج", "خرجت"})
"""How those fared, before them, who have wounds behind them (خرج ستة بجروح طفيفة)."""
_TO: Final = ("ب", "ل")
_RANKS: Final = frozenset({"صفوف", "اوساط"})
_GRADES: Final = frozenset({"خفيفه", "متوسطه", "متفاوته", "مختلفه", "بليغه", "جسديه", "عديده"})
_REACH: Final = 3
"""Tokens between the wounds and how many have them: how grave they are, and that they befell somebody."""


def with_wounds(matches: Matches, phrases: Sequence[People]) -> list[People]:
    """The phrases of a sentence: who is counted behind wounds has them, and the wounds alone count nobody."""
    found: list[People] = []
    for people in phrases:
        wounds = _before(matches, people) if people.counted and not people.fate and not people.definite else None
        if wounds is not None:
            found = [p for p in found if p.counted or not wounds <= p.first < people.first]
        found.append(people if wounds is None else replace(people, fate="injured"))
    return found


def _before(matches: Matches, people: People) -> int | None:
    """Where the wounds stand that those people have."""
    texts, words = matches.document.texts, matches.words
    i, first = people.first - 1, matches.document.sentences[matches.sentence_of[people.first]].first
    if i >= 0 and texts[i].removeprefix("و").removeprefix("ف") in _CAME_OUT and _with(matches, people.last):
        return None if _discharged(matches, people.last + 1) else people.last
    if people.noun is None or i <= first:
        return None
    linked = texts[people.first].startswith(_TO) or texts[i] in _TO
    i -= texts[i] in _TO
    if linked and texts[i] in _BEFELL and any(_wounds(matches, j) for j in range(people.last - 1, people.last + 1)):
        return people.last  # لحقت بثلاثة أطفال إصابات
    if texts[i] in _RANKS and texts[i - 1] == "في":
        linked, i = True, i - 2
    elif texts[i] == "بين":
        linked, i = True, i - 1
    for j in range(i, max(first - 1, i - _REACH), -1):
        if texts[j] in _BEFELL and (linked or texts[j].endswith(("طالت", "طاولت"))):
            linked = True
        elif _wounds(matches, j):
            return j if linked else None
        elif not words[j].any(("adj.light", "adj.grave")) and texts[j] not in _GRADES:
            return None
    return None


def _discharged(matches: Matches, i: int) -> bool:
    """خرج ستة بجروح من المستشفى, بعد علاجهم: whose wounds are told of for another time."""
    sentence = matches.document.sentences[matches.sentence_of[i - 1]]
    behind = range(i, min(i + _REACH, sentence.last))
    texts = [matches.document.texts[j] for j in behind]
    care = any("health.facility" in matches.words[j] for j in behind)
    return ("من" in texts and care) or any(text.startswith(("علاج", "معالج", "تلقي")) for text in texts)


def _with(matches: Matches, i: int) -> bool:
    """بجروح, بإصابات: what they came out with."""
    return _wounds(matches, i) and "bi" in matches.words[i]["noun.injury"].clitics


def _wounds(matches: Matches, i: int) -> bool:
    """إصابات, بجروح: wounds of nobody yet."""
    noun = matches.words[i].get("noun.injury") if i < len(matches.words) else None
    return noun is not None and noun.number == "p" and not noun.pronoun and "al" not in noun.clitics
