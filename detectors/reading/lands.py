"""Counts over a time or a land, with no place of their own: of the whole land, not of the village told of last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import Final

from msgspec.structs import replace

from detectors.gazetteer.entry import DEPTH
from detectors.reading.another import in_that_blow, of_one_blow
from detectors.reading.bylines import bylines
from detectors.reading.clauses import RESULTS
from detectors.reading.extent import bare_governorate, containing, depth, inside
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.overseen import of_office, of_place, of_strip, strip_around, whole
from detectors.reading.ownplaces import its_dead
from detectors.reading.people import FATES
from detectors.reading.placed import TOWNS
from detectors.reading.places.words import load
from detectors.reading.theatres import OPERATION, field, theatre

_WIDE: Final = DEPTH["governorate"]
_LEAD: Final = 1
_FRONT: Final = 2
"""Tokens before a place with which a sentence opens (وفي العاصمة طرابلس، ارتفعت …)."""
_OPEN: Final = frozenset({"place:focus", "place:none", "place:aside"})
"""Reasons of a place that is only what the text was speaking of."""
_OWN: Final = frozenset({"place:whole", "place:focus"})
"""Reasons of a part's place that is its whole's, or none of its own."""
_WAR: Final = frozenset({"النزاع", "الحرب", "الصراع", "الازمه", "الثوره"})
"""What counts the dead of a whole land."""
_THERE: Final = frozenset({"فيها", "فيه"})
_PAST: Final = frozenset(
    {"scope:time:past", "scope:time:compared", "scope:time:long-after", "scope:time:day", "scope:time:had-happened",
     "scope:link-to-other-article", "scope:continues-background", "scope:tells-on", "scope:many-events",
     "scope:continues-running-count", "scope:time:earlier", "scope:time:memorial",
     "scope:time:grave", "scope:time:in-court", "scope:time:anniversary"}
)  # fmt: skip
"""Reasons why a figure is background: it is of one event, or of what was told right before, not of the land."""
_PARTS_OF_TIME: Final = frozenset({"scope:time:part-of-year", "scope:time:this-period"})
_ARMIES: Final = frozenset({"الجيش", "للجيش", "القوات", "الشرطه", "والجيش", "والشرطه"})
_LOST_REACH: Final = 9  # tokens from an army to its men, of whom it lost some


def _spread(candidates: Sequence[Candidate]) -> dict[int, list[PlaceMention]]:
    """Totals without a place of their own whose shares lie in several places → those places."""
    found: dict[int, dict[str, PlaceMention]] = {}
    shares: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.part_of is not None and c.place is not None and _OPEN.isdisjoint(c.reasons) and not _follows(c):
            found.setdefault(c.part_of, {})[c.place.key] = c.place
            shares.setdefault(c.part_of, []).append(c)
    open_ = {c.id for c in candidates if not _OPEN.isdisjoint(c.reasons) or _listed(c)}
    open_ |= {c.id for c in candidates if _elsewhere(c, shares.get(c.id, ()))}
    return {whole: [*places.values()] for whole, places in found.items() if whole in open_ and len(places) > 1}


def _elsewhere(whole: Candidate, shares: Sequence[Candidate]) -> bool:
    """30 شهيدا بينهم مسعفون في س. محافظة ص: 18, محافظة ع: 12: those of other places make up the total by themselves."""
    if whole.place is None or whole.low is None or whole.part_of is not None:
        return False
    listed = [c for c in shares if "relation:within-total" not in c.reasons]
    others = [(c.low or 0, p) for c in listed if (p := c.place) is not None and p.key != whole.place.key]
    told = all((p.place.level or p.kind) and depth(p) <= depth(whole.place) for _, p in others)
    apart = told and not any(inside(p, whole.place) for _, p in others)
    return apart and len({p.key for _, p in others}) > 1 and sum(n for n, _ in others) == whole.low


def _listed(c: Candidate) -> bool:
    """24 جريحا على حيي س وص بحلب: all of them in the two together, as long as the text does not share them out."""
    return c.place is not None and c.place.chain is not None and c.share is None and c.part_of is None


def widen(matches: Matches, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, running counts without a place of their own placed at the land that the text speaks of."""
    spread = _spread(candidates)
    counted = [c for c in candidates if _counted(matches, c)]
    free = {c.id for c in counted if not _OPEN.isdisjoint(c.reasons) or _risen(matches, c)}
    free -= {c.id for c in counted if c.id in free and (_said_there(matches, c) or its_dead(matches, c))}
    free -= _against(matches, counted, free)
    free |= {c.id for c in counted if "place:of-parts" in c.reasons and _war(matches, c)}
    nations = {c.id: nation for c in candidates if (nation := _of_nation(matches, c)) is not None}
    free |= nations.keys()
    free |= {c.id for c in candidates if _in_towns(matches, c) and any(_only_share(c, p) for p in candidates)}
    if not spread and not free:
        return list(candidates)
    out: list[Candidate] = []
    moved: dict[int, PlaceMention] = {}
    lands: dict[str, PlaceMention | None] = {}
    for c in candidates:
        name = c.place.place.name if c.place else ""
        if c.id in free and name not in lands:
            home = _at_home(matches, c, candidates)
            state = matches.state_of(home) if home and _war(matches, c) else None
            lands[name] = _spoken_of(matches, c) or state or _land(matches, home)
        land = _around(matches, spread[c.id]) if c.id in spread else None
        if land is None and c.id in free:
            land = (
                of_office(matches, c)
                or of_strip(matches, c)
                or field(matches, c)
                or theatre(matches, c, lands[name], war=_war(matches, c))
                or lands[name]
            )
        elif land is None and c.part_of is not None and _follows(c):
            land = moved.get(c.part_of)
        land = nations.get(c.id, land)
        if land is not None:
            moved[c.id] = land
        out.append(c if land is None else replace(c, place=land, reasons=(*c.reasons, "place:land")))
    return out


