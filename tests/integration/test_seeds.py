"""The five seed reports through the whole pipeline on a real Kafka, into a Slack that keeps a journal."""

from __future__ import annotations

import json
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams import admin, topics
from streams.broker.real import RealBroker
from streams.lag import Watched, read_lag
from tests.faults.plant import ROOT, Plant, plant, wait
from tests.integration.slack import environment, repeats, slack, told
from tests.slack_double.server import Double

TEXTS = ROOT.parent / "shared" / "data" / "reports" / "texts.jsonl"
pytestmark = [
    pytest.mark.kafka, pytest.mark.slow,
    pytest.mark.skipif(not TEXTS.exists(), reason="the seed reports are not part of the repository"),
]  # fmt: skip


def seeds() -> dict[str, bytes]:
    """Id → article, dated and named as the reports are."""
    found = {}
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        if report["id"].startswith("seed-"):
            article = {"id": report["id"], "source": report["source"], "text": report["text"],
                       "published_at": f"{report['date']}T12:00:00+03:00"}  # fmt: skip
            found[report["id"]] = json.dumps(article).encode()
    return found


@pytest.fixture
def line(kafka: RealBroker, prefix: str, folder: Path) -> Iterator[tuple[Plant, Double]]:
    with slack() as double, plant(kafka.bootstrap, prefix, folder, module="streams.cli", **environment(double)) as one:
        one.topics()
        yield one, double


def in_time(one: Plant, articles: dict[str, bytes]) -> None:
    """Publish as a feed does, the oldest first and the others once it has reached its windows.

    The oldest is six months older than the others: behind them it is late beyond what windows accept (7 days).
    """
    dated = sorted(articles.items(), key=lambda pair: json.loads(pair[1])["published_at"])
    one.publish(dated[:1])
    wait(lambda: hospitals(one) == {"seed-004"}, lambda: str(one.alerts()))
    one.publish(dated[1:])


def settled(one: Plant, double: Double) -> None:
    """Wait until the workers have committed every record and nothing more reaches Slack."""
    names = [topics.ARTICLES, topics.REPORTS, topics.CLAIMS, topics.INCIDENTS, topics.WINDOWS, topics.HEARTBEATS]
    watched = Watched(one.settings.group, tuple(one.settings.topic(topic.name) for topic in names))
    last, still = -1, 0
    with admin.connected(one.settings) as client:

        def quiet() -> bool:
            nonlocal last, still
            lag = sum(part.messages for part in read_lag(client, [watched], 0.0).partitions)
            now = len(double.workspace.journal)
            still = still + 1 if lag == 0 and now == last else 0
            last = now
            return still >= 12

        wait(quiet, lambda: (one.folder / "w.log").read_text(errors="replace")[-3000:])


def hospitals(one: Plant) -> set[str]:
    """Articles behind the hospital alerts."""
    found = [alert for alert in one.alerts().values() if alert.rule_kind == "hospital_attack"]
    return {article for alert in found for incident in alert.incidents for article in incident.article_ids}  # fmt: skip


def test_the_seeds_end_in_the_right_alerts_and_publishing_again_sends_nothing(line: tuple[Plant, Double]) -> None:
    one, double = line
    articles = seeds()
    worker = one.start()
    in_time(one, articles)
    settled(one, double)
    assert hospitals(one) == {"seed-002", "seed-004"}
    assert told(double) == {key for key, alert in one.alerts().items() if alert.muted is None}
    assert repeats(double) == {}
    posts = len(double.workspace.journal)
    again = list(articles.items())
    random.Random(3).shuffle(again)
    one.publish(again)
    settled(one, double)
    sent = [r for r in double.workspace.journal[posts:] if r.method in {"chat.postMessage", "chat.update"}]
    assert sent == []
    assert worker.poll() is None


def test_killed_between_any_two_stages_the_same_alerts_stand_and_none_twice(line: tuple[Plant, Double]) -> None:
    one, double = line
    articles = seeds()
    first = one.start()
    in_time(one, dict(list(articles.items())[-1:]))
    first.kill()
    first.wait()
    one.publish(articles.items())
    for stage, move in (("read", "sent"), ("locate", "sent"), ("fuse", "storing"), ("window", "sent"),
                        ("alert", "sent"), ("alert", "storing")):  # fmt: skip
        worker = one.start(RASID_KILLPOINT=f"{stage}:{move}:1")
        assert worker.wait(90) == -signal.SIGKILL, f"{stage} never came to {move}"
    one.start()
    settled(one, double)
    assert hospitals(one) == {"seed-002", "seed-004"}
    assert told(double) == {key for key, alert in one.alerts().items() if alert.muted is None}
    assert repeats(double) == {}
