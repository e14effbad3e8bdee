"""Rules in plain English, for `rasid rules explain`."""

from __future__ import annotations

from alerts.rules.fields import in_words
from alerts.rules.model import (
    CountRule,
    FlatlineRule,
    HospitalRule,
    NewPlaceRule,
    Rule,
    RuleSet,
    SpikeRule,
    ThresholdRule,
)
from alerts.windows.assignment import HOURS

_VICTIMS = {
    "non_combatant": "civilians and people of unknown status",
    "civilian": "civilians",
    "unknown": "people of unknown status",
    "combatant": "combatants",
    "everyone": "everyone, combatants included",
}
_REACH = {
    "same": "in the same place", "above": "in the places that contain it", "inside": "in the places inside of it",
    "governorate": "in the whole governorate",
}  # fmt: skip


def tell(rules: RuleSet, name: str | None = None) -> list[str]:
    """A paragraph per rule, inhibition and silence; with `name` only what concerns that rule."""
    out = [_rule(rule) for rule in rules.rules if name in (None, rule.name)]
    for inhibition in rules.inhibitions:
        if name in (None, *inhibition.when, *inhibition.mute):
            whole = f"While {_any(inhibition.when)} stands, {_any(inhibition.mute)} is not announced"
            out.append(f"{whole} {_REACH[inhibition.reach]}.")
    for silence in rules.silences:
        if name in (None, silence.rule) or silence.rule == "*":
            what = "every rule" if silence.rule == "*" else silence.rule
            where = "everywhere" if silence.place == "*" else f"in {silence.place}"
            text = f"Until {silence.until:%Y-%m-%d %H:%M} UTC {what} is silent {where}: {silence.reason}"
            out.append(f"{text} ({silence.author}).")
    return out


def _rule(rule: Rule) -> str:
    lines = [f"{rule.name} ({rule.severity}, to {rule.route}): {_condition(rule)}"]
    if rule.where:
        lines.append(f"Only in {', '.join(rule.where)}.")
    if rule.outside:
        lines.append(f"Not in {', '.join(rule.outside)}.")
    if rule.types:
        lines.append(f"Only {_any(rule.types)}.")
    if rule.grade != "single-source":
        lines.append(f"Incidents must at least be {rule.grade}.")
    if isinstance(rule, ThresholdRule):
        lines += [f"From {tier.at} on it is {tier.severity} and goes to {tier.route}." for tier in rule.tiers[1:]]
        share = f"{rule.hold_share:.0%}"
        lines.append(
            f"A figure that falls under its threshold, not under {share} of it, is held for {in_words(rule.hold)}."
        )
    if not isinstance(rule, FlatlineRule):
        lines.append(f"Resolves {in_words(rule.resolve_after)} after its window.")
    if rule.repeat:
        lines.append(f"Reminds every {in_words(rule.repeat)} until somebody acknowledges.")
    return "\n  ".join(lines)


def _condition(rule: Rule) -> str:
    if isinstance(rule, ThresholdRule):
        days, hours = divmod(rule.hours, HOURS)
        length = f"{hours} hours" if hours else "day" if days == 1 else f"{days} days"
        window = f"any {length}" if rule.sliding else f"one calendar {length}"
        return f"{rule.tiers[0].at} or more {_counted(rule)} within {window}."
    if isinstance(rule, SpikeRule):
        average = f"{rule.factor:g} times the average day of the {rule.baseline_days} days before"
        watched = f"once {rule.history_days} days were watched"
        return f"a day with {rule.minimum} or more {_counted(rule)} and at least {average}, {watched}."
    if isinstance(rule, NewPlaceRule):
        quiet = f"after {rule.quiet_days} days with none, once {rule.history_days} days were watched"
        return f"a day with {rule.minimum} or more {_counted(rule)} {quiet}."
    if isinstance(rule, HospitalRule):
        words = f"; also {_any(rule.attack_words)} up to four words before {_any(rule.facility_words)}"
        unless = f", unless the sentence has {_any(rule.not_words)}" if rule.not_words else ""
        own = words + unless if rule.facility_words and rule.attack_words else ""
        return f"an attack on a health {_any(rule.targets)}, as the reader judges{own}."
    if isinstance(rule, FlatlineRule):
        heard = f"an outlet that published {rule.minimum_articles} articles" if "*" in rule.sources else ""
        named = _any(tuple(name for name in rule.sources if name != "*"))
        return f"nothing for over {in_words(rule.quiet_for)} from {' or '.join(filter(None, (named, heard)))}."
    raise TypeError(type(rule).__name__)


def _counted(rule: CountRule) -> str:
    levels = ", ".join(
        "the finest place that reports name" if level == "finest" else f"a {level}" for level in rule.level
    )
    if rule.measure == "incidents":
        return f"incidents in {levels}"
    what = rule.measure.replace("_", " ")
    return f"{what} ({rule.estimate} figure; {_VICTIMS[rule.victims]}) in {levels}"


def _any(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else ""
