"""Figures that are told beside the news and count other days as well: running counts, whatever words of time say."""

from __future__ import annotations

from typing import Final

from detectors.reading.comparison import surely_apart, value
from detectors.reading.figures import Figures
from detectors.reading.model import Candidate
from detectors.reading.parts import ITEM
from detectors.reading.people import COMMAS
from detectors.reading.repeats import ROUND, ROUNDED
from detectors.reading.tallies import OF_ALL
from detectors.records import Victims

REFERS: Final = frozenset({"scope:refers-to-running-count", "scope:tells-on"})
DETAILS: Final = REFERS | {"scope:detail-of-running-count", ITEM}
"""Why a figure without a time of its own is taken for a running count."""
TALLIED_LEAST: Final = 2
"""One dead is compared as two: many a toll is ten times one."""
RUNNING: Final = frozenset(
    f"scope:time:{name}" for name in ("since", "period", "whole-month", "this-period", "until-today", "toll-of-span")
)
"""Reasons of a figure that runs over a stretch."""
MADE_ROUND: Final = frozenset({"more_than", "at_least", "approximately"})
OF_A_BODY: Final = 30
"""Dead of one trade that a toll has risen to, least, that are told as a tally by themselves."""
WEEKDAYS: Final = frozenset({"السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه"})
_ENTERED: Final = frozenset({"ادراج", "اضافه", "اعتماد", "ادرج", "ادرجت", "اضيف", "اضيفت", "اضافت", "اعتمد", "اعتمدت"})
_ENTRY_REACH: Final = 3
"""Tokens between what was done with the dead in a register and how many there are."""
_PAPERS: Final = ("بيانات", "لجنه", "اللجنه")
_RUNNING: Final = "تراكميه"
ELSEWHERE: Final = 10
"""So many times more a toll of another place must be: that may be an attack of its own."""


def entered(f: Figures) -> None:
    """أضيف 199 شهيدا إلى الإحصائية التراكمية ممن اكتملت بياناتهم: dead of earlier days, entered only now."""
    texts, sentences = f.matches.document.texts, f.matches.document.sentences
    for i, c in enumerate(heads := [h for h in f.heads("killed") if value(h) is not None]):
        before = {text.removeprefix("و") for text in texts[max(0, c.first - _ENTRY_REACH) : c.first]}
        behind = texts[c.last : sentences[c.sentence].last]
        papers = any(text.startswith(_PAPERS) for text in behind)
        told = [h for h in heads[:i] if h.scope == "current"]
        known = any(h.sentence != c.sentence or not COMMAS.isdisjoint(texts[h.last : c.first]) for h in told)
        pause = next((k for k, text in enumerate(behind) if text in COMMAS), len(behind))
        running = known and any(text.endswith(_RUNNING) for text in behind[:pause])
        if c.scope == "current" and not before.isdisjoint(_ENTERED) and (papers or running):
            f.set(c, "relation:tally", scope="cumulative")


def headlined(f: Figures) -> None:
    """وحصيلة المعارك تتجاوز 200 in a headline, 205 منذ أبريل in the text: the headline's is the running count."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for a in heads:
            if a.sentence != f.headline and a.scope == "current" and f.told.lead(a) and a.day is None:
                _same_number(f, a, [b for b in heads if (value(b) or 0) >= OF_A_BODY])
            if a.sentence != f.headline or a.scope != "current":
                continue
            if a.qualifier not in MADE_ROUND:
                _same_number(f, a, heads)
                continue
            near = [b for b in heads if b.id > a.id and (value(a) or 0) <= (value(b) or 0) <= ROUNDED * (value(a) or 0)]
            if near and (value(a) or 0) >= ROUND and all(b.scope == "cumulative" for b in near):
                f.set(a, "relation:tally", scope="cumulative", place=near[0].place)


def _same_number(f: Figures, a: Candidate, heads: list[Candidate]) -> None:
    """ارتفاع قتلى المعارك إلى 174, then 174 منذ أبريل: the text tells over what time the headline's number runs."""
    again = [b for b in heads if b.id > a.id and value(b) == value(a)]
    running = again and all(not RUNNING.isdisjoint(b.reasons) for b in again)
    if running and not any(_since_weekday(f, b) for b in again):
        f.set(a, "relation:tally", scope="cumulative")


