"""The `rasid` command. A command's module is imported only when it runs, so that `rasid read` starts fast."""

from __future__ import annotations

import importlib
from typing import Final

import click

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "demo": ("streams.cli.demo:demo", "The whole pipeline on this machine, with sample reports."),
    "publish": ("streams.cli.publish:publish", "Validate articles and publish them."),
    "dead": ("streams.cli.dead:dead", "Look at refused records, and send them again."),
    "read": ("streams.cli.read:read", "What one article says."),
    "explain": ("streams.cli.explain:explain_command", "The same with rule and sentence behind every value."),
    "evaluate": ("streams.cli.evaluate:evaluate_command", "Compare readings with annotated reports."),
    "gazetteer": ("streams.cli.gazetteer:gazetteer", "Check the gazetteer, look places up."),
    "fuse": ("streams.cli.fuse:fuse", "Many articles → incidents, without Kafka."),
    "incidents": ("streams.cli.incidents:incidents", "List the incidents that stand now."),
    "alerts": ("streams.cli.alerts:alerts", "List the alerts that stand now."),
    "rules": ("streams.cli.rules:rules", "Check, test and explain alert rules."),
    "backtest": ("streams.cli.backtest:backtest", "What the rules would have fired on an archive."),
    "worker": ("streams.cli.worker:worker", "Run the pipeline: read, locate, fuse, window, alert, send."),
    "notify": ("streams.cli.notify:notify", "The Slack sender as a process of its own."),
    "topics": ("streams.cli.topics:topics", "Create and check the topics."),
    "lag": ("streams.cli.lag:lag", "Prometheus exporter of consumer lag."),
    "broker": ("streams.cli.broker:broker", "A real single-node Apache Kafka for development."),
    "doctor": ("streams.cli.doctor:doctor", "Check broker, topics, rules, gazetteer and Slack."),
}
"""Command → `module:attribute` and its line in `rasid --help`, in that order; help imports no command."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, attribute = target[0].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "RASID"})
@click.version_option(package_name="rasid")
def main() -> None:
    """Rasid (راصد, "observer"): Arabic news in, incidents and Slack alerts out."""
