"""What vouches for a name: a list under one parent or with numbers that it stands in, an attack whose object it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from detectors.gazetteer import Gazetteer
from detectors.gazetteer.spelling import plain
from detectors.lexicon.entry import Entry
from detectors.numbers.vocabulary import Vocabulary
from detectors.reading.people import FATES, PERSONS
from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words
from detectors.text import Token

_CLOSES: Final = frozenset({"،", ",", ".", "؛", "ثم", "فيما", "بينما"})
"""Behind a number that counts what was counted before it."""
_VOUCHING: Final = 3
"""Names of one list under one parent that prove each other to be places."""
_HAD: Final = frozenset({"سجل", "سجلت", "شهد", "شهدت"})
"""Between a place and the number of those who fell there."""
_THAT: Final = frozenset({"ان", "بان", "وان", "وبان", "لكن", "ولكن", ".", ":"})
"""Before the name that a statement opens with."""
_WAS: Final = frozenset({"كانت", "قد", "المجاوره", "القريبه", "ايضا", "بدورها", "وحدها", "وحده"})
"""Between the name and what befell it."""
_LOST: Final = frozenset({"فقد", "فقدت", "خسر", "خسرت"})
"""Before a number: what the place's attackers took from it (إن س وحدها فقدت سبعة, فقدت س سبعة)."""
_LAID: Final = frozenset({"ودعت", "شيعت", "دفنت", "نعت", "حصه", "نصيب"})
"""Before the place and the number of its dead (شيعت س سبعة شهداء, كانت حصة س سبعة)."""
_MORE: Final = frozenset({"مثلهم", "اخرون", "اخرين", "غيرهم"})
_TAGS: Final = frozenset("#-–—•*")
"""Before a name that heads a statement."""
_HEADS: Final = 2
"""Tags at the head of statements that vouch for each other."""
_SUBJECT: Final = 6
"""Tokens of an attack's subject, adjectives included, behind the verb."""
_WAGED: Final = 5
"""Words between who is named behind شنتها, or a blow, and what it was waged on."""
_FALLS: Final = ("verb.land", "verb.drop")
_LONG: Final = 4
"""Letters of a word of which the first may be a clitic."""
_BLAST: Final = 2
_BLASTS: Final = frozenset({"noun.attack", "noun.explosion", "verb.explode", "verb.fall"})
"""What is said to have been somewhere, right before في."""
_ATTACKERS: Final = ("weapon", "force", "person.combatant", "noun.attack")


def counted_lists(
    spots: Sequence[Spot], tokens: Sequence[Token], words: Words, readings: Sequence[Mapping[str, Entry]]
) -> list[list[Spot]]:
    """دوما (12)، حرستا (5)، دوما 12، …: names of one sentence, each with its number; tags that head statements."""
    found: dict[int, list[Spot]] = {}
    for spot in spots:
        bracketed = [t.text for t in tokens[spot.last : spot.last + 1]] == ["("]
        shared = _share(spot, tokens, readings) or _counted(spot, tokens, readings)
        if shared or (bracketed and _number(spot.last + 1, tokens, words)):
            found.setdefault(spot.sentence, []).append(spot)
    headed = [spot for spot in spots if _heads(spot, tokens)]
    lists = [counted for counted in found.values() if len(counted) >= _VOUCHING]
    return [*lists, headed] if len({spot.key for spot in headed}) >= _HEADS else lists


def told_of(spot: Spot, tokens: Sequence[Token], words: Words, readings: Sequence[Mapping[str, Entry]]) -> bool:
    """قصفت الطائرات س, وأن س شهدت مجزرة: the name of what an attack hit, or of what a statement opens with."""
    led = spot.begin > 0 and tokens[spot.begin - 1].text.removeprefix("و") in _LOST | _LAID
    lost = led and _numeral(spot.last, tokens)
    return lost or _is_object(spot.begin, tokens, readings) or _bears(spot, tokens, words)


def _bears(spot: Spot, tokens: Sequence[Token], words: Words) -> bool:
    """إن س شهدت, أن س كانت قد تعرضت: what befell it is said of it; of a woman too (إن مريم تعرضت)."""
    opens = not spot.begin or tokens[spot.begin - 1].text in _THAT
    if not opens or spot.key in words["given"]:
        return False
    at = spot.last
    while at < len(tokens) and tokens[at].text in _WAS:
        at += 1
    if at >= len(tokens) or tokens[at].text in words["witness"]:
        return at < len(tokens)
    return tokens[at].text in _LOST and _numeral(at + 1, tokens)


