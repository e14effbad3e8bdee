"""Who or what the text comes back to with its article: where they fell, or it exploded, is told there.

تسعة قتلى في المدينة، بينهم أربعة جنود. وانفجر لغم في حي س. وفيه قضى الجنود الأربعة: the four fell in that quarter.
قتل خمسة بعبوة جنوبي المدينة. … وقالت الوزارة إن العبوة انفجرت في ناحية س: so did the five.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from detectors.reading.extent import inside
from detectors.reading.model import Candidate, Matches, PlaceMention, Rejected
from detectors.reading.places.words import SETTLEMENTS, load
from detectors.reading.placing import REASON

_ASIDE: Final = frozenset({"جهه", "قرب", "ريف"})
_DISTRICTS: Final = frozenset({"ناحيه", "قضاء", "ريف"})
_EDGES: Final = frozenset({"تخوم", "مشارف", "ضواحي", "اطراف", "خارج"})
_STEM: Final = 3
"""Letters that a noun and itself with its article and in another case begin with (جنود, الجنود; عناصر, بالعناصر)."""
_REACH: Final = 16
"""Tokens between a weapon and those whom it hit."""
_BESIDE: Final = 2
"""Words before a town that say on which side of it."""
_DOES: Final = ("verb.explode", "noun.explosion", "verb.fall", "verb.hit", "verb.attack")
"""Of a weapon, right beside it: it went off."""
_LANDS: Final = ("verb.explode", "verb.fall", "verb.hit")
_CAME_DOWN: Final = frozenset({"نزل", "نزلت", "انهالت", "انهال", "هوت", "هوي", "وقع", "وقعت", "اصاب", "اصابت"})
_HIDDEN: Final = ("مدفون", "مزروع", "مخبا", "مخفي", "موضوع", "ملصق")
_LIES: Final = frozenset({
    "الواقع", "الواقعه", "الكائن", "الكائنه", "يقع", "تقع", "الواقعين", "تقعان", "يقعان",
})  # fmt: skip
_THERE: Final = frozenset({"في", "ضمن", "داخل", "بين"})
_SITE: Final = 5
"""Tokens from a word for lying there to the place."""
_TOLD: Final = 3
"""Sentences behind one that names a town nearby, in which the site is told."""
_SETTLED: Final = SETTLEMENTS | {"ناحيه", "قضاء", "منطقه", "حي"}
_FINE: Final = frozenset({"حي", "ضاحيه", "قريه", "دوار"})
"""Kinds of places in which no other is found (ثلاثة في حي س. وفي حي ص … . أما الثلاثة …)."""
_BACK: Final = 2
"""Sentences before the one that comes back to them in which the place may have been named."""


def return_places(matches: Matches, candidates: Sequence[Candidate], rejected: Sequence[Rejected]) -> list[Candidate]:
    """The candidates; what is told again of a finer place in its own, with what is a part of it, lies there."""
    candidates = _where_it_lies(matches, _where_it_exploded(matches, candidates))
    again = [r.candidate for r in rejected if r.reason == "restated" and (r.candidate.low or 0) > 1]
    moved: dict[int, PlaceMention] = {}
    for c in again:
        parts = [p for p in candidates if p.part_of is not None and p.sentence < c.sentence and _same(p, c)]
        place = _told(matches, c.sentence, parts[0].place) if len(parts) == 1 else None
        if place is not None:
            moved[parts[0].id] = place
    for p, sentence in _counted_again(matches, candidates):
        place = _told(matches, sentence, p.place) if p.id not in moved else None
        if place is not None:
            moved[p.id] = place
    out: list[Candidate] = []
    for p in candidates:
        place = moved.get(p.id) or (moved.get(p.part_of) if p.part_of is not None else None)
        out.append(p if place is None else replace(p, place=place, reasons=(*p.reasons, REASON + "told-again")))
    return out


def _same(p: Candidate, c: Candidate) -> bool:
    return (p.kind, p.low, p.high, p.same_as) == (c.kind, c.low, c.high, None)


def _counted_again(matches: Matches, candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, int]]:
    """عربة تقل الجنود الأربعة: some of a total, by number and noun, in a later sentence."""
    texts = matches.document.texts
    definite = [a for a in matches.amounts if a.definite and (a.low or 0) > 1 and a.first]
    for p in candidates if definite else ():
        if p.part_of is None or p.same_as is not None or p.noun is None or p.low != p.high:
            continue
        stem = texts[p.noun].removeprefix("ال")[:_STEM]
        later = (a for a in definite if a.low == p.low and matches.sentence_of[a.first] > p.sentence)
        named = [
            a for a in later
            if texts[a.first - 1].lstrip("وبفل").removeprefix("ال").startswith(stem)
            or (p.victims == "combatant" and "person.combatant" in matches.words[a.first - 1])  # من الجيش, الجنود الستة
        ]  # fmt: skip
        if named:
            yield p, matches.sentence_of[named[0].first]


def _told(matches: Matches, sentence: int, wide: PlaceMention | None) -> PlaceMention | None:
    """The one place in `wide` that the sentence names, or else the nearest before it that names any."""
    if wide is None or wide.kind in _FINE:
        return None
    for number in range(sentence, max(-1, sentence - 1 - _BACK), -1):
        named = _named(matches, number)
        others = [m for m in named if m.key != wide.key]
        fine = {m.key: m for m in others if inside(m, wide) or _unknown(m) or _quarter(matches, m, wide)}
        if named and (fine or number < sentence):
            return _only(fine)
    return None


def _quarter(matches: Matches, m: PlaceMention, wide: PlaceMention) -> bool:
    """حي التحرير: a quarter that a table has of another town, which the text does not name."""
    elsewhere = m.above - wide.above
    return m.kind == "حي" and bool(m.above & wide.above) and not any(p.key in elsewhere for p in matches.places)


def _named(matches: Matches, sentence: int) -> list[PlaceMention]:
    """The places where something happened that a sentence names."""
    return [m for m in matches.places if m.sentence == sentence and m.role == "" and not m.context_only]


def _only(found: dict[str, PlaceMention]) -> PlaceMention | None:
    return next(iter(found.values())) if len(found) == 1 else None


def _where_it_exploded(matches: Matches, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of the one mine, bomb or shell of its sort that the text tells of."""
    moved: dict[int, PlaceMention] = {}
    for first, again in _weapons(matches).values():
        told = [c for c in candidates if c.sentence == matches.sentence_of[first] and c.place is not None]
        near = [c for c in told if abs(c.first - first) <= _REACH]
        wide = {c.place.key: c.place for c in near if c.place is not None and c.place.sentence == c.sentence}
        if len(wide) != 1:
            continue
        place = next(iter(wide.values()))
        fine = _finer(matches, matches.sentence_of[again], place) if _went_off(matches, again) else None
        if fine is not None:
            moved |= {c.id: fine for c in near if c.place is not None and c.place.key == place.key}
    return [
        replace(c, place=moved[c.id], reasons=(*c.reasons, REASON + "told-again")) if c.id in moved else c
        for c in candidates
    ]


