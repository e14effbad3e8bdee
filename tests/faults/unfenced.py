"""The plain worker without the fence: what it writes after a pause, nobody keeps from the new owner's state."""

from __future__ import annotations

from streams.fence import Fence
from tests.faults import plain


async def _hold(self: Fence, granted: int) -> None:
    return


if __name__ == "__main__":
    Fence.grant = lambda self, generation: 0  # type: ignore[method-assign]
    Fence.hold = _hold  # type: ignore[method-assign]
    Fence.certain = lambda self: True  # type: ignore[method-assign]
    Fence.lost = lambda self, begun: False  # type: ignore[method-assign]
    plain.main()
