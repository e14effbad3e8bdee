"""What a worker does besides handling records: tell the time, watch its own progress, take up changed rules."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Final, Protocol

from alerts import rules
from alerts.records import Tick
from alerts.rules import RuleSet
from streams import metrics, tail, topics
from streams.app import Pipeline
from streams.fence import PartitionsLostError
from streams.stages import outgoing

log: Final = logging.getLogger("rasid.worker")

LOOK: Final = 2.0
"""Seconds between two looks at the rules file and at progress."""


class Ruled(Protocol):
    """Who holds the rules."""

    rules: RuleSet

    def use(self, rules: RuleSet) -> None:
        """Go on with other rules."""


@dataclass
class Progress:
    """Decides whether those who have work still get on, each for itself. Pure: instants (monotonic seconds) come in."""

    limit: float
    """Seconds without progress while there is something to do."""
    seen: Mapping[Any, tuple[Any, float]] = field(default_factory=dict)
    """The last mark of each, and since when it stands there."""

    def stalled(self, waiting: Mapping[Any, Any], now: float) -> list[Any]:
        """Of those who have work, each with a mark that moves with it, who has stood for `limit` seconds."""
        before = self.seen
        self.seen = {
            one: (mark, before[one][1] if one in before and before[one][0] == mark else now)
            for one, mark in waiting.items()
        }
        return [one for one, (_, since) in self.seen.items() if now - since > self.limit]

    def restart(self) -> None:
        """Count afresh: the broker was away or the partitions are moving."""
        self.seen = {}


def attach(line: Pipeline, keys: Iterable[str], held: Ruled) -> None:
    """Add the duties to the app."""
    names = tuple(keys)
    for duty in (tick(line, names), watch(line), pulse(line), reload(line, held)):
        line.app.task(duty)


def tick(line: Pipeline, keys: tuple[str, ...]) -> Callable[[], Any]:
    """Tell the time to every governorate whose partition this worker holds. Telling it twice does no harm."""
    settings, live = line.settings, line.telemetry.live
    live.set(metrics.CLOCK, line.clock().timestamp())  # one that never comes to tell it is late from its start
    channel = next(one for name, one in line.channels.items() if name == topics.TICKS.name)

    async def duty() -> None:
        while not line.app.should_stop:
            await asyncio.sleep(settings.tick)
            if line.app.rebalancing or line.app.in_recovery:
                continue
            held = {
                tp.partition for tp in line.app.consumer.assignment() if tp.topic == settings.topic(topics.TICKS.name)
            }
            now = line.clock()
            try:
                for one in (outgoing(Tick(governorate=key, at=now)) for key in keys):
                    partition = topics.partition_of(one.route, settings.partitions)
                    if partition in held:
                        await (await channel.send(key=one.key.encode(), value=one.value, partition=partition))
                live.set(metrics.CLOCK, now.timestamp())
            except PartitionsLostError:
                continue  # whoever holds them now tells it
            except Exception:
                log.warning("cannot tell the time", exc_info=True)

    return duty


def watch(line: Pipeline) -> Callable[[], Any]:
    """Heartbeat of the event loop; ends the worker when lag does not fall, or when it never gets any partition."""
    live = line.telemetry.live
    progress, moving = Progress(line.settings.stall), Progress(line.settings.stall)
    live.set(metrics.STARTED, line.clock().timestamp())

    async def duty() -> None:
        began = monotonic()
        while not line.app.should_stop:
            await asyncio.sleep(LOOK)
            live.set(metrics.HEARTBEAT, line.clock().timestamp())
            consumer = line.app.consumer
            sources = [tp for tp in consumer.assignment() if tp.topic not in line.changelogs]
            live.set(metrics.PARTITIONS, len(sources))
            joined = getattr(line.app, "consumer_generation_id", 0) > 0
            if not joined and monotonic() - began > line.settings.stall:
                line.crash(f"no partition assignment {line.settings.stall:.0f} s after the start; is the broker well?")
            if line.app.rebalancing:
                if moving.stalled({"rebalance": _recovered(line.app)}, monotonic()):
                    line.crash(f"a rebalance has not ended and nothing has moved for {line.settings.stall:.0f} s")
                progress.restart()
                continue
            moving.restart()
            if not sources:
                progress.restart()
                continue
            try:
                waiting = await asyncio.wait_for(_waiting(consumer, sources), line.settings.request_timeout)
                standing = progress.stalled(waiting, monotonic())
                real = [
                    tp for tp in standing
                    if await asyncio.to_thread(tail.holds, line.settings, tp.topic, tp.partition, waiting[tp])
                ]  # fmt: skip
            except Exception:  # noqa: BLE001 - a broker that is away is not our own standstill
                progress.restart()
                continue
            if real:
                names = ", ".join(sorted(f"{tp.topic}-{tp.partition}" for tp in real))
                line.crash(f"messages wait and nothing has moved for {line.settings.stall:.0f} s in {names}")
            if standing:
                progress.restart()

    return duty


def _recovered(app: Any) -> dict[Any, int]:
    """What moves while partitions do: how often they were moved, and how far each changelog has been read back."""
    recovery = app.tables.recovery
    return {"rebalances": app.rebalancing_count, **recovery.active_offsets, **recovery.standby_offsets}


async def _waiting(consumer: Any, sources: list[Any]) -> dict[Any, int]:
    """Partitions that end behind their committed offset, with it; before a first commit, with what is still there."""
    ends = await consumer.highwaters(*sources)
    known = {tp: offset for tp in sources if (offset := consumer._committed_offset.get(tp)) is not None}
    new = [tp for tp in sources if tp not in known]
    starts = await consumer.earliest_offsets(*new) if new else {}
    found = {tp: known.get(tp, starts.get(tp) or 0) for tp in sources}
    return {tp: offset for tp, offset in found.items() if (ends.get(tp) or 0) > offset}


def pulse(line: Pipeline) -> Callable[[], Any]:
    """Ends the worker when a step never comes back: it holds the event loop, and with it every other duty.

    The timer runs outside of Python; it writes a traceback that shows the step, and ends the process with status 1.
    """

    async def duty() -> None:
        try:
            while not line.app.should_stop:
                faulthandler.dump_traceback_later(line.settings.stall, exit=True)
                await asyncio.sleep(min(LOOK, line.settings.stall / 4))
        finally:
            faulthandler.cancel_dump_traceback_later()

    return duty


def reload(line: Pipeline, held: Ruled) -> Callable[[], Any]:
    """Read the rules file again whenever it changes; wrong rules are refused aloud and the old ones go on."""
    path, live = line.settings.rules, line.telemetry.live
    live.set(metrics.RULES_VALID, 1)

    async def duty() -> None:
        if path is None:
            return
        seen = _stamp(path)
        while not line.app.should_stop:
            await asyncio.sleep(LOOK)
            now = _stamp(path)
            if now != seen:
                seen = now
                take_up(held, path, live)

    return duty


def take_up(held: Ruled, path: Path, live: metrics.Metrics) -> None:
    """Use the rules in `path`, or say why the old ones go on."""
    try:
        answer = rules.reload(held.rules, path.read_text(encoding="utf-8"))
        error: Exception | None = answer.error
    except (OSError, UnicodeDecodeError) as problem:
        error = problem
    if error is not None:
        live.add(metrics.RULES_RELOADS, outcome="refused")
        live.set(metrics.RULES_VALID, 0)
        log.error("the new rules are wrong, the old ones go on:\n%s", error)
        return
    held.use(answer.rules)
    live.add(metrics.RULES_RELOADS, outcome="accepted")
    live.set(metrics.RULES_VALID, 1)
    log.warning("new rules in force: %s", path)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
