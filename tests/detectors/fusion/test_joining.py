"""Which claims are one event, which are two, and which are a whole and its parts."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from detectors.fusion import fuse_all
from detectors.records import DayPart, Event, Fact, HealthImpact, Incident, Place, Report
from tests.detectors.fusion.builders import DAY, GAZETTEER, NOON, NOW, event, fact, hours, place, report


def fused(*reports: Report) -> list[Incident]:
    """The incidents of reports, most killed first."""
    return sorted(fuse_all(reports, NOW), key=lambda i: (-i.killed.total.best, i.place.name))


def test_two_reports_of_one_strike_are_one_incident_and_not_summed() -> None:
    (one,) = fused(report("a", event("بستان القصر", 13)), report("b", event("بستان القصر", 13), at=NOON + hours(2)))
    assert one.killed.total.best == 13
    assert one.article_ids == ("a", "b")


def test_two_strikes_that_one_report_tells_stay_two() -> None:
    twice = report("a", event("بستان القصر", 2), event("بستان القصر", 7, id="e2"))
    assert [i.killed.total.best for i in fused(twice)] == [7, 2]


def test_two_strikes_stay_two_when_another_report_fits_one_of_them() -> None:
    twice = report("a", event("بستان القصر", 2), event("بستان القصر", 7, id="e2"))
    more, fewer = fused(twice, report("b", event("بستان القصر", 7)))
    assert (more.article_ids, fewer.article_ids) == (("a", "b"), ("a",))


def test_a_second_mention_without_figures_is_no_second_event() -> None:
    (one,) = fused(report("a", event("بستان القصر", 2), event("بستان القصر", id="e2")))
    assert one.killed.total.best == 2


def test_a_place_that_its_own_report_misspells_is_no_second_event_unless_the_figures_differ() -> None:
    slip = Place(name="الأتاراب", path=("SY02", "SY"))
    (one,) = fused(report("a", event("الأتارب", 3), event(slip, injured=4, id="e2")))
    assert (one.killed.total.best, one.injured.total.best) == (3, 4)
    assert len(fused(report("a", event("الأتارب", 3), event(slip, 4, id="e2")))) == 2


def test_two_quarters_of_one_city_are_two_incidents() -> None:
    assert len(fused(report("a", event("بستان القصر", 3)), report("b", event("مساكن هنانو", 3)))) == 2


def test_two_quarters_that_are_known_by_name_alone_are_two_as_well() -> None:
    assert len(fused(report("a", event("كرم الطراب", 3)), report("b", event("جب القبة", 3)))) == 2


def test_two_villages_that_lie_together_are_two_unless_the_reports_agree_on_the_figures() -> None:
    words = {"e1": "قصفت الطائرات السوق ظهرا"}
    here, there = report("a", event("حيان", 4), quotes=words), report("b", event("بيانون", 3), quotes=words)
    assert [i.killed.total.best for i in fused(here, there)] == [4, 3]
    (one,) = fused(here, report("b", event("بيانون", 4), quotes=words))
    assert one.article_ids == ("a", "b")


def test_a_region_alone_means_the_one_strike_in_it_and_on_a_busy_day_none_unless_the_figures_say_which() -> None:
    region = GAZETTEER.place("SY02")
    struck = ("الأتارب", "بستان القصر", "دارة عزة", "صلاح الدين", "مساكن هنانو", "الباب")
    busy = [report(f"a{n}", event(where, 3 + n)) for n, where in enumerate(struck)]
    wide = report("z", event(region, injured=2))
    assert [i.article_ids for i in fused(busy[0], wide)] == [("a0", "z")]
    assert ("z",) in [i.article_ids for i in fused(*busy, wide)]
    told = {"e1": "قضى الأهالي تحت أنقاض منازلهم"}
    known, same = (report(n, event(where, 9, 7), quotes=told) for n, where in (("y", "عندان"), ("z", region)))
    assert ("y", "z") in [i.article_ids for i in fused(*busy, known, same)]


def test_the_city_alone_and_its_quarter_with_one_figure_are_one_incident_at_the_quarter() -> None:
    (one,) = fused(report("a", event("حلب", 13)), report("b", event("بستان القصر", 13)))
    assert one.place.level == "neighbourhood"


def test_a_city_total_and_a_quarter_of_another_report_are_whole_and_part() -> None:
    whole, part = fused(report("a", event("حلب", 56)), report("b", event("بستان القصر", 13)))
    assert part.part_of == whole.incident_id
    assert whole.part_of is None
    assert whole.killed.total.best == 56


def test_a_report_s_own_parts_belong_to_its_whole_and_other_reports_join_the_parts() -> None:
    listed = report(
        "a",
        event("حلب", 56),
        event("بستان القصر", 13, id="e2", part_of="e1"),
        event("مساكن هنانو", 8, id="e3", part_of="e1"),
    )
    whole, first, second = fused(listed, report("b", event("بستان القصر", 13)))
    assert first.part_of == second.part_of == whole.incident_id
    assert first.article_ids == ("a", "b")
    assert sum(i.killed.total.best for i in (whole, first, second) if i.part_of is None) == 56


def test_parts_that_add_up_to_more_raise_the_whole_s_high_and_not_its_best() -> None:
    whole = fused(
        report("a", event("حلب", 40)), report("b", event("بستان القصر", 21)), report("c", event("مساكن هنانو", 20))
    )[0]
    assert (whole.killed.total.best, whole.killed.total.high) == (40, 41)


def test_a_total_over_two_governorates_counts_in_neither() -> None:
    listed = report(
        "a",
        event(GAZETTEER.place("SY02"), 11),
        event("الأتارب", 4, id="e2", part_of="e1"),
        event("سرمين", 7, id="e3", part_of="e1"),
    )
    by_governorate = {i.governorate: i for i in fused(listed)}
    assert by_governorate["unresolved"].killed.total.best == 11
    assert by_governorate["SY02"].killed.total.best == 4
    assert by_governorate["SY07"].killed.total.best == 7


def test_a_share_placed_outside_its_town_stays_in_the_town_s_count() -> None:
    (one,) = fused(report("a", event("الأتارب", 11), event("سرمين", 4, id="e2", part_of="e1")))
    assert (one.place.name, one.killed.total.best) == ("الأتارب", 11)


def test_a_report_dated_a_day_late_joins_and_a_town_shelled_daily_is_no_chain() -> None:
    late = fused(
        report("a", event("الأتارب", 3)), report("b", event("الأتارب", 3, day=DAY + timedelta(days=1), stated=False))
    )
    assert len(late) == 1
    daily = [report(f"d{n}", event("الأتارب", 3, day=DAY + timedelta(days=n), stated=False)) for n in range(9)]
    assert max(len(i.article_ids) for i in fused(*daily)) <= 2


def test_days_that_both_texts_name_keep_events_apart() -> None:
    assert len(fused(report("a", event("حلب", 3)), report("b", event("حلب", 4, day=DAY + timedelta(days=1))))) == 2


def test_a_raid_in_the_morning_and_one_in_the_evening_are_two_unless_they_count_alike_or_one_tells_of_a_rise() -> None:
    morning = report("a", event("بستان القصر", 4, part="morning"))

    def later(killed: int, part: DayPart | None, facts: tuple[Fact, ...] = ()) -> Report:
        told = event("بستان القصر", killed, part=part, facts=tuple(fact.id for fact in facts))
        return report("b", told, at=NOON + hours(6), facts=facts)

    assert [i.killed.total.best for i in fused(morning, later(6, "evening"))] == [6, 4]
    risen = (fact(id="f4", low=4, high=4, superseded_by="f6"), fact(id="f6", low=6, high=6))
    rise = later(6, "evening", risen)
    for same in (rise, later(4, "evening"), later(6, "noon"), later(6, "night"), later(6, None)):
        assert len(fused(morning, same)) == 1


def test_far_figures_and_another_kind_of_act_keep_events_apart() -> None:
    raid, shot = fused(
        report("a", event("الأتارب", 12, type="airstrike")), report("b", event("الأتارب", 1, type="shooting"))
    )
    assert (raid.type, shot.type) == ("airstrike", "shooting")


def test_a_vague_claim_does_not_glue_two_events() -> None:
    incidents = fused(
        report("a", event("بستان القصر", 2), event("بستان القصر", 20, id="e2")), report("b", event("بستان القصر"))
    )
    assert len([i for i in incidents if i.killed.total.best]) == 2


def test_the_attacked_hospital_travels_with_the_incident() -> None:
    hit = HealthImpact(target="facility", name="مشفى النور", out_of_service=True)
    (one,) = fused(report("a", event("المحافظة", 1)), report("b", event("المحافظة", 1, health=hit)))
    assert one.health == hit


def test_unresolved_places_join_by_name_alone() -> None:
    nowhere = place("قرية بلا اسم معروف")
    assert len(fused(report("a", event(nowhere, 3)), report("b", event(nowhere, 3)))) == 1
    assert len(fused(report("a", event(nowhere, 3)), report("b", event(place("ضيعة أخرى مجهولة"), 3)))) == 2


def test_a_place_struck_again_is_a_second_incident() -> None:
    again = msgspec.structs.replace(event("العشارة", 3, type="airstrike"), again=True)
    first = report("a", event("العشارة", 6, type="airstrike"))
    assert sorted(i.killed.total.best for i in fused(first, report("b", again, at=NOON + hours(6)))) == [3, 6]
    (one,) = fused(first, report("b", event("العشارة", 5, type="airstrike"), at=NOON + hours(6)))
    assert one.article_ids == ("a", "b")


def test_a_raid_and_shells_on_one_town_that_count_quite_differently_are_two() -> None:
    raid = report("a", event("طفس", 8, type="airstrike"))
    assert len(fused(raid, report("b", event("طفس", 1, type="shelling"), at=NOON + hours(6)))) == 2
    assert len(fused(raid, report("b", event("طفس", 7, type="shelling"), at=NOON + hours(6)))) == 1


def test_hospitals_of_two_towns_near_each_other_are_two_although_as_many_died() -> None:
    def hit(where: str, name: str | None = None) -> Event:
        return event(where, 6, type="airstrike", health=HealthImpact(target="facility", name=name))

    assert len(fused(report("a", hit("الأتارب")), report("b", hit("كفر كرمين")))) == 2
    assert len(fused(report("a", hit("الأتارب", "مشفى الأمل")), report("b", hit("كفر كرمين", "مشفى الأمل")))) == 1
