"""`python -m detectors.lexicon`: build `table.bin` from the source files."""

from __future__ import annotations

import sys
from pathlib import Path

from detectors.lexicon.rows import LexiconError, read_rows
from detectors.lexicon.table import NAME, compile_table, dump


def main() -> int:
    """Write the table beside this module; mistakes in the sources go to stderr, exit status 1."""
    try:
        table = compile_table(read_rows())
    except LexiconError as mistakes:
        sys.stderr.write(f"{mistakes}\n")
        return 1
    data = dump(table)
    Path(__file__).with_name(NAME).write_bytes(data)
    sys.stdout.write(f"{len(table.rows)} words, {len(table.forms)} forms, {len(data)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
