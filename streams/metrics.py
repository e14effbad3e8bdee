"""Every metric that Rasid exposes, in one typed catalogue: name, type, base unit, labels and their allowed values.

Conventions (checked by `tests/streams/test_metrics.py`): names begin with `rasid_`; counters end in `_total`, durations
in `_seconds`, instants in `_timestamp_seconds` (Unix time, never an age: an age freezes when its process hangs); labels
are bounded, a value that the catalogue does not know becomes `other`; every series exists from the first scrape, so
that `rate()` sees the first increment and a silent pipeline is a zero, not a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final, Literal, TypeAlias, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from alerts.records import AlertState, RuleKind, Severity
from alerts.slack.answers import Class
from alerts.slack.observer import LANES
from detectors.records import Grade

MetricType: TypeAlias = Literal["counter", "gauge", "histogram"]

OTHER: Final = "other"
"""The label value of everything that a label's list does not name."""

STAGES: Final = ("read", "locate", "fuse", "window", "alert", "notify")
"""The stages in the order of the flow."""

GOVERNORATES: Final = tuple(f"SY{n:02d}" for n in range(1, 15))
"""OCHA's codes of the fourteen governorates, the unit that state and partitions are keyed by."""

STEP_BUCKETS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds. Reading an article takes about 2 ms, a step with its acknowledgement about 5 ms."""

DELIVERY_BUCKETS: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3600.0, 21600.0, 86400.0)
"""Seconds from publication to Slack's answer: from the target of seconds up to the day that a queue must survive."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One metric family. `labels` maps each label to the values that it may take besides `other`."""

    name: str
    type: MetricType
    help: str
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    buckets: tuple[float, ...] = ()

    def series(self) -> Iterator[tuple[str, ...]]:
        """Every combination of label values, in the order of `labels`."""
        return product(*self.labels.values())


def _counter(name: str, text: str, **labels: tuple[str, ...]) -> Spec:
    return Spec(f"rasid_{name}_total", "counter", text, labels)


def _gauge(name: str, text: str, **labels: tuple[str, ...]) -> Spec:
    return Spec(f"rasid_{name}", "gauge", text, labels)


def _histogram(name: str, text: str, buckets: tuple[float, ...], **labels: tuple[str, ...]) -> Spec:
    return Spec(f"rasid_{name}_seconds", "histogram", text, labels, buckets)


ERROR_REASONS: Final = ("retry", "crash", "dead_letter", "produce", "state", "lost")
DEAD_REASONS: Final = (
    "not_json", "not_object", "missing_field", "wrong_type", "bad_schema", "too_large", "empty_text", "not_arabic",
    "bad_date", "bad_encoding", "reader_error",
)  # fmt: skip
METHODS: Final = (
    "chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.history", "conversations.replies",
    "auth.test", "webhook",
)  # fmt: skip
DELIVERIES: Final = ("posted", "replied", "edited", "possible_repeat", "dead")
ACTION_KINDS: Final = ("acknowledge", "false", "duplicate", "silence", "unsilence", "undo")

