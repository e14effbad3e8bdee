"""Low, best, high; who is a source; grades. The method is docs/counting.md."""

from __future__ import annotations

import msgspec
import pytest

from detectors.fingerprint import containment, resemblance, same_text
from detectors.fusion import fuse_all, signature
from detectors.fusion.sources import body, voice
from detectors.records import Casualties, Estimate, Incident, Report
from tests.detectors.fusion.builders import NOON, NOW, event, fact, hours, report, toll

TEXT = " ".join(f"كلمة{n} في خبر طويل عن قصف" for n in range(40))


def one(*reports: Report) -> Incident:
    """The only incident of reports."""
    (incident,) = fuse_all(reports, NOW)
    return incident


def bounds(casualties: Casualties) -> tuple[int, int, int | None]:
    """Low, best, high of people who are no combatants."""
    return casualties.total.low, casualties.total.best, casualties.total.high


def test_the_range_spans_the_sources_and_the_best_is_what_most_say() -> None:
    reports = [report(n, event("بستان القصر", k)) for n, k in (("a", 10), ("b", 12), ("c", 12), ("d", 13))]
    assert bounds(one(*reports).killed) == (10, 12, 13)


def test_on_a_tie_the_newest_figure_is_best() -> None:
    assert bounds(
        one(report("a", event("بستان القصر", 10)), report("b", event("بستان القصر", 12), at=NOON + hours(3))).killed
    ) == (10, 12, 12)


def test_of_one_instant_the_greater_figure_is_best_whatever_the_articles_are_called() -> None:
    for few, more in (("a", "b"), ("b", "a")):
        both = one(report(few, event("بستان القصر", 10)), report(more, event("بستان القصر", 12)))
        assert bounds(both.killed) == (10, 12, 12)


def test_an_outlet_s_raised_toll_replaces_its_own() -> None:
    raised = one(
        report("a", event("بستان القصر", 10), source="وكالة"),
        report("b", event("بستان القصر", 12), source="وكالة", at=NOON + hours(3)),
    )
    assert bounds(raised.killed) == (12, 12, 12)
    assert raised.grade == "single-source"


def test_an_outlet_s_lowered_toll_replaces_too() -> None:
    lowered = one(
        report("a", event("بستان القصر", 12), source="وكالة"),
        report("b", event("بستان القصر", 11), source="وكالة", at=NOON + hours(3)),
    )
    assert bounds(lowered.killed) == (11, 11, 11)


def test_silence_is_not_zero() -> None:
    both = one(report("a", event("بستان القصر", 10)), report("b", event("بستان القصر", None, 20)))
    assert bounds(both.killed) == (10, 10, 10)
    assert bounds(both.injured) == (20, 20, 20)


def test_dead_that_one_source_counts_and_three_later_ones_do_not_may_be_none() -> None:
    counting = report("a", event("بستان القصر", 1, 4))
    later = [report(n, event("بستان القصر", None, 4), at=NOON + hours(2)) for n in "bcd"]
    assert bounds(one(counting, *later).killed) == (0, 1, 1)
    assert bounds(one(counting, *later[:2]).killed) == (1, 1, 1)
    assert bounds(one(counting, *later, report("e", event("بستان القصر", 1, 4))).killed) == (1, 1, 1)
    earlier = [report(n, event("بستان القصر", None, 4), at=NOON - hours(2)) for n in "bcd"]
    assert bounds(one(counting, *earlier).killed) == (1, 1, 1)
    wounded = [report(n, event("بستان القصر", 2), at=NOON + hours(2)) for n in "efg"]
    assert bounds(one(report("a", event("بستان القصر", 2, 4)), *wounded).injured) == (4, 4, 4)


def test_at_least_stays_open_until_another_source_closes_it() -> None:
    open_ = report("a", event("بستان القصر", toll(10, None)))
    assert bounds(one(open_).killed) == (10, 10, None)
    assert bounds(one(open_, report("b", event("بستان القصر", 12))).killed) == (10, 12, 12)


def test_combatants_never_enter_the_total() -> None:
    mixed = one(report("a", event("بستان القصر", toll(4, combatant=10))))
    assert mixed.killed.total.best == 4
    assert mixed.killed.combatant.best == 10


def test_people_of_unknown_status_may_be_those_whom_another_source_calls_fighters() -> None:
    fighters = report("a", event("بستان القصر", toll(0, combatant=3)))
    both = one(fighters, report("b", event("بستان القصر", 4)), report("c", event("بستان القصر", 4)))
    assert bounds(both.killed) == (1, 4, 4)
    told_apart = report("b", event("بستان القصر", toll(4, combatant=3)))
    assert bounds(one(fighters, told_apart).killed) == (4, 4, 4)
    people = Estimate(low=4, best=4, high=4)
    civilians = report("b", event("بستان القصر", Casualties(total=people, civilian=people)))
    assert bounds(one(fighters, civilians, report("c", event("بستان القصر", 4))).killed) == (4, 4, 4)


