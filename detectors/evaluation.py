"""What the reader read against what careful people took from the same reports: figures, and errors by cause.

A read fact matches an annotated one when kind and numbers agree (for a vague one: the quantity word's class) and its
span lies within `REACH` characters of one of the annotated quotes. Several read facts may match one annotated fact,
which is said several times in the text; a read fact that matches none is spurious.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from detectors.text import fold

REACH: Final = 40
"""Characters between a read fact's span and an annotated quote."""
VAGUE: Final = frozenset({"several", "tens", "hundreds", "thousands", "unspecified", "vague"})
SEEDS: Final = frozenset(f"seed-{n:03}" for n in range(5))

Json: TypeAlias = Mapping[str, Any]
Cause: TypeAlias = Literal[
    "missed", "wrong number", "wrong kind", "spurious", "wrong scope", "total taken for news", "wrong place",
    "wrong status", "wrong qualifier", "wrong toll", "wrong combatants", "health attack missed", "false health attack",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadingError:
    """One difference from what people read."""

    cause: Cause
    report: str
    wanted: str
    found: str
    text: str = ""
    """The words in question."""


@dataclass(slots=True)
class Share:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> bool:
        """Count one; answers `right`."""
        self.right += right
        self.of += 1
        return right

    @property
    def value(self) -> float | None:
        """Between 0 and 1, or None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(slots=True)
class Agreement:
    """Found and wanted, as precision and recall."""

    found: Share = field(default_factory=Share)
    wanted: Share = field(default_factory=Share)

    def decide(self, wanted: bool, found: bool) -> None:
        """Count one yes-or-no decision."""
        if found:
            self.found.add(wanted)
        if wanted:
            self.wanted.add(found)

    @property
    def precision(self) -> float:
        """Right among the found; 1 when nothing was found."""
        return 1.0 if self.found.value is None else self.found.value

    @property
    def recall(self) -> float:
        """Found among the wanted; 1 when nothing was wanted."""
        return 1.0 if self.wanted.value is None else self.wanted.value

    @property
    def f1(self) -> float:
        """Harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Evaluation:
    """All figures of a set of reports, and every error."""

    reports: int = 0
    numeric: Agreement = field(default_factory=Agreement)
    vague: Agreement = field(default_factory=Agreement)
    status: Share = field(default_factory=Share)
    scope: Share = field(default_factory=Share)
    place: Share = field(default_factory=Share)
    qualifier: Share = field(default_factory=Share)
    totals_as_news: Share = field(default_factory=Share)
    toll_killed: Share = field(default_factory=Share)
    toll_injured: Share = field(default_factory=Share)
    toll_both: Share = field(default_factory=Share)
    combatants: Share = field(default_factory=Share)
    health: Agreement = field(default_factory=Agreement)
    errors: list[ReadingError] = field(default_factory=list)

    def causes(self) -> Counter[str]:
        """Number of errors per cause."""
        return Counter(error.cause for error in self.errors)


def half(report: str) -> Literal["dev", "held"]:
    """Which half of the annotated reports an id belongs to: rules are written from `dev` alone."""
    even = int(hashlib.sha256(report.encode()).hexdigest(), 16) % 2 == 0
    return "dev" if report in SEEDS or even else "held"


def is_vague(fact: Json) -> bool:
    """A fact without a number."""
    return fact.get("qualifier") in VAGUE or (fact.get("low") is None and fact.get("high") is None)


def places_of(text: str, fact: Json) -> list[tuple[int, int]]:
    """Where in the text an annotated fact is said."""
    if fact.get("spans"):
        return [(int(a), int(b)) for a, b in fact["spans"]]
    return [(m.start(), m.start() + len(q)) for q in fact["quotes"] for m in re.finditer(f"(?={re.escape(q)})", text)]


def same_number(wanted: Json, found: Json) -> bool:
    """Numbers agree as far as the qualifier says anything."""
    if wanted["low"] is None and wanted["high"] is None:
        both_open = found.get("low") is None and found.get("high") is None
        return both_open or (found.get("qualifier") in VAGUE and found.get("qualifier") == wanted["qualifier"])
    if found.get("qualifier") in VAGUE:
        return False
    if wanted["qualifier"] in {"at_least", "more_than"}:
        return bool(found.get("low") == wanted["low"])
    if wanted["qualifier"] == "up_to":
        return bool(found.get("high") == wanted["high"])
    return (found.get("low"), found.get("high")) == (wanted["low"], wanted["high"])


def _near(found: Json, spans: Sequence[tuple[int, int]]) -> bool:
    return any(found["start"] < b + REACH and found["end"] > a - REACH for a, b in spans)


def _bare(name: str | None) -> str:
    return re.sub(r"[^\w]+", " ", re.sub(r"\b(?:ال|لل)", "", fold(name or ""))).strip()


def same_place(wanted: Json, found: Json) -> bool:
    """One name contains the other."""
    place = found.get("place")
    name = _bare(place.get("name") or place.get("name_ar") if isinstance(place, Mapping) else place)
    want = _bare(wanted.get("place"))
    return name == want or (bool(name) and bool(want) and (name in want or want in name))


def _interval(value: Any) -> tuple[int | None, int | None]:
    low, high = value or (None, None)
    return (None, None) if (low, high) == (0, 0) else (low, high)


def evaluate(gold: Sequence[Json], texts: Mapping[str, str], read: Mapping[str, Json]) -> Evaluation:
    """Figures of the annotated reports `gold` (docs: the reading guide), their `texts`, and what was `read`, by id."""
    result = Evaluation(reports=len(gold))
    for report in gold:
        _Comparison(result, report, texts[report["id"]], read.get(report["id"], {})).run()
    return result


@dataclass(slots=True)
class _Comparison:
    """One report's share of the figures."""

    result: Evaluation
    gold: Json
    text: str
    read: Json

    def run(self) -> None:
        found: list[Json] = list(self.read.get("facts", ()))
        hit: set[int] = set()
        for fact in self.gold["facts"]:
            hit |= self._fact(fact, found)
        for i, fact in enumerate(found):
            box = self.result.vague if is_vague(fact) else self.result.numeric
            if not box.found.add(i in hit) and not is_vague(fact):
                self._error("spurious", "", _say(fact), (fact["start"], fact["end"]))
        self._toll()
        self._health()

    def _error(self, cause: Cause, wanted: str, found: str, span: tuple[int, int] | None = None) -> None:
        words = " ".join(self.text[max(0, span[0] - 20) : span[1] + 20].split()) if span else ""
        self.result.errors.append(ReadingError(cause, self.gold["id"], wanted, found, words))

    def _fact(self, fact: Json, found: Sequence[Json]) -> set[int]:
        """Compare one annotated fact; which of the read ones match it."""
        spans = places_of(self.text, fact)
        near = [i for i, x in enumerate(found) if _near(x, spans)]
        hit = {i for i in near if found[i]["kind"] == fact["kind"] and same_number(fact, found[i])}
        vague = fact["low"] is None and fact["high"] is None
        box = self.result.vague if vague else self.result.numeric
        if box.wanted.add(bool(hit)):
            if not vague:
                self._attributes(fact, [found[i] for i in sorted(hit)], spans[0] if spans else None)
        elif not vague:
            self._missed(fact, [found[i] for i in near], spans[0] if spans else None)
        return hit

    def _missed(self, fact: Json, near: Sequence[Json], span: tuple[int, int] | None) -> None:
        kin = [x for x in near if x["kind"] == fact["kind"]]
        alike = [x for x in near if same_number(fact, x)]
        cause: Cause = "wrong kind" if alike else "wrong number" if kin else "missed"
        self._error(cause, _say(fact), "; ".join(_say(x) for x in alike or kin), span)

    def _attributes(self, fact: Json, hits: Sequence[Json], span: tuple[int, int] | None) -> None:
        fighter = fact["victims"] == "combatant"
        result = self.result

        def check(box: Share, right: bool, cause: Cause, key: str) -> None:
            if not box.add(right):
                self._error(cause, f"{_say(fact)} {fact.get(key)}", "/".join(_told(x, key) for x in hits), span)

        check(result.status, (hits[0].get("victims") == "combatant") == fighter, "wrong status", "victims")
        check(result.qualifier, any(x["qualifier"] == fact["qualifier"] for x in hits), "wrong qualifier", "qualifier")
        if fact.get("place"):
            check(result.place, any(same_place(fact, x) for x in hits), "wrong place", "place")
        news = any(x.get("scope") == "current" for x in hits)
        total = fact["scope"] == "cumulative"
        cause: Cause = "total taken for news" if total and news else "wrong scope"
        check(result.scope, any(x.get("scope") == fact["scope"] for x in hits), cause, "scope")
        if total:
            result.totals_as_news.add(news)

    def _toll(self) -> None:
        right = True
        for kind, box in (("killed", self.result.toll_killed), ("injured", self.result.toll_injured)):
            want, have = (_interval((r.get("toll") or {}).get(kind)) for r in (self.gold, self.read))
            if not box.add(want == have):
                right = False
                self._error("wrong toll", f"{kind} {want}", str(have))
        self.result.toll_both.add(right)
        want, have = (_interval(r.get("combatants_killed")) for r in (self.gold, self.read))
        if not self.result.combatants.add(want == have):
            self._error("wrong combatants", str(want), str(have))

    def _health(self) -> None:
        want, have = bool(self.gold.get("health_alert")), bool(self.read.get("health_alert"))
        self.result.health.decide(want, have)
        if want != have:
            quotes = [a["quotes"][0] for a in self.gold.get("health_attacks", ()) if a.get("quotes")]
            names = [str(a.get("name") or a["target"]) for a in self.read.get("health_attacks", ())]
            cause: Cause = "health attack missed" if want else "false health attack"
            self._error(cause, "; ".join(quotes), "; ".join(names))


def _say(fact: Json) -> str:
    low, high = fact.get("low"), fact.get("high")
    number = fact.get("qualifier") if low is None and high is None else low if low == high else f"{low}–{high}"
    return f"{fact['kind']} {number}"


def _told(fact: Json, key: str) -> str:
    value = fact.get(key)
    return str(value.get("name") if isinstance(value, Mapping) else value)


def figures(result: Evaluation) -> Iterator[tuple[str, float | None, int, float, str]]:
    """Rows of the table: what, value, of how many, the figure to reach, `>=` or `<=`."""
    yield "numeric facts, F1", result.numeric.f1, result.numeric.wanted.of, 0.93, ">="
    yield "toll exact (killed and injured)", result.toll_both.value, result.toll_both.of, 0.85, ">="
    yield "killed toll exact", result.toll_killed.value, result.toll_killed.of, 0.90, ">="
    yield "running total taken for news", result.totals_as_news.value, result.totals_as_news.of, 0.05, "<="
    yield "scope right", result.scope.value, result.scope.of, 0.93, ">="
    yield "combatant or not", result.status.value, result.status.of, 0.95, ">="
    yield "place right", result.place.value, result.place.of, 0.88, ">="
    yield "hospital attack, precision", result.health.precision, result.health.found.of, 0.93, ">="
    yield "hospital attack, recall", result.health.recall, result.health.wanted.of, 0.93, ">="