def _numeral(i: int, tokens: Sequence[Token]) -> bool:
    """A number begins there."""
    return i < len(tokens) and (tokens[i].text.isdigit() or bool(Vocabulary.load().begins[tokens[i].text]))


def _is_object(begin: int, tokens: Sequence[Token], readings: Sequence[Mapping[str, Entry]]) -> bool:
    """قصفت الطائرات الحربية س، طالت الغارات س: what follows an attack's verb and its subject is what it hit."""
    subject = False
    for i in range(begin - 1, max(-1, begin - 2 - _SUBJECT), -1):
        read = readings[i]
        if subject and ("verb.attack" in read or "verb.hit" in read):
            return True
        if any(category in read for category in _ATTACKERS):
            subject = True
        elif not tokens[i].text.startswith("ال"):
            return False
    return False


def is_aim(
    spot: Spot, stem: str, tokens: Sequence[Token], words: Words, readings: Sequence[Mapping[str, Entry]]
) -> bool:
    """قصف على س, غارات جوية مماثلة على س, الغارات التي تشنها الطائرات على س: a blow leads to it.

    `stem`: the preposition before it. Behind others than على the blow stands right before them.
    """
    last = spot.begin - 1
    before = [token.text for token in tokens[max(0, last - _WAGED) : last]]
    if stem == "علي" and (not words["waged"].isdisjoint(before) or _came_down(last, readings)):
        return True
    reach = 2 if len(before) > 1 and all(word.startswith("ال") for word in before[-2:]) else 1
    while stem == "علي" and reach < len(before) and _describes(last - reach, tokens, words, readings):
        reach += 1
    shorn = [w.lstrip("وبل").removeprefix("ال") if len(w) >= _LONG else w for w in before[-reach:]]
    return any(bare in words["fired"] or bare in words["strike"] for bare in (*shorn, *before[-reach:]))


def _came_down(last: int, readings: Sequence[Mapping[str, Entry]]) -> bool:
    """قذائف سقطت على س, برميل ألقي على س: a verb of falling right before على, and a weapon shortly before that."""
    if not readings or not any(c in readings[last - 1] for c in _FALLS):
        return False
    return any("weapon" in readings[i] for i in range(max(0, last - _WAGED), last - 1))


def _describes(i: int, tokens: Sequence[Token], words: Words, readings: Sequence[Mapping[str, Entry]]) -> bool:
    """A word between a blow and على that may say whose or of what sort it was: no verb, pause or preposition."""
    verb = bool(readings) and any(entry.pos == "verb" for entry in readings[i].values())
    return tokens[i].text.isalpha() and not verb and tokens[i].text not in words["locative"]


def _heads(spot: Spot, tokens: Sequence[Token]) -> bool:
    """#الميسر: برميلان, - بسيدا: غارة مزدوجة: a tag or an item of a list that heads what is told of it."""
    tagged = spot.begin > 0 and tokens[spot.begin - 1].text in _TAGS
    return tagged and spot.last < len(tokens) and tokens[spot.last].text == ":"


def _share(spot: Spot, tokens: Sequence[Token], readings: Sequence[Mapping[str, Entry]]) -> bool:
    """12 في الصاخور، و9 شهداء في طريق الباب، وسبعة في الشعار: right behind a number, or its people, and في."""
    at = spot.begin - 2
    if at < 0 or tokens[at + 1].text != "في" or spot.clitics:
        return False
    at -= at > 0 and tokens[at].text in _MORE  # وستة مثلهم في الدرج
    at -= at > 0 and bool(readings) and any(c in readings[at] for c in (*FATES, *PERSONS))
    rank = tokens[at].text.removeprefix("و").removeprefix("ب")  # ثم الثالثة في الزيتون
    return _numeral(at, tokens) or any(atom.kind == "ordinal" for atom in Vocabulary.load().atoms.get(rank, ()))


