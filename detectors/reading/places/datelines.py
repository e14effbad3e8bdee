"""Places with which a line opens, before a dash: where a report was filed, or where a digest's next item happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from detectors.dates.months import MONTHS
from detectors.lexicon.entry import Entry
from detectors.reading.people import COMMAS
from detectors.reading.places.spot import Spot
from detectors.text import Document, Token

_DASHES: Final = frozenset({"-", "–", "—", "ـ", "/"})
_BYLINES: Final = ([":", "«"], [":", '"'], [":", "“"])
_AGENCIES: Final = _DASHES | {"("}
_DATELINE: Final = 6
"""Words between a dateline's place and its dash."""
_MONTH: Final = 2
"""Tokens from the comma behind a place to the month."""
_AGENCY: Final = 2
"""Tokens from a bracket to behind the agency named in it."""
_ITEMS: Final = 2
"""Lines that open so in a digest, least."""
_VOICES: Final = ("verb.say", "verb.deny", "verb.condemn", "verb.threaten", "noun.source")
"""Behind the dash of a dateline: somebody speaks where the report was filed."""


def headings(spots: Sequence[Spot], document: Document, readings: Sequence[Mapping[str, Entry]]) -> None:
    """طفس - أطلق مسلحان …, then on lines of their own الصنمين - عثر على …, نوى - انفجرت …: mark them, if several."""
    opening = [spot for spot in spots if spot.known and _opens_item(spot, document, readings)]
    if len({spot.key for spot in opening}) >= _ITEMS:
        for spot in opening:
            spot.heading = True


def _opens_item(spot: Spot, document: Document, readings: Sequence[Mapping[str, Entry]]) -> bool:
    """A line opens with it, behind its dash a sentence follows: no agency and nobody who speaks."""
    tokens, texts = document.tokens, document.texts
    if spot.last + 1 >= len(tokens) or texts[spot.last] not in _DASHES - {"/"}:
        return False
    line = document.norm[tokens[spot.begin - 1].end : tokens[spot.begin].start] if spot.begin else "\n"
    if "\n" not in line or spot.clitics:
        return False
    behind = texts[spot.last + 1 : spot.last + 1 + _DATELINE]
    filed_by = any(text in _DASHES or text in {":", "«", "("} for text in behind)
    return not filed_by and bool(readings) and not any(c in readings[spot.last + 1] for c in _VOICES)


def dateline(spot: Spot, tokens: Sequence[Token]) -> bool:
    """بغداد، العراق (CNN) -- , صنعاء - وكالات, الدمام: «الصحيفة»: where the report was filed."""
    bracket = False
    behind = [t.text for t in tokens[spot.last : spot.last + _DATELINE]]
    if behind[:2] in _BYLINES or _dated(behind):
        return True
    if behind[:1] == ["/"] and ":" in behind:
        return False  # إدلب/ معرة النعمان: a heading, province and town
    for i, token in enumerate(tokens[spot.last : spot.last + _DATELINE], spot.last):
        if token.text in _DASHES and tokens[i - 1].text not in MONTHS:  # نيسان/أبريل
            return True
        if token.text == "(":
            bracket = True
        elif token.text in ".:؟!" or (token.text == ")" and not bracket):
            return False
    return False


def _dated(behind: Sequence[str]) -> bool:
    """الخرطوم، 21 أغسطس 2023: the place and day of a statement."""
    return len(behind) > _MONTH and behind[0] in COMMAS and behind[1].isdigit() and behind[_MONTH] in MONTHS


def bracketed(spot: Spot, tokens: Sequence[Token]) -> bool:
    """دوما (سوريا) (أ ف ب) –: the land in brackets between the town and the agency or the dash."""
    behind = [t.text for t in tokens[spot.last : spot.last + 2]]
    return tokens[spot.begin - 1].text == "(" and behind[:1] == [")"] and behind[1:] != [] and behind[1] in _AGENCIES


def filed(spot: Spot, tokens: Sequence[Token]) -> bool:
    """… حافلة ركاب كابول، أفغانستان (CNN) -- : a dateline within a line that runs on from its title."""
    if spot.sentence or spot.clitics or spot.kind is not None:
        return False
    texts = [t.text for t in tokens[spot.last : spot.last + _DATELINE]]
    at = texts.index("(") if "(" in texts else len(texts)
    agency = at + _AGENCY < len(texts) and texts[at + 1].isascii() and texts[at + 1].isalpha()
    dash = spot.last + at + 3
    return agency and dash < len(tokens) and tokens[dash].text in _DASHES
