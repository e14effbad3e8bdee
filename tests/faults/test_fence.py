"""A worker that stands still until its partitions are another's, and then goes on in the middle of its step."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from streams.broker.real import RealBroker
from streams.tail import records
from tests.faults.plain import governorate
from tests.faults.plant import Plant, plant, wait

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

NAMES = [name for name in (f"a{number}" for number in range(400)) if governorate(name) == "SY01"][:13]
"""All of one governorate, so that one count tells what became of the state."""


def stopped(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process stands still; its end, if any, is left for `Popen` to collect."""
    return os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None


def pause_in_a_step(one: Plant, folder: Path, point: str) -> None:
    """The first worker stops at `point`, the second takes over, the first goes on; both die; a third starts anew."""
    one.topics()
    one.feed(NAMES[:6])
    first = one.start("one", RASID_KILLPOINT=point)
    wait(lambda: stopped(first), one.logs)
    second = one.start("two")
    one.verify(NAMES[:6])
    one.feed(NAMES[6:12])
    one.verify(NAMES[:12])
    first.send_signal(signal.SIGCONT)
    wait(lambda: (folder / "one.log").read_text().count("partitions of") == 2, one.logs)
    for worker in (first, second):
        worker.kill()
        worker.wait()
    one.feed(NAMES[12:])
    one.start("three")


def counts(one: Plant) -> list[int]:
    """The count of the alert stage as it was stored, again and again."""
    return [int(record.value) for record in records(one.settings, "state.alert") if record.key == b"SY01/count"]


@pytest.mark.parametrize("point", ["alert:storing:7:SIGSTOP", "window:storing:8:SIGSTOP", "fuse:sent:3:SIGSTOP"])
def test_after_a_pause_nothing_is_written_over_the_new_owners_state(
    kafka: RealBroker, prefix: str, folder: Path, point: str
) -> None:
    with plant(kafka.bootstrap, prefix, folder, RASID_TICK="600") as one:
        pause_in_a_step(one, folder, point)
        one.verify(NAMES)
        assert counts(one) == sorted(counts(one))
        assert one.stop() == [0]


def test_without_the_fence_the_count_is_overwritten(kafka: RealBroker, prefix: str, folder: Path) -> None:
    """Why the fence exists."""
    with plant(kafka.bootstrap, prefix, folder, module="tests.faults.unfenced", RASID_TICK="600") as one:
        pause_in_a_step(one, folder, "alert:storing:7:SIGSTOP")
        assert counts(one) != sorted(counts(one))
