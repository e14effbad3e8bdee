"""Places of those who are told of beside others: some of them, hurt in the same act, or the whole told on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from detectors.reading.another import HIT
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.ownplaces import PAUSES, THAT
from detectors.reading.people import FATES
from detectors.reading.placed import Group
from detectors.reading.settings import WHERE

_SAME: Final = frozenset({"نفسه", "نفسها", "ذاته", "ذاتها", "عينه", "عينها"})
_AHEAD: Final = frozenset({"غداه", "بعد", "بعيد", "عقب", "اثر", "قبل", "قبيل", "وبعد", "وبعيد"})
_DEEDS: Final = ("verb.attack", "verb.hit", "verb.explode", "verb.launch", "verb.kill", "verb.shoot", "verb.injure")
_KNOWN: Final = ("ال", "بال")
_OF_THEM: Final = frozenset({"من", "بين", "وبين"})


def of_whole(matches: Matches, c: Candidate, behind: Group | None, members: Sequence[Candidate]) -> bool:
    """4 مدنيين (أب وأم وطفلان)، و… في بلدة أخرى; 20 قتيلا، 14 في س و6 في ص، وبين القتلى طفلان: where the whole is."""
    if behind is not None:
        between = matches.document.texts[c.last : behind.first]
        return ")" in between or "وان" in between  # منهم 31 طفلا، وأن س وص في الصدارة
    whole = next((o for o in members if o.id == c.part_of), None)
    listed = [o for o in members if whole and whole.id < o.id < c.id and o.kind == c.kind and o.part_of is None]
    return len(listed) > 1 and whole is not None and whole.low == sum(o.low or 0 for o in listed)


def resumed(matches: Matches, c: Candidate, members: Sequence[Candidate], before: Group) -> int | None:
    """مقتل 78 في الغوطة، منهم 31 في دوما، وإصابة 200: behind the share of one place the sentence is at the whole's.

    The whole, whose other fate is told on, without another act or حيث between.
    """
    part = next((p for p in reversed(members) if p.first < before.first), c)
    whole = next((o for o in members if o.id == part.part_of), None)
    start = min(c.first, c.trigger)
    if whole is None or c.part_of is not None or c.kind == whole.kind or part.last > before.first:
        return None
    told = any(part.first < o.first < c.first for o in members) or whole.kind != part.kind
    if told or any(word.verb for word in matches.words[before.last : start]):
        return None
    between = matches.document.texts[before.last : start]
    return None if PAUSES.isdisjoint(between) or not WHERE.isdisjoint(between) else whole.id


def of_known(matches: Matches, c: Candidate) -> bool:
    """سبعة من المصابين أطفال, بين القتلى طفلان: some of all whom the text told of, wherever it has gone on to."""
    for i in range(max(1, c.first - 1), c.last):
        fates = (matches.words[i][f] for f, kind in FATES.items() if kind == c.kind and f in matches.words[i])
        if matches.document.texts[i - 1] in _OF_THEM and any("al" in fate.clitics for fate in fates):
            return True
    return False


def along(c: Candidate, parts: Sequence[Candidate], members: Sequence[Candidate]) -> list[Candidate]:
    """19 قتيلا و52 جريحا، 12 من القتلى في س والسبعة الباقون في ص: the wounded beside the dead who are told apart."""
    first = min(p.first for p in parts)
    return [o for o in members if c.last <= o.first < first and o.part_of is None and o.rule.startswith("joined")]


def of_same_act(
    matches: Matches,
    c: Candidate,
    candidates: Sequence[Candidate],
    found: Mapping[int, tuple[PlaceMention | None, str]],
) -> PlaceMention | None:
    """وأصيب في القصف نفسه 11: where those fell whom the text told of last, whatever it named since."""
    texts, sentence = matches.document.texts, matches.document.sentences[c.sentence]
    acts = matches.standing.of_any(HIT, sentence.first, sentence.last - 1)
    if not any(texts[i].startswith(_KNOWN) and texts[i + 1] in _SAME for i in acts):
        return None
    told = (found[o.id][0] for o in reversed(candidates) if o.sentence < c.sentence and o.id in found)
    return next(told, None)


def outnumbers(candidates: Sequence[Candidate], sentence: int) -> bool:
    """Whether a sentence tells of more than each of several told before it."""
    for c in (c for c in candidates if c.sentence == sentence and c.low is not None):
        told = [o.low or 0 for o in candidates if o.kind == c.kind and o.sentence < sentence]
        if len(told) > 1 and (c.low or 0) > max(told):
            return True
    return False


def told_beside(matches: Matches, part: Candidate, following: Candidate) -> bool:
    """بين القتلى أربعة أطفال، وأن 20 قتلوا في …: what is said of some, and by itself of others."""
    between = matches.document.texts[part.last : following.first]
    return part.rule.startswith(("subset", "among")) and not THAT.isdisjoint(between)


def of_fronted(matches: Matches, c: Candidate, behind: Group) -> bool:
    """غداة مجزرة في س ذهب ضحيتها تسعة، قصفت الطائرات ص: told of what came before, ahead of what the sentence tells."""
    texts, words = matches.document.texts, matches.words
    if texts[matches.document.sentences[c.sentence].first].removeprefix("و") not in _AHEAD:
        return False
    told = (words[i].get(deed) for i in range(c.last, behind.first) if texts[i - 1] in PAUSES for deed in _DEEDS)
    return any(verb is not None and verb.aspect == "pv" and not verb.clitics for verb in told)


def headed_behind(c: Candidate, members: Sequence[Candidate]) -> Candidate | None:
    """ليرتفع إلى 20 بينهم خمسة أطفال عدد الشهداء: the count among which `c` stands, whose head follows it."""
    whole = c if c.part_of is None else next((m for m in members if m.id == c.part_of), None)
    return whole if whole is not None and whole.rule == "toll:count" and whole.trigger >= c.last else None
