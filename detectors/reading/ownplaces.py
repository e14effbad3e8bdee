"""Whether the place behind a figure and its parts is the part's own, and none of the whole's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detectors.gazetteer.entry import DEPTH
from detectors.reading.another import HIT
from detectors.reading.coordination import CIRCUMSTANCES
from detectors.reading.extent import depth, inside
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.people import FATES
from detectors.reading.placed import TOWNS, Group
from detectors.reading.places.words import SETTLEMENTS, load
from detectors.reading.roles import FATE_VERBS
from detectors.reading.settings import Settings

_NOT_OF_ALL: Final = frozenset(
    {"سيما", "خصوصا", "وخصوصا", "خاصه", "وخاصه", "بخاصه", "وبخاصه", "وقت", "الوقت", "حين"}
    | {"تشمل", "يشمل", "باستثناء", "عدا", "استثناء", "احتساب"}
)
"""Before the places of most of those counted, of what happened meanwhile, and of those left out."""
_ONCE: Final = frozenset({"بعد", "عقب"})
_TAKEN: Final = frozenset(
    {"سيطره", "السيطره", "سيطرتها", "سيطرته", "سيطرتهم", "استعاده", "استعادتها", "استيلاء", "الاستيلاء", "انسحاب",
     "انسحابها", "انسحابه", "تحرير"}
)  # fmt: skip
"""What had changed hands before."""
_MOST: Final = frozenset({"معظمهم", "اغلبهم", "غالبيتهم", "جلهم", "اكثرهم"})
THAT: Final = frozenset({"وان", "وانه", "وانها"})
_QUARTERS: Final = frozenset({"حي", "ضاحيه", "مخيم"})
_LIVED_IN: Final = SETTLEMENTS | _QUARTERS | {"منطقه"}
_OPENERS: Final = frozenset({"وفي", "ففي", "في", "وفى"})
_LOCAL: Final = frozenset({"محلي", "محليه", "محليون", "محليين", "قبلي", "قبليه", "قبليون"})
_FRONT: Final = 4
"""Tokens between a place that opens a sentence and what it tells of it."""
_ASIDE: Final = 8
"""Tokens between a place and what it is said to lie by."""
_SEVERAL: Final = 2
_EVENT: Final = (*HIT, "weapon")
_RETOLD: Final = 3
"""Sentences behind one that tells an event's place in which it is told roughly."""
_HOMES: Final = frozenset(
    {"منزل", "منازل", "بيت", "بيوت", "دار", "شقت", "خيمت", "خيام", "سيارت", "مركبت", "متجر", "محل", "مزرعت", "ارض"}
)
_WHOSE: Final = ("هما", "هم", "هن", "ها", "ه")
"""Behind such a word, whose it is: of those told of."""
_OWN_VERB: Final = 4
"""Tokens between some of those counted and the verb that says what befell these."""
_FELL: Final = (*FATE_VERBS, "verb.fall")
_RECEIVED: Final = ("تسلم", "استلم", "استقبل", "يستقبل", "تستقبل")
_NUMBERS: Final = {1: "s", 2: "d"}
_LED: Final = 4
"""Tokens from where a clause begins that says what an attack led to, to the word of that."""
_RESULTS: Final = ("verb.result", "verb.take_life")
_ALSO: Final = frozenset({"كما", "كذلك", "وكذلك", "ايضا"})
_WHILE: Final = frozenset({"بينما", "فيما", "حين"})
"""قتل ثلاثة، بينما أصيب خمسة، في …"""
PAUSES: Final = frozenset({"،", ",", ":", "؛"})


def of_its_own(matches: Matches, c: Candidate, part: Candidate, groups: Sequence[Group]) -> bool:
    """بينهم 10 في قصف منزل في …, اثنان منهم في س, : 12 في …: of a bare number; بينهم 3 أطفال في … is of all.

    Behind a colon it is of a part with its noun as well (على النحو التالي: 17 شهيدا في حي …). Behind some of others
    that a place was told of, the next number goes on with those (6 في س بينهم طفلان، و3 في ص).
    """
    texts, before, at = matches.document.texts, part.first - 1, part.last + 1
    if _by_whom(texts, c) and _by_whom(texts, part):
        return True
    if part.noun is not None and _beside_care(matches, c, part, groups):
        return True
    if texts[part.last : at] != ["في"]:
        return part.noun is None and part.part_of == c.id and not CIRCUMSTANCES.isdisjoint(texts[part.last : at])
    if part.noun is not None:
        return texts[before] == ":" and any(g.first == at for g in groups)
    opened = texts[before] == ":" or any("mark.subset" in matches.words[i] for i in range(before, part.last))
    paused = texts[before - (texts[before] == "و")] in PAUSES
    opened = opened or (c.kind == part.kind and paused and any(g.last <= c.first for g in groups))
    return opened and (matches.standing.any(_EVENT, at, at + 1) or any(g.first == at for g in groups))


