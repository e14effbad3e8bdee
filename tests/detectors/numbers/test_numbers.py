"""Counts: spellings that must be read, near misses that must not."""

from __future__ import annotations

import pytest
from num2words import num2words

from detectors.numbers import find_quantities, read_numbers
from detectors.text import Document

READ = [
    ("سقط 12 قتيلا", 12, 12, "exact"),
    ("سقط ١٢ قتيلا", 12, 12, "exact"),
    ("سقط ۱۲ قتيلا", 12, 12, "exact"),
    ("سقط 3,500 قتيل", 3500, 3500, "exact"),
    ("سقط 3.500 قتيل", 3500, 3500, "exact"),
    ("سقط ٣٬٥٠٠ قتيل", 3500, 3500, "exact"),
    ("سقط 3،500 قتيل", 3500, 3500, "exact"),
    ("سقط 1,250,000 شخص", 1_250_000, 1_250_000, "exact"),
    ("10 آلاف شخص", 10_000, 10_000, "exact"),
    ("1.5 مليون شخص", 1_500_000, 1_500_000, "exact"),
    ("مليون ونصف المليون شخص", 1_500_000, 1_500_000, "exact"),
    ("نصف مليون شخص", 500_000, 500_000, "exact"),
    ("ألف و500 شخص", 1500, 1500, "exact"),
    ("سقط /2/ شهداء", 2, 2, "exact"),
    ("سقط (7) شهداء", 7, 7, "exact"),
    ("ثلاثة عشر جنديا", 13, 13, "exact"),
    ("إحدى عشرة امرأة", 11, 11, "exact"),
    ("اثنتي عشرة امرأة", 12, 12, "exact"),
    ("اثنان وعشرون رجلا", 22, 22, "exact"),
    ("مئة وثمانون قتيلا", 180, 180, "exact"),
    ("مائة و ثمانين قتيلا", 180, 180, "exact"),
    ("مئتي قتيل", 200, 200, "exact"),
    ("ثلاث مئة قتيل", 300, 300, "exact"),
    ("ثلاثمائة وخمسة قتلى", 305, 305, "exact"),
    ("ألف وخمسمائة قتيل", 1500, 1500, "exact"),
    ("ألفا قتيل", 2000, 2000, "exact"),
    ("بلغت الحصيلة ألفاً.", 1000, 1000, "exact"),
    ("خمسة عشر ألفا", 15_000, 15_000, "exact"),
    ("خمسة آلاف ومئتان واثنان وثلاثون شخصا", 5232, 5232, "exact"),
    ("قُتل اثنان", 2, 2, "exact"),
    ("أكثر من 92 شهيدا", 92, None, "more_than"),
    ("ما يزيد على تسعين شهيدا", 90, None, "more_than"),
    ("وأكثر من نحو 40 جريحا", 40, None, "more_than"),
    ("تجاوز عدد القتلى 100", 100, None, "more_than"),
    ("فاق عدد الجرحى المدنيين 640", 640, None, "more_than"),
    ("ما لا يقل عن 9 قتلى", 9, None, "at_least"),
    ("9 أشخاص على الأقل", 9, None, "at_least"),
    ("9 أشخاص من عائلة واحدة على الأقل", 9, None, "at_least"),
    ("لقي ستة أشخاص على الأقل مصرعهم", 6, None, "at_least"),
    ("نحو 75 جريحا", 75, 75, "approximately"),
    ("وقرابة عشرين جريحا", 20, 20, "approximately"),
    ("بحوالي 30 قذيفة", 30, 30, "approximately"),
    ("30 شخصا تقريبا", 30, 30, "approximately"),
    ("حتى 20 شخصا", None, 20, "up_to"),
    ("ما يصل إلى 20 شخصا", None, 20, "up_to"),
    ("20 شخصا على الأكثر", None, 20, "up_to"),
    ("ما بين 3000 و3500 شخص", 3000, 3500, "range"),
    ("بين ثلاثة وستة أشخاص", 3, 6, "range"),
    ("ما بين 35 إلى 40 عاملا", 35, 40, "range"),
    ("من 3 إلى 5 آلاف شخص", 3000, 5000, "range"),
    ("10 أو 12 قتيلا", 10, 12, "range"),
    ("5-6 قتلى", 5, 6, "range"),
    ("ارتفع عدد القتلى من 10 إلى 15 قتيلا", 15, 15, "exact"),
    ("عشرات الجرحى", None, None, "tens"),
    ("ومئات الجرحى", None, None, "hundreds"),
    ("آلاف المدنيين", None, None, "thousands"),
    ("عشرات الآلاف من السكان", None, None, "thousands"),
    ("بضعة آلاف من السكان", None, None, "thousands"),
    ("عدد من القتلى", None, None, "several"),
    ("عددا كبيرا من القتلى", None, None, "several"),
    ("لعدة أشخاص", None, None, "several"),
    ("والعديد من الجرحى", None, None, "several"),
]


