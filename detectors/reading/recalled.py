"""Health care that a verb of attack recalls by a pronoun: إلى مشفى س قبل أن يستهدفه الطيران, فيه حين قصفته الطائرات."""

from __future__ import annotations

from typing import Final

from detectors.reading.care import Care
from detectors.reading.given import given_names
from detectors.reading.healthwords import STOPS, unjoined, vocabulary
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, WHICH

_STRIKES: Final = ("verb.attack", "verb.hit", "verb.destroy")
_BOMBED: Final = frozenset({"قصف", "دمر"})
"""Done to no single person."""
_PRONOUNS: Final = {"m": "3ms", "f": "3fs"}
_WHICH: Final = WHICH | {"و" + word for word in WHICH}
_REACH: Final = 10
"""Tokens before health care in which somebody may be named who was brought there."""
_ARMED: Final = ("weapon", "noun.attack", "force")
_AGENT: Final = 3
"""Tokens behind a verb that destroys in which stands what did it."""
_IN: Final = frozenset({"في", "ب"})
_IS: Final = frozenset({"هو", "هي"})
_PREDICATE: Final = 3
"""Words from هو to الذي."""
_AT_WORK: Final = frozenset({"العامل", "العامله"})
_MEN: Final = frozenset({"حي", "مخيم", "ريف", "جبل", "قطاع", "محور"})
_THINGS: Final = ("thing.building", "thing.area", "thing.vehicle", "health.vehicle")
"""What else the pronoun might mean, between."""


def recalled(care: Care, matches: Matches) -> tuple[int, str] | None:
    """The verb behind `care` whose pronoun can mean nothing else, and the rule."""
    beside = unjoined(matches.document.texts, care.first - 1) in vocabulary()["landmark"]  # نفق تحت المشفى ودمرته
    if care.target != "facility" or care.number != "s" or beside:
        return None
    sentence = matches.document.sentences[care.sentence]
    genders = {e.gender for c, e in matches.words[care.first].items() if c.startswith("health.")}
    pronouns = {_PRONOUNS.get(gender, "") for gender in genders}
    for i in matches.standing.of_any(_STRIKES, care.last, sentence.last):
        verb = next(matches.words[i][c] for c in _STRIKES if c in matches.words[i])
        if verb.pronoun in pronouns and verb.pronoun and _means(care, i, verb.lemma, matches, sentence.first):
            return i, "struck"
    return None


def _nearest(care: Care, which: int, matches: Matches) -> bool:
    """Nothing but where and what it is stands before الذي, and that is of another gender: المشفى في حي س الذي قصفته."""
    if matches.document.texts[care.last] in _IS and which - care.last <= _PREDICATE:
        return True  # المشفى هو الخامس الذي يطاله القصف
    near = [p for p in matches.places if care.last <= p.first < which]
    taken = {i for p in near for i in range(p.first, p.last)}
    texts, said = matches.document.texts, vocabulary()["descriptive"] | COMMAS | _IN | _AT_WORK
    bare = all(i in taken or texts[i] in said or "thing.area" in matches.words[i] for i in range(care.last, which))
    return bare and not any(p.kind in _MEN for p in near)


def _means(care: Care, verb: int, lemma: str, matches: Matches, first: int) -> bool:
    texts, words = matches.document.texts, matches.words
    between = range(care.last, verb)
    meant = {e.pronoun[-2:-1] for c, e in words[verb].items() if c in _STRIKES}
    things = (e for i in between for c, e in words[i].items() if c in _THINGS and e.gender in meant | {""})
    if any(texts[i] in STOPS for i in between) or any(True for _ in things):
        return False
    if "verb.attack" not in words[verb] and not matches.standing.any(_ARMED, verb + 1, verb + 1 + _AGENT):
        return False  # دمرته الأمطار
    which = next((i for i in between if texts[i] in _WHICH), None)
    if which is not None and not _nearest(care, which, matches):
        return False
    if lemma in _BOMBED:
        return True
    first = max(first, care.first - _REACH)
    near = (i for i in range(first, verb) if texts[i] not in _AT_WORK)
    people = (e for i in near for c, e in words[i].items() if c.startswith(("person.", "noun.in")))
    named = any(text in given_names() for text in texts[first:verb])
    return not named and not any(e.number == "s" for e in people)
