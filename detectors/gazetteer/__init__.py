"""Places: their tree, names and positions, from data files that a user can replace or extend."""

from detectors.gazetteer.gazetteer import Gazetteer
from detectors.gazetteer.tables import GazetteerError, Problem

__all__ = ["Gazetteer", "GazetteerError", "Problem"]
