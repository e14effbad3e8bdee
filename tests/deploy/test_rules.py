"""Alert rules: valid, each unit-tested to fire, each with a runbook, each on metrics that exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from streams.metrics import SPECS
from tests.deploy.prometheus import ROOT, binary

RULES: Final = sorted((ROOT / "deploy" / "prometheus" / "rules").glob("*.yml"))
CASES: Final = sorted((Path(__file__).parent / "rules").glob("*_test.yml"))
FOREIGN: Final = {"up"}
"""Metrics that Prometheus makes by itself."""


def load(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = YAML(typ="safe").load(path)
    return document


def all_rules() -> list[dict[str, Any]]:
    return [rule for path in RULES for group in load(path)["groups"] for rule in group["rules"]]


ALERTS: Final = [rule for rule in all_rules() if "alert" in rule]


def families() -> set[str]:
    names = {spec.name for spec in SPECS}
    for spec in SPECS:
        if spec.type == "histogram":
            names |= {f"{spec.name}_{suffix}" for suffix in ("bucket", "count", "sum")}
    return names


def test_promtool_accepts_the_rules() -> None:
    subprocess.run([binary("promtool"), "check", "rules", *map(str, RULES)], check=True)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_promtool_cases(path: Path) -> None:
    done = subprocess.run([binary("promtool"), "test", "rules", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_promtool_accepts_the_configuration() -> None:
    config = ROOT / "deploy" / "prometheus" / "prometheus.yml"
    subprocess.run([binary("promtool"), "check", "config", str(config)], check=True)


def test_every_alert_has_a_case_in_which_it_fires_and_one_in_which_it_does_not() -> None:
    fires: set[str] = set()
    quiet: set[str] = set()
    for path in CASES:
        for case in load(path)["tests"]:
            for check in case.get("alert_rule_test", []):
                (fires if check.get("exp_alerts") else quiet).add(check["alertname"])
    names = {rule["alert"] for rule in ALERTS}
    assert fires == names
    # Two alerts have their near miss inside the case in which they fire: other series that stay silent.
    assert quiet | {"RasidDeadMansSwitch", "RasidPartitionStuck"} == names


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: str(rule["alert"]))
def test_alert_says_what_is_wrong_and_where_help_is(rule: dict[str, Any]) -> None:
    name = rule["alert"]
    assert rule["labels"]["severity"] in {"page", "ticket", "none"}
    page, _, anchor = rule["annotations"]["runbook_url"].partition("#")
    headings = re.findall(r"^## (\w+)$", (ROOT / page).read_text(encoding="utf-8"), re.M)
    assert anchor == name.lower()
    assert name in headings


def test_every_runbook_is_of_an_alert() -> None:
    headings = re.findall(r"^## (\w+)$", (ROOT / "docs" / "runbooks.md").read_text(encoding="utf-8"), re.M)
    assert sorted(headings) == sorted(rule["alert"] for rule in ALERTS)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: str(rule.get("alert", rule.get("record"))))
def test_rule_reads_metrics_that_exist(rule: dict[str, Any]) -> None:
    recorded = {other["record"] for other in all_rules() if "record" in other}
    named = set(re.findall(r"\brasid[:_][a-z0-9_:]+|\bup\b", rule["expr"]))
    assert named <= families() | recorded | FOREIGN
