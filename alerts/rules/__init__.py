"""Alert rules: `load` a file, `reload` a changed one, `default` when there is none."""

from alerts.rules.loading import Reloaded, RulesError, default, load, parse, reload
from alerts.rules.model import RuleSet

__all__ = ["Reloaded", "RuleSet", "RulesError", "default", "load", "parse", "reload"]
