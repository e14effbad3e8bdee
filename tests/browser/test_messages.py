"""Messages as a phone shows them: nothing beside the screen, what and where first, Arabic runs its way."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.slack.picture import Shown, page
from tests.alerts.slack.scenes import scenes
from tests.browser.chromium import measure

PHONE = 390
"""CSS pixels."""
LOCK_LINES = 3
"""Lines that what and where may take on a locked phone, which shows four."""

SCRIPT = """
return [...document.querySelectorAll('.message')].map(message => {
  const first = message.previousElementSibling.querySelector('div'), rows = [...message.querySelectorAll('[dir=auto]')];
  const line = parseFloat(getComputedStyle(first).lineHeight);
  const wide = [...message.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > innerWidth + 1);
  return {
    wide: wide.map(one => one.textContent.slice(0, 60)),
    height: message.getBoundingClientRect().height,
    lock: Math.round(first.getBoundingClientRect().height / line),
    rows: rows.map(row => ({text: row.textContent, direction: getComputedStyle(row).direction})),
    page: document.documentElement.scrollWidth,
  };
});
"""


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    shown = scenes()
    html = page([Shown(channel="health-attacks", message=one, at="03:12") for one in shown.values()], "scenes")
    found = measure(html, SCRIPT, PHONE)
    assert len(found) == len(shown)
    return dict(zip(shown, found, strict=True))


@pytest.mark.parametrize("name", scenes())
def test_nothing_stands_beside_the_screen(seen: dict[str, Any], name: str) -> None:
    assert seen[name]["wide"] == []
    assert seen[name]["page"] <= PHONE


@pytest.mark.parametrize("name", scenes())
def test_what_and_where_are_seen_without_unlocking(seen: dict[str, Any], name: str) -> None:
    assert 1 <= seen[name]["lock"] <= LOCK_LINES


@pytest.mark.parametrize("name", [name for name in scenes() if "longest" not in name])
def test_an_alert_is_read_in_two_screens(seen: dict[str, Any], name: str) -> None:
    assert seen[name]["height"] < 2 * 844


@pytest.mark.parametrize("name", scenes())
def test_lines_run_as_their_language_does(seen: dict[str, Any], name: str) -> None:
    """Our own labels set the direction of a line, whatever name stands in it; a quoted sentence sets its own."""
    label = {"en": "Source: ", "ar": "المصدر: "}
    for row in seen[name]["rows"]:
        text = row["text"]
        if text.startswith(label["en"]):
            assert row["direction"] == "ltr", text
        if text.startswith(label["ar"]):
            assert row["direction"] == "rtl", text
    arabic = [row for row in seen[name]["rows"] if "\u0600" <= row["text"].lstrip("\u2068")[:1] <= "\u06ff"]
    assert all(row["direction"] == "rtl" for row in arabic)


def test_the_measure_sees_what_stands_beside_the_screen() -> None:
    html = "<html><head></head><body><p style='width: 500px'>too wide</p></body></html>"
    assert measure(html, "return document.documentElement.scrollWidth;", PHONE) > PHONE
