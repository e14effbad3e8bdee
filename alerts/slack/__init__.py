"""Slack: pure rendering, a delivery protocol that survives ambiguity and restarts, routing, and the buttons."""
