"""Arabic is legible in a terminal that does not lay it out, and untouched in one that does."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from streams.demo.lettering import is_arabic, layout_of, lines, turn

KILLED = "قتل 11 مدنياً"


def test_turned_line_reads_from_the_right_and_keeps_its_number() -> None:
    turned = turn(KILLED, "rasid")
    assert turned.index("11") < len(turned) - 4, "the first word ends up at the right"
    assert "11" in turned
    assert turned[-1] in "ﻗ", "the first letter of the first word stands rightmost, in its initial form"


def test_terminal_that_knows_arabic_gets_it_as_it_is() -> None:
    assert turn(KILLED, "terminal") == KILLED


def test_isolates_and_marks_are_not_printed() -> None:
    assert turn("\u2068حلب\u2069 \u200f(Aleppo)", "terminal") == "حلب (Aleppo)"


def test_a_number_behind_an_isolated_name_stays_behind_it() -> None:
    named = "Source: \u2068شبكة\u2069 · 29 Nov"
    assert turn(named, "rasid").startswith("Source: ")
    assert turn(named, "rasid").endswith(" · 29 Nov"), "and not as 29 · … Nov"
    assert lines(named, 80, "rasid") == [turn(named, "rasid")]


def test_latin_is_never_touched() -> None:
    assert turn("Aleppo: 11 killed", "rasid") == "Aleppo: 11 killed"


def test_lines_break_in_reading_order_before_they_are_turned() -> None:
    text = " ".join(["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة"])
    broken = lines(text, 14, "terminal")
    assert broken == ["واحد اثنان", "ثلاثة أربعة", "خمسة"]
    assert [turn(line, "rasid") for line in broken] == lines(text, 14, "rasid")


@pytest.mark.parametrize("width", [20, 33, 80])
def test_no_line_is_wider_than_asked(width: int) -> None:
    text = " ".join([KILLED, "في", "غارة", "على", "حي", "الشعار", "(Sha'ar)", "بمدينة", "حلب"] * 6)
    assert all(cell_len(line) <= width for layout in ("rasid", "terminal") for line in lines(text, width, layout))


@pytest.mark.parametrize(
    ("environment", "layout"),
    [
        ({"VTE_VERSION": "7600"}, "terminal"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "terminal"),
        ({"TERM": "xterm-256color"}, "rasid"),
        ({"VTE_VERSION": "7600", "TMUX": "/tmp/tmux-1"}, "rasid"),
    ],
)
def test_layout_by_environment(environment: dict[str, str], layout: str) -> None:
    assert layout_of(environment) == layout


@pytest.mark.parametrize(("text", "arabic"), [("حلب", True), ("12 — حلب", True), ("Aleppo حلب", False), ("12", False)])
def test_side_is_that_of_the_first_letter(text: str, arabic: bool) -> None:
    assert is_arabic(text) is arabic


def test_brackets_are_mirrored() -> None:
    turned = turn("غارة (تصحيح)", "rasid")
    assert turned[0] == "("
    assert turned.index("(") < turned.index(")")
