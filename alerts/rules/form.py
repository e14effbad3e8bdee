"""The form of rules.yaml: one table that the loader reads by and the editors' JSON Schema is made from."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from alerts.records import Severity
from alerts.rules.fields import Choice, Duration, Field, Flag, Instant, Many, Number, OneOf, Section, Text
from alerts.rules.model import GRADES, Bound, Measure, Reach
from alerts.windows.sums import Victims
from detectors.records import EventType, HealthTarget, Level

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONGEST_WINDOW = 31 * DAY
_NAME = Text("Name of the rule; part of its alerts' ids, so renaming it starts new alerts.", r"[a-z0-9][a-z0-9-]{0,60}",
             "killed-in-a-day")  # fmt: skip
_ROUTE = Text("Channel route of Slack's routing file.", r"[a-zA-Z0-9][\w-]{0,60}", "urgent")
_CODE = Text("Gazetteer code of a place: everything inside of it.", r"[A-Za-z0-9_-]{1,40}", "SY02")
_SEVERITY = Choice("How urgent the alert is.", get_args(Severity))
_RULE_OR_ALL = Text("Name of a rule, or *.", r"\*|[a-z0-9][a-z0-9-]{0,60}", '"*"')
_PLACE_OR_ALL = Text("Gazetteer code of a place, or *.", r"\*|[A-Za-z0-9_-]{1,40}", "SY02")
_WORD = Text("An Arabic word or phrase; spelling variants and clitics need not be listed.", None, "مشفى")

COMMON: dict[str, Field] = {
    "name": _NAME,
    "kind": Text("Kind of the rule."),
    "severity": _SEVERITY,
    "route": _ROUTE,
    "repeat": Duration("Remind after this long while the alert fires and nobody acknowledged it.", HOUR, 30 * DAY),
    "resolve_after": Duration("How long after its window's end an alert still fires.", timedelta(), 30 * DAY),
    "hold": Duration("How long a value may waver under its threshold until the alert ends.", timedelta(), 7 * DAY),
    "hold_share": Number("Share of the threshold down to which a value wavers; below it the alert gives way at once.",
                         0, 1, fraction=True),
    "where": Many("Only in these places.", _CODE),
    "outside": Many("Not in these places.", _CODE),
    "grade": Choice("Least grade of an incident to count.", GRADES),
    "types": Many("Only these types of event.", Choice("Event type.", get_args(EventType))),
}  # fmt: skip
_COUNT: dict[str, Field] = {
    "measure": Choice("What is counted.", get_args(Measure)),
    "estimate": Choice("Which of the three figures is tested.", get_args(Bound)),
    "victims": Choice("Whose casualties. non_combatant is civilian and unknown together.", get_args(Victims)),
    "level": Many("Places to count in: finest is the finest official unit that a report names.",
                  Choice("Level of the place tree.", ("finest", *get_args(Level)[:-1])), least=1),
}  # fmt: skip
_COUNTED = Number("Whole people (or incidents).", 1, 1_000_000)
_TIER = Section(
    "A further threshold: from `at` on the alert has this severity and route.",
    {"at": _COUNTED, "severity": _SEVERITY, "route": _ROUTE},
    ("at",),
)
_DAYS = Duration("Whole days.", DAY, 90 * DAY)
_QUIET = Duration("How long a place must have been without such violence; whole days.", DAY, 365 * DAY)
_FLATLINE = {key: COMMON[key] for key in ("name", "kind", "severity", "route", "repeat")}


def _kind(kind: str, doc: str, own: dict[str, Field], needed: tuple[str, ...]) -> Section:
    keys = {**own, "kind": Choice("Kind of the rule.", (kind,))}
    return Section(doc, keys, ("name", "kind", *needed), kind)


RULE = OneOf(
    "One rule.",
    {
        "threshold": _kind("threshold", "People in a window reach a number.", {
            **COMMON, **_COUNT,
            "threshold": _COUNTED,
            "tiers": Many("Further thresholds, ascending.", _TIER),
            "window": Duration("Length of the window; 1d is a calendar day of the place.", HOUR, LONGEST_WINDOW),
            "sliding": Flag("Any stretch of this length, not only calendar ones. Each strike is in one alert only."),
        }, ("threshold", "window")),
        "hospital_attack": _kind("hospital_attack", "An attack on health care.", {
            **COMMON,
            "targets": Many("Kinds of target.", Choice("Target.", get_args(HealthTarget)), least=1),
            "facility_words": Many("Further words for facilities.", _WORD),
            "attack_words": Many("Further words for attacks, to stand up to four words before the facility.", _WORD),
            "not_words": Many("Words in between that make it no attack (the wounded were taken there).", _WORD),
        }, ()),
        "spike": _kind("spike", "A day stands out from the district's own history.", {
            **COMMON, **_COUNT,
            "factor": Number("How many times the average day of the baseline.", 1, 1000, fraction=True),
            "minimum": _COUNTED,
            "baseline": _DAYS,
            "history": _DAYS,
        }, ("factor", "minimum")),
        "new_place": _kind("new_place", "Violence where there was none for a while.", {
            **COMMON, **_COUNT, "quiet": _QUIET, "minimum": _COUNTED, "history": _DAYS,
        }, ("quiet",)),
        "flatline": _kind("flatline", "A source went quiet.", {
            **_FLATLINE,
            "sources": Many("Names of outlets; * is every outlet that is heard regularly.",
                            Text("Outlet as in the articles' `source`.", None, "SNN"), least=1),
            "quiet_for": Duration("Silence that is too long.", HOUR, 30 * DAY),
            "minimum_articles": Number("Articles after which * watches an outlet.", 1, 100_000),
        }, ("sources", "quiet_for")),
    },
)  # fmt: skip
_NAMES = Many("Names of rules.", _NAME, least=1)

FORM = Section(
    "Rasid's alert rules.",
    {
        "version": Number("Version of this form: 1.", 1, 1),
        "timezone": Text("Calendar of the windows, an IANA zone.", r"[A-Za-z0-9_+/-]{1,60}", "Asia/Damascus"),
        "lateness": Duration("How far behind the watermark an event may lie and still count.", DAY, 30 * DAY),
        "defaults": Section(
            "Values for rules that do not say.",
            {key: COMMON[key] for key in ("route", "repeat", "resolve_after", "hold", "hold_share", "grade")},
        ),
        "rules": Many("The rules.", RULE, least=1),
        "inhibit": Many("Which rules keep others quiet.", Section("One inhibition.", {
            "when": _NAMES,
            "mute": _NAMES,
            "place": Choice("same: the same place; above: places that contain it; inside: places in it; governorate: "
                            "the whole governorate.", get_args(Reach)),
        }, ("when", "mute"))),
        "silences": Many("Mutes with an end.", Section("One silence.", {
            "rule": _RULE_OR_ALL,
            "place": _PLACE_OR_ALL,
            "author": Text("Who decided it.", None, "Huda"),
            "reason": Text("Why.", None, "field team is there"),
            "until": Instant("When it ends."),
            "since": Instant("When it begins; from the start when absent."),
        }, ("rule", "place", "author", "reason", "until"))),
    },
    ("version", "rules"),
)  # fmt: skip
