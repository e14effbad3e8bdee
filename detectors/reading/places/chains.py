"""Lists of places: أحياء س وص وع, بلدتي س وص, س، ص."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from detectors.lexicon.entry import Entry
from detectors.numbers.vocabulary import Vocabulary
from detectors.reading.places.given_away import LEADS
from detectors.reading.places.spot import Spot
from detectors.reading.places.spots import UNKNOWN_MIN, name_end
from detectors.reading.places.words import Words
from detectors.text import Document, Token

_MEMBER = 5
"""Letters of an unknown member of a list, its و included."""
_COMMAS = frozenset("،,")
_SKIPPED = frozenset("\"'«»“”#_()")
_EACH = frozenset({"كل", "لكل"})
_NAMESAKES = ("person.", "adj.", "noun.title")
"""Categories of words that places are called by too: people are nowhere where something happens."""
_WEAK_KINDS = frozenset({"محافظه", "ريف"})


def chained(spots: list[Spot], document: Document, words: Words, readings: Sequence[Mapping[str, Entry]]) -> list[Spot]:
    """Number the lists; a member without a type word of its own takes the list's, unknown members are added."""
    tokens = document.tokens
    spots = _completed(spots, document, words, readings)
    count = 0
    for before, spot in pairwise(spots):
        if spot.sentence != before.sentence or not _joined(before, spot, tokens):
            continue
        if before.chain is None:
            before.chain = count
            count += 1
        spot.chain = before.chain
        if spot.kind is None and before.kind and before.number in "dp" and before.number:
            spot.kind, spot.number = before.kind, before.number
    return spots


def _joined(before: Spot, spot: Spot, tokens: Sequence[Token]) -> bool:
    """Whether nothing but a comma or و stands between two names."""
    between = [t.text for t in tokens[before.last : spot.begin] if t.text not in _SKIPPED]
    first = tokens[spot.begin].text
    conjoined = first.startswith("و") and (spot.clitics.startswith("و") or spot.begin < spot.first)
    if not between:
        return conjoined
    if between == ["و"]:
        return True
    return len(between) == 1 and between[0] in _COMMAS


def _completed(
    spots: list[Spot], document: Document, words: Words, readings: Sequence[Mapping[str, Entry]]
) -> list[Spot]:
    """Unknown names between or behind the members of a plural list (أحياء س والمكان وص)."""
    taken = {i for spot in spots for i in range(spot.begin, spot.last)}
    out: list[Spot] = []
    queue = sorted(spots, key=lambda spot: spot.begin)
    for spot in queue:
        out.append(spot)
        member = spot
        members = 1
        while member.kind and member.number in "dp" and member.number and member.kind not in _WEAK_KINDS:
            following = _next_member(member, document, words, taken, readings)
            if following is None or (member.number == "d" and members > 1):
                break
            taken |= set(range(following.begin, following.last))
            out.append(following)
            member, members = following, members + 1
    return sorted(out, key=lambda spot: spot.begin)


def _next_member(
    spot: Spot, document: Document, words: Words, taken: set[int], readings: Sequence[Mapping[str, Entry]]
) -> Spot | None:
    """والمكان directly behind a member, or after a comma, when a name can begin there."""
    tokens = document.tokens
    end = document.sentences[spot.sentence].last
    at = spot.last
    comma = at < end and tokens[at].text in _COMMAS
    at += comma
    if at >= end or at in taken:
        return None
    text = tokens[at].text
    strange = bool(readings) and not readings[at]
    if not text.startswith("و") or len(text) < _MEMBER or not (text.startswith("وال") or strange):
        return None
    if text[1:] in words["stop"] or text[1:] in words.sides or text[1:] in words["ordinary_head"]:
        return None
    last = name_end(at, end, tokens, words, taken)
    after = tokens[last].text if last is not None and last < end else "."
    lies = after in words.sides or after in words["near"] or after in words["parental"]  # قرى س وص شمال ع
    if last is None or not (lies or after[0] in "و.،," or after in ("في", "ب") or after.startswith(("ب", "ل"))):
        return None
    key = " ".join([text[1:], *(t.text for t in tokens[at + 1 : last])])
    return Spot(at, last, spot.sentence, key, "و", kind=spot.kind, number=spot.number, evidence=2)


def listed_spots(
    spots: Sequence[Spot], document: Document, words: Words, readings: Sequence[Mapping[str, Entry]]
) -> list[Spot]:
    """Names that no table has in a list of places that a number is told of each (في كل من كذا وكذا).

    Those that one has are places there, whatever else they mean.
    """
    texts = document.texts
    if not readings or _EACH.isdisjoint(texts):
        return []
    known = {spot.begin: spot for spot in spots}
    found: list[Spot] = []
    for at, number in document.where(_EACH):
        sentence = document.sentences[number]
        inside = sentence.first < at < sentence.last - 2
        if inside and texts[at + 1] == "من" and (texts[at - 1] in LEADS or texts[at] == "لكل"):
            found += _listed(range(at + 2, sentence.last), number, texts, known, readings, compound=words["compound"])
    return found


def _listed(
    tokens: range,
    number: int,
    texts: Sequence[str],
    known: Mapping[int, Spot],
    readings: Sequence[Mapping[str, Entry]],
    *,
    compound: frozenset[str],
) -> list[Spot]:
    """Unknown names among the members of a list that begins with `tokens`, up to what is no name; `known` ones sure."""
    found: list[Spot] = []
    numerals = Vocabulary.load().atoms
    i = tokens.start
    while i in tokens and (i == tokens.start or texts[i].startswith("و")):
        spot = known.get(i)
        if spot is None:
            clitics = "و" if i > tokens.start else ""
            name = texts[i].removeprefix(clitics)
            sure = len(name) >= UNKNOWN_MIN and name.isalpha() and name not in numerals
            sure = sure and all(c.startswith(_NAMESAKES) for c in readings[i])
            if not sure:
                break
            two = name in compound and i + 1 in tokens and i + 1 not in known and not readings[i + 1]
            two = two and texts[i + 1].isalpha() and not texts[i + 1].startswith("و")  # ديم سلك وحي النصر
            spot = Spot(i, i + 1 + two, number, " ".join([name, *texts[i + 1 : i + 1 + two]]), clitics)
            found.append(spot)
        spot.evidence = 2
        i = spot.last
    return found
