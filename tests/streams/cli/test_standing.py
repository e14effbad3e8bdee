"""Tables fit where they are shown: nothing is folded, and what matters least goes first."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from detectors.records import Estimate
from streams.cli.standing import count, tabulate

COLUMNS = ("day", "where*", "killed", "type?", "grade?", "id")
ROW = (
    (
        "2016-11-19",
        "Bustan al-Qasr · بستان القصر (neighbourhood)",
        "12 (10–15)",
        "airstrike",
        "corroborated (2)",
        "i03174f2",
    ),
    "",
)


def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int | None) -> list[str]:
    monkeypatch.delenv("COLUMNS", raising=False)
    if width:
        monkeypatch.setenv("COLUMNS", str(width))
    tabulate(COLUMNS, [ROW, ROW])
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("width", [50, 60, 80, 100, 120])
def test_one_line_a_row_at_any_width(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    lines = shown(monkeypatch, capsys, width)
    assert len(lines) == 3
    assert all(cell_len(line) <= width for line in lines)
    assert all("12 (10–15)" in line and "i03174f2" in line for line in lines[1:])
    assert ("corroborated (2)" in lines[1]) == (width >= 80)


def test_a_pipe_is_as_wide_as_is_needed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert "(neighbourhood)" in shown(monkeypatch, capsys, None)[1]


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Estimate(low=2, best=2, high=2), "2"), (Estimate(low=10, best=12, high=15), "12 (10–15)"),
        (Estimate(low=50, best=50, high=None), "50+"), (Estimate(low=18, best=20, high=None), "20 (18+)"),
        (Estimate(low=20, best=20, high=99, vague=True), "~20 (20–99)"),
    ],
)  # fmt: skip
def test_counts(estimate: Estimate, text: str) -> None:
    assert count(estimate) == text
