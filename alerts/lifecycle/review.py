"""What should stand under one rule for one subject, against what stood: the alerts that must be sent."""

from __future__ import annotations

from datetime import datetime, tzinfo

import msgspec

from alerts.lifecycle import compose, desired
from alerts.lifecycle.compose import Wanted
from alerts.lifecycle.deadlines import NEVER, Deadlines
from alerts.lifecycle.episodes import Episode
from alerts.lifecycle.marks import fold
from alerts.lifecycle.memory import Instant, Memory, Quiet, Subject
from alerts.lifecycle.muting import ends, muting
from alerts.lifecycle.reconcile import Moment, Standing, marked, retract, settle, wavers
from alerts.lifecycle.series import Series, scope, tested
from alerts.lifecycle.state import KEPT_EPISODES, Live, Roster, Voice
from alerts.lifecycle.store import Store
from alerts.records import Alert, Reason
from alerts.rules.keywords import matched
from alerts.rules.model import GRADES, CountRule, FlatlineRule, HospitalRule, Rule, RuleSet, ThresholdRule
from alerts.windows import sums
from alerts.windows.assignment import HOURS, instant, local_day
from detectors.records import Incident


class Review:
    """The rules, the state and the instant of one step; `alerts` gathers the revisions to send."""

    def __init__(self, rules: RuleSet, store: Store, now: datetime, memory: Memory) -> None:
        self._rules, self.store, self._now, self._memory = rules, store, now, memory
        self.alerts: list[Alert] = []
        reached = store.time.reached
        self.deadlines = Deadlines(now if reached is None else min(now, reached))
        self.published: datetime | None = None
        """Publication of the article that led to this step."""

    def look(self, rule: Rule, subject: str, changed: tuple[int, int] | None = None) -> None:
        """Work out what should stand for `subject` (a place's code, `i:` and an incident, `s:` and a source).

        `changed` are the first and the last day on which a place's counts changed, when nothing else did."""
        reached = self.store.time.reached
        if changed is not None or reached is None:
            self._look(rule, subject, changed)
            return
        at = Instant(self.deadlines.seen, max(self._now, reached), self._floor(), self._since())
        name = (self.store.governorate, rule.name, subject)
        known = self._memory.quiet(name, at, self.store.draft)
        if known is None:
            self._look_anew(rule, name, at)
        else:
            self.deadlines.note(known.noted)

    def _look_anew(self, rule: Rule, name: Subject, at: Instant) -> None:
        """Look, and remember what was read if that changed nothing."""
        whole, self.deadlines = self.deadlines, Deadlines(at.seen)
        read = self.store.draft.trace()
        self._look(rule, name[-1], None)
        own, self.deadlines = self.deadlines, whole
        whole.include(own)
        stored = None if own.next is None else self.store.draft.stored(read)
        if own.next is not None and stored is not None:
            turns = (t for s in self._rules.silences for t in (s.since, s.until) if t is not None and t >= at.seen)
            self._memory.keep(name, Quiet(at, stored, own.next, min(own.next, *turns, NEVER)))

    def _look(self, rule: Rule, subject: str, changed: tuple[int, int] | None) -> None:
        if isinstance(rule, CountRule):
            self._count(rule, subject, changed)
        elif isinstance(rule, HospitalRule):
            self._attack(rule, subject)
        elif isinstance(rule, FlatlineRule):
            self._silence(rule, subject)

    def relook(self, live: Live) -> None:
        """People decided something about an alert: its rule is looked at again, and it itself when that is final."""
        rule = self._rules.named(live.alert.rule)
        if rule is None:
            return
        self.look(rule, live.subject)
        if self._final(rule, live):
            self._settle(rule, Wanted(live.alert, live.subject, live.passes))

    def _final(self, rule: Rule, live: Live) -> bool:
        """Nothing that is reported can change the alert's figures any more."""
        if isinstance(rule, CountRule):
            return live.passes <= self._floor() * HOURS
        return isinstance(rule, HospitalRule) and self.store.incident(live.subject[2:]) is None

    def _count(self, rule: CountRule, code: str, changed: tuple[int, int] | None) -> None:
        series = self.store.series(code)
        own = None if series is None else scope(rule, series.place)
        if series is None or own is None:
            return
        roster = self._roster(rule, code)
        floor = self._floor()
        frame = desired.Frame(floor, self._since(), roster.sealed, changed)
        done, stands = roster.sealed, set()
        for episode, why in desired.episodes(rule, series, own, frame):
            if episode.passes <= floor * HOURS:
                done = max(done, episode.last)
                continue
            named = series.members(rule, own, episode.start, episode.end - 1)
            wanted = compose.counted(rule, (episode, why), series.place, named, self.store)
            stands.add(wanted.alert.alert_id)
            self._settle(rule, wanted)
        self._retire(rule, series, own, stands, frame)
        if done > roster.sealed:
            self.deadlines.stirred = True
            self.store.put(_roster_key(rule, code), Roster(self._roster(rule, code).alerts, done))

    def _retire(self, rule: CountRule, series: Series, own: bool, stands: set[str], frame: desired.Frame) -> None:
        """Alerts whose episode is gone: held while the figure wavers, else retracted with the reason."""
        for alert_id, passes in self._roster(rule, series.place.code or "").alerts.items():
            if alert_id in stands or _untouched(rule, passes, frame):
                continue
            live = self.store.live(alert_id)
            if live is None or live.alert.state == "retracted":
                continue
            if self._final(rule, live) and live.wavering_since is None:
                if live.alert.state != "resolved":
                    self._settle(rule, Wanted(live.alert, live.subject, live.passes))
                continue
            self._expect(rule, live)
            fallen = self._fallen(rule, live, series, own)
            reason, follower = self._why_gone(live, stands)
            if follower:
                fallen = msgspec.structs.replace(live.alert, duplicate_of=follower)
            moment = self._moment(rule, live.passes)
            self._send(live, retract(rule, live, fallen, reason, moment))

    def _fallen(self, rule: CountRule, live: Live, series: Series, own: bool) -> Alert | None:
        """The alert with the figures of its window as they are now, when they only waver under the threshold."""
        if not isinstance(rule, ThresholdRule):
            return None
        first = _hour(live.alert.window_start, self.store.zone)
        last = _hour(live.alert.window_end, self.store.zone) - 1
        inside = [item for item in series.hours(rule, own, first // HOURS) if first <= item[0] <= last]
        vector = sums.total(vector for _, vector in inside)
        peak = tested(vector, rule)
        if not wavers(rule, peak, rule.tiers[0].at) or not inside:
            return None
        episode = Episode(live.alert.episode, first, last + 1, live.passes, vector, peak, inside[-1][0])
        named = series.members(rule, own, first, last)
        why = f"fell to {peak}, threshold {rule.tiers[0].at}"
        alert = compose.counted(rule, (episode, why), series.place, named, self.store).alert
        kept = msgspec.structs.replace(
            alert, tier=live.alert.tier, severity=live.alert.severity, route=live.alert.route
        )
        return marked(kept, self._standing(kept))

    def _why_gone(self, live: Live, stands: set[str]) -> tuple[Reason, str | None]:
        """The reason, and the alert in which this one went on, if one did."""
        mine = {incident.incident_id for incident in live.alert.incidents}
        for alert_id in sorted(stands):
            other = self.store.live(alert_id)
            if other and mine & {incident.incident_id for incident in other.alert.incidents}:
                return "window_moved", alert_id
        states = [found.status for found in map(self.store.incident, mine) if found is not None]
        if "retracted" in states:
            return "incident_retracted", None
        return ("incident_merged" if "merged" in states else "below_threshold"), None

    def _attack(self, rule: HospitalRule, subject: str) -> None:
        incident = self.store.incident(subject[2:])
        if incident is None:
            return
        quoted = matched(rule, incident) if incident.health is None else None
        if self._attacked(rule, incident, quoted):
            self._settle(rule, compose.attacked(rule, incident, quoted, self.store))
            return
        for alert_id in self._roster(rule, subject).alerts:
            live = self.store.live(alert_id)
            if live is not None:
                reason = _GONE.get(incident.status, "evidence_changed")
                self._send(live, retract(rule, live, None, reason, self._moment(rule, live.passes)))

    def _attacked(self, rule: HospitalRule, incident: Incident, quoted: str | None) -> bool:
        if incident.status != "active" or not rule.covers(incident.place):
            return False
        if GRADES.index(incident.grade) < GRADES.index(rule.grade):
            return False
        if rule.types and incident.type not in rule.types:
            return False
        return quoted is not None or (incident.health is not None and incident.health.target in rule.targets)

    def _silence(self, rule: FlatlineRule, subject: str) -> None:
        source = subject[2:]
        voice = self.store.get(f"s/{source}", Voice)
        watched = source in rule.sources or ("*" in rule.sources and voice and voice.articles >= rule.minimum_articles)
        reached = self.store.time.reached
        if voice is None or not watched:
            return
        self.deadlines.note(voice.last + rule.quiet_for)
        if reached is not None and reached - voice.last > rule.quiet_for:
            self._settle(rule, compose.quiet(rule, source, voice, self.store), passed=False)
        for alert_id in self._roster(rule, subject).alerts:
            live = self.store.live(alert_id)
            if live is not None and live.alert.window_start < voice.last:
                self._settle(rule, Wanted(live.alert, subject, live.passes), passed=True)

    def _settle(self, rule: Rule, wanted: Wanted, passed: bool | None = None) -> None:
        live = self.store.live(wanted.alert.alert_id)
        moment = self._moment(rule, wanted.passes, passed)
        if live is not None:
            self._expect(rule, live)
        after = settle(rule, wanted, live, self._standing(wanted.alert), moment)
        if live is None and after is not None:
            self._enrol(rule, wanted)
        self._send(live, after)

    def _expect(self, rule: Rule, live: Live) -> None:
        """The alert gives way when it has wavered for long enough, and is due for a reminder."""
        if live.wavering_since is not None:
            self.deadlines.note(live.wavering_since + rule.hold)
        if rule.repeat is not None and live.announced_at is not None:
            self.deadlines.note(live.announced_at + rule.repeat)

    def _standing(self, alert: Alert) -> Standing:
        """What people decided about the alert, and what mutes it."""
        verdict = fold(self.store.marks(alert.alert_id).actions)
        for at in ends(alert, self.store):
            self.deadlines.note(at)
        return Standing(verdict, muting(self._rules, alert, self.store, self._now))

    def _send(self, live: Live | None, after: Live | None) -> None:
        if after is None:
            return
        self.deadlines.stirred = True
        self.store.keep_live(after)
        if live is None or after.alert.revision != live.alert.revision:
            self.alerts.append(after.alert)

    def _enrol(self, rule: Rule, wanted: Wanted) -> None:
        roster = self._roster(rule, wanted.subject)
        alerts = {**roster.alerts, wanted.alert.alert_id: wanted.passes}
        kept = dict(list(alerts.items())[-KEPT_EPISODES:])
        self.store.put(_roster_key(rule, wanted.subject), Roster(kept, roster.sealed))

    def _roster(self, rule: Rule, subject: str) -> Roster:
        return self.store.get(_roster_key(rule, subject), Roster) or Roster()

    def _moment(self, rule: Rule, passes: int, passed: bool | None = None) -> Moment:
        reached = self.store.time.reached
        if passed is None:
            over = instant(passes, self.store.zone) + rule.resolve_after
            self.deadlines.note(over)
            passed = reached is not None and reached >= over
        return Moment(self._now, passed, self.published)

    def _since(self) -> int | None:
        """Ordinal of the day on which history began."""
        since = self.store.time.since
        return None if since is None else local_day(since, self.store.zone)

    def _floor(self) -> int:
        """Ordinal of the oldest day on which windows can still change."""
        watermark = self.store.time.watermark
        return 0 if watermark is None else local_day(watermark - self._rules.lateness, self.store.zone)


_GONE: dict[str, Reason] = {"retracted": "incident_retracted", "merged": "incident_merged"}


def _roster_key(rule: Rule, subject: str) -> str:
    return f"e/{rule.name}/{subject}"


def _hour(at: datetime, zone: tzinfo) -> int:
    local = at.astimezone(zone)
    return local.toordinal() * HOURS + local.hour


def _untouched(rule: CountRule, passes: int, frame: desired.Frame) -> bool:
    """A calendar window that is over at the hour `passes` lies outside of what was worked out."""
    if not isinstance(rule, ThresholdRule) or rule.sliding or frame.changed is None:
        return False
    first, last = desired.touched(rule.hours, frame)
    return not first < passes <= last + 1
