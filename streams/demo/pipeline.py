"""The processes of one demo: a broker, a recording Slack, and a real worker between them."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import msgspec
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError
from prometheus_client.parser import text_string_to_metric_families

from alerts.records import Alert
from detectors.records import Incident, Report
from streams import admin, deadletters, topics
from streams.broker.mock import MockBroker
from streams.broker.real import RealBroker, free_port
from streams.demo.sample import FOLDER, Sample
from streams.demo.slack import TOKEN, DemoSlack
from streams.demo.verdict import Outcome
from streams.lag import read_lag, watched
from streams.metrics import SLACK_PENDING
from streams.settings import Settings

PATIENCE: Final = 90.0
"""Seconds without any progress after which the demo gives up."""
STILL: Final = 1.0
"""Seconds for which nothing may move before everything counts as done."""
NEVER: Final = 86400.0
"""Seconds between two ticks: longer than any demo."""
PARTITIONS: Final = 4
"""Enough for two dozen articles; a worker seeks one after another when it starts."""
LOOK: Final = 0.25
"""Seconds between two looks."""


class DemoError(Exception):
    """The pipeline did not come up or did not finish; the text says where to look."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far everything is: messages that wait in Kafka, messages that wait for Slack, posts and edits in Slack."""

    lag: int
    pending: int
    slack: int

    @property
    def still(self) -> bool:
        """Nothing waits anywhere."""
        return self.lag == 0 and self.pending == 0