def test_wire_copies_and_pages_of_one_body_are_one_source() -> None:
    copied = [
        report("a", event("بستان القصر", 5), source="صحيفة أولى", fingerprint=signature(TEXT)),
        report("b", event("بستان القصر", 5), source="صحيفة ثانية", fingerprint=signature("عنوان آخر تماما " + TEXT)),
    ]
    assert one(*copied).grade == "single-source"
    assert one(*copied).sources == ("صحيفة أولى",)
    pages = [
        report("a", event("بستان القصر", 5), source="Facebook: Syrian Civil Defense"),
        report("b", event("بستان القصر", 5), source="الدفاع المدني السوري"),
    ]
    assert len(one(*pages).sources) == 1


def test_outlets_that_quote_one_body_are_one_source() -> None:
    quoted = fact(attributed_to="المرصد السوري لحقوق الإنسان")
    reports = [report(n, event("بستان القصر", 13, facts=("f1",)), facts=[quoted]) for n in ("a", "b")]
    assert one(*reports).grade == "single-source"
    assert one(*reports, report("c", event("بستان القصر", 13))).grade == "corroborated"


def test_grades() -> None:
    a, b = report("a", event("بستان القصر", 13)), report("b", event("بستان القصر", 13))
    assert one(a).grade == "single-source"
    assert one(a, b).grade == "corroborated"
    assert one(a, report("c", event("بستان القصر", 13), source="مديرية صحة حلب")).grade == "official"
    rival = report(
        "d",
        event("بستان القصر", toll(4, 13), facts=("f1", "f2")),
        facts=[fact(), fact(id="f2", low=4, high=4, rival_of="f1")],
    )
    assert one(a, rival).grade == "contested"


def test_running_totals_are_context_and_no_count() -> None:
    background = fact(id="f9", scope="cumulative", low=845, high=845)
    told = report("a", event("بستان القصر", 13), facts=[background], quotes={"f9": "845 منذ بدء الحملة", "e1": "قصف"})
    incident = one(told)
    assert incident.context == ("845 منذ بدء الحملة",)
    assert incident.killed.total.high == 13


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Facebook: Syrian Civil Defense", "Syria Civil Defence"),
        ("والدفاع المدني", "Syria Civil Defence"),
        ("SOHR (المرصد السوري)", "Syrian Observatory for Human Rights"),
        ("Facebook: some page", "some page"),
        ("جريدة", "جريده"),
    ],
)
def test_names_of_outlets(name: str, expected: str) -> None:
    assert voice(name) == expected


def test_a_name_inside_a_word_is_no_body() -> None:
    assert body("whoever") is None


def test_signatures_tell_copies_and_excerpts_from_reports_of_their_own() -> None:
    words = TEXT.split()
    other = signature(" ".join(f"نص{n} آخر عن يوم ثان" for n in range(60)))
    assert resemblance(signature(TEXT), signature(TEXT)) == 1
    assert same_text(signature(TEXT), signature(" ".join(words[: len(words) * 9 // 10])))
    assert containment(signature(TEXT), signature(" ".join(words[:60]))) > 0.8
    assert not same_text(signature(TEXT), other)
    assert not same_text((), ())
    assert not same_text(signature("عاجل قصف"), signature("عاجل قصف الآن"))


def test_a_later_report_of_a_small_part_does_not_lower_the_toll() -> None:
    incident = one(report("a", event("الأتارب", 8)), report("b", event("الأتارب", 1), at=NOON + hours(20)))
    assert incident.killed.total.best == 8


def test_a_toll_that_is_said_to_have_risen_beats_smaller_ones_that_more_sources_gave() -> None:
    risen = msgspec.structs.replace(event("الأتارب", 13), raised=True)
    before = [report(name, event("الأتارب", 10), at=NOON + hours(n)) for n, name in enumerate("ab")]
    assert one(*before, report("c", risen, at=NOON + hours(4))).killed.total.best == 13
    assert one(*before, report("c", event("الأتارب", 13), at=NOON + hours(4))).killed.total.best == 10


def test_who_tells_the_fighters_from_the_others_is_believed_before_who_counts_all() -> None:
    apart, together = event("اعزاز", toll(3, combatant=14)), event("اعزاز", 17)
    incident = one(report("a", apart), report("b", together, at=NOON + hours(1)))
    assert (incident.killed.total.best, incident.killed.combatant.best) == (3, 14)
