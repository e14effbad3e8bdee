"""What all tests share: one real Apache Kafka per run, started when the first test asks for it."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.broker.real import RealBroker

_COUNTER = itertools.count(1)


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealBroker]:
    """A real broker, shared: use a topic prefix of your own, never stop it. When it cannot start, the test fails."""
    given = os.environ.get("RASID_TEST_KAFKA")
    folder = tmp_path_factory.mktemp("kafka")
    if given:  # a broker that runs already: quick rounds while developing
        host, _, port = given.partition(":")
        yield RealBroker(folder, port=int(port), host=host)
        return
    with RealBroker(folder, min_session_ms=2000) as broker:
        yield broker


@pytest.fixture
def prefix() -> str:
    """A topic prefix that no other test of any run uses on this broker."""
    return f"t{os.getpid()}x{next(_COUNTER)}."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for local state."""
    return tmp_path / "state"
