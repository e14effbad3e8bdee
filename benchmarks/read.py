"""Reading: start-up, articles a second on one core, memory over many articles, where the time goes."""

from __future__ import annotations

import cProfile
import io
import pstats
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.sentences import WORDS, article
from detectors.reading import Reader

GOAL: Final = 500
"""Articles of 250 words a second and core."""
BATCH: Final = 2_000


def resident() -> float:
    """Resident memory of this process, MiB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def start_up() -> float:
    """Seconds that a fresh process takes until its reader is ready."""
    code = (
        "import time; t=time.perf_counter(); from detectors.reading import Reader; Reader.default(); "
        "print(time.perf_counter()-t)"
    )
    return min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3))


def throughput(reader: Reader) -> float:
    """Articles per second of this process's CPU time."""
    articles = [article(number) for number in range(BATCH)]
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


def profile(reader: Reader) -> str:
    """Own time by module of the package, in percent."""
    profiler = cProfile.Profile()
    articles = [article(number) for number in range(300)]
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
    speed = throughput(reader)
    verdict = "reached" if speed >= GOAL else "NOT reached"
    sys.stdout.write(f"{speed:,.0f} articles of {WORDS} words a second and core ({GOAL} {verdict})\n")
    for read, size in memory(reader, total):
        sys.stdout.write(f"  after {read:>7,} articles: {size:6.1f} MiB\n")
    sys.stdout.write(f"own time by module:\n{profile(reader)}\n")
    return 0 if speed >= GOAL else 1
