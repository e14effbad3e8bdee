"""How commands report a broker that cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from kafka.errors import KafkaError

from streams.settings import Settings


@contextmanager
def reaching(settings: Settings) -> Iterator[None]:
    """Turn a client's error into one line that says what to do; exit status 1."""
    try:
        yield
    except KafkaError as error:
        raise click.ClickException(
            f"Kafka at {settings.kafka} does not answer ({type(error).__name__}). Is it running? `rasid broker` starts "
            "one for development; RASID_KAFKA says where it is, `rasid doctor` checks the rest."
        ) from error
