"""Measurements: `python -m benchmarks [NAME [ARGUMENT…]]`."""
