"""Candidates of one event → killed or injured as low–best–high, by status. Nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from detectors.reading.model import Candidate
from detectors.records import Casualties, Estimate, Kind, Victims

_JOINED = 2
"""Tokens between two figures that one coordination joins."""
_TOLD_APART: Final = frozenset(f"relation:{how}" for how in ("adds-up", "companion", "place-within", "within-total"))
"""Why a figure with an event of its own is a part of a total."""


@cache
def bounds() -> dict[str, tuple[int, int, int]]:
    """Vague qualifier → least, best, most (`bounds.tsv`)."""
    text = (files("detectors.reading") / "bounds.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: (int(low), int(best), int(high)) for name, low, best, high in rows}


def estimate(c: Candidate) -> Estimate:
    """What one candidate says. An open bound stays open (`high` None); up to n people means one at least."""
    if c.low is None and c.high is None:
        low, best, high = bounds().get(c.qualifier, bounds()["unspecified"])
        return Estimate(low=low, best=best, high=high, vague=True)
    if c.low is None:
        return Estimate(low=min(1, c.high or 0), best=c.high or 0, high=c.high)
    return Estimate(low=c.low, best=c.low, high=c.high)


def add(one: Estimate, other: Estimate) -> Estimate:
    """Both together."""
    high = None if one.high is None or other.high is None else one.high + other.high
    return Estimate(low=one.low + other.low, best=one.best + other.best, high=high, vague=one.vague or other.vague)


def span(figures: Iterable[Estimate]) -> Estimate:
    """Rival figures of one thing: least to greatest, the best of the first."""
    listed = list(figures)
    high = None if any(e.high is None for e in listed) else max(e.high or 0 for e in listed)
    return Estimate(low=min(e.low for e in listed), best=listed[0].best, high=high, vague=all(e.vague for e in listed))


_NOBODY = Casualties()


def casualties(kind: Kind, members: Sequence[Candidate]) -> Casualties:
    """Killed or injured of one event. `members`: its current candidates, wholes and their parts, no repeats."""
    if all(c.kind not in (kind, "killed_or_injured") for c in members):
        return _NOBODY
    sums: dict[Victims, Estimate] = {}
    ids = {c.id for c in members}
    parts, others = by_reference(members, "part_of"), by_reference(members, "rival_of")
    tops = [c for c in members if c.part_of not in ids and c.rival_of not in ids]
    for top in _counting(tops, kind):
        if top.kind == "killed_or_injured":
            share = estimate(top)
            _put(sums, top.victims, Estimate(low=0, best=0, high=share.high, vague=True))
        elif top.kind == kind:
            whole = span([estimate(top), *map(estimate, others.get(top.id, ()))])
            for status, part in _split(top, whole, parts.get(top.id, ())).items():
                _put(sums, status, part)
    unknown, civilian = sums.get("unknown", Estimate()), sums.get("civilian", Estimate())
    return Casualties(
        total=add(unknown, civilian),
        civilian=civilian,
        unknown=unknown,
        combatant=sums.get("combatant", Estimate()),
    )


def _counting(tops: Sequence[Candidate], kind: Kind) -> list[Candidate]:
    """Without the vague figures that only say again what is counted, or said vaguely, elsewhere.

    A vague figure adds only where it is joined to another (مقتل طفل وعدد من المدنيين).
    """
    counted = [c for c in tops if c.kind == kind and c.low is not None]
    vague = [c for c in tops if c.kind == kind and c.low is None and c.high is None]
    both = [c for c in tops if c.kind == "killed_or_injured" and c.low is None and c.high is None]
    kept = [c for c in tops if c not in vague and c not in both] + _widest(both)
    beside: dict[int, list[Candidate]] = {}
    for c in counted:
        beside.setdefault(c.sentence, []).append(c)
    joined = [c for c in vague if any(_joined(c, o) for o in beside.get(c.sentence, ()))]
    return kept + (joined if counted else _widest(vague))


def _widest(vague: Sequence[Candidate]) -> list[Candidate]:
    """Of vague figures the largest, said first; none when there is none."""
    return sorted(vague, key=lambda c: (-estimate(c).low, c.id))[:1]


def _joined(one: Candidate, other: Candidate) -> bool:
    gap = max(one.first - other.last, other.first - one.last)
    return one.sentence == other.sentence and 0 <= gap <= _JOINED


def by_reference(
    candidates: Iterable[Candidate], name: Literal["part_of", "rival_of"]
) -> dict[int | None, list[Candidate]]:
    """Candidates under the id that they refer to, in their order."""
    found: dict[int | None, list[Candidate]] = {}
    for candidate in candidates:
        found.setdefault(getattr(candidate, name), []).append(candidate)
    return found


def tellings(whole: Candidate, parts: Sequence[Candidate]) -> list[list[Candidate]]:
    """Parts of a whole as they are told: its own, and those of its events, should these make it up by themselves.

    11 قتيلا بينهم أربعة شرطة … خمسة مدنيين في س … ثلاثة شرطة في ص: the three are among the four.
    """
    made_up = [c for c in parts if not _TOLD_APART.isdisjoint(c.reasons)]
    if whole.low is None or sum(c.low or 0 for c in made_up) < whole.low:
        return [list(parts)]
    return [[c for c in parts if c not in made_up], made_up]


def _put(sums: dict[Victims, Estimate], status: Victims, part: Estimate) -> None:
    sums[status] = add(sums[status], part) if status in sums else part


def _split(top: Candidate, whole: Estimate, parts: Sequence[Candidate]) -> dict[Victims, Estimate]:
    """A total by status: parts of another status than the total's are taken out of it."""
    out: dict[Victims, Estimate] = {}
    left = whole
    for status in ("combatant", "civilian"):
        if status == top.victims:
            continue
        told = tellings(top, [c for c in parts if c.kind == top.kind])
        count = min(max(sum(c.low or 0 for c in some if c.victims == status) for some in told), left.best)
        if count:
            out[status] = Estimate(low=count, best=count, high=count)
            left = _less(left, count)
    out[top.victims] = left
    return out


def _less(whole: Estimate, count: int) -> Estimate:
    return Estimate(
        low=max(0, whole.low - count),
        best=max(0, whole.best - count),
        high=None if whole.high is None else max(0, whole.high - count),
        vague=whole.vague,
    )
