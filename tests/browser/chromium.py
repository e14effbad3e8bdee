"""A real browser for tests: found, or installed from the system's packages where that is allowed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from html import escape, unescape
from pathlib import Path
from typing import Any, Final

import pytest

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC: Final = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update",
    "--disable-background-networking", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip
MISSING: Final = (
    "Chromium is needed and was not found. Install it (Debian: apt-get install chromium; macOS: brew install --cask "
    "chromium; others: https://www.chromium.org/getting-involved/download-chromium/) so that it is on PATH."
)
PATIENCE: Final = 180.0
"""Seconds; a page takes two. Reached only on failure."""

_ANSWER: Final = re.compile(r'<pre id="measured">(.*?)</pre>', re.DOTALL)


def binary() -> str:
    """Path of the browser; fails the test with what to install when there is no way to have it."""
    found = _found()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *command], env=environment, check=False, capture_output=True)
        found = _found()
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    return found


def _found() -> str | None:
    paths = [path for name in NAMES if (path := shutil.which(name))]
    return next(iter(paths), MAC if Path(MAC).exists() else None)


def measure(html: str, script: str, width: int, height: int = 844) -> Any:
    """What `script` (the body of a function in JavaScript) returns once the page is laid out, `width` pixels wide.

    An error on the page fails the test.
    """
    ask = (
        "<script>window.wrong = []; addEventListener('error', event => wrong.push(String(event.message)));"
        "addEventListener('load', () => setTimeout(() => {"
        f"const answer = (() => {{ {script} }})(); const said = parent.document.createElement('pre');"
        "said.id = 'measured'; said.textContent = JSON.stringify({answer, wrong, width: innerWidth});"
        "parent.document.body.append(said);}, 200));</script>"
    )
    inner = escape(html.replace("<head>", f"<head>{ask}", 1), quote=True)
    frame = (
        f'<iframe style="border:0;width:{width}px;height:{height}px" srcdoc="{inner}"></iframe>'  # windows are wider
    )
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "page.html"
        page.write_text(f'<!doctype html><meta charset="utf-8"><body>{frame}</body>', encoding="utf-8")
        flags = (*FLAGS, f"--user-data-dir={name}/profile", "--window-size=1600,1200")
        command = [binary(), *flags, "--virtual-time-budget=5000", "--dump-dom", page.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    found = _ANSWER.search(done.stdout)
    assert found, f"the browser said nothing: {done.stderr[-2000:]}"
    said = json.loads(unescape(found[1]))
    assert said["wrong"] == []
    assert said["width"] == width, f"the browser is {said['width']} pixels wide"
    return said["answer"]
