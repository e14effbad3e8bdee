"""Many reports → one incident: which claims speak of one event, and what they add up to (docs/counting.md)."""

from detectors.fingerprint import signature
from detectors.fusion.archive import fuse_all
from detectors.fusion.fuser import Fuser
from detectors.fusion.hearing import Hearing
from detectors.fusion.locator import Locator

__all__ = ["Fuser", "Hearing", "Locator", "fuse_all", "signature"]
