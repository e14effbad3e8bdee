"""Alerts of our own making, for the Slack tests and the golden files."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from alerts.records import Alert, Evidence
from detectors.records import Casualties, Estimate, EventDate, HealthImpact, Incident, Place

NOW = datetime(2026, 11, 24, 2, 45, tzinfo=UTC)

DISTRICT = Place(
    name="جبل سمعان", precision="district", code="SY0200", level="district", path=("SY0200", "SY02", "SY"),
    name_ar="جبل سمعان", name_en="Jebel Saman",
)  # fmt: skip
QUARTER = Place(
    name="بستان القصر", precision="neighbourhood", code="N00114", level="neighbourhood",
    path=("N00114", "C1007", "SY020000", "SY0200", "SY02", "SY"), name_ar="بستان القصر", name_en="Bustan al-Qasr",
    lat=36.1912, lon=37.1468,
)  # fmt: skip
SENTENCE = "قُتل اثنا عشر مدنياً وجُرح عشرون آخرون في قصف جوي طال سوقاً في حي بستان القصر فجر اليوم."
SECOND = "قالت فرق الإنقاذ إن حصيلة القصف على الحي بلغت خمسة عشر قتيلاً بينهم أطفال."


def people(low: int, best: int, high: int | None, combatant: int = 0) -> Casualties:
    """Civilians for the most part, the rest of unknown status."""
    known = Estimate(low=low, best=low, high=low)
    rest = Estimate(low=0, best=best - low, high=None if high is None else high - low)
    return Casualties(
        total=Estimate(low=low, best=best, high=high),
        civilian=known,
        unknown=rest,
        combatant=Estimate(low=combatant, best=combatant, high=combatant),
    )


def incident(place: Place = QUARTER, killed: Casualties | None = None, **changes: Any) -> Incident:
    base = Incident(
        incident_id=f"i-{place.code}",
        version=1,
        status="active",
        place=place,
        event_date=EventDate(
            start=date(2026, 11, 24), end=date(2026, 11, 24), precision="part_of_day", stated=True, part="morning"
        ),
        type="airstrike",
        killed=people(10, 12, 15) if killed is None else killed,
        injured=people(18, 20, None),
        grade="corroborated",
        first_reported_at=NOW - timedelta(minutes=52),
        updated_at=NOW - timedelta(minutes=4),
        sources=("Halab Press", "وكالة الشمال", "Radio Orient"),
        governorate="SY02",
    )
    return msgspec.structs.replace(base, **changes)


def evidence(sentence: str = SENTENCE, source: str = "Halab Press", minutes: int = 52, slug: str = "1") -> Evidence:
    return Evidence(
        article_id=f"a{slug}",
        source=source,
        sentence=sentence,
        published_at=NOW - timedelta(minutes=minutes),
        url=f"https://news.example/ar/{slug}",
    )


def alert(**changes: Any) -> Alert:
    """A threshold alert of one airstrike."""
    base = Alert(
        alert_id="5f0c7a91d2",
        revision=1,
        state="firing",
        severity="critical",
        rule="killed-in-a-day",
        rule_kind="threshold",
        district=DISTRICT,
        window_start=NOW.replace(hour=0, minute=0),
        window_end=NOW.replace(hour=0, minute=0) + timedelta(days=1),
        measure="killed",
        value=Estimate(low=10, best=12, high=15),
        reason="threshold_crossed",
        updated_at=NOW - timedelta(minutes=3),
        episode="2026-11-24",
        threshold=10,
        killed=people(10, 12, 15),
        injured=people(18, 20, None),
        incidents=(incident(),),
        incidents_total=1,
        evidence=(evidence(), evidence(SECOND, "وكالة الشمال", 4, "2")),
        sources=3,
        grade="corroborated",
        published_at=NOW - timedelta(minutes=4),
        governorate="SY02",
        context=("بلغ عدد القتلى منذ بدء الحملة أكثر من ثمانمئة.",),
    )
    return msgspec.structs.replace(base, **changes)


def hospital(**changes: Any) -> Alert:
    """An attack on a hospital in a small town."""
    town = Place(
        name="دابق", precision="community", code="C1600", level="community", path=("C1600", "SY0203", "SY02"),
        name_ar="دابق", name_en="Dabiq", lat=36.5372, lon=37.2686,
    )  # fmt: skip
    district = Place(
        name="أعزاز", precision="district", code="SY0203", level="district", path=("SY0203", "SY02", "SY"),
        name_ar="أعزاز", name_en="A'zaz",
    )  # fmt: skip
    hit = incident(
        town, people(2, 2, 2), health=HealthImpact(target="facility", name="مشفى النور", out_of_service=True),
        injured=people(5, 6, 9), grade="single-source", sources=("Halab Press",),
    )  # fmt: skip
    sentence = "خرج مشفى النور في بلدة دابق عن الخدمة بعد استهدافه ببرميلين متفجرين ومقتل ممرضَين."
    base = alert(
        alert_id="a11ce0beef",
        rule="attack-on-health-care",
        rule_kind="hospital_attack",
        district=district,
        measure="attacks",
        value=Estimate(low=1, best=1, high=1),
        threshold=1,
        reason="hospital_attacked",
        killed=hit.killed,
        injured=hit.injured,
        incidents=(hit,),
        evidence=(evidence(sentence),),
        sources=1,
        grade="single-source",
        context=(),
    )
    return msgspec.structs.replace(base, **changes)


def longest(**changes: Any) -> Alert:
    """Every list at its fullest and every text at its longest, with everything that must not get through."""
    nasty = "<!channel> *عاجل* <https://evil.example|انقر> & @here \u202egnp.exe\u202c " * 40
    place = Place(
        name=nasty,
        precision="neighbourhood",
        code="N1",
        level="neighbourhood",
        path=("N1",),
        name_ar=nasty,
        name_en=nasty,
    )
    many = tuple(incident(place, sources=(nasty,) * 9, incident_id=f"i{n}") for n in range(40))
    base = alert(
        alert_id="f" * 64,
        rule=nasty,
        district=place,
        incidents=many,
        incidents_total=412,
        evidence=tuple(evidence(nasty, nasty, n, str(n)) for n in range(40)),
        context=(nasty,) * 20,
        explanation=nasty,
        grade="contested",
    )
    return msgspec.structs.replace(base, **changes)


def raised(revision: int, best: int, **changes: Any) -> Alert:
    """A later revision of the alert, with a raised toll."""
    value = Estimate(low=best, best=best, high=best)
    return alert(revision=revision, state="updated", killed=people(best, best, best), value=value,
                 reason="toll_raised", **changes)  # fmt: skip
