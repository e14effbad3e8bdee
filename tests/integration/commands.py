"""The command `rasid` as a user types it, told of the same broker and topics as the workers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from tests.faults.plant import ROOT, Plant


def rasid(
    one: Plant, *arguments: str, given: bytes = b"", told: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run it to its end, with `told` in the environment. Wide enough that no table is cut."""
    env = {**os.environ, **one.environment, "COLUMNS": "200", **(told or {})}
    command = [sys.executable, "-c", "from streams.cli import main; main()", *arguments]
    return subprocess.run(command, env=env, input=given, capture_output=True, check=False, cwd=ROOT)
