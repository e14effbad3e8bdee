"""What the dashboard shows, section by section: the questions and the queries that answer them.

Metric names come from `streams.metrics`, so that a renamed metric breaks here and not in silence on a wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from streams import metrics as m

RATE: Final = "$__rate_interval"


@dataclass(frozen=True, slots=True)
class Query:
    """One PromQL expression and how its series are named."""

    expr: str
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A single number with the value from which it turns red; `inverted` turns red below it instead."""

    title: str
    expr: str
    text: str
    unit: str = "short"
    red: float | None = None
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """One graph over time."""

    title: str
    queries: tuple[Query, ...]
    text: str
    unit: str = "short"
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A titled row of the dashboard."""

    title: str
    tiles: tuple[Tile, ...] = ()
    graphs: tuple[Graph, ...] = ()


def _quantile(spec: m.Spec, quantile: float, by: str) -> str:
    return f"histogram_quantile({quantile}, sum by (le, {by}) (rate({spec.name}_bucket[{RATE}])))"


def _rate(spec: m.Spec, by: str) -> str:
    return f"sum by ({by}) (rate({spec.name}[{RATE}]))"


SECTIONS: Final = (
    Section(
        "Is anything late, failing or silent?",
        tiles=(
            Tile("Workers up", 'sum(up{job="rasid-worker"})', "Workers that answer Prometheus.", red=1, inverted=True),
            Tile(
                "Articles, last hour",
                f'sum(increase({m.STAGE_IN.name}{{stage="read"}}[1h]))',
                "Zero for long means that a feed or its producer is dead.",
            ),
            Tile(
                "Backlog",
                f"sum({m.LAG_MESSAGES.name})",
                "Messages that wait in Kafka, counted outside the workers.",
                red=5000,
            ),
            Tile(
                "Publication to Slack, p95",
                f"histogram_quantile(0.95, sum by (le) (rate({m.SLACK_LATENCY.name}_bucket[1h])))",
                "First message of an alert, over the last hour. The objective is 60 s for 99 %.",
                "s",
                red=60,
            ),
            Tile(
                "Waiting for Slack",
                f"sum({m.SLACK_PENDING.name})",
                "Messages that Slack has not accepted yet.",
                red=50,
            ),
            Tile(
                "Refused articles, last day",
                f"sum(increase({m.DEAD.name}[24h]))",
                "Articles in the dead-letter topic: `rasid dead list` tells why.",
                red=1,
            ),
        ),
    ),
    Section(
        "Flow",
        graphs=(
            Graph(
                "Records in, by stage",
                (Query(_rate(m.STAGE_IN, "stage"), "{{stage}}"),),
                "What each stage takes in, per second.",
                "reqps",
            ),
            Graph(
                "Records out, by stage",
                (Query(_rate(m.STAGE_OUT, "stage"), "{{stage}}"),),
                "What each stage sent on and the broker acknowledged, per second.",
                "reqps",
            ),
            Graph(
                "Errors, by stage and what was done",
                (Query(_rate(m.STAGE_ERRORS, "stage, reason"), "{{stage}} {{reason}}"),),
                "Failed steps per second; a retry that helped counts as well.",
                "reqps",
            ),
            Graph(
                "Step time, p95",
                (Query(_quantile(m.STAGE_DURATION, 0.95, "stage"), "{{stage}}"),),
                "From taking a record to the acknowledgement of its outputs.",
                "s",
            ),
        ),
    ),
    Section(
        "Lag",
        graphs=(
            Graph(
                "Backlog, by topic",
                (Query(f"sum by (group, topic) ({m.LAG_MESSAGES.name})", "{{topic}}"),),
                "Messages not yet committed.",
                stacked=True,
            ),
            Graph(
                "Worst partitions",
                (Query(f"topk(5, {m.LAG_MESSAGES.name})", "{{topic}}/{{partition}}"),),
                "One partition alone in rising is stuck, all together are too slow.",
            ),
            Graph(
                "Committed, by topic",
                (Query(f"sum by (topic) (deriv({m.LAG_COMMITTED.name}[5m]))", "{{topic}}"),),
                "Messages per second that were committed.",
                "reqps",
            ),
            Graph(
                "Written, by topic",
                (Query(f"sum by (topic) (deriv({m.LAG_END.name}[5m]))", "{{topic}}"),),
                "Messages per second that were written.",
                "reqps",
            ),
        ),
    ),
    Section(
        "Event time",
        graphs=(
            Graph(
                "Newest publication behind now, by stage",
                (Query(f"time() - max by (stage) ({m.STAGE_EVENT_TIME.name} > 0)", "{{stage}}"),),
                "How old the newest article is that a stage has finished.",
                "s",
            ),
            Graph(
                "Watermark behind now, by governorate",
                (Query(f"time() - max by (governorate) ({m.WATERMARK.name} > 0)", "{{governorate}}"),),
                "Up to when a governorate's windows are complete.",
                "s",
            ),
            Graph(
                "Last finished step, ago",
                (Query(f"time() - max by (stage) ({m.STAGE_SUCCESS.name} > 0)", "{{stage}}"),),
                "A stage that stays behind the others stands still.",
                "s",
            ),
            Graph(
                "Late and bounded",
                (
                    Query(f"sum by (stage) (increase({m.LATE.name}[{RATE}]))", "late {{stage}}"),
                    Query(f"sum by (stage) (increase({m.BOUNDED.name}[{RATE}]))", "bounded {{stage}}"),
                ),
                "Reports of events too old for their window; values cut at their bound.",
            ),
        ),
    ),
    Section(
        "What was found",
        graphs=(
            Graph(
                "Incidents, by status",
                (Query(f"sum by (status) (increase({m.INCIDENTS.name}[1h]))", "{{status}}"),),
                "Incident versions sent in the last hour.",
            ),
            Graph(
                "Incidents, by grade",
                (Query(f"sum by (grade) (increase({m.INCIDENT_GRADES.name}[1h]))", "{{grade}}"),),
                "How well the versions of the last hour are attested.",
            ),
            Graph(
                "Alerts, by kind and state",
                (
                    Query(
                        f"sum by (kind, state) (increase({m.ALERTS.name}[1h])) > 0 or vector(0)", "{{kind}} {{state}}"
                    ),
                ),
                "Alert revisions of the last hour.",
            ),
            Graph(
                "Refused articles, by reason",
                (Query(f"sum by (reason) (increase({m.DEAD.name}[1h]))", "{{reason}}"),),
                "Articles sent to the dead-letter topic in the last hour.",
                stacked=True,
            ),
        ),
    ),
    Section(
        "Slack",
        graphs=(
            Graph(
                "Publication to Slack",
                (
                    Query(_quantile(m.SLACK_LATENCY, 0.5, "lane"), "p50 {{lane}}"),
                    Query(_quantile(m.SLACK_LATENCY, 0.95, "lane"), "p95 {{lane}}"),
                ),
                "From publication to Slack's acceptance of an alert's first message.",
                "s",
            ),
            Graph(
                "Messages, by outcome",
                (Query(_rate(m.SLACK_DELIVERIES, "outcome"), "{{outcome}}"),),
                "Messages per second.",
                "reqps",
            ),
            Graph(
                "Slack's answers",
                (Query(_rate(m.SLACK_REQUESTS, "method, answer"), "{{method}} {{answer}}"),),
                "Requests per second by class of answer.",
                "reqps",
            ),
            Graph(
                "Waiting",
                (Query(f"sum({m.SLACK_PENDING.name})", "messages"),),
                "Messages that Slack has not accepted yet.",
                stacked=True,
            ),
            Graph(
                "Last accepted message, ago",
                (Query(f"time() - max({m.SLACK_SUCCESS.name} > 0)", "ago"),),
                "Since Slack last accepted a message.",
                "s",
            ),
            Graph(
                "Channels stopped, buttons pressed",
                (
                    Query(f"max({m.SLACK_STOPPED.name})", "channels stopped"),
                    Query(f"sum by (kind) (increase({m.ACTIONS.name}[1h]))", "{{kind}}"),
                ),
                "Channels that refuse our messages; what responders pressed in the last hour.",
            ),
        ),
    ),
    Section(
        "Worker",
        graphs=(
            Graph(
                "Heartbeat and clock, ago",
                (
                    Query(f"time() - {m.HEARTBEAT.name}", "{{instance}} heartbeat"),
                    Query(f"time() - {m.CLOCK.name}", "{{instance}} clock"),
                ),
                "Since the event loop was last seen alive, and since the time was last told to the governorates.",
                "s",
            ),
            Graph("Partitions held", (Query(m.PARTITIONS.name, "{{instance}}"),), "By worker."),
            Graph(
                "Memory",
                (Query('process_resident_memory_bytes{job="rasid-worker"}', "{{instance}}"),),
                "Resident memory by worker.",
                "bytes",
            ),
            Graph(
                "Rules",
                (
                    Query(f"min({m.RULES_VALID.name})", "rules.yaml valid"),
                    Query(f"sum by (outcome) (increase({m.RULES_RELOADS.name}[1h]))", "reload {{outcome}}"),
                ),
                "1 while the rules on disk are what runs; reloads of the last hour.",
            ),
        ),
    ),
)
"""The whole dashboard, from the question that an operator asks first down to the details."""
