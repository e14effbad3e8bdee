"""Settings as flags: every field of `Settings` is a flag of the same name on the commands that use it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

import click

from streams.settings import Secret, Settings, SettingsError, options, variable

F = TypeVar("F", bound=Callable[..., Any])

KAFKA: Final = (
    "kafka", "topic_prefix", "mock", "kafka_protocol", "kafka_mechanism", "kafka_user", "kafka_password", "kafka_ca",
    "kafka_certificate", "kafka_key", "request_timeout",
)  # fmt: skip
"""What every command needs that talks to the broker."""
READING: Final = ("gazetteer", "morphology", "ner")
"""What decides how an article is read."""
TOPICS: Final = (*KAFKA, "partitions", "replication")


def settings(*names: str) -> Callable[[F], Callable[..., Any]]:
    """Give a command the flags `names` (all without names) and pass it the loaded `Settings` as first argument.

    Wrong settings end the command with status 2 and a line for each.
    """
    chosen = [one for one in options() if not names or one.name in names]

    def decorate(function: F) -> Callable[..., Any]:
        @wraps(function)
        def command(**flags: Any) -> Any:
            mine = {one.name: flags.pop(one.name) for one in chosen}
            try:
                loaded = Settings.load(os.environ, **mine)
            except SettingsError as error:
                raise click.UsageError(str(error)) from error
            return function(loaded, **flags)

        for one in reversed(chosen):
            command = _flag(one.name, one.kind, one.default, one.help)(command)
        return command

    return decorate


def _flag(name: str, kind: type, default: Any, text: str) -> Callable[[F], F]:
    flag = f"--{name.replace('_', '-')}"
    suffix = f"{variable(name)}{'_FILE' if kind is Secret else ''}"
    shown = "" if default is None or kind is Secret else f", default {default}"
    about = f"{text} [{suffix}{shown}]"
    if kind is bool:
        return click.option(f"{flag}/--no-{flag[2:]}", name, default=None, help=about)
    return click.option(flag, name, default=None, metavar=kind.__name__.upper(), help=about)
