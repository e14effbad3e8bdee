"""The dashboard that Grafana provisions is the one that the code describes, on metrics that exist."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import pytest

from deploy.grafana.dashboard import OUTPUT, render
from tests.deploy.test_rules import FOREIGN, families

FAUST_AND_PROCESS: Final = {"process_resident_memory_bytes"}
"""Exposed by prometheus-client itself."""


def panels() -> list[dict[str, Any]]:
    board: dict[str, Any] = json.loads(OUTPUT.read_text(encoding="utf-8"))
    return [panel for panel in board["panels"] if panel["type"] != "row"]


def expressions() -> list[tuple[str, str]]:
    """(panel title, expression) of every query of the dashboard."""
    return [(panel["title"], target["expr"]) for panel in panels() for target in panel["targets"]]


def test_committed_json_is_what_the_code_renders() -> None:
    assert OUTPUT.read_text(encoding="utf-8") == render(), "run: python -m deploy.grafana"


def test_panels_have_unique_ids_and_titles_and_say_what_they_show() -> None:
    shown = panels()
    assert len({panel["id"] for panel in shown}) == len(shown)
    assert len({panel["title"] for panel in shown}) == len(shown)
    assert all(panel["description"].endswith(".") for panel in shown)


@pytest.mark.parametrize(("title", "expr"), expressions())
def test_query_reads_metrics_that_exist(title: str, expr: str) -> None:
    named = set(re.findall(r"\b(?:rasid|process)_[a-z0-9_]+|\bup\b", expr))
    assert named, title
    assert named <= families() | FOREIGN | FAUST_AND_PROCESS


def test_panels_do_not_overlap() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in panels():
        at = panel["gridPos"]
        cells = {(at["x"] + dx, at["y"] + dy) for dx in range(at["w"]) for dy in range(at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
