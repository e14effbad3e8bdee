"""Which place each fact has, and which of many places a name means."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from detectors.gazetteer import Gazetteer
from detectors.reading.places.finder import PlaceFinder
from detectors.reading.reader import Reader
from detectors.records import Article, Place, Report
from detectors.text import Document


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder(Gazetteer.load())


CORPUS = Path(__file__).parent / "corpus" / "places.tsv"
CASES = [line.split("\t") for line in CORPUS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def read(text: str) -> Report:
    published = datetime(2020, 5, 10, 12, tzinfo=UTC)
    return Reader.default().read(Article(id="a", source="s", published_at=published, text=text))


def placed(text: str) -> list[tuple[str, int | None, str | None]]:
    return [(f.kind, f.low, f.place.name if f.place else None) for f in read(text).facts if f.same_as is None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل 5 مدنيين بقصف على مدينة سراقب شرقي إدلب", [("killed", 5, "سراقب")]),
        ("قصفت الطائرات بلدة حاس، ما أدى إلى مقتل 4 مدنيين", [("killed", 4, "حاس")]),
        (
            "قُتل 3 مدنيين في سرمين، وقُتل مدنيان في بنش، وأصيب 6 في النيرب",
            [("killed", 3, "سرمين"), ("killed", 2, "بنش"), ("injured", 6, "النيرب")],
        ),
        ("في حي الشعار قُتل 7 مدنيين، وفي حي الميسر قُتل 4", [("killed", 7, "الشعار"), ("killed", 4, "الميسر")]),
        (
            "سقط 3 قتلى في كل من حيي الكلاسة وبستان القصر في حلب",
            [("killed", 3, "الكلاسة"), ("killed", 3, "بستان القصر")],
        ),
        (
            "مقتل مدني وإصابة خمسة آخرين بقصف على قرية مجهولستان",
            [("killed", 1, "مجهولستان"), ("injured", 5, "مجهولستان")],
        ),
        ("بغداد: مقتل 8 أشخاص في تفجير سيارة مفخخة", [("killed", 8, "بغداد")]),
        ("مقتل 12 شخصاً بغارة على محافظة صعدة شمالي اليمن", [("killed", 12, "صعدة")]),
        ("مقتل مدني بقصف على ريف حلب الغربي", [("killed", 1, "ريف حلب الغربي")]),
    ],
)
def test_facts_and_their_places(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert placed(text) == expected


def test_the_wounded_are_not_placed_where_they_were_taken() -> None:
    assert placed("أصيب 5 مدنيين بقصف على بلدة كفرنوران ونقلوا إلى مشفى مدينة الأتارب")[0][2] == "كفرنوران"


def test_the_battery_is_not_the_target() -> None:
    assert placed("مقتل مدني بقصف من معسكر جورين طال بلدة الزيارة")[0][2] == "الزيارة"


def test_people_are_placed_where_they_were_hit_and_not_where_they_come_from() -> None:
    assert placed("مقتل شاب من أبناء مدينة داريا بقصف على بلدة سرمين")[0][2] == "سرمين"


def test_a_headline_gives_way_to_the_village_of_the_lead() -> None:
    text = "إصابة أربعة مدنيين بقصف على ريف إدلب\nقصفت قوات النظام بالمدفعية بلدة البارة جنوبي إدلب."
    assert placed(text)[0][2] == "البارة"


def test_without_a_place_of_its_own_a_sentence_stays_where_the_text_is() -> None:
    assert placed("قصفت الطائرات مدينة معرة النعمان صباحاً. وأسفر القصف عن مقتل 9 مدنيين.")[0][2] == "معرة النعمان"


def place(finder: PlaceFinder, text: str, name: str) -> Place | None:
    return next((m.place for m in finder.find(Document(text)) if m.place.name == name), None)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("قصف على حي الشعار في حلب", "الشعار", "N0156"),
        ("غارات على أحياء الكلاسة وبستان القصر والفردوس", "بستان القصر", "N0204"),
        ("وقصف بالهلك في مدينة حلب طال حي الهلك", "الهلك", "N0126"),
        ("قصف على مدينة الباب شرق حلب", "الباب", "C1202"),
        ("قصف على بلدة الأبزمو غربي حلب", "الأبزمو", None),
        ("قصف على كفرنبل", "كفرنبل", "C4068"),
        ("قصف على #كفر_نبل جنوب #إدلب", "كفر نبل", "C4068"),
        ("قصف على محافظة حلب", "حلب", "SY02"),
        ("قصف على مدينة حلب", "حلب", "C1007"),
        ("قصف على ريف دمشق", "ريف دمشق", "SY03"),
        ("قصف على حي المحافظة في حلب", "المحافظة", "N0151"),
    ],
)
def test_names_and_what_they_mean(finder: PlaceFinder, text: str, name: str, code: str | None) -> None:
    found = place(finder, text, name)
    assert found is not None
    assert code is None or found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوفد إلى المحافظة مساء",
        "رفع المتظاهرون هذا الشعار",
        "فتح الباب أمام المفاوضات",
        "أصيب آخرون بجروح متفاوتة",
        "بذكرى استقلال البلاد",
        "سلسلة من الهجمات الجديدة",
        "قال صلاح الدين محمد إن الوضع صعب",
        "بواسطة مروحية تابعة للجيش",
    ],
)
def test_words_and_persons_are_no_places(finder: PlaceFinder, text: str) -> None:
    assert not [m for m in finder.find(Document(text)) if not m.context_only]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أفاد مركز حلب الإعلامي بتجدد القصف", "حلب"),
        ("أعلن لواء القدس سيطرته على التلة", "القدس"),
        ("قالت روسيا إن طائراتها لم تقصف", "روسيا"),
        ("أعلن مجلس محافظة حلب الحرة موقفه", "حلب"),
    ],
)
def test_outlets_forces_and_states_are_context_only(finder: PlaceFinder, text: str, name: str) -> None:
    assert all(m.context_only for m in finder.find(Document(text)) if m.place.name == name)


def test_a_homonym_is_chosen_by_the_parent_in_the_text(finder: PlaceFinder) -> None:
    west = place(finder, "قصف على قرية الخالدية في ريف حلب", "الخالدية")
    quarter = place(finder, "قصف على حي الخالدية في مدينة حمص", "الخالدية")
    assert west is not None and west.path[-2] == "SY02"
    assert quarter is not None and quarter.path[-2] == "SY04" and quarter.level == "neighbourhood"


def test_a_homonym_without_context_stays_open_with_its_candidates(finder: PlaceFinder) -> None:
    found = place(finder, "قصف على قرية المنصورة", "المنصورة")
    assert found is not None
    assert found.precision == "unresolved"
    assert found.code is None
    assert len(found.candidates) > 2


def test_the_texts_parent_is_kept_when_the_code_disagrees(finder: PlaceFinder) -> None:
    found = place(finder, "قتل راع في قرية أندرين بريف حماة الشرقي", "أندرين")
    assert found is not None
    assert found.code == "C7892"
    assert found.note == "the report says ريف حماه"


def test_precision_follows_what_is_named(finder: PlaceFinder) -> None:
    def precision(text: str) -> str:
        return finder.find(Document(text))[0].place.precision

    assert precision("قصف على مدينة حلب") == "community"
    assert precision("قصف على ريف حلب الغربي") == "governorate"
    assert precision("قصف على حي السكري في حلب") == "neighbourhood"
    assert precision("قصف على قرية زعبرانة") == "unresolved"


def test_the_city_said_again_is_the_city_named_before() -> None:
    text = "تعرضت مدينة إدلب وحي الثورة فيها للقصف. وقتل في المدينة 4 مدنيين."
    assert placed(text)[0][2] == "إدلب"


@pytest.mark.parametrize("case", CASES, ids=[case[1][:40] for case in CASES])
def test_the_corpus_of_places(case: list[str]) -> None:
    """The place of the first fact, or of the first that counts as many as the third column says."""
    expected, text, *count = case
    facts = [f for f in read(text).facts if not count or f.low == int(count[0])]
    assert facts
    assert (facts[0].place.name if facts[0].place else "-") == expected


def test_one_text_says_nothing_of_the_next() -> None:
    reader = Reader.default()
    text = "قتل ثلاثة في الكرادة"
    alone = read(text)
    read("قتل خمسة في بغداد، وقتل ثلاثة في الكرادة")
    published = datetime(2020, 5, 10, 12, tzinfo=UTC)
    assert reader.read(Article(id="a", source="s", published_at=published, text=text)) == alone


def test_a_person_called_like_a_city_abroad_takes_no_text_abroad(finder: PlaceFinder) -> None:
    (town,) = finder.find(Document("مصابو قصف #أريحا: عبد العزيز الدندل، هيثم الدندل"))
    assert town.place.path[-2:] == ("SY07", "SY")
    (abroad,) = finder.find(Document("قتل خمسة بانفجار في أريحا في الأراضي الفلسطينية"))[:1]
    assert abroad.place.path == ()


@pytest.mark.parametrize(
    ("text", "precision", "path", "located"),
    [
        ("مقتل مدنيين اثنين بقصف على قرية زعبوطة قرب نوى بريف درعا.", "subdistrict", "SY120303 SY1203 SY12 SY", True),
        ("مقتل مدنيين اثنين بقصف على قرية زعبوطة بريف درعا.", "governorate", "SY12 SY", False),
        ("مقتل مدنيين اثنين بقصف على قرية زعبوطة في منطقة ازرع.", "district", "SY1203 SY12 SY", False),
        ("مقتل جنديين اثنين في تلة الملك قرب نوى.", "community", "C6124 SY120303 SY1203 SY12 SY", True),
        ("مقتل جنديين اثنين في تلة الملك. وانفجر لغم قرب نوى.", "governorate", "SY12 SY", False),
    ],
)
def test_an_unknown_place_lies_about_where_the_one_named_behind_it_does(
    text: str, precision: str, path: str, located: bool
) -> None:
    place = read(text).events[0].place
    assert (place.precision, " ".join(place.path), place.lat is not None) == (precision, path, located)
    assert place.name in ("زعبوطة", "تلة الملك")


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ('مقتل مدنيين اثنين بقصف على قرية أوبين "اليونسية" في ريف إدلب.', "أوبين", "C4225"),
        ("مقتل مدنيين اثنين بقصف على قرية خربوطلي (اليونسية) في ريف إدلب.", "خربوطلي", "C4225"),
        ("مقتل مدنيين اثنين بقصف على مدينة الباب (حلب).", "الباب", "C1202"),
        ("مقتل مدنيين اثنين بقصف على قرية أوبين في ريف اللاذقية.", "أوبين", "C3697"),
        ("أصيبت امرأة بقصف على قرية الغزاوية في منطقة عفرين.", "الغزاوية", "C1378"),
    ],
)
def test_two_names_and_clipped_names_of_one_place(text: str, name: str, code: str) -> None:
    (fact,) = read(text).facts
    assert fact.place
    assert (fact.place.name, fact.place.code) == (name, code)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("مقتل مدنيين اثنين بقصف على قرية حرمل في ريف مدينة زركان.", "حرمل", "C4990"),
        ("مقتل مدنيين اثنين بقصف على قرية حرمل بريف حمص.", "حرمل", "C3412"),
        ("قصفت قرية حرمل في ريف مدينة زركان. وقتل مدنيان اثنان في حرمل.", "حرمل", "C4990"),
        ("مقتل مدنيين اثنين بقصف على قريتي حرمل وتل طويل بريف مدينة زركان.", "حرمل", "C4990"),
        ("مقتل مدنيين اثنين بقصف على قرية ابريهة قرب البصيرة.", "ابريهة", "C5107"),
        ("مقتل مدنيين اثنين بقصف على قرية حرمل قرب الميادين.", "حرمل", None),
        ("مقتل مدنيين اثنين بقصف على قرية ابريهة ومدينة البصيرة.", "ابريهة", None),
        ("مقتل مدنيين اثنين بقصف على قرية النقيرة بريف دير الزور الشرقي.", "النقيرة", None),
        ("مقتل مدنيين اثنين بقصف على قرية النقيرة بريف حمص.", "النقيرة", "C2503"),
        ("مقتل مدنيين اثنين بقصف على قرية أندرين بريف حماة الشرقي.", "أندرين", "C7892"),
        ("مقتل مدنيين اثنين بقصف على بلدة كفر موس بريف إدلب.", "كفر موس", "C4067"),
    ],
)
def test_a_village_is_looked_up_around_the_town_named_behind_it(text: str, name: str, code: str | None) -> None:
    place = read(text).facts[0].place
    assert place
    assert (place.name, place.code) == (name, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("مقتل مدنيين اثنين بقصف على بلدة الدانا بريف إدلب.", "C4126"),
        ("مقتل مدنيين اثنين بقصف على بلدة الراعي بريف حلب.", "C1250"),
        ("مقتل مدنيين اثنين بقصف على بلدة عقرب بريف حماة.", "C3049"),
        ("مقتل مدنيين اثنين بقصف على حي القابون في دمشق.", "A004"),
        ("مقتل مدنيين اثنين بقصف على بلدة الدير الشرقي بريف إدلب.", "C3962"),
        ("مقتل مدنيين اثنين بقصف على قرية الربيعات في منطقة رأس العين.", "C5003"),
        ("مقتل مدنيين اثنين بقصف على قرية المنصورة بريف حلب.", None),
    ],
)
def test_a_town_before_a_village_and_an_official_name_before_another(text: str, code: str | None) -> None:
    place = read(text).facts[0].place
    assert place
    assert place.code == code


def test_a_seat_of_its_district_tells_homonyms_apart_although_a_hamlet_bears_its_name() -> None:
    place = read("مقتل مدني بقصف على قرية المستريحة بريف عين عيسى.").facts[0].place
    assert place
    assert place.code == "C7002"


def test_a_feature_within_the_name_of_another_is_no_second_place(finder: PlaceFinder) -> None:
    named = finder.find(Document("قتل تسعة شبان في حرش سد الجبيلية قرب نوى بريف درعا."))
    assert [mention.place.name for mention in named] == ["حرش سد الجبيلية", "نوى", "ريف درعا"]