def _where_it_lies(matches: Matches, candidates: Sequence[Candidate]) -> list[Candidate]:
    """قصف خيام خارج س … وقال ناشطون إن المخيم الذي ضرب يقع في قرية ص: by a town, until the site itself is told.

    So it is where the next sentences tell of no other figure, and of the blow once more or where that lies.
    """
    own = [c for c in candidates if c.place is not None and c.place.sentence == c.sentence]
    told = {c.sentence: c.place for c in own if c.place is not None}
    theirs = {c.sentence for c in own} - {c.sentence for c in own if c.part_of is c.same_as is None}
    moved: dict[str, PlaceMention] = {}
    for number, wide in told.items():
        if not (_by(matches, wide) or _district(wide)) or wide.key in moved:
            continue
        for later in range(number + 1, min(number + 1 + _TOLD, len(matches.document.sentences))):
            fine = _site(matches, later, wide)
            if fine is not None and (later not in told or (later in theirs and told[later].key == fine.key)):
                moved[wide.key] = fine
            if fine is not None or any(m.key != wide.key for m in _named(matches, later)):
                break
    return [
        replace(c, place=moved[c.place.key], reasons=(*c.reasons, REASON + "told-again"))
        if c.place is not None and c.place.key in moved and _hit_there(c, moved[c.place.key]) else c
        for c in candidates
    ]  # fmt: skip