STAGE_IN: Final = _counter("stage_in", "Records that a stage took in.", stage=STAGES)
STAGE_OUT: Final = _counter("stage_out", "Records that a stage sent on, acknowledged by the broker.", stage=STAGES)
STAGE_ERRORS: Final = _counter(
    "stage_errors", "Steps that failed, by what was done about it.", stage=STAGES, reason=ERROR_REASONS
)
STAGE_DURATION: Final = _histogram(
    "stage_duration",
    "Time of one step, from taking a record to the acknowledgement of its outputs.", STEP_BUCKETS, stage=STAGES,
)  # fmt: skip
STAGE_SUCCESS: Final = _gauge(
    "stage_last_success_timestamp_seconds", "When a stage last finished a step.", stage=STAGES
)
STAGE_EVENT_TIME: Final = _gauge(
    "stage_event_timestamp_seconds", "Publication instant of the newest record that a stage finished.", stage=STAGES
)
HEARTBEAT: Final = _gauge("worker_heartbeat_timestamp_seconds", "When the worker's event loop was last seen alive.")
STARTED: Final = _gauge("worker_start_timestamp_seconds", "When the worker started.")
CLOCK: Final = _gauge(
    "worker_clock_timestamp_seconds", "When the worker last told the time to the governorates that it holds."
)
PARTITIONS: Final = _gauge("worker_assigned_partitions", "Partitions that this worker holds.")
WATERMARK: Final = _gauge(
    "watermark_timestamp_seconds", "Event time up to which a governorate's windows are complete.",
    governorate=(*GOVERNORATES, "unresolved"),
)  # fmt: skip
LATE: Final = _counter("late", "Reports of events older than the lateness that windows accept.", stage=STAGES)
BOUNDED: Final = _counter("state_bounded", "Times that a stored value met its bound and was cut.", stage=STAGES)
DEAD: Final = _counter("dead_letters", "Articles sent to the dead-letter topic.", reason=DEAD_REASONS)
INCIDENTS: Final = _counter("incidents", "Incident versions sent, by status.", status=("active", "merged", "retracted"))
INCIDENT_GRADES: Final = _counter("incident_grades", "Incident versions sent, by grade.", grade=get_args(Grade))
ALERTS: Final = _counter(
    "alerts", "Alert revisions sent.", kind=get_args(RuleKind), severity=get_args(Severity), state=get_args(AlertState)
)
RULES_RELOADS: Final = _counter(
    "rules_reloads", "Times that rules.yaml was read again.", outcome=("accepted", "refused")
)
RULES_VALID: Final = _gauge(
    "rules_valid", "1 while rules.yaml as it is on disk is what runs, 0 while old rules are kept."
)
ACTIONS: Final = _counter("actions", "Buttons pressed in Slack, by what became of them.",
                          kind=ACTION_KINDS, outcome=("accepted", "refused"))  # fmt: skip

SLACK_REQUESTS: Final = _counter(
    "slack_requests", "Requests to Slack by class of answer.", method=METHODS, answer=get_args(Class)
)
SLACK_PAUSED: Final = _counter("slack_paused_seconds", "Time for which Slack asked to pause a method.", method=METHODS)
SLACK_DELIVERIES: Final = _counter(
    "slack_deliveries",
    "What became of messages; possible_repeat: perhaps sent twice, dead: given up, Slack refuses it in every form.",
    outcome=DELIVERIES,
    lane=(*LANES, OTHER),
)
SLACK_LATENCY: Final = _histogram(
    "publish_to_slack",
    "From the article's publication to Slack's acceptance of an alert's first message.",
    DELIVERY_BUCKETS,
    lane=LANES,
)
SLACK_PENDING: Final = _gauge("slack_pending_messages", "Messages that wait to be sent.")
SLACK_PENDING_BYTES: Final = _gauge("slack_pending_bytes", "Memory that waiting messages hold.")
SLACK_OLDEST: Final = _gauge(
    "slack_oldest_pending_timestamp_seconds", "When the oldest waiting message was queued; 0 when none waits."
)
SLACK_SUCCESS: Final = _gauge("slack_last_success_timestamp_seconds", "When Slack last accepted a message.")
SLACK_CONFIGURED: Final = _gauge("slack_configured", "1 with a bot token, 0 while messages are only logged.")
SLACK_STOPPED: Final = _gauge("slack_channels_stopped", "Channels whose circuit is open after a configuration error.")

LAG_MESSAGES: Final = _gauge("consumer_lag_messages", "Messages that a group has not committed, by partition.",
                             group=(), topic=(), partition=())  # fmt: skip
LAG_END: Final = _gauge("topic_end_offset", "Offset that the next message of a partition gets.", topic=(), partition=())
LAG_COMMITTED: Final = _gauge("consumer_committed_offset", "Offset that a group committed.",
                              group=(), topic=(), partition=())  # fmt: skip
