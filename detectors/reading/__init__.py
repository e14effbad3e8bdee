"""One article's text → one report: facts, tolls, places, attacks on health care, events."""
