"""The feed side as its users do it: the documented producer, the command, dead letters shown and sent again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from streams.broker.real import RealBroker
from tests.faults.plant import ROOT, article, plant, wait
from tests.integration.commands import rasid

pytestmark = pytest.mark.kafka


def test_the_documented_producer_runs_as_it_stands(kafka: RealBroker, prefix: str, folder: Path) -> None:
    text = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    code = code.replace("127.0.0.1:9092", kafka.bootstrap).replace("rasid.articles", f"{prefix}articles")
    with plant(kafka.bootstrap, prefix, folder) as one:
        one.topics()
        one.start()
        subprocess.run([sys.executable, "-c", code], check=True)
        one.verify(["example-1"])


def test_publish_dead_and_standing_commands(kafka: RealBroker, prefix: str, folder: Path) -> None:
    with plant(kafka.bootstrap, prefix, folder, RASID_ATTEMPTS="1") as one:
        assert b"all 15 topics" in rasid(one, "topics", "create").stdout
        worker = one.start()
        done = rasid(one, "publish", "-", given=b"\n".join([article("a"), b"nope", article("poison"), article("b")]))
        assert done.returncode == 3
        assert b"line 2: not_json" in done.stderr and b"3 published, 1 refused" in done.stderr
        one.verify(["a", "b"])
        wait(lambda: one.dead() == {"reader_error": 1}, lambda: f"{one.dead()}\n{one.logs()}")
        letter, *_ = [json.loads(line) for line in rasid(one, "dead", "list", "--json").stdout.splitlines()]
        assert (letter["reason"], letter["topic"], letter["key"]) == ("reader_error", f"{prefix}articles", "poison")
        assert "poison" in rasid(one, "dead", "show", letter["position"]).stdout.decode()
        assert rasid(one, "dead", "replay", "9:9").returncode == 1
        assert rasid(one, "dead", "replay", letter["position"]).stdout == b"1 sent again\n"
        wait(lambda: one.dead() == {"reader_error": 2})
        alerts = [json.loads(line) for line in rasid(one, "alerts", "--json").stdout.splitlines()]
        assert sum(alert["revision"] for alert in alerts) == 2
        assert len(rasid(one, "incidents", "--json").stdout.splitlines()) == 2
        assert worker.poll() is None


def test_a_session_timeout_under_the_brokers_least_is_refused(kafka: RealBroker, prefix: str, folder: Path) -> None:
    """Faust would log one error and then hang, ready and idle."""
    with plant(kafka.bootstrap, prefix, folder, RASID_SESSION_TIMEOUT="1") as one:
        done = rasid(one, "worker")
        assert done.returncode == 1
        assert b"RASID_SESSION_TIMEOUT: 1 s is under" in done.stderr


def test_a_broker_that_is_not_there_is_one_clear_line(prefix: str, folder: Path) -> None:
    with plant("127.0.0.1:1", prefix, folder, RASID_REQUEST_TIMEOUT="2") as one:
        done = rasid(one, "alerts")
        assert done.returncode == 1
        assert b"does not answer" in done.stderr and b"Traceback" not in done.stderr
