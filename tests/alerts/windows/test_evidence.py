"""Which claims travel on with an alert."""

from __future__ import annotations

import msgspec

from alerts.windows.evidence import KEPT_CLAIMS, reduced
from detectors.fusion import fuse_all
from detectors.records import Claim
from tests.detectors.fusion.builders import NOON, NOW, event, hours, report


def heard(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, event=msgspec.structs.replace(claim.event, witness=True))


def test_those_that_count_stand_before_newer_witnesses() -> None:
    reports = [report(name, event("بستان القصر", 3), at=NOON + hours(n)) for n, name in enumerate("abcdef")]
    (incident,) = fuse_all(reports, NOW)
    first, *others = incident.claims
    shown = reduced(msgspec.structs.replace(incident, claims=(first, *map(heard, others)))).claims
    assert [claim.article_id for claim in shown] == ["a", "f", "e", "d"][:KEPT_CLAIMS]