@dataclass
class Pipeline:
    """One worker with fresh state in `folder`, and the Slack that it sends to."""

    broker: MockBroker | RealBroker
    folder: Path
    slack: DemoSlack = field(default_factory=DemoSlack)
    settings: Settings = field(default_factory=Settings)
    _worker: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start the worker; seconds until it answers."""
        self.slack.start()
        self.settings = Settings(
            kafka=self.broker.bootstrap, mock=self.mock, state=self.folder / "state", metrics_port=free_port(),
            partitions=PARTITIONS,
        )  # fmt: skip
        self._create_topics()
        began = time.monotonic()
        with self.log.open("wb") as log:
            self._worker = subprocess.Popen(
                [sys.executable, "-c", "from streams.cli import main; main()", "worker"],
                env=self._environment(), stdout=log, stderr=subprocess.STDOUT, cwd=self.folder,
            )  # fmt: skip
        while self._page() is None:
            self._check(began)
            time.sleep(0.1)
        return time.monotonic() - began

    @property
    def mock(self) -> bool:
        """Whether the broker is the mock cluster."""
        return isinstance(self.broker, MockBroker)

    @property
    def log(self) -> Path:
        """Where the worker's words go."""
        return self.folder / "worker.log"

    @property
    def routes(self) -> Path:
        """The routes file, on disk also where the package is not."""
        path = self.folder / "routes.yaml"
        path.write_text(FOLDER.joinpath("routes.yaml").read_text("utf-8"), encoding="utf-8")
        return path

    def publish(self, samples: Sequence[Sample]) -> None:
        """Send every sample as its producer would, and wait until the broker holds them. Raises DemoError."""
        producer = KafkaProducer(**self.settings.client(), linger_ms=5)
        try:
            name = self.settings.topic(topics.ARTICLES.name)
            sent = [producer.send(name, key=sample.id.encode(), value=sample.body) for sample in samples]
            for one in sent:
                one.get(timeout=self.settings.request_timeout)
        except KafkaError as error:
            raise DemoError(f"publishing failed: {error}") from error
        finally:
            producer.close()

    def run(self, samples: Sequence[Sample]) -> Iterator[Progress]:
        """Publish, and tell how far everything is until all is still.

        What came late to the news (corrections, a withdrawal) comes late here too, once the rest has been understood:
        messages are seen to change. Raises DemoError when the worker ends or nothing moves.
        """
        self.publish([one for one in samples if not one.late])
        yield from self._progress(lambda now: now.lag == 0 and now.slack > 0, 0.0)
        self.publish([one for one in samples if one.late])
        yield from self._progress(lambda now: now.still, STILL)

    def _progress(self, enough: Callable[[Progress], bool], settle: float) -> Iterator[Progress]:
        """How far everything is, until it has been `enough` for `settle` seconds without a change."""
        client = KafkaAdminClient(**self.settings.client())
        try:
            moved = since = time.monotonic()
            last: Progress | None = None
            while True:
                self._check(moved)
                now = self._look(client)
                if now != last:
                    last, moved, since = now, time.monotonic(), time.monotonic()
                    yield now
                if enough(now) and time.monotonic() - since >= settle:
                    return
                time.sleep(LOOK)
        finally:
            client.close()

    def outcome(self) -> tuple[Outcome, list[Report]]:
        """What stands now: the latest record of every key, and the reports as read."""
        latest: dict[str, dict[str, Any]] = {}
        for record in self._records(topics.REPORTS, topics.INCIDENTS, topics.ALERTS, topics.DEAD):
            name = record.topic.removeprefix(self.settings.topic_prefix)
            # Dead letters keep the key that they came with, which need not be one: each of them stands for itself.
            key = f"{record.partition}:{record.offset}" if name == topics.DEAD.name else record.key.decode()
            latest.setdefault(name, {})[key] = record
        reports = [_decode(one.value, Report) for one in latest.get(topics.REPORTS.name, {}).values()]
        refused = latest.get(topics.DEAD.name, {}).values()
        keys = [str((post.metadata or {}).get("event_payload", {}).get("key", post.ts)) for post in self.slack.posts]
        found = Outcome(
            read=len(reports),
            dead=dict(_refusal(one) for one in refused),
            incidents=[_decode(one.value, Incident) for one in latest.get(topics.INCIDENTS.name, {}).values()],
            alerts=[_decode(one.value, Alert) for one in latest.get(topics.ALERTS.name, {}).values()],
            message_keys=keys,
        )
        return found, reports

    def stop(self) -> None:
        """End the worker in order, then Slack."""
        if self._worker is not None:
            self._worker.terminate()
            try:
                self._worker.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self._worker.kill()
                self._worker.wait()
        self.slack.stop()

    def _create_topics(self) -> None:
        if isinstance(self.broker, MockBroker):
            self.broker.create((self.settings.topic(one.name) for one in topics.TOPICS), self.settings.partitions)
            return
        with admin.connected(self.settings) as client:
            admin.create(client, self.settings)

    def _environment(self) -> dict[str, str]:
        own = {
            "RASID_KAFKA": self.settings.kafka,
            "RASID_MOCK": str(self.mock).lower(),
            "RASID_STATE": str(self.settings.state),
            "RASID_PARTITIONS": str(PARTITIONS),
            "RASID_STORE": "memory",  # sixteen small databases take a second to open
            "RASID_METRICS_PORT": str(self.settings.metrics_port),
            "RASID_METRICS_HOST": "127.0.0.1",
            "RASID_SLACK_TOKEN": TOKEN,
            "RASID_SLACK_URL": self.slack.url,
            "RASID_SLACK_ROUTES": str(self.routes),
            # Without the ticks of the wall clock the outcome follows from the articles alone.
            "RASID_TICK": str(NEVER),
        }
        # Settings meant for a real installation must not reach the demo.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("RASID_")}
        return inherited | own

    def _check(self, moved: float) -> None:
        assert self._worker is not None
        if self._worker.poll() is not None:
            raise DemoError(f"the worker ended with status {self._worker.returncode}:\n{self._tail()}")
        if time.monotonic() - moved > PATIENCE:
            raise DemoError(f"nothing moved for {PATIENCE:.0f} s:\n{self._tail()}")

    def _tail(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:])

    def _page(self) -> str | None:
        """The worker's metrics; None while it does not answer."""
        try:
            url = f"http://127.0.0.1:{self.settings.metrics_port}/metrics"
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, OSError):
            return None

    def _look(self, client: KafkaAdminClient) -> Progress:
        # The sender is in use here; before its first commit its lag is all that there is to send.
        groups = [replace(group, optional=False) for group in watched(self.settings)]
        try:
            reading = read_lag(client, groups, time.time(), members=False)
        except KafkaError as error:
            raise DemoError(f"the broker does not answer: {error}") from error
        lag = sum(one.messages for one in reading.partitions)
        families = text_string_to_metric_families(self._page() or "")
        pending = sum(s.value for family in families for s in family.samples if s.name == SLACK_PENDING.name)
        return Progress(lag, int(pending), sum(post.versions for post in self.slack.posts))

    def _records(self, *wanted: topics.Topic) -> Iterator[Any]:
        """Every record of the topics, from their beginning to what is their end now."""
        consumer = KafkaConsumer(**self.settings.client(), enable_auto_commit=False)
        try:
            names = [self.settings.topic(topic.name) for topic in wanted]
            parts = [TopicPartition(name, n) for name in names for n in consumer.partitions_for_topic(name) or ()]
            consumer.assign(parts)
            ends = consumer.end_offsets(parts)
            consumer.seek_to_beginning(*parts)
            while any(consumer.position(part) < ends[part] for part in parts):
                for batch in consumer.poll(timeout_ms=500).values():
                    yield from batch
        finally:
            consumer.close()


def _decode(value: bytes, kind: type[Any]) -> Any:
    return msgspec.json.decode(value, type=kind)


def _refusal(record: Any) -> tuple[str, str]:
    """Id and reason of a dead letter; the id of a record that cannot be read is its key."""
    letter = deadletters.parse(record.headers, record.key, record.value, "")
    try:
        found = json.loads(base64.b64decode(letter.value))["id"]
    except (ValueError, KeyError, TypeError):
        found = letter.key
    return str(found), letter.reason
