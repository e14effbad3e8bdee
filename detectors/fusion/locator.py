"""One article's report → what it says about each governorate, replacing what an earlier version of it said."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

import msgspec

from detectors.fusion.evidence import UNRESOLVED, claims_of, governorate_of, tells_harm, version_of
from detectors.fusion.hearing import Hearing
from detectors.records import Claim, Record, Report, ReportClaims
from detectors.step import StateView, Step


class _Located(Record, frozen=True, kw_only=True):
    """What is remembered of an article: its latest version and the governorates that were told of it."""

    version: tuple[datetime, str]
    governorates: tuple[str, ...]


_decoder = msgspec.msgpack.Decoder(_Located)
_encoder = msgspec.msgpack.Encoder()


class Locator:
    """State: one value of some 150 to 300 bytes per article id. It has no other memory and needs none.

    The latest version of an article wins whatever the order of arrival; an older one, and the same one again, changes
    nothing. A withdrawn article speaks of no governorate any more.
    """

    def __init__(self, hearing: Hearing | None = None) -> None:
        """`hearing`: who hears of what is not surely theirs; that of the package's gazetteer by default."""
        self._hearing = Hearing.default() if hearing is None else hearing

    def step(self, state: StateView, report: Report, now: datetime) -> Step[ReportClaims]:
        """What each governorate must be told because of `report`. `now` is not used: nothing here ages."""
        version = version_of(report)
        stored = state.get(report.article_id)
        before = _decoder.decode(stored) if stored else None
        if before and before.version >= version:
            return Step()
        told = by_governorate(claims_of(report), self._hearing)
        names = sorted({*told, *(before.governorates if before else ())})
        outputs = tuple(
            ReportClaims(article_id=report.article_id, governorate=g, version=version, claims=told.get(g, ()))
            for g in names
        )
        # Governorates that were left stay on the list: they hold the older version and must hear of every newer one.
        after = _Located(version=version, governorates=tuple(names))
        return Step(outputs, {report.article_id: _encoder.encode(after)})


def by_governorate(claims: tuple[Claim, ...], hearing: Hearing) -> dict[str, tuple[Claim, ...]]:
    """Claims by the governorate of their event; others that may know the event hear of it as witnesses do.

    Of all that counts people or attacks health care hears who fuses what nobody places, lest it be two (`elsewhere`).
    """
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        home = governorate_of(claim)
        if home != UNRESOLVED or not claim.event.witness:
            found[home].append(claim)
        if home != UNRESOLVED and not claim.event.witness and tells_harm(claim):
            found[UNRESOLVED].append(claim)
        others = [g for g in hearing.beyond(claim, home) if g != home]
        if others:
            witness = msgspec.structs.replace(claim, event=msgspec.structs.replace(claim.event, witness=True))
            for governorate in others:
                found[governorate].append(witness)
    return {governorate: tuple(list_) for governorate, list_ in found.items()}
