"""Explanations: every statement, every refusal and every reason has words in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from detectors.reading import Reader
from detectors.reading.explanation import Explanation, explain, interval
from detectors.reading.wording import Language, known, say
from detectors.records import Article

TEXT = (
    "قُتل سبعة مدنيين، بينهم طفلان، وأصيب نحو 20 آخرين، أمس، في قصف مدفعي استهدف حي الفردوس في حلب.\n"
    "ونفى ناطق باسم الجيش مقتل 12 جنديا.\n"
    "وأجلت فرق الإسعاف 40 شخصا من الحي بعد 3 أيام.\n"
)


def explained(text: str, language: Language = "en") -> Explanation:
    """The explanation of a text."""
    article = Article(id="own", source="own", published_at=datetime(2024, 5, 2, 9, tzinfo=UTC), text=text)
    reader = Reader.default()
    return explain(reader.explain(article), reader.read(article), language)


def test_every_statement_stands_in_its_sentence_with_its_reason() -> None:
    first, denied, carried = explained(TEXT).sentences
    said = {line.words: line for line in first.lines}
    killed = next(line for words, line in said.items() if "سبعة" in words)
    assert killed.mark == "current"
    assert "killed 7 (civilians)" in killed.says
    assert killed.why
    part = next(line for line in first.lines if line.mark == "part")
    assert any("part of" in why for why in part.why)
    assert any(line.mark == "rejected" and "denies" in line.why[0] for line in denied.lines)
    assert any(line.mark == "rejected" for line in carried.lines)
    assert any(line.mark == "number" and line.words == "3" for line in carried.lines)


def test_marks_lie_inside_the_sentence_as_written() -> None:
    for sentence in explained("قُــتِل ســبعة <b>مدنيين</b> في حي الفردوس في حلب أمس.").sentences:
        for span in sentence.spans:
            assert 0 <= span.start < span.end <= len(sentence.text)


def test_sums_are_told() -> None:
    assert any("7" in line for line in explained(TEXT).sums)
    assert explained("افتتح المعرض أبوابه في دمشق.").sums == (say("quiet", "en"),)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_everything_said_has_words(language: Language) -> None:
    for sentence in explained(TEXT, language).sentences:
        for line in sentence.lines:
            assert line.says
            assert line.why


def test_every_rule_and_reason_of_the_reader_is_known() -> None:
    texts = [
        TEXT,
        "ارتفعت حصيلة القتلى إلى 15 بعد وفاة ثلاثة جرحى متأثرين بجراحهم في بلدة سرمين.",
        "لقي خمسة أشخاص مصرعهم في حادث سير على طريق دمشق.",
        "وثقت الشبكة مقتل 840 شخصا منذ بداية العام في إدلب.",
        "سقط 5 شهداء في كل من حيي الشعار والهلك في حلب، وأصيب العشرات.",
        "خشية مقتل 30 محتجزا في السجن.",
    ]
    for text in texts:
        article = Article(id="own", source="own", published_at=datetime(2024, 5, 2, tzinfo=UTC), text=text)
        reading = Reader.default().explain(article)
        for candidate in reading.kept:
            assert known(f"rule.{candidate.rule}"), candidate.rule
            assert all(known(f"reason.{reason}") for reason in candidate.reasons), candidate.reasons
        assert all(known(f"reason.{rejected.reason}") for rejected in reading.rejected)


def test_an_unknown_reason_is_shown_by_its_name() -> None:
    assert say("reason.nothing-like-it", "ar") == "nothing-like-it"


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "no number"), ((4, 4), "4"), ((4, 9), "4 to 9"), ((4, None), "at least 4"), ((None, 9), "up to 9")],
)
def test_intervals(value: tuple[int | None, int | None] | None, words: str) -> None:
    assert interval(value, "en") == words
