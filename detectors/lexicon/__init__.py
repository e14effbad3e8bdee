"""The words of violence, casualties and health care, inflected: token → readings (README.md)."""

from detectors.lexicon.entry import Entry
from detectors.lexicon.lookup import Lexicon

__all__ = ["Entry", "Lexicon"]
