"""One step of the alert stage: takes an item in, then has every rule and subject reviewed that it touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from alerts.draft import Draft
from alerts.lifecycle.marks import set_of
from alerts.lifecycle.memory import Memory
from alerts.lifecycle.muting import silence_key
from alerts.lifecycle.review import Review
from alerts.lifecycle.series import only_own, scope
from alerts.lifecycle.state import KEPT_ACTIONS, KEPT_SILENCED, KEPT_SOURCES, Marks, Open, Voice
from alerts.lifecycle.store import Store
from alerts.records import Action, Alert, Heartbeat, Tick, WindowUpdate
from alerts.rules.model import CountRule, FlatlineRule, HospitalRule, Rule, RuleSet
from alerts.windows.assignment import instant
from detectors.records import Place

SETTLED = timedelta(days=2)
"""How long after its window an alert that is over still counts for inhibition."""


@dataclass(frozen=True, slots=True)
class Bylaw:
    """The rules, those that keep others quiet first, and the calendar."""

    rules: RuleSet
    ordered: tuple[Rule, ...]
    zone: tzinfo
    digest: str
    """The same for the same rules."""


class Turn:
    """The rules, the state and the instant of one step."""

    def __init__(self, bylaw: Bylaw, draft: Draft, governorate: str, now: datetime, memory: Memory) -> None:
        self._rules, self._ordered, self._digest, self._now = bylaw.rules, bylaw.ordered, bylaw.digest, now
        self.store = Store(draft, governorate, bylaw.zone)
        self._review = Review(bylaw.rules, self.store, now, memory)

    @property
    def alerts(self) -> list[Alert]:
        """The revisions to send, in order."""
        return self._review.alerts

    def window(self, update: WindowUpdate) -> None:
        """Windows changed: every rule looks at the places that did."""
        self.store.observe(update.watermark, update.since)
        self.store.wait(None)
        self._review.published = update.published_at
        if update.incident is not None:
            self.store.keep_incident(update.incident)
        places: dict[str, tuple[Place, int, int]] = {}
        own: set[str] = set()
        for change in update.days:
            self.store.apply(change, update.share)
            code, day = change.place.code or "", change.day.toordinal()
            _, first, last = places.get(code, (None, day, day))
            places[code] = change.place, min(first, day), max(last, day)
            own.update(code for cell in change.cells if cell.own)
        for rule in self._ordered:
            if isinstance(rule, HospitalRule) and update.governorate == update.share and update.incident:
                self._review.look(rule, f"i:{update.incident_id}")
            for code, (place, *days) in places.items() if isinstance(rule, CountRule) else ():
                if (code in own or not only_own(rule)) and scope(rule, place) is not None:
                    self._review.look(rule, code, (days[0], days[1]))

    def action(self, action: Action) -> None:
        """A person decided something."""
        self.store.wait(None)
        marks = self.store.marks(action.alert_id)
        self.store.put(f"m/{action.alert_id}", Marks(tuple(set_of((*marks.actions, action))[-KEPT_ACTIONS:])))
        live = self.store.live(action.alert_id)
        rule_name = live.alert.rule if live else action.rule
        place = live.alert.district if live else Place(name="", code=action.district_code)
        if rule_name and action.kind in ("silence", "unsilence"):
            key = silence_key(rule_name, place)
            known = self.store.get(key, list[str]) or []
            if action.alert_id not in known:
                self.store.put(key, [*known, action.alert_id][-KEPT_SILENCED:])
        if live is None:
            return
        self._review.relook(live)
        for other, entry in sorted(self.store.open.items()):
            if other != action.alert_id and (entry.rule, entry.code) == (live.alert.rule, live.alert.district.code):
                found = self.store.live(other)
                if found is not None:
                    self._review.relook(found)

    def tick(self, tick: Tick) -> None:
        """Time passed: windows end, silences expire, reminders fall due."""
        self.store.observe(None, None, tick.at)
        if self._waits():
            return
        for rule in self._ordered:
            if isinstance(rule, FlatlineRule) and tick.governorate == "sources":
                for source in self.store.get("index", list[str]) or ():
                    self._review.look(rule, f"s:{source}")
        entries = self.store.open
        order = {rule.name: at for at, rule in enumerate(self._ordered)}
        subjects = {(order.get(entry.rule, -1), entry.rule, entry.subject): None for entry in entries.values()}
        for _, name, subject in sorted(subjects):
            known = self._rules.named(name)
            if known is not None and not isinstance(known, FlatlineRule):
                self._review.look(known, subject)
        self._prune()
        self.store.wait(self._next(), self._digest)

    def _waits(self) -> bool:
        """No deadline has passed since a tick last found nothing to do, and nothing came in."""
        time = self.store.time
        if time.due is None or time.rules != self._digest:
            return False
        return max(self._now, time.reached or self._now) < time.due

    def _next(self) -> datetime | None:
        """When ticks have to look again."""
        for silence in self._rules.silences:
            for at in filter(None, (silence.since, silence.until)):
                self._review.deadlines.note(at)
        return self._review.deadlines.next

    def heartbeat(self, beat: Heartbeat) -> None:
        """A source was heard."""
        voice = self.store.get(f"s/{beat.source}", Voice)
        at = min(beat.at, self._now)
        if voice is None:
            names = self.store.get("index", list[str]) or []
            self.store.put("index", [*names, beat.source][-KEPT_SOURCES:])
            voice = Voice(at)
        self.store.put(f"s/{beat.source}", Voice(max(voice.last, at), voice.articles + beat.articles))
        for rule in self._ordered:
            if isinstance(rule, FlatlineRule):
                self._review.look(rule, f"s:{beat.source}")
        due, found = self.store.time.due, self._review.deadlines.next
        if due is not None:
            self.store.wait(found and min(due, found), self.store.time.rules)

    def _prune(self) -> None:
        """Ticks stop looking after alerts that are long over."""
        reached = self.store.time.reached
        if reached is None:
            return
        entries = self.store.open
        over = [name for name, entry in entries.items() if self._is_over(name, entry, reached)]
        for name in over:
            del entries[name]
        if over:
            self._review.deadlines.stirred = True
            self.store.put("open", entries)

    def _is_over(self, alert_id: str, entry: Open, reached: datetime) -> bool:
        """Nothing but news can change the alert any more."""
        if entry.state not in ("resolved", "retracted"):
            return False
        settled = instant(entry.passes, self.store.zone) + SETTLED
        self._review.deadlines.note(settled)
        if settled >= reached:
            return False
        live = self.store.live(alert_id)
        return live is None or live.wavering_since is None
