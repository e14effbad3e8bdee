"""Reports that count nobody: the act that they tell, or the event to which they bear witness."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from detectors.reading.reader import Reader
from detectors.reading.terms import stem
from detectors.records import Article, Report


def read(text: str) -> Report:
    published = datetime(2020, 5, 10, 12, tzinfo=UTC)
    return Reader.default().read(Article(id="a", source="s", published_at=published, text=text))


CASES = (
    ("ground_attack الشحيل", "داهمت قوات سوريا الديمقراطية فجر اليوم منازل في بلدة الشحيل"),
    ("ground_attack هجين", "حملة مداهمات لقوات التحالف في مدينة هجين"),
    ("other الشحيل", "اعتقلت قوات سوريا الديمقراطية شابين في بلدة الشحيل"),
    ("other هجين", "نفذت قوات التحالف عملية أمنية في مدينة هجين"),
    ("other أريحا", "أسماء المصابين في مدينة أريحا"),
    ("shooting الباب", "اغتيال ناشط إعلامي في مدينة الباب"),
    ("other باتبو", "المستهدف قرب بلدة باتبو هو سنحاريب القرملي"),
    ("airstrike سرمين", "ألقت المروحيات أربعة من براميلها على أطراف سرمين"),
    ("explosion جاسم", "ألقى مجهولون قنبلة على منزل في مدينة جاسم"),
    ("explosion جاسم", "فجر مجهولون منزلا في مدينة جاسم"),
    ("other الباب", "لقي بائع متجول مصرعه في مدينة الباب"),
    ("none", "ألقى مدير الجامعة كلمة في مدينة إدلب"),
    ("none", "افتتح وزير التربية فجر الجمعة مدرسة في مدينة إدلب"),
    ("none", "لقيت المسرحية استحسان الجمهور في مدينة إدلب"),
    ("none", "ضرب زلزال شديد مدينة إدلب"),
    ("none", "اعتقلت الشرطة شابين بتهمة السرقة في مدينة الباب"),
    ("none", "لم تشهد مدينة إدلب أي قصف"),
    ("none", "وثق الناشطون قصفاً على مدينة إدلب منذ مطلع العام"),
    ("none", "افتتاح معرض سنحاريب القرملي للكتاب في مدينة إدلب"),
    ("witness", "المرحوم سنحاريب الغضبان القرملي إلى مثواه"),
    ("witness", "سنحاريب الغضبان القرملي رحمه الله"),
)
"""Sentences without figures: the type and place of their act, `none`, or `witness`. Made up for this test."""


def told(reader: Reader, text: str) -> str:
    """What `reader` takes from a text that counts nobody."""
    published = datetime(2020, 5, 10, 12, tzinfo=UTC)
    report = reader.read(Article(id="a", source="s", published_at=published, text=text))
    acts = [f"{event.type} {event.place.name}" for event in report.events]
    return ", ".join(acts) or ("witness" if report.witnesses else "none")


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_a_report_that_counts_nobody(expected: str, text: str) -> None:
    assert told(Reader.default(), text) == expected


def test_a_short_message_may_name_the_place_in_another_sentence_or_nowhere() -> None:
    (event,) = read("مدينة سراقب الآن.\nغارات متتالية.").events
    assert event.place.name == "سراقب"
    (nowhere,) = read("انفجار سيارة قبل قليل").events
    assert nowhere.place.path == ()


def test_a_village_that_the_gazetteer_lacks_lies_in_the_governorate_that_its_sentence_names() -> None:
    (event,) = read("مقتل مدني بقصف على قرية تلة الغبار بريف الرقة").events
    assert event.place.path[-2:] == ("SY11", "SY")
    assert event.place.lat is None


def test_a_mourned_name_is_a_witness_and_no_event() -> None:
    report = read("المرحوم سنحاريب الغضبان القرملي إلى رحمة الله")
    assert report.events == ()
    (witness,) = report.witnesses
    assert witness.witness
    assert len(witness.terms) >= 2
    assert witness.date.start == date(2020, 5, 10)


def test_a_caption_at_a_settlement_is_a_witness_and_a_longer_text_is_none() -> None:
    (witness,) = read("أطفال بين الأنقاض في بلدة سراقب").witnesses
    assert (witness.place.name, witness.killed.total.best) == ("سراقب", 0)
    assert read("في بلدة سراقب أطفال.\nيوم مشمس.\nسوق.\nمدرسة.\nحديقة.").witnesses == ()
    assert read("افتتاح معرض للكتاب في بلدة سراقب").witnesses == ()


def test_of_a_longer_text_that_tells_no_act_the_beginning_bears_witness() -> None:
    rest = "\n".join(("عمل معلما.", "أحب الشعر.", "درس في المعهد.", "سافر مرتين.", "عاد إلى بيته.") * 2)
    (witness,) = read(f"رحم الله سنحاريب الغضبان القرملي.\n{rest}").witnesses
    assert len(witness.terms) >= 2
    assert read(f"كان سنحاريب الغضبان القرملي معلما.\n{rest}\nرحمه الله.").witnesses == ()


def test_a_digest_is_a_witness_to_what_its_lead_mentions_beside_what_it_counts() -> None:
    report = read("قصف مدفعي على بلدة سرمين.\nومقتل 3 مدنيين بغارة على مدينة سراقب.\nولم تشهد بلدة بنش أي قصف.")
    assert [e.place.name for e in report.events] == ["سراقب"]
    assert [w.place.name for w in report.witnesses] == ["سرمين"]


def test_ordinary_news_is_no_witness() -> None:
    assert read("افتتاح معرض سنحاريب القرملي للكتاب في المركز الثقافي").witnesses == ()


def test_two_reports_share_the_words_that_name_the_dead() -> None:
    one = read("مقتل الشاب سنحاريب القرملي برصاص مجهولين في مدينة الباب").events[0]
    other = read("الشاب والقرملي سنحاريب قتل اليوم في مدينة الباب").events[0]
    assert len(set(one.terms) & set(other.terms)) >= 2


def test_a_name_in_the_beginning_of_a_longer_report_tells_its_only_act() -> None:
    beginning = "قتل شاب برصاص مجهولين في مدينة الباب.\n" + "\n".join(("كان يوما باردا.",) * 4)
    rest = "\n".join(("وأغلق السوق.",) * 8)
    one = read(f"{beginning}\nوهو سنحاريب القرملي.\n{rest}").events[0]
    late = read(f"{beginning}\n{rest}\nوهو سنحاريب القرملي.").events[0]
    name = set(read("المرحوم سنحاريب القرملي").witnesses[0].terms)
    assert (len(name & set(one.terms)), len(name & set(late.terms))) == (2, 0)


@pytest.mark.parametrize(
    ("word", "bare"), [("والخلف", "خلف"), ("بالقرملي", "قرملي"), ("للخلف", "خلف"), ("ولد", "ولد"), ("الو", "الو")]
)
def test_stems(word: str, bare: str) -> None:
    assert stem(word) == bare


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("الشحيل", "إنزال جوي شرقي دير الزور\nداهمت قوات التحالف منازل في بلدة الشحيل واعتقلت شابين"),
        ("دير الزور", "إنزال جوي شرقي دير الزور\nداهمت القوات بلدة الشحيل\nكما داهمت قرية الزر"),
        ("دير الزور", "إنزال جوي شرقي دير الزور اليوم\nوأمس داهمت القوات منازل في بلدة الشحيل"),
        ("دير الزور", "إنزال جوي في مدينة دير الزور\nداهمت القوات منازل في بلدة الشحيل"),
    ],
)
def test_a_headline_s_governorate_gives_way_to_the_one_settlement_where_the_same_act_is_told(
    expected: str, text: str
) -> None:
    assert read(text).events[0].place.name == expected


@pytest.mark.parametrize(
    ("events", "text"),
    [
        (0, "نفت وزارة الدفاع قصف مشفى في ريف إدلب أمس."),
        (0, "نفى مصدر عسكري أن تكون الطائرات قد استهدفت مدينة سراقب."),
        (0, "نسحب خبرنا السابق حول قصف مدرسة في بلدة التمانعة."),
        (1, "نفت الوزارة مسؤوليتها عن قصف مشفى في مدينة سراقب."),
        (1, "نفى المصدر الاتهامات، وقصفت الطائرات مدينة سراقب."),
    ],
)
def test_an_attack_that_is_denied_is_no_event_and_one_of_which_the_blame_is_denied_is(events: int, text: str) -> None:
    assert len(read(text).events) == events