def _since_weekday(f: Figures, c: Candidate) -> bool:
    """منذ بدء العملية مساء الخميس 20 نيسان: of this week, and of one event as long as it goes on."""
    start, texts = f.matches.document.sentences[c.sentence].first, f.matches.document.texts
    days = (
        m for m in f.matches.dates if start <= m.first < c.last and not WEEKDAYS.isdisjoint(texts[m.first : m.last])
    )
    return any(f.matches.standing.any(("mark.since",), start, m.first) for m in days)


def beside_running(f: Figures) -> None:
    """174 قتيلا منذ أبريل …. من بين القتلى 14 مدنيا، وإن 36 مدنيا أصيبوا: the wounded are of the same time."""
    for p in [c for c in f.all.values() if c.part_of is not None and c.same_as is None]:
        whole = f.all[p.part_of] if p.part_of is not None else p
        if RUNNING.isdisjoint(whole.reasons):
            continue
        for c in [c for c in f.all.values() if c.sentence == p.sentence and c.id > p.id and f.stands(c)]:
            if c.kind != p.kind and c.scope == "current" and f.told.eventless(c) and not f.told.apart(c):
                f.set(c, "relation:tally", scope="cumulative")


def tallied(f: Figures) -> None:
    """عدد الصحافيين القتلى 140: a toll of a trade, a land or of what goes on is no news beside the report's figure."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, toll in enumerate(heads):
            if toll.scope != "current":
                continue
            if (value(toll) or 0) >= OF_A_BODY and f.told.rises_to(toll) and f.tallies.of_body(toll):
                f.set(toll, "relation:tally", scope="cumulative")
                continue
            told = [h for h in heads[:i] if h.scope == "current"]
            told = told or [c for c in f.all.values() if c.id < toll.id and c.scope == "current" and value(c)]
            known = [value(h) or 0 for h in told]
            if not known or sum(known) == value(toll) or (value(toll) or 0) <= max(known):
                continue  # no more than the report's own: no tally, whatever it is of
            least = f.tallies.least(toll)
            if least == OF_ALL and all(h.kind != toll.kind for h in told):
                continue  # 14 قتيلا، ووصل عدد الجرحى إلى 2600
            least *= ELSEWHERE if all(surely_apart(h, toll) for h in told) else 1
            if least and (value(toll) or 0) >= least * max(TALLIED_LEAST, *known):
                for c in [c for c in f.all.values() if c.sentence == toll.sentence and c.scope == "current"]:
                    more = c.kind != toll.kind and (value(c) or 0) >= (value(toll) or 0) and f.told.eventless(c)
                    beside = c.id > toll.id and (f.told.rises_to(c) or c.rule.startswith("joined") or more)
                    if c.id == toll.id or beside:
                        f.set(c, "relation:tally", scope="cumulative")


def _item(c: Candidate) -> bool:
    """An item of a list, or a detail: no total of its own."""
    return ITEM in c.reasons or "scope:detail-of-running-count" in c.reasons


def details(f: Figures) -> None:
    """A smaller figure that only goes on telling of a running count: its part."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if h.scope == "cumulative" and value(h) is not None]
        for i, c in enumerate(heads):
            if DETAILS.isdisjoint(c.reasons):
                continue
            wider = [h for h in heads[:i] if (value(h) or 0) > (value(c) or 0) and not _item(h)]
            sorts = {h.victims for h in wider}
            fitting = [h for h in wider if _among(h, c, sorts) and f.alike(h, c)]
            if fitting:
                f.set(c, "relation:within-total", part_of=fitting[-1].id, scope="part")


def _among(whole: Candidate, c: Candidate, sorts: set[Victims]) -> bool:
    """Fighters are counted among people of any sort or fighters, others among others; `sorts`: all that are counted.

    People of no known sort are of neither, where civilians and fighters are counted each for themselves.
    """
    if whole.victims in {c.victims, "unknown"}:
        return True
    return "combatant" not in {c.victims, *sorts}
