"""JSON Schema of rules.yaml, made from the form that the loader reads by. `python -m alerts.rules.schema` writes it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from alerts.rules.form import FORM

NAME = "rules.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def made() -> dict[str, Any]:
    """The schema as the form has it now."""
    return {"$schema": _DIALECT, "title": "Rasid alert rules", **FORM.schema()}


def packaged() -> dict[str, Any]:
    """The schema as the package carries it, for editors."""
    loaded: dict[str, Any] = json.loads((files("alerts.rules") / NAME).read_text(encoding="utf-8"))
    return loaded


def text(schema: dict[str, Any]) -> str:
    """The schema as the file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name(NAME).write_text(text(made()), encoding="utf-8")
