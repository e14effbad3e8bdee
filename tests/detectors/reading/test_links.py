"""Lines that lead to other articles, and lines that look like them and tell the news."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from detectors.reading import Reader
from detectors.records import Article

NEWS = "قصف على سرمين\nقتل مدنيان بقصف مدفعي على بلدة سرمين.\nوقال مراسلنا إن القصف استهدف سوق البلدة.\n"
LONG = (
    "كشفت صحيفة محلية في تحقيق مطول لها أن شبكات تهريب تنشط على الحدود منذ سنوات عدة وتتقاضى مبالغ كبيرة "
    "من الراغبين في العبور إلى الطرف الآخر من النهر"
)


def scopes(text: str) -> str:
    published = datetime(2023, 5, 5, 12, tzinfo=UTC)
    kept = Reader.default().explain(Article(id="a", source="s", published_at=published, text=text)).kept
    return ", ".join(f"{c.kind} {c.low} {c.scope}" for c in kept)


@pytest.mark.parametrize(
    "text",
    [
        "الأكثر قراءة\nانهيار مبنى في حلب\nمقتل 9 جنود بهجوم في تدمر",
        "اقرأ أيضاً\nمقتل 9 جنود بهجوم في تدمر",
        "اقرأ أيضاً: مقتل 9 جنود بهجوم جديد في تدمر",
        "روابط ذات علاقة\nمقتل 9 جنود بهجوم في تدمر",
        f"أحدث الأخبار\n{LONG}\nمقتل 9 جنود بهجوم في تدمر",
        "الأكثر مشاهدة\nهل انتهت الحرب؟\nمقتل 9 جنود بهجوم في تدمر",
        "مقتل 9 جنود بهجوم في تدمر\nوقال الأهالي إن القصف تجدد مساء.",
        "أسعار الذهب تواصل الصعود\nمباراة الديربي تنتهي بالتعادل\nمقتل 9 جنود بهجوم في تدمر",
        "أسعار الذهب تواصل الصعود بعد...\nمباراة الديربي تنتهي بالتعادل في...\nمقتل 9 جنود بهجوم على موقع في...",
    ],
    ids=["heading", "call", "call-inline", "related", "teaser", "question", "between", "tail", "cut-off"],
)
def test_titles_of_other_articles_are_no_news(text: str) -> None:
    assert scopes(NEWS + text) == "killed 2 current, killed 9 cumulative"


@pytest.mark.parametrize(
    "text",
    [
        "اقرأ أيضاً\nأسعار الذهب\nوقتل 9 جنود بهجوم في تدمر.",
        "قرأ الأهالي الفاتحة على 9 قتلى بهجوم في تدمر.",
        "وقتل 9 جنود بهجوم في تدمر",
    ],
    ids=["full-sentence-after", "other-verb", "last-line"],
)
def test_the_article_goes_on(text: str) -> None:
    assert scopes(NEWS + text) == "killed 2 current, killed 9 current"


def test_a_text_without_full_stops_ends_with_news() -> None:
    text = "قصف مدفعي على بلدة سرمين\nمقتل مدنيين اثنين بالقصف\nإصابة طفل\nمقتل 9 جنود بهجوم في تدمر"
    assert "killed 9 current" in scopes(text)
