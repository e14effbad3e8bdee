"""Events of a report: distinct acts, wholes and parts, what each counts, and how it happened."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from detectors.reading.reader import Reader
from detectors.records import Article, Estimate, Event, Report


def read(text: str) -> Report:
    published = datetime(2020, 5, 10, 12, tzinfo=UTC)
    return Reader.default().read(Article(id="a", source="s", published_at=published, text=text))


def events(text: str) -> tuple[Event, ...]:
    return read(text).events


def test_one_act_with_its_people() -> None:
    (event,) = events("قتل 5 مدنيين وأصيب 9 آخرون بغارة جوية على مدينة سراقب أمس")
    assert event.place.code == "C3916"
    assert event.type == "airstrike"
    assert event.killed.civilian == Estimate(low=5, best=5, high=5)
    assert event.injured.total == Estimate(low=9, best=9, high=9)
    assert (event.date.start, event.date.stated) == (date(2020, 5, 9), True)
    assert event.part_of is None


def test_quarters_are_parts_of_their_citys_total() -> None:
    told = events("قتل 20 مدنياً بغارات على مدينة حلب، بينهم 12 في حي الشعار و8 في حي الفردوس")
    whole, *parts = told
    assert whole.killed.total.best == 20
    assert {(part.place.name, part.killed.total.best, part.part_of) for part in parts} == {
        ("الشعار", 12, whole.id),
        ("الفردوس", 8, whole.id),
    }


def test_two_places_with_their_own_tolls_are_two_events() -> None:
    told = events("قتل 3 مدنيين بقصف على سرمين، وقتل مدنيان بقصف على بنش")
    assert [(event.place.name, event.killed.total.best, event.part_of) for event in told] == [
        ("سرمين", 3, None),
        ("بنش", 2, None),
    ]


def test_a_breakdown_adds_nobody() -> None:
    (event,) = events("مقتل 9 أشخاص بقصف على مدينة أريحا، بينهم 3 أطفال وامرأتان")
    assert event.killed.total.best == 9
    assert event.killed.civilian.best == 5
    assert event.killed.unknown.best == 4


def test_fighters_are_taken_out_of_a_mixed_total() -> None:
    (event,) = events("مقتل 14 شخصاً بينهم 10 من عناصر قوات النظام بقصف على بلدة خناصر")
    assert event.killed.combatant.best == 10
    assert event.killed.total.best == 4


def test_a_repeat_counts_once() -> None:
    (event,) = events("مقتل 6 مدنيين بقصف على بلدة حاس\nقُتل 6 مدنيين صباح اليوم بقصف مدفعي على بلدة حاس.")
    assert event.killed.total.best == 6


def test_killed_and_injured_without_a_number_are_no_more_when_said_again() -> None:
    again = (
        "مقتل وإصابة عدد من المدنيين بغارة على مدينة سراقب.\nوقال شاهد إن الغارة أدت إلى مقتل وإصابة عدد من المدنيين."
    )
    (once,), (twice,) = read(again.split("\n", maxsplit=1)[0]).events, read(again).events
    assert once.killed == twice.killed
    assert once.injured == twice.injured


def test_a_running_total_makes_no_event() -> None:
    assert not events("وثقت الشبكة مقتل 320 مدنياً في محافظة إدلب منذ بداية العام")


def test_coordinated_people_are_added() -> None:
    (event,) = events("مقتل امرأة وطفلين بقصف على قرية الموزرة")
    assert event.killed.total.best == 3


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("أكثر من 10 مدنيين", Estimate(low=10, best=10, high=None)),
        ("ما لا يقل عن 7 مدنيين", Estimate(low=7, best=7, high=None)),
        ("عشرات المدنيين", Estimate(low=20, best=20, high=99, vague=True)),
        ("عدد من المدنيين", Estimate(low=3, best=3, high=9, vague=True)),
    ],
)
def test_bounds_and_vague_words(words: str, expected: Estimate) -> None:
    (event,) = events(f"مقتل {words} بقصف على مدينة أريحا")
    assert event.killed.total == expected


def test_an_attack_on_a_hospital_without_casualties_is_an_event() -> None:
    (event,) = events("استهدفت غارة جوية مشفى الرحمة في مدينة خان شيخون دون وقوع إصابات")
    assert event.health is not None
    assert (event.health.target, event.health.name) == ("facility", "مشفى الرحمة")
    assert event.killed.total == Estimate()
    assert event.place.code == "C3987"


def test_a_strike_without_casualties_is_an_event_too() -> None:
    (event,) = events("قصفت قوات النظام بالمدفعية الثقيلة أطراف بلدة كفرنوران غربي حلب")
    assert (event.place.name, event.type) == ("كفرنوران", "shelling")
    assert event.facts == ()


def test_what_was_denied_is_no_event() -> None:
    assert not [e for e in events("نفى المتحدث مقتل 12 مدنياً في الغارة") if e.facts]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("مقتل مدني بغارة على بلدة حاس", "airstrike"),
        ("مقتل مدني بقصف مدفعي على بلدة حاس", "shelling"),
        ("مقتل مدني بقصف جوي على بلدة حاس", "airstrike"),
        ("مقتل مدني بالبراميل المتفجرة في بلدة حاس", "airstrike"),
        ("مقتل طفل بانفجار لغم أرضي في بلدة حاس", "mine"),
        ("مقتل مدني بانفجار عبوة ناسفة في مدينة الباب", "explosion"),
        ("مقتل مدني برصاص قناص في مدينة الباب", "shooting"),
        ("اختناق ومقتل 4 مدنيين بقصف بغاز الكلور على بلدة اللطامنة", "chemical"),
    ],
)
def test_types(text: str, kind: str) -> None:
    assert events(text)[0].type == kind


def test_weapon_and_actor_as_written() -> None:
    (event,) = events("قصفت قوات النظام بقذائف الهاون بلدة حاس ما أدى إلى مقتل مدني")
    assert event.weapon == "قذائف الهاون"
    assert event.actor == "قوات النظام"
    (drone,) = events("مقتل مدنيين اثنين بطائرة مسيرة تركية استهدفت سيارة في مدينة عين عيسى")
    assert drone.weapon == "طائرة مسيرة"
    assert drone.actor == "تركيا"


def test_the_force_that_was_hit_is_not_the_actor() -> None:
    (event,) = events("مقتل 3 مدنيين بغارة استهدفت موقعاً لقوات النظام في مدينة البوكمال")
    assert event.actor is None


def test_the_evidence_of_an_event_is_its_sentence() -> None:
    report = read("يوم هادئ في الشمال. مقتل مدني بقصف على بلدة حاس. انتهى.")
    assert report.quotes[report.events[0].id].strip().startswith("مقتل مدني")


def test_one_sentence_may_tell_two_attacks_of_one_place() -> None:
    later, earlier = events(
        "شهدت مدينة دوما قصفاً مسائياً أوقع سبعة قتلى، بعد ساعات من غارة جوية على السوق قتل فيها أربعة أشخاص"
    )
    assert (later.killed.total.best, earlier.killed.total.best) == (7, 4)
    assert later.place.code == earlier.place.code


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("عاودت المدفعية قصف بلدة تقاد ما أسفر عن مقتل مسعف", True),
        ("عادت الطائرات الحربية لاستهداف مدينة سراقب وقتلت شخصين", True),
        ("غارة للمرة الثانية خلال ساعات على مدينة سراقب قتلت شخصين", True),
        ("غارة للمرة الثانية خلال أسبوع على مدينة سراقب قتلت شخصين", False),
        ("عاد الهدوء إلى مدينة سراقب بعد غارة قتلت شخصين", False),
        ("غارة على مدينة سراقب قتلت شخصين وسط مخاوف من تجدد القصف", False),
    ],
)
def test_a_place_that_is_struck_again(text: str, again: bool) -> None:
    (event,) = events(text)
    assert (event.killed.total.best > 0, event.again) == (True, again)


def test_a_toll_that_is_said_to_have_risen() -> None:
    assert [e.raised for e in events("ارتفع إلى 13 عدد القتلى في مدينة دوما")] == [True]
    assert [e.raised for e in events("قتل 13 شخصاً في مدينة دوما")] == [False]
