"""A worker that dies between two state records of one step: the next one completes the step, then goes on."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from streams.broker.real import RealBroker
from tests.faults.plain import governorate
from tests.faults.plant import PATIENCE, plant

pytestmark = [pytest.mark.kafka, pytest.mark.slow]


@pytest.mark.parametrize("folder_lost", [False, True], ids=["same folder", "another machine"])
def test_a_torn_step_is_completed(kafka: RealBroker, prefix: str, folder: Path, folder_lost: bool) -> None:
    """All articles of one governorate, so that the second alert meets the first one's torn count."""
    names = [name for name in (f"a{number}" for number in range(200)) if governorate(name) == "SY01"][:6]
    with plant(kafka.bootstrap, prefix, folder, RASID_TICK="600") as one:
        one.topics()
        one.feed(names)
        for _ in range(2):
            # redo record, count, mark: death after the count, on the first step and on one in the middle
            worker = one.start(RASID_KILLPOINT="alert:storing:2")
            assert worker.wait(PATIENCE) == -signal.SIGKILL
            if folder_lost:
                shutil.rmtree(folder / "w")
        one.start()
        one.verify(names)
