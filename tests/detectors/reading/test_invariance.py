"""Spelling that carries no meaning never changes a reading, and reading time grows with the text, not faster."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.reading import Reader
from detectors.records import Article, Report

SENTENCES = (
    "قُتل سبعة مدنيين بينهم طفلان، وأصيب نحو 20 آخرين، أمس، في قصف مدفعي استهدف حي الفردوس في حلب.",
    "لقي ستة أشخاص على الأقل مصرعهم في انفجار عبوة ناسفة وسط مدينة الموصل.",
    "استهدفت غارة مشفى بلدة سرمين فخرج عن الخدمة وأصيب اثنان من كادره الطبي.",
    "ارتفعت حصيلة القتلى منذ مطلع العام إلى 840 قتيلا.",
    "وقالت مصادر إن 3 من عناصر الجيش قتلوا في اشتباكات غرب تعز.",
)
MARKS = "\u0640\u064b\u064e\u0651\u0652\u0670\u200b\u200c\u200d\u200e\u200f\u202b\u202c\u2067\u2069\ufeff\u00ad"
LETTERS = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآءئؤ")


def read(text: str) -> Report:
    """The report of a text."""
    return Reader.default().read(
        Article(id="own", source="own", published_at=datetime(2024, 5, 2, 9, tzinfo=UTC), text=text)
    )


def essence(report: Report) -> list[tuple[Any, ...]]:
    """What a reading says, without its offsets and spellings."""
    facts = [
        (f.kind, f.low, f.high, f.qualifier, f.victims, f.groups, f.scope, f.part_of, f.same_as, f.superseded_by,
         f.place.code if f.place else None, f.rule)
        for f in report.facts
    ]  # fmt: skip
    attacks = [(a.target, a.scope, a.out_of_service) for a in report.health_attacks]
    return [*facts, *attacks, (report.toll, report.combatants_killed, report.health_alert)]


PLAIN = " ".join(SENTENCES)
WANTED = essence(read(PLAIN))


def test_the_texts_say_something() -> None:
    assert len(WANTED) > 5


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(PLAIN) - 2), st.text(MARKS, min_size=1, max_size=3)), max_size=40))
def test_marks_without_letters_change_nothing(drops: list[tuple[int, str]]) -> None:
    text = PLAIN
    for at, marks in sorted(drops, reverse=True):
        if text[at] in LETTERS:
            text = text[: at + 1] + marks + text[at + 1 :]
    report = read(text)
    assert essence(report) == WANTED
    assert_slices(report, text)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, len(PLAIN.split()) - 1), max_size=12), st.sampled_from(["b", "em", "a href='x'", "span"])
)
def test_html_changes_nothing(words: list[int], tag: str) -> None:
    parts = PLAIN.split()
    for i in set(words):
        parts[i] = f"<{tag}>{parts[i]}</{tag.split(maxsplit=1)[0]}>"
    text = " ".join(parts)
    report = read(text)
    assert essence(report) == WANTED
    assert_slices(report, text)


def presentation(text: str) -> str:
    """Isolated presentation forms, as old software writes them."""
    forms = {"م": "\ufee1", "ق": "\ufed5", "ت": "\ufe95", "ل": "\ufedd", "ن": "\ufee5", "ي": "\ufef1", "ع": "\ufec9"}
    return "".join(forms.get(letter, letter) for letter in text)


REWRITES: list[Callable[[str], str]] = [
    lambda text: text.replace("ي ", "ى "),
    lambda text: text.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا"),
    lambda text: text.replace("ة ", "ه "),
    lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    lambda text: text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace("ك", "ک").replace("ي", "ی"),
    presentation,
]


@pytest.mark.parametrize("rewrite", REWRITES, ids=["ى", "ا", "ه", "٠-٩", "۰-۹", "nbsp", "ک", "presentation"])
def test_interchangeable_letters_change_nothing(rewrite: Callable[[str], str]) -> None:
    text = rewrite(PLAIN)
    assert text != PLAIN
    report = read(text)
    assert essence(report) == WANTED
    assert_slices(report, text)


def assert_slices(report: Report, text: str) -> None:
    """Every offset lies in the text, every sentence contains its fact, every quote is a slice."""
    for fact in report.facts:
        assert 0 <= fact.sentence[0] <= fact.start < fact.end <= fact.sentence[1] <= len(text)
        assert report.quotes[fact.id] == text[slice(*fact.sentence)]
    for attack in report.health_attacks:
        assert 0 <= attack.start < attack.end <= len(text)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([w for s in SENTENCES for w in s.split()]),
            st.text(max_size=12),
            st.sampled_from(["<", ">", "&amp;", "\ud800", "\n", "،", "9" * 40, "و" * 50, "و 5", "/2/", "ال 72"]),
        ),
        max_size=60,
    )
)
def test_no_text_is_too_strange(words: list[str]) -> None:
    text = " ".join(words)
    assert_slices(read(text), text)


def operations(text: str) -> int:
    """Calls that reading a text makes: a clock that no other process can slow."""
    count = 0

    def tick(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


HEAVY: dict[str, Callable[[int], str]] = {
    "sentences": lambda n: (PLAIN + "\n") * n,
    "one sentence": lambda n: PLAIN.replace(".", "،") * n,
    "numbers": lambda n: "12 و" * (40 * n),
    "number words": lambda n: "ثلاثة وعشرون " * (40 * n),
    "killed": lambda n: "مقتل طفل وإصابة رجل " * (20 * n),
    "places": lambda n: "حلب وإدلب وحمص و" * (20 * n),
    "tags": lambda n: "<b>قتيل</b>" * (40 * n),
    "open tags": lambda n: "<b قتيل " * (40 * n),
    "letters": lambda n: "و" * (400 * n),
    "marks": lambda n: "\u0640.\u0640" * (200 * n),
    "dates": lambda n: "منذ 15 نونبر خلال الأيام ال26 الماضية " * (10 * n),
}


@pytest.mark.parametrize("name", HEAVY)
def test_work_grows_with_the_text_and_not_faster(name: str) -> None:
    make = HEAVY[name]
    read(make(1))
    small, large = operations(make(16)), operations(make(64))
    assert large < 4 * 1.6 * small + 2_000, f"4 times the text took {large / small:.1f} times the work"
