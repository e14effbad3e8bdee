"""JSON Schemas of all records, generated from the structs; the files beside this module are the published contract."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final

import msgspec

from alerts.records import Action, Alert, Heartbeat, Tick, WindowUpdate
from detectors.records import Article, Incident, Record, Report, ReportClaims
from streams.deadletters import DeadLetter

RECORDS: Final[dict[str, type[Record]]] = {
    "article": Article, "report": Report, "claims": ReportClaims, "incident": Incident, "window": WindowUpdate,
    "alert": Alert, "action": Action, "tick": Tick, "heartbeat": Heartbeat, "dead": DeadLetter,
}  # fmt: skip
OPTIONAL: Final = {"article": ("id", "schema")}
"""Fields that the struct has always and a producer may leave out."""


def generate(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record, from its struct."""
    (root,), parts = msgspec.json.schema_components([RECORDS[name]], ref_template="#/$defs/{name}")
    definition = parts.pop(root["$ref"].rpartition("/")[2])
    required = [field for field in definition.get("required", ()) if field not in OPTIONAL.get(name, ())]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}/1", **definition,
            "required": required, **({"$defs": parts} if parts else {})}  # fmt: skip


def text(name: str) -> str:
    """The schema as it is published."""
    return json.dumps(generate(name), ensure_ascii=False, indent=1) + "\n"


def load(name: str) -> dict[str, Any]:
    """The published schema of a record."""
    found: dict[str, Any] = json.loads((files("streams.schemas") / f"{name}.json").read_text("utf-8"))
    return found
