"""Says in the log what would go to Slack, where no way to Slack is configured."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from alerts.records import Alert
from alerts.slack.records import Notes
from alerts.slack.render import View, render
from alerts.slack.text import FSI, PDI
from detectors.records import Record

log: Final = logging.getLogger("rasid.alerts")


def teller(clock: Callable[[], datetime]) -> Callable[[Record], None]:
    """What logs the fallback text of every revision of an alert that people would hear of."""

    def tell(record: Record) -> None:
        if isinstance(record, Alert) and record.muted is None:
            text = " · ".join(render(record, View(), Notes(), clock()).text.split("\n"))
            log.info("%s, revision %d: %s", record.state, record.revision, text.replace(FSI, "").replace(PDI, ""))

    return tell
