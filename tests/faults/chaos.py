"""Three workers that are paused, killed and told to stop in turn while articles come; then every article is counted.

Run as `python -m tests.faults.chaos SEED ROUNDS`; a round takes some seconds. Each pause is longer than the session
timeout, so that the worker wakes when its partitions are another's. Ends with an error on a lost or doubled article.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from streams.broker.real import RealBroker
from tests.faults.plant import PATIENCE, Plant, plant, wait

A_ROUND = 120
"""Articles."""
PAUSE = (3.5, 6.0)
"""Seconds; the session timeout is 3."""
BETWEEN = (0.2, 4.0)
WORKERS = ("one", "two", "three")


def run(one: Plant, rng: random.Random, rounds: int) -> int:
    """How many articles were sent; all of them have been counted once."""
    workers = {name: one.start(name) for name in WORKERS}
    wait(lambda: one.logs().count("partitions of") >= len(WORKERS), one.logs)
    names: list[str] = []
    for _ in range(rounds):
        new = [f"a{number}" for number in range(len(names), len(names) + A_ROUND)]
        names += new
        one.feed(new)
        name = rng.choice(WORKERS)
        worker = workers[name]
        match rng.choice(("pause", "pause", "pause", "kill", "stop")):
            case "pause":
                worker.send_signal(signal.SIGSTOP)
                time.sleep(rng.uniform(*PAUSE))
                worker.send_signal(signal.SIGCONT)
            case "kill":
                worker.kill()
                worker.wait()
                workers[name] = one.start(name)
            case _:
                worker.terminate()
                worker.wait(PATIENCE)
                workers[name] = one.start(name)
        time.sleep(rng.uniform(*BETWEEN))
        check(one, workers)
    one.verify(names)
    check(one, workers)
    return len(names)


def check(one: Plant, workers: dict[str, subprocess.Popen[bytes]]) -> None:
    """No worker has ended by itself."""
    ended = {name: process.poll() for name, process in workers.items() if process.poll() is not None}
    assert not ended, f"a worker ended by itself: {ended}\n{one.logs()}"


def main(seed: int, rounds: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="rasid-chaos-"))
    with (
        RealBroker(folder / "kafka", min_session_ms=2000) as broker,
        plant(broker.bootstrap, "c.", folder / "s") as one,
    ):
        one.topics()
        sys.stdout.write(f"{run(one, random.Random(seed), rounds)} articles, each counted once\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