def _against(matches: Matches, counted: Sequence[Candidate], free: Set[int]) -> set[int]:
    """قضى في س 61. غير أن الوزارة تتحدث عن 40 قتيلا و120 جريحا: whom another counts otherwise, and who is told along.

    Who says since when counts anew.
    """
    sentences, some = matches.document.sentences, matches.standing.any
    placed = {c.id for c in counted if c.id not in free}
    against = (c for c in counted if c.rival_of in placed)
    rivals = [c for c in against if not some(("mark.since",), *sentences[c.sentence][:2])]
    return {c.id for c in counted for rival in rivals if c.sentence == rival.sentence and c.place == rival.place}


def _spoken_of(matches: Matches, c: Candidate) -> PlaceMention | None:
    """The part of a land that headline or lead speak of, where the text has gone on to another (غزة … وفي نابلس …)."""
    reach = _LEAD + matches.made(bylines)
    led = (m for m in matches.places if m.sentence <= reach and m.role in {"", "source"} and not m.context_only)
    land = next((m for m in led if depth(m) <= _WIDE and not load()["parted"].isdisjoint(m.above)), None)
    away = land is not None and c.place is not None and not inside(c.place, land) and c.place.key != land.key
    return whole(land) if land is not None and away else None


def _said_there(matches: Matches, c: Candidate) -> bool:
    """تتعرض س لقصف. ومنذ ذلك الحين قتل فيها 40: there, and in no war or attack that the sentence names."""
    clause, texts = matches.clauses[c.clause], matches.document.texts
    first = matches.document.sentences[c.sentence].first
    there = not _THERE.isdisjoint(texts[c.trigger : c.last]) and clause.opener != "relative"
    struck = matches.standing.any(("noun.attack", "noun.explosion", "noun.span"), first, c.first)
    return there and not struck and (_WAR | OPERATION).isdisjoint(texts[first : c.first])


def _in_towns(matches: Matches, c: Candidate) -> bool:
    """غارات على عدة بلدات: its sentence says that it was several, and names none of them."""
    sentence = matches.document.sentences[c.sentence]
    return "place:focus" in c.reasons and not TOWNS.isdisjoint(matches.document.texts[sentence.first : sentence.last])