def _beside_care(matches: Matches, c: Candidate, part: Candidate, groups: Sequence[Group]) -> bool:
    """استقبل مشفى س خمسة قتلى، وقضى ثلاثة أشخاص وجرح غيرهم في ص: others than those told of by whom they came to."""
    texts, sentence = matches.document.texts, matches.document.sentences[c.sentence]
    own = part.kind == c.kind and texts[min(part.first, part.trigger) - 1] in PAUSES
    if not own or not part.rule.startswith(("verb.", "noun.death")):
        return False
    place = next((g.first for g in groups if g.first >= part.last), sentence.last)
    if texts[place - 1] != "في" or not PAUSES.isdisjoint(texts[part.last : place]):
        return False
    roles = {m.role for m in matches.places if m.sentence == c.sentence and m.last <= c.first}
    received = any(text.lstrip("وف").startswith(_RECEIVED) for text in texts[sentence.first : c.first])
    return received or not roles.isdisjoint({"named", "treated", "brought"})


def _by_whom(texts: Sequence[str], c: Candidate) -> bool:
    """431 إلى القوات، و74 إلى الفصائل، وسبعة إلى التنظيم في منطقة س; 12 على يد: parts told by who did it."""
    return c.part_of is not None and " ".join(texts[c.last : c.last + 2]).startswith(("الي ", "علي يد"))


def continued(matches: Matches, c: Candidate, following: Sequence[Candidate], groups: Sequence[Group]) -> Group | None:
    """The first place of the sentence, behind what it says of others (قتل ثلاثة، كما أصيب خمسة في …)."""
    others = [o for o in following if not o.shares]
    if not others:
        return None
    other = others[0].kind != c.kind
    between = matches.document.texts[c.last : others[0].first]
    joined = any(text in _ALSO or (other and text in _WHILE) for text in between)
    return next((g for g in groups if g.first >= c.last and g.role == ""), None) if joined else None


def share(matches: Matches, c: Candidate) -> PlaceMention | None:
    """The nth place of the list that the number is distributed over."""
    if c.shares is None or c.share is None:
        return None
    first, last = c.shares
    listed = [p for p in matches.places if first <= p.first < last and not p.context_only]
    return listed[c.share] if c.share < len(listed) else None


def its_dead(matches: Matches, c: Candidate) -> bool:
    """إن عدد قتلى س 12، وإن جرحاه نحو 40، مطالبا … في ص: those of the place or the blow told before."""
    words = matches.words[c.noun] if c.noun is not None else {}
    return any(category in FATES and entry.pronoun for category, entry in words.items())


def most_of(matches: Matches, first: int, last: int) -> bool:
    """101 شهيد، سقط معظمهم في أحياء …: the place of most; معظمهم مدنيون، في … is of all."""
    texts = matches.document.texts
    return any(texts[i] in _MOST and texts[i + 1] == "في" for i in range(first, last - 1))


def of_others(matches: Matches, first: int, last: int) -> bool:
    """في حمص، ولا سيما في حي س; باستثناء …; بعد السيطرة على …: the place behind is not where all of them fell."""
    texts = matches.document.texts
    before = any(texts[i] in _ONCE and texts[i + 1] in _TAKEN for i in range(first, last - 1))
    return before or not _NOT_OF_ALL.isdisjoint(texts[first:last])


def struck_in(matches: Matches, wide: Group, fine: Group) -> bool:
    """في ريف س إثر غارة على قرية ص: the village or quarter that was hit, whatever the tables know of it."""
    head = fine.head
    if head.kind not in _LIVED_IN or depth(head) <= depth(wide.head) or len(fine.members) > 1:
        return False
    town = wide.head.kind in SETTLEMENTS or depth(wide.head) > DEPTH["governorate"]
    if town and (head.place.code is not None or head.kind not in _QUARTERS):
        return False
    since = "من" in matches.document.texts[wide.last : fine.first]  # بعد يوم من هجوم على …
    return not since and matches.standing.any(_EVENT, max(wide.last, fine.first - _FRONT), fine.first)


def land_of_most(matches: Matches, first: int, group: Group) -> PlaceMention | None:
    """76 شخصا، معظمهم في حمص وريف دمشق: all of them fell in the land of which these are provinces."""
    listed = [m for m in group.members if m.chain is not None and m.chain == group.head.chain]
    provinces = {m.place.path[-2:] for m in listed if m.place.code is not None}
    if len(provinces) < _SEVERAL or not most_of(matches, first, group.first):
        return None
    return over(matches, group) or matches.state_of(group.head)


