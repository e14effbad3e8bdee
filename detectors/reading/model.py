"""What the reader's steps hand to each other: matches over tokens, clauses, candidate facts.

All positions are token indices of `Matches.document.tokens`, half-open (`first` inclusive, `last` exclusive), until the
report is written. Steps never change a candidate in place: they answer new ones (`msgspec.structs.replace`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from detectors.reading.word import Standing, Word
from detectors.records import EventDate, Group, Kind, Level, Place, Qualifier, Scope, Victims
from detectors.text import Document, Sentence

T = TypeVar("T")


class Amount(Protocol):
    """A quantity in the text (`detectors.numbers` makes them). `low`/`high` in whole things, None is open."""

    @property
    def first(self) -> int:
        """Index of its first token."""

    @property
    def last(self) -> int:
        """Index just after its last token."""

    @property
    def core(self) -> int:
        """Index of the first token of the number itself, after the words that bound it."""

    @property
    def bound(self) -> tuple[int, int] | None:
        """Tokens behind it that bound it (5 على الأقل)."""

    @property
    def definite(self) -> bool:
        """Written with ال: of people already counted."""

    @property
    def low(self) -> int | None:
        """Least, inclusive."""

    @property
    def high(self) -> int | None:
        """Most, inclusive."""

    @property
    def qualifier(self) -> Qualifier:
        """How the words bound it."""


class PlaceMention(Struct, frozen=True, gc=False):
    """A place named at tokens `first`…`last` (clitics and type word included in the span, not in `place.name`)."""

    first: int
    last: int
    sentence: int
    place: Place
    kind: str | None = None
    """The type word that introduces it, normalised: حي، بلده، مدينه، ريف …"""
    chain: int | None = None
    """Mentions that one list joins (أحياء س وص وع, في كل من س وص) share this number."""
    context_only: bool = False
    """The name of an outlet, a force, a person or a state as actor: never where something happened."""
    role: str = ""
    """`` (where something is), `actor`, `origin` (where people come from), `launch` (where shots came from),
    `brought` (where victims were taken, or somebody was going), `treated` (where they lie in a hospital), `source`
    (where the source sits), `named` (what a hospital is called), `beside` (what the place is near)."""
    key: str = ""
    """Its folded name."""
    abroad: Level | None = None
    """The level that a place outside the gazetteer's tree would have in it."""
    above: frozenset[str] = frozenset()
    """Folded names of what contains a place outside the tree."""
    seat: str | None = None
    """Code of the widest unit that a town gives its name, where no word says that the town itself is meant."""


class DateMention(Struct, frozen=True, gc=False):
    """A date or time span that the text states at tokens `first`…`last`."""

    first: int
    last: int
    sentence: int
    date: EventDate
    role: str = "event"
    """`event` (a day or part of one), `since` (منذ …), `period` (خلال …), `past` (a day before the reported ones)."""


class Clause(Struct, frozen=True, gc=False):
    """A stretch of one sentence that holds at most one statement."""

    first: int
    last: int
    sentence: int
    opener: str = ""
    """Why it begins here: `start`, `subset` (بينهم), `result` (ما أدى إلى), `relative`, `said`, `and`, `when`."""


def numbered(stretches: Sequence[Clause | Sentence], tokens: int) -> list[int]:
    """For each of so many tokens the number of the stretch that holds it."""
    found = [0] * tokens
    for number, stretch in enumerate(stretches):
        found[stretch.first : stretch.last] = [number] * (stretch.last - stretch.first)
    return found


