"""From the text of rules.yaml to a `RuleSet`: whole or not at all, with every mistake in one answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from alerts.rules.fields import BAD, Problems, suggestion
from alerts.rules.form import FORM
from alerts.rules.model import (
    SEVERITIES,
    FlatlineRule,
    HospitalRule,
    Inhibition,
    NewPlaceRule,
    Rule,
    RuleSet,
    Silence,
    SpikeRule,
    ThresholdRule,
    Tier,
)
from alerts.rules.tree import Problem, read

_NEVER_RELOADED = ("timezone", "lateness")
_DAY = timedelta(days=1)


class RulesError(ValueError):
    """The rules file is wrong; `problems` holds all mistakes in the order of their lines."""

    def __init__(self, source: str, problems: list[Problem]) -> None:
        self.source = source
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(f"{source}:{problem}" for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What to go on with: the new rules, or the old ones and why."""

    rules: RuleSet
    error: RulesError | None = None


def load(path: Path | str) -> RuleSet:
    """The rules in the file `path`. Raises `RulesError`, and `OSError` when the file cannot be read."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RulesError(str(path), [Problem(1, "", f"not UTF-8 at byte {error.start}; save it as UTF-8")]) from error
    return parse(text, str(path))


def default_text() -> str:
    """The packaged rules.yaml."""
    return (files("alerts.rules") / "rules.yaml").read_text(encoding="utf-8")


def default() -> RuleSet:
    """The rules that Rasid runs with when no others are given."""
    return parse(default_text(), "rules.yaml")


def reload(old: RuleSet, text: str) -> Reloaded:
    """The rules of `text`, or `old` unchanged with the mistakes of `text`.

    The calendar and the lateness shape what is stored already: a text that changes them is refused until a restart.
    """
    try:
        new = parse(text, old.source)
        fixed = [name for name in _NEVER_RELOADED if getattr(old, name) != getattr(new, name)]
        if fixed:
            word = f"`{'` and `'.join(fixed)}` cannot change while running; restart the worker"
            raise RulesError(old.source, [Problem(1, fixed[0], word)])
    except RulesError as error:
        return Reloaded(old, error)
    return Reloaded(new)


def parse(text: str, source: str = "rules.yaml") -> RuleSet:
    """The rules of `text`. Raises `RulesError` with all mistakes."""
    root, broken = read(text)
    if root is None:
        raise RulesError(source, broken)
    problems = Problems()
    values = FORM.read(root, "", problems)
    if values is BAD:
        raise RulesError(source, problems.found)
    rules = _rules(values, problems)
    _timezone(values, problems)
    names = sorted({rule.name for rule in rules if rule is not None})
    inhibitions = tuple(_inhibition(entry, names, problems) for entry in values.get("inhibit", ()))
    silences = tuple(_silence(entry, names, problems) for entry in values.get("silences", ()))
    if problems.found:
        raise RulesError(source, problems.found)
    options = {key: values[key] for key in _NEVER_RELOADED if key in values}
    return RuleSet(
        tuple(rule for rule in rules if rule), tuple(i for i in inhibitions if i), tuple(s for s in silences if s),
        source=source, **options,
    )  # fmt: skip


def _timezone(values: dict[str, Any], problems: Problems) -> None:
    name = values.get("timezone")
    try:
        ZoneInfo(name or "UTC")
    except (ValueError, OSError, KeyError):
        problems.add(values["line"], "timezone", f"no such zone: {name!r}; write for example Asia/Damascus")


def _rules(values: dict[str, Any], problems: Problems) -> list[Rule | None]:
    entries = values.get("rules", ())
    repeated = {name for name, count in Counter(entry.get("name") for entry in entries).items() if count > 1 and name}
    seen: set[str] = set()
    for entry in entries:
        name = entry.get("name", "")
        if name in repeated and name in seen:
            problems.add(entry["line"], f"rules: {name}", "the name stands twice; give this rule another")
        seen.add(name)
    return [_rule(entry, values.get("defaults", {}), problems) for entry in entries if "kind" in entry]


_KINDS: dict[str, type[Rule]] = {
    "threshold": ThresholdRule,
    "hospital_attack": HospitalRule,
    "spike": SpikeRule,
    "new_place": NewPlaceRule,
    "flatline": FlatlineRule,
}


def _rule(entry: dict[str, Any], defaults: dict[str, Any], problems: Problems) -> Rule | None:
    """One rule; None when something that it needs is missing (which is reported already)."""
    given = {key: value for key, value in {**defaults, **entry}.items() if key != "line"}
    kind = _KINDS[given["kind"]]
    if kind is FlatlineRule:
        given = {
            key: value for key, value in given.items() if key not in ("resolve_after", "hold", "hold_share", "grade")
        }
    where = f"rules: {given.get('name', '?')}"
    if kind is ThresholdRule:
        _threshold(given, entry["line"], where, problems)
    for key, field in (("baseline", "baseline_days"), ("history", "history_days"), ("quiet", "quiet_days")):
        if key in given:
            given[field] = _whole_days(given.pop(key), key, entry["line"], where, problems)
    try:
        return kind(**given)
    except TypeError:
        return None


def _whole_days(value: timedelta, key: str, line: int, where: str, problems: Problems) -> int:
    if value % _DAY:
        problems.add(line, where, f"`{key}` counts calendar days; write whole days, such as {value.days + 1}d")
    return value.days


def _threshold(given: dict[str, Any], line: int, where: str, problems: Problems) -> None:
    """Turns threshold, tiers and window into the rule's own fields."""
    severity, route = given.get("severity", "warning"), given.get("route", "default")
    tiers = [Tier(given.pop("threshold", 0), severity, route)]
    for entry in given.pop("tiers", ()):
        last = tiers[-1]
        tier = Tier(entry.get("at", 0), entry.get("severity", last.severity), entry.get("route", last.route))
        if tier.at and tier.at <= last.at:
            problems.add(
                entry["line"], where, f"tier {tier.at} does not rise over {last.at}; put tiers in ascending order"
            )
        if SEVERITIES.index(tier.severity) < SEVERITIES.index(last.severity):
            problems.add(entry["line"], where, f"tier {tier.at} is less severe than the one before; raise its severity")
        tiers.append(tier)
    given["tiers"] = tuple(tiers)
    window = given.pop("window", _DAY)
    if window % timedelta(hours=1):
        problems.add(line, where, "`window` counts whole hours; write for example 6h")
    given["hours"] = int(window.total_seconds() // 3600)
    if not given.get("sliding", False) and given["hours"] < 24 and 24 % given["hours"]:
        problems.add(line, where, f"a calendar window of {given['hours']}h does not divide the day; "
                     "write 1h, 2h, 3h, 4h, 6h, 8h or 12h, or add `sliding: true`")  # fmt: skip
    if not given.get("sliding", False) and given["hours"] > 24 and given["hours"] % 24:
        problems.add(line, where, "a calendar window over a day counts whole days; write 2d, or add `sliding: true`")


def _inhibition(entry: dict[str, Any], names: list[str], problems: Problems) -> Inhibition | None:
    for key in ("when", "mute"):
        for name in entry.get(key, ()):
            _known(name, names, entry["line"], f"inhibit.{key}", problems)
    both = set(entry.get("when", ())) & set(entry.get("mute", ()))
    if both:
        problems.add(entry["line"], "inhibit", f"{', '.join(sorted(both))} would mute itself; name different rules")
    if "when" not in entry or "mute" not in entry:
        return None
    return Inhibition(entry["when"], entry["mute"], entry.get("place", "same"))


def _silence(entry: dict[str, Any], names: list[str], problems: Problems) -> Silence | None:
    if entry.get("rule", "*") != "*":
        _known(entry["rule"], names, entry["line"], "silences.rule", problems)
    if "until" in entry and "since" in entry and entry["until"] <= entry["since"]:
        problems.add(entry["line"], "silences.until", "ends before it begins; exchange `since` and `until`")
    try:
        return Silence(**{key: value for key, value in entry.items() if key != "line"})
    except TypeError:
        return None


def _known(name: str, names: list[str], line: int, where: str, problems: Problems) -> None:
    if name not in names:
        listed = suggestion(name, names) or f"; rules are {', '.join(names)}"
        problems.add(line, where, f"no rule is named {name!r}{listed}")
