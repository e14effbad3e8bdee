"""The messages that were looked at by eye, on a phone's width, and are kept as golden files."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from alerts.records import Alert
from alerts.slack.changes import deltas, told
from alerts.slack.records import Mark, Message, Notes
from alerts.slack.render import View, render
from alerts.slack.thread import render_reply
from detectors.records import Estimate, EventDate, Place
from tests.alerts.slack.samples import DISTRICT, NOW, QUARTER, alert, hospital, incident, longest, people

ARABIC = View(language="ar")
HIDDEN = View(hide_health=True)
RAISED = alert(
    revision=2, state="updated", killed=people(12, 15, 18), value=Estimate(low=12, best=15, high=18), sources=4,
    reason="toll_raised",
)  # fmt: skip
HIGHER = alert(
    revision=3, state="updated", killed=people(50, 56, 60), value=Estimate(low=50, best=56, high=60), tier=1,
    reason="tier_raised",
)  # fmt: skip
RETRACTED = alert(
    revision=4, state="retracted", killed=people(0, 0, 0), injured=people(0, 0, 0), value=Estimate(),
    reason="marked_false",
)  # fmt: skip
RESOLVED = alert(
    revision=4, state="resolved", killed=people(3, 3, 3), value=Estimate(low=3, best=3, high=3),
    reason="below_threshold",
)  # fmt: skip
SEEN = Mark(action_id="m1", kind="acknowledge", by="U0ABC123", at=NOW)
WRONG = Mark(action_id="m2", kind="false", by="U0DEF456", at=NOW, reason="Old video, from 2016")


CITY = Place(
    name="حلب", name_ar="حلب", name_en="Aleppo", code="C1007", level="community", precision="community",
    path=("C1007", "SY020000", "SY0200", "SY02"),
)  # fmt: skip


def in_quarter(**changes: Any) -> Alert:
    """A rule that counts in the finest place: the alert is the quarter's own."""
    return alert(
        district=QUARTER, explanation="killed-in-a-day: killed reached 10 within 1 day, threshold 5.", **changes
    )


def quarter(name: str, english: str, killed: int) -> Place:
    return Place(
        name=name, name_ar=name, name_en=english, code=english, level="neighbourhood", precision="neighbourhood",
        path=(english, "SY0200"), lat=36.2, lon=37.1 + killed / 1000,
    )  # fmt: skip


def city() -> Alert:
    """One city's total with three of its eleven quarters."""
    quarters = (("الشعار", "al-Sha'ar", 6), ("الصاخور", "al-Sakhour", 5), ("باب النيرب", "Bab al-Nairab", 4))
    parts = tuple(incident(quarter(ar, en, n), people(n, n, n + 1)) for ar, en, n in quarters)
    whole = people(50, 56, 60, combatant=3)
    return alert(incidents=parts, incidents_total=11, killed=whole, value=whole.total)


def vague() -> Alert:
    """Tens killed some day of a week, in a place that could be two."""
    unsure = Place(name="الزهراء", precision="unresolved", candidates=("C1", "C2"))
    week = EventDate(start=date(2026, 11, 16), end=date(2026, 11, 22), precision="week", stated=True)
    tens = people(20, 20, None)
    tens = type(tens)(total=Estimate(low=20, best=20, high=None, vague=True), unknown=tens.unknown)
    return alert(
        severity="warning", incidents=(incident(unsure, tens, event_date=week),), killed=tens, value=tens.total,
        grade="single-source", sources=1,
    )  # fmt: skip


def reply(before: Alert, after: Alert, view: View, *, broadcast: bool = False) -> Message:
    """The thread's answer to a change."""
    found = deltas(told(before, ""), told(after, ""))
    return render_reply(after, view, Notes(), found, broadcast=broadcast)


@cache
def scenes() -> dict[str, Message]:
    """Name → message."""
    found = deltas(told(alert(), ""), told(RAISED, ""))
    changed = Notes(changes=found, changed_at=NOW, reason="toll_raised", marks=(SEEN,))
    return {
        "threshold-en": render(alert(), View(mentions=("here", "S0123ABC")), Notes(partition=3), NOW),
        "threshold-ar": render(alert(), ARABIC, Notes(), NOW),
        "hospital-en": render(hospital(), View(), Notes(), NOW),
        "hospital-ar": render(hospital(), ARABIC, Notes(), NOW),
        "hospital-hidden-en": render(hospital(), HIDDEN, Notes(), NOW),
        "hospital-hidden-ar": render(hospital(), View(language="ar", hide_health=True), Notes(), NOW),
        "quarter-en": render(in_quarter(), View(), Notes(above=CITY), NOW),
        "quarter-ar": render(in_quarter(), ARABIC, Notes(above=CITY), NOW),
        "quarter-hidden-en": render(
            in_quarter(rule_kind="hospital_attack"), HIDDEN, Notes(above=CITY, wide=DISTRICT), NOW
        ),
        "updated-en": render(RAISED, View(), changed, NOW),
        "updated-ar": render(RAISED, ARABIC, changed, NOW),
        "retracted-en": render(RETRACTED, View(), Notes(peak=told(RAISED, ""), marks=(SEEN, WRONG)), NOW),
        "retracted-ar": render(RETRACTED, ARABIC, Notes(peak=told(RAISED, ""), marks=(WRONG,)), NOW),
        "resolved-en": render(RESOLVED, View(), Notes(peak=told(RAISED, "")), NOW),
        "city-en": render(city(), View(), Notes(), NOW),
        "city-ar": render(city(), ARABIC, Notes(), NOW),
        "vague-en": render(vague(), View(), Notes(), NOW),
        "muted-en": render(alert(muted="silenced"), View(), Notes(), NOW),
        "repeat-and-fallback-en": render(
            alert(), View(), Notes(possible_repeat=True, instead_of="C0MAIN: is_archived"), NOW
        ),
        "webhook-en": render(alert(), View(), Notes(buttons=False, threads=False), NOW),
        "flatline-en": render(
            alert(rule_kind="flatline", measure="articles", incidents=(), incidents_total=0, evidence=(), context=(),
                  severity="info", reason="source_silent", value=Estimate(), killed=people(0, 0, 0),
                  injured=people(0, 0, 0), explanation="Halab Press has been silent for 26 h."),
            View(), Notes(), NOW,
        ),
        "longest-en": render(longest(), View(), Notes(marks=(SEEN, WRONG)), NOW),
        "reply-raised-en": reply(alert(), RAISED, View()),
        "reply-raised-ar": reply(alert(), RAISED, ARABIC),
        "reply-tier-en": reply(RAISED, HIGHER, View(mentions=("here",)), broadcast=True),
        "reply-retracted-en": reply(RAISED, RETRACTED, View()),
        "reply-resolved-ar": reply(RAISED, RESOLVED, ARABIC),
    }  # fmt: skip
