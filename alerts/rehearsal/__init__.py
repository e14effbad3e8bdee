"""Rehearsals: rules tried on incidents and articles without Kafka, in virtual time."""

from alerts.rehearsal.chain import Chain, standing

__all__ = ["Chain", "standing"]
