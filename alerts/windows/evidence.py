"""An incident reduced to what an alert shows: a few claims with their sentence, everything bounded."""

from __future__ import annotations

from datetime import datetime

import msgspec

from alerts.windows.state import Held
from detectors.records import Claim, Incident

KEPT_CLAIMS = 4
"""Claims per incident that travel on: the newest of each outlet first."""
SENTENCE = 600
"""Characters of a quoted sentence; Slack shows fewer."""
NAMED = 32
"""Outlets, articles, actors and context lines per incident; their number is counted before."""
NAME = 160
"""Characters of an outlet, actor or weapon as written."""
LONGEST_URL = 2000
"""A longer address is left out: browsers and Slack refuse it."""
KEPT_IDS = 256
"""Claims remembered per incident to tell what a new version brought in."""


def reduced(incident: Incident) -> Incident:
    """`incident` with bounded evidence: same identity, figures and grade."""
    return msgspec.structs.replace(
        incident,
        claims=tuple(_short(claim) for claim in _shown(incident.claims)),
        article_ids=incident.article_ids[:NAMED],
        sources=tuple(name[:NAME] for name in incident.sources[:NAMED]),
        actors=tuple(name[:NAME] for name in incident.actors[:KEPT_CLAIMS]),
        weapon=incident.weapon and incident.weapon[:NAME],
        context=tuple(line[:SENTENCE] for line in incident.context[:KEPT_CLAIMS]),
    )


def _shown(claims: tuple[Claim, ...]) -> list[Claim]:
    """The newest claim of each outlet before older ones, witnesses behind all others, at most `KEPT_CLAIMS`."""
    ranked = sorted(claims, key=lambda c: (not c.event.witness, c.published_at, c.claim_id), reverse=True)
    first: list[Claim] = []
    rest: list[Claim] = []
    outlets: set[str] = set()
    for claim in ranked:
        (rest if claim.source in outlets else first).append(claim)
        outlets.add(claim.source)
    return (first + rest)[:KEPT_CLAIMS]


def _short(claim: Claim) -> Claim:
    url = claim.url if claim.url and len(claim.url) <= LONGEST_URL else None
    event = msgspec.structs.replace(claim.event, facts=(), actor=None, weapon=None)
    return msgspec.structs.replace(
        claim, event=event, facts=(), fingerprint=(), context=(), url=url, sentence=claim.sentence[:SENTENCE]
    )


def seen(incident: Incident, before: Held | None) -> frozenset[str]:
    """Claim ids of this version and of those before, bounded; this version's come first."""
    now = sorted(claim.claim_id for claim in incident.claims)[:KEPT_IDS]
    past = sorted(before.claims if before else ())
    return frozenset((now + past)[:KEPT_IDS])


def publication(incident: Incident, before: Held | None) -> datetime:
    """Publication of the newest article among the claims that are new in this version (of all when none is)."""
    known = before.claims if before else frozenset()
    new = [claim.published_at for claim in incident.claims if claim.claim_id not in known]
    return max(new or [claim.published_at for claim in incident.claims] or [incident.updated_at])
