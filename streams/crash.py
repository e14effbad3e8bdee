"""The one way in which a worker ends itself when going on would lose something."""

from __future__ import annotations

import logging
import os
from typing import Final, NoReturn, Protocol

STATUS: Final = 70
"""EX_SOFTWARE. Nothing is committed on the way out: the next start takes up where the last commit was."""

log: Final = logging.getLogger("rasid.worker")


class Crash(Protocol):
    """Ends the process with the reason in its last line of log."""

    def __call__(self, reason: str) -> NoReturn: ...


def crash(reason: str) -> NoReturn:
    """End at once with status 70. `SystemExit` inside of an agent would hang Faust's shutdown."""
    log.critical("stopping: %s", reason)
    logging.shutdown()
    os._exit(STATUS)
