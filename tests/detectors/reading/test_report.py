"""What a report says of its own reading."""

from __future__ import annotations

from datetime import UTC, datetime

from detectors.reading import Reader
from detectors.reading.reader import MAX_CHARACTERS
from detectors.records import Article, Report

OPENING = "قتل ثلاثة مدنيين وأصيب سبعة آخرون بقصف مدفعي على مدينة الأتارب بريف حلب الغربي اليوم.\n"
FILLER = "وقال السكان إن الحياة في المدينة صعبة.\n"


def _read(text: str, title: str | None = None) -> Report:
    when = datetime(2016, 11, 20, 12, tzinfo=UTC)
    return Reader.default().read(Article(id="a", source="s", published_at=when, title=title, text=text))


def test_what_is_too_long_is_read_to_a_stated_place() -> None:
    long = _read(OPENING + FILLER * 4_000 + "قتل تسعة مدنيين في حلب.")
    assert long.read_until == MAX_CHARACTERS
    assert long.toll.killed == (3, 3)


def test_the_stated_place_counts_in_the_text_and_not_in_the_title() -> None:
    long = _read(FILLER * 4_000, title="عنوان")
    assert long.read_until == MAX_CHARACTERS - len("عنوان\n")


def test_a_whole_reading_states_no_place() -> None:
    assert _read(OPENING).read_until is None


def test_a_byline_is_no_lead() -> None:
    lead = "استشهد 3 مواطنين بقذائف على حيي العمارة والقصاع في دمشق اليوم.\n"
    detail = "وذكر مصدر أن قذيفة في حي العمارة أدت إلى ارتقاء شهيدين، وأن أخرى أصابت حي القصاع فاستشهد عامل."
    plain, signed = (_read(detail, title=f"شهداء في دمشق\n{line}{lead}") for line in ("", "دمشق - وكالات\n"))
    assert plain.toll.killed == signed.toll.killed == (3, 3)


def test_a_short_sentence_is_no_byline() -> None:
    whole = _read("قتل ثلاثة في حلب.\nوقتل خمسة في دمشق.", title="قصف على مدينتين")
    assert whole.toll.killed == (8, 8)


def test_two_bounds_of_two_voices_are_rivals() -> None:
    first = "وقال المرصد السوري إن ما لا يقل عن 50 شخصا قتلوا في قرية كفرحلب أمس.\n"
    second = "وذكر ناشطون أن عدد القتلى تجاوز المئة في القرية."
    report = _read(first + second, title="أكثر من مئة قتيل في قرية كفرحلب")
    assert [fact.rival_of is not None for fact in report.facts if fact.low == 50] == [True]
    assert report.toll.killed == (50, None)


def test_a_headline_makes_the_count_of_the_lead_round() -> None:
    lead = "قال رئيس البعثة إن مراقبيه عدوا اليوم أكثر من 92 جثة في بلدة تلدو بريف حمص."
    assert _read(lead, title="المراقبون يحصون أكثر من 90 جثة في الحولة").toll.killed == (92, None)


def test_half_of_a_pair_adds_up_with_nobody() -> None:
    first = (
        "أصيب ثلاثة عمال بانفجار سيارة ملغومة في منطقة جرابلس، وأسفر انفجار أخرى عند معبر تل علي عن إصابة سائقين اثنين."
    )
    pair = "كما أصيبت أم وطفلتها بقذيفة على بلدة البلدق في جرابلس."
    assert [fact.scope for fact in _read(f"{first} {pair}").facts if fact.low == 1] == ["current", "current"]
