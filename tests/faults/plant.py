"""Starts workers as processes, feeds them, and verifies what came out against what went in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kafka import KafkaProducer

from alerts.records import Alert
from streams import admin
from streams.settings import Settings
from streams.tail import latest, records
from tests.faults.plain import governorate

ROOT = Path(__file__).parents[2]
PATIENCE = 180.0
"""Seconds after which a test gives up waiting; reached only on failure."""


def article(name: str) -> bytes:
    """A valid article with this id."""
    text = "قصفت الطائرات حي الأنصاري في مدينة حلب وأدى القصف إلى مقتل ثلاثة مدنيين"
    return json.dumps({"id": name, "source": "s", "published_at": "2024-01-01T00:00:00Z", "text": text}).encode()


@dataclass
class Plant:
    """One broker, one prefix, any number of workers."""

    bootstrap: str
    prefix: str
    folder: Path
    extra: dict[str, str] = field(default_factory=dict)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    module: str = "tests.faults.plain"

    @property
    def environment(self) -> dict[str, str]:
        """What every process here is told."""
        return {
            "RASID_KAFKA": self.bootstrap, "RASID_TOPIC_PREFIX": self.prefix, "RASID_METRICS_PORT": "0",
            "RASID_SESSION_TIMEOUT": "3", "RASID_PARTITIONS": "4", "RASID_TICK": "1", "RASID_NOTIFY": "0", **self.extra,
        }  # fmt: skip

    @property
    def arguments(self) -> tuple[str, ...]:
        """What Python is to run: a module, or the command itself."""
        if self.module == "streams.cli":
            return ("-c", "from streams.cli import main; main()", "worker")
        return ("-m", self.module)

    @property
    def settings(self) -> Settings:
        """The same as Settings."""
        return Settings.load(self.environment)

    def start(self, name: str = "w", **extra: str) -> subprocess.Popen[bytes]:
        """A worker with its own state folder, kept under its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        env = {**os.environ, **self.environment, "RASID_STATE": str(self.folder / name), **extra}
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *self.arguments],
                env=env, stdout=log, stderr=log, cwd=ROOT,
            )  # fmt: skip
        self.workers.append(process)
        return process

    def topics(self) -> None:
        """Create the topics before anything else does."""
        with admin.connected(self.settings) as client:
            admin.create(client, self.settings)

    def publish(self, values: Iterable[tuple[str, bytes | None]]) -> None:
        """Send raw records to `articles` and wait for the acknowledgements."""
        producer = KafkaProducer(**self.settings.client(), acks="all", max_request_size=4_000_000, linger_ms=5)
        for key, value in values:
            producer.send(self.settings.topic("articles"), key=key.encode(), value=value)
        producer.flush(timeout=PATIENCE)
        producer.close()

    def feed(self, names: Iterable[str]) -> None:
        """Send a valid article of each name."""
        self.publish((name, article(name)) for name in names)

    def publish_whole(self, values: Iterable[tuple[str, bytes | None]]) -> None:
        """Send raw records to `articles` in one transaction."""
        producer = KafkaProducer(**self.settings.client(), transactional_id=f"{self.prefix}feed")
        producer.init_transactions()
        producer.begin_transaction()
        for key, value in values:
            producer.send(self.settings.topic("articles"), key=key.encode(), value=value)
        producer.commit_transaction()
        producer.close()

    def alerts(self) -> dict[str, Alert]:
        """The latest revision of each alert."""
        return latest(self.settings, "alerts", Alert)

    def dead(self) -> Counter[str]:
        """Refused records by reason; one that a worker refused twice, because it lost its partition between, is one."""
        found = [dict(one.headers) for one in records(self.settings, "articles.dead")]
        return Counter(reason.decode() for _, reason in {(one["rasid-origin"], one["rasid-reason"]) for one in found})

    def verify(self, names: Iterable[str]) -> None:
        """Wait until every article has been counted, and exactly once; then that no revision was ever skipped."""
        expected = Counter(governorate(name) for name in set(names))
        wait(lambda: {k: v.revision for k, v in self.alerts().items()} == expected, lambda: self._differences(expected))
        seen: dict[str, set[int]] = {}
        for one in records(self.settings, "alerts"):
            alert = json.loads(one.value)
            seen.setdefault(alert["alert_id"], set()).add(alert["revision"])
        assert seen == {key: set(range(1, count + 1)) for key, count in expected.items()}

    def _differences(self, expected: Counter[str]) -> str:
        found = {key: alert.revision for key, alert in self.alerts().items()}
        wrong = {key: (found.get(key), count) for key, count in expected.items() if found.get(key) != count}
        return f"governorate: (found, expected) {wrong}\n{self.logs()}"

    def logs(self) -> str:
        """The end of every worker's log."""
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in self.folder.glob("*.log"))

    def stop(self, process: subprocess.Popen[bytes] | None = None) -> list[int]:
        """SIGTERM, and the exit statuses."""
        chosen = [process] if process else [one for one in self.workers if one.poll() is None]
        for one in chosen:
            one.send_signal(signal.SIGTERM)
        return [one.wait(PATIENCE) for one in chosen]


@contextmanager
def plant(
    bootstrap: str, prefix: str, folder: Path, module: str = "tests.faults.plain", **extra: str
) -> Iterator[Plant]:
    """A plant whose workers are gone afterwards."""
    one = Plant(bootstrap, prefix, folder, extra, module=module)
    try:
        yield one
    finally:
        for process in one.workers:
            if process.poll() is None:
                process.kill()
                process.wait()


def wait(true: object, explain: object = None, seconds: float = PATIENCE) -> None:
    """Until `true()`; on giving up, fail with what `explain()` says."""
    assert callable(true)
    give_up = time.monotonic() + seconds
    while not true():
        if time.monotonic() > give_up:
            raise AssertionError(explain() if callable(explain) else f"not within {seconds:.0f} s")
        time.sleep(0.3)
