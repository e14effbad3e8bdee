"""The acts of violence that a report tells as its news, each with its own people: what fusion and windows count.

* Facts of one place, day and telling make one event; its total is that of the wholes, parts only say who is among them.
* A part at a place of its own is an event of its own with `part_of`, so that nothing adds it to its whole.
* Running totals and background make no event. A strike on several places with one common toll is one event at the
  finest common place or, without one, the first that is named.
* An attack on health care is an event even without casualties, and so is the one act of a report that counts nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from detectors.reading.bare import BareActs
from detectors.reading.extent import place_key
from detectors.reading.health import HealthStrike
from detectors.reading.manners import Manner, Manners
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.moments import Moments, meet
from detectors.reading.tellings import Tellings
from detectors.records import EventDate

_ANOTHER: Final = frozenset({"اخر", "اخري", "ثان", "ثانيه", "الثانيه", "ثاني", "ثالثه", "الثالثه", "مجددا"})
"""Words that make a second attack on one place another event (غارة أخرى)."""
_EARLIER: Final = (
    ("بعد", "ساعات", "من"), ("بعد", "ساعه", "من"), ("بعد", "ساعتين", "من"), ("بعد", "ساعات", "علي"),
    ("في", "وقت", "سابق"), ("في", "وقت", "لاحق"),
)  # fmt: skip
"""Between two counts: they are of two attacks."""
_BEGIN: Final = frozenset(words[0] for words in _EARLIER)
_ATTACKS: Final = ("noun.attack", "verb.attack", "noun.explosion", "verb.explode", "verb.shoot")


@dataclass(slots=True)
class Act:
    """An event in the making; positions are token indices."""

    place: PlaceMention | None
    date: EventDate
    members: list[Candidate] = field(default_factory=list)
    """Its current candidates: wholes and parts, without repeats."""
    whole: Act | None = None
    strikes: list[HealthStrike] = field(default_factory=list)
    first: int = 0
    last: int = 0
    sentence: int = 0
    raised: bool = False
    manner: Manner = field(default_factory=lambda: Manner("other", None, None))


class Acts:
    """Assembles one text's events."""

    def __init__(self, matches: Matches, bare: BareActs, moments: Moments) -> None:
        """`bare`: finds the act of a report that counts nobody; `moments`: when acts happened."""
        self._m = matches
        self._moments = moments
        self._bare = bare

    @cached_property
    def _manners(self) -> Manners:
        return Manners(self._m)

    def told(
        self,
        candidates: Sequence[Candidate],
        strikes: Sequence[HealthStrike],
        fallen: Callable[[], Collection[int]] = frozenset,
    ) -> list[Act]:
        """The events, wholes before their parts. `fallen` finds the tokens of figures that were turned down."""
        acts = self._of_people(candidates)
        for strike in strikes:
            if strike.scope == "current":
                self._join(strike, acts)
        if not acts:
            acts = self._without_people(candidates, fallen)
        for act in acts:
            act.manner = self._manner(act)
            act.raised = any(self._m.made(Tellings).rises_to(c) for c in act.members if c.kind == "killed")
        return acts

    def _without_people(self, candidates: Sequence[Candidate], fallen: Callable[[], Collection[int]]) -> list[Act]:
        """The one act of a report that counts nobody as its news."""
        told = {c.sentence for c in candidates}
        bare = self._bare.find(told, fallen())
        if bare is None:
            return []
        return [Act(bare.place, bare.date, first=bare.token, last=bare.token + 1, sentence=bare.sentence)]

    # --- people ---------------------------------------------------------------------------------------------------

    def _of_people(self, candidates: Sequence[Candidate]) -> list[Act]:
        known = {c.id: c for c in candidates}
        live = [c for c in candidates if c.same_as is None and c.superseded_by is None and self._is_news(c, known)]
        acts: list[Act] = []
        home: dict[int, Act] = {}
        tops = [c for c in live if c.part_of not in known and c.rival_of not in known]
        for c in tops:
            act = next((a for a in acts if self._belongs(c, a)), None) or self._open(c, acts)
            act.members.append(c)
            home[c.id] = act
        for c in live:
            if c.id in home or c.kind == "missing":
                continue
            whole = home.get(c.part_of if c.part_of is not None else c.rival_of if c.rival_of is not None else -1)
            if whole is None:
                continue
            act = self._home_of_part(c, whole, acts)
            act.members.append(c if act is whole else _own(c))
            home[c.id] = act
            if act is not whole:
                whole.members.append(c)
        return acts

    def _is_news(self, c: Candidate, known: dict[int, Candidate]) -> bool:
        """Current, or a part of something current; people missing alone make no event."""
        seen = c
        while seen.scope == "part" and seen.part_of in known and seen.part_of != seen.id:
            seen = known[seen.part_of]
        return seen.scope == "current" and c.kind != "missing"

    def _home_of_part(self, c: Candidate, whole: Act, acts: list[Act]) -> Act:
        """The event of a part: its whole's, unless it has a place of its own inside."""
        if c.rival_of is not None or c.place is None or whole.place is None or _same(c.place, whole.place):
            return whole
        for act in acts:
            if act.whole is whole and act.place is not None and _same(act.place, c.place):
                return act
        act = self._open(c, acts)
        act.whole = whole
        return act

    def _open(self, c: Candidate, acts: list[Act]) -> Act:
        act = Act(c.place, self._moments.of(c.sentence, c.first), first=c.first, last=c.last, sentence=c.sentence)
        acts.append(act)
        return act

    def _belongs(self, c: Candidate, act: Act) -> bool:
        """Whether a candidate is told of the same act: place, day, and no word of another attack."""
        if act.whole is not None or not _same(c.place, act.place):
            return False
        if not meet(self._moments.of(c.sentence, c.first), act.date):
            return False
        last = act.members[-1]
        if last.sentence == c.sentence and last.clause == c.clause:
            return True
        return not self._another(last, c)

    def _another(self, last: Candidate, c: Candidate) -> bool:
        """غارة أخرى / ثانية between two facts of one kind; بعد ساعات من, في وقت سابق: one of them was earlier."""
        if last.sentence > c.sentence or (last.sentence == c.sentence and last.first > c.first):
            last, c = c, last
        return any(last.last <= i < c.first for i in self._apart)

    @cached_property
    def _apart(self) -> list[int]:
        """Where the text says that what follows is another attack, or one of another hour."""
        document, words = self._m.document, self._m.words
        earlier = [i for i, _ in document.where(_BEGIN) if any(tuple(document.texts[i : i + 3]) == e for e in _EARLIER)]
        another = [i for i, _ in document.where(_ANOTHER) if any(w.any(_ATTACKS) for w in words[max(0, i - 2) : i])]
        return earlier + another

    # --- health care ----------------------------------------------------------------------------------------------

    def _join(self, strike: HealthStrike, acts: list[Act]) -> None:
        """An attack on health care belongs to the event of its people or place, else is one of its own."""
        for act in acts:
            if (
                strike.candidate is not None
                and any(c.id == strike.candidate for c in act.members)
                and act.whole is None
            ):
                act.strikes.append(strike)
                return
        near = [
            a for a in acts if a.sentence == strike.sentence or any(c.sentence == strike.sentence for c in a.members)
        ]
        for act in [*near, *acts]:
            if _same(strike.place, act.place) or (act in near and _holds(act.place, strike.place)):
                act.strikes.append(strike)
                return
        inside = [a for a in acts if _holds(strike.place, a.place)]
        if len(inside) == 1:  # a headline names the city, the text the quarter
            inside[0].strikes.append(strike)
            return
        when = self._moments.of(strike.sentence, strike.first)
        act = Act(strike.place, when, first=strike.first, last=strike.last, sentence=strike.sentence)
        act.strikes.append(strike)
        acts.append(act)

    # --- how -----------------------------------------------------------------------------------------------

    def _manner(self, act: Act) -> Manner:
        document = self._m.document
        sentence = document.sentences[act.sentence]
        clause = self._m.clauses[self._m.clause_of[act.first]]
        ranges = [(clause.first, clause.last), (sentence.first, sentence.last)]
        for number in (act.sentence - 1, 0, 1):
            if 0 <= number < len(document.sentences) and number != act.sentence:
                ranges.append((document.sentences[number].first, document.sentences[number].last))
        return self._manners.of(ranges, act.first)


def _own(c: Candidate) -> Candidate:
    """A part as the whole of its own event."""
    return replace(c, part_of=None)


def _same(one: PlaceMention | None, other: PlaceMention | None) -> bool:
    if one is None or other is None:
        return one is other
    return place_key(one.place) == place_key(other.place)


def _holds(outer: PlaceMention | None, inner: PlaceMention | None) -> bool:
    """Whether one of two places contains the other."""
    if outer is None or inner is None:
        return True
    return outer.place.code in inner.place.path or inner.place.code in outer.place.path
