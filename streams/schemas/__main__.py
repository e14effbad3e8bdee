"""Write the schema files anew: `python -m streams.schemas`."""

from __future__ import annotations

from pathlib import Path

from streams import schemas

for name in schemas.RECORDS:
    (Path(__file__).parent / f"{name}.json").write_text(schemas.text(name), encoding="utf-8")