@dataclass(frozen=True, eq=False)
class Matches:
    """All that is known of one article before any fact is proposed.

    Numbers, places, dates and clauses are looked for when a step first asks: most articles of a stream tell of no
    violence, and nothing in them asks.
    """

    document: Document
    words: Sequence[Word]
    """Lexicon readings per token: category → likeliest entry of that category; empty where the word is unknown."""
    standing: Standing
    """Where the words of each category stand."""
    find_numbers: Callable[[], tuple[tuple[Amount, ...], tuple[Amount, ...]]]
    """Finds `amounts` and `durations`."""
    find_places: Callable[[], tuple[PlaceMention, ...]]
    find_dates: Callable[[], tuple[DateMention, ...]]
    find_clauses: Callable[[], tuple[Clause, ...]]
    sentence_of: Sequence[int]
    """Sentence index per token."""
    state_of: Callable[[PlaceMention], PlaceMention | None]
    """A place → the state around it, also where the text does not name that."""
    headline: int | None
    """Index of the sentence that is the article's headline (the title, or a short first line), if any."""
    title_end: int = 0
    """`document.raw` is title + newline + text when the article has a title of its own: offsets below this are its."""
    _made: dict[object, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def _numbers(self) -> tuple[tuple[Amount, ...], tuple[Amount, ...]]:
        return self.find_numbers()

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Numbers that count."""
        return self._numbers[0]

    @property
    def durations(self) -> tuple[Amount, ...]:
        """Numbers of hours, days and the like: they count no people."""
        return self._numbers[1]

    @cached_property
    def amount_at(self) -> Mapping[int, Amount]:
        """Where a number that counts begins → that number."""
        return {amount.first: amount for amount in self.amounts}

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of its sentences, in order."""
        return self.find_clauses()

    @cached_property
    def clause_of(self) -> Sequence[int]:
        """Clause index per token."""
        return numbered(self.clauses, len(self.words))

    @cached_property
    def places(self) -> tuple[PlaceMention, ...]:
        """The places that it names."""
        return self.find_places()

    @cached_property
    def placed(self) -> frozenset[int]:
        """The tokens that the names of its places are made of."""
        return frozenset(i for place in self.places for i in range(place.first, place.last))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates and spans that it states."""
        return self.find_dates()

    @cached_property
    def dated(self) -> frozenset[int]:
        """The tokens that its dates and spans are made of."""
        return frozenset(i for date in self.dates for i in range(date.first, date.last))

    def made(self, make: Callable[[Matches], T]) -> T:
        """What `make` finds in the article: made once, for all steps that ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found


class Candidate(Struct, frozen=True, gc=False):
    """One mention of people killed, injured or missing, on its way to become a fact."""

    id: int
    """Position in the list of all candidates of the article."""
    kind: Kind
    low: int | None
    high: int | None
    qualifier: Qualifier
    first: int
    last: int
    """Evidence: the number with its noun and the word that says what befell them."""
    sentence: int
    clause: int
    rule: str
    trigger: int
    """Token that says what befell them (verb or noun)."""
    noun: int | None = None
    """Token of the people counted."""
    victims: Victims = "unknown"
    groups: tuple[Group, ...] = ()
    scope: Scope = "current"
    part_of: int | None = None
    same_as: int | None = None
    superseded_by: int | None = None
    rival_of: int | None = None
    attributed_to: str | None = None
    day: EventDate | None = None
    """The day that its own sentence states."""
    place: PlaceMention | None = None
    share: int | None = None
    """nth member of a place list that the number is distributed over (5 شهداء في كل من …): 0, 1, …"""
    shares: tuple[int, int] | None = None
    """Token range of that list."""
    definite: bool = False
    """Said to be known already (الجنود الثلاثة): repeats an earlier mention wherever one fits."""
    others: bool = False
    """Counted as آخرون: apart from the people just named."""
    reasons: tuple[str, ...] = ()

    @property
    def figure(self) -> int:
        """Id of the figure that it is a mention of: what it repeats, or itself."""
        return self.id if self.same_as is None else self.same_as


class Rejected(Struct, frozen=True, gc=False):
    """A candidate that is no fact, with the named reason."""

    candidate: Candidate
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Candidates that stand, candidates that fell, and what they were read from."""

    matches: Matches
    kept: tuple[Candidate, ...]
    rejected: tuple[Rejected, ...] = field(default=())
