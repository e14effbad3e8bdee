"""What an alert says: its content from an episode, an attack or a silence, with the incidents behind it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import msgspec

from alerts.lifecycle.episodes import Episode
from alerts.lifecycle.state import Voice
from alerts.lifecycle.store import Store
from alerts.records import Alert, Evidence
from alerts.rules.fields import in_words
from alerts.rules.model import GRADES, CountRule, FlatlineRule, HospitalRule, Rule, ThresholdRule, Tier
from alerts.windows import sums
from alerts.windows.assignment import HOURS, instant, local_hour, slot
from detectors.records import Estimate, Incident, Place

SHOWN_INCIDENTS = 8
"""Incidents that an alert carries; `incidents_total` counts all."""
SHOWN_EVIDENCE = 5
SHOWN_CLAIMS = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """An alert as it should stand, before its history is looked at."""

    alert: Alert
    subject: str
    passes: int


def alert_id(rule: str, subject: str, episode: str) -> str:
    """The same for every replay: a hash of rule, place (or incident, or source) and episode."""
    return hashlib.sha256(f"{rule}\x1f{subject}\x1f{episode}".encode()).hexdigest()[:24]


def counted(rule: CountRule, found: tuple[Episode, str], place: Place, named: list[str], store: Store) -> Wanted:
    """The alert of a district's episode and the words for it; `named` are its incidents, heaviest first."""
    episode, why = found
    shown = [incident for incident in map(store.incident, named[:SHOWN_INCIDENTS]) if incident is not None]
    at = tier(rule, episode.peak)
    step = tiers_of(rule)[at]
    alert = _alert(
        rule, place.code or "", episode.key, district=place, severity=step.severity, route=step.route, tier=at,
        threshold=step.at, window_start=instant(episode.start, store.zone),
        window_end=instant(episode.end, store.zone), measure=rule.measure, value=_value(rule, episode.sums),
        peak=episode.peak, killed=sums.casualties(episode.sums, "killed"),
        injured=sums.casualties(episode.sums, "injured"), incidents_total=episode.sums[sums.INCIDENTS],
        explanation=f"{rule.name}: {_words(rule)} {why}.", reason=_REASONS.get(rule.kind, "threshold_crossed"),
        governorate=store.governorate, **_told(shown, store),
    )  # fmt: skip
    return Wanted(alert, place.code or "", episode.passes)


def attacked(rule: HospitalRule, incident: Incident, quoted: str | None, store: Store) -> Wanted:
    """The alert of one attack on health care; `quoted` is the sentence when the rule's own words found it."""
    at = slot(incident, store.zone)
    start = at.day * HOURS
    why = f"its words found an attack in: {quoted}" if quoted else "the reports tell of an attack on health care"
    alert = _alert(
        rule, f"i:{incident.incident_id}", incident.incident_id, district=incident.place, severity=rule.severity,
        route=rule.route, window_start=instant(start, store.zone), window_end=instant(start + HOURS, store.zone),
        measure="attacks", value=Estimate(low=1, best=1, high=1), peak=1, threshold=1, killed=incident.killed,
        injured=incident.injured, incidents_total=1, explanation=f"{rule.name}: {why}.", reason="hospital_attacked",
        governorate=store.governorate, **_told([incident], store),
    )  # fmt: skip
    return Wanted(alert, f"i:{incident.incident_id}", start + HOURS)


def quiet(rule: FlatlineRule, source: str, voice: Voice, store: Store) -> Wanted:
    """The alert of a source that went quiet."""
    text = f"{rule.name}: nothing from {source} for over {in_words(rule.quiet_for)}, {voice.articles} articles before."
    alert = _alert(
        rule, f"s:{source}", voice.last.isoformat(timespec="minutes"), district=Place(name=source),
        severity=rule.severity, route=rule.route, window_start=voice.last, window_end=voice.last + rule.quiet_for,
        measure="articles", value=Estimate(), threshold=1, explanation=text, reason="source_silent",
        event_time=voice.last, governorate=store.governorate,
    )  # fmt: skip
    return Wanted(alert, f"s:{source}", local_hour(voice.last + rule.quiet_for, store.zone))


def tiers_of(rule: CountRule) -> tuple[Tier, ...]:
    """The rule's tiers; rules of other kinds have one, at their least figure."""
    if isinstance(rule, ThresholdRule):
        return rule.tiers
    return (Tier(getattr(rule, "minimum", 1), rule.severity, rule.route),)


def tier(rule: CountRule, peak: int) -> int:
    """Index of the highest tier that `peak` reaches; 0 at least."""
    return max((at for at, step in enumerate(tiers_of(rule)) if peak >= step.at), default=0)


_REASONS = {"spike": "spike", "new_place": "new_place"}
_WORDS = {
    "non_combatant": "civilians and people of unknown status", "civilian": "civilians", "unknown": "people of unknown "
    "status", "combatant": "combatants", "everyone": "everyone, combatants included",
}  # fmt: skip


def _words(rule: CountRule) -> str:
    if rule.measure == "incidents":
        return "incidents"
    return f"{rule.measure.replace('_', ' ')} ({rule.estimate} figure; {_WORDS[rule.victims]})"


def _value(rule: CountRule, vector: sums.Vector) -> Estimate:
    if rule.measure == "incidents":
        count = vector[sums.INCIDENTS]
        return Estimate(low=count, best=count, high=count)
    found = [sums.estimate(vector, name, rule.victims) for name in ("killed", "injured") if name in rule.measure]
    return Estimate(
        low=sum(e.low for e in found), best=sum(e.best for e in found),
        high=None if any(e.high is None for e in found) else sum(e.high or 0 for e in found),
        vague=any(e.vague for e in found),
    )  # fmt: skip


def _alert(rule: Rule, subject: str, episode: str, **content: object) -> Alert:
    head = {"rule": rule.name, "rule_kind": rule.kind, "state": "firing", "revision": 0, "episode": episode}
    ident = alert_id(rule.name, subject, episode)
    return Alert(alert_id=ident, updated_at=content["window_start"], **head, **content)  # type: ignore[arg-type]


def _told(incidents: list[Incident], store: Store) -> dict[str, object]:
    """What the incidents have to show: themselves, their sentences, outlets, grade, time and context."""
    claims = [claim for incident in incidents for claim in incident.claims[:SHOWN_CLAIMS]]
    spoken = {(claim.source, claim.sentence): claim for claim in reversed(claims)}
    chosen = list(spoken.values())[::-1][:SHOWN_EVIDENCE]
    evidence = tuple(
        Evidence(article_id=c.article_id, source=c.source, sentence=c.sentence, published_at=c.published_at, url=c.url)
        for c in chosen
    )
    times = [slot(incident, store.zone) for incident in incidents]
    latest = max((at.day * HOURS + at.hour for at in times), default=None)
    return {
        "incidents": tuple(_shown(incident) for incident in incidents),
        "evidence": evidence,
        "sources": len({source for incident in incidents for source in incident.sources}),
        "grade": max((i.grade for i in incidents), key=GRADES.index, default="single-source"),
        "event_time": None if latest is None else instant(latest, store.zone),
        "context": tuple(dict.fromkeys(line for incident in incidents for line in incident.context))[:SHOWN_EVIDENCE],
    }


def _shown(incident: Incident) -> Incident:
    """The incident with two of its claims."""
    return msgspec.structs.replace(incident, claims=incident.claims[:SHOWN_CLAIMS])
