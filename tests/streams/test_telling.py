"""What a worker without Slack says in its log."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import msgspec
import pytest

from streams.telling import teller
from tests.alerts.slack.samples import alert, incident


def test_what_would_be_sent_is_logged_on_one_line(caplog: pytest.LogCaptureFixture) -> None:
    tell = teller(lambda: datetime(2026, 11, 24, 3, tzinfo=UTC))
    with caplog.at_level(logging.INFO, "rasid.alerts"):
        tell(alert())
        tell(msgspec.structs.replace(alert(), muted="silenced"))
        tell(incident())
    (line,) = caplog.messages
    assert line.startswith("firing, revision 1: 🔴 12 killed · Bustan al-Qasr, Jebel Saman · Killed 12 (10–15)")
    assert not {"\n", "\u2068", "\u2069"} & set(line)
