"""What courts try and works tell: it happened long before the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.lexicon.entry import Entry
from detectors.reading.people import COMMAS
from detectors.reading.word import Word
from detectors.text import Token

_ACCUSED: Final = "متهم"
_CHARGED: Final = ("noun.death", "noun.attack", "noun.massacre")
_RECALLS: Final = frozenset({"اعاد", "اعادت", "يعيد", "تعيد", "عاد", "عادت", "اعادنا"})
_RECALL_REACH: Final = 8
"""Tokens of a sentence before the minds that an event brings another back to."""
_FELL: Final = ("verb.kill", "verb.die", "noun.death")
"""Before the accused: he is the victim."""
_RELATED: Final = frozenset({"ذي", "ذات", "ذا"})
"""Before صلة: what goes with the news (في حادث ذي صلة), and no suspicion."""
_SITES: Final = frozenset({
    "مبني", "قرب", "محيط", "مقر", "مدخل", "بوابه", "جوار", "خارج", "داخل", "ساحه", "باحه", "استهدف", "علي", "تفجير",
    "مجمع", "بمجمع",
})  # fmt: skip
"""Words before a court that was struck, or where somebody was."""
_FRONT: Final = "امام"
_DEEDS: Final = ("verb.kill", "verb.injure", "verb.explode", "noun.explosion", "noun.attack", "noun.death")
_SITE_REACH: Final = 6
_GATHERINGS: Final = frozenset({"مجلس", "حفل", "احتفال", "تجمع", "مهرجان", "مراسم", "موكب", "مسير", "مسيره"})
_GATHERING_REACH: Final = 3
"""Tokens between people who have come together and what they remember."""
_ENDS: Final = frozenset({".", "؛"})
_STRIKES: Final = ("noun.attack", "noun.explosion", "verb.attack", "verb.hit", "verb.explode", "weapon")
_CHARGE_REACH: Final = 3
"""Tokens between a charge or a case and the deed."""
_LONG: Final = frozenset({"عام", "سنه", "شهر"})
_PASSED: Final = frozenset({"مر", "مرت", "مضي", "مضت", "يمر", "تمر", "يمضي", "تمضي", "مرور", "بمرور"})
"""Before how long ago something was (مر عام على المجزرة)."""
_NARRATING: Final = 6
"""Tokens between a film or a book and its verb of telling."""


def accuses(charge: Entry) -> bool:
    """Whether a word of a charge may say who accuses, with others behind it (متهمة الشرطة بقتلهم)."""
    return charge.lemma == _ACCUSED and "al" not in charge.clitics


def at_site(words: Sequence[Word], tokens: Sequence[Token], i: int) -> bool:
    """Whether something happened at the court named at `i` (خارج المحكمة, قتل ثلاثة أمام المحكمة), and no trial."""
    before = tokens[i - 1].text if i else ""
    if before != _FRONT:
        return before in _SITES
    return any(words[j].any(_DEEDS) for j in range(max(0, i - _SITE_REACH), i - 1))


def accused(words: Sequence[Word], texts: Sequence[str], charge: int, people: int) -> bool:
    """مقتل ثلاثة مسلحين مشتبه بضلوعهم في …: whether the charge is of the people who end before the token `people`."""
    entry = words[charge].get("mark.charge")
    near = entry is not None and charge - people <= _CHARGE_REACH and "al" not in entry.clitics
    return near and COMMAS.isdisjoint(texts[people:charge])


def on_its_day(texts: Sequence[str], memory: int, first: int, last: int) -> bool:
    """في ذكرى المجزرة، قتل اليوم أربعة: behind a comma, what happened to people `first`…`last` on the day itself."""
    pause = next((i for i in range(memory, first) if texts[i] in COMMAS), None)
    return pause is not None and "اليوم" in texts[pause : last + 1]


def gathered(words: Sequence[Word], tokens: Sequence[Token], i: int) -> bool:
    """هجوم على مجلس لإحياء ذكرى …: whether who came together to remember, at the word `i`, were struck."""
    for j in range(max(0, i - _GATHERING_REACH), i):
        if tokens[j].text.removeprefix("ال").rstrip("ا") in _GATHERINGS:
            near = range(max(0, j - _SITE_REACH), j)
            begin = next((k + 1 for k in reversed(near) if tokens[k].text in _ENDS), near.start)
            return any(word.any(_STRIKES) for word in words[begin:j])
    return False


def looks_back(words: Sequence[Word], tokens: Sequence[Token], i: int, first: int, last: int) -> bool:
    """المتهم بتفجير; الكتاب يروي; أعاد إلى الأذهان: the word at `i` of the sentence `first`…`last` says so."""
    charge = words[i].get("mark.charge")
    if charge is not None and not (i > first and (words[i - 1].any(_FELL) or tokens[i - 1].text in _RELATED)):
        how = tokens[i + 1].text.startswith("ب") if i + 1 < last else False  # متهمة بالضلوع في تفجير
        reach = 1 if accuses(charge) and not how else _CHARGE_REACH
        return any(words[j].any(_CHARGED) for j in range(i + 1, min(i + 1 + reach, last)))
    recall = words[i].get("mark.recall")
    if recall is not None and recall.tag("alone"):
        return i + 1 < last and words[i + 1].any(_CHARGED)
    if recall is not None:
        return i - first < _RECALL_REACH and any(tokens[j].text.lstrip("و") in _RECALLS for j in range(first, i))
    if _years_ago(words, tokens, i, first, last):
        return True
    if "mark.fiction" in words[i] and not (i > first and tokens[i - 1].text == "في"):
        return any("mark.narrate" in words[j] for j in range(max(first, i - _NARRATING), min(i + 1 + _NARRATING, last)))
    return False


def _years_ago(words: Sequence[Word], tokens: Sequence[Token], i: int, first: int, last: int) -> bool:
    """مر عام على مجزرة س, مضت ثلاث سنوات على: how long ago it was that the sentence looks back to."""
    unit = words[i].get("time.unit")
    if unit is None or unit.lemma not in _LONG or i + 1 >= last or tokens[i + 1].text != "علي":
        return False
    return any(tokens[j].text.removeprefix("و") in _PASSED for j in range(max(first, i - 2), i))