def _site(matches: Matches, sentence: int, wide: PlaceMention) -> PlaceMention | None:
    """الخيام الواقعة في س, المخيم يقع في س; القصف طال مخيما في س: of what was hit, or of that blow."""
    first, last = matches.document.sentences[sentence][:2]
    texts = matches.document.texts
    lies = next((i for i in range(first, last - 1) if texts[i] in _LIES and texts[i + 1] in _THERE), None)
    if lies is not None:
        return _finer(matches, sentence, wide, range(lies, lies + _SITE))
    blows = (matches.words[i].get("noun.attack") for i in matches.standing.of("noun.attack", first, last))
    very = any(blow is not None and "al" in blow.clitics and blow.number == "s" for blow in blows)
    arms = matches.standing.of("weapon", first, last)
    came = any("al" in matches.words[i]["weapon"].clitics and _came_down(matches, i) for i in arms)
    another = matches.standing.any(("mark.other", "mark.before"), first, last)
    told = (came or (very and matches.standing.any(_DOES, first, last))) and not another
    return _finer(matches, sentence, wide) if told else None


def _went_off(matches: Matches, at: int) -> bool:
    """انفجر اللغم في س, القذيفة التي سقطت في س: what that very weapon did; اللغم يشبه ألغاما زرعت في س."""
    lay = matches.document.texts[at + 1 : at + 3]  # اللغم كان مدفونا عند س
    hidden = lay[:1] in (["كان"], ["كانت"]) and lay[-1].startswith(_HIDDEN)
    return hidden or matches.standing.any(_DOES, max(0, at - _BESIDE), at + _BESIDE + 1)


def _came_down(matches: Matches, at: int) -> bool:
    """القذائف سقطت على, نزلت القذائف بين: those told of before; المدفعية قصفت tells of others."""
    first, last = max(0, at - 1), at + _BESIDE + 1
    stems = (text.lstrip("وف") for text in matches.document.texts[first:last])
    return matches.standing.any(_LANDS, first, last) or not _CAME_DOWN.isdisjoint(stems)


def _weapons(matches: Matches) -> dict[str, tuple[int, int]]:
    """Lemma of a weapon → where it is told of as one, the only time, and where it is first named with its article."""
    told: dict[str, list[int]] = {}
    named: dict[str, int] = {}
    for i in matches.standing.of("weapon", 0, len(matches.words)):
        entry = matches.words[i]["weapon"]
        if "al" in entry.clitics:
            if entry.lemma in told:
                named.setdefault(entry.lemma, i)
        elif entry.number == "s":
            told.setdefault(entry.lemma, []).append(i)
    return {
        lemma: (told[lemma][0], i)
        for lemma, i in named.items()
        if len(told[lemma]) == 1 and matches.sentence_of[i] > matches.sentence_of[told[lemma][0]]
    }


def _finer(
    matches: Matches, sentence: int, wide: PlaceMention, among: Container[int] | None = None
) -> PlaceMention | None:
    """The one place that a sentence names in a wider one, or by a town that was told, if it may lie there."""
    others = [m for m in _named(matches, sentence) if m.key != wide.key and (among is None or m.first in among)]
    by = _by(matches, wide)
    return _only({m.key: m for m in others if inside(m, wide) or _unknown(m) or (by and _near(m, wide))})


def _unknown(m: PlaceMention) -> bool:
    """A village or quarter of no table: it may lie anywhere."""
    return m.kind in _SETTLED and m.place.code is None and not m.above


def _by(matches: Matches, wide: PlaceMention) -> bool:
    """جنوبي الموصل, إلى الجنوب من الموصل, على تخوم حمص: by it, and not in it."""
    sides, near = load().sides, load()["near"] | _EDGES
    before = matches.document.texts[max(0, wide.first - _BESIDE) : wide.first]
    return wide.kind in _ASIDE or any(text.removeprefix("ال") in sides or text in near for text in before)


def _hit_there(c: Candidate, fine: PlaceMention) -> bool:
    """Not who was killed in the district later, or at another time."""
    return c.place is None or not _district(c.place) or (c.sentence < fine.sentence and c.scope != "cumulative")


def _district(wide: PlaceMention) -> bool:
    """ناحية س, ريف س, محافظة س: of many villages, of which one was hit."""
    return wide.kind in _DISTRICTS


def _near(m: PlaceMention, wide: PlaceMention) -> bool:
    """In the same land."""
    return bool(m.above & wide.above) or m.place.path[-2:] == wide.place.path[-2:] != ()
