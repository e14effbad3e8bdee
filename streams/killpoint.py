"""Where a fault test may end a worker as `kill -9` does, or pause it: between any two moves of any stage.

`RASID_KILLPOINT=fuse:sent:3` ends it when the stage `fuse` has sent its outputs for the third time;
`fuse:sent:3:SIGSTOP` has it stand still there, as a suspended machine does. Without the variable nothing here does
anything.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

MOVES: Final = ("taken", "sent", "storing", "stored")
"""A record was taken; its outputs were acknowledged; one of several state records was; all were."""
VARIABLE: Final = "RASID_KILLPOINT"


class Killpoint:
    """Counts the moves of one stage and sends the process a signal at the chosen one."""

    def __init__(self, stage: str = "", move: str = "", count: int = 0, how: int = signal.SIGKILL) -> None:
        self._stage, self._move, self._left, self._how = stage, move, count, how

    @staticmethod
    def of(environ: Mapping[str, str]) -> Killpoint:
        """The killpoint that the environment asks for. Raises ValueError when it cannot be read."""
        text = environ.get(VARIABLE)
        if not text:
            return Killpoint()
        stage, move, count, *how = text.split(":")
        if move not in MOVES:
            raise ValueError(f"{VARIABLE}: {move!r} is none of {', '.join(MOVES)}")
        return Killpoint(stage, move, int(count), getattr(signal, how[0]) if how else signal.SIGKILL)

    def between(self, stage: str) -> Callable[[], None] | None:
        """What `TableState` calls between two state records of `stage`; None where nobody asked for it."""
        return partial(self.reach, stage, "storing") if (stage, "storing") == (self._stage, self._move) else None

    def reach(self, stage: str, move: str) -> None:
        """Called by the stages at every move."""
        if stage == self._stage and move == self._move:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), self._how)
