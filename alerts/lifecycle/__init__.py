"""The life of an alert: what should stand is worked out afresh, compared with what stood, and the difference sent."""

from alerts.lifecycle.core import Alerting

__all__ = ["Alerting"]