def told_apart(matches: Matches, c: Candidate, part: Candidate, group: Group, following: Candidate | None) -> bool:
    """قتل 11، ستة منهم بقذيفة على حي س، وخمسة …: the place is of those six, as others are told apart behind it.

    Likewise where a count began (قتل 90 ألفا منذ سقوط أول قتيل في …), and the place that heads the next (، وس 90).
    """
    between = matches.document.texts[part.last : group.first]
    vague = part.part_of is not None and part is not c and part.low is None
    if vague and not between and not matches.document.texts[group.first].startswith("ب"):
        return True  # 87 شهيدا، بينهم ضحايا س وص
    if "اول" in between and matches.standing.any(("mark.since",), part.last, group.first):
        return True
    if following is not None and group.last == min(following.first, following.trigger):
        verb = matches.words[group.last].verb and not matches.document.texts[group.last].startswith("و")
        if between[-1:] == ["،"] or (verb and between[-2:] == ["،", "في"]):
            return True  # …، في حي س استشهد طفلان
    if part.part_of == c.id and _fell_apart(matches, c, part, group):
        return True
    numbered = part.part_of == c.id and part.noun is None and (part.low or 0) > 1 and part.rule.startswith("subset")
    others = following is not None and following.part_of == c.id
    return numbered and (others or headed(matches, c, group)) and not paused(matches, part.last, group)


def _fell_apart(matches: Matches, c: Candidate, part: Candidate, group: Group) -> bool:
    """مقتل 11، خمسة منهم من الحرس قضوا في كمين في س: a verb of their own, where the whole has one before."""
    named = any(m.last <= group.first and m.role == "" and not m.context_only for m in matches.places)
    if c.trigger > part.first or not named:
        return False  # 11 شخصا بينهم طفلان قتلوا في س: all of them
    for i in range(part.last, min(part.last + _OWN_VERB, group.first)):
        own = ((c, e) for c, e in matches.words[i].items() if not e.clitics and not e.pronoun)  # وكانت إصابته
        verbs = [e for c, e in own if c in _FELL and e.aspect == "pv"]
        if verbs or matches.document.texts[i] in PAUSES:
            return any(e.number == _NUMBERS.get(part.low or 0, "p") for e in verbs)
    return False


def fronted(matches: Matches, group: Group, start: int) -> bool:
    """وفي درعا 11، وشهدت حماة استشهاد 21: a place with which the statement that begins at `start` opens."""
    texts, before = matches.document.texts, group.first - 1
    before -= before > 0 and texts[before] == "محافظه"  # وفي محافظة ريف دمشق
    first = before == matches.document.sentences[group.head.sentence].first
    opens = before >= 0 and (texts[before] == "وفي" or "verb.witness" in matches.words[before])
    opens = opens or (first and texts[before] in _OPENERS)
    return opens and PAUSES.isdisjoint(texts[group.last : start]) and start - group.last <= _FRONT


def headed(matches: Matches, c: Candidate, group: Group) -> bool:
    """حلب: 12 مدنيا …: the line of `c` opens with what contains the group."""
    start, texts = matches.document.sentences[c.sentence].first, matches.document.texts
    wide = next((m for m in matches.places if m.first == start and not m.context_only), None)
    return wide is not None and texts[wide.last : wide.last + 1] == [":"] and inside(group.head, wide)


def paused(matches: Matches, i: int, group: Group) -> bool:
    """A comma stands between the token and a place behind it."""
    return any(text in PAUSES for text in matches.document.texts[i : group.first])


def without_most(matches: Matches, groups: Sequence[Group]) -> list[Group]:
    """في أنحاء سوريا، معظمهم في دمشق، فيما قالت اللجان إن: the place of most is not where the others count."""
    found = [g for g in groups if not most_of(matches, max(0, g.first - 2), g.first)]
    return found or list(groups)


def quarter_of(fine: Group, wide: Group) -> bool:
    """حي س في مدينة ص, of which no table has the quarter."""
    return fine.head.kind in _QUARTERS and wide.head.kind == "مدينه"


def by_town(matches: Matches, place: Group, town: Group) -> bool:
    """الغوطة الشرقية، المعقل الأخير للمعارضة قرب دمشق، حيث …: what a place just named is said to lie by."""
    between = matches.document.texts[place.last : town.first]
    aside = town.head.kind == "قرب" and between[:1] == ["،"] and len(between) <= _ASIDE
    sided = between[-2:-1] == ["،"] and between[-1] in load().sides  # معبر س المؤدي إلى ص، جنوبي مدينة ع
    aside = aside or (sided and len(between) <= _ASIDE and town.head.kind in SETTLEMENTS)
    return aside and not any(word.verb for word in matches.words[place.last : town.first])


