"""Says whether a worker still holds its partitions, so that one that was paused writes nothing into what is another's.

Kafka gives a silent worker's partitions to others after the session timeout, but takes records from whoever sends them.
A process that stood still (a machine suspended, swapped out, starved) goes on in the middle of a step when it wakes:
its outputs and its state, computed from what it knew before, would be written over the new owner's.

The group's coordinator is the witness. It keeps a member for the session timeout from each heartbeat that it receives,
so for that long from when the heartbeat *left* the partitions are ours for certain; after that nothing is written until
it has answered again. Joining the group anew, or hearing that one is no longer known, ends all that was begun before.
A lease, as in Gray and Cheriton, "Leases", 1989; the argument for it: Kleppmann, "How to do distributed locking", 2016.
Kafka has no fencing token for records outside of transactions: what is left is a pause that falls between the last look
and the system call that writes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

LOOK: Final = 0.05
"""Seconds between two looks while the coordinator's answer is awaited."""


class PartitionsLostError(RuntimeError):
    """The partitions may be another worker's by now: what was begun is left to whoever holds them."""


STEP: Final[ContextVar[tuple[Fence, int] | None]] = ContextVar("STEP", default=None)
"""What the step that runs in this context was granted: all that it sends must be begun under it."""


def check() -> None:
    """Raises PartitionsLostError when the step that runs here was granted partitions that have moved since."""
    step = STEP.get()
    if step is not None and step[0].moves != step[1]:
        raise PartitionsLostError("the partitions moved within a step")


def since_boot() -> float:
    """Seconds that go on while the machine sleeps, where the system tells them (Linux); else those of its own clock."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class Fence:
    """The worker's hold on its partitions. The consumer's thread moves it, the event loop asks it."""

    def __init__(self, session: float, clock: Callable[[], float] = since_boot) -> None:
        """`session`: seconds of silence after which the coordinator gives the partitions to others."""
        self._session = session
        self.clock = clock
        self._generation: int | None = None
        self._moves = 0
        self._since = clock()
        self._known = float("-inf")

    def joined(self, generation: int, asked: float) -> None:
        """The coordinator took us into this generation of the group; we asked at this instant of `clock`."""
        self._known = asked
        self._generation = generation

    def heard(self, asked: float) -> None:
        """The coordinator still knew us when it received what left at this instant."""
        self._known = max(self._known, asked)

    def left(self) -> None:
        """We give up what we hold, or hear that it has been taken from us."""
        self._generation = None
        self._since = self.clock()
        self._moves += 1

    @property
    def moves(self) -> int:
        """How often the partitions have moved."""
        return self._moves

    def grant(self, generation: int) -> int:
        """For a record that was fetched in this generation: what `hold` wants. Raises PartitionsLostError.

        What the caller's context sends from here on goes out under this grant or not at all.
        """
        moves = self._moves
        if generation != self._generation:
            raise PartitionsLostError("it was fetched before the partitions moved")
        STEP.set((self, moves))
        return moves

    async def hold(self, granted: int) -> None:
        """Come back when the partitions are certainly still ours. Raises PartitionsLostError when they are not.

        While the coordinator does not answer it waits: another may have them, or nobody can.
        """
        while True:
            if granted != self._moves:
                raise PartitionsLostError("the partitions moved")
            if self.certain():
                return
            await asyncio.sleep(LOOK)

    def certain(self) -> bool:
        """Whether the coordinator cannot have given the partitions away yet."""
        return self.clock() - self._known < self._session

    def lost(self, begun: float) -> bool:
        """Whether what was begun at this instant of `clock` is no longer ours: no partition is, or they have moved."""
        return self._generation is None or begun < self._since

    async def settled(self, begun: float) -> None:
        """Come back when the partitions are certainly ours, or what was begun at this instant of `clock` is lost.

        Never waits for the group to be joined: joining waits until the producer has nothing left to send.
        """
        while not (self.lost(begun) or self.certain()):  # noqa: ASYNC110 - another thread moves it
            await asyncio.sleep(LOOK)
