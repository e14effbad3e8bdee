"""`rasid demo` as a user runs it: its own check of the outcome is the test."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.chromium import measure

COMMAND = [sys.executable, "-c", "from streams.cli import main; main()", "demo", "--html"]

LAYOUT = """
const top = title => [...document.querySelectorAll('h2')].find(one => one.textContent.startsWith(title))
  .getBoundingClientRect().top;
const frame = document.querySelector('iframe'), slack = frame.contentDocument;
return {
  beside: [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 80)),
  slack: top('Slack'), incidents: top('Incidents'), messages: slack.querySelectorAll('.message').length,
  cut: slack.documentElement.scrollHeight - frame.clientHeight,
};
"""
"""Where things stand on the page; what stands beside the screen; how much of the messages is cut off."""


def demo(folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    page = folder / "demo.html"
    return subprocess.run([*COMMAND, str(page), *flags], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_everything_comes_out_as_expected_on_the_mock_cluster(tmp_path: Path) -> None:
    done = demo(tmp_path)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    page = (tmp_path / "demo.html").read_text(encoding="utf-8")
    assert "everything came out as expected" in page
    assert "http://" not in re.sub(r"https?://news\.example\.org\S*", "", page.replace("http://www.w3.org", ""))
    assert done.stderr == ""
    on_a_phone, on_a_desk = measure(page, LAYOUT, 390), measure(page, LAYOUT, 1280)
    for seen in (on_a_phone, on_a_desk):
        assert seen["beside"] == []
        assert seen["messages"] > 10 and seen["cut"] <= 1
    assert on_a_phone["slack"] < on_a_phone["incidents"], "what a responder sees comes first where there is little room"
    assert on_a_desk["slack"] == on_a_desk["incidents"]


@pytest.mark.slow
@pytest.mark.kafka
def test_everything_comes_out_as_expected_on_a_real_kafka(tmp_path: Path) -> None:
    done = demo(tmp_path, "--kafka")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_demo_says_what_is_wrong_when_the_worker_cannot_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that ends is reported with its last words and status 2, not waited for."""
    code = "import sys\nif sys.orig_argv[-1] == 'worker':\n    sys.exit('broken on purpose')\n"
    (tmp_path / "sitecustomize.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = demo(tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "broken on purpose" in done.stdout