def opened_elsewhere(matches: Matches, start: int, before: Group, behind: Group) -> bool:
    """وفي تعز، قتل شخصان في تظاهرة تضامنا مع المعتصمين في صنعاء: where the sentence opens, if apart."""
    first = matches.document.sentences[before.head.sentence].first
    if before.first - first > 1 or matches.document.texts[first] not in _OPENERS or start - before.last > _FRONT:
        return False
    if behind.head.kind is not None or depth(behind.head) > depth(before.head):
        return False
    known = all(g.head.place.code or g.head.abroad for g in (before, behind))
    return known and not inside(behind.head, before.head) and not inside(before.head, behind.head)


def several(matches: Matches, group: Group) -> bool:
    """وفي ريف دمشق سقط 17 جراء قصف طال مدن س وص وع: several towns, and the dead are of all of them."""
    chain, number = group.head.chain, group.head.sentence
    return sum(m.chain == chain and m.sentence == number for m in matches.places) > 1


def local(matches: Matches, source: Group) -> bool:
    """قال مصدر محلي في الضالع إن جنديا قتل: who speaks of what happened where he is."""
    texts = matches.document.texts
    return source.first > 1 and texts[source.first - 1] == "في" and texts[source.first - 2] in _LOCAL


def over(matches: Matches, group: Group) -> PlaceMention | None:
    """غارات طالت بلدات في الجنوب والبقاع وجبل لبنان: what contains all provinces of a list, where the text names it."""
    listed = [m for m in group.members if m.chain is not None and m.chain == group.head.chain]
    opened = any(text in TOWNS for text in matches.document.texts[max(0, group.first - _FRONT) : group.first])
    if len(listed) < _SEVERAL + (not opened) or any(depth(m) > DEPTH["governorate"] for m in listed):
        return None
    around = (m for m in matches.places if not m.context_only and all(inside(one, m) for one in listed))
    return max(around, key=depth, default=None)


def head(matches: Matches, settings: Settings, group: Group) -> PlaceMention:
    """The place that a group stands for: what contains its list, where the event was told of, its finest."""
    return over(matches, group) or _told_before(matches, settings, group) or group.head


def _told_before(matches: Matches, settings: Settings, group: Group) -> PlaceMention | None:
    """انفجار في س شمالي بغداد … إن الانفجار شمالي بغداد أدى إلى: the same event, told by the side of the city alone."""
    side, texts, words = group.head, matches.document.texts, matches.words
    if side.kind != "جهه" or len(group.members) > 1:
        return None
    told = range(matches.document.sentences[side.sentence].first, group.first)
    if not any(words[i].any(_EVENT) and "ال" in (texts[i][:2], texts[i + 1][:2]) for i in told):
        return None
    for number in range(side.sentence - 1, max(-1, side.sentence - 1 - _RETOLD), -1):
        for other in settings.groups(number):
            alike = (m for m in other.members if m is not other.head and (m.kind, m.key) == (side.kind, side.key))
            if any(texts[m.first] == texts[side.first] for m in alike):
                return other.head
    return None


def at_theirs(matches: Matches, group: Group) -> bool:
    """لقي ثلاثة حتفهم حين اخترقت رصاصات جدار منزلهم في س: where they lived, however far behind it is told."""
    thing = matches.document.texts[group.first - 2] if group.first > 1 else ""
    return any(thing.endswith(whose) and thing[: -len(whose)] in _HOMES for whose in _WHOSE)


def resulting(matches: Matches, c: Candidate) -> bool:
    """ما أدى إلى مقتل عشرة وإصابة 20: the clause, or the one that it goes on from, says what the attack led to."""
    number, texts = c.clause, matches.document.texts
    while number and matches.clauses[number].opener == "and" and texts[matches.clauses[number].first - 1] not in PAUSES:
        number -= 1
    return matches.standing.any(_RESULTS, matches.clauses[number].first, c.last)


def leaves(matches: Matches, c: Candidate, last: Candidate) -> bool:
    """…، وقضى خمسة في بلدة س: the run ends with others, set off, and the place is theirs."""
    first, own = matches.clauses[last.clause].first, matches.clauses[c.clause].first
    led = c.trigger - own <= _LED  # وقبلها بيوم قتل مدنيان: no object of what led to others
    return led and last.clause != c.clause and first > 0 and matches.document.texts[first - 1] in PAUSES


def ending(matches: Matches, settings: Settings, at: int) -> PlaceMention | None:
    """The place named right before a token, the village of which that only says where it lies (س غربي ص 12)."""
    named = next((p for p in matches.places if p.last == at and not p.context_only), None)
    group = next((g for g in settings.groups(named.sentence) if named in g.members), None) if named else None
    listed = group is None or any(m.chain is not None for m in group.members)
    return named if group is None or listed else group.head
