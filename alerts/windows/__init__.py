"""Windows in event time on plain keyed state: clock, assignment and accumulation are separate, none knows Kafka."""

from alerts.windows.core import LATENESS, Windows

__all__ = ["LATENESS", "Windows"]
