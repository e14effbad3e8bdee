"""Ordinary news in words of violence makes no incident; the same words about violence do."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files

import pytest

from detectors.lexicon import Lexicon
from detectors.reading.reader import Reader
from detectors.records import Article, Report

PEACEFUL = (
    "هاجم رئيس الحزب خصومه في كلمة ألقاها في حلب.", "هجوم لاذع من رئيس النادي على الحكم في دمشق.",
    "قصف المنتخب مرمى ضيفه بثلاثة أهداف في ملعب حلب.", "هجوم كاسح للفريق الأزرق في شوط المباراة الثاني في حلب.",
    "أطلق وزير الصحة حملة لتلقيح الأطفال في إدلب.", "أطلقت البلدية حملة نظافة في أحياء حلب الشرقية.",
    "انفجر الجمهور ضاحكا في مسرح حماة القومي.", "انفجرت ماسورة مياه في شارع بغداد بدمشق.",
    "تفجير صخور لشق طريق جبلي في ريف اللاذقية.", "انفجار سكاني في مدينة إدلب يضغط على الخدمات.",
    "ضربت موجة حر مدينة حمص أمس.", "اقتحم الفريق المربع الذهبي بعد فوزه في اللاذقية.",
    "استهدفت الخطة زيادة إنتاج القمح في الحسكة.", "استهدف البرنامج مئة أسرة فقيرة في ريف حماة.",
    "مداهمة مستودعات أغذية فاسدة في حلب وضبط المخالفين.", "معركة انتخابية حامية في دير الزور.",
    "قتلت البطالة أحلام الشباب في درعا.", "اغتال الجفاف مواسم القمح في القامشلي.",
    "أعدمت البلدية كميات من اللحوم الفاسدة في حماة.", "أبادت المبيدات حشرة السونة في حقول الرقة.",
    "ذبح الأهالي الأضاحي في مدينة الباب صباح العيد.", "أصيب اللاعب في ركبته خلال مباراة حطين في اللاذقية.",
    "أصيب مدير المدرسة بفيروس كورونا في مدينة حمص.", "احتفل طلاب جامعة حلب بذكرى شهداء الجامعة.",
    "فقد النادي خمسة من لاعبيه بسبب الإصابة قبل مباراة حمص.", "خسر المنتخب ثلاثة من مدافعيه قبل بطولة آسيا.",
)  # fmt: skip
VIOLENT = (
    "هاجم مسلحون حاجزا في مدينة حلب.", "هجوم على حاجز في مدينة حلب.", "غارة على ملعب البلدية في مدينة إدلب.",
    "أطلقت قوات النظام قذائف على بلدة سرمين.", "أطلق قناص النار على سيارة في حي الشيخ سعيد.",
    "انفجرت عبوة في مدينة الباب.", "تفجير سيارة في مدينة عفرين.", "ضربت طائرة مسيرة سيارة في إدلب.",
    "اقتحمت قوات النظام بلدة سرمين.", "استهدفت مدفعية النظام بلدة سرمين.", "مداهمة منازل مدنيين في الشحيل.",
    "معركة قرب تادف.", "قتل شاب في الوقت نفسه في بلدة سرمين.", "أعدم مسلحون شابا في مدينة الرقة.",
    "أصيب مدني في مدينة الباب.", "أصيب خمسة في ملعب البلدة بشظايا.", "شهداء في شارع الجلاء بمدينة إدلب.",
    "خسر الفصيل ثلاثة من مقاتليه قرب ملعب حمص.",
)  # fmt: skip
"""Both made up for this test."""


def read(text: str) -> Report:
    return Reader.default().read(
        Article(id="a", source="s", published_at=datetime(2020, 5, 10, 12, tzinfo=UTC), text=text)
    )


@pytest.mark.parametrize("text", PEACEFUL)
def test_ordinary_news_makes_no_incident(text: str) -> None:
    report = read(text)
    assert (report.events, report.facts) == ((), ())


@pytest.mark.parametrize("text", VIOLENT)
def test_the_same_words_about_violence_make_one(text: str) -> None:
    assert read(text).events


def test_every_word_of_the_table_is_one_of_the_lexicon() -> None:
    text = (files("detectors.reading") / "figurative.tsv").read_text(encoding="utf-8")
    lemmas = {line.split("\t")[0] for line in text.splitlines() if line and not line.startswith("#")}
    lexicon = Lexicon.load()
    assert {lemma for lemma in lemmas if all(entry.lemma != lemma for entry in lexicon.lookup(lemma))} == set()
