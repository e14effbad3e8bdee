"""Reading: start-up, articles a second on one core from two mixes, memory over many articles, where time goes."""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.sentences import TELLING, WORDS, article, news
from detectors.reading import Reader
from detectors.records import Article

GOAL: Final = 500
"""Articles of 250 words a second and core."""
BATCH: Final = 2_000
STREAMS: Final[tuple[tuple[str, Callable[[int], Article]], ...]] = (
    ("dense: 7 of 12 sentences tell of casualties, most others of war; no stream is like that", article),
    (f"news: half of the articles without violence, in the others {TELLING} of 10 sentences tell of casualties", news),
)
"""What is read, and how to make it. Sentences of our own from few templates: their words are soon remembered."""


def resident() -> float:
    """Resident memory of this process, MiB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def start_up() -> float:
    """Seconds that a fresh process takes until its reader is ready, its modules compiled as an installer does."""
    code = (
        "import time; t=time.perf_counter(); from detectors.reading import Reader; Reader.default(); "
        "print(time.perf_counter()-t)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as compiled:
        fresh = [sys.executable, "-X", f"pycache_prefix={compiled}", "-c", code]
        return min(float(subprocess.check_output(fresh, env=environment)) for _ in range(4))


def throughput(reader: Reader, write: Callable[[int], Article]) -> float:
    """Articles per second of this process's CPU time."""
    articles = [write(number) for number in range(BATCH)]
    for item in islice(articles, 100):
        reader.read(item)
    before = time.process_time()
    for item in articles:
        reader.read(item)
    return BATCH / (time.process_time() - before)


def memory(reader: Reader, total: int) -> list[tuple[int, float]]:
    """Articles read and resident MiB, ten times along the way; every article is a new one."""
    marks = [(0, resident())]
    for number in range(total):
        reader.read(article(BATCH + number))
        if (number + 1) % (total // 10) == 0:
            marks.append((number + 1, resident()))
    return marks


def profile(reader: Reader, write: Callable[[int], Article]) -> str:
    """Own time by module of the package, in percent."""
    profiler = cProfile.Profile()
    articles = [write(number) for number in range(300)]
    profiler.enable()
    for item in articles:
        reader.read(item)
    profiler.disable()
    spent: dict[str, float] = {}
    for (file, _, name), row in pstats.Stats(profiler, stream=io.StringIO()).stats.items():  # type: ignore[attr-defined]
        where = file.split("detectors/")[-1] if "detectors/" in file else f"(built in) {name}"
        spent[where] = spent.get(where, 0.0) + row[2]
    total = sum(spent.values())
    largest = sorted(spent.items(), key=lambda item: -item[1])[:18]
    return "\n".join(f"  {100 * seconds / total:5.1f} %  {where}" for where, seconds in largest)


def main(arguments: list[str]) -> int:
    """`python -m benchmarks read [ARTICLES]`: memory is watched over so many articles (default 50,000)."""
    total = int(arguments[0]) if arguments else 50_000
    sys.stdout.write(f"start-up of the reader: {start_up():.2f} s\n")
    reader = Reader.default()
    sys.stdout.write(f"articles of {WORDS} words a second and core (goal {GOAL}):\n")
    speeds = []
    for label, write in STREAMS:
        speeds.append(throughput(reader, write))
        verdict = "reached" if speeds[-1] >= GOAL else "NOT reached"
        sys.stdout.write(f"  {speeds[-1]:5,.0f}  {verdict}  {label}\n")
    for read, size in memory(reader, total):
        sys.stdout.write(f"  after {read:>7,} articles: {size:6.1f} MiB\n")
    for label, write in STREAMS:
        sys.stdout.write(f"own time by module, {label}:\n{profile(reader, write)}\n")
    return 0 if min(speeds) >= GOAL else 1
