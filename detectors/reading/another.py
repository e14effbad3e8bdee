"""Another blow, told without its noun (ثم ثالثة في كرم الزيتون حصدت أرواح تسعة), or one of which alone a count is."""

from __future__ import annotations

from typing import Final

from detectors.lexicon.entry import Entry
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS
from detectors.reading.stretches import ordinals

_OTHERS: Final = frozenset({"اخر", "اخري", "ثان"})
_AT: Final = frozenset({"في", "علي", "قرب", "عند", "استهدف", "استهدفت"})
_COSTS: Final = ("verb.result", "verb.take_life")
HIT: Final = ("noun.attack", "verb.attack", "noun.explosion", "verb.explode")
_ARMS_FALL: Final = ("verb.fall", "verb.drop", "verb.shoot", "verb.hit")
_GOT: Final = frozenset({"نال", "نالت", "تنال", "ينال", "نالا", "نالتا"})
_GOT_REACH: Final = 4
"""Tokens between نال and من: what got at it."""
_STRUCK: Final = ("thing.building", "thing.area", "thing.vehicle")
_ONE_OF_THEM: Final = frozenset({
    "اخرها", "احدثها", "اولها", "اعنفها", "اكبرها", "اشدها", "اسواها", "ادماها", "اخطرها", "ابرزها", "اقواها",
})  # fmt: skip
_WAS: Final = frozenset({"كان", "كانت", "وكان", "وكانت", "،", ","})
_BLOWS: Final = ("noun.attack", "noun.explosion", "noun.massacre")
_THAT: Final = frozenset({"ذلك", "تلك", "هذا", "هذه"})
_IN: Final = frozenset({"في", "وفي", "جراء", "خلال", "ضحايا"})
_THAT_REACH: Final = 10  # tokens between a figure and the words for that attack
_BLOW_REACH: Final = 6  # tokens between a figure and the one attack that it is of
_ALIKE: Final = ("مشابه", "مماثل", "شبيه")
_REACH: Final = 8
"""Tokens between the word for another one and what it cost: where it was."""


def blow_that_cost(matches: Matches, i: int) -> bool:
    """Whether the word at `i` is another blow, by what it is said to have cost: no person, who costs nobody."""
    texts, words = matches.document.texts, matches.words
    if _AT.isdisjoint(texts[i + 1 : i + 2]):
        return False
    stem = texts[i] if texts[i] in _OTHERS else texts[i].lstrip("وف")
    if stem not in _OTHERS and stem not in ordinals():
        return False
    for j in range(i + 2, min(i + _REACH, len(texts) - 1)):
        if texts[j] in COMMAS or texts[j] in {".", "؛"}:
            return False
        if words[j].any(_COSTS):
            return not any("wa" in entry.clitics for entry in words[j].values())
        if "verb.kill" in words[j]:
            return j + 1 in matches.amount_at or any(c.startswith("person.") for c in words[j + 1])
    return False


def one_of_them(matches: Matches, i: int) -> bool:
    """هجمات قتلت 30، كان آخرها أمس حين …: one of the attacks, in which not all of these fell."""
    texts = matches.document.texts
    return texts[i].removeprefix("و") in _ONE_OF_THEM and i > 0 and texts[i - 1] in _WAS


def struck(matches: Matches, sentence: int) -> bool:
    """Whether the sentence speaks of an attack, or of a weapon and of nobody's death (اخترق الصاروخ شاحنتهم في …)."""
    span, some = matches.document.sentences[sentence][:2], matches.standing.any
    if some(HIT, *span) or _arms_hit(matches, *span):
        return True
    return some(("weapon",), *span) and not some(("verb.kill", "verb.die"), *span)  # وقضى منهم اثنان بقذيفة على …


def _arms_hit(matches: Matches, first: int, last: int) -> bool:
    """سقطت قذائف على, ألقت المروحيات براميلها, طالت الصواريخ بيوتا, نالت المدافع من بيوت: arms, and that they hit."""
    texts, words, standing = matches.document.texts, matches.words, matches.standing
    if not standing.any(("weapon",), first, last):
        return False
    if standing.any(_ARMS_FALL, first, last) or any(texts[i].lstrip("وف") in _GOT for i in range(first, last)):
        return True
    wounds = standing.of("verb.injure", first, last - 1)
    return any(words[i]["verb.injure"].voice != "passive" and words[i + 1].any(_STRUCK) for i in wounds)


def near(matches: Matches, i: int, harm: tuple[str, ...]) -> bool:
    """من مسافة قريبة, نقطة قريبة: near, and no قريبه but right behind a word of `harm`."""
    return matches.document.written(i).endswith("قريبة") and i > 0 and not matches.words[i - 1].any(harm)


def got_at(matches: Matches, first: int, last: int) -> int | None:
    """نال قصف الليلة من المركز, نالت القذائف منه: the verb before من at `last`, where fire is what got at something."""
    near = range(max(first, last - _GOT_REACH), last)
    at = next((i for i in near if matches.document.texts[i].lstrip("وف") in _GOT), None)
    fire = at is not None and matches.standing.any(("noun.attack", "weapon"), max(first, at - 2), last)
    return at if fire else None


def of_one_blow(matches: Matches, c: Candidate) -> bool:
    """ففي مطلع العام قتل 16 في تفجير مشابه, تفجير آخر أودى بعشرين: of one attack, and no count of that time."""
    sentence = matches.document.sentences[c.sentence]
    near = range(max(sentence.first, c.first - _BLOW_REACH), min(sentence.last, c.last + _BLOW_REACH))
    return any(
        "mark.other" in matches.words[i + 1] or matches.document.texts[i + 1].startswith(_ALIKE)
        for i in near
        if any(e.number == "s" and "al" not in e.clitics for e in _blows(matches, i)) and i + 1 < sentence.last
    )


def _blows(matches: Matches, i: int) -> list[Entry]:
    return [matches.words[i][c] for c in _BLOWS if c in matches.words[i]]


def in_that_blow(matches: Matches, c: Candidate) -> bool:
    """من قضوا في ذلك الهجوم، وعددهم خمسة آلاف: however many, of the one attack that was told of."""
    sentence, texts = matches.document.sentences[c.sentence], matches.document.texts
    near = range(max(sentence.first + 1, c.first - _THAT_REACH), min(sentence.last - 1, c.last + _THAT_REACH))
    that = (i for i in near if texts[i] in _THAT and texts[i - 1] in _IN)
    if matches.standing.any(("mark.since",), sentence.first, sentence.last):
        return False
    return any(entry.number == "s" and "al" in entry.clitics for i in that for entry in _blows(matches, i + 1))
