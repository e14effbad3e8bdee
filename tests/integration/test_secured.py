"""SASL and TLS reach every client that Rasid uses: the workers' consumers, the sender's, producers, admin, doctor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.demo.sample import load
from tests.faults.plant import wait
from tests.integration.commands import rasid
from tests.integration.line import line
from tests.integration.secured import WORD, Secured, secured
from tests.integration.slack import told

pytestmark = [pytest.mark.kafka, pytest.mark.slow]


@pytest.fixture(scope="module")
def safe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    with secured(tmp_path_factory.mktemp("secured")) as one:
        yield one


@pytest.mark.parametrize("protocol", ["SSL", "SASL_PLAINTEXT", "SASL_SSL"])
def test_from_article_to_slack_over(safe: Secured, prefix: str, folder: Path, protocol: str) -> None:
    samples = b"\n".join(sample.body for sample in load(datetime.now(UTC)) if not sample.broken)
    with line(safe.broker, prefix, folder, **safe.clients[protocol]) as one:
        one.plant.start()
        assert rasid(one.plant, "publish", "-", given=samples).returncode == 3  # one of them is in English
        wait(lambda: len(told(one.slack)) > 3, one.plant.logs)
        doctor = rasid(one.plant, "doctor")
        assert b"all 15 topics are there" in doctor.stdout
        assert WORD not in one.plant.logs()


@pytest.mark.parametrize(
    ("protocol", "wrong", "said"),
    [
        ("SASL_PLAINTEXT", {"RASID_KAFKA_PASSWORD": "wrong-word"}, "RASID_KAFKA_USER"),
        ("SASL_SSL", {"RASID_KAFKA_PASSWORD": "wrong-word"}, "RASID_KAFKA_USER"),
        ("SSL", {"RASID_KAFKA_CERTIFICATE": "", "RASID_KAFKA_KEY": ""}, "certificate required"),
        ("SASL_SSL", {"RASID_KAFKA_CA": ""}, "certificate verify failed"),
    ],
    ids=["a wrong password", "a wrong password over TLS", "no certificate", "an unknown authority"],
)
def test_a_client_that_is_turned_away_says_so_in_a_line(
    safe: Secured, prefix: str, folder: Path, protocol: str, wrong: dict[str, str], said: str
) -> None:
    with line(safe.broker, prefix, folder) as one:
        given = {**safe.clients[protocol], "RASID_REQUEST_TIMEOUT": "5", **wrong}
        done = rasid(one.plant, "alerts", told=given)
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr.decode()
        assert said.encode() in done.stderr and b"wrong-word" not in done.stderr
        doctor = rasid(one.plant, "doctor", told=given)
        assert doctor.returncode == 1 and b"Kafka" in doctor.stdout and b"Traceback" not in doctor.stderr
