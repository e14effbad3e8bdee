"""How a worker ends itself at once: when going on would lose something, or when it was told to and cannot stop."""

from __future__ import annotations

import logging
import os
import threading
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


def leave_within(seconds: float) -> None:
    """Give the process this long to stop by itself, then end it with status 0, for that is what it was told to do.

    Faust commits on its way out and waits for ever when aiokafka has lost the group's coordinator in a rebalance
    (Faust 0.15.3, aiokafka 0.14.0). Ending then is as safe as a kill: nothing more is committed. A thread of its own,
    so that a step which holds the event loop cannot keep it from coming.
    """
    timer = threading.Timer(seconds, _leave, (seconds,))
    timer.daemon = True
    timer.start()


def _leave(seconds: float) -> None:
    log.warning("not stopped %.0f s after being told to; ending: the next start takes up the last commit", seconds)
    logging.shutdown()
    os._exit(0)
