"""The `rasid` command. A command's module is imported only when it runs, so that `rasid read` starts fast."""

from __future__ import annotations

import importlib
from typing import Final

import click

COMMANDS: Final[dict[str, str]] = {
    "demo": "streams.cli.demo:demo",
    "publish": "streams.cli.publish:publish",
    "dead": "streams.cli.dead:dead",
    "read": "streams.cli.read:read",
    "explain": "streams.cli.explain:explain_command",
    "evaluate": "streams.cli.evaluate:evaluate_command",
    "gazetteer": "streams.cli.gazetteer:gazetteer",
    "fuse": "streams.cli.fuse:fuse",
    "incidents": "streams.cli.incidents:incidents",
    "alerts": "streams.cli.alerts:alerts",
    "rules": "streams.cli.rules:rules",
    "backtest": "streams.cli.backtest:backtest",
    "worker": "streams.cli.worker:worker",
    "notify": "streams.cli.notify:notify",
    "topics": "streams.cli.topics:topics",
    "lag": "streams.cli.lag:lag",
    "broker": "streams.cli.broker:broker",
    "doctor": "streams.cli.doctor:doctor",
}
"""Command → `module:attribute`, in the order in which help lists them."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, attribute = target.split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "RASID"})
@click.version_option(package_name="rasid")
def main() -> None:
    """Rasid (راصد, "observer"): Arabic news in, incidents and Slack alerts out."""
