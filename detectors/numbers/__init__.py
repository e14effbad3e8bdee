"""Counts in Arabic text: digits and words, ranges, bounds and vague classes; what counts no people is turned down."""

from detectors.numbers.quantity import Quantity, Reason, RejectedNumber
from detectors.numbers.scan import Scan, find_quantities, read_numbers

__all__ = ["Quantity", "Reason", "RejectedNumber", "Scan", "find_quantities", "read_numbers"]
