"""Publishing: what is sent, refused, bounded; and that help imports no command."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import Any

import pytest
from kafka.errors import KafkaError, KafkaTimeoutError

from streams import publishing
from streams.publishing import Publisher, lines, publish
from streams.settings import Settings
from tests.faults.plain import EPOCH
from tests.faults.plant import article


class Future:
    def __init__(self, error: Exception | None, held: bool) -> None:
        self.error, self.held = error, held

    def add_callback(self, call: Any) -> None:
        if self.error is None and not self.held:
            call(None)

    def add_errback(self, call: Any) -> None:
        if self.error is not None:
            call(self.error)


class Producer:
    def __init__(self, error: Exception | None = None, held: bool = False, **_: Any) -> None:
        self.error, self.held, self.keys = error, held, list[bytes]()

    def send(self, _: str, *, key: bytes, value: bytes, partition: int) -> Future:
        self.keys.append(key)
        return Future(self.error, self.held)

    def flush(self, timeout: float) -> None: ...

    def close(self, timeout: float) -> None: ...


def publisher(producer: Producer) -> Publisher:
    return Publisher(Settings(request_timeout=0.05), lambda **_: producer)


def test_good_lines_go_and_bad_ones_are_named_by_number() -> None:
    producer = Producer()
    text = b"\xef\xbb\xbf" + article("a") + b"\n\n{bad\n" + article("b") + b"\n" + article("a") + b"\n"
    summary = publish(lines(io.BytesIO(text)), publisher(producer), EPOCH.replace(year=2025))
    assert producer.keys == [b"a", b"b", b"a"]
    assert (summary.published, summary.repeated) == (3, 1)
    assert [(one.number, one.reason) for one in summary.refused] == [(3, "not_json")]


def test_a_dead_broker_stops_the_feed_instead_of_filling_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "IN_FLIGHT", 5)
    producer = Producer(held=True)
    source = lines(io.BytesIO(b"\n".join(article(str(number)) for number in range(50))))
    with pytest.raises(KafkaTimeoutError, match="5 articles wait"):
        publish(source, publisher(producer), EPOCH.replace(year=2025))
    assert len(producer.keys) == 5


def test_an_article_that_the_broker_refused_is_an_error() -> None:
    with pytest.raises(KafkaError):
        publish(lines(io.BytesIO(article("a"))), publisher(Producer(KafkaError("no"))), EPOCH.replace(year=2025))


def test_help_imports_no_command() -> None:
    code = "import sys; from streams.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n" \
           "print([m for m in sys.modules if m.startswith(('streams.cli.', 'kafka', 'faust'))])"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "Validate articles and publish them." in done.stdout
