"""Event dates of Arabic news with their precision, read against the article's own date."""

from detectors.dates.spans import find_dates
from detectors.dates.stated import READERS_ZONE, StatedDate, local_day

__all__ = ["READERS_ZONE", "StatedDate", "find_dates", "local_day"]
