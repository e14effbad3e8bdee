"""What joins without a figure or a place: names, spellings, reports that only bear witness."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from detectors.fusion import fuse_all
from detectors.fusion.proximity import alike
from detectors.records import Event, Incident, Place, Report
from tests.detectors.fusion.builders import DAY, GAZETTEER, NOON, NOW, Stream, active, event, hours, place, report

NAME = (11, 12, 13)
VILLAGE = Place(name="تلة الغبار", path=("SY02", "SY"))


def named(one: Event, *terms: int) -> Event:
    return msgspec.structs.replace(one, terms=terms)


def obituary(article: str, *terms: int, day: int = 0, at: float = 3) -> Report:
    own = named(event(Place(name=""), id="w1", day=DAY + timedelta(days=day), type="other"), *terms)
    witness = msgspec.structs.replace(own, witness=True)
    return msgspec.structs.replace(report(article, at=NOON + hours(at)), witnesses=(witness,))


def fused(*reports: Report) -> list[Incident]:
    found = fuse_all(reports, NOW)
    assert Stream().feed(reports).active == Stream().feed(reversed(reports)).active == active(found)
    return found


def test_a_witness_brings_its_article_and_no_figure() -> None:
    (one,) = fused(report("a", named(event("الأتارب", 3), *NAME, 20, 21)), obituary("b", *NAME))
    assert one.article_ids == ("a", "b")
    assert one.sources == ("outlet a", "outlet b")
    assert (one.killed.total.low, one.killed.total.high, one.grade) == (3, 3, "single-source")


def test_a_witness_alone_makes_no_incident() -> None:
    assert fused(obituary("b", *NAME)) == []


def test_a_witness_that_came_first_leaves_id_and_first_report_to_who_tells_the_event() -> None:
    told = report("a", named(event("الأتارب", 3), *NAME))
    (alone,), (one,) = fused(told), fused(told, obituary("b", *NAME, at=-5))
    assert (one.incident_id, one.first_reported_at) == (alone.incident_id, alone.first_reported_at)


def test_a_name_in_common_is_more_than_one_word_and_of_the_days_around() -> None:
    told = report("a", named(event("الأتارب", 3), *NAME))
    assert [i.article_ids for i in fused(told, obituary("b", 11, 40, 41))] == [("a",)]
    assert [i.article_ids for i in fused(told, obituary("b", *NAME, day=2))] == [("a", "b")]
    assert [i.article_ids for i in fused(told, obituary("b", *NAME, day=3))] == [("a",)]


def test_a_report_without_a_place_keeps_its_incident_and_bears_witness_elsewhere() -> None:
    nowhere = named(event(Place(name=""), 1), *NAME)
    incidents = {i.governorate: i for i in fused(report("a", named(event("الأتارب", 3), *NAME)), report("b", nowhere))}
    assert incidents["SY02"].article_ids == ("a", "b")
    assert incidents["SY02"].killed.total.low == 3
    assert incidents["unresolved"].killed.total.best == 1


def test_a_withdrawn_witness_leaves() -> None:
    told, witness = report("a", named(event("الأتارب", 3), *NAME)), obituary("b", *NAME)
    gone = msgspec.structs.replace(witness, withdrawn=True, revised_at=NOON + hours(9))
    (one,) = fused(told, witness, gone)
    assert one.article_ids == ("a",)


def members(*reports: Report) -> list[tuple[str, ...]]:
    return sorted(i.article_ids for i in fused(*reports))


def mention(article: str, where: str | Place, day: int = 0) -> Report:
    seen = msgspec.structs.replace(event(where, id="w1", day=DAY + timedelta(days=day), type="other"), witness=True)
    return msgspec.structs.replace(report(article), witnesses=(seen,))


def test_a_caption_joins_the_one_incident_of_its_settlement_and_day_that_agrees_best() -> None:
    told = report("a", event("الأتارب", 3)), report("b", event("دارة عزة", 3))
    assert members(*told, mention("c", "دارة عزة")) == [("a",), ("b", "c")]
    assert members(*told, mention("c", "دارة عزة", day=3)) == [("a",), ("b",)]
    assert members(*told, mention("c", GAZETTEER.place("SY02"))) == [("a",), ("b",)]


def test_a_village_beside_a_border_is_heard_of_next_door() -> None:
    here, there = place("باتبو"), place("سرمدا")
    told, heard = named(event(here, 3), *NAME), named(event(there, 3), *NAME)
    one, other = sorted(fused(report("a", told), report("b", heard)), key=lambda i: i.governorate)
    assert (one.governorate, other.governorate) == ("SY02", "SY07")
    assert one.article_ids == other.article_ids == ("a", "b")
    assert [len(i.claims) for i in (one, other)] == [2, 2]
    assert members(report("a", event(here, 3)), report("b", event(there, 4))) == [("a",), ("b",)]
    assert members(report("a", event("الباب", 3)), report("b", event("سرمين", 3))) == [("a",), ("b",)]


def test_inside_a_mere_region_the_settlement_that_most_witnesses_name_is_the_place() -> None:
    region, seen = GAZETTEER.place("SY02"), ("الأتارب", "دارة عزة", "دارة عزة")
    told = report("z", named(event(region, 3), *NAME, 20))
    others = [
        msgspec.structs.replace(w, witnesses=tuple(named(e, *NAME) for e in w.witnesses))
        for w in (mention(n, where) for n, where in zip("abc", seen, strict=True))
    ]
    assert [i.place.name for i in fused(told, *others)] == ["دارة عزة"]
    assert [i.place.name for i in fused(report("z", named(event("الباب", 3), *NAME, 20)), *others)] == ["الباب"]


def test_figures_of_a_report_that_says_nowhere_are_known_again() -> None:
    told, nowhere = report("a", event("الأتارب", 3, 7)), event(Place(name=""), 3, 7)
    found = {i.governorate: i.article_ids for i in fused(told, report("b", nowhere))}
    assert found == {"SY02": ("a", "b")}
    other = {i.governorate: i.article_ids for i in fused(told, report("b", event(Place(name=""), 3, 9)))}
    assert other == {"SY02": ("a",), "unresolved": ("b",)}


def test_a_village_that_the_gazetteer_lacks_joins_by_its_name_in_one_governorate() -> None:
    other = msgspec.structs.replace(VILLAGE, name="تلة الغبارة")
    (one,) = fused(report("a", event(VILLAGE, 3)), report("b", event(other, 3)))
    assert one.article_ids == ("a", "b")
    elsewhere = msgspec.structs.replace(VILLAGE, path=("SY07", "SY"))
    assert len(fused(report("a", event(VILLAGE, 3)), report("b", event(elsewhere, 3)))) == 2


def test_the_same_dead_put_in_two_places_are_one_incident_and_strangers_are_two() -> None:
    far = (place("الأتارب"), place("الباب"))
    same = [report(n, named(event(p, 3), *NAME, 14)) for n, p in zip("ab", far, strict=True)]
    assert len(fused(*same)) == 1
    others = [report(n, named(event(p, 3), k)) for (n, p), k in zip(zip("ab", far, strict=True), (1, 2), strict=True)]
    assert len(fused(*others)) == 2


def test_two_that_name_the_same_people_and_are_not_one_event_bear_witness_to_each_other() -> None:
    told = report("a", named(event("الأتارب", 3), *NAME, 20))
    other = report("b", named(event("دارة عزة", 9), *NAME, 30))
    here, there = sorted(fused(told, other), key=lambda i: i.killed.total.best)
    assert (here.killed.total.best, there.killed.total.best) == (3, 9)
    assert here.article_ids == there.article_ids == ("a", "b")
    assert {c.article_id: c.event.witness for c in here.claims} == {"a": False, "b": True}
    assert here.grade == "single-source"


def test_neither_half_a_name_far_away_nor_two_stated_days_nor_one_article_bear_witness_to_each_other() -> None:
    told = named(event("الأتارب", 3), *NAME)
    assert members(report("a", told), report("b", named(event("الباب", 9), *NAME))) == [("a", "b")] * 2
    assert members(report("a", told), report("b", named(event("الباب", 9), *NAME[:2]))) == [("a",), ("b",)]
    later = named(event("دارة عزة", 9, day=DAY + timedelta(days=1)), *NAME)
    assert members(report("a", told), report("b", later)) == [("a",), ("b",)]
    assert members(report("a", told), report("b", msgspec.structs.replace(later, date=told.date))) == [("a", "b")] * 2
    assert members(report("a", told, named(event("دارة عزة", 9, id="e2"), *NAME))) == [("a",), ("a",)]


def test_spellings() -> None:
    assert alike("العزبه", "عزبه")
    assert alike("صوغناكي", "صوغاناكي")
    assert not alike("حاس", "بنش")
    assert not alike("دير حافر", "دير الزور")
    assert not alike("", "")
