"""Places once more, when repeats and parts are known: what is said of one place in one sentence holds in the next."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from detectors.reading.extent import depth, inside
from detectors.reading.model import Candidate, PlaceMention
from detectors.reading.placing import REASON


def refine_places(candidates: Sequence[Candidate]) -> list[Candidate]:
    """After repeats and parts are known: a fact and its repeats share the finest place that any of them names.

    A repeat or part whose own sentence names no place is said of the place of what it repeats or belongs to.
    """
    best: dict[int, PlaceMention] = {}
    candidates = _with_mates(candidates)
    for c in candidates:
        lead = c.figure
        listed = c.place is not None and c.place.chain is not None and c.share is None  # بلدات في الجنوب والبقاع
        ahead = lead > c.id  # a round figure of the headline: the lead says where
        stated = c.low is not None and not (_supposed(c) or ahead or (listed and lead in best))
        if c.place is not None and stated and (lead not in best or _fineness(c.place) > _fineness(best[lead])):
            best[lead] = c.place
    out: list[Candidate] = []
    places: dict[int | None, PlaceMention | None] = {}
    repeated = _repeated(candidates, best)
    for c in candidates:
        finest = best.get(c.figure)
        if finest is not None and (
            c.place is None or (_fineness(finest) > _fineness(c.place) and inside(finest, c.place))
        ):
            out.append(_moved(c, finest, "finer-in-repeat"))
        elif REASON + "whole" in c.reasons and _wider(c.place, places.get(c.part_of)):
            out.append(_moved(c, places[c.part_of], "whole"))
        elif c.part_of in best and (_of_repeat(c, candidates) or _beside_whole(c, candidates, best[c.part_of])):
            out.append(_moved(c, best[c.part_of], "whole"))
        elif _supposed(c) and c.same_as in best:
            out.append(_moved(c, best[c.same_as], "repeat"))
        elif _supposed(c) and c.part_of in best and not _gone_on(c, best[c.part_of]):
            out.append(_moved(c, best[c.part_of], "whole"))
        elif _supposed(c) and c.superseded_by in best and _wider(c.place, best[c.superseded_by]):
            out.append(_moved(c, best[c.superseded_by], "repeat"))
        elif _supposed(c) and c.rival_of in best:
            out.append(_moved(c, best[c.rival_of], "rival"))
        elif _supposed(c) and (c.sentence, c.place) in repeated:
            out.append(_moved(c, repeated[c.sentence, c.place], "repeat"))
        else:
            out.append(c)
        places[c.id] = out[-1].place
    return out


def _with_mates(candidates: Sequence[Candidate]) -> list[Candidate]:
    """مقتل ثلاثة جنود ومدنيين بهجوم في س, and then the three in a village: who is told in one breath was there, too."""
    learned = {c.id: c.place for c in candidates if "relation:completed" in c.reasons and c.place is not None}
    heads = [c for c in candidates if c.id in learned and learned[c.id].sentence != c.sentence]
    out: list[Candidate] = []
    for c in candidates:
        alone = c.place is not None and c.place.sentence == c.sentence and c.part_of is c.same_as is None
        joined = alone and c.rule.startswith("joined")
        head = next((h for h in heads if joined and h.sentence == c.sentence and c.id - h.id == 1), None)
        out.append(c if head is None else _moved(c, learned[head.id], "repeat"))
    return out


def _repeated(
    candidates: Sequence[Candidate], best: dict[int, PlaceMention]
) -> dict[tuple[int, PlaceMention | None], PlaceMention]:
    """45 قتيلا وستة مفقودين: who is told of beside a repeat is where that is, whatever the text was speaking of."""
    again = [(c, best[c.same_as]) for c in candidates if c.same_as is not None and c.same_as in best and _supposed(c)]
    return {(c.sentence, c.place): finest for c, finest in again if c.place is not None and inside(finest, c.place)}


def _beside_whole(c: Candidate, candidates: Sequence[Candidate], finest: PlaceMention) -> bool:
    """The part was told with its whole and placed where that was, which gives way to the finer place in it."""
    if c.place is None or not inside(finest, c.place):
        return False
    wholes = (w for w in candidates if w.sentence == c.sentence and c.part_of in {w.id, w.same_as})
    return any(w.place is not None and w.place.key == c.place.key for w in wholes)


def _of_repeat(c: Candidate, candidates: Sequence[Candidate]) -> bool:
    """ومعهم 30 مصابا جراح 12 منهم بليغة: its whole is told again there, of no place, and is where it was first told."""
    wholes = (w for w in candidates if w.same_as == c.part_of and w.sentence == c.sentence)
    return REASON + "whole" in c.reasons and any(_supposed(w) for w in wholes)


def _wider(place: PlaceMention | None, whole: PlaceMention | None) -> bool:
    """The part was placed where its whole was, before that moved to a finer place."""
    return whole is not None and (place is None or inside(whole, place))


def _gone_on(c: Candidate, whole: PlaceMention) -> bool:
    """Right before the part the text has gone on to a place in its whole's (8 في بغداد. وفي حي س انفجرت سيارة)."""
    place = c.place
    return place is not None and whole.sentence < place.sentence == c.sentence - 1 and inside(place, whole)


def _fineness(place: PlaceMention) -> tuple[int, bool]:
    """How fine a place is; a town that may stand for its district is wider than a village."""
    return depth(place), place.seat is None


def _supposed(c: Candidate) -> bool:
    """Whether the place is only what the text was speaking of."""
    return not {REASON + "focus", REASON + "none", REASON + "source"}.isdisjoint(c.reasons)


def _moved(c: Candidate, place: PlaceMention | None, reason: str) -> Candidate:
    return replace(c, place=place, reasons=(*c.reasons, REASON + reason))
