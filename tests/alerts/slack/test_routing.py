"""routes.yaml: who hears of what, and every mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from alerts.slack.answers import CLASSES, Answer
from alerts.slack.doctor import SCOPES, examine
from alerts.slack.routing import RoutesError, load
from tests.alerts.slack.samples import alert, hospital
from tests.slack_double.direct import DirectTransport
from tests.slack_double.virtual import VirtualClock
from tests.slack_double.workspace import Workspace

DOCS = Path(__file__).parents[3] / "docs" / "slack.md"
README = DOCS.parents[1] / "README.md"
GOOD = """\
version: 1
fallback: C0FALLBACK
permissions:
  silence: [S0DUTY]
  false: S0LEADS
defaults:
  language: ar
routes:
  - name: health
    match: {rule_kind: hospital_attack, place: [SY02]}
    channel: C0HEALTH
    mention: [here, S0DUTY]
    hide_health_locations: true
    continue: true
  - name: loud
    match: {severity: critical, rule: "killed-*"}
    channel: C0LOUD
    language: en
  - {name: rest, channel: C0REST}
"""


def test_destinations() -> None:
    routing = load(GOOD)
    assert [r.name for r in routing.destinations(alert())] == ["loud"]
    assert [r.name for r in routing.destinations(hospital())] == ["health", "rest"]
    assert [r.name for r in routing.destinations(alert(severity="info"))] == ["rest"]
    assert [r.name for r in routing.destinations(alert(severity="info", route="loud"))] == ["loud"]
    assert routing.permissions == {"silence": ("S0DUTY",), "false": ("S0LEADS",)}
    assert routing.channels() == ("C0HEALTH", "C0LOUD", "C0REST", "C0FALLBACK")
    assert routing.view("health", "C0HEALTH").language == "ar"


def test_a_route_that_is_gone_withholds() -> None:
    assert load(GOOD).view("old", "C0OLD").hide_health is True


def test_every_mistake_is_named_with_its_line() -> None:
    wrong = """\
version: 2
fallback: "#general"
permisions: {}
permissions:
  silence: [everyone]
  ban: [S0DUTY]
routes:
  - name: a
    channel: alerts
    match: {severity: high, colour: red}
    mention: ["@channel"]
    language: fr
    hide_health_locations: maybe
  - name: a
    channel: C0B
    match: {rule_kind: [attack]}
"""
    with pytest.raises(RoutesError) as caught:
        load(wrong, "r.yaml")
    lines = {m.line for m in caught.value.mistakes}
    assert lines == {1, 2, 3, 5, 6, 9, 10, 11, 12, 13, 14, 16}
    text = str(caught.value)
    assert "r.yaml:12: language: write one of en, ar" in text
    assert "the last route must take everything" in text


@pytest.mark.parametrize("text", ["", "[]", "routes: 3", "version: 1", "a: [", "version: 1\nroutes: [3]", "x"])
def test_files_that_are_no_routes_are_refused(text: str) -> None:
    with pytest.raises(RoutesError):
        load(text)


def test_the_documented_routes_and_manifest_are_right() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", DOCS.read_text("utf-8"), re.S)
    manifest = next(b for b in blocks if b.startswith("display_information"))
    bot = YAML(typ="safe", pure=True).load(manifest)["oauth_config"]["scopes"]["bot"]
    assert sorted(bot) == sorted(SCOPES)
    assert manifest in README.read_text("utf-8"), "the README shows the same manifest"
    routes = next(b for b in blocks if b.startswith("version: 1"))
    assert load(routes).fallback
    text = DOCS.read_text("utf-8")
    for scope in SCOPES:
        assert f"`{scope}`" in text
        assert f"| `{scope}` |" in README.read_text("utf-8")
    for members in CLASSES.values():
        for error in members & {"fatal_error", "msg_too_long", "message_not_found", "ratelimited"}:
            assert error in text


class Opens:
    """Slack for an app-level token: good or refused."""

    threads = True

    def __init__(self, *, good: bool) -> None:
        self._answer = Answer(ok=True) if good else Answer(error="invalid_auth")

    async def call(self, method: str, arguments: Mapping[str, Any]) -> Answer:
        assert method == "apps.connections.open"
        return self._answer


async def test_the_doctor_names_what_to_mend() -> None:
    slack = Workspace("C0HEALTH", "C0LOUD", "C0REST", "C0FALLBACK")
    slack.groups = {"S0DUTY": ["U1"], "S0LEADS": []}
    good = await examine(DirectTransport(slack, VirtualClock(), delay=0), load(GOOD), Opens(good=True))
    assert [f.what for f in good if not f.good] == ["user group S0LEADS has no members"]
    slack.rooms["C0LOUD"].archived = True
    slack.rooms["C0REST"].member = False
    del slack.rooms["C0FALLBACK"]
    slack.scopes -= {"channels:history", "usergroups:read"}
    bad = await examine(DirectTransport(slack, VirtualClock(), delay=0), load(GOOD), None)
    text = "\n".join(f"{f.what} → {f.mend}" for f in bad if not f.good)
    for part in ("channels:history", "is archived", "/invite @Rasid", "channel_not_found", "missing_scope", "xapp-"):
        assert part in text
    refused = await examine(DirectTransport(slack, VirtualClock(), delay=0), load(GOOD), Opens(good=False))
    assert any("refuses the app-level token: invalid_auth" in f.what for f in refused)
    slack.revoked = "token_revoked"
    (dead,) = await examine(DirectTransport(slack, VirtualClock(), delay=0), load(GOOD), Opens(good=True))
    assert "token_revoked" in dead.what
