"""Attacks on health care apart from mentions of it.

Every rule names a relation between the words of an attack and a facility, an ambulance or a health worker; what is
only a landmark, a destination of the wounded, a source, a threat, a denial or a judgement is turned down with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from detectors.reading.accidents import Accidents
from detectors.reading.care import Care, cares
from detectors.reading.cues import Cues
from detectors.reading.extent import depth
from detectors.reading.harm import Harm
from detectors.reading.healthscope import HealthScope
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.settings import Settings
from detectors.reading.stretches import LONG_AFTER
from detectors.reading.venues import Venues
from detectors.records import HealthTarget

_RELATIVE: Final = frozenset({"الذي", "التي", "اللذين", "الذين"})
_EARLIER: Final = frozenset({"scope:time:earlier", f"scope:{LONG_AFTER}", "scope:continues-background"})
"""Why a figure is of what the news came after."""


class HealthStrike(Struct, frozen=True, gc=False):
    """An attack on health care; positions are token indices."""

    target: HealthTarget
    scope: Literal["current", "past"]
    first: int
    last: int
    sentence: int
    rule: str
    name: str | None = None
    place: PlaceMention | None = None
    out_of_service: bool = False
    candidate: int | None = None
    """The casualty fact that tells of it, for a health worker."""


@dataclass(frozen=True, slots=True)
class HealthReading:
    """What was found, and what was turned down with its reason (token index of the word → reason)."""

    strikes: tuple[HealthStrike, ...]
    rejected: tuple[tuple[Care, str], ...] = ()


class HealthReader:
    """Reads one text."""

    def __init__(self, matches: Matches, settings: Settings, published: date | None) -> None:
        self._m = matches
        self._settings = settings
        self._published = published

    # Most texts name no health care, or nothing that befell it: what judges that is made when it is asked.

    @cached_property
    def _harm(self) -> Harm:
        return Harm(self._m)

    @cached_property
    def _accidents(self) -> Accidents:
        return self._m.made(Accidents)

    @cached_property
    def _scope(self) -> HealthScope:
        lead = 1 if self._m.headline is not None else 0
        return HealthScope(self._m, Cues(self._m, self._published, lead))

    def read(self, candidates: Iterable[Candidate]) -> HealthReading:
        """All attacks of the text, each facility once."""
        kept = list(candidates)
        strikes: list[HealthStrike] = []
        rejected: list[tuple[Care, str]] = []
        for care in self._m.made(cares):
            found = self._strike(care)
            if isinstance(found, str):
                rejected.append((care, found))
            elif found is not None:
                strikes.append(found)
        strikes = self._dated(strikes, kept)
        strikes += self._workers(kept, {s.sentence for s in strikes if s.target == "facility"})
        strikes.sort(key=lambda s: (s.scope == "past", s.first))
        return HealthReading(tuple(_once(strikes)), tuple(rejected))

    def _strike(self, care: Care) -> HealthStrike | str | None:
        """The attack on `care`, or why its mention is none."""
        found = self._harm.found(care)
        if found is None:
            return "mention"
        trigger, rule = found
        if care.target == "personnel" and not self._scope.at_work(care):
            return "off-duty"
        if self._accidents.mishap(care.sentence, care.last if care.target == "personnel" else None):
            return "accident"
        doubt = self._scope.doubt(care, trigger)
        if doubt is not None:
            return doubt
        first, last = min(trigger, care.first), max(trigger + 1, care.last)
        return HealthStrike(
            care.target,
            self._scope.of(care, trigger),
            first,
            last,
            care.sentence,
            f"health:{rule}",
            care.name,
            self._where(care),
            out_of_service=rule == "halt" or self._harm.out_of_service(care),
        )

    def _where(self, care: Care) -> PlaceMention | None:
        found = self._settings.at(care.sentence, care.first, care.last)
        placed = bool(self._settings.groups(care.sentence))
        return self._m.made(Venues).of(care.sentence, found, placed=placed) or found

    def _dated(self, strikes: list[HealthStrike], candidates: list[Candidate]) -> list[HealthStrike]:
        """القصف الذي استهدف المشفى, said of what the sentence before told, is background like that."""
        out: list[HealthStrike] = []
        for strike in strikes:
            here = [o.scope for o in out if o.target == strike.target and o.sentence == strike.sentence]
            told = [c.scope for c in candidates if c.sentence == strike.sentence - 1]
            before = self._m.document.tokens[strike.first - 1].text if strike.first else ""
            past = here[-1:] == ["past"] or (before in _RELATIVE and bool(told) and "current" not in told)
            dated = strike.scope == "past" or self._scope.is_dated(strike.sentence)
            past = past or self._reported(strike, strikes)
            earlier = self._resulted(strike, candidates) or (past and not dated) or self._counted(strike, candidates)
            out.append(replace(strike, scope="past") if earlier else strike)
        return out

    def _reported(self, strike: HealthStrike, strikes: list[HealthStrike]) -> bool:
        """قالت اللجنة في تقرير عن عام … إن مستشفيات قصفت. وأضافت أن … استهدف الفرق الطبية: of the report's time too."""
        sentences = self._m.document.sentences
        said = self._m.words[sentences[strike.sentence].first].get("verb.say")
        told = {s.scope for s in strikes if s.sentence == strike.sentence - 1}
        if strike.name is not None or said is None or "wa" not in said.clitics or told != {"past"}:
            return False
        return self._scope.reports(strike.sentence - 1)

    def _counted(self, strike: HealthStrike, candidates: list[Candidate]) -> bool:
        """في تقرير أصدرته اليوم مقتل 9 من الكوادر الطبية خلال نيسان: the staff of a running count."""
        if strike.target != "personnel":
            return False
        own = [c for c in candidates if strike.first < c.last and c.first < strike.last]
        return bool(own) and all(self._cumulative(c, candidates) for c in own)

    def _resulted(self, strike: HealthStrike, candidates: list[Candidate]) -> bool:
        """جاءت الغارات بعد يومين على استهداف مشفى أدى إلى مقتل طبيب: dated earlier with those whom it killed."""
        here = [c for c in candidates if c.sentence == strike.sentence and c.part_of is None]
        behind = all(c.first >= strike.first and not _EARLIER.isdisjoint(c.reasons) for c in here)
        return bool(here) and behind

    def _workers(self, candidates: list[Candidate], struck: set[int]) -> list[HealthStrike]:
        """Health workers killed or wounded at work; `struck`: sentences that tell of a facility that was hit."""
        out: list[HealthStrike] = []
        for c in candidates:
            health = "health" in c.groups and (c.sentence in struck or self._scope.on_duty(c))
            if not (health or self._scope.crew(c)):
                continue
            past = self._cumulative(c, candidates) or self._scope.is_past(c)
            scope: Literal["current", "past"] = "past" if past else "current"
            rule = "health:worker"
            out.append(HealthStrike("personnel", scope, c.first, c.last, c.sentence, rule, None, c.place, False, c.id))
        return out

    def _cumulative(self, c: Candidate, candidates: list[Candidate]) -> bool:
        by_id, seen = {o.id: o for o in candidates}, {c.id}
        whole = c
        while whole.part_of in by_id and whole.part_of not in seen:  # some of those of a side, among all of a month
            whole = by_id[whole.part_of]
            seen.add(whole.id)
        return "cumulative" in {c.scope, whole.scope}


def _once(strikes: list[HealthStrike]) -> list[HealthStrike]:
    """Each facility once: a nameless repeat belongs to the named one."""
    out: list[HealthStrike] = []
    for strike in strikes:
        same = next((k for k, o in enumerate(out) if _same(o, strike)), None)
        if same is None:
            out.append(strike)
        else:
            known = out[same]
            out[same] = replace(
                known,
                name=known.name or strike.name,
                place=_place(known, strike),
                out_of_service=known.out_of_service or strike.out_of_service,
            )
    return out


def _place(known: HealthStrike, strike: HealthStrike) -> PlaceMention | None:
    """Where a facility told of twice is: where it is named; of two named ones the finer place."""
    if known.place is None or strike.place is None:
        return known.place or strike.place
    if strike.name and not known.name:
        return strike.place
    return strike.place if strike.name and depth(strike.place) > depth(known.place) else known.place


def _same(one: HealthStrike, other: HealthStrike) -> bool:
    if one.target != other.target or one.scope != other.scope:
        return False
    if one.candidate is not None and other.candidate is not None:
        return False
    if one.name and other.name:
        return one.name.split()[-1] == other.name.split()[-1]
    return True