def _only_share(whole: Candidate, part: Candidate) -> bool:
    """قتل 20 في غارات على عدة مناطق. وفي بلدة س قتل 6: a toll is not of the town of some of it."""
    told_later = whole.place is not None and whole.place.sentence == part.sentence > whole.sentence
    fewer = part.part_of == whole.id and (part.low or 0) < (whole.low or 0) and _OPEN.isdisjoint(part.reasons)
    same = told_later and part.place is not None and whole.place is not None and part.place.key == whole.place.key
    return fewer and same


def _of_nation(matches: Matches, c: Candidate) -> PlaceMention | None:
    """قالت الأمم المتحدة إن 640 عراقيا قتلوا خلال الشهر: the state, of a count of its people that runs on."""
    if c.noun is None or c.place is None or c.part_of is not None:
        return None
    if not (_counted(matches, c) or _of_month(matches, c)):
        return None
    there = c.place.last if c.place.sentence == c.sentence else c.first
    told = there < c.first and matches.standing.any(("verb.say",), there, c.first)
    if _OPEN.isdisjoint(c.reasons) and not told:
        return None
    stem = matches.document.texts[c.noun].removesuffix("ا").removesuffix("ين")
    state, nations = matches.state_of(c.place), load().nations
    named = {nations.get(f"ال{stem}ه"), *_armies(matches, c)}
    return state if state is not None and state.place.name in named else None


def _armies(matches: Matches, c: Candidate) -> Iterator[str | None]:
    """الجيش اليمني الذي فقد 25 من جنوده منذ …: the state whose army it is that lost its men."""
    if c.noun is None or not any(entry.pronoun for entry in matches.words[c.noun].values()):
        return
    texts, first = matches.document.texts, matches.document.sentences[c.sentence].first
    for i in range(max(first, c.noun - _LOST_REACH), c.noun):
        if texts[i] in _ARMIES:
            yield load().nations.get(texts[i + 1].removesuffix("ه") + "ه")


def _of_month(matches: Matches, c: Candidate) -> bool:
    """804 عراقيين قتلوا في آب الماضي: in all that happened within it."""
    dates = (d.date for d in matches.dates if d.sentence == c.sentence and d.first >= c.last)
    return c.scope == "cumulative" and next((d.precision == "month" for d in dates), False)


def _risen(matches: Matches, c: Candidate) -> bool:
    """قتل جندي في …، ليصل عدد القتلى منذ … إلى كذا; وصلت إلى …، وحصد النزاع: no count of the place before it."""
    place = c.place
    if place is None or "place:before" not in c.reasons or place.sentence != c.sentence:
        return False
    opens = place.first - matches.document.sentences[c.sentence].first <= _FRONT
    texts, standing = matches.document.texts, matches.standing
    rises = standing.of("verb.rise", place.last, c.last)
    risen = any(texts[i - 1] != "ما" for i in rises)  # ما يزيد على … bounds it
    theirs = matches.words[place.first - 1].any(tuple(FATES))  # شهداء غزة تجاوزوا كذا، والجرحى باتوا كذا
    opens = opens or (theirs and any(matches.words[i]["verb.rise"].number == "p" for i in rises))
    raised = standing.of("verb.raise", place.last, c.last)  # قتل سبعة في …، ما رفع الحصيلة منذ … إلى كذا
    led = any(texts[i - 1] in RESULTS for i in raised) and standing.any(("mark.since",), place.last, c.last)
    return not (opens or of_place(matches, place)) and (led or risen or _warred(matches, place.last, c.first))


def _warred(matches: Matches, first: int, last: int) -> bool:
    """النزاع حصد أرواح …: the count of a war."""
    return not _WAR.isdisjoint(matches.document.texts[first:last])


def _war(matches: Matches, c: Candidate) -> bool:
    return _warred(matches, matches.document.sentences[c.sentence].first, c.last)


