"""What a broker that does not let a client in makes the commands say."""

from __future__ import annotations

import logging

import pytest
from kafka.errors import KafkaTimeoutError

from streams.cli.connect import LastWords
from streams.settings import Settings


def explained(protocol: str, *logged: str) -> str:
    """The reason and the hint, after the client's log said so."""
    words = LastWords()
    for line in logged:
        words.emit(logging.LogRecord("kafka", logging.ERROR, "", 0, line, None, None))
    return " ".join(words.explain(KafkaTimeoutError(), Settings(kafka_protocol=protocol)))


@pytest.mark.parametrize("protocol", ["SASL_PLAINTEXT", "SASL_SSL"])
@pytest.mark.parametrize(
    "why",
    [
        "[Error 58] SaslAuthenticationFailedError: SaslAuthenticationFailedError: Authentication failed during "
        "authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512",
        "[Error 33] UnsupportedSaslMechanismError: Kafka broker does not support PLAIN sasl mechanism. Enabled: []",
        "KafkaConnectionError: Socket disconnected",
        "KafkaTimeoutError: TimedOut",
        "Broken pipe",
    ],
)
def test_whichever_way_the_client_was_refused_the_password_is_named(protocol: str, why: str) -> None:
    said = explained(protocol, f"Connection failed: {why}")
    assert "RASID_KAFKA_USER" in said and why in said


@pytest.mark.parametrize(
    ("protocol", "why", "hint"),
    [
        ("PLAINTEXT", "Connection refused", "rasid broker"),
        ("SSL", "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "RASID_KAFKA_CA"),
        ("SASL_SSL", "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "RASID_KAFKA_CA"),
    ],
)
def test_a_refusal_that_no_password_mends_does_not_name_it(protocol: str, why: str, hint: str) -> None:
    said = explained(protocol, f"Connection failed: {why}")
    assert hint in said and "RASID_KAFKA_USER" not in said


def test_an_attempt_that_the_deadline_cut_off_does_not_hide_why_the_earlier_ones_failed() -> None:
    refused = "Connection failed: [SSL] certificate required"
    cut = "KafkaTimeoutError: Timeout during ApiVersions check"
    attempt = "Bootstrap attempt to bootstrap-0 failed: {} (backoff 0.20 secs)"
    said = explained("SSL", attempt.format(cut), refused, f"Connection failed: {cut}", attempt.format(cut))
    assert "certificate required" in said and "RASID_KAFKA_CERTIFICATE" in said and cut not in said
    assert cut in explained("SSL", attempt.format(cut))


def test_of_two_reasons_the_later_one_counts() -> None:
    said = explained("PLAINTEXT", "Connection failed: Socket disconnected", "Connection failed: Connection refused")
    assert "Connection refused" in said and "disconnected" not in said
