"""The reader of the commands that read without Kafka."""

from __future__ import annotations

import click

from detectors.reading import Reader
from streams.reading import make_reader
from streams.settings import Settings, SettingsError


def reader_of(settings: Settings) -> Reader:
    """The reader of the settings; what is missing ends the command with status 2."""
    try:
        return make_reader(settings)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