def _counted(matches: Matches, c: Candidate) -> bool:
    """Whether it is a count of more than one event: one that runs on, or of a day in all of the land."""
    if "relation:everywhere" in c.reasons:
        return True
    if not _PARTS_OF_TIME.isdisjoint(c.reasons) and of_one_blow(matches, c):
        return False
    return c.scope == "cumulative" and _PAST.isdisjoint(c.reasons) and not in_that_blow(matches, c)


def _follows(c: Candidate) -> bool:
    """A part that is placed where its whole is."""
    return c.part_of is not None and not _OWN.isdisjoint(c.reasons)


def _at_home(matches: Matches, c: Candidate, candidates: Sequence[Candidate]) -> PlaceMention | None:
    """The place told of last, unless that lies in another state than the news (اليمن … وفي نجران السعودية …)."""
    first = _first(matches, c, candidates)
    if c.place is None or first is None:
        return first if c.place is None else c.place
    home, here = matches.state_of(first) or _state(matches), matches.state_of(c.place)
    abroad = home is not None and here is not None and home.place.name != here.place.name
    return first if abroad and "place:focus" in c.reasons else c.place


def _first(matches: Matches, c: Candidate, candidates: Sequence[Candidate]) -> PlaceMention | None:
    """Where the text places somebody first; if that is the count itself, a place of the state that it names most of."""
    first = next((o for o in candidates if o.place is not None), None)
    if first is None or first.id != c.id or (c.place is not None and c.place.first > c.last):
        return None if first is None else first.place  # a headline's place is the one behind it
    named = [m for m in matches.places if not m.context_only and m.role == ""]
    states = Counter(state.place.name for state in map(matches.state_of, named) if state is not None)
    most = next(iter(states.most_common(1)), None)
    return next((m for m in named if most and (of := matches.state_of(m)) and of.place.name == most[0]), None)


def _around(matches: Matches, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The finest place named in the text that contains all of `places`, or their state."""
    found = containing(matches.places, places)
    states = {state.place.name: state for state in map(matches.state_of, places) if state is not None}
    apart = len({tuple(place.place.path[-2:]) or (place.key,) for place in places}) > 2
    known = sum(matches.state_of(place) is not None for place in places) > 1
    if found is None and apart and len(states) == 1 and known:
        found = next(iter(states.values()))  # 24 قتيلا، 11 في حمص و4 في إدلب: of their state, though nobody names it
    return None if found is None else whole(found)


def _land(matches: Matches, place: PlaceMention | None) -> PlaceMention | None:
    """The widest place named in the text that contains `place`: its state, or the part of one that is told of apart."""
    if place is None:
        return None
    around = [m for m in matches.places if m.kind != "قرب" and inside(place, m)]
    parted = load()["parted"]
    around = [m for m in around if m.key not in parted] or around
    land = min(around, key=lambda m: (depth(m), m.first), default=None)
    if not _leads(matches, place if land is None else land):
        # بيت حانون … والوسطاء في الدوحة: in a land of parts, whatever state's capital the text names besides
        parts = None if parted.isdisjoint(place.above) else land or strip_around(matches, place)
        land = _heading(matches) or matches.state_of(place) or parts or _state(matches) or land
    return None if land is None else whole(land)


def _leads(matches: Matches, land: PlaceMention) -> bool:
    """Whether it is a province or more, and the headline or the lead speaks of it."""
    if depth(land) > _WIDE:
        return False
    reach = _LEAD + matches.made(bylines) + (not load()["parted"].isdisjoint(land.above))  # القطاع in a standfirst
    return any(m.sentence <= reach and m.place.name == land.place.name for m in matches.places)


def _state(matches: Matches) -> PlaceMention | None:
    """The state of the first place that the text speaks of."""
    told = (m for m in matches.places if not m.context_only)
    return next(filter(None, map(matches.state_of, told)), None)


def _heading(matches: Matches) -> PlaceMention | None:
    """نيجيريا: …, كشمير: …: the land that the headline opens with."""
    first = next(iter(matches.places), None)
    if first is None or first.first > 0 or ":" not in matches.document.texts[first.last : first.last + 1]:
        return None
    return first if depth(first) <= _WIDE or bare_governorate(first) else None
