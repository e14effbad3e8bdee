"""How commands report a broker that cannot be reached, or does not let them in."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click
from kafka.errors import KafkaError

from streams.settings import Settings

_FAILED: Final = re.compile(
    r"(?:Connection|Bootstrap (?:attempt|connection) to \S+) failed: (?P<why>.*?)(?: \(backoff .*\))?"
)
_CUT_OFF: Final = "KafkaTimeoutError"
_TURNED_AWAY: Final = "Look at RASID_KAFKA_USER, its password and RASID_KAFKA_MECHANISM."
_TLS: Final = "Look at RASID_KAFKA_CA, RASID_KAFKA_CERTIFICATE, RASID_KAFKA_KEY and RASID_KAFKA_PROTOCOL."
_AWAY: Final = "Is it running? `rasid broker` starts one for development; RASID_KAFKA says where it is."


class LastWords(logging.Handler):
    """Why the client did not come in: it says so in its log alone, what it raises is a time-out."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the reason of the latest attempt that gives one: the last is often cut off by the deadline."""
        found = _FAILED.fullmatch(record.getMessage())
        if found and found["why"] and not (self.text and _CUT_OFF in found["why"]):
            self.text = found["why"]

    def explain(self, error: KafkaError, settings: Settings) -> tuple[str, str]:
        """What is wrong, and where to look."""
        cause = self.text or type(error).__name__
        if "SaslAuthentication" in cause or "SaslMechanism" in cause:
            return cause, _TURNED_AWAY
        if settings.kafka_protocol.startswith("SASL") and "disconnected" in cause:
            return f"{cause}, as brokers do on a wrong password", _TURNED_AWAY
        if settings.kafka_protocol.startswith("SASL") and "SSL" not in cause:
            return f"{cause}; brokers may keep silent on a wrong password, too", f"{_AWAY} {_TURNED_AWAY}"
        return cause, _TLS if "SSL" in cause else _AWAY


@contextmanager
def listening() -> Iterator[LastWords]:
    """Hear what the client says of its attempts."""
    words, client = LastWords(), logging.getLogger("kafka")
    client.addHandler(words)
    try:
        yield words
    finally:
        client.removeHandler(words)


@contextmanager
def reaching(settings: Settings) -> Iterator[None]:
    """Turn a client's error into one line that says what to do; exit status 1."""
    with listening() as words:
        try:
            yield
        except KafkaError as error:
            cause, hint = words.explain(error, settings)
            raise click.ClickException(f"Kafka at {settings.kafka} does not answer ({cause}). {hint}") from error