LAG_MEMBERS: Final = _gauge("consumer_group_members", "Live members of a consumer group.", group=())
LAG_UP: Final = _gauge("lag_broker_reachable", "1 when the last look at the broker succeeded.")
LAG_SUCCESS: Final = _gauge("lag_last_success_timestamp_seconds", "When the exporter last read offsets.")

WORKER_SPECS: Final = (
    STAGE_IN, STAGE_OUT, STAGE_ERRORS, STAGE_DURATION, STAGE_SUCCESS, STAGE_EVENT_TIME, HEARTBEAT, STARTED, CLOCK,
    PARTITIONS, WATERMARK, LATE, BOUNDED, DEAD, INCIDENTS, INCIDENT_GRADES, ALERTS, RULES_RELOADS, RULES_VALID, ACTIONS,
    SLACK_REQUESTS, SLACK_PAUSED, SLACK_DELIVERIES, SLACK_LATENCY, SLACK_PENDING, SLACK_PENDING_BYTES, SLACK_OLDEST,
    SLACK_SUCCESS, SLACK_CONFIGURED, SLACK_STOPPED,
)  # fmt: skip
LAG_SPECS: Final = (LAG_MESSAGES, LAG_END, LAG_COMMITTED, LAG_MEMBERS, LAG_UP, LAG_SUCCESS)
"""Of the exporter: its label values come from the cluster, bounded by Rasid's own topics and groups."""
SPECS: Final = (*WORKER_SPECS, *LAG_SPECS)


class Metrics:
    """The live families of `specs` in one registry, with every series at zero from the start."""

    def __init__(self, registry: CollectorRegistry, specs: tuple[Spec, ...] = WORKER_SPECS) -> None:
        self.registry = registry
        self._families = {spec.name: _family(spec, registry) for spec in specs}
        for spec in specs:
            if spec.labels:
                for values in spec.series():
                    self._families[spec.name].labels(*values)

    def add(self, spec: Spec, amount: float = 1, **labels: str) -> None:
        """Raise a counter by `amount` (≥ 0)."""
        family = self._child(spec, labels)
        assert isinstance(family, Counter), spec.name
        family.inc(amount)

    def set(self, spec: Spec, value: float, **labels: str) -> None:
        """Set a gauge; instants in Unix seconds."""
        family = self._child(spec, labels)
        assert isinstance(family, Gauge), spec.name
        family.set(value)

    def observe(self, spec: Spec, seconds: float, **labels: str) -> None:
        """Add one duration (seconds; a clock that ran backwards counts as zero) to a histogram."""
        family = self._child(spec, labels)
        assert isinstance(family, Histogram), spec.name
        family.observe(max(seconds, 0.0))

    def value(self, spec: Spec, **labels: str) -> float:
        """What a counter or gauge stands at, 0 when it was never touched."""
        return self.registry.get_sample_value(spec.name, labels) or 0.0

    def _child(self, spec: Spec, labels: Mapping[str, str]) -> Counter | Gauge | Histogram:
        family = self._families[spec.name]
        if not spec.labels:
            return family
        return family.labels(*(bounded(labels[name], allowed) for name, allowed in spec.labels.items()))


def bounded(value: str, allowed: tuple[str, ...]) -> str:
    """`value` where the catalogue knows it, else `other`: a label never grows with what articles contain."""
    return value if value in allowed else OTHER


def _family(spec: Spec, registry: CollectorRegistry) -> Counter | Gauge | Histogram:
    names = tuple(spec.labels)
    if spec.type == "counter":
        return Counter(spec.name, spec.help, names, registry=registry)
    if spec.type == "gauge":
        return Gauge(spec.name, spec.help, names, registry=registry)
    return Histogram(spec.name, spec.help, names, buckets=spec.buckets, registry=registry)
