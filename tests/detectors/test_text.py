"""Normalising never loses the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.text import Document, fold

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةؤئء"
NOISE = ["", "ـ", "َ", "ّ", "\u200f", "\u200b", "\u202b", "\ufeff", "<b>", "</b>", "<!-- x -->"]


def spans(raw: str) -> list[str]:
    document = Document(raw)
    return [raw[document.start(t.start) : document.end(t.end)] for t in document.tokens]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("ﻗﺘﻞ ﻼﺑﻴﺾ ٣", ["ﻗﺘﻞ", "ﻼﺑﻴﺾ", "٣"]),
        ("ثﻻثة قتلى", ["ثﻻثة", "قتلى"]),
        ("قتل&nbsp;3 &#1605;&#1583;&#1606;", ["قتل", "3", "&#1605;&#1583;&#1606;"]),
        ("<p>شهيداً</p> و", ["شهيداً", "و"]),
        ("شـ ـهـ ـداء", ["شـ ـهـ ـداء"]),
        ("قت*لى قُ*تل", ["قت*لى", "قُ*تل"]),
        ("قتل * جرح", ["قتل", "*", "جرح"]),
        ("112 شهيداًو194 إصابة", ["112", "شهيداً", "و", "194", "إصابة"]),
        ("غزةلليوم، شهيدًاوجريحٌ علىشارع", ["غزة", "لليوم", "،", "شهيدًا", "وجريحٌ", "على", "شارع"]),
        ("ﷲ أكبر", ["ﷲ", "أكبر"]),
    ],
)
def test_spans_slice_the_original(raw: str, words: list[str]) -> None:
    assert spans(raw) == words


@pytest.mark.parametrize(
    ("raw", "norm"),
    [
        ("مَقـتَلُ", "مقتل"),
        ("ﻻ إلى", "لا الي"),
        ("١٢٬٥٠٠", "12,500"),
        ("شهـ.ـداء", "شهداء"),
        ("<script>if (a<b) {}</script>نص", "نص"),
        ("آ", "ا"),
        ("&lt;قتل&gt;", "<قتل>"),
    ],
)
def test_folds_what_writers_interchange(raw: str, norm: str) -> None:
    assert Document(raw).norm == norm


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("قتل 3 أشخاص .وقال المرصد إن القصف مستمر.", 2),
        ("حلب.. جرحى بقصف مدفعي", 1),
        ("وقال مراسل السورية.نت في إدلب", 1),
        ("بلغت القوة 7.5 درجات.", 1),
        ("سقط «5 قتلى.» وأصيب آخرون؟! نعم", 3),
        ("قصف من ت.ج.م على القرية", 1),
        ("عنوان\nمتن", 2),
    ],
)
def test_sentences(raw: str, count: int) -> None:
    assert len(Document(raw).sentences) == count


@given(st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from(NOISE)), min_size=1, max_size=30))
def test_noise_changes_no_word_and_every_letter_leads_back(pairs: list[tuple[str, str]]) -> None:
    raw = "".join(letter + noise for letter, noise in pairs)
    document = Document(raw)
    letters = document.norm.replace(" ", "")  # one that a word had lost is put back
    assert letters == fold("".join(letter for letter, _ in pairs)).replace(" ", "")
    for position in (i for i, letter in enumerate(document.norm) if letter != " "):
        assert fold(raw[document.start(position) : document.end(position + 1)]) == document.norm[position]


@pytest.mark.parametrize("unit", ["<!--", "<script>", "<script", ".", ".»", "&#", "ـ ", "<a ", "!x", "\n", "ـ."])
def test_a_long_run_of_openings_is_read_to_its_end(unit: str) -> None:
    document = Document(unit * 100_000 + " ا")
    assert document.tokens[-1].text == "ا"
    assert document.sentences[-1].last == len(document.tokens)
