"""Test cases of rules in YAML: these articles or incidents at these times, so these alerts stand at those times."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from alerts import rules as rulebook
from alerts.records import Action, Alert
from alerts.rehearsal.backtest import ticks
from alerts.rehearsal.newsroom import Newsroom
from alerts.rules.fields import BAD, Choice, Field, Flag, Instant, Many, Number, Problems, Section, Text
from alerts.rules.loading import RulesError
from alerts.rules.model import GRADES, SEVERITIES, RuleSet
from alerts.rules.tree import read
from detectors.records import (
    Article,
    Casualties,
    Estimate,
    EventDate,
    EventType,
    HealthImpact,
    HealthTarget,
    Incident,
    Place,
)

_PEOPLE = 1_000_000
_COUNT = Number("People.", 0, _PEOPLE)
_COUNTS: dict[str, Field] = {"low": _COUNT, "best": _COUNT, "high": _COUNT}
_TEXT = Text("A text.")
_INCIDENT = Section("An incident as it stands from now on.", {
    "id": _TEXT,
    "place": Text("Gazetteer code of its place.", None, "SY020000"),
    "date": Text("Day of the event; the day of `at` when absent.", r"\d{4}-\d\d-\d\d", "2016-11-25"),
    "killed": Section("Killed who are no combatants.", _COUNTS), "injured": Section("Injured likewise.", _COUNTS),
    "combatants_killed": _COUNT,
    "sources": Many("Outlets.", _TEXT),
    "sentence": _TEXT,
    "grade": Choice("Grade.", GRADES),
    "type": Choice("Event type.", get_args(EventType)),
    "status": Choice("Status.", ("active", "merged", "retracted")),
    "part_of": _TEXT,
    "health": Section("Attack on health care.", {
        "target": Choice("Target.", get_args(HealthTarget)), "name": _TEXT, "out_of_service": Flag("Closed by it."),
    }, ("target",)),
}, ("id", "place"))  # fmt: skip
_ARTICLE = Section("An article.", {
    "id": _TEXT, "source": _TEXT, "title": _TEXT, "text": _TEXT, "withdrawn": Flag("The outlet took it back."),
}, ("source", "text"))  # fmt: skip
_ACTION = Section("What a person does with the alert of a rule and place.", {
    "kind": Choice("Button.", ("acknowledge", "false", "duplicate", "silence", "unsilence", "undo")),
    "rule": _TEXT, "place": _TEXT, "by": _TEXT, "reason": _TEXT, "until": Instant("End of a silence."),
}, ("kind", "rule", "place"))  # fmt: skip
_EVENT = Section("Something happens.", {
    "at": Instant("When."), "incident": _INCIDENT, "article": _ARTICLE, "action": _ACTION,
}, ("at",))  # fmt: skip
_ALERT = Section("An alert that stands; what is given must be so.", {
    "rule": _TEXT, "place": Text("Code of its place, or name of the source."),
    "state": Choice("State.", ("firing", "updated", "resolved", "retracted")),
    "severity": Choice("Severity.", SEVERITIES), "route": _TEXT,
    "value": Number("Best figure.", 0, _PEOPLE), "low": _COUNT, "high": _COUNT, "reason": _TEXT,
    "muted": Flag("Recorded, not announced."),
}, ("rule", "place"))  # fmt: skip
_EXPECT = Section("What stands at an instant.", {
    "at": Instant("When."), "rules": Many("Look at these rules only.", _TEXT), "alerts": Many("The alerts.", _ALERT),
}, ("at", "alerts"))  # fmt: skip
FORM = Section("Test cases of rules.", {
    "rules": Text("File of the rules, relative to this one; the packaged rules when absent."),
    "tests": Many("The cases.", Section("One case.", {
        "name": _TEXT, "events": Many("In any order.", _EVENT), "expect": Many("In any order.", _EXPECT, least=1),
    }, ("name", "expect")), least=1),
}, ("tests",))  # fmt: skip


@dataclass(frozen=True)
class Suite:
    """A file of cases, with the rules that they try."""

    source: str
    rules: RuleSet
    tests: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Result:
    """How one case went."""

    name: str
    failures: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = field(default=(), compare=False)


def load(path: Path, rules: RuleSet | None = None) -> Suite:
    """The cases of `path`. `rules` stands in for the file that they name. Raises `RulesError` with all mistakes."""
    root, broken = read(path.read_text(encoding="utf-8"))
    if root is None:
        raise RulesError(str(path), broken)
    problems = Problems()
    values = FORM.read(root, "", problems)
    if values is BAD or problems.found:
        raise RulesError(str(path), problems.found)
    if rules is None:
        rules = rulebook.load(path.parent / values["rules"]) if "rules" in values else rulebook.default()
    return Suite(str(path), rules, values["tests"])


def run(suite: Suite, newsroom: Newsroom | None = None) -> list[Result]:
    """All cases, each from nothing."""
    return [_Case(suite, test, newsroom or Newsroom(suite.rules)).run() for test in suite.tests]


class _Case:
    def __init__(self, suite: Suite, test: dict[str, Any], newsroom: Newsroom) -> None:
        self._suite, self._test = suite, test
        self._room = newsroom.afresh(suite.rules)
        self._alerts: dict[str, Alert] = {}
        self._versions: dict[str, int] = {}
        self._first: dict[str, datetime] = {}
        self._failures: list[str] = []

    def run(self) -> Result:
        steps = [(event["at"], 0, number, event) for number, event in enumerate(self._test.get("events", ()))]
        steps += [(expect["at"], 1, number, expect) for number, expect in enumerate(self._test["expect"])]
        last: datetime | None = None
        for at, kind, _, step in sorted(steps, key=lambda item: item[:3]):
            for passing in ticks(last, at):
                self._take(self._room.chain.tick(passing))
            if kind == 0:
                self._happen(step, at)
            else:
                self._take(self._room.chain.tick(at))
                self._compare(step, at)
            last = at
        return Result(self._test["name"], tuple(self._failures), tuple(self._alerts.values()))

    def _take(self, alerts: list[Alert]) -> None:
        self._alerts.update({alert.alert_id: alert for alert in alerts})

    def _happen(self, event: dict[str, Any], at: datetime) -> None:
        if "article" in event:
            given = {key: value for key, value in event["article"].items() if key != "line"}
            name = given.pop("id", f"article at {at.isoformat()}, line {event['line']}")
            self._take(self._room.article(Article(id=name, published_at=at, **given), at))
        if "incident" in event:
            self._take(self._room.chain.incident(self._incident(event["incident"], at), at))
        if "action" in event:
            self._press(event["action"], event["line"], at)

    def _incident(self, given: dict[str, Any], at: datetime) -> Incident:
        """The incident's next version."""
        name = given["id"]
        place = self._room.lookup(given["place"]) or Place(name=given["place"], code=given["place"])
        version = self._versions[name] = self._versions.get(name, 0) + 1
        first = self._first.setdefault(name, at)
        day = datetime.fromisoformat(given.get("date", at.date().isoformat())).date()
        sources = given.get("sources", ("case",))
        health = {key: value for key, value in given.get("health", {}).items() if key != "line"}
        fighters = Estimate(**dict.fromkeys(("low", "best", "high"), given.get("combatants_killed", 0)))
        return Incident(
            incident_id=name, version=version, status=given.get("status", "active"), place=place,
            event_date=EventDate(start=day, end=day, stated=True), type=given.get("type", "airstrike"),
            killed=Casualties(total=_estimate(given, "killed"), unknown=_estimate(given, "killed"), combatant=fighters),
            injured=Casualties(total=_estimate(given, "injured"), unknown=_estimate(given, "injured")),
            grade=given.get("grade", "single-source" if len(sources) == 1 else "corroborated"),
            first_reported_at=first, updated_at=at, part_of=given.get("part_of"),
            health=HealthImpact(**health) if health else None, sources=tuple(sources),
            governorate=place.path[-2] if len(place.path) > 1 else "unresolved",
        )  # fmt: skip

    def _press(self, given: dict[str, Any], line: int, at: datetime) -> None:
        found = [a for a in self._alerts.values() if a.rule == given["rule"] and _place(a) == given["place"]]
        if not found:
            self._failures.append(f"line {line}: no alert of {given['rule']} in {given['place']} to act on")
        for alert in found[-1:]:
            action = Action(
                action_id=f"line {line}", alert_id=alert.alert_id, kind=given["kind"], by=given.get("by", "tester"),
                at=at, reason=given.get("reason"), rule=alert.rule, district_code=alert.district.code,
                expires_at=given.get("until"), governorate=alert.governorate,
            )  # fmt: skip
            self._take(self._room.chain.action(action))

    def _compare(self, expect: dict[str, Any], at: datetime) -> None:
        """Every alert that is expected stands as described, and no other that fires and is announced."""
        only = expect.get("rules")
        left = [alert for alert in self._alerts.values() if only is None or alert.rule in only]
        for wanted in expect["alerts"]:
            match = next((alert for alert in left if not _differs(wanted, alert)), None)
            if match is not None:
                left.remove(match)
                continue
            near = [_differs(wanted, a) for a in left if (a.rule, _place(a)) == (wanted["rule"], wanted["place"])]
            why = f"; there is one with {near[0]}" if near else "; there is none"
            self._failures.append(f"line {wanted['line']}: {_written(wanted)} at {_utc(at)}{why}")
        for alert in left:
            if alert.state in ("firing", "updated") and not alert.muted:
                text = f"{alert.rule} in {_place(alert)}, best {alert.value.best}, {alert.severity}"
                self._failures.append(f"line {expect['line']}: nobody expects {text} at {_utc(at)}")


def _differs(wanted: dict[str, Any], alert: Alert) -> str:
    """What of `wanted` is otherwise in `alert`, in words; empty when nothing is."""
    have = {
        "rule": alert.rule, "place": _place(alert), "state": alert.state, "severity": alert.severity,
        "route": alert.route, "value": alert.value.best, "low": alert.value.low, "high": alert.value.high,
        "reason": alert.reason, "muted": alert.muted is not None,
    }  # fmt: skip
    asked = {"muted": False, **wanted}
    if "state" not in asked and alert.state in ("resolved", "retracted"):
        return f"state {alert.state}"
    return ", ".join(f"{key} {have[key]}" for key in asked if key != "line" and have[key] != asked[key])


def _written(wanted: dict[str, Any]) -> str:
    return ", ".join(f"{key} {value}" for key, value in wanted.items() if key != "line")


def _place(alert: Alert) -> str:
    return alert.district.code or alert.district.name


def _estimate(given: dict[str, Any], key: str) -> Estimate:
    """low, best and high; what is not given follows from what is."""
    figures = given.get(key, {})
    low = figures.get("low", figures.get("best", figures.get("high", 0)))
    best = figures.get("best", low)
    return Estimate(low=low, best=best, high=figures.get("high", best))


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
