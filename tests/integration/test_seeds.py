"""The five seed reports through the whole pipeline on a real Kafka, into a Slack that keeps a journal.

Whatever the order in which they come: the incidents are those that reading the reports without Kafka gives, the
hospital alerts are the same, and a second time brings nothing new. Counts of windows are another matter: the fourth
report is months older than the others, and windows take what is at most a week late.
"""

from __future__ import annotations

import json
import random
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from detectors.fusion import fuse_all
from detectors.reading import Reader
from detectors.records import Article, Incident
from streams.broker.real import RealBroker
from tests.faults.plant import PATIENCE, ROOT, Plant, wait
from tests.integration.commands import rasid
from tests.integration.line import Line, line
from tests.integration.slack import sent

TEXTS = ROOT.parent / "shared" / "data" / "reports" / "texts.jsonl"
pytestmark = [
    pytest.mark.kafka, pytest.mark.slow,
    pytest.mark.skipif(not TEXTS.exists(), reason="the seed reports are not part of the repository"),
]  # fmt: skip

SHUFFLED = ["seed-003", "seed-002", "seed-004", "seed-000", "seed-001"]
HOSPITALS = {"seed-002", "seed-004"}
QUARTERS = {
    "Al-Ansari": 11, "Bostan Bash": 10, "Qadi Askar": 8, "Sahat al-Milh": 5, "Jisr al-Hajj": 5, "Trab Al-Hellok": 4,
    "Al-Jalloum": 4, "Sayf Ad-Dauleh": 3, "Fardos": 2, "Sha'aar": 2, "Az-Ziebdiyeh": 1, "Dayat al-Ansari": 1,
}  # fmt: skip
"""Quarter → people killed there, the parts of the 56 killed in Aleppo that the third report counts one by one."""


def seeds() -> dict[str, dict[str, Any]]:
    """Id → article, dated and named as the reports are, in the order of the file."""
    found = {}
    for text in TEXTS.read_text(encoding="utf-8").splitlines():
        report = json.loads(text)
        if report["id"].startswith("seed-"):
            found[report["id"]] = {
                "id": report["id"], "source": report["source"], "text": report["text"],
                "published_at": f"{report['date']}T12:00:00+03:00",
            }  # fmt: skip
    return found


def publish(one: Plant, names: list[str]) -> None:
    """As a feed does: `rasid publish -`."""
    lines = "\n".join(json.dumps(seeds()[name]) for name in names)
    done = rasid(one, "publish", "-", given=lines.encode())
    assert done.returncode == 0, done.stderr


def hospitals(one: Plant) -> set[str]:
    """Articles behind the hospital alerts."""
    found = [alert for alert in one.alerts().values() if alert.rule_kind == "hospital_attack"]
    return {article for alert in found for incident in alert.incidents for article in incident.article_ids}


def counted(incidents: dict[str, Incident]) -> dict[str, Any]:
    """Incident → what it says, without its history."""
    return {
        key: (one.place.code, one.event_date, one.killed, one.injured, one.health, one.part_of, one.grade)
        for key, one in incidents.items()
    }


def expected() -> dict[str, Any]:
    """The same without Kafka."""
    reader = Reader.default()
    articles = [
        Article(id=one["id"], source=one["source"], text=one["text"],
                published_at=datetime.fromisoformat(one["published_at"]))
        for one in seeds().values()
    ]  # fmt: skip
    found = fuse_all(map(reader.read, articles), datetime.now(UTC))
    return counted({one.incident_id: one for one in found if one.status == "active"})


def check(one: Line) -> None:
    """The right incidents, alerts and messages."""
    incidents = one.incidents()
    assert counted(incidents) == expected()
    assert hospitals(one.plant) == HOSPITALS
    one.told_once()
    seen_by_name(one.plant)


@pytest.mark.parametrize("whole", [True, False], ids=["the file as it is", "one by one, shuffled"])
def test_the_seeds_end_in_the_right_alerts_and_publishing_again_sends_nothing(
    kafka: RealBroker, prefix: str, folder: Path, whole: bool
) -> None:
    with line(kafka, prefix, folder) as one:
        worker = one.plant.start()
        if whole:
            publish(one.plant, list(seeds()))
        else:
            for number, name in enumerate(SHUFFLED, 1):
                publish(one.plant, [name])
                wait(lambda n=number: len(articles(one)) == n, one.plant.logs)
        one.settle()
        check(one)
        before = sent(one.slack)
        publish(one.plant, random.Random(3).sample(SHUFFLED, len(SHUFFLED)))
        one.settle()
        assert sent(one.slack) == before
        assert worker.poll() is None


def articles(one: Line) -> set[str]:
    """Those that have become incidents."""
    return {article for incident in one.incidents().values() for article in incident.article_ids}


def seen_by_name(one: Plant) -> None:
    """Bustan al-Qasr, Dabbit hospital and each quarter of the long list, as `rasid incidents` shows them."""
    shown = [json.loads(text) for text in rasid(one, "incidents", "--json").stdout.splitlines()]
    named = {(found["place"]["name_en"], found["killed"]["total"]["best"]): found for found in shown}
    assert named["Bustan Al-Qaser", 13]["injured"]["total"]["best"] == 78
    (dabbit,) = [found for found in shown if (found["health"] or {}).get("name")]
    assert dabbit["health"]["name"] == "مشفى الضبيط"
    assert (dabbit["place"]["name_en"], dabbit["killed"]["total"]["best"]) == ("Al-Mohafaza", 3)
    whole = named["Aleppo", 56]["incident_id"]
    parts = {
        found["place"]["name_en"]: found["killed"]["total"]["best"] for found in shown if found["part_of"] == whole
    }
    assert parts == QUARTERS


def test_killed_between_any_two_stages_the_same_alerts_stand_and_none_twice(
    kafka: RealBroker, prefix: str, folder: Path
) -> None:
    with line(kafka, prefix, folder) as one:
        first = one.plant.start()
        publish(one.plant, ["seed-004"])
        wait(lambda: hospitals(one.plant) == {"seed-004"}, one.plant.logs)
        first.kill()
        first.wait()
        publish(one.plant, list(seeds()))
        for stage, move in (("read", "sent"), ("locate", "sent"), ("fuse", "storing"), ("window", "sent"),
                            ("alert", "sent"), ("alert", "storing")):  # fmt: skip
            worker = one.plant.start(RASID_KILLPOINT=f"{stage}:{move}:1")
            assert worker.wait(PATIENCE) == -signal.SIGKILL, f"{stage} never came to {move}"
        one.plant.start()
        one.settle()
        check(one)