def _counted(spot: Spot, tokens: Sequence[Token], readings: Sequence[Mapping[str, Entry]]) -> bool:
    """حلب 12، إدلب 9، تلتها درعا بـ 4: right before a number that counts nothing else; سقبا 19 شهيدا، جسرين شهيدان."""
    at = spot.last
    at += at < len(tokens) and tokens[at].text in _HAD
    if _people(at, tokens, readings):
        return True
    at += at < len(tokens) and tokens[at].text == "ب"
    if at + 1 >= len(tokens):
        return False
    text, after = tokens[at].text, tokens[at + 1].text
    number = text.isdigit() or (not text.startswith("و") and bool(Vocabulary.load().begins[text.removeprefix("ب")]))
    return number and (after in _CLOSES or after.startswith("و"))


def _people(at: int, tokens: Sequence[Token], readings: Sequence[Mapping[str, Entry]]) -> bool:
    """A number with the people that it counts, or two of them (شهيدان)."""
    if not readings or at + 1 >= len(tokens):
        return False
    number = tokens[at].text.isdigit() or bool(Vocabulary.load().begins[tokens[at].text])
    read = readings[at + number]
    if FATES.keys().isdisjoint(read):
        return False
    return number or any(read[fate].number == "d" for fate in FATES if fate in read)


def _number(at: int, tokens: Sequence[Token], words: Words) -> bool:
    """A number that counts people: no age."""
    digits, after = [t.text for t in tokens[at : at + 2]] if at + 1 < len(tokens) else ["", ""]
    return digits.isdigit() and after not in words["age"]


def akin(spots: Sequence[Spot], gazetteer: Gazetteer) -> list[int]:
    """Lists of three names or more that one city or district has: they vouch for each other."""
    members: dict[int, list[set[str]]] = {}
    for spot in spots:
        if spot.chain is not None and spot.codes:
            parents = {gazetteer.entry(code).parent for code in spot.codes}
            members.setdefault(spot.chain, []).append(parents)
    return [
        chain
        for chain, parents in members.items()
        if any(sum(parent in other for other in parents) >= _VOUCHING for parent in parents[0] | parents[-1])
    ]


def beside_parents(spots: Sequence[Spot], gazetteer: Gazetteer) -> None:
    """والي شمال كردفان … بالأبيض: behind a preposition, in one sentence with the province abroad that it is of."""
    keys: dict[int, set[str]] = {}
    for spot in spots:
        keys.setdefault(spot.sentence, set()).add(spot.key)
    above = gazetteer.index.above
    for spot in spots:
        town = spot.region is not None and not spot.codes and spot.evidence == 1 and not spot.clitics.startswith("و")
        if (
            town
            and spot.region is not None
            and plain(spot.region.parent) in keys[spot.sentence] & above.get(spot.key, set())
        ):
            spot.evidence = 2


def siblings(spots: Sequence[Spot]) -> set[int]:
    """Lists in which two names abroad have one parent: دير البلح ورفح."""
    abroad = [(spot.chain, spot.region.parent) for spot in spots if spot.chain is not None and spot.region is not None]
    return {chain for (chain, _), names in Counter(abroad).items() if chain is not None and names > 1}


def quarters_of(spots: Sequence[Spot], named: frozenset[str]) -> set[int]:
    """Lists, behind a preposition, of quarters of one city abroad that the text names: ارتقى في الصبرة والدرج بغزة."""
    lists: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.chain is not None:
            lists.setdefault(spot.chain, []).append(spot)
    found: set[int] = set()
    for chain, members in lists.items():
        cities = {m.region.parent if m.region is not None and m.region.kind == "quarter" else "" for m in members}
        city = next(iter(cities)) if len(cities) == 1 and len(members) > 1 else ""
        if city and plain(city) in named and any(m.evidence for m in members):
            found.add(chain)
    return found


def blast_in(spot: Spot, tokens: Sequence[Token], readings: Sequence[Mapping[str, Entry]]) -> bool:
    """سيارة انفجرت في أبو سليم, تفجير في أبو غريب: no man is called so behind such a word and في."""
    if spot.region is None or spot.clitics or spot.begin < _BLAST or not readings:
        return False
    return tokens[spot.begin - 1].text == "في" and not _BLASTS.isdisjoint(readings[spot.begin - _BLAST])
