"""Event dates against an article of Thursday 8 December 2016."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from detectors.dates import find_dates, local_day
from detectors.text import Document

THURSDAY = datetime(2016, 12, 8, 15, tzinfo=UTC)

READ = [
    ("قصفت الطائرات الحي أمس", "2016-12-07", "2016-12-07", "day", "event"),
    ("اليوم", "2016-12-08", "2016-12-08", "day", "event"),
    ("اليوم الخميس", "2016-12-08", "2016-12-08", "day", "event"),
    ("صباح اليوم", "2016-12-08", "2016-12-08", "part_of_day", "event"),
    ("أمس الأربعاء", "2016-12-07", "2016-12-07", "day", "event"),
    ("مساء أمس", "2016-12-07", "2016-12-07", "part_of_day", "event"),
    ("أول أمس", "2016-12-06", "2016-12-06", "day", "event"),
    ("أول من أمس", "2016-12-06", "2016-12-06", "day", "event"),
    ("أمس الأول", "2016-12-06", "2016-12-06", "day", "event"),
    ("الليلة الماضية", "2016-12-07", "2016-12-08", "part_of_day", "event"),
    ("ليل السبت - الأحد", "2016-12-03", "2016-12-04", "part_of_day", "event"),
    ("فجر الجمعة", "2016-12-09", "2016-12-09", "part_of_day", "event"),
    ("فجر السبت", "2016-12-03", "2016-12-03", "part_of_day", "event"),
    ("الخميس الماضي", "2016-12-01", "2016-12-01", "day", "event"),
    ("الخميس الأسبق", "2016-11-24", "2016-11-24", "day", "past"),
    ("يومي الاثنين والثلاثاء", "2016-12-05", "2016-12-06", "days", "event"),
    ("قبل يومين", "2016-12-06", "2016-12-06", "day", "event"),
    ("قبل ثلاثة أسابيع", "2016-11-17", "2016-11-17", "week", "past"),
    ("الأسبوع الماضي", "2016-11-24", "2016-12-07", "week", "past"),
    ("في 5 كانون الأول", "2016-12-05", "2016-12-05", "day", "event"),
    ("22 من تموز", "2016-07-22", "2016-07-22", "day", "past"),
    ("15 نونبر الماضي", "2016-11-15", "2016-11-15", "day", "past"),
    ("3 غشت", "2016-08-03", "2016-08-03", "day", "past"),
    ("3 أوت", "2016-08-03", "2016-08-03", "day", "past"),
    ("16 تشرين الثاني/نوفمبر 2015", "2015-11-16", "2015-11-16", "day", "past"),
    ("16 شباط (فبراير) 2015", "2015-02-16", "2015-02-16", "day", "past"),
    ("25 ديسمبر", "2015-12-25", "2015-12-25", "day", "past"),
    ("الخامس عشر من مارس", "2016-03-15", "2016-03-15", "day", "past"),
    ("4/10/2016", "2016-10-04", "2016-10-04", "day", "past"),
    ("2016-12-06", "2016-12-06", "2016-12-06", "day", "event"),
    ("في آب الماضي", "2016-08-01", "2016-08-31", "month", "past"),
    ("في خريف 2014", "2014-09-01", "2014-11-30", "unknown", "past"),
    ("صيف عام 2013", "2013-06-01", "2013-08-31", "unknown", "past"),
    ("الصيف الماضي", "2016-06-01", "2016-08-31", "unknown", "past"),
    ("عام 2011", "2011-01-01", "2011-12-31", "unknown", "past"),
    ("منذ 15 نونبر الماضي", "2016-11-15", "2016-12-08", "month", "since"),
    ("منذ بداية العام", "2016-01-01", "2016-12-08", "unknown", "since"),
    ("منذ مطلع العام الجاري", "2016-01-01", "2016-12-08", "unknown", "since"),
    ("منذ عام 2011", "2011-01-01", "2016-12-08", "unknown", "since"),
    ("منذ أكثر من ثلاثة أشهر", "2016-09-09", "2016-12-08", "unknown", "since"),
    ("خلال الساعات الـ72 الماضية", "2016-12-05", "2016-12-08", "days", "period"),
    ("خلال 24 ساعة", "2016-12-07", "2016-12-08", "days", "period"),
    ("خلال الأيام ال26 الماضية", "2016-11-12", "2016-12-08", "month", "period"),
    ("على مدى أسبوعين", "2016-11-24", "2016-12-08", "month", "period"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision", "role"), READ, ids=[row[0] for row in READ])
def test_reads(text: str, start: str, end: str, precision: str, role: str) -> None:
    (found,) = find_dates(Document(text).tokens, THURSDAY)
    assert (str(found.date.start), str(found.date.end), found.date.precision, found.role) == (
        start,
        end,
        precision,
        role,
    )
    assert found.date.stated


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("صباح اليوم", "morning"), ("مساء أمس", "evening"), ("الليلة الماضية", "night"), ("ظهر الجمعة", "noon"),
        ("بعد عصر الخميس", "afternoon"), ("فجر السبت", "dawn"), ("أمس", None), ("يوم الجمعة", None),
    ],
)  # fmt: skip
def test_the_part_of_the_day_is_kept(text: str, part: str | None) -> None:
    (found,) = find_dates(Document(text).tokens, THURSDAY)
    assert found.date.part == part


@pytest.mark.parametrize(
    "text",
    [
        "في اليوم الـ110 من الحرب", "اليوم التالي", "الأحد المقبل", "في ديسمبر المقبل", "مارس الصحفي عمله",
        "قتل أب وابنه", "عمره 15 ربيعا", "برد الشتاء", "الجمعة الأولى", "25 قتيلا", "أذار",
        "صاروخ من طراز 4/10", "سقط الخميسان",
    ],
)  # fmt: skip
def test_near_misses(text: str) -> None:
    assert find_dates(Document(text).tokens, THURSDAY) == []


def test_the_day_is_that_of_the_outlet() -> None:
    late = datetime(2016, 12, 8, 22, 30, tzinfo=UTC)
    assert str(local_day(late)) == "2016-12-09"
    assert str(local_day(datetime(2016, 12, 8, 22, 30, tzinfo=timezone(timedelta(hours=1))))) == "2016-12-08"
    (found,) = find_dates(Document("أمس").tokens, late)
    assert str(found.date.start) == "2016-12-08"


@pytest.mark.parametrize(
    ("published", "day"),
    [("2016-12-08T21:30Z", "2016-12-08"), ("2016-07-08T21:30Z", "2016-07-09"), ("2023-12-08T21:30Z", "2023-12-09")],
)
def test_utc_stamps_count_in_syrias_civil_time_which_had_winters_until_2022(published: str, day: str) -> None:
    assert str(local_day(datetime.fromisoformat(published))) == day


def test_an_undated_article_has_only_dates_with_a_year() -> None:
    undated = datetime(1970, 1, 1, tzinfo=UTC)
    assert find_dates(Document("في 5 آذار").tokens, undated) == []
    (found,) = find_dates(Document("في 5 آذار 2016").tokens, undated)
    assert (str(found.date.start), found.role) == ("2016-03-05", "event")


def test_spans_cover_the_words() -> None:
    document = Document("أعلن، مساء أمس الأربعاء، أن")
    (found,) = find_dates(document.tokens, THURSDAY)
    assert (
        document.norm[document.tokens[found.first].start : document.tokens[found.last - 1].end] == "مساء امس الاربعاء"
    )
