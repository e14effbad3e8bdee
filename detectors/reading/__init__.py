"""One article's text → one report: facts, tolls, places, attacks on health care, events."""

from detectors.reading.reader import READER_VERSION, Reader

__all__ = ["READER_VERSION", "Reader"]
