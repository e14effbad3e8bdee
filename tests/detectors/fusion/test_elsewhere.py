"""What one report leaves without a place and another places: one incident, that of the governorate."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest

from detectors.fusion import fuse_all
from detectors.fusion.evidence import UNRESOLVED
from detectors.fusion.facility import proper, telling
from detectors.records import Event, HealthImpact, Incident, Place, Report
from tests.detectors.fusion.builders import GAZETTEER, NOON, NOW, Stream, active, event, hours, report

NOWHERE = Place(name="")


def struck(where: str | Place, killed: int | None = None, hospital: str | None = None) -> Event:
    return event(where, killed, type="airstrike", health=HealthImpact(target="facility", name=hospital))


def fused(*reports: Report) -> list[Incident]:
    """The incidents, the same from an archive and from a stream in any order."""
    found = fuse_all(reports, NOW)
    for order in permutations(reports):
        assert Stream().feed(order).active == active(found)
    return found


def test_a_hospital_named_without_its_town_is_the_one_named_with_it() -> None:
    (one,) = fused(
        report("a", struck(NOWHERE, hospital="مستشفى القدس")),
        report("b", struck("السكري", 14, "مشفى القدس الميداني"), at=NOON + hours(1)),
    )
    assert (one.place.name, one.killed.total.best, one.article_ids) == ("السكري", 14, ("a", "b"))


def test_what_was_published_without_a_place_is_merged_when_its_place_is_known() -> None:
    stream = Stream().feed([report("a", struck(NOWHERE, hospital="مشفى الأمل"))])
    assert [i.governorate for i in stream.active.values()] == [UNRESOLVED]
    stream.feed([report("b", struck("الأتارب", 3, "مشفى الأمل"), at=NOON + hours(1))])
    (notice,) = (i for i in stream.history if i.governorate == UNRESOLVED and i.version == 2)
    assert (notice.status, notice.merged_into) == ("merged", None)
    assert [i.governorate for i in stream.active.values()] == ["SY02"]


def test_it_stands_again_when_the_report_with_the_place_is_withdrawn() -> None:
    nowhere, placed = report("a", struck(NOWHERE, hospital="مشفى الأمل")), struck("الأتارب", 3, "مشفى الأمل")
    gone = report("b", revised=NOON + hours(2), withdrawn=True)
    stream = Stream().feed([nowhere, report("b", placed, at=NOON + hours(1)), gone])
    assert [i.governorate for i in stream.active.values()] == [UNRESOLVED]
    assert [i.version for i in stream.history if i.governorate == UNRESOLVED] == [1, 2, 3]


def test_a_part_of_what_a_governorate_tells_is_part_of_no_incident_that_nobody_publishes() -> None:
    whole = struck(NOWHERE, hospital="مشفى الأمل")
    part = event(Place(name="ريف بلا اسم"), 2, id="e2", part_of=whole.id)
    found = fused(report("a", whole, part), report("b", struck("الأتارب", 3, "مشفى الأمل"), at=NOON + hours(1)))
    assert [i.part_of for i in found if i.place.name == "ريف بلا اسم"] == [None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (struck(NOWHERE, hospital="مشفى الأمل"), struck("الأتارب", 3, "مشفى الرحمة")),
        (struck(NOWHERE, hospital="المشفى الوطني"), struck("الأتارب", 3, "المشفى الوطني")),
        (struck(NOWHERE, 2), struck("الأتارب", 9)),
    ],
)
def test_another_hospital_a_common_name_or_other_figures_are_another_strike(one: Event, other: Event) -> None:
    assert len(fused(report("a", one), report("b", other, at=NOON + hours(1)))) == 2


def test_one_article_that_tells_both_tells_two() -> None:
    both = msgspec.structs.replace(struck("الأتارب", 3, "مشفى الأمل"), id="e2")
    assert len(fused(report("a", struck(NOWHERE, hospital="مشفى الأمل"), both))) == 2


def test_a_quarter_of_a_name_that_several_towns_have_is_the_one_struck_that_day() -> None:
    codes = [c for c in GAZETTEER.by_name("تشرين") if GAZETTEER.level(c) == "neighbourhood"]
    assert len(codes) > 1
    here = next(c for c in codes if GAZETTEER.governorate(c) == "SY02")
    several = Place(name="تشرين", candidates=tuple(codes))
    (one,) = fused(
        report("a", event(several, 5, type="airstrike")),
        report("b", event(GAZETTEER.place(here, "تشرين"), 5, type="airstrike"), at=NOON + hours(1)),
    )
    assert (one.place.code, one.killed.total.best, one.article_ids) == (here, 5, ("a", "b"))


def test_what_tells_one_hospital_s_name_from_another_s() -> None:
    assert proper("مشفى القدس") == proper("مستشفى القدس الميداني") == "قدس"
    assert proper("مشفى ميدانياً") == ""
    assert telling(proper("مشفى القدس"))
    assert not telling(proper("مشفى الأطفال والتوليد التخصصي"))