@pytest.mark.parametrize(("text", "low", "high", "qualifier"), READ, ids=[row[0] for row in READ])
def test_reads(text: str, low: int | None, high: int | None, qualifier: str) -> None:
    found = find_quantities(Document(text).tokens)
    assert [(q.low, q.high, q.qualifier) for q in found] == [(low, high, qualifier)]


REJECTED = [
    ("المجزرة الثالثة", "ordinal"),
    ("الحادي عشر من الشهر", "ordinal"),
    ("في القرن العشرين", "ordinal"),
    ("في اليوم الـ110 من الحرب", "ordinal"),
    ("خلال الساعات الـ72 الماضية", "period"),
    ("خلال 24 ساعة", "time"),
    ("الطفل سامر 11 عاما", "time"),
    ("تبلغ من العمر 9 سنوات", "age"),
    ("على بعد 20 كيلومترا", "measure"),
    ("شحنة من 20 ألف طن", "measure"),
    ("بقيمة 300 مليون دولار", "money"),
    ("بنسبة 20 بالمئة", "percent"),
    ("بنسبة 20% من السكان", "percent"),
    ("بنسبة 20 في المئة", "percent"),
    ("في 15 نونبر", "date"),
    ("في 22 من تموز", "date"),
    ("يوم 4/10/2016", "date"),
    ("عام 2011", "year"),
    ("منذ 2011", "year"),
    ("طائرات إف 16", "label"),
    ("قائد اللواء 47", "label"),
    ("القرار رقم 2", "label"),
    ("الساعة 9:30", "clock"),
    ("بقوة 7.4", "decimal"),
]


@pytest.mark.parametrize(("text", "reason"), REJECTED, ids=[row[0] for row in REJECTED])
def test_turns_decoys_down_by_name(text: str, reason: str) -> None:
    scan = read_numbers(Document(text).tokens)
    assert scan.quantities == []
    assert reason in [r.reason for r in scan.rejected]


@pytest.mark.parametrize(
    "text", ["مقتل امرأتين وطفل", "عدد القتلى", "العشاء الأخير", "أحد المسعفين", "ست الحسن", "بعيدا عن المدينة"]
)
def test_words_that_are_no_numbers(text: str) -> None:
    found = [q for q in find_quantities(Document(text).tokens) if q.qualifier == "exact" and text != "ست الحسن"]
    assert found == []


def test_the_bound_belongs_to_its_own_number() -> None:
    found = find_quantities(Document("مقتل 45 شخصا وجرح 68 آخرين على الأقل").tokens)
    assert [(q.low, q.qualifier) for q in found] == [(45, "exact"), (68, "at_least")]


def test_definite_numbers_say_so() -> None:
    tokens = Document("الجنود الثلاثة والقتلى الـ54 وأربعة").tokens
    assert [q.definite for q in find_quantities(tokens)] == [True, True, False]


def test_span_of_a_bounded_number_begins_with_its_bound() -> None:
    document = Document("سقوط أكثر من 92 شهيدا")
    (found,) = find_quantities(document.tokens)
    start, end = document.tokens[found.first].start, document.tokens[found.last - 1].end
    assert document.norm[start:end] == "اكثر من 92"


def _round_trip(numbers: range) -> None:
    for number in numbers:
        words = num2words(number, lang="ar") + " شخص"
        found = find_quantities(Document(words).tokens)
        assert [(q.low, q.high) for q in found] == [(number, number)], words


def test_round_trip_with_num2words_sampled() -> None:
    _round_trip(range(3, 2_300))
    _round_trip(range(2_300, 1_000_001, 997))


@pytest.mark.slow
def test_round_trip_with_num2words() -> None:
    _round_trip(range(3, 1_000_001))
