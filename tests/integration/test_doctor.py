"""`rasid doctor` against a real Kafka and a Slack double: what it finds, what to do about it, and no secret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.broker.real import RealBroker
from tests.integration.commands import rasid
from tests.integration.line import Line, line
from tests.integration.slack import CHANNEL

pytestmark = pytest.mark.kafka

ROUTES = f"""\
version: 1
fallback: {CHANNEL}
permissions: {{silence: [S0DUTY]}}
routes:
  - {{name: default, channel: {CHANNEL}}}
"""


@pytest.fixture
def one(kafka: RealBroker, prefix: str, folder: Path, tmp_path: Path) -> Iterator[Line]:
    routes = tmp_path / "routes.yaml"
    routes.write_text(ROUTES, encoding="utf-8")
    with line(kafka, prefix, folder, RASID_SLACK_ROUTES=str(routes), RASID_SLACK_APP_TOKEN="xapp-test") as started:
        started.slack.workspace.groups = {"S0DUTY": ["U1"]}
        yield started


def test_all_is_well(one: Line) -> None:
    done = rasid(one.plant, "doctor")
    said = done.stdout.decode()
    assert done.returncode == 0 and "✗" not in said, said
    for part in (
        "answers",
        "all 15 topics",
        "rules in",
        "places",
        "token works",
        "scopes: ",
        CHANNEL,
        "S0DUTY",
        "Socket Mode",
    ):
        assert part in said
    assert all(call.method != "chat.postMessage" for call in one.slack.workspace.journal)


def test_everything_is_wrong(one: Line, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text("version: 1\nrules: [{name: x, kind: nonsense}]\n", encoding="utf-8")
    slack = one.slack.workspace
    slack.scopes -= {"usergroups:read"}
    slack.rooms[CHANNEL].archived = True
    wrong = {"RASID_TOPIC_PREFIX": "elsewhere.", "RASID_RULES": str(rules), "RASID_SLACK_APP_TOKEN": "xapp-secret",
             "RASID_SESSION_TIMEOUT": "1"}  # fmt: skip
    done = rasid(one.plant, "doctor", told=wrong)
    said = done.stdout.decode()
    assert done.returncode == 1
    for part in (
        "topic elsewhere.articles is missing", "rasid topics create", "RASID_SESSION_TIMEOUT: 1 s is under",
        "rules.yaml:2",
        "scope usergroups:read is missing", "reinstall the app", f"{CHANNEL} (#alerts) is archived", "unarchive it",
        "refuses the app-level token", "RASID_SLACK_APP_TOKEN",
    ):  # fmt: skip
        assert part in said, f"{part}\n{said}"
    assert "xapp-secret" not in said + done.stderr.decode()


def test_a_revoked_token_and_no_broker(one: Line) -> None:
    one.slack.workspace.revoked = "token_revoked"
    done = rasid(one.plant, "doctor", told={"RASID_KAFKA": "127.0.0.1:1", "RASID_REQUEST_TIMEOUT": "2"})
    said = done.stdout.decode()
    assert done.returncode == 1
    assert "127.0.0.1:1 does not answer" in said and "`rasid broker` starts one" in said
    assert "Slack refuses the token: token_revoked" in said and "xoxb-test" not in said
