"""Takes alerts and people's actions, keeps the queues, and sends with the pace that Slack allows.

The queue is the ledger: `offer` returns once an alert is durable there, so the reader of the topic may commit. What
waits is found again after a restart by `restore`.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from alerts.records import Action, Alert
from alerts.slack.clock import Clock, wait_for
from alerts.slack.compose import Task
from alerts.slack.gates import Gates
from alerts.slack.headline import is_hospital
from alerts.slack.intake import marked, revised
from alerts.slack.ledger import FencedError, Ledger, open_alert
from alerts.slack.observer import Lane, Observer
from alerts.slack.plan import next_work
from alerts.slack.queue import Channel, Entry
from alerts.slack.records import Case, Delivery
from alerts.slack.routing import Routing
from alerts.slack.sender import Outcome, Sender
from alerts.slack.settings import Policy
from alerts.slack.surroundings import Nowhere, Surroundings
from alerts.slack.transport import Transport


class Notifier:
    """One per process. `offer`, `act`, `restore` and `release` are called by whoever reads the topics; `run` sends."""

    def __init__(
        self,
        transport: Transport,
        ledger: Ledger,
        routing: Routing,
        *,
        clock: Clock,
        observer: Observer,
        policy: Policy | None = None,
        around: Surroundings | None = None,
    ) -> None:
        self.policy = policy or Policy()
        self.routing = routing
        self._ledger = ledger
        self._clock = clock
        self._observer = observer
        self._sender = Sender(
            transport, ledger, clock=clock, observer=observer, policy=self.policy, around=around or Nowhere()
        )
        self._channels: dict[str, Channel] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._order = itertools.count()
        self._gates = Gates(self.policy, observer)
        self._freed = asyncio.Event()
        self._stopping = False
        self._failed: asyncio.Future[None] | None = None

    async def offer(self, alert: Alert, partition: int = 0) -> None:
        """Take a revision of an alert. Durable on return; older and repeated revisions change nothing."""
        case = self._ledger.case(alert.alert_id)
        if case is not None and alert.revision <= case.revision:
            self._enqueue_all(case)
            return
        now = self._clock.now()
        renewed = revised(case, alert, self.routing, partition, now)
        await self._ledger.write(renewed)
        self._enqueue_all(renewed)

    async def act(self, action: Action) -> bool:
        """Show what a person did on the alert's messages; False when the alert is not known here or it is shown."""
        case = self._ledger.case(action.alert_id)
        if case is None or any(m.action_id == action.action_id for m in case.marks):
            return False
        renewed = marked(case, action, self._clock.now())
        await self._ledger.write(renewed)
        self._enqueue_all(renewed)
        return True

    def restore(self, partitions: Collection[int]) -> int:
        """Queue everything that the ledger holds unfinished for `partitions`; the number of entries."""
        for case in self._ledger.cases():
            if case.partition in partitions:
                self._enqueue_all(case)
        return self.pending

    async def release(self, partitions: Collection[int]) -> None:
        """Forget the queues of `partitions`, once what is under way for them is over."""
        while True:
            self._freed.clear()
            busy = False
            for channel in self._channels.values():
                for key, entry in list(channel.entries.items()):
                    if entry.partition in partitions:
                        busy = busy or entry.busy
                        if not entry.busy:
                            del channel.entries[key]
            if not busy:
                return
            await self._freed.wait()

    @property
    def pending(self) -> int:
        """Entries that wait, over all channels."""
        return sum(len(c.entries) for c in self._channels.values())

    async def idle(self) -> None:
        """Until nothing waits."""
        while self.pending:
            self._freed.clear()
            await self._freed.wait()

    def backlog(self) -> tuple[int, datetime | None]:
        """Entries that wait, and since when the oldest does."""
        since = [e.since for c in self._channels.values() for e in c.entries.values()]
        return len(since), min(since, default=None)

    def held(self) -> int:
        """Bytes of the alerts that wait, compressed."""
        waiting = {e.alert_id for c in self._channels.values() for e in c.entries.values()}
        return sum(len(case.body) for one in waiting if (case := self._ledger.case(one)) is not None)

    async def sweep(self) -> int:
        """Forget alerts that nothing has happened to for `keep_days`; how many."""
        before = self._clock.now() - timedelta(days=self.policy.keep_days)
        waiting = {e.alert_id for c in self._channels.values() for e in c.entries.values()}
        old = [c for c in self._ledger.cases() if c.updated_at < before and c.alert_id not in waiting]
        for case in old:
            await self._ledger.forget(case)
        return len(old)

    async def run(self) -> None:
        """Send until cancelled or `stop`ped. Raises what a worker raised: that is a defect, not Slack's doing."""
        self._failed = asyncio.get_running_loop().create_future()
        for channel in self._channels.values():
            self._start(channel)
        try:
            await self._failed
        finally:
            for worker in self._workers:
                worker.cancel()
            await asyncio.gather(*self._workers, return_exceptions=True)
            self._workers.clear()

    async def stop(self) -> None:
        """Let what is under way end, then end `run`."""
        self._stopping = True
        while any(e.busy for c in self._channels.values() for e in c.entries.values()):
            self._freed.clear()
            await self._freed.wait()
        if self._failed is not None and not self._failed.done():
            self._failed.set_result(None)

    def _enqueue_all(self, case: Case) -> None:
        alert = open_alert(case)
        known = {d.channel: d for d in self._ledger.deliveries(case.alert_id)}
        targets = {t.channel: t.route for t in case.targets}
        for delivery in known.values():
            targets.setdefault(delivery.channel, delivery.route)
        for channel, route in targets.items():
            delivery = known.get(channel) or self._fresh(case, channel, route, None)
            entry = self._enqueue(case, alert, delivery)
            if entry is not None and (error := self._refusal(channel)) is not None:
                self._spill(case, alert, entry, error)

    def _enqueue(self, case: Case, alert: Alert, delivery: Delivery) -> Entry | None:
        queue = self._channel(delivery.channel)
        entry = queue.entries.get(case.alert_id)
        now = self._clock.now()
        if entry is None:
            work = next_work(delivery, case, alert)
            if work == "done":
                return None
            entry = Entry(
                alert_id=case.alert_id,
                channel=delivery.channel,
                partition=case.partition,
                route=delivery.route,
                view=self.routing.view(delivery.route, delivery.channel),
                lane=lane_of(alert),
                since=case.since or now,
                order=next(self._order),
                ready_at=now,
                work=work,
                instead_of=delivery.instead_of,
            )
            queue.entries[case.alert_id] = entry
        elif not entry.busy:
            self._refresh(queue, entry)
        queue.poke()
        return entry

    def _refresh(self, queue: Channel, entry: Entry) -> None:
        case = self._ledger.case(entry.alert_id)
        if case is None:
            queue.entries.pop(entry.alert_id, None)
            return
        alert = open_alert(case)
        entry.lane = lane_of(alert)
        entry.work = next_work(self._delivery(case, entry), case, alert)
        if entry.work == "done":
            queue.entries.pop(entry.alert_id, None)

    def _delivery(self, case: Case, entry: Entry) -> Delivery:
        found = self._ledger.delivery(entry.alert_id, entry.channel)
        return found or self._fresh(case, entry.channel, entry.route, entry.instead_of)

    def _fresh(self, case: Case, channel: str, route: str, instead_of: str | None) -> Delivery:
        return Delivery(
            alert_id=case.alert_id,
            channel=channel,
            updated_at=self._clock.now(),
            route=route,
            instead_of=instead_of,
            partition=case.partition,
        )

    def _channel(self, name: str) -> Channel:
        channel = self._channels.get(name)
        if channel is None:
            channel = self._channels[name] = Channel(name, self._gates.bucket(), self._gates.circuit())
            if self._failed is not None and not self._failed.done():
                self._start(channel)
        return channel

    def _start(self, channel: Channel) -> None:
        """Two workers: one for everything, one for hospital alerts, which never wait for another call to end."""
        for hospital_only in (False, True):
            worker = asyncio.create_task(self._work(channel, hospital_only=hospital_only))
            worker.add_done_callback(self._ended)
            self._workers.add(worker)

    def _ended(self, worker: asyncio.Task[None]) -> None:
        self._workers.discard(worker)
        failed = None if worker.cancelled() else worker.exception()
        if failed is not None and self._failed is not None and not self._failed.done():
            self._failed.set_exception(failed)

    async def _work(self, channel: Channel, *, hospital_only: bool) -> None:
        event = channel.waiter()
        while not self._stopping:
            event.clear()
            now = self._clock.now()
            ready_at = partial(self._gates.ready_at, channel, now)
            entry, wake = channel.choose(now, ready_at, hospital_only=hospital_only)
            if entry is None:
                await wait_for(event, None if wake is None else max((wake - now).total_seconds(), 0.001))
                continue
            self._gates.take(channel, entry, now)
            await self._step(channel, entry)

    async def _step(self, channel: Channel, entry: Entry) -> None:
        case = self._ledger.case(entry.alert_id)
        if case is None:
            channel.entries.pop(entry.alert_id, None)
            return
        entry.busy = True
        task = Task(case, open_alert(case), entry.view, entry.lane, entry.looks, entry.failures, entry.after_restart)
        try:
            outcome = await self._sender.step(self._delivery(case, entry), task)
        except FencedError:
            channel.entries.pop(entry.alert_id, None)
            return
        finally:
            entry.busy = False
            entry.looks, entry.failures, entry.after_restart = task.looks, task.failures, task.after_restart
            self._freed.set()
        self._apply(channel, entry, outcome)
        self._freed.set()

    def _apply(self, channel: Channel, entry: Entry, outcome: Outcome) -> None:
        now = self._clock.now()
        if outcome.verdict == "slow":
            self._gates.pause(outcome.error, now, outcome.seconds)
        elif outcome.verdict == "wait":
            entry.ready_at = now + timedelta(seconds=outcome.seconds)
            if outcome.trouble:
                self._gates.trouble(now)
        elif outcome.verdict == "refused":
            self._refused(channel, outcome.error, now)
        elif outcome.verdict == "moved" and not outcome.error and outcome.work not in {"done", "reconcile"}:
            self._gates.works(channel)
        self._refresh(channel, entry)
        for other in self._channels.values():
            other.poke()

    def _refused(self, channel: Channel, error: str, now: datetime) -> None:
        self._gates.refuse(channel, error, now)
        for entry in list(channel.entries.values()):
            case = self._ledger.case(entry.alert_id)
            if case is not None:
                self._spill(case, open_alert(case), entry, error)

    def _spill(self, case: Case, alert: Alert, entry: Entry, error: str) -> None:
        """Send to the fallback channel what its own channel refuses; the entry stays and drains once that is mended."""
        fallback = self.routing.fallback
        if fallback is None or fallback == entry.channel or self._gates.closed:
            return
        known = self._ledger.delivery(case.alert_id, fallback)
        self._enqueue(case, alert, known or self._fresh(case, fallback, entry.route, f"{entry.channel}: {error}"))

    def _refusal(self, channel: str) -> str | None:
        return self._channel(channel).circuit.error


def lane_of(alert: Alert) -> Lane:
    """Hospital attacks have a lane of their own, the others go by severity."""
    return "hospital" if is_hospital(alert) else alert.severity
